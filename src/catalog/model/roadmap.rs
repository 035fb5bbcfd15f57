//! A resolved roadmap.
//!
//! Entries (skills and groups) are kept in one vector in file order, a group before what it holds.
//! So the content of a group is a contiguous range, and indexes are in the order of the roadmap.

use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::entry::{Edit, Entry, Ix, Skill};
use super::id::{Id, RoadmapId};
use super::link::Link;
use super::month::Month;
use super::word::Level;

/// Where a roadmap comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Compiled into the program.
    BuiltIn,
    /// One of the user's files.
    File(PathBuf),
}

/// The stages and skills that lead to one role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roadmap {
    pub id: RoadmapId,
    pub title: String,
    pub summary: Option<String>,
    /// When its content was last reviewed.
    pub reviewed: Option<Month>,
    pub starts_after: Option<StartsAfter>,
    pub role: Option<Role>,
    pub sources: Vec<Source>,
    pub leads_to: Vec<LeadsTo>,
    pub origin: Origin,
    /// The roadmap that its file extends.
    pub extends: Option<RoadmapId>,
    pub(crate) stages: Vec<Stage>,
    /// In file order; a group before what it holds.
    pub(crate) entries: Vec<Entry>,
    names: Vec<Named>,
}

/// The parts of a roadmap.
pub(crate) struct Parts {
    pub id: RoadmapId,
    pub title: String,
    pub summary: Option<String>,
    pub reviewed: Option<Month>,
    pub starts_after: Option<StartsAfter>,
    pub role: Option<Role>,
    pub sources: Vec<Source>,
    pub leads_to: Vec<LeadsTo>,
    pub origin: Origin,
    pub extends: Option<RoadmapId>,
    pub stages: Vec<Stage>,
    pub entries: Vec<Entry>,
}

/// A name of an entry: its id or an alias. Sorted by the text of the name, so
/// that a lookup needs no second copy of the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Named {
    entry: Ix,
    /// Index into [`Entry::names`].
    name: u32,
}

/// The prior knowledge that a roadmap assumes: other roadmaps, or a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StartsAfter {
    /// Roadmaps that come first.
    Roadmaps(Vec<RoadmapId>),
    /// One sentence.
    Text(String),
}

/// What the role is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub summary: Option<String>,
    pub responsibilities: Vec<String>,
    pub facts: Vec<Fact>,
}

/// A figure about the role, with the source that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub text: String,
    pub source: Option<Id>,
}

/// Where a roadmap's content comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub id: Id,
    pub title: String,
    pub publisher: Option<String>,
    pub year: Option<i32>,
    pub url: Option<Link>,
}

/// A roadmap to continue with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadsTo {
    pub roadmap: RoadmapId,
    pub why: Option<String>,
}

/// A titled part of a roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub id: Id,
    pub title: String,
    pub level: Option<Level>,
    pub summary: Option<String>,
    /// What somebody who has finished everything up to here is ready for.
    pub milestone: Option<String>,
    /// What an overlay did to it.
    pub edit: Option<Edit>,
    /// The entries of this stage, nested ones included.
    pub(crate) span: Range<u32>,
}

impl Roadmap {
    /// The only way to make one; the caller has checked the parts.
    pub(crate) fn new(parts: Parts) -> Self {
        let names = sorted_names(&parts.entries);
        let Parts {
            id,
            title,
            summary,
            reviewed,
            starts_after,
            role,
            sources,
            leads_to,
            origin,
            extends,
            stages,
            entries,
        } = parts;
        Self {
            id,
            title,
            summary,
            reviewed,
            starts_after,
            role,
            sources,
            leads_to,
            origin,
            extends,
            stages,
            entries,
            names,
        }
    }

    /// The stages, in order; at least one.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Every entry, in file order, a group before what it holds.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Ix, &Entry)> + ExactSizeIterator {
        self.entries.iter().enumerate().map(|(at, entry)| (Ix::from_usize(at), entry))
    }

    /// Every skill, in file order.
    pub fn skills(&self) -> impl DoubleEndedIterator<Item = (Ix, &Entry, &Skill)> {
        self.entries().filter_map(|(ix, entry)| entry.skill().map(|skill| (ix, entry, skill)))
    }

    /// How many entries there are: the length of a table indexed by [`Ix::at`].
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has no entries. A resolved roadmap always has some.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry at `ix`.
    pub fn entry(&self, ix: Ix) -> &Entry {
        &self.entries[ix.at()]
    }

    /// The entry that has this id or alias here.
    pub fn named(&self, name: &str) -> Option<Ix> {
        let at = self.names.binary_search_by(|named| self.text(*named).cmp(name)).ok()?;
        Some(self.names[at].entry)
    }

    /// The entry that has exactly this id here.
    pub fn with_id(&self, id: &str) -> Option<Ix> {
        self.named(id).filter(|ix| self.entry(*ix).id.as_str() == id)
    }

    /// The stage with this id.
    pub fn stage_named(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id.as_str() == id)
    }

    /// Everything inside `ix` at any depth, without `ix` itself.
    pub fn within(&self, ix: Ix) -> impl DoubleEndedIterator<Item = Ix> + use<> {
        (ix.0 + 1..self.entry(ix).end).map(Ix)
    }

    /// The direct entries of a group; nothing for a skill.
    pub fn children(&self, ix: Ix) -> impl Iterator<Item = Ix> {
        self.siblings(ix.0 + 1..self.entry(ix).end)
    }

    /// The direct entries of a stage.
    pub fn stage_children(&self, stage: usize) -> impl Iterator<Item = Ix> {
        self.siblings(self.stages[stage].span.clone())
    }

    /// All entries of a stage, at any depth.
    pub fn stage_within(&self, stage: usize) -> impl DoubleEndedIterator<Item = Ix> + use<> {
        self.stages[stage].span.clone().map(Ix)
    }

    /// The groups around `ix`, innermost first.
    pub fn around(&self, ix: Ix) -> impl Iterator<Item = Ix> {
        std::iter::successors(self.entry(ix).parent, |group| self.entry(*group).parent)
    }

    /// Whether `ix` or a group around it is optional.
    pub fn is_optional(&self, ix: Ix) -> bool {
        self.entry(ix).optional || self.around(ix).any(|group| self.entry(group).optional)
    }

    fn text(&self, named: Named) -> &str {
        name_of(&self.entries, named).map_or("", Id::as_str)
    }

    fn siblings(&self, span: Range<u32>) -> impl Iterator<Item = Ix> {
        let first = (span.start < span.end).then_some(Ix(span.start));
        std::iter::successors(first, move |ix| {
            let next = self.entry(*ix).end;
            (next < span.end).then_some(Ix(next))
        })
    }
}

fn name_of(entries: &[Entry], named: Named) -> Option<&Id> {
    let entry = &entries[named.entry.at()];
    match named.name.checked_sub(1) {
        None => Some(&entry.id),
        Some(alias) => entry.skill()?.aliases.get(alias as usize),
    }
}

fn sorted_names(entries: &[Entry]) -> Vec<Named> {
    let mut names: Vec<Named> = entries
        .iter()
        .enumerate()
        .flat_map(|(at, entry)| {
            (0..).zip(entry.names()).map(move |(name, _)| Named { entry: Ix::from_usize(at), name })
        })
        .collect();
    names.sort_by(|a, b| name_of(entries, *a).cmp(&name_of(entries, *b)));
    names
}
