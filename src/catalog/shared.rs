//! What `skills.yaml` defines: the user's laid over the built-in one, id by id.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::rc::Rc;

use super::document::{Document, Parsed, parse_skills};
use super::id::Id;
use super::problem::Problem;
use super::unresolved::{Definition, UnresolvedSkills, definitions};

/// Definitions that several roadmaps share.
#[derive(Debug, Default, Clone)]
pub struct Shared {
    /// By id and by alias.
    names: HashMap<Id, (Rc<Definition>, Rc<Document>)>,
    /// By id: the aliases that still name it.
    aliases: BTreeMap<Id, Vec<Id>>,
}

impl Shared {
    /// Lays `skills` over what is here: a name that both have is theirs.
    pub fn lay_over(&mut self, skills: &UnresolvedSkills, document: &Rc<Document>) {
        let all: Vec<_> = definitions(&skills.entries).collect();
        for definition in &all {
            for alias in self.aliases.remove(&definition.id).unwrap_or_default() {
                self.names.remove(&alias);
            }
        }
        for definition in all {
            let mut aliases = Vec::new();
            for name in definition.names() {
                let mine = (Rc::clone(definition), Rc::clone(document));
                if let Some((other, _)) = self.names.insert(name.clone(), mine)
                    && let Some(theirs) = self.aliases.get_mut(&other.id)
                {
                    theirs.retain(|alias| alias != name);
                }
                if *name != definition.id {
                    aliases.push(name.clone());
                }
            }
            self.aliases.insert(definition.id.clone(), aliases);
        }
    }

    /// Reads a `skills.yaml` and lays it over what is here; one with mistakes
    /// is left out, and they are returned.
    pub fn read_over(&mut self, file: PathBuf, text: Cow<'static, str>) -> Vec<Problem> {
        match parse_skills(file, text) {
            Ok(Parsed { document, value: Some(skills), findings }) if findings.is_empty() => {
                self.lay_over(&skills, &document);
                Vec::new()
            }
            Ok(parsed) => parsed.problems(),
            Err(problems) => problems,
        }
    }

    /// The definition with this id or alias, and the file it stands in.
    pub fn get(&self, name: &Id) -> Option<&(Rc<Definition>, Rc<Document>)> {
        self.names.get(name)
    }

    /// The aliases of the definition with this id.
    pub fn aliases(&self, id: &Id) -> &[Id] {
        self.aliases.get(id).map_or(&[], Vec::as_slice)
    }

    /// Every id, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.aliases.keys().map(Id::as_str)
    }
}
