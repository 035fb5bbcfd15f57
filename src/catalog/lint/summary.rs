//! Summaries of files, for comparing them.

use std::collections::BTreeSet;

use super::content::Content;
use crate::catalog::builtin;
use crate::catalog::model::{Id, Need, Roadmap, RoadmapId};
use crate::catalog::unresolved::{Definition, Name, UnresolvedFile, definitions, entries};

/// What the other files need to know about a file.
#[derive(Debug, Default)]
pub struct Summary {
    pub definitions: Vec<Defined>,
    /// The ids of everything that a roadmap defines or mentions, sorted.
    pub contains: Vec<Id>,
    /// Needs that the file itself does not define.
    pub needs: Vec<Id>,
    /// Ids of its sources.
    pub sources: Vec<Id>,
    /// The roadmap that it extends.
    pub extends: Option<RoadmapId>,
    /// The ids that it hides from its base.
    hidden: Vec<Id>,
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
                let written = checked.value.as_ref().map_or(&[][..], |value| &value.entries);
                Self {
                    definitions: definitions(written).map(Defined::of).collect(),
                    contains: sorted(entries(written).map(|entry| entry.name().id.clone())),
                    ..Self::default()
                }
            }
            Content::Roadmap(checked) => {
                let Some(value) = &checked.value else { return Self::default() };
                let sources = &value.about().sources;
                let hidden: &[Name] = match value {
                    UnresolvedFile::Overlay(overlay) => &overlay.hide,
                    UnresolvedFile::Roadmap(_) => &[],
                };
                Self {
                    definitions: value.definitions().map(Defined::of).collect(),
                    contains: sorted(value.entries().map(|entry| entry.name().id.clone())),
                    needs: Vec::new(),
                    sources: sources.iter().map(|source| source.id.clone()).collect(),
                    extends: value.extends().cloned(),
                    hidden: hidden.iter().map(|name| name.id.clone()).collect(),
                }
            }
        }
    }

    /// The summary of a built-in roadmap, or of the built-in `skills.yaml`. `None` if the build
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
        Some(Self::of_roadmap(&built_in.roadmap(id.as_str())?))
    }

    fn of_roadmap(roadmap: &Roadmap) -> Self {
        let own = roadmap.entries().filter(|(_, entry)| !entry.shared);
        let needs = roadmap.entries().flat_map(|(_, entry)| &entry.needs);
        Self {
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
            ..Self::default()
        }
    }

    /// Adds what the file inherits from the roadmap that it extends.
    pub fn extend(&mut self, base: &Roadmap) {
        let base = Self::of_roadmap(base);
        let hidden = sorted(std::mem::take(&mut self.hidden).into_iter());
        let written: BTreeSet<Id> = self.contains.iter().cloned().collect();
        let is_kept = |id: &Id| hidden.binary_search(id).is_err();
        let is_from_base = |id: &Id| is_kept(id) && !written.contains(id);
        self.definitions.extend(base.definitions.into_iter().filter(|own| is_from_base(&own.id)));
        self.contains.extend(base.contains.into_iter().filter(is_from_base));
        self.contains.sort_unstable();
        self.sources.extend(base.sources);
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
