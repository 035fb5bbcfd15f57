//! The journal file, open for one writer.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::error::JournalError;
use super::file::{self, MAX_FILE};

/// How long to wait for a lock that another program holds.
pub struct LockWait<'a> {
    /// After this the command fails.
    pub limit: Duration,
    /// After this [`notify`](Self::notify) is called, once.
    pub notify_after: Duration,
    /// Tells the person what the command waits for.
    pub notify: &'a dyn Fn(&Path),
}

/// The journal file under an exclusive lock, which ends with the value.
#[derive(Debug)]
pub(super) struct Locked {
    path: PathBuf,
    handle: Handle,
    /// Whether the file ends in the middle of a line.
    is_torn: bool,
}

impl Locked {
    /// Opens the file and waits for the lock; `None` if there is no such file.
    pub(super) fn open(path: &Path, wait: &LockWait<'_>) -> Result<Option<Self>, JournalError> {
        let mut clock = Waiting { path, wait, since: Instant::now(), is_notified: false };
        loop {
            if !file::exists(path)? {
                return Ok(None);
            }
            match Handle::open(path, &mut clock)? {
                Opened::Locked(handle) => {
                    return Ok(Some(Self { path: path.to_owned(), handle, is_torn: false }));
                }
                Opened::Missing => return Ok(None),
                Opened::Replaced if clock.since.elapsed() < wait.limit => {}
                Opened::Replaced => {
                    return Err(JournalError::ReplacedWhileLocking { path: path.to_owned() });
                }
            }
        }
    }

    /// The content, see [`read_open`](file::read_open).
    pub(super) fn read(&mut self) -> Result<Vec<u8>, JournalError> {
        let bytes = file::read_open(&self.handle.file)
            .map_err(|error| JournalError::Read { path: self.path.clone(), error })?;
        self.is_torn = bytes.last().is_some_and(|last| *last != b'\n');
        Ok(bytes)
    }

    /// Appends one line after [`read`](Self::read); it is on disk when this returns. On failure the
    /// file is as it was.
    pub(super) fn append(&self, line: &str) -> Result<(), JournalError> {
        let start = if self.is_torn { "\n" } else { "" };
        let text = format!("{start}{line}\n");
        let file = &self.handle.file;
        let path = || self.path.clone();
        let failed = |error| JournalError::Write { path: path(), error };
        let length = file.metadata().map_err(failed)?.len();
        if length + text.len() as u64 > MAX_FILE as u64 {
            return Err(JournalError::Full { path: path() });
        }
        if length == 0 {
            // Only before the first event: if the file has a line, its folder was synced before.
            file::sync_folders_of(&self.path).map_err(failed)?;
        }
        append_or_roll_back(file, length, text.as_bytes(), || file.sync_all()).map_err(
            |(error, rollback)| match rollback {
                Ok(()) => failed(error),
                Err(rollback) => JournalError::RollbackFailed { path: path(), error, rollback },
            },
        )
    }
}

/// One write and a sync. On failure the file is cut back to its former length; the second result is
/// of that.
fn append_or_roll_back(
    mut file: &File,
    length: u64,
    bytes: &[u8],
    sync: impl FnOnce() -> io::Result<()>,
) -> Result<(), (io::Error, io::Result<()>)> {
    let written = match write_once(&mut file, bytes) {
        Ok(count) if count == bytes.len() => sync(),
        Ok(count) => Err(io::Error::new(
            ErrorKind::WriteZero,
            format!("only {count} of {} bytes could be written, the disk may be full", bytes.len()),
        )),
        Err(error) => Err(error),
    };
    written.map_err(|error| (error, file.set_len(length)))
}

/// A single write, repeated only if it was interrupted before its first byte.
fn write_once(file: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match file.write(bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

enum Opened {
    Locked(Handle),
    /// By the time the lock is held, the path names another file, or none.
    Replaced,
    Missing,
}

/// An open journal with its lock.
#[cfg(unix)]
#[derive(Debug)]
struct Handle {
    file: File,
}

#[cfg(unix)]
impl Handle {
    fn open(path: &Path, waiting: &mut Waiting<'_>) -> Result<Opened, JournalError> {
        use std::os::unix::fs::MetadataExt;

        let failed = |error| JournalError::Write { path: path.to_owned(), error };
        let file = match OpenOptions::new().read(true).append(true).open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Opened::Missing),
            other => other.map_err(failed)?,
        };
        waiting.lock(&file)?;
        let ours = file.metadata().map_err(failed)?;
        match fs::metadata(path) {
            Ok(named) if (named.dev(), named.ino()) == (ours.dev(), ours.ino()) => {
                Ok(Opened::Locked(Self { file }))
            }
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(Opened::Replaced),
        }
    }
}

