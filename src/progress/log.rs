//! The lines of one or more journal files as one ordered list of events.
//!
//! Merging is union: which file a line is in, and where, changes nothing.
//!
//! A journal can have a million lines, so an event is kept as the place of its line and parsed
//! again on demand. Progress is added up while reading.

use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use uuid::Uuid;

use super::event::{Change, Event};
use super::fields::Read;
use super::file::MAX_FILE;
use super::fold::Progress;
use super::line::{self, Fault, Piece};
use super::place::Place;
use super::warning::LogWarning;

/// The most events that are read, of all files together.
pub(super) const MAX_EVENTS: usize = 1_000_000;

/// How many lines are parsed before their events are added up, which limits memory. A whole
/// block is parsed on all cores; with fewer lines, starting threads takes longer than it saves.
const BLOCK: usize = 1024;

/// The most skipped lines that are remembered with their reasons.
const MAX_FOREIGN: usize = 1000;

/// The most texts of one file that are not events. What follows them is not read: such a file is
/// something other than a journal.
pub(super) const MAX_NOT_EVENTS: usize = 1_000_000;

/// All events of the files that were read, in order, and what was skipped.
#[derive(Debug)]
pub struct Log {
    files: Vec<JournalFile>,
    events: Vec<Logged>,
    progress: Progress,
    /// The latest day that an event counts for.
    last_day: Option<Date>,
    newer: usize,
    foreign: Vec<Foreign>,
    foreign_lines: usize,
    /// Whether there are more events than are read.
    has_more: bool,
    /// Links next to the journal that cannot be followed.
    broken_links: Vec<PathBuf>,
}

/// An event, and where it is.
#[derive(Debug)]
pub struct Logged {
    pub id: Uuid,
    pub at: Timestamp,
    /// Its number when it was added to progress, from 1.
    number: u32,
    kind: Kind,
    void: bool,
    file: u16,
    start: u32,
    length: u32,
}

/// What matters of an event before it is parsed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Undo,
    Unknown,
    Other,
}

#[derive(Debug)]
struct JournalFile {
    path: PathBuf,
    bytes: Vec<u8>,
    /// Whether the file is longer than what is read.
    is_cut: bool,
    /// The number of texts that are not events.
    not_events: usize,
}

#[derive(Debug)]
struct Foreign {
    file: u16,
    line: usize,
    why: String,
}

/// The line that is being read: its file, number and start.
#[derive(Clone, Copy)]
struct Position {
    file: u16,
    line: usize,
    start: usize,
}

/// A line as it was read.
struct Line {
    /// The events, each with its place in the line.
    events: Vec<(Range<usize>, Read)>,
    /// Why the first text that is not an event was skipped.
    skipped: Option<String>,
    /// How many texts are not events.
    not_events: usize,
}

impl Line {
    fn read(bytes: &[u8]) -> Self {
        let mut line = Self { events: Vec::with_capacity(1), skipped: None, not_events: 0 };
        // The last line may be a write in progress, or one that a crash cut short.
        let is_whole = bytes.ends_with(b"\n");
        let Ok(text) = std::str::from_utf8(bytes) else {
            line.skipped = is_whole.then(|| "not UTF-8 text".to_owned());
            line.not_events = usize::from(is_whole);
            return line;
        };
        line::read(text, |Piece { span, read }| match read {
            Ok(read) => line.events.push((span, read)),
            Err(Fault::Unparsable(_)) if !is_whole => {}
            Err(Fault::Unparsable(why)) => {
                line.not_events += 1;
                line.skipped.get_or_insert_with(|| why.to_owned());
            }
            Err(Fault::Invalid(why)) => {
                line.not_events += 1;
                line.skipped.get_or_insert(why);
            }
        });
        line
    }
}

impl Logged {
    /// Whether it was undone.
    pub fn is_void(&self) -> bool {
        self.void
    }
}

impl Log {
    /// Reads the contents of journal files, in any order; the paths are only
    /// for places in messages.
    pub fn parse(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        let mut log = Self {
            files: Vec::new(),
            events: Vec::new(),
            progress: Progress::default(),
            last_day: None,
            newer: 0,
            foreign: Vec::new(),
            foreign_lines: 0,
            has_more: false,
            broken_links: Vec::new(),
        };
        let mut undone = HashSet::new();
        for (path, bytes) in files {
            log.add_file(JournalFile::new(path, bytes), &mut undone);
        }
        log.put_in_order(&undone);
        log
    }

    pub(super) fn with_broken_links(mut self, links: Vec<PathBuf>) -> Self {
        self.broken_links = links;
        self
    }

