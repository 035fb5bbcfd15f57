//! Merging another version of the journal into the file.
//!
//! Merging is union, line by line. Both versions only ever grow, so nothing has
//! to be compared with a common ancestor.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::file::{self, MAX_FILE, folder_of, sync_folders_of};
use super::journal::{ATTEMPTS, Journal};
use super::lock::{LockWait, Locked};

impl Journal {
    /// Replaces the file with `merged`, followed by the lines that only the file has: events that
    /// were written since `merged` was made, and lines that are not events. So no line is ever
    /// lost.
    ///
    /// The lock is held only during this call. Readers see either the old or the new file, even
    /// after a crash. A symlink is followed. Returns whether the file changed.
    ///
    /// # Errors
    /// When the file cannot be read or replaced; it is as it was.
    pub fn merge(&self, merged: &[u8], wait: &LockWait<'_>) -> Result<bool, JournalError> {
        let path = || self.path().to_owned();
        for _ in 0..ATTEMPTS {
            let Some(mut file) = Locked::open(self.path(), wait)? else {
                if merged.is_empty() {
                    return Ok(false);
                }
                file::create(self.path())?;
                continue;
            };
            let own = file.read()?;
            let union = union(merged, lines(&own));
            if union == own {
                return Ok(false);
            }
            // What is beyond the limit was not read, so it would be lost.
            if own.len().max(union.len()) > MAX_FILE {
                return Err(JournalError::Full { path: path() });
            }
            replace(self.path(), &union)
                .map_err(|error| JournalError::Write { path: path(), error })?;
            return Ok(true);
        }
        Err(JournalError::ReplacedWhileLocking { path: path() })
    }
}

/// The lines of a journal that are not blank, trimmed. So a line with a Windows line ending is the
/// same line.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty())
}

/// `base` unchanged, followed by the lines of `more` that it does not have, each once.
pub fn union<'a>(base: &'a [u8], more: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut known: HashSet<&[u8]> = lines(base).collect();
    let mut union = base.to_vec();
    for line in more {
        if known.insert(line) {
            if union.last().is_some_and(|last| *last != b'\n') {
                union.push(b'\n');
            }
            union.extend_from_slice(line);
            union.push(b'\n');
        }
    }
    union
}

/// Writes a new file and renames it over the old one. Only for the holder of the lock: the name of
/// the new file is always the same, so that a leftover from a crash is overwritten.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = fs::canonicalize(path)?;
    let new = temporary(&real);
    let written = write_new(&new, &real, bytes).and_then(|()| fs::rename(&new, &real));
    if written.is_err() {
        fs::remove_file(&new).ok();
    }
    written?;
    sync_folders_of(&real)
}

/// A name that differs from those of copies, which every command reads.
fn temporary(real: &Path) -> PathBuf {
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    folder_of(real).join(format!(".{name}.merging"))
}

fn write_new(new: &Path, old: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(new)?;
    file.write_all(bytes)?;
    file.set_permissions(fs::metadata(old)?.permissions())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::tests::WAIT;

    #[track_caller]
    fn joins(base: &str, more: &str, expected: &str) {
        let union = union(base.as_bytes(), lines(more.as_bytes()));
        assert_eq!(String::from_utf8(union).unwrap(), expected);
    }

    #[test]
    fn a_union_keeps_the_base_and_adds_what_is_missing() {
        joins("", "", "");
        joins("a\nb\n", "", "a\nb\n");
        joins("", "a\nb\n", "a\nb\n");
        joins("b\na\n", "a\nc\nb\nc\n", "b\na\nc\n");
        // Line endings do not matter.
        joins("a\nb", "b\r\nc", "a\nb\nc\n");
        joins("a\r\nb\r\n", "a\n\nb\n", "a\r\nb\r\n");
    }

    fn folder_with(text: &str) -> (tempfile::TempDir, Journal) {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path().join("progress.jsonl"));
        fs::write(journal.path(), text).unwrap();
        (folder, journal)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn lines_that_only_the_file_has_follow_the_merged_ones() {
        let (folder, journal) = folder_with("common\nwritten meanwhile\ntorn");
        assert!(journal.merge(b"remote\ncommon\n", &WAIT).unwrap());
        let text = fs::read_to_string(journal.path()).unwrap();
        assert_eq!(text, "remote\ncommon\nwritten meanwhile\ntorn\n");
        assert!(!journal.merge(b"remote\ncommon\n", &WAIT).unwrap());
        assert_eq!(names(folder.path()), ["progress.jsonl"]);
    }

    #[test]
    fn a_missing_file_is_created_unless_there_is_nothing_to_write() {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(folder.path().join("new/progress.jsonl"));
        assert!(!journal.merge(b"", &WAIT).unwrap());
        assert_eq!(names(folder.path()), [""; 0]);
        assert!(journal.merge(b"a\n", &WAIT).unwrap());
        assert_eq!(fs::read(journal.path()).unwrap(), b"a\n");
    }

    #[test]
    fn leftovers_of_a_crash_are_overwritten() {
        let (folder, journal) = folder_with("a\n");
        fs::write(folder.path().join(".progress.jsonl.merging"), "half of it").unwrap();
        journal.merge(b"b\n", &WAIT).unwrap();
        assert_eq!(fs::read(journal.path()).unwrap(), b"b\na\n");
        assert_eq!(names(folder.path()), ["progress.jsonl"]);
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_stays_and_a_link_is_followed() {
        use std::os::unix::fs::PermissionsExt as _;

        let (folder, journal) = folder_with("a\n");
        fs::set_permissions(journal.path(), fs::Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link.jsonl");
        std::os::unix::fs::symlink(journal.path(), &link).unwrap();
        Journal::new(&link).merge(b"b\n", &WAIT).unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(journal.path()).unwrap(), b"b\na\n");
        assert_eq!(fs::metadata(journal.path()).unwrap().permissions().mode() & 0o777, 0o640);
    }

    /// Writers and merges run at once; each merge uses content that it read earlier.
    #[test]
    fn writers_lose_nothing_to_merges() {
        use crate::progress::{Change, Draft, JournalError};
        use jiff::civil::date;

        let (_folder, journal) = folder_with("");
        let skill =
            |writer: usize, n: usize| crate::catalog::Id::new(&format!("s-{writer}-{n}")).unwrap();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let journal = &journal;
                scope.spawn(move || {
                    for n in 0..50 {
                        let change = Change::Start {
                            skills: vec![skill(writer, n)],
                            redate: false,
                            note: None,
                        };
                        let draft = Draft { on: date(1970, 1, 1), change };
                        let now = jiff::Timestamp::UNIX_EPOCH;
                        let decide = |_| Ok::<_, JournalError>(Some(draft.clone()));
                        journal.append(now, &WAIT, decide).unwrap().unwrap();
                    }
                });
            }
            for merger in 0..2 {
                let journal = &journal;
                scope.spawn(move || {
                    for n in 0..50 {
                        let stale = fs::read(journal.path()).unwrap();
                        std::thread::yield_now();
                        let remote = format!("{{\"v\":1,\"id\":\"remote {merger} {n}\"}}");
                        journal.merge(&union(&stale, [remote.as_bytes()]), &WAIT).unwrap();
                    }
                });
            }
        });
        let bytes = fs::read(journal.path()).unwrap();
        assert_eq!(lines(&bytes).count(), 4 * 50 + 2 * 50);
        assert_eq!(journal.read().unwrap().events().len(), 4 * 50);
    }
}
