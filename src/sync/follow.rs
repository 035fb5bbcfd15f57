//! Keeping the checked-out branch up to date, where that is the synced one.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::attributes;
use super::commit::{Committer, Snapshot, TreeEntry};
use super::error::SyncError;
use super::git::Output;

/// The mode of what is not there.
const GONE: &str = "000000";

/// What differs between two commits at a path.
struct Change {
    path: String,
    /// In the newer one, as a line of `update-index --index-info`.
    entry: String,
    is_new: bool,
    /// Gone, or a regular file: nothing that leads elsewhere.
    is_plain: bool,
}

impl Committer<'_> {
    /// Moves the branch that is checked out to `new`, if it is the synced one:
    /// with the index entries of the own files, whose lines are in the work
    /// tree already, and with other files that have changed, as `git pull`
    /// would. So `git status` and `git log` show in a repository of progress
    /// what one expects. Where somebody has commits or changes of their own in
    /// the way, and while a merge or the like is unfinished, this does nothing.
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
            // The commits before are ours, or there already.
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
        // Not if it has moved since.
        let old = head.commit.unwrap_or_default();
        let args = ["update-ref", "-m", "roadmap sync", &name, commit, &old];
        git.run(Some(&repository.top), &args)?.or_fail("update-ref").map(drop)
    }

    /// In a new repository: takes over what else the branch has, such as a
    /// readme. Files that are there already stay as they are.
    fn begin(&self, commit: &str) -> Result<bool, SyncError> {
        attributes::write(&self.repository.top)?;
        let listing = self.run_text(&["ls-tree", "-r", "-z", "-l", "--full-tree", commit])?;
        let others: String = listing
            .split_terminator('\0')
            .filter_map(TreeEntry::parse)
            .filter(|entry| entry.is_file && !self.is_owned(entry.path))
            .map(|entry| format!("{}\0", entry.path))
            .collect();
        self.run_text(&["read-tree", commit])?;
        // It fails for files that are there, which is as it should be.
        let args = ["checkout-index", "-q", "-z", "--stdin"];
        let top = Some(self.repository.top.as_path());
        self.git.run_with(top, &[], &args, Some(others.into_bytes()))?;
        Ok(true)
    }

    /// Brings index and work tree from one commit to the other. Returns whether
    /// that was possible; if not, they are as they were.
    fn advance(&self, old: &str, commit: &str, new: &Snapshot) -> Result<bool, SyncError> {
        attributes::write(&self.repository.top)?;
        let changes = self.changes(old, commit)?;
        let (ours, others): (Vec<_>, Vec<_>) =
            changes.iter().partition(|change| self.is_in_index_only(change, new));
        let entries: String =
            self.entries(new) + &ours.iter().map(|change| &*change.entry).collect::<String>();
        if others.is_empty() {
            self.set_index(&[], entries)?;
            return Ok(true);
        }
        // On a copy first: all of it works, or nothing is touched.
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

    /// Puts entries into the index; then does what a checkout of another branch
    /// does, which keeps entries that have the new state already, and fails for
    /// files with changes of somebody's that are in the way.
    fn read_trees(
        &self,
        variables: &[(&str, &OsStr)],
        entries: String,
        trees: &[&str],
    ) -> Result<Output, SyncError> {
        let top = Some(self.repository.top.as_path());
        // It fails if there are changed files.
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

    /// Whether a change is one of the index alone: of files whose content is
    /// merged, and of what is never checked out, such as a link, through which
    /// something would be written elsewhere.
    fn is_in_index_only(&self, change: &Change, new: &Snapshot) -> bool {
        if change.path == attributes::FILE
            && let Some((_, text)) = &new.attributes
        {
            let here = fs::read(self.repository.top.join(attributes::FILE));
            return change.is_new || here.is_ok_and(|here| here == *text);
        }
        !change.is_plain || self.is_owned(&change.path)
    }

    /// Whether a path would be in the place of an own file.
    fn is_owned(&self, path: &str) -> bool {
        let name = path.strip_prefix(self.target.folder.as_str());
        name.and_then(|name| name.split('/').next()).is_some_and(|name| self.own.resembles(name))
    }

    /// Whether everything in `old` is in the history of `new`. Not where a
    /// shallow clone cannot tell.
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

    /// The own files as entries of an index.
    fn entries(&self, of: &Snapshot) -> String {
        let folder = &self.target.folder;
        let entry = |(name, blob)| format!("100644 {blob}\t{folder}{name}\0");
        of.blobs.iter().map(entry).collect()
    }
}

impl Change {
    /// `:<mode> <mode> <object> <object> <status>`, the newer ones second.
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
