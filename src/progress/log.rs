//! The lines of one or more journal files as one ordered list of events.
//!
//! Merging is union: which file a line stands in, and where, changes nothing.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::event::{Change, Event};
use super::fields::Read;
use super::fold::Progress;
use super::line::{self, Fault, Piece};

/// All events of the files that were read, in order, and what was skipped.
#[derive(Debug)]
pub struct Log {
    files: Vec<Source>,
    events: Vec<Logged>,
    foreign: Vec<Foreign>,
}

/// An event, and where it stands.
#[derive(Debug)]
pub struct Logged {
    pub event: Event,
    void: bool,
    newer: bool,
    file: u32,
    line: u32,
    bytes: Range<usize>,
}

/// A line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'a> {
    pub file: &'a Path,
    /// From 1.
    pub line: u32,
}

#[derive(Debug)]
struct Source {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// Where a line begins.
#[derive(Debug, Clone, Copy)]
struct Spot {
    file: u32,
    line: u32,
    start: usize,
}

#[derive(Debug)]
struct Foreign {
    file: u32,
    line: u32,
    why: String,
}

impl Logged {
    /// Whether an undo names it.
    pub fn is_void(&self) -> bool {
        self.void
    }

    /// Whether a newer program wrote it, so that it may not be fully understood.
    pub fn is_newer(&self) -> bool {
        self.newer
    }
}

impl Log {
    /// Reads the contents of journal files, in any order; the paths only name places.
    pub fn parse(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        let mut log = Self { files: Vec::new(), events: Vec::new(), foreign: Vec::new() };
        for (path, bytes) in files {
            log.add(Source { path, bytes });
        }
        log.order();
        log.mark_void();
        log
    }

    fn add(&mut self, source: Source) {
        let file = u32::try_from(self.files.len()).expect("fewer than 2^32 files in a folder");
        let mut spot = Spot { file, line: 0, start: 0 };
        // A file is nearly always text, which is quicker to split.
        match std::str::from_utf8(&source.bytes) {
            Ok(text) => {
                for line in text.split_inclusive('\n') {
                    spot.line += 1;
                    self.add_line(spot, line);
                    spot.start += line.len();
                }
            }
            Err(_) => {
                for line in source.bytes.split_inclusive(|byte| *byte == b'\n') {
                    spot.line += 1;
                    match std::str::from_utf8(line) {
                        Ok(line) => self.add_line(spot, line),
                        Err(_) if line.ends_with(b"\n") => self.skip(spot, "not UTF-8 text"),
                        Err(_) => {}
                    }
                    spot.start += line.len();
                }
            }
        }
        self.files.push(source);
    }

    fn add_line(&mut self, spot: Spot, text: &str) {
        let Spot { file, line, start } = spot;
        let mut why = None;
        line::read(text, |Piece { span, read }| match read {
            Ok(Read { event, newer }) => {
                let bytes = start + span.start..start + span.end;
                self.events.push(Logged { event, void: false, newer, file, line, bytes });
            }
            // A write in progress, or one that a crash cut short.
            Err(Fault::Unparsable(_)) if !text.ends_with('\n') => {}
            Err(Fault::Unfit(reason) | Fault::Unparsable(reason)) => {
                why.get_or_insert(reason);
            }
        });
        if let Some(why) = why {
            self.skip(spot, &why);
        }
    }

    fn skip(&mut self, Spot { file, line, .. }: Spot, why: &str) {
        self.foreign.push(Foreign { file, line, why: why.to_owned() });
    }

    /// By instant, id and bytes; the same bytes once.
    fn order(&mut self) {
        let Self { files, events, .. } = self;
        let bytes = |logged: &Logged| &files[logged.file as usize].bytes[logged.bytes.clone()];
        events.sort_by(|a, b| {
            let [x, y] = [&a.event, &b.event];
            x.at.cmp(&y.at).then_with(|| x.id.cmp(&y.id)).then_with(|| bytes(a).cmp(bytes(b)))
        });
        events.dedup_by(|b, a| {
            a.event.at == b.event.at && a.event.id == b.event.id && bytes(a) == bytes(b)
        });
    }

    fn mark_void(&mut self) {
        let undone: HashSet<Uuid> = self
            .events
            .iter()
            .filter_map(|logged| match logged.event.change {
                Change::Undo { event } => Some(event),
                _ => None,
            })
            .collect();
        if undone.is_empty() {
            return;
        }
        for logged in &mut self.events {
            logged.void = !matches!(logged.event.change, Change::Undo { .. })
                && undone.contains(&logged.event.id);
        }
    }

    /// Every event, void ones included: by instant, id, then bytes.
    pub fn events(&self) -> &[Logged] {
        &self.events
    }

    /// Whether nothing was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// What the events that are not void come to.
    pub fn progress(&self) -> Progress {
        Progress::fold(self.events.iter().filter(|logged| !logged.void).map(|logged| &logged.event))
    }

    /// The same as if the event with this id had been undone.
    pub fn progress_without(&self, id: Uuid) -> Progress {
        let kept = self.events.iter().filter(|logged| !logged.void && logged.event.id != id);
        Progress::fold(kept.map(|logged| &logged.event))
    }

    /// The newest event.
    pub fn newest(&self) -> Option<&Logged> {
        self.events.last()
    }

    /// What `undo` takes back: the newest event that is neither an undo nor
    /// void. What a newer program wrote and this one does not know is passed
    /// over: nobody could be told what was taken back.
    pub fn newest_undoable(&self) -> Option<&Logged> {
        self.events.iter().rev().find(|logged| {
            !logged.void
                && !matches!(logged.event.change, Change::Undo { .. } | Change::Unknown { .. })
        })
    }

    /// Where an event stands.
    pub fn place(&self, logged: &Logged) -> Place<'_> {
        self.at(logged.file, logged.line)
    }

    /// The JSON object of an event, as it stands in the file.
    ///
    /// # Panics
    /// If the event is one of another log.
    pub fn json(&self, logged: &Logged) -> &str {
        let bytes = &self.files[logged.file as usize].bytes[logged.bytes.clone()];
        std::str::from_utf8(bytes).expect("events are only read from text")
    }

    /// The lines that were skipped, each with its reason.
    pub fn foreign(&self) -> impl ExactSizeIterator<Item = (Place<'_>, &str)> {
        self.foreign.iter().map(|skipped| (self.at(skipped.file, skipped.line), &*skipped.why))
    }

    /// How many events a newer program wrote.
    pub fn newer(&self) -> usize {
        self.events.iter().filter(|logged| logged.newer).count()
    }

    /// The files that were read, the journal itself first if it exists.
    pub fn files(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.files.iter().map(|source| &*source.path)
    }

    /// Ids that more than one line has, with those lines, in order of the ids.
    pub fn shared_ids(&self) -> Vec<(Uuid, Vec<&Logged>)> {
        let mut by_id: BTreeMap<Uuid, Vec<&Logged>> = BTreeMap::new();
        for logged in &self.events {
            by_id.entry(logged.event.id).or_default().push(logged);
        }
        by_id.into_iter().filter(|(_, events)| events.len() > 1).collect()
    }

    /// The events dated more than a day after `now`.
    pub fn ahead(&self, now: Timestamp) -> &[Logged] {
        let limit = now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
        let first = self.events.partition_point(|logged| logged.event.at <= limit);
        &self.events[first..]
    }

    fn at(&self, file: u32, line: u32) -> Place<'_> {
        Place { file: &self.files[file as usize].path, line }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}
