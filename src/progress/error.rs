//! What can go wrong with the journal.

use std::fmt;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

/// Why the journal could not be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum JournalError {
    /// The path names something else than a regular file.
    NotAFile { path: PathBuf, what: &'static str },
    /// A file or folder cannot be read.
    Read { path: PathBuf, error: io::Error },
    /// The file cannot be written; it is as it was.
    Write { path: PathBuf, error: io::Error },
    /// A folder for it cannot be created.
    Folder { path: PathBuf, error: io::Error },
    /// The file was written in part, or in whole but not synced, and could
    /// not be cut back.
    Stuck { path: PathBuf, error: io::Error, cut: io::Error },
    /// A symlink whose target lies in a folder that does not exist.
    LostLink { path: PathBuf, target: PathBuf },
    /// Another program kept replacing the file.
    Restless { path: PathBuf },
    /// No instant comes after the newest event.
    NoLater { path: PathBuf, line: u32, at: Timestamp },
    /// What was to be recorded could not have been read back.
    Refused { why: String },
}

impl JournalError {
    /// Whether an event that was not acknowledged may be in the file all the same.
    pub fn may_be_recorded(&self) -> bool {
        matches!(self, Self::Stuck { .. })
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
            Self::Read { path, error } => {
                write!(f, "cannot read {}: {}", path.display(), Plain(error))
            }
            Self::Write { path, error } => {
                write!(f, "cannot write {}: {}", path.display(), Plain(error))
            }
            Self::Folder { path, error } => {
                write!(f, "cannot create the folder {}: {}", path.display(), Plain(error))
            }
            Self::Stuck { path, error, cut } => write!(
                f,
                "cannot write {}: {}, nor cut it back: {}; whether it was recorded, roadmap history tells",
                path.display(),
                Plain(error),
                Plain(cut)
            ),
            Self::LostLink { path, target } => write!(
                f,
                "{} is a link to {}, whose folder is missing: create that folder",
                path.display(),
                target.display()
            ),
            Self::Restless { path } => {
                write!(f, "another program keeps replacing {}: try again", path.display())
            }
            Self::NoLater { path, line, at } => write!(
                f,
                "no event can come after {}:{line}, which is dated {at}: correct that line",
                path.display()
            ),
            Self::Refused { why } => f.write_str(why),
        }
    }
}

impl std::error::Error for JournalError {}

/// An error of the system without its number, which says nothing to a person.
struct Plain<'a>(&'a io::Error);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(text.split(" (os error ").next().unwrap_or(&text))
    }
}
