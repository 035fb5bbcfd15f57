//! What an import must know about the catalog.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::catalog::{Need, Roadmap};

/// The skills and groups of the catalog, by id and by title.
#[derive(Debug, Default)]
pub struct Known {
    skills: HashMap<String, KnownEntry>,
    groups: HashSet<String>,
    aliases: HashSet<String>,
    /// The id of a skill, by its title in lower case.
    titles: HashMap<String, String>,
}

#[derive(Debug)]
pub(super) struct KnownEntry {
    pub title: String,
    pub aliases: Vec<String>,
    pub needs: Vec<String>,
    /// Whether `skills.yaml` defines it, so that a roadmap can refer to it by id.
    pub shared: bool,
}

/// The part of a `skills.yaml` that matters here.
#[derive(Deserialize)]
struct SkillsFile {
    #[serde(default)]
    skills: Vec<SharedEntry>,
}

#[derive(Deserialize)]
struct SharedEntry {
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    aliases: OneOrMore,
    #[serde(default)]
    needs: OneOrMore,
    skills: Option<Vec<serde_yaml::Value>>,
}

#[derive(Deserialize, Default)]
#[serde(untagged)]
enum OneOrMore {
    #[default]
    None,
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn list(self) -> Vec<String> {
        match self {
            Self::None => Vec::new(),
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

impl Known {
    /// Adds the entries of `roadmap`.
    pub fn add_roadmap(&mut self, roadmap: &Roadmap) {
        for (_, entry) in roadmap.entries() {
            let need = |need: &Need| match need {
                Need::Entry(ix) => roadmap.entry(*ix).id.to_string(),
                Need::Assumed(id) => id.to_string(),
            };
            if entry.is_skill() {
                let aliases = entry.names().skip(1).map(ToString::to_string).collect();
                let needs = entry.needs.iter().map(need).collect();
                self.add_skill(entry.id.as_str(), &entry.title, aliases, needs, entry.shared);
            } else {
                self.groups.insert(entry.id.to_string());
            }
        }
    }

    /// Adds the definitions of a `skills.yaml`. Ignores one that cannot be parsed.
    pub fn add_skills_file(&mut self, text: &str) {
        let Ok(file) = serde_yaml::from_str::<SkillsFile>(text) else { return };
        for entry in file.skills {
            if entry.skills.is_some() {
                self.groups.insert(entry.id);
            } else {
                let (aliases, needs) = (entry.aliases.list(), entry.needs.list());
                self.add_skill(&entry.id, &entry.title, aliases, needs, true);
            }
        }
    }

    fn add_skill(
        &mut self,
        id: &str,
        title: &str,
        aliases: Vec<String>,
        needs: Vec<String>,
        shared: bool,
    ) {
        self.aliases.extend(aliases.iter().cloned());
        let by_title = title.trim().to_lowercase();
        let other = self.titles.get(&by_title).and_then(|other| self.skills.get(other));
        if other.is_none_or(|other| shared && !other.shared) {
            self.titles.insert(by_title, id.to_owned());
        }
        let new = KnownEntry { title: title.trim().to_owned(), aliases, needs, shared };
        match self.skills.get_mut(id) {
            Some(known) if shared || !known.shared => *known = new,
            Some(_) => {}
            None => {
                self.skills.insert(id.to_owned(), new);
            }
        }
    }

    pub(super) fn skill(&self, id: &str) -> Option<&KnownEntry> {
        self.skills.get(id)
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.skills.contains_key(id) || self.groups.contains(id)
    }

    pub(super) fn is_group(&self, id: &str) -> bool {
        self.groups.contains(id)
    }

    pub(super) fn is_alias(&self, name: &str) -> bool {
        self.aliases.contains(name)
    }

    /// The id of the skill with this title, ignoring case.
    pub(super) fn titled(&self, title: &str) -> Option<&str> {
        self.titles.get(&title.trim().to_lowercase()).map(String::as_str)
    }
}
