//! The entries of a roadmap: skills and groups.

use serde::{Deserialize, Serialize};

use super::hours::Hours;
use super::id::Id;
use super::link::Link;
use super::word::{Cost, ResourceKind, SkillKind};

/// The index of an entry in its roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ix(pub(crate) u32);

impl Ix {
    /// As an index into a table with one row per entry.
    pub fn at(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn from_usize(at: usize) -> Self {
        Self(u32::try_from(at).expect("a file of 8 MiB has fewer than 2^32 entries"))
    }
}

/// A skill or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: Id,
    pub title: String,
    pub summary: Option<String>,
    /// As written on this entry; [`Roadmap::is_optional`](super::Roadmap::is_optional) also
    /// considers the groups around it.
    pub optional: bool,
    pub needs: Vec<Need>,
    /// The group that holds it, if any.
    pub parent: Option<Ix>,
    /// Index into [`Roadmap::stages`](super::Roadmap::stages).
    pub stage: usize,
    /// Whether its definition comes from `skills.yaml`.
    pub shared: bool,
    pub kind: EntryKind,
    /// What an overlay did to it.
    pub edit: Option<Edit>,
    /// One past the last entry that it holds; for a skill one past itself.
    pub(crate) end: u32,
}

/// What a file that extends another roadmap (an overlay) did to an entry or stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Edit {
    Added,
    Changed,
}

impl Edit {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
        }
    }
}

/// The two kinds of entries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryKind {
    Skill(Box<Skill>),
    Group(Group),
}

/// One thing to learn or do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    pub kind: SkillKind,
    pub hours: Option<Hours>,
    /// Former or other ids: progress recorded under them counts.
    pub aliases: Vec<Id>,
    pub done_when: Vec<String>,
    pub asked_by: Vec<Id>,
    pub resources: Vec<Resource>,
}

/// A group of entries. All are needed, or with `choose` only some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// How many of the options to choose; `None` when all are needed.
    pub choose: Option<u32>,
}

/// A prerequisite.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// An entry of this roadmap.
    Entry(Ix),
    /// Not in this roadmap: assumed knowledge, never blocks.
    Assumed(Id),
}

/// A link to learn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// `None` for a bare link.
    pub title: Option<String>,
    pub url: Link,
    pub kind: Option<ResourceKind>,
    pub cost: Option<Cost>,
}

impl Entry {
    /// The skill; `None` for a group.
    pub fn skill(&self) -> Option<&Skill> {
        match &self.kind {
            EntryKind::Skill(skill) => Some(skill),
            EntryKind::Group(_) => None,
        }
    }

    /// Whether it is a skill, not a group.
    pub fn is_skill(&self) -> bool {
        matches!(self.kind, EntryKind::Skill(_))
    }

    /// How many of its options to choose; `None` unless it is a choice.
    pub fn choose(&self) -> Option<u32> {
        match self.kind {
            EntryKind::Group(group) => group.choose,
            EntryKind::Skill(_) => None,
        }
    }

    /// The names under which progress on it counts: its id, then its aliases.
    pub fn names(&self) -> impl Iterator<Item = &Id> {
        std::iter::once(&self.id).chain(self.skill().into_iter().flat_map(|skill| &skill.aliases))
    }
}

impl Resource {
    /// The title, or the link if it has none.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(self.url.as_str())
    }
}
