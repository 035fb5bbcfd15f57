//! The journal file, open for one writer.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::journal::{exists, folder_of};

/// How often the file may be replaced, or its folder removed, under a writer.
const ATTEMPTS: usize = 1000;

/// The journal file under an exclusive lock, which ends with the value.
#[derive(Debug)]
pub(super) struct Locked {
    path: PathBuf,
    handle: Handle,
    /// Whether the file was missing.
    is_new: bool,
    /// Whether it ends in the middle of a line.
    is_torn: bool,
    /// The folders that were created for it, outermost first.
    folders: Vec<PathBuf>,
}

impl Locked {
    /// Opens the file, created with its folders if it is missing, and waits
    /// for the lock.
    pub(super) fn open(path: &Path) -> Result<Self, JournalError> {
        let mut folders = Vec::new();
        let mut failure = JournalError::Restless { path: path.to_owned() };
        for _ in 0..ATTEMPTS {
            let is_new = !exists(path)?;
            if is_new {
                refuse_lost_link(path)?;
                create_folders(folder_of(path), &mut folders)?;
            }
            match Handle::open(path) {
                Ok(Some(handle)) => {
                    let path = path.to_owned();
                    return Ok(Self { path, handle, is_new, is_torn: false, folders });
                }
                // Replaced while waiting.
                Ok(None) => {}
                // Another writer that had nothing to write took the folder back,
                // be it after the file was seen there.
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    failure = JournalError::Write { path: path.to_owned(), error };
                }
                Err(error) => {
                    return Err(JournalError::Write { path: path.to_owned(), error });
                }
            }
        }
        Err(failure)
    }

    /// The whole content.
    pub(super) fn read(&mut self) -> Result<Vec<u8>, JournalError> {
        let mut bytes = Vec::new();
        self.handle
            .file
            .read_to_end(&mut bytes)
            .map_err(|error| JournalError::Read { path: self.path.clone(), error })?;
        self.is_torn = bytes.last().is_some_and(|last| *last != b'\n');
        Ok(bytes)
    }

    /// Appends one line after [`read`](Self::read); it is on the disk when
    /// this returns. If that fails, the file is as it was.
    pub(super) fn append(&self, line: &str) -> Result<(), JournalError> {
        let start = if self.is_torn { "\n" } else { "" };
        let text = format!("{start}{line}\n");
        let file = &self.handle.file;
        let path = || self.path.clone();
        let length =
            file.metadata().map_err(|error| JournalError::Write { path: path(), error })?.len();
        let sync = || {
            file.sync_all()?;
            if length == 0 { sync_folder_of(&fs::canonicalize(&self.path)?) } else { Ok(()) }
        };
        append_or_cut(file, length, text.as_bytes(), sync).map_err(|(error, cut)| match cut {
            Ok(()) => JournalError::Write { path: path(), error },
            Err(cut) => JournalError::Stuck { path: path(), error, cut },
        })
    }

    /// Removes what was created if nothing was written after all. Writers that
    /// wait for the lock notice. What cannot be removed is empty, so it does no
    /// harm and is no error.
    pub(super) fn leave_no_trace(&self) {
        let is_empty = self.handle.file.metadata().is_ok_and(|data| data.len() == 0);
        if !(self.is_new && is_empty) {
            return;
        }
        // The target of a symlink, not the symlink.
        if let Ok(real) = fs::canonicalize(&self.path) {
            fs::remove_file(real).ok();
        }
        for folder in self.folders.iter().rev() {
            fs::remove_dir(folder).ok();
        }
    }
}

