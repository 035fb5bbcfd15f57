//! The files that a sync owns: the journal and the copies next to it.

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::error::SyncError;
use crate::progress::{DEFAULT_NAME, Journal, LockWait, Log, lines, union};

/// The largest file that is read or written, in bytes.
pub(super) const MAX_FILE: u64 = 64 * 1024 * 1024;

/// Follow at most this many links, as Linux does.
const MAX_LINKS: usize = 40;

/// The location of these files.
#[derive(Debug)]
pub(super) struct OwnFiles {
    /// The folder with links resolved: the one in the repository, not that of a link to
    /// it.
    folder: PathBuf,
    /// The name of the journal.
    name: String,
}

/// Names and contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Contents(pub BTreeMap<String, Vec<u8>>);

impl OwnFiles {
    /// The files of this journal, which need not exist.
    pub(super) fn of(journal: &Path) -> Result<Self, SyncError> {
        let real = resolve(journal).map_err(|error| unreadable(journal, &error))?;
        let name = real.file_name().and_then(OsStr::to_str).map(str::to_owned);
        match (name, real.parent()) {
            (Some(name), Some(folder)) => Ok(Self { folder: folder.to_owned(), name }),
            _ => Err(SyncError::Unreadable { path: real, why: "it has no usable name".into() }),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether a file with this name belongs to them: the journal itself, and next to a
    /// journal with the default name also its copies. Names that some systems do not
    /// allow are left out.
    pub(super) fn has(&self, name: &str) -> bool {
        let is_copy = self.name == DEFAULT_NAME
            && name.starts_with("progress")
            && name.as_bytes().ends_with(b".jsonl")
            && !name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c));
        is_copy || name == self.name
    }

    /// Whether a file of this name must not be created next to them: it would be read as
    /// one of them, or be the same file on a case-insensitive file system.
    pub(super) fn resembles(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let is_copy = lower.starts_with("progress") && lower.as_bytes().ends_with(b".jsonl");
        self.name == DEFAULT_NAME && is_copy || name.eq_ignore_ascii_case(&self.name)
    }

    /// Reads the files. Only lines that are events are sent later: torn lines, conflict
    /// markers and the like stay where they are, and an incomplete last line may be a
    /// write in progress.
    pub(super) fn read(&self) -> Result<Contents, SyncError> {
        let mut contents = BTreeMap::new();
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Contents::default()),
            other => other.map_err(|error| unreadable(&self.folder, &error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&self.folder, &error))?.path();
            let Some(name) = path.file_name().and_then(OsStr::to_str) else { continue };
            if self.has(name)
                && let Some(bytes) = read(&path)?
            {
                contents.insert(name.to_owned(), bytes);
            }
        }
        Ok(Contents(contents))
    }

    /// Adds the events that are missing in the files, each under its lock.
    pub(super) fn merge(&self, merged: &Contents, wait: &LockWait<'_>) -> Result<(), SyncError> {
        for (name, bytes) in &merged.0 {
            let path = self.folder.join(name);
            if !fs::read(&path).is_ok_and(|own| own == *bytes) {
                Journal::new(path).merge(&events(bytes), wait)?;
            }
        }
        Ok(())
    }
}

impl Contents {
    /// These files, with the events that only `others` have.
    pub(super) fn union(&self, others: &Self) -> Self {
        let mut all = self.clone();
        for (name, bytes) in &others.0 {
            let own = self.0.get(name).map_or(&[][..], Vec::as_slice);
            let known: HashSet<&[u8]> = lines(own).collect();
            let missing = lines(bytes).filter(|line| !known.contains(line) && is_event(line));
            let union = union(own, missing);
            if union.len() > own.len() {
                all.0.insert(name.clone(), union);
            }
        }
        all
    }

    /// How many events these files have that `others` do not.
    pub(super) fn events_beyond(&self, others: &Self) -> usize {
        let known: HashSet<&[u8]> = others.0.values().flat_map(|bytes| lines(bytes)).collect();
        let mut new = Vec::new();
        for line in self.0.values().flat_map(|bytes| lines(bytes)) {
            if !known.contains(line) {
                new.extend_from_slice(line);
                new.push(b'\n');
            }
        }
        Log::parse([(PathBuf::new(), new)]).events().len()
    }
}