    fn add_file(&mut self, mut source: JournalFile, undone: &mut HashSet<Uuid>) {
        // Nobody has that many copies next to a journal.
        let Ok(file) = u16::try_from(self.files.len()) else { return };
        let mut position = Position { file, line: 0, start: 0 };
        // A file is nearly always valid UTF-8, which is faster to split.
        let mut lines: Box<dyn Iterator<Item = &[u8]>> = match std::str::from_utf8(&source.bytes) {
            Ok(text) => Box::new(text.split_inclusive('\n').map(str::as_bytes)),
            Err(_) => Box::new(source.bytes.split_inclusive(|byte| *byte == b'\n')),
        };
        while !source.has_too_many_others() {
            let block: Vec<&[u8]> = lines.by_ref().take(BLOCK).collect();
            if block.is_empty() {
                break;
            }
            let read: Vec<Line> = if block.len() < BLOCK {
                block.iter().map(|line| Line::read(line)).collect()
            } else {
                block.par_iter().map(|line| Line::read(line)).collect()
            };
            for (bytes, line) in block.into_iter().zip(read) {
                position.line += 1;
                source.not_events += line.not_events;
                self.add_line(position, line, undone);
                if source.has_too_many_others() {
                    break;
                }
                position.start += bytes.len();
            }
        }
        drop(lines);
        self.files.push(source);
    }

    fn add_line(&mut self, position: Position, line: Line, undone: &mut HashSet<Uuid>) {
        for (span, Read { event, newer }) in line.events {
            if self.events.len() >= MAX_EVENTS {
                self.has_more = true;
                break;
            }
            let kind = match event.change {
                Change::Undo { event } => {
                    undone.insert(event);
                    Kind::Undo
                }
                Change::Unknown { .. } => Kind::Unknown,
                _ => Kind::Other,
            };
            self.newer += usize::from(newer);
            self.progress.add(&event);
            self.last_day = self.last_day.max(Some(event.on));
            let small = |n: usize| u32::try_from(n).expect("files and events are limited");
            self.events.push(Logged {
                id: event.id,
                at: event.at,
                number: small(self.events.len() + 1),
                kind,
                void: false,
                file: position.file,
                start: small(position.start + span.start),
                length: small(span.len()),
            });
        }
        if let Some(why) = line.skipped {
            self.skip(position, &why);
        }
    }

    fn skip(&mut self, Position { file, line, .. }: Position, why: &str) {
        self.foreign_lines += 1;
        if self.foreign.len() < MAX_FOREIGN {
            self.foreign.push(Foreign { file, line, why: why.to_owned() });
        }
    }

    /// Sorts by instant, id and bytes, drops repeats, and marks what was undone.
    fn put_in_order(&mut self, undone: &HashSet<Uuid>) {
        let Self { files, events, .. } = self;
        let key = |logged: &Logged| (logged.at, logged.id);
        let files = &*files;
        let bytes = |logged: &Logged| logged.bytes(files);
        if !events.is_sorted_by(|a, b| key(a) < key(b)) {
            events.sort_unstable_by(|a, b| {
                let order = key(a).cmp(&key(b)).then_with(|| bytes(a).cmp(bytes(b)));
                order.then(a.number.cmp(&b.number))
            });
        } else if undone.is_empty() {
            return;
        }
        let mut orders = vec![0; events.len()];
        events.dedup_by(|b, a| key(a) == key(b) && bytes(a) == bytes(b));
        let mut order = 0;
        for logged in events {
            logged.void = logged.kind != Kind::Undo && undone.contains(&logged.id);
            if !logged.void {
                order += 1;
                orders[logged.number as usize - 1] = order;
            }
        }
        self.progress.reorder(&orders);
    }

    /// Every event, void ones included: by instant, id, then bytes.
    pub fn events(&self) -> &[Logged] {
        &self.events
    }

    /// Whether nothing was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// An event of this log, parsed.
    ///
    /// # Panics
    /// If it belongs to another log.
    pub fn event(&self, logged: &Logged) -> Event {
        line::read_one(self.json(logged)).expect("it was read before")
    }

    /// The progress that the events result in, void ones excluded.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The progress as if the event with this id had been undone.
    pub fn progress_without(&self, id: Uuid) -> Progress {
        let mut order = 0;
        let counted = self.events.iter().filter(|logged| !logged.void);
        let orders: Vec<u32> = counted
            .map(|logged| {
                let is_kept = logged.id != id;
                order += u32::from(is_kept);
                if is_kept { order } else { 0 }
            })
            .collect();
        let mut progress = self.progress();
        progress.reorder(&orders);
        progress
    }

    /// The newest event.
    pub fn newest(&self) -> Option<&Logged> {
        self.events.last()
    }

    /// The latest day that an event counts for, void ones included.
    pub fn last_day(&self) -> Option<Date> {
        self.last_day
    }

    /// The event that `undo` would take back: the newest that is neither an undo nor void. Unknown
    /// events of a newer program are skipped, since it would be impossible to say what was taken
    /// back.
    pub fn newest_undoable(&self) -> Option<&Logged> {
        self.events.iter().rev().find(|logged| !logged.void && logged.kind == Kind::Other)
    }

