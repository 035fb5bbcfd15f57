//! The repository whose work tree holds the journal.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::attributes;
use super::error::SyncError;
use super::git::Git;

/// A lock file of git that is older was left behind by a crash: refs are locked for
/// milliseconds.
const STALE: Duration = Duration::from_secs(3);

/// A work tree and its repository.
#[derive(Debug)]
pub(super) struct Repository {
    /// The top of the work tree.
    pub top: PathBuf,
    /// The folder of the journal within it, with `/` at the end, or empty.
    pub prefix: String,
    /// The files of only this work tree, such as HEAD.
    pub git_dir: PathBuf,
    /// The files that all work trees of the repository share.
    common_dir: PathBuf,
    pub config: Config,
}

/// Settings of git, by their names in lower case.
#[derive(Debug, Default)]
pub(super) struct Config(Vec<(String, String)>);

/// What is checked out.
#[derive(Debug)]
pub(super) struct Head {
    /// The branch; `None` if HEAD is detached.
    pub branch: Option<String>,
    /// The commit; `None` before the first one.
    pub commit: Option<String>,
}

impl Repository {
    /// The repository of the work tree that holds `folder`, if there is one.
    pub(super) fn find(git: &Git, folder: &Path) -> Result<Option<Self>, SyncError> {
        // Folders that do not exist yet will be in the same work tree.
        let Some(existing) = folder.ancestors().find(|folder| folder.is_dir()) else {
            return Ok(None);
        };
        let args = ["rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir"];
        let output = git.run(Some(existing), &args)?;
        if !output.success {
            if output.stderr.contains("dubious ownership") || output.stderr.contains("unsafe repo")
            {
                return Err(SyncError::ForeignRepository { why: output.reason() });
            }
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let paths: Vec<&str> = text.lines().collect();
        let [top, git_dir, common_dir] = paths[..] else { return Ok(None) };
        let top = Path::new(top).canonicalize().unwrap_or_else(|_| top.into());
        let below = folder.strip_prefix(&top).unwrap_or(Path::new(""));
        let prefix = below.iter().map(|part| part.to_string_lossy() + "/").collect();
        Ok(Some(Self {
            top,
            prefix,
            git_dir: git_dir.into(),
            common_dir: existing.join(common_dir),
            config: Config::read(git, existing)?,
        }))
    }

    /// Allows one sync of a repository at a time. Dropping the file releases the lock.
    /// Lock files that a crash left for `refs`, which only syncs write, are removed.
    pub(super) fn lock(&self, git: &Git, refs: &[String]) -> Result<File, SyncError> {
        let path = self.common_dir.join("roadmap-sync.lock");
        let failed = |error: std::io::Error| SyncError::Unreadable {
            path: path.clone(),
            why: error.to_string(),
        };
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(failed)?;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) if git.time_left().is_zero() => {
                    return Err(SyncError::Busy { waited: git.timeout() });
                }
                Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(20)),
            }
        }
        for name in refs {
            self.remove_stale_lock(name);
        }
        Ok(file)
    }

    /// Removes the lock file of a ref, but only after a while: a git started by a
    /// killed sync may still be running.
    fn remove_stale_lock(&self, name: &str) {
        let lock = self.common_dir.join(format!("{name}.lock"));
        let begun = Instant::now();
        while lock.exists() {
            if begun.elapsed() >= STALE {
                // Where that fails, so will the update, which says why.
                fs::remove_file(&lock).ok();
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The commit of a ref, if it exists and is intact.
    pub(super) fn commit(&self, git: &Git, name: &str) -> Result<Option<String>, SyncError> {
        let name = format!("{name}^{{commit}}");
        let output = git.run(Some(&self.top), &["rev-parse", "--quiet", "--verify", &name])?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.success && !text.is_empty()).then_some(text))
    }

    /// The same for a ref that only syncs write. One that a crash has damaged
    /// is removed: git would neither read nor replace it.
    pub(super) fn own_commit(&self, git: &Git, name: &str) -> Result<Option<String>, SyncError> {
        let commit = self.commit(git, name)?;
        if commit.is_none() {
            match fs::remove_file(self.common_dir.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    let path = self.common_dir.join(name);
                    return Err(SyncError::Unreadable { path, why: error.to_string() });
                }
                _ => {}
            }
        }
        Ok(commit)
    }

    pub(super) fn head(&self, git: &Git) -> Result<Head, SyncError> {
        let output = git.run(Some(&self.top), &["symbolic-ref", "--quiet", "HEAD"])?;
        let name = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let branch = name.strip_prefix("refs/heads/").map(str::to_owned);
        Ok(Head { branch, commit: self.commit(git, "HEAD")? })
    }

    /// Appends the line for journals to `.gitattributes`, unless it is there.
    pub(super) fn write_attributes(&self) -> Result<(), SyncError> {
        let path = self.top.join(attributes::FILE);
        let failed = |error: std::io::Error| SyncError::Unreadable {
            path: path.clone(),
            why: error.to_string(),
        };
        let text = match fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            other => other.map_err(failed)?,
        };
        let Some(new) = attributes::with_line(&text) else { return Ok(()) };
        let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
        file.write_all(&new[text.len()..]).map_err(failed)
    }

    /// What the user has begun here and not finished, such as a merge.
    pub(super) fn unfinished(&self) -> Option<&'static str> {
        [
            ("MERGE_HEAD", "merge"),
            ("rebase-merge", "rebase"),
            ("rebase-apply", "rebase"),
            ("CHERRY_PICK_HEAD", "cherry-pick"),
            ("REVERT_HEAD", "revert"),
            ("BISECT_LOG", "bisect"),
        ]
        .into_iter()
        .find(|(file, _)| self.git_dir.join(file).exists())
        .map(|(_, what)| what)
    }
}

impl Config {
    /// The settings that matter here, of the repository around `folder`.
    pub(super) fn read(git: &Git, folder: &Path) -> Result<Self, SyncError> {
        let names = r"^(user\.(name|email)|core\.sshcommand|(roadmap|branch|remote)\.)";
        let output = git.run(Some(folder), &["config", "-z", "--get-regexp", names])?;
        // 1: there are none.
        if !output.success && output.code != Some(1) {
            return Err(SyncError::Git { command: "config".into(), why: output.reason() });
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let settings = text.split_terminator('\0').map(|setting| {
            let (name, value) = setting.split_once('\n').unwrap_or((setting, ""));
            (name.to_owned(), value.to_owned())
        });
        Ok(Self(settings.collect()))
    }

    /// The value of a setting; the last one counts.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The remotes and their addresses.
    pub(super) fn remotes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|(name, value)| {
            let remote = name.strip_prefix("remote.")?.strip_suffix(".url")?;
            Some((remote, value.as_str()))
        })
    }
}