/// An open journal with its lock. Where locks are mandatory, a lock on the journal itself would
/// block readers, so it is on a file next to it, which is never removed.
#[cfg(not(unix))]
#[derive(Debug)]
struct Handle {
    file: File,
    _beside: File,
}

#[cfg(not(unix))]
impl Handle {
    /// The journal is opened once the lock is held, so it cannot have been replaced.
    fn open(path: &Path, waiting: &mut Waiting<'_>) -> Result<Opened, JournalError> {
        let failed = |error| JournalError::Write { path: path.to_owned(), error };
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut name = real.into_os_string();
        name.push(".lock");
        let beside = OpenOptions::new().write(true).create(true).truncate(false).open(name);
        let beside = beside.map_err(failed)?;
        waiting.lock(&beside)?;
        // Not in append mode, which could not truncate the file. After reading, the position is at
        // the end.
        match OpenOptions::new().read(true).write(true).open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Opened::Replaced),
            Err(error) => Err(failed(error)),
            Ok(file) => Ok(Opened::Locked(Self { file, _beside: beside })),
        }
    }
}

/// The wait for one journal, over all attempts.
struct Waiting<'a> {
    path: &'a Path,
    wait: &'a LockWait<'a>,
    since: Instant,
    is_notified: bool,
}

impl Waiting<'_> {
    fn lock(&mut self, file: &File) -> Result<(), JournalError> {
        let failed = |error: io::Error| {
            let why = format!("it cannot be locked ({error})");
            let error = io::Error::new(error.kind(), why);
            JournalError::Write { path: self.path.to_owned(), error }
        };
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let locked = lock_in_background(file).map_err(failed)?;
        loop {
            let waited = self.since.elapsed();
            if waited >= self.wait.limit {
                return Err(JournalError::Locked { path: self.path.to_owned(), waited });
            }
            let next = if self.is_notified { self.wait.limit } else { self.wait.notify_after };
            match locked.recv_timeout(next.min(self.wait.limit).saturating_sub(waited)) {
                Ok(result) => return result.map_err(failed),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(failed(io::Error::other("the wait was interrupted")));
                }
            }
            if self.since.elapsed() >= self.wait.notify_after && !self.is_notified {
                self.is_notified = true;
                (self.wait.notify)(self.path);
            }
        }
    }
}

/// Waits for the lock in a thread, since the wait itself cannot have a timeout. Unlike polling,
/// this serves waiting writers in order. A lock that arrives after the timeout is released.
fn lock_in_background(file: &File) -> io::Result<mpsc::Receiver<io::Result<()>>> {
    let file = file.try_clone()?;
    let (sender, receiver) = mpsc::channel();
    thread::Builder::new().spawn(move || {
        let result = loop {
            match file.lock() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        if sender.send(result).is_err() {
            file.unlock().ok();
        }
    })?;
    Ok(receiver)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn file_with(text: &str) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn text_of(mut file: File) -> String {
        use std::io::Seek;

        let mut text = String::new();
        file.rewind().unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn a_failed_sync_is_rolled_back() {
        let file = file_with("old\n");
        let failed = || Err(io::Error::other("the disk is gone"));
        let (error, rollback) = append_or_roll_back(&file, 4, b"new\n", failed).unwrap_err();
        assert_eq!(error.to_string(), "the disk is gone");
        assert!(rollback.is_ok());
        assert_eq!(text_of(file), "old\n");
    }

    #[test]
    fn a_synced_write_stays() {
        let file = file_with("old\n");
        append_or_roll_back(&file, 4, b"new\n", || Ok(())).unwrap();
        assert_eq!(text_of(file), "old\nnew\n");
    }

    #[test]
    fn an_interrupted_write_is_tried_again_and_a_short_one_is_not() {
        struct Signals(usize);
        impl Write for Signals {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 += 1;
                if self.0 < 3 { Err(ErrorKind::Interrupted.into()) } else { Ok(bytes.len() - 1) }
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut file = Signals(0);
        assert_eq!(write_once(&mut file, b"line").unwrap(), 3);
        assert_eq!(file.0, 3);
    }
}