    /// Where an event is.
    pub fn place(&self, logged: &Logged) -> Place<'_> {
        let JournalFile { path, bytes, .. } = &self.files[usize::from(logged.file)];
        let before = &bytes[..logged.start as usize];
        let line = before.split(|byte| *byte == b'\n').count();
        Place { file: path, line }
    }

    /// The JSON object of an event, as it is in the file.
    ///
    /// # Panics
    /// If the event belongs to another log.
    pub fn json(&self, logged: &Logged) -> &str {
        std::str::from_utf8(logged.bytes(&self.files)).expect("events are only read from text")
    }

    /// The lines that were skipped, each with its reason: at most the first
    /// 1000 of [`foreign_lines`](Self::foreign_lines).
    pub fn foreign(&self) -> impl ExactSizeIterator<Item = (Place<'_>, &str)> {
        self.foreign.iter().map(|skipped| {
            let file = &self.files[usize::from(skipped.file)].path;
            (Place { file, line: skipped.line }, &*skipped.why)
        })
    }

    /// How many lines were skipped.
    pub fn foreign_lines(&self) -> usize {
        self.foreign_lines
    }

    /// How many events a newer program wrote, repeats included.
    pub fn newer(&self) -> usize {
        self.newer
    }

    /// Warnings about the files, at most one of each kind.
    pub fn warnings(&self) -> Vec<LogWarning<'_>> {
        let mut warnings = Vec::new();
        if let Some((first, _)) = self.foreign().next() {
            warnings.push(LogWarning::Foreign { lines: self.foreign_lines, first });
        }
        if self.newer > 0 {
            warnings.push(LogWarning::Newer { events: self.newer });
        }
        let cut: Vec<&Path> =
            self.files.iter().filter(|file| file.is_cut).map(|file| &*file.path).collect();
        if let Some((first, others)) = cut.split_first() {
            warnings.push(LogWarning::TooLong { first, others: others.len() });
        }
        let others: Vec<&Path> = self
            .files
            .iter()
            .filter(|file| file.has_too_many_others())
            .map(|file| &*file.path)
            .collect();
        if let Some((first, others)) = others.split_first() {
            let limit = MAX_NOT_EVENTS;
            warnings.push(LogWarning::NotEvents { first, others: others.len(), limit });
        }
        if self.has_more {
            warnings.push(LogWarning::TooMany { limit: MAX_EVENTS });
        }
        if let Some((first, others)) = self.broken_links.split_first() {
            warnings.push(LogWarning::BrokenLink { first, others: others.len() });
        }
        warnings
    }

    /// The files that were read, the journal itself first if it exists.
    pub fn files(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.files.iter().map(|file| &*file.path)
    }

    /// Whether there is an event in this file.
    pub(super) fn has_events_of(&self, path: &Path) -> bool {
        self.events.iter().any(|logged| self.files[usize::from(logged.file)].path == path)
    }

    /// Whether the end of this file is not read, since too much before it is not an event.
    pub(super) fn has_unread_end(&self, path: &Path) -> bool {
        self.files.iter().any(|file| file.path == path && file.has_too_many_others())
    }

    /// Ids that more than one line has, with those lines, in order of the ids.
    pub fn shared_ids(&self) -> Vec<(Uuid, Vec<&Logged>)> {
        let mut by_id: Vec<&Logged> = self.events.iter().collect();
        by_id.sort_by_key(|logged| logged.id);
        let groups = by_id.chunk_by(|a, b| a.id == b.id).filter(|group| group.len() > 1);
        groups.map(|group| (group[0].id, group.to_vec())).collect()
    }

    /// The events dated more than a day after `now`.
    pub fn ahead(&self, now: Timestamp) -> &[Logged] {
        let limit = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
        let first = self.events.partition_point(|logged| logged.at <= limit);
        &self.events[first..]
    }
}

impl Logged {
    fn bytes<'f>(&self, files: &'f [JournalFile]) -> &'f [u8] {
        let start = self.start as usize;
        &files[usize::from(self.file)].bytes[start..start + self.length as usize]
    }
}

impl JournalFile {
    /// Cuts off the line that exceeds the limit, and everything after it.
    fn new(path: PathBuf, mut bytes: Vec<u8>) -> Self {
        let is_cut = bytes.len() > MAX_FILE;
        if is_cut {
            let end = bytes[..MAX_FILE].iter().rposition(|byte| *byte == b'\n');
            bytes.truncate(end.map_or(0, |at| at + 1));
        }
        Self { path, bytes, is_cut, not_events: 0 }
    }

    fn has_too_many_others(&self) -> bool {
        self.not_events >= MAX_NOT_EVENTS
    }
}
