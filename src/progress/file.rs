//! Files and folders, as the journal needs them.

use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::error::JournalError;

/// The default name of a journal. Only next to a file of this name are copies, `progress*.jsonl`,
/// read too.
pub const DEFAULT_NAME: &str = "progress.jsonl";

/// Read at most this many bytes of a file.
pub(super) const MAX_FILE: usize = 64 * 1024 * 1024;

/// The folder of a file, `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

pub(super) fn has_default_name(path: &Path) -> bool {
    path.file_name() == Some(OsStr::new(DEFAULT_NAME))
}

/// Whether there is a regular file. Anything else is an error before it is
/// opened: opening a pipe would wait forever.
pub(super) fn exists(path: &Path) -> Result<bool, JournalError> {
    let what = match fs::metadata(path) {
        Ok(data) if data.is_file() => return Ok(true),
        Ok(data) if data.is_dir() => "a folder",
        Ok(_) => "a device or a pipe",
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(JournalError::Read { path: path.to_owned(), error }),
    };
    Err(JournalError::NotAFile { path: path.to_owned(), what })
}

/// The content of a file; `None` if there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, JournalError> {
    if !exists(path)? {
        return Ok(None);
    }
    match File::open(path).and_then(|file| read_open(&file)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(JournalError::Read { path: path.to_owned(), error }),
    }
}

/// The content of a file: one byte more than [`MAX_FILE`] if it has more than that.
pub(super) fn read_open(file: &File) -> io::Result<Vec<u8>> {
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    // One extra byte saves a read at the end.
    let mut bytes = Vec::with_capacity(length.min(MAX_FILE) + 1);
    file.take(MAX_FILE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Every `progress*.jsonl` in a folder but the one of the default name, in order.
pub(super) fn list_copies(folder: &Path) -> Result<Vec<PathBuf>, JournalError> {
    let failed = |error| JournalError::Read { path: folder.to_owned(), error };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut copies = Vec::new();
    for entry in entries {
        let name = entry.map_err(failed)?.file_name();
        let bytes = name.as_encoded_bytes();
        if bytes.starts_with(b"progress") && bytes.ends_with(b".jsonl") && name != DEFAULT_NAME {
            copies.push(folder.join(name));
        }
    }
    copies.sort();
    Ok(copies)
}

/// Creates an empty file and its missing folders, accessible only to the user. What exists stays as
/// it is.
pub(super) fn create(path: &Path) -> Result<(), JournalError> {
    refuse_dangling_link(path)?;
    create_folders(folder_of(path))?;
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        // The folder was removed in the meantime: the caller tries again.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(JournalError::Write { path: path.to_owned(), error }),
        Ok(_) => Ok(()),
    }
}

/// Refuses a symlink to a file in a missing folder. That folder is not created, since it may be on
/// a disk that is not mounted. Other dangling symlinks are followed.
fn refuse_dangling_link(path: &Path) -> Result<(), JournalError> {
    let Ok(target) = fs::read_link(path) else { return Ok(()) };
    let target = folder_of(path).join(target);
    if folder_of(&target).is_dir() {
        return Ok(());
    }
    Err(JournalError::DanglingSymlink { path: path.to_owned(), target })
}

fn create_folders(folder: &Path) -> Result<(), JournalError> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.is_dir();
    let missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    for folder in missing.into_iter().rev() {
        match new_folder().create(folder) {
            // Another writer was faster.
            Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => {
                return Err(JournalError::Folder { path: folder.to_owned(), error });
            }
            Ok(()) => {}
        }
    }
    Ok(())
}

fn new_folder() -> DirBuilder {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has modes"))]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Syncs the folders around a file, so that its name and theirs are durable. Any of them may be
/// new: whoever created them may have crashed before the sync.
#[cfg(unix)]
pub(super) fn sync_folders_of(path: &Path) -> io::Result<()> {
    let real = fs::canonicalize(path)?;
    for (distance, folder) in real.ancestors().skip(1).enumerate() {
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            // File systems on which folders cannot be synced have nothing to sync.
            Err(error)
                if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
            // Nothing can have been created in such a folder.
            Err(error)
                if distance > 0
                    && matches!(
                        error.kind(),
                        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                    ) => {}
            other => other?,
        }
    }
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")]
pub(super) fn sync_folders_of(_: &Path) -> io::Result<()> {
    Ok(())
}
