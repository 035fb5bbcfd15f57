//! The journal in the file system: with `locked.rs` the only input and output
//! on progress.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};
use uuid::Uuid;

use super::error::JournalError;
use super::event::{Draft, Event};
use super::line;
use super::locked::Locked;
use super::log::Log;
use super::write;

/// The name of the file beside which `progress*.jsonl` are read too.
pub const DEFAULT_NAME: &str = "progress.jsonl";

/// A journal: a file that need not exist yet, and the copies beside it.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// The journal at `path`. Touches nothing.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The file that is written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads all events. Takes no lock and writes nothing; a missing file is
    /// an empty journal.
    ///
    /// # Errors
    /// When the journal or a copy cannot be read.
    pub fn read(&self) -> Result<Log, JournalError> {
        let own = read_file(&self.path)?;
        self.log(own)
    }

    /// Records what `decide` makes of the events so far, if anything.
    ///
    /// Reading, deciding and writing are one step: no other writer comes
    /// between. Once this returns, the event is on the disk. `now` is the
    /// present; an event is never dated before one that is there already.
    ///
    /// # Errors
    /// What `decide` returns, or why nothing could be recorded.
    pub fn append<E: From<JournalError>>(
        &self,
        now: Timestamp,
        decide: impl FnOnce(&Log) -> Result<Option<Draft>, E>,
    ) -> Result<Option<Event>, E> {
        let mut file = Locked::open(&self.path)?;
        let result = self.append_to(&mut file, now, decide);
        if !matches!(result, Ok(Some(_))) {
            file.leave_no_trace();
        }
        result
    }

    fn append_to<E: From<JournalError>>(
        &self,
        file: &mut Locked,
        now: Timestamp,
        decide: impl FnOnce(&Log) -> Result<Option<Draft>, E>,
    ) -> Result<Option<Event>, E> {
        let log = file.read().and_then(|own| self.log(Some(own)))?;
        let Some(draft) = decide(&log)? else { return Ok(None) };
        let event = stamp(now, draft, &log)?;
        let line = write_checked(&event)?;
        file.append(&line)?;
        Ok(Some(event))
    }

    /// Everything with the name of a copy, whether or not a file is there. With
    /// the journal and the folders, all that a read looks at.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn candidates(&self) -> Result<Vec<PathBuf>, JournalError> {
        let mut candidates = Vec::new();
        for folder in self.folders() {
            candidates.extend(listed(&folder)?);
        }
        Ok(candidates)
    }

    /// The folders in which copies are looked for: none unless the journal has
    /// the default name; a second one if it is a symlink to a file of that name.
    pub fn folders(&self) -> Vec<PathBuf> {
        let is_default = |path: &Path| path.file_name() == Some(OsStr::new(DEFAULT_NAME));
        if !is_default(&self.path) {
            return Vec::new();
        }
        let beside = folder_of(&self.path);
        let target = fs::canonicalize(&self.path)
            .ok()
            .filter(|target| is_default(target))
            .map(|target| folder_of(&target).to_owned())
            .filter(|folder| fs::canonicalize(beside).is_ok_and(|beside| beside != *folder));
        std::iter::once(beside.to_owned()).chain(target).collect()
    }

    fn copies(&self) -> Result<Vec<PathBuf>, JournalError> {
        // The same file may be reached by several ways.
        let mut known = Vec::from_iter(fs::canonicalize(&self.path).ok());
        let mut copies = Vec::new();
        for folder in self.folders() {
            for path in listed(&folder)? {
                let real = match fs::canonicalize(&path) {
                    // A dangling link, or removed since.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                    real => {
                        real.map_err(|error| JournalError::Read { path: path.clone(), error })?
                    }
                };
                if real.is_file() && !known.contains(&real) {
                    known.push(real);
                    copies.push(path);
                }
            }
        }
        Ok(copies)
    }

    fn log(&self, own: Option<Vec<u8>>) -> Result<Log, JournalError> {
        let mut files = Vec::from_iter(own.map(|bytes| (self.path.clone(), bytes)));
        for path in self.copies()? {
            files.extend(read_file(&path)?.map(|bytes| (path, bytes)));
        }
        Ok(Log::parse(files))
    }
}

/// The folder of a file, `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, JournalError> {
    let failed = |error| JournalError::Read { path: folder.to_owned(), error };
    list_copies(folder).map_err(failed)
}

/// Every `progress*.jsonl` in a folder but the one of the default name, in order.
fn list_copies(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut copies = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        let bytes = name.as_encoded_bytes();
        if bytes.starts_with(b"progress") && bytes.ends_with(b".jsonl") && name != DEFAULT_NAME {
            copies.push(folder.join(name));
        }
    }
    copies.sort();
    Ok(copies)
}

/// The content of a file; `None` if there is no such file.
fn read_file(path: &Path) -> Result<Option<Vec<u8>>, JournalError> {
    if !exists(path)? {
        return Ok(None);
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(JournalError::Read { path: path.to_owned(), error }),
    }
}

/// Whether there is a regular file. Anything else is an error before it is
/// opened: opening a pipe would wait for ever.
pub(super) fn exists(path: &Path) -> Result<bool, JournalError> {
    let what = match fs::metadata(path) {
        Ok(data) if data.is_file() => return Ok(true),
        Ok(data) if data.is_dir() => "a folder",
        Ok(_) => "a device or a pipe",
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(JournalError::Read { path: path.to_owned(), error }),
    };
    Err(JournalError::NotAFile { path: path.to_owned(), what })
}

/// Gives the draft its id and its instant, which is after every event so far.
fn stamp(now: Timestamp, draft: Draft, log: &Log) -> Result<Event, JournalError> {
    let mut at = now;
    if let Some(newest) = log.newest() {
        let next = newest.event.at.checked_add(SignedDuration::from_millis(1)).map_err(|_| {
            let place = log.place(newest);
            JournalError::NoLater {
                path: place.file.to_owned(),
                line: place.line,
                at: newest.event.at,
            }
        })?;
        at = at.max(next);
    }
    // Not by way of a count of milliseconds, which ends before the last second of time does.
    let whole = TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Trunc);
    let at = at.round(whole).expect("cutting off less than a millisecond stays in range");
    Ok(Event { id: new_id(at), at, on: draft.on, change: draft.change })
}

/// Version 7, which counts from 1970.
fn new_id(at: Timestamp) -> Uuid {
    let since = Duration::try_from(at.duration_since(Timestamp::UNIX_EPOCH)).unwrap_or_default();
    let time = uuid::Timestamp::from_unix(uuid::NoContext, since.as_secs(), since.subsec_nanos());
    Uuid::new_v7(time)
}

/// The line of an event, once it is sure that every reader will take it.
fn write_checked(event: &Event) -> Result<String, JournalError> {
    let text = write::line(event);
    match line::read_one(&text) {
        Ok(read) if read == *event => Ok(text),
        Ok(_) => Err(JournalError::Refused { why: "the event would not be read as it is".into() }),
        Err(why) => Err(JournalError::Refused { why }),
    }
}
