//! One line of the journal, as data. Reading lines is `line.rs`, writing them `write.rs`.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::catalog::{Id, RoadmapId};

/// Something that the person did, once.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identifies the event; version 7 in lines that this program writes.
    pub id: Uuid,
    /// The instant, to the millisecond. Only used for the order.
    pub at: Timestamp,
    /// The local date that it counts for.
    pub on: Date,
    pub change: Change,
}

/// What an event changes. Skills are named by the id that was written, which
/// may have become an alias since.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// `start`: learning from now on. A repeat changes nothing, unless `redate` is set: then it
    /// corrects the date of a skill that already has this status.
    Start { skills: Vec<Id>, redate: bool, note: Option<String> },
    /// `done`: skills, or single resources of skills, or both.
    Done {
        skills: Vec<Id>,
        /// Known before, so without a date of learning.
        known: bool,
        /// See [`Start`](Self::Start).
        redate: bool,
        resources: Vec<ResourceRef>,
        note: Option<String>,
        /// Links (http or https), paths or words.
        evidence: Vec<String>,
    },
    /// `skip`: not wanted.
    Skip { skills: Vec<Id>, redate: bool, note: Option<String> },
    /// `reset`: back to todo; resources back to unread.
    Reset { skills: Vec<Id>, resources: Vec<ResourceRef> },
    /// `note`: a text on skills, the person's own links (http or https), or both.
    Note { skills: Vec<Id>, note: Option<String>, links: Vec<String> },
    /// `spent`: minutes of learning, 1 to 1440.
    Spent { skills: Vec<Id>, minutes: u32 },
    /// `estimate`: how long skills take this person; `None` goes back to the roadmap's estimate.
    Estimate { skills: Vec<Id>, estimate: Option<Estimate> },
    /// `refresh`: done skills that are still remembered.
    Refresh { skills: Vec<Id> },
    /// `use`: the roadmaps in use, in order, the current one first.
    Use {
        roadmaps: Vec<RoadmapId>,
        /// The roadmaps, in use or not, whose done skills are never due for a refresh.
        no_refresh: Vec<RoadmapId>,
    },
    /// `plan`: the saved plan of a roadmap; all empty clears it.
    Plan { roadmap: RoadmapId, plan: Plan },
    /// `undo`: the event with this id is void.
    Undo { event: Uuid },
    /// An event of a newer program: kept in the file, ignored here.
    Unknown { event: String },
}

/// How long a skill takes one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimate {
    /// From `low` to `high` minutes, at least 1 and at most [`MAX_ESTIMATE`](super::MAX_ESTIMATE).
    Minutes { low: u32, high: u32 },
    /// A percentage of the roadmap's estimate, 1 to [`MAX_PERCENT`](super::MAX_PERCENT).
    Percent(u32),
}

/// A resource of a skill, identified by its link.
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
    /// The name of the event, as the journal has it.
    pub fn name(&self) -> &str {
        match self {
            Self::Start { .. } => "start",
            Self::Done { .. } => "done",
            Self::Skip { .. } => "skip",
            Self::Reset { .. } => "reset",
            Self::Note { .. } => "note",
            Self::Spent { .. } => "spent",
            Self::Estimate { .. } => "estimate",
            Self::Refresh { .. } => "refresh",
            Self::Use { .. } => "use",
            Self::Plan { .. } => "plan",
            Self::Undo { .. } => "undo",
            Self::Unknown { event } => event,
        }
    }

    /// The skills that it names, resources aside.
    pub fn skills(&self) -> &[Id] {
        match self {
            Self::Start { skills, .. }
            | Self::Done { skills, .. }
            | Self::Skip { skills, .. }
            | Self::Reset { skills, .. }
            | Self::Note { skills, .. }
            | Self::Spent { skills, .. }
            | Self::Estimate { skills, .. }
            | Self::Refresh { skills } => skills,
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

/// What a command wants to record. Its id and instant are set when it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub on: Date,
    pub change: Change,
}
