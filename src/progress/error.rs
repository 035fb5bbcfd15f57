//! What can go wrong with the journal.

use std::fmt;
use std::io;
use std::path::PathBuf;

use jiff::Timestamp;

/// Why the journal could not be read or written.
#[derive(Debug)]
pub struct JournalError {
    kind: Kind,
    /// It came up while writing.
    recording: bool,
}

#[derive(Debug)]
pub(super) enum Kind {
    /// The path names something else than a regular file.
    NotAFile {
        path: PathBuf,
        what: &'static str,
    },
    Read {
        path: PathBuf,
        error: io::Error,
    },
    Write {
        path: PathBuf,
        error: io::Error,
    },
    /// A folder could not be created.
    Folder {
        path: PathBuf,
        error: io::Error,
    },
    /// Written in part, or in whole but not synced, and not cut back.
    Stuck {
        path: PathBuf,
        error: io::Error,
        cut: io::Error,
    },
    /// A symlink whose target lies in a folder that does not exist.
    LostLink {
        path: PathBuf,
        target: PathBuf,
    },
    /// Another program kept replacing the file.
    Restless {
        path: PathBuf,
    },
    /// No instant comes after the newest event.
    NoLater {
        path: PathBuf,
        line: u32,
        at: Timestamp,
    },
    /// What was to be recorded could not be read back.
    Refused {
        why: String,
    },
}

impl JournalError {
    /// The same, of a command that wanted to write.
    pub(super) fn recording(self) -> Self {
        Self { recording: true, ..self }
    }

    /// Whether its text says what became of the event.
    pub fn tells_outcome(&self) -> bool {
        self.recording
    }
}

impl From<Kind> for JournalError {
    fn from(kind: Kind) -> Self {
        Self { kind, recording: false }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::NotAFile { path, what } => write!(
                f,
                "{} is {what}, not a file: name the journal with --progress or ROADMAP_PROGRESS",
                path.display()
            )?,
            Kind::Read { path, error } => {
                write!(f, "cannot read {}: {}", path.display(), Plain(error))?;
            }
            Kind::Write { path, error } => {
                write!(f, "cannot write {}: {}", path.display(), Plain(error))?;
            }
            Kind::Folder { path, error } => {
                write!(f, "cannot create the folder {}: {}", path.display(), Plain(error))?;
            }
            Kind::Stuck { path, error, cut } => {
                let (path, error, cut) = (path.display(), Plain(error), Plain(cut));
                return write!(
                    f,
                    "cannot write {path}: {error}; nor could it be cut back: {cut}; \
                     the event may be in it or not: see roadmap history"
                );
            }
            Kind::LostLink { path, target } => write!(
                f,
                "{} is a link to {}, whose folder is missing: create that folder",
                path.display(),
                target.display()
            )?,
            Kind::Restless { path } => {
                write!(f, "another program keeps replacing {}: try again", path.display())?;
            }
            Kind::NoLater { path, line, at } => write!(
                f,
                "no event can come after {}:{line}, which is dated {at}: correct that line",
                path.display()
            )?,
            Kind::Refused { why } => f.write_str(why)?,
        }
        if self.recording { f.write_str("; nothing was recorded") } else { Ok(()) }
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
