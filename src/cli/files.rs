//! Writes roadmap files atomically, and asks before replacing one.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use career_roadmap::escape::clean;
use tempfile::{Builder, NamedTempFile};

/// Writes `text` to `path` through a temporary file in the same folder: readers see
/// either the old file or the new one, and the new one is on disk when this returns. A
/// symlink is followed, and an existing file keeps its mode.
///
/// # Errors
/// If the file cannot be written, or exists and `replace` is false.
pub fn write_whole(path: &Path, text: &str, replace: bool) -> Result<()> {
    let target = if replace { fs::canonicalize(path).ok() } else { None };
    let target = target.unwrap_or_else(|| path.to_owned());
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let write = || -> io::Result<()> {
        let file = write_temporary(folder, text)?;
        if let Ok(old) = fs::metadata(&target) {
            file.as_file().set_permissions(old.permissions())?;
        }
        if replace {
            file.persist(&target)?
        } else {
            file.persist_noclobber(&target)?
        };
        sync_folder(folder)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Writes `text` to a temporary file in `folder`, synced, for the caller to persist.
pub fn write_temporary(folder: &Path, text: &str) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Like any other new file; the umask removes permissions.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.prefix(".roadmap-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The folder for the user's new roadmaps, created if it does not exist.
///
/// # Errors
/// If no folder is set, or it cannot be created.
pub fn folder(folders: &[PathBuf]) -> Result<&Path> {
    let Some(folder) = folders.first() else {
        return Err(super::error::advised(
            "no folder for your roadmaps is set",
            ["unset ROADMAP_DIR, or set it to a folder".to_owned()],
        ));
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// Asks a yes-or-no question on the terminal; `None` without a terminal.
///
/// # Errors
/// If the terminal cannot be read or written.
pub fn ask(question: &str) -> Result<Option<bool>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let mut stderr = io::stderr().lock();
    let write = write!(stderr, "{} [y/N] ", clean(question)).and_then(|()| stderr.flush());
    write.context("cannot ask on the terminal")?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).context("cannot read the answer")?;
    Ok(Some(matches!(line.trim().to_lowercase().as_str(), "y" | "yes")))
}
