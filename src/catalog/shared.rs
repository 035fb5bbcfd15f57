//! Definitions that several roadmaps share: the user's `skills.yaml` laid over the
//! built-in one, id by id.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::builtin::{self, BuiltIn};
use super::model::Id;
use super::source::SourceFile;
use super::unresolved::{Definition, UnresolvedSkills, definitions};

/// A shared definition and the file that it is written in.
#[derive(Debug)]
pub(crate) struct SharedDefinition {
    pub definition: Definition,
    pub source: Rc<SourceFile>,
}

/// The shared definitions that a roadmap can use.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Definitions of the files that were read, by id and alias.
    names: HashMap<Id, Rc<SharedDefinition>>,
    /// The aliases that these definitions still own, by id.
    aliases: BTreeMap<Id, Vec<Id>>,
    /// The built-in definitions under all of them.
    base: Option<Base>,
}

/// The built-in definitions, each decoded when it is first asked for.
#[derive(Debug)]
struct Base {
    built_in: &'static BuiltIn<'static>,
    source: Rc<SourceFile>,
    decoded: RefCell<BTreeMap<u32, Rc<SharedDefinition>>>,
}

impl Shared {
    /// The built-in definitions.
    pub fn built_in() -> Self {
        let base = builtin::compiled().map(|built_in| Base {
            built_in,
            source: builtin::skills(),
            decoded: RefCell::default(),
        });
        Self { base, ..Self::default() }
    }

    /// Adds the definitions of a file. They replace definitions with the same id, and a name that
    /// both have becomes theirs.
    pub fn lay_over(&mut self, skills: &UnresolvedSkills, source: &Rc<SourceFile>) {
        for definition in definitions(&skills.entries) {
            for alias in self.aliases.remove(&definition.id.id).unwrap_or_default() {
                self.names.remove(&alias);
            }
        }
        for definition in definitions(&skills.entries) {
            let id = &definition.id.id;
            let shared = Rc::new(SharedDefinition {
                definition: definition.clone(),
                source: Rc::clone(source),
            });
            let mut aliases = Vec::new();
            for name in definition.names() {
                if let Some(other) = self.names.insert(name.id.clone(), Rc::clone(&shared))
                    && let Some(theirs) = self.aliases.get_mut(&other.definition.id.id)
                {
                    theirs.retain(|alias| *alias != name.id);
                }
                if name.id != *id {
                    aliases.push(name.id.clone());
                }
            }
            self.aliases.insert(id.clone(), aliases);
        }
    }

    /// The definition with this id or alias.
    pub fn get(&self, name: &Id) -> Option<Rc<SharedDefinition>> {
        if let Some(shared) = self.names.get(name) {
            return Some(Rc::clone(shared));
        }
        let shared = self.base.as_ref()?.get(name)?;
        // None of the names of a replaced definition remain.
        (!self.aliases.contains_key(&shared.definition.id.id)).then_some(shared)
    }

    /// The aliases of the definition with this id.
    pub fn aliases(&self, id: &Id) -> Vec<Id> {
        if let Some(aliases) = self.aliases.get(id) {
            return aliases.clone();
        }
        let shared = self.base.as_ref().and_then(|base| base.get(id));
        let shared = shared.filter(|shared| shared.definition.id.id == *id);
        let aliases = shared.iter().flat_map(|shared| &shared.definition.aliases);
        aliases.map(|alias| &alias.id).filter(|id| !self.names.contains_key(*id)).cloned().collect()
    }

    /// Whether a file of the user defines this name.
    pub fn is_redefined(&self, name: &Id) -> bool {
        self.names.contains_key(name)
    }

    /// Every id and alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let base = self.base.iter().flat_map(|base| base.built_in.shared_names());
        self.names.keys().map(Id::as_str).chain(base)
    }

    /// How many ids and aliases there are.
    pub fn len(&self) -> usize {
        self.names.len() + self.base.as_ref().map_or(0, |base| base.built_in.shared_names().len())
    }
}

impl Base {
    fn get(&self, name: &Id) -> Option<Rc<SharedDefinition>> {
        let at = self.built_in.shared_index(name.as_str())?;
        if let Some(shared) = self.decoded.borrow().get(&at) {
            return Some(Rc::clone(shared));
        }
        let definition = self.built_in.shared_definition(at)?;
        let shared = Rc::new(SharedDefinition { definition, source: Rc::clone(&self.source) });
        self.decoded.borrow_mut().insert(at, Rc::clone(&shared));
        Some(shared)
    }
}
