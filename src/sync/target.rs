//! What a repository is synced with.

use super::TIP;
use super::error::SyncError;
use super::git::Git;
use super::repository::Repository;
use super::url::RemoteUrl;

/// The name of the remote that the setup adds.
pub(super) const ADDED: &str = "roadmap";

/// The remote branch, and the folder of the journal in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The name of the remote.
    pub remote: String,
    /// Its address, for messages.
    pub url: String,
    pub branch: String,
    /// The folder in the tree of the branch, with `/` at the end, or empty.
    pub folder: String,
}

impl Target {
    /// The target that was set up. A clone of a repository that contains nothing but
    /// progress needs no setup: its branch is the target.
    pub(super) fn known(git: &Git, repository: &Repository) -> Result<Option<Self>, SyncError> {
        if let Some(target) = Self::configured(repository)? {
            return Ok(Some(target));
        }
        let head = repository.head(git)?;
        let (Some(branch), Some(commit)) = (&head.branch, &head.commit) else { return Ok(None) };
        let is_known =
            upstream(repository, branch).is_some() && has_journal(&paths(git, repository, commit)?);
        if is_known { Self::of_head(git, repository) } else { Ok(None) }
    }

    pub(super) fn configured(repository: &Repository) -> Result<Option<Self>, SyncError> {
        let config = &repository.config;
        let (Some(remote), Some(branch)) =
            (config.get("roadmap.remote"), config.get("roadmap.branch"))
        else {
            return Ok(None);
        };
        let folder = config.get("roadmap.folder").unwrap_or_default();
        Self::new(repository, remote, branch, folder)
    }

    /// The checked-out branch, in a clone of a repository that contains nothing but
    /// progress.
    pub(super) fn of_head(git: &Git, repository: &Repository) -> Result<Option<Self>, SyncError> {
        let head = repository.head(git)?;
        let Some(branch) = head.branch else { return Ok(None) };
        let has_only_progress = match &head.commit {
            Some(commit) => has_only_progress(&paths(git, repository, commit)?),
            None => repository.prefix.is_empty(),
        };
        if !has_only_progress {
            return Ok(None);
        }
        let remote = repository.config.get(&format!("branch.{branch}.remote")).unwrap_or("origin");
        let upstream = upstream(repository, &branch).unwrap_or(&branch);
        Self::new(repository, remote, upstream, &repository.prefix)
    }

    fn new(
        repository: &Repository,
        remote: &str,
        branch: &str,
        folder: &str,
    ) -> Result<Option<Self>, SyncError> {
        let Some(url) = repository.config.get(&format!("remote.{remote}.url")) else {
            return Ok(None);
        };
        // It may have been changed by hand.
        let url = RemoteUrl::new(url)?.to_string();
        Ok(Some(Self { remote: remote.into(), url, branch: branch.into(), folder: folder.into() }))
    }

    /// Whether the remote was added by the setup rather than by the user.
    pub(super) fn is_added(&self) -> bool {
        self.remote == ADDED
    }

    /// The refs that only syncs write.
    pub(super) fn own_refs(&self) -> Vec<String> {
        let tracking = self.is_added().then(|| self.tracking());
        std::iter::once(TIP.to_owned()).chain(tracking).collect()
    }

    /// The ref with the commit that the remote had last.
    pub(super) fn tracking(&self) -> String {
        format!("refs/remotes/{}/{}", self.remote, self.branch)
    }

    /// Forgets our commits for another target, so that its history is not pushed to
    /// this one.
    pub(super) fn forget(git: &Git, repository: &Repository) -> Result<(), SyncError> {
        let output = git.run(Some(&repository.top), &["update-ref", "-d", TIP])?;
        output.or_fail("update-ref").map(drop)
    }
}

/// The upstream branch of a local branch.
fn upstream<'r>(repository: &'r Repository, branch: &str) -> Option<&'r str> {
    repository.config.get(&format!("branch.{branch}.merge"))?.strip_prefix("refs/heads/")
}

/// The paths of all files of a commit.
pub(super) fn paths(
    git: &Git,
    repository: &Repository,
    commit: &str,
) -> Result<Vec<String>, SyncError> {
    let args = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit];
    let bytes = git.run(Some(&repository.top), &args)?.or_fail("ls-tree")?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.split_terminator('\0').map(str::to_owned).collect())
}

/// Whether there are only journals, and files that hosts of repositories add.
pub(super) fn has_only_progress(paths: &[String]) -> bool {
    paths.iter().all(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let upper = name.to_ascii_uppercase();
        is_journal(path)
            || [".gitattributes", ".gitignore"].contains(&name)
            || upper.starts_with("README")
            || upper.starts_with("LICENSE")
    })
}

pub(super) fn has_journal(paths: &[String]) -> bool {
    paths.iter().any(|path| is_journal(path))
}

/// The first folder with a journal, if there is no journal outside folders.
pub(super) fn person_folder(paths: &[String]) -> Option<&str> {
    if paths.iter().any(|path| is_journal(path) && !path.contains('/')) {
        return None;
    }
    paths.iter().find(|path| is_journal(path)).and_then(|path| path.split('/').next())
}

fn is_journal(path: &str) -> bool {
    path.as_bytes().ends_with(b".jsonl")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_of_progress_contains_nothing_else() {
        let paths = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(has_only_progress(&paths("progress.jsonl .gitattributes README.md LICENSE")));
        assert!(has_only_progress(&paths("ann/progress.jsonl bob/progress-1.jsonl")));
        assert!(!has_only_progress(&paths("progress.jsonl .bashrc")));
        assert_eq!(person_folder(&paths("ann/progress.jsonl README")), Some("ann"));
        assert_eq!(person_folder(&paths("ann/progress.jsonl progress.jsonl")), None);
        assert_eq!(person_folder(&paths("README")), None);
    }
}