/// One write and a sync. On failure the file gets its former length back; the
/// second error is that of this.
fn append_or_cut(
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

/// A single write; one that was interrupted before its first byte was none.
fn write_once(file: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match file.write(bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// A dangling symlink is written through, but the folder of its target is not
/// created: it may be a disk that is not there at the moment.
fn refuse_lost_link(path: &Path) -> Result<(), JournalError> {
    let Ok(target) = fs::read_link(path) else { return Ok(()) };
    let target = folder_of(path).join(target);
    if folder_of(&target).is_dir() {
        return Ok(());
    }
    Err(JournalError::LostLink { path: path.to_owned(), target })
}

/// Creates what is missing of a folder, for the user alone, and syncs it.
fn create_folders(folder: &Path, created: &mut Vec<PathBuf>) -> Result<(), JournalError> {
    let missing: Vec<&Path> =
        folder.ancestors().take_while(|folder| *folder != "" && !folder.is_dir()).collect();
    for folder in missing.into_iter().rev() {
        match new_folder().create(folder).and_then(|()| sync_folder_of(folder)) {
            Ok(()) => created.push(folder.to_owned()),
            // Another writer was faster, to create it, or to take it back at once.
            Err(error)
                if error.kind() == ErrorKind::AlreadyExists
                    && (folder.is_dir() || fs::symlink_metadata(folder).is_err()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(JournalError::Folder { path: folder.to_owned(), error });
            }
        }
    }
    Ok(())
}

/// An open journal with the lock that goes with it.
#[cfg(unix)]
#[derive(Debug)]
struct Handle {
    file: File,
}

#[cfg(unix)]
impl Handle {
    /// `None` if the path names another file, or none, by the time the lock is held.
    fn open(path: &Path) -> io::Result<Option<Self>> {
        use std::os::unix::fs::{MetadataExt, OpenOptionsExt};

        let file =
            OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?;
        lock(&file)?;
        let ours = file.metadata()?;
        match fs::metadata(path) {
            Ok(named) if (named.dev(), named.ino()) == (ours.dev(), ours.ino()) => {
                Ok(Some(Self { file }))
            }
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(None),
        }
    }
}

/// Where locks are mandatory, readers would have to wait for one on the
/// journal itself. So it is on a file beside it, which stays.
#[cfg(not(unix))]
#[derive(Debug)]
struct Handle {
    file: File,
    _beside: File,
}

#[cfg(not(unix))]
impl Handle {
    /// Always `Some`: the journal is opened once the lock is held.
    fn open(path: &Path) -> io::Result<Option<Self>> {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let mut name = real.into_os_string();
        name.push(".lock");
        let open = |options: &mut OpenOptions, path: &Path| {
            options.write(true).create(true).truncate(false).open(path)
        };
        let beside = open(&mut OpenOptions::new(), Path::new(&name))?;
        lock(&beside)?;
        // Not in append mode, which could not cut the file back. The place to
        // write at is the end, once it was read.
        let file = open(OpenOptions::new().read(true), path)?;
        Ok(Some(Self { file, _beside: beside }))
    }
}

fn lock(file: &File) -> io::Result<()> {
    loop {
        match file.lock() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => {
                return Err(io::Error::new(error.kind(), format!("it cannot be locked ({error})")));
            }
            Ok(()) => return Ok(()),
        }
    }
}

fn new_folder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes are of Unix"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Makes the name of a new file or folder last, by syncing the folder that it is in.
#[cfg(unix)]
pub(super) fn sync_folder_of(path: &Path) -> io::Result<()> {
    match File::open(folder_of(path))?.sync_all() {
        // File systems on which folders cannot be synced have nothing to sync.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Ok(())
        }
        other => other,
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
pub(super) fn sync_folder_of(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
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
    fn what_cannot_be_synced_is_cut_off() {
        let file = file_with("old\n");
        let failed = || Err(io::Error::other("the disk is gone"));
        let (error, cut) = append_or_cut(&file, 4, b"new\n", failed).unwrap_err();
        assert_eq!(error.to_string(), "the disk is gone");
        assert!(cut.is_ok());
        assert_eq!(text_of(file), "old\n");
    }

    #[test]
    fn what_is_synced_stays() {
        let file = file_with("old\n");
        append_or_cut(&file, 4, b"new\n", || Ok(())).unwrap();
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
