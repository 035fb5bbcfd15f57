//! Keeps the checked-out branch up to date if it is the synced one.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::attributes;
use super::commit::{Committer, Snapshot, TreeEntry};
use super::error::SyncError;
use super::git::Output;

/// The mode of a file that does not exist.
const GONE: &str = "000000";

/// A path that differs between two commits.
struct Change {
    path: String,
    /// Its state in the newer commit, as a line for `update-index --index-info`.
    entry: String,
    is_new: bool,
    /// Whether it is now a regular file or deleted, and not a symlink or the like.
    is_plain: bool,
}

impl Committer<'_> {
    /// Moves the checked-out branch to `new` if it is the synced branch, with the index
    /// entries of our files, which are merged already, and with other files that changed,
    /// as `git pull` would. So `git status` and `git log` show what one expects in a
    /// repository of progress. Does nothing if the user's commits or changes are in the
    /// way, or while a merge or the like is unfinished.
    pub(super) fn follow(&self, old_tip: Option<&str>, new: &Snapshot) -> Result<(), SyncError> {
        let Self { git, repository, target, .. } = *self;
        let Some(commit) = &new.commit else { return Ok(()) };
        if repository.prefix != target.folder || repository.unfinished().is_some() {
            return Ok(());
        }
        let head = repository.head(git)?;
        if head.branch.as_deref() != Some(&*target.branch) || head.commit.as_ref() == Some(commit) {
            return Ok(());
        }
        let moved = match head.commit.as_deref() {
            // The commits in between are ours, or already in the history.
            Some(old) => {
                (old_tip == Some(old) || self.is_ancestor(old, commit)?)
                    && self.advance(old, commit, new)?
            }
            None => self.run_text(&["ls-files", "-z"])?.is_empty() && self.begin(commit)?,
        };
        if !moved {
            return Ok(());
        }
        let name = format!("refs/heads/{}", target.branch);
        // Fails if the branch has moved since.
        let old = head.commit.unwrap_or_default();
        let args = ["update-ref", "-m", "roadmap sync", &name, commit, &old];
        git.run(Some(&repository.top), &args)?.or_fail("update-ref").map(drop)
    }

    /// In a new repository, checks out the other files of the branch, such as a readme.
    /// Existing files stay as they are.
    fn begin(&self, commit: &str) -> Result<bool, SyncError> {
        self.repository.write_attributes()?;
        let listing = self.run_text(&["ls-tree", "-r", "-z", "-l", "--full-tree", commit])?;
        let others: String = listing
            .split_terminator('\0')
            .filter_map(TreeEntry::parse)
            .filter(|entry| entry.is_file && !self.is_owned(entry.path))
            .map(|entry| format!("{}\0", entry.path))
            .collect();
        self.run_text(&["read-tree", commit])?;
        // It fails for existing files, as intended.
        let args = ["checkout-index", "-q", "-z", "--stdin"];
        let top = Some(self.repository.top.as_path());
        self.git.run_with(top, &[], &args, Some(others.into_bytes()))?;
        Ok(true)
    }

    /// Updates the index and the work tree from `old` to `commit`. Returns whether that
    /// was possible; if not, nothing has changed.
    fn advance(&self, old: &str, commit: &str, new: &Snapshot) -> Result<bool, SyncError> {
        self.repository.write_attributes()?;
        let changes = self.changes(old, commit)?;
        let (ours, others): (Vec<_>, Vec<_>) =
            changes.iter().partition(|change| self.is_in_index_only(change, new));
        let entries: String =
            self.entries(new) + &ours.iter().map(|change| &*change.entry).collect::<String>();
        if others.is_empty() {
            self.set_index(&[], entries)?;
            return Ok(true);
        }
        // A dry run on a copy of the index: all changes are possible, or none is made.
        let copy = self.index_copy()?;
        let variables = [("GIT_INDEX_FILE", copy.as_os_str())];
        let works = self.read_trees(&variables, entries.clone(), &["-n", old, commit]);
        fs::remove_file(&copy).ok();
        if works.is_ok_and(|output| output.success) {
            self.read_trees(&[], entries, &[old, commit])?.or_fail("read-tree")?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Adds the entries to the index, then switches from one tree to the other. Git keeps
    /// entries that have the new state already, and fails if the user's changes would be
    /// overwritten.
    fn read_trees(
        &self,
        variables: &[(&str, &OsStr)],
        entries: String,
        trees: &[&str],
    ) -> Result<Output, SyncError> {
        let top = Some(self.repository.top.as_path());
        // It fails if files have changes.
        self.git.run_with(top, variables, &["update-index", "-q", "--refresh"], None)?;
        self.set_index(variables, entries)?;
        let mut args = vec!["read-tree", "-m", "-u", "--no-recurse-submodules"];
        args.extend(trees);
        self.git.run_with(top, variables, &args, None)
    }

    fn set_index(&self, variables: &[(&str, &OsStr)], entries: String) -> Result<(), SyncError> {
        let args = ["update-index", "--add", "-z", "--index-info"];
        let (top, input) = (Some(self.repository.top.as_path()), Some(entries.into_bytes()));
        self.git.run_with(top, variables, &args, input)?.or_fail("update-index").map(drop)
    }

    fn index_copy(&self) -> Result<PathBuf, SyncError> {
        let copy = self.own_index()?;
        match fs::copy(self.repository.git_dir.join("index"), &copy) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(SyncError::Unreadable { path: copy, why: error.to_string() })
            }
            _ => Ok(copy),
        }
    }

    /// Whether only the index is updated for a change: our files are merged already, and
    /// symlinks are never checked out, since they could redirect writes.
    fn is_in_index_only(&self, change: &Change, new: &Snapshot) -> bool {
        if change.path == attributes::FILE
            && let Some((_, text)) = &new.attributes
        {
            let here = fs::read(self.repository.top.join(attributes::FILE));
            return change.is_new || here.is_ok_and(|here| here == *text);
        }
        !change.is_plain || self.is_owned(&change.path)
    }

    /// Whether a path is, or would replace, one of our files.
    fn is_owned(&self, path: &str) -> bool {
        let name = path.strip_prefix(self.target.folder.as_str());
        name.and_then(|name| name.split('/').next()).is_some_and(|name| self.own.resembles(name))
    }

    /// Whether `old` is in the history of `new`. False if a shallow clone cannot tell.
    pub(super) fn is_ancestor(&self, old: &str, new: &str) -> Result<bool, SyncError> {
        let args = ["merge-base", "--is-ancestor", old, new];
        Ok(self.git.run(Some(&self.repository.top), &args)?.success)
    }

    fn changes(&self, old: &str, new: &str) -> Result<Vec<Change>, SyncError> {
        let args = ["diff-tree", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", old, new];
        let text = self.run_text(&args)?;
        let mut parts = text.split_terminator('\0');
        Ok(std::iter::from_fn(|| Some((parts.next()?, parts.next()?)))
            .filter_map(|(facts, path)| Change::parse(facts, path))
            .collect())
    }

    fn run_text(&self, args: &[&str]) -> Result<String, SyncError> {
        let bytes = self.git.run(Some(&self.repository.top), args)?.or_fail(args[0])?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Our files as index entries.
    fn entries(&self, of: &Snapshot) -> String {
        let folder = &self.target.folder;
        let entry = |(name, blob)| format!("100644 {blob}\t{folder}{name}\0");
        of.blobs.iter().map(entry).collect()
    }
}

impl Change {
    /// Parses `:<old mode> <new mode> <old object> <new object> <status>`.
    fn parse(facts: &str, path: &str) -> Option<Self> {
        let mut facts = facts.trim_start_matches(':').split(' ');
        let (old, mode) = (facts.next()?, facts.next()?);
        let object = facts.nth(1)?;
        Some(Self {
            path: path.to_owned(),
            entry: format!("{mode} {object}\t{path}\0"),
            is_new: old == GONE,
            is_plain: mode == GONE || mode.starts_with("100"),
        })
    }
}
