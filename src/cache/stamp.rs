//! Stamps: how files and folders looked when an answer was made from them.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The resolution of file times on the coarsest file systems in common use. A file that
/// is read within the tick in which it was written may change once more, to the same
/// size, without a change of its times.
const TICK: Duration = Duration::from_millis(16);

/// Editors and file synchronisers write a file more than once, and set its times.
const SETTLED: Duration = Duration::from_secs(2);

/// Files and folders, including absent ones, with a stamp from before they were read.
#[derive(Debug, Default)]
pub struct Inputs {
    seen: Vec<(PathBuf, Stamp)>,
    /// Whether a later change of any of them would show.
    certain: bool,
    newest: Option<SystemTime>,
}

/// The state of a file or folder. It differs from that of any other, and after any
/// change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stamp {
    Absent,
    /// Device, inode, size, and the seconds and nanoseconds of the last modification
    /// and the last change, 0 if the system does not have one.
    Present([u64; 7]),
}

impl Inputs {
    pub fn new() -> Self {
        Self { seen: Vec::new(), certain: true, newest: None }
    }

    /// Records the stamps of these paths. Call it before they are read.
    pub fn add<P: Into<PathBuf>>(&mut self, paths: impl IntoIterator<Item = P>) {
        for path in paths {
            let path = path.into();
            match look(&path) {
                Some((stamp, times)) => {
                    self.newest = self.newest.max(times.map(|times| times.changed));
                    self.seen.push((path, stamp));
                }
                None => self.certain = false,
            }
        }
    }

    /// Like [`add`](Self::add), for files that people edit, at the time `now`: one that
    /// was modified within the last two seconds makes the answer uncertain. A date in
    /// the future was set by hand and is ignored.
    pub fn add_edited(&mut self, paths: Vec<PathBuf>, now: SystemTime) {
        let is_recent = |time: SystemTime| {
            let age = now.duration_since(time).unwrap_or_else(|ahead| ahead.duration());
            age < SETTLED
        };
        for path in &paths {
            let settled = look(path)
                .is_some_and(|(_, times)| times.is_none_or(|times| !is_recent(times.modified)));
            self.certain &= settled;
        }
        self.add(paths);
    }

    /// How long to wait before reading, so that a later change is noticed.
    pub fn unsettled(&self, now: SystemTime) -> Duration {
        let age = self.newest.map(|newest| now.duration_since(newest).unwrap_or_default());
        age.map_or(Duration::ZERO, |age| TICK.saturating_sub(age))
    }

    /// Whether all stamps are unchanged. Paths that cannot be examined count as
    /// unchanged.
    pub fn are_unchanged(&self) -> bool {
        self.seen.iter().all(|(path, stamp)| Stamp::of(path).is_none_or(|now| now == *stamp))
    }

    /// The stamps to check next time; `None` if anything changed since, or might change
    /// unnoticed.
    pub(super) fn unchanged(&self) -> Option<&[(PathBuf, Stamp)]> {
        let same = |(path, stamp): &(PathBuf, Stamp)| Stamp::of(path) == Some(*stamp);
        (self.certain && self.seen.iter().all(same)).then_some(&self.seen)
    }
}

impl Stamp {
    /// The current stamp of a path; `None` if it cannot be examined.
    pub(super) fn of(path: &Path) -> Option<Self> {
        look(path).map(|(stamp, _)| stamp)
    }
}

struct Times {
    modified: SystemTime,
    /// When anything about it last changed. Unlike `modified`, users cannot set it, if
    /// the system has it.
    changed: SystemTime,
}

fn look(path: &Path) -> Option<(Stamp, Option<Times>)> {
    match std::fs::metadata(path) {
        Ok(data) => times(&data).map(|(stamp, times)| (Stamp::Present(stamp), Some(times))),
        Err(error) if error.kind() == ErrorKind::NotFound => Some((Stamp::Absent, None)),
        Err(_) => None,
    }
}

