//! What the other files need to know about a file.

use super::files::Content;
use crate::catalog::builtin;
use crate::catalog::model::{Id, Need, RoadmapId};
use crate::catalog::unresolved::{Definition, UnresolvedEntry, definitions, entries};

/// What the other files need to know about a file.
#[derive(Debug, Default)]
pub struct Summary {
    pub definitions: Vec<Defined>,
    /// The ids of everything in a roadmap that it writes itself or mentions, sorted.
    pub contains: Vec<Id>,
    /// Needs that the file itself does not define.
    pub needs: Vec<Id>,
    /// Ids of its sources.
    pub sources: Vec<Id>,
}

/// A skill or group that a file defines.
#[derive(Debug, Clone)]
pub struct Defined {
    pub id: Id,
    pub aliases: Vec<Id>,
    pub title: Option<String>,
    pub is_skill: bool,
}

impl Summary {
    pub fn of(content: &Content) -> Self {
        match content {
            Content::Unreadable(_) => Self::default(),
            Content::Skills(checked) => {
                let entries = checked.value.as_ref().map_or(&[][..], |value| &value.entries);
                Self::of_entries(entries.iter())
            }
            Content::Roadmap(checked) => {
                let Some(value) = &checked.value else { return Self::default() };
                let entries = value.stages.iter().flat_map(|stage| &stage.entries);
                let sources = value.sources.iter().map(|source| source.id.clone()).collect();
                Self { sources, ..Self::of_entries(entries) }
            }
        }
    }

    fn of_entries<'a>(written: impl Iterator<Item = &'a UnresolvedEntry> + Clone) -> Self {
        let contains = entries(written.clone()).map(|entry| entry.name().id.clone());
        Self {
            definitions: definitions(written).map(Defined::of).collect(),
            contains: sorted(contains),
            needs: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// Of a built-in roadmap, or of the built-in `skills.yaml`. `None` if the build
    /// found errors in it.
    pub fn compiled(id: Option<&RoadmapId>) -> Option<Self> {
        let built_in = builtin::compiled()?;
        let Some(id) = id else {
            let shared: Vec<Definition> = built_in.shared_definitions().collect();
            let needs = shared.iter().flat_map(|definition| &definition.needs);
            return Some(Self {
                needs: needs.map(|need| need.id.clone()).collect(),
                definitions: shared.iter().map(Defined::of).collect(),
                ..Self::default()
            });
        };
        let roadmap = built_in.roadmap(id.as_str())?;
        let own = roadmap.entries().filter(|(_, entry)| !entry.shared);
        let needs = roadmap.entries().flat_map(|(_, entry)| &entry.needs);
        Some(Self {
            definitions: own
                .map(|(_, entry)| Defined {
                    id: entry.id.clone(),
                    aliases: entry.names().skip(1).cloned().collect(),
                    title: Some(entry.title.clone()),
                    is_skill: entry.is_skill(),
                })
                .collect(),
            contains: sorted(roadmap.entries().map(|(_, entry)| entry.id.clone())),
            needs: needs
                .filter_map(|need| match need {
                    Need::Assumed(id) => Some(id.clone()),
                    Need::Entry(_) => None,
                })
                .collect(),
            sources: roadmap.sources.iter().map(|source| source.id.clone()).collect(),
        })
    }
}

fn sorted(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Defined {
    fn of(definition: &Definition) -> Self {
        Self {
            id: definition.id.id.clone(),
            aliases: definition.aliases.iter().map(|alias| alias.id.clone()).collect(),
            title: definition.title.as_ref().map(|title| title.value.clone()),
            is_skill: definition.is_skill(),
        }
    }

    /// How many names it has: its id and the aliases.
    pub fn count(&self) -> usize {
        1 + self.aliases.len()
    }

    /// A name: the id, then the aliases.
    pub fn name(&self, at: usize) -> &Id {
        at.checked_sub(1).map_or(&self.id, |alias| &self.aliases[alias])
    }
}
