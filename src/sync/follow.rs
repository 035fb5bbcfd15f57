//! Keeps the checked-out branch up to date if it is the synced one.

use std::collections::BTreeSet;

use super::attributes;
use super::commit::{Committer, Snapshot};
use super::error::SyncError;
use super::target::paths;

impl Committer<'_> {
    /// Moves the checked-out branch and the index entries of our files to `new`, if it
    /// is the synced branch and nothing else changes. So `git status` and `git log`
    /// show what one expects in a repository of progress. Otherwise, or while a merge
    /// or the like is unfinished, this does nothing: the user's next `git pull` brings
    /// the same commits.
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
        let own: BTreeSet<String> = self.entries(new).map(|(path, _)| path).collect();
        let moves = match head.commit.as_deref() {
            // The commits in between are ours, or already in the history.
            Some(old) => {
                (old_tip == Some(old) || self.is_ancestor(old, commit)?)
                    && self.changed(old, commit)?.iter().all(|path| own.contains(path))
            }
            None => self.run_text(&["ls-files", "-z"])?.is_empty(),
        };
        if !moves {
            return Ok(());
        }
        repository.write_attributes()?;
        let input: String =
            self.entries(new).map(|(path, blob)| format!("100644 {blob}\t{path}\0")).collect();
        if head.commit.is_none() {
            self.begin(commit, &own)?;
        }
        let args = ["update-index", "--add", "-z", "--index-info"];
        let top = Some(repository.top.as_path());
        git.run_with(top, &[], &args, Some(input.into_bytes()))?.or_fail("update-index")?;
        let name = format!("refs/heads/{}", target.branch);
        // Fails if the branch has moved since.
        let old = head.commit.unwrap_or_default();
        let args = ["update-ref", "-m", "roadmap sync", &name, commit, &old];
        git.run(top, &args)?.or_fail("update-ref").map(drop)
    }

    /// In a new repository, checks out the other files of the branch, such as a readme.
    /// Existing files stay as they are.
    fn begin(&self, commit: &str, own: &BTreeSet<String>) -> Result<(), SyncError> {
        let top = Some(self.repository.top.as_path());
        let others: String = paths(self.git, self.repository, commit)?
            .into_iter()
            .filter(|path| !own.contains(path))
            .map(|path| path + "\0")
            .collect();
        self.git.run(top, &["read-tree", commit])?.or_fail("read-tree")?;
        // It fails for existing files, as intended.
        let args = ["checkout-index", "-q", "-z", "--stdin"];
        self.git.run_with(top, &[], &args, Some(others.into_bytes()))?;
        Ok(())
    }

    /// Whether `old` is in the history of `new`. False if a shallow clone cannot tell.
    pub(super) fn is_ancestor(&self, old: &str, new: &str) -> Result<bool, SyncError> {
        let args = ["merge-base", "--is-ancestor", old, new];
        Ok(self.git.run(Some(&self.repository.top), &args)?.success)
    }

    fn changed(&self, old: &str, new: &str) -> Result<Vec<String>, SyncError> {
        let args = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new];
        let text = self.run_text(&args)?;
        Ok(text.split_terminator('\0').map(str::to_owned).collect())
    }

    fn run_text(&self, args: &[&str]) -> Result<String, SyncError> {
        let bytes = self.git.run(Some(&self.repository.top), args)?.or_fail(args[0])?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The paths and objects of our files.
    fn entries<'s>(&'s self, of: &'s Snapshot) -> impl Iterator<Item = (String, &'s str)> {
        let folder = &self.target.folder;
        let journals =
            of.blobs.iter().map(move |(name, blob)| (format!("{folder}{name}"), &**blob));
        let attributes = of.attributes.iter();
        journals.chain(attributes.map(|(blob, _)| (attributes::FILE.to_owned(), &**blob)))
    }
}
