//! The journal of events, and the progress that folding it gives.

mod error;
mod event;
mod fields;
mod fold;
mod journal;
mod line;
mod locked;
mod log;
mod merge;
mod object;
mod value;
mod write;

pub use error::JournalError;
pub use event::{Change, Draft, Event, Plan, ResourceRef};
pub use fold::{Note, Progress, Record};
pub use journal::{DEFAULT_NAME, Journal};
pub use log::{Log, Logged, Place};
pub use merge::{lines, union};
pub use value::{MAX_HOURS_PER_WEEK, MAX_LINK, MAX_NOTE, MAX_SPENT};

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a skill stands.
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
    /// Todo or learning.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Todo | Self::Learning)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Todo => "todo",
            Self::Learning => "learning",
            Self::Done => "done",
            Self::Skipped => "skipped",
        })
    }
}

#[cfg(test)]
mod tests;