/// The path with all links resolved, even if the file does not exist yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..MAX_LINKS {
        let folder = path.parent().unwrap_or(Path::new("/"));
        let existing = folder.ancestors().find(|folder| folder.exists()).unwrap_or(folder);
        let below = path.strip_prefix(existing).unwrap_or(&path);
        let real = existing.canonicalize()?.join(below);
        match fs::read_link(&real) {
            Ok(target) => path = real.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => return Ok(real),
        }
    }
    Err(io::Error::other("too many links"))
}

/// The bytes without the lines that must not be sent to other machines.
fn events(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let kept = lines.filter(|line| line.trim_ascii().is_empty() || is_event(line.trim_ascii()));
    kept.collect::<Vec<_>>().concat()
}

/// Whether a line may be sent to other machines. That includes JSON objects that only a
/// newer version understands.
fn is_event(line: &[u8]) -> bool {
    let is_object = || serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    line.starts_with(b"{") && is_object()
        || !Log::parse([(PathBuf::new(), line.to_vec())]).events().is_empty()
}

/// The content of a regular file; `None` if it is missing or something else.
fn read(path: &Path) -> Result<Option<Vec<u8>>, SyncError> {
    let is_file = fs::metadata(path).is_ok_and(|data| data.is_file());
    if !is_file {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    match fs::File::open(path).and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
        Ok(length) if length as u64 > MAX_FILE => {
            Err(SyncError::TooLarge { path: path.display().to_string() })
        }
        Ok(_) => Ok(Some(bytes)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> SyncError {
    let why = error.to_string();
    let why = why.split(" (os error ").next().unwrap_or_default().to_owned();
    SyncError::Unreadable { path: path.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVENT: &str = r#"{"v":1,"id":"01900000-0000-7000-8000-000000000001","at":"2026-11-20T09:12:33.123Z","event":"start","skills":["git"],"on":"2026-11-20"}"#;

    fn one(text: &str) -> Contents {
        Contents(BTreeMap::from([("progress.jsonl".to_owned(), text.as_bytes().to_vec())]))
    }

    #[test]
    fn only_events_are_sent() {
        let newer = r#"{"v":9,"what":"is this"}"#;
        let local = one(&format!("<<<<<<< HEAD\n{EVENT}\r\n{newer}\ntorn {EVENT}\n{{\"v\":1,"));
        let union = one("there\n").union(&local);
        assert_eq!(union, one(&format!("there\n{EVENT}\n{newer}\ntorn {EVENT}\n")));
        assert_eq!(local.events_beyond(&Contents::default()), 1);
        assert_eq!(local.events_beyond(&one(&format!("{EVENT}\ntorn {EVENT}"))), 0);
        assert_eq!(Contents::default().union(&one("<<<<<<<\n")), Contents::default());
    }

    #[test]
    fn foreign_lines_are_left_out_and_line_ends_stay() {
        let kept = format!("\n{EVENT}\r\n{{\"v\":9}}\n{EVENT}");
        assert_eq!(events(kept.as_bytes()), kept.as_bytes());
        let text = format!("<<<<<<< HEAD\r\n{EVENT}\n=======\n{{\"v\":1,\"torn");
        assert_eq!(events(text.as_bytes()), format!("{EVENT}\n").into_bytes());
    }

    #[test]
    fn names_that_are_not_checked_out() {
        let own = |name: &str| OwnFiles { folder: "/x".into(), name: name.into() };
        for name in
            ["progress.jsonl", "Progress-1.JSONL", "progress\u{1b}.jsonl", "progress:.jsonl"]
        {
            assert!(own("progress.jsonl").resembles(name), "{name}");
        }
        assert!(own("mine.jsonl").resembles("Mine.jsonl"));
        assert!(!own("mine.jsonl").resembles("progress.jsonl"));
        assert!(!own("progress.jsonl").resembles("README.md"));
    }

    #[test]
    fn copies_count_only_next_to_the_default_name() {
        let own = |name: &str| OwnFiles { folder: "/x".into(), name: name.into() };
        let default = own("progress.jsonl");
        for (name, expected) in [
            ("progress.jsonl", true),
            ("progress-laptop.jsonl", true),
            ("progress (copy).jsonl", true),
            ("progress/../x.jsonl", false),
            ("progress:x.jsonl", false),
            ("notes.jsonl", false),
            (".progress.jsonl.merging", false),
        ] {
            assert_eq!(default.has(name), expected, "{name}");
        }
        assert!(own("mine.jsonl").has("mine.jsonl"));
        assert!(!own("mine.jsonl").has("progress.jsonl"));
    }
}
