//! One line of the journal, as data. Reading and writing lines is `line.rs`.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::catalog::{Id, RoadmapId};

/// Something that the person did, once.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Names the event; version 7 in lines that this program writes.
    pub id: Uuid,
    /// The instant, to the millisecond. Only orders.
    pub at: Timestamp,
    /// The local date that it counts for.
    pub on: Date,
    pub change: Change,
}

/// What an event changes. Skills are named by the id that was written, which
/// may since have become an alias.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// `start`: being learned from now on.
    Start { skills: Vec<Id>, note: Option<String> },
    /// `done`: skills, or single resources of skills, or both.
    Done {
        skills: Vec<Id>,
        /// Known before, so without a date of learning.
        known: bool,
        resources: Vec<ResourceRef>,
        note: Option<String>,
        /// Links (http or https) that prove it.
        evidence: Vec<String>,
    },
    /// `skip`: not wanted.
    Skip { skills: Vec<Id>, note: Option<String> },
    /// `reset`: back to todo; resources back to unread.
    Reset { skills: Vec<Id>, resources: Vec<ResourceRef> },
    /// `note`: words on skills.
    Note { skills: Vec<Id>, note: String },
    /// `spent`: minutes of learning, 1 to 1440.
    Spent { skills: Vec<Id>, minutes: u32 },
    /// `use`: the roadmaps in use, in order, the current one first.
    Use { roadmaps: Vec<RoadmapId> },
    /// `plan`: the saved plan of a roadmap; all empty clears it.
    Plan { roadmap: RoadmapId, plan: Plan },
    /// `undo`: the event with this id is void.
    Undo { event: Uuid },
    /// An event of a newer program: kept in the file, ignored here.
    Unknown { event: String },
}

/// A resource of a skill, tied to its link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct ResourceRef {
    pub skill: Id,
    pub url: String,
}

/// What a person saved with `plan --save`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Minutes a week, a multiple of 30 (`hours_per_week` in the file), at most 168 h.
    pub minutes_per_week: Option<u32>,
    /// Days off, both ends included.
    pub off: Vec<(Date, Date)>,
    /// The goal date.
    pub by: Option<Date>,
    /// Whether optional skills are planned too.
    pub optional: bool,
}

impl Change {
    /// The word for it, as the journal has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Start { .. } => "start",
            Self::Done { .. } => "done",
            Self::Skip { .. } => "skip",
            Self::Reset { .. } => "reset",
            Self::Note { .. } => "note",
            Self::Spent { .. } => "spent",
            Self::Use { .. } => "use",
            Self::Plan { .. } => "plan",
            Self::Undo { .. } => "undo",
            Self::Unknown { event } => event,
        }
    }
}

impl Change {
    /// The skills that it names, resources aside.
    pub fn skills(&self) -> &[Id] {
        match self {
            Self::Start { skills, .. }
            | Self::Done { skills, .. }
            | Self::Skip { skills, .. }
            | Self::Reset { skills, .. }
            | Self::Note { skills, .. }
            | Self::Spent { skills, .. } => skills,
            Self::Use { .. } | Self::Plan { .. } | Self::Undo { .. } | Self::Unknown { .. } => &[],
        }
    }

    /// The resources that it names.
    pub fn resources(&self) -> &[ResourceRef] {
        match self {
            Self::Done { resources, .. } | Self::Reset { resources, .. } => resources,
            _ => &[],
        }
    }
}

impl Plan {
    /// Whether nothing is set, which clears the saved plan.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a command wants to record. Its id and instant come with the writing.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub on: Date,
    pub change: Change,
}
