//! What can go wrong with the journal.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

/// Why the journal could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// The path names something other than a regular file.
    NotAFile { path: PathBuf, what: &'static str },
    /// The file holds text but no event, so it is something other than a journal.
    NotAJournal { path: PathBuf },
    /// A file or folder cannot be read.
    Read { path: PathBuf, error: io::Error },
    /// The file cannot be written; it is as it was.
    Write { path: PathBuf, error: io::Error },
    /// A folder for it cannot be created.
    Folder { path: PathBuf, error: io::Error },
    /// The file was written in part, or in whole but not synced, and could not
    /// be cut back to its former length.
    RollbackFailed { path: PathBuf, error: io::Error, rollback: io::Error },
    /// A symlink whose target lies in a folder that does not exist.
    DanglingSymlink { path: PathBuf, target: PathBuf },
    /// Another program held the lock for this long.
    Locked { path: PathBuf, waited: Duration },
    /// Another program kept replacing the file.
    ReplacedWhileLocking { path: PathBuf },
    /// The file has the largest size that is read.
    Full { path: PathBuf },
    /// The files together have the most events that are read.
    TooManyEvents { path: PathBuf },
    /// So much of the file is not an event that its end is not read.
    NotEvents { path: PathBuf },
    /// No instant comes after the newest event.
    EndOfTime { path: PathBuf, line: usize, at: Timestamp },
    /// The event would not be read back as it is, so it was not recorded.
    InvalidEvent { why: String },
}

impl JournalError {
    /// Whether an event that was not acknowledged may be in the file all the same.
    pub fn may_be_recorded(&self) -> bool {
        matches!(self, Self::RollbackFailed { .. })
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFile { path, what } => write!(
                f,
                "{} is {what}, not a file: name the journal with --progress or ROADMAP_PROGRESS",
                path.display()
            ),
            Self::NotAJournal { path } => write!(
                f,
                "{} is not a journal: it has text but no event; \
                 name another file with --progress or ROADMAP_PROGRESS",
                path.display()
            ),
            Self::Read { path, error } => {
                write!(f, "cannot read {}: {}", path.display(), Plain(error))
            }
            Self::Write { path, error } => {
                write!(f, "cannot write {}: {}", path.display(), Plain(error))
            }
            Self::Folder { path, error } => {
                write!(f, "cannot create the folder {}: {}", path.display(), Plain(error))
            }
            Self::RollbackFailed { path, error, rollback } => write!(
                f,
                "cannot write {}: {}; cannot undo the write: {}; \
                 roadmap history shows whether it was recorded",
                path.display(),
                Plain(error),
                Plain(rollback)
            ),
            Self::DanglingSymlink { path, target } => write!(
                f,
                "{} is a link to {}, whose folder is missing: create that folder",
                path.display(),
                target.display()
            ),
            Self::Locked { path, waited } => write!(
                f,
                "another program has locked {} for {} s: try again when it is done, \
                 or set ROADMAP_LOCK_TIMEOUT to wait for more seconds",
                path.display(),
                (waited.as_secs_f64() * 10.0).round() / 10.0
            ),
            Self::ReplacedWhileLocking { path } => {
                write!(f, "another program keeps replacing {}: try again", path.display())
            }
            Self::Full { path } => write!(
                f,
                "{} is full, at 64 MiB: rename it to progress-old.jsonl, \
                 which still counts if it stays in the same folder",
                path.display()
            ),
            Self::TooManyEvents { path } => write!(
                f,
                "{} and the files next to it have 1,000,000 events, the most that is read: \
                 move one of the files elsewhere",
                path.display()
            ),
            Self::NotEvents { path } => write!(
                f,
                "{} has 1,000,000 lines or more that are not events, so its end is not read: \
                 move it elsewhere, or remove those lines",
                path.display()
            ),
            Self::EndOfTime { path, line, at } => write!(
                f,
                "no event can come after {}:{line}, which is dated {at}: correct that line",
                path.display()
            ),
            Self::InvalidEvent { why } => f.write_str(why),
        }
    }
}

impl std::error::Error for JournalError {}

/// A system error without its number, which means nothing to most people.
struct Plain<'a>(&'a io::Error);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(text.split(" (os error ").next().unwrap_or(&text))
    }
}
