//! The journal of events, and the progress that they result in.

mod depth;
mod error;
mod event;
mod fields;
mod file;
mod fold;
mod journal;
mod line;
mod lock;
mod log;
mod merge;
mod people;
mod place;
mod value;
mod warning;
mod write;

pub use error::JournalError;
pub use event::{Change, Draft, Estimate, Event, Plan, ResourceRef};
pub use file::DEFAULT_NAME;
pub use fold::{Note, Progress, Record};
pub use journal::Journal;
pub use lock::LockWait;
pub use log::{Log, Logged};
pub use merge::{lines, union};
pub use people::{People, Person, PersonLog, PersonProblem};
pub use place::Place;
pub use value::{MAX_ESTIMATE, MAX_HOURS_PER_WEEK, MAX_LINK, MAX_NOTE, MAX_PERCENT, MAX_SPENT};
pub use warning::LogWarning;
pub use write::line as json_line;

use serde::{Deserialize, Serialize};
use std::fmt;

/// The status of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Todo,
    Learning,
    Done,
    Skipped,
}

impl Status {
    pub const ALL: &'static [Self] = &[Self::Todo, Self::Learning, Self::Done, Self::Skipped];

    /// The word for it, in text and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Learning => "learning",
            Self::Done => "done",
            Self::Skipped => "skipped",
        }
    }

    /// Todo or learning.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Todo | Self::Learning)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests;
