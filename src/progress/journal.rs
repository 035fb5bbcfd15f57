//! The journal on disk. Together with `lock.rs` and `file.rs`, the only code that reads and writes
//! progress.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{RoundMode, SignedDuration, Timestamp, TimestampRound, Unit};
use uuid::Uuid;

use super::error::JournalError;
use super::event::{Draft, Event};
use super::file::{self, folder_of, has_default_name};
use super::line;
use super::lock::{LockWait, Locked};
use super::log::{Log, MAX_EVENTS};
use super::write;

/// How often the file may vanish between its creation and the lock.
pub(super) const ATTEMPTS: usize = 10;

/// A journal: a file that need not exist yet, and the copies next to it.
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
        let own = file::read(&self.path)?;
        self.log(own)
    }

    /// Records what `decide` returns for the events so far, if anything.
    ///
    /// Reading, deciding and writing are one step under the lock. Once this returns, the event is
    /// on disk. It is dated `now`, or just after the newest event if that is later.
    ///
    /// If there is no file yet, `decide` is called once to find out whether
    /// there is anything to write, and again under the lock of the new file.
    /// A decision to write nothing creates and removes nothing.
    ///
    /// # Errors
    /// What `decide` returns, or why nothing could be recorded.
    pub fn append<E: From<JournalError>>(
        &self,
        now: Timestamp,
        wait: &LockWait<'_>,
        mut decide: impl FnMut(Log) -> Result<Option<Draft>, E>,
    ) -> Result<Option<Event>, E> {
        for _ in 0..ATTEMPTS {
            let Some(mut file) = Locked::open(&self.path, wait)? else {
                if self.event(None, now, &mut decide)?.is_none() {
                    return Ok(None);
                }
                file::create(&self.path)?;
                continue;
            };
            let own = file.read()?;
            let Some((event, line)) = self.event(Some(own), now, &mut decide)? else {
                return Ok(None);
            };
            file.append(&line)?;
            return Ok(Some(event));
        }
        Err(JournalError::ReplacedWhileLocking { path: self.path.clone() }.into())
    }

    /// The event to write, and its line, when the journal has this content.
    fn event<E: From<JournalError>>(
        &self,
        own: Option<Vec<u8>>,
        now: Timestamp,
        decide: &mut impl FnMut(Log) -> Result<Option<Draft>, E>,
    ) -> Result<Option<(Event, String)>, E> {
        let may_be_journal = own.as_deref().is_none_or(begins_like_journal);
        let log = self.log(own)?;
        let is_journal = may_be_journal || log.has_events_of(&self.path);
        let at = after_newest(now, &log);
        let is_full = log.events().len() >= MAX_EVENTS;
        let Some(Draft { on, change }) = decide(log)? else { return Ok(None) };
        if !is_journal {
            return Err(JournalError::NotAJournal { path: self.path.clone() }.into());
        }
        if is_full {
            return Err(JournalError::TooManyEvents { path: self.path.clone() }.into());
        }
        let at = at?;
        let event = Event { id: new_id(at), at, on, change };
        let line = write_checked(&event)?;
        Ok(Some((event, line)))
    }

    /// Every path with the name of a copy, file or not. Together with the journal and the folders,
    /// this is everything that a read looks at.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    pub fn candidates(&self) -> Result<Vec<PathBuf>, JournalError> {
        let mut candidates = Vec::new();
        for folder in self.folders() {
            candidates.extend(file::list_copies(&folder)?);
        }
        Ok(candidates)
    }

    /// The folders in which copies are looked for: none unless the journal has
    /// the default name; a second one if it is a symlink to a file of that name.
    pub fn folders(&self) -> Vec<PathBuf> {
        if !has_default_name(&self.path) {
            return Vec::new();
        }
        let beside = folder_of(&self.path);
        let target = fs::canonicalize(&self.path)
            .ok()
            .filter(|target| has_default_name(target))
            .map(|target| folder_of(&target).to_owned())
            .filter(|folder| fs::canonicalize(beside).is_ok_and(|beside| beside != *folder));
        std::iter::once(beside.to_owned()).chain(target).collect()
    }

    /// The copies that are files, and the links that cannot be followed.
    fn copies(&self) -> Result<(Vec<PathBuf>, Vec<PathBuf>), JournalError> {
        // The same file may be reached in several ways.
        let mut known = Vec::from_iter(fs::canonicalize(&self.path).ok());
        let (mut copies, mut broken) = (Vec::new(), Vec::new());
        for path in self.candidates()? {
            match fs::canonicalize(&path) {
                Ok(real) => {
                    if real.is_file() && !known.contains(&real) {
                        known.push(real);
                        copies.push(path);
                    }
                }
                // A dangling link, or removed since.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error)
                    if path.is_symlink() && error.kind() != io::ErrorKind::PermissionDenied =>
                {
                    broken.push(path);
                }
                Err(error) => return Err(JournalError::Read { path, error }),
            }
        }
        Ok((copies, broken))
    }

    fn log(&self, own: Option<Vec<u8>>) -> Result<Log, JournalError> {
        let mut files = Vec::from_iter(own.map(|bytes| (self.path.clone(), bytes)));
        let (copies, broken) = self.copies()?;
        for path in copies {
            files.extend(file::read(&path)?.map(|bytes| (path, bytes)));
        }
        Ok(Log::parse(files).with_broken_links(broken))
    }
}

/// Whether the content is blank, the start of an event, or has a line that begins like one.
fn begins_like_journal(bytes: &[u8]) -> bool {
    let start = line::BEGIN.as_bytes();
    start.starts_with(bytes.trim_ascii())
        || bytes.split(|byte| *byte == b'\n').any(|line| line.trim_ascii_start().starts_with(start))
}

/// The later of now and one millisecond after the newest event so far.
fn after_newest(now: Timestamp, log: &Log) -> Result<Timestamp, JournalError> {
    let mut at = now;
    if let Some(newest) = log.newest() {
        let next = newest.at.checked_add(SignedDuration::from_millis(1)).map_err(|_| {
            let place = log.place(newest);
            JournalError::EndOfTime { path: place.file.to_owned(), line: place.line, at: newest.at }
        })?;
        at = at.max(next);
    }
    // Not by way of a count of milliseconds, whose range ends before that of `Timestamp`.
    let whole = TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Trunc);
    Ok(at.round(whole).expect("cutting off less than a millisecond stays in range"))
}

/// A new id of version 7; instants before 1970 count as 1970.
fn new_id(at: Timestamp) -> Uuid {
    let since = Duration::try_from(at.duration_since(Timestamp::UNIX_EPOCH)).unwrap_or_default();
    let time = uuid::Timestamp::from_unix(uuid::NoContext, since.as_secs(), since.subsec_nanos());
    Uuid::new_v7(time)
}

/// The line of an event, after checking that it reads back as the same event.
fn write_checked(event: &Event) -> Result<String, JournalError> {
    let text = write::line(event);
    match line::read_one(&text) {
        Ok(read) if read == *event => Ok(text),
        Ok(_) => {
            Err(JournalError::InvalidEvent { why: "the event would be read as another".into() })
        }
        Err(why) => Err(JournalError::InvalidEvent { why }),
    }
}
