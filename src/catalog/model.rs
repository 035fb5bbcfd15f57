//! A roadmap that cannot be invalid: every need is an index, every id is
//! checked, and the only way to make one is to resolve a file.
//!
//! Entries (skills and groups) lie in one vector in file order, a group before
//! what it holds. So what a group holds is a contiguous run, and "the place in
//! the roadmap" is the index.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::id::{Id, RoadmapId};

/// The place of an entry in its roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// Where a roadmap came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    BuiltIn,
    /// A file of the user's.
    File(PathBuf),
}

/// The way to one role.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub(crate) stages: Vec<Stage>,
    /// In file order; a group stands before what it holds.
    pub(crate) entries: Vec<Entry>,
    /// Ids and aliases of entries.
    pub(crate) names: HashMap<Id, Ix>,
}

/// What a roadmap takes for granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartsAfter {
    /// Roadmaps that come first.
    Roadmaps(Vec<RoadmapId>),
    /// One sentence.
    Text(String),
}

/// A month of a year, written `2026-11`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
}

impl Month {
    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |text: &str, count| {
            text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let month = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        (1..=12).contains(&month.month).then_some(month)
    }
}

/// What the role is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    pub summary: Option<String>,
    pub responsibilities: Vec<String>,
    pub facts: Vec<Fact>,
}

/// A figure about the role, with the source that gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    pub text: String,
    pub source: Option<Id>,
}

/// Where a roadmap's content comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    pub id: Id,
    pub title: String,
    pub publisher: Option<String>,
    pub year: Option<i32>,
    pub url: Option<String>,
}

/// Another roadmap that this one opens the way to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadsTo {
    pub roadmap: RoadmapId,
    pub why: Option<String>,
}

/// A titled part of a roadmap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub id: Id,
    pub title: String,
    pub level: Option<Level>,
    pub summary: Option<String>,
    /// What somebody who is done up to here is ready for.
    pub milestone: Option<String>,
    /// The entries of this stage, nested ones included.
    pub(crate) span: Range<u32>,
}

/// How far along the way a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Beginner,
    Intermediate,
    Advanced,
}

/// A skill or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: Id,
    pub title: String,
    pub summary: Option<String>,
    /// As written on this entry; [`Roadmap::is_optional`] also asks the groups around it.
    pub optional: bool,
    pub needs: Vec<Need>,
    /// The group that holds it, if one does.
    pub parent: Option<Ix>,
    /// Index into [`Roadmap::stages`].
    pub stage: usize,
    /// Whether its definition comes from `skills.yaml`.
    pub shared: bool,
    pub kind: EntryKind,
    /// One past the last entry that it holds; for a skill one past itself.
    pub(crate) end: u32,
}

/// What an entry is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryKind {
    Skill(Box<Skill>),
    Group(Group),
}

/// One thing to learn or do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    pub kind: SkillKind,
    pub hours: Option<Hours>,
    /// Other names that progress may stand under.
    pub aliases: Vec<Id>,
    pub done_when: Vec<String>,
    pub asked_by: Vec<Id>,
    pub resources: Vec<Resource>,
}

/// Entries of which one needs all, or some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// How many of the options to choose; `None` when all are needed.
    pub choose: Option<u32>,
}

/// What must come first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// An entry of this roadmap.
    Entry(Ix),
    /// Something that this roadmap does not contain: assumed, never blocks.
    Assumed(Id),
}

/// What sort of thing a skill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SkillKind {
    #[default]
    Technical,
    Practice,
    Soft,
    Education,
    Career,
}

/// A link to learn from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// `None` for a bare link.
    pub title: Option<String>,
    pub url: String,
    pub kind: Option<ResourceKind>,
    pub cost: Option<Cost>,
}

/// What sort of thing a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceKind {
    Docs,
    Book,
    Course,
    Video,
    Article,
    Practice,
    Project,
    Tool,
    Community,
    Certification,
    Event,
    Jobs,
}

/// What a resource costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cost {
    Free,
    Freemium,
    Paid,
}

/// An estimate of learning time, kept in whole minutes; `min <= max`, both above 0.
/// Serialises as `{"min":25,"max":40}` in hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hours {
    pub min_minutes: u32,
    pub max_minutes: u32,
}

/// Hours as JSON has them: a whole number where it is one, else a decimal.
pub fn hours_json(minutes: u64) -> serde_json::Number {
    if minutes.is_multiple_of(60) {
        (minutes / 60).into()
    } else {
        #[expect(
            clippy::cast_precision_loss,
            reason = "sums of estimates are far below 2^52 minutes"
        )]
        let hours = minutes as f64 / 60.0;
        serde_json::Number::from_f64((hours * 100.0).round() / 100.0).unwrap_or_else(|| 0.into())
    }
}

impl Serialize for Hours {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Hours", 2)?;
        object.serialize_field("min", &hours_json(self.min_minutes.into()))?;
        object.serialize_field("max", &hours_json(self.max_minutes.into()))?;
        object.end()
    }
}

impl Roadmap {
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

    /// Whether it has no entries, which no resolved roadmap is.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry at `ix`.
    pub fn entry(&self, ix: Ix) -> &Entry {
        &self.entries[ix.at()]
    }

    /// The entry that has this id or alias here.
    pub fn named(&self, name: &str) -> Option<Ix> {
        self.names.get(name).copied()
    }

    /// The entry that has exactly this id here.
    pub fn with_id(&self, id: &str) -> Option<Ix> {
        self.named(id).filter(|ix| self.entry(*ix).id.as_str() == id)
    }

    /// The stage with this id.
    pub fn stage_named(&self, id: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id.as_str() == id)
    }

    /// All that stands inside `ix`, itself not included, at any depth.
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

    fn siblings(&self, span: Range<u32>) -> impl Iterator<Item = Ix> {
        let first = (span.start < span.end).then_some(Ix(span.start));
        std::iter::successors(first, move |ix| {
            let next = self.entry(*ix).end;
            (next < span.end).then_some(Ix(next))
        })
    }
}

impl Entry {
    /// The skill that it is, unless it is a group.
    pub fn skill(&self) -> Option<&Skill> {
        match &self.kind {
            EntryKind::Skill(skill) => Some(skill),
            EntryKind::Group(_) => None,
        }
    }

    /// Whether it is a skill.
    pub fn is_skill(&self) -> bool {
        matches!(self.kind, EntryKind::Skill(_))
    }

    /// How many of its options to choose, if it is a choice.
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
    /// The title, or the link where there is none.
    pub fn label(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.url)
    }
}

impl Level {
    /// The word for it in roadmap files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Beginner => "beginner",
            Self::Intermediate => "intermediate",
            Self::Advanced => "advanced",
        }
    }
}

impl ResourceKind {
    /// The word for it in roadmap files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Book => "book",
            Self::Course => "course",
            Self::Video => "video",
            Self::Article => "article",
            Self::Practice => "practice",
            Self::Project => "project",
            Self::Tool => "tool",
            Self::Community => "community",
            Self::Certification => "certification",
            Self::Event => "event",
            Self::Jobs => "jobs",
        }
    }
}

impl Cost {
    /// The word for it in roadmap files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Freemium => "freemium",
            Self::Paid => "paid",
        }
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}
