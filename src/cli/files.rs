//! Files that commands write: whole or not at all, and never over what must
//! not be replaced.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use career_roadmap::escape::clean;
use tempfile::{Builder, NamedTempFile};

use super::error::advised;

/// Writes `text` to `path` through a file beside it: readers see the old file
/// or the new one, and it is on the disk when this returns. A symlink stays
/// one, and an existing file keeps its mode.
///
/// # Errors
/// When it cannot be written, or is there already and may not be replaced.
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
        // As any other new file: the umask takes away what it should not have.
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

/// The folder of the user's roadmaps that new ones go to, made if it is missing.
///
/// # Errors
/// When none is named, or it cannot be made.
pub fn folder(folders: &[PathBuf]) -> Result<&Path> {
    let Some(folder) = folders.first() else {
        return Err(advised(
            "no folder for your roadmaps is named",
            ["leave ROADMAP_DIR unset, or name a folder in it".to_owned()],
        ));
    };
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// Asks a question that is answered with yes or no; `None` without a terminal.
///
/// # Errors
/// When the terminal cannot be read.
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

/// Refuses what cannot or must not be replaced: folders, devices, and the files that
/// progress is read from.
pub fn may_write(path: &Path, ending: &str, journals: &[&Path]) -> Result<()> {
    let shown = path.display();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let advice = format!("to make it: mkdir -p {}", folder.display());
        return Err(advised(format!("there is no folder {}", folder.display()), [advice]));
    }
    let Ok(data) = fs::metadata(path) else { return Ok(()) };
    if data.is_dir() {
        let file = path.join(format!("roadmap.{ending}"));
        let advice = format!("name a file in it: --output {}", file.display());
        return Err(advised(format!("{shown} is a folder"), [advice]));
    }
    if !data.is_file() {
        let advice = "leave out --output to write to the standard output".to_owned();
        return Err(advised(format!("{shown} is not a regular file"), [advice]));
    }
    let whole = fs::canonicalize(path).with_context(|| format!("cannot read {shown}"))?;
    if journals.iter().any(|file| fs::canonicalize(file).is_ok_and(|file| file == whole)) {
        let advice = "name another file".to_owned();
        return Err(advised(format!("{shown} is a journal, which is never replaced"), [advice]));
    }
    Ok(())
}

/// Writes to a file that nobody else can read, for a program that may read it
/// after this one has ended.
pub fn write_to_show(text: &str, ending: &str) -> Result<PathBuf> {
    let ending = format!(".{ending}");
    let named = Builder::new().prefix("roadmap-").suffix(&ending).tempfile();
    let (_, path) =
        named.and_then(|file| Ok(file.keep()?)).context("cannot make a file to show")?;
    write_whole(&path, text, true)?;
    Ok(path)
}
