//! Warnings about the files that were read.

use std::fmt;
use std::path::Path;

use super::place::Place;

/// A warning; there is at most one of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogWarning<'a> {
    /// Lines that are not events.
    Foreign { lines: usize, first: Place<'a> },
    /// Events that this version may not fully understand.
    Newer { events: usize },
    /// Files that are longer than the limit.
    TooLong { first: &'a Path, others: usize },
    /// More events than are read.
    TooMany { limit: usize },
    /// Links next to the journal that cannot be followed.
    BrokenLink { first: &'a Path, others: usize },
}

impl fmt::Display for LogWarning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Foreign { lines, first } => {
                let noun = if lines == 1 { "line" } else { "lines" };
                let (name, line) = (name(first.file), first.line);
                write!(f, "{lines} {noun} skipped, first at {name}:{line}; see roadmap doctor")
            }
            Self::Newer { events } => {
                let noun = if events == 1 { "event" } else { "events" };
                write!(
                    f,
                    "{events} {noun} of a newer version of roadmap, read as far as understood; \
                     see roadmap doctor"
                )
            }
            Self::TooLong { first, others } => write!(
                f,
                "{}{} longer than 64 MiB: the rest is not read",
                name(first),
                if others == 0 { " is".to_owned() } else { format!(" and {others} more are") }
            ),
            Self::TooMany { limit } => {
                write!(f, "more than {limit} events: the rest is not read")
            }
            Self::BrokenLink { first, others } => write!(
                f,
                "{}{} skipped: the link cannot be followed",
                name(first),
                if others == 0 { " is".to_owned() } else { format!(" and {others} more are") }
            ),
        }
    }
}

fn name(path: &Path) -> std::borrow::Cow<'_, str> {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()
}