#[cfg(unix)]
fn times(data: &std::fs::Metadata) -> Option<([u64; 7], Times)> {
    use std::os::unix::fs::MetadataExt as _;
    let [modified, changed] =
        [(data.mtime(), data.mtime_nsec()), (data.ctime(), data.ctime_nsec())];
    // Bit for bit: these are only ever compared.
    let bits = |(seconds, nanos): (i64, i64)| [seconds.cast_unsigned(), nanos.cast_unsigned()];
    let ([m, m_nanos], [c, c_nanos]) = (bits(modified), bits(changed));
    let time = |(seconds, nanos): (i64, i64)| {
        let since = Duration::new(u64::try_from(seconds).ok()?, u32::try_from(nanos).ok()?);
        SystemTime::UNIX_EPOCH.checked_add(since)
    };
    let times = Times {
        modified: time(modified).unwrap_or(SystemTime::UNIX_EPOCH),
        changed: time(changed)?,
    };
    Some(([data.dev(), data.ino(), data.size(), m, m_nanos, c, c_nanos], times))
}

#[cfg(not(unix))]
fn times(data: &std::fs::Metadata) -> Option<([u64; 7], Times)> {
    let bits = |time: SystemTime| {
        let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some([since.as_secs(), since.subsec_nanos().into()])
    };
    let modified = data.modified().ok()?;
    let [m, m_nanos] = bits(modified)?;
    // Replaced files have another creation time.
    let [c, c_nanos] = data.created().ok().and_then(bits).unwrap_or_default();
    let stamp = [0, u64::from(data.is_dir()), data.len(), m, m_nanos, c, c_nanos];
    Some((stamp, Times { modified, changed: modified }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[track_caller]
    fn assert_noticed(change: impl FnOnce(&Path)) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "one").unwrap();
        let mut inputs = Inputs::new();
        inputs.add([dir.path(), &file, &dir.path().join("absent")]);
        std::thread::sleep(inputs.unsettled(SystemTime::now()));
        assert!(inputs.unchanged().is_some());
        change(dir.path());
        assert!(inputs.unchanged().is_none());
    }

    #[test]
    fn every_change_is_noticed() {
        assert_noticed(|dir| fs::write(dir.join("file"), "one more").unwrap());
        assert_noticed(|dir| fs::write(dir.join("file"), "two").unwrap());
        assert_noticed(|dir| fs::write(dir.join("absent"), "").unwrap());
        assert_noticed(|dir| fs::write(dir.join("other"), "").unwrap());
        assert_noticed(|dir| fs::remove_file(dir.join("file")).unwrap());
        assert_noticed(|dir| {
            let file = dir.join("file");
            let modified = fs::metadata(&file).unwrap().modified().unwrap();
            fs::write(dir.join("new"), "two").unwrap();
            let new = fs::File::options().write(true).open(dir.join("new")).unwrap();
            new.set_modified(modified).unwrap();
            fs::rename(dir.join("new"), file).unwrap();
        });
    }

    #[test]
    fn a_file_being_edited_is_uncertain() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "one").unwrap();
        let now = fs::metadata(&file).unwrap().modified().unwrap();
        let is_certain = |now| {
            let mut inputs = Inputs::new();
            inputs.add_edited(vec![file.clone(), dir.path().join("absent")], now);
            inputs.unchanged().is_some()
        };
        assert!(!is_certain(now));
        assert!(!is_certain(now + SETTLED / 2));
        assert!(!is_certain(now - SETTLED / 2));
        assert!(is_certain(now + SETTLED));
        // Dated in the future, as seen from this moment.
        assert!(is_certain(now - SETTLED));
    }

    #[test]
    fn a_path_that_cannot_be_examined_is_uncertain() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "one").unwrap();
        let mut inputs = Inputs::new();
        inputs.add([file.join("inside a file")]);
        assert!(inputs.unchanged().is_none());
    }
}
