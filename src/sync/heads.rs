//! The branches of a remote, and the choice of the one for progress.

use std::fs;

use super::error::{Remote, SyncError};
use super::exchange::ask;
use super::git::{Git, Output};
use super::repository::{Config, Repository};
use super::target::{has_journal, has_only_progress, paths};
use super::url::RemoteUrl;

/// The branch for progress in a repository that holds other files too.
pub(super) const OWN_BRANCH: &str = "roadmap-progress";

/// The prefix of temporary refs to examine branches of a remote.
const PROBE: &str = "refs/roadmap/probe";

/// The most branches that are examined.
const MAX_PROBED: usize = 20;

/// The branches of a remote.
pub(super) struct Heads {
    url: RemoteUrl,
    /// The default branch, if the remote names it.
    default: Option<String>,
    branches: Vec<String>,
}

/// A branch of a remote and the paths in it.
pub(super) struct Probed {
    pub branch: String,
    pub paths: Vec<String>,
}

impl Heads {
    pub(super) fn ask(git: &Git, config: &Config, url: &RemoteUrl) -> Result<Self, SyncError> {
        let args = ["ls-remote", "--symref", "--", url.as_str(), "HEAD", "refs/heads/*"];
        let output = succeeds(url, ask(git, config, None, &url.to_string(), &args))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let branch = |line: &str| line.strip_prefix("refs/heads/").map(str::to_owned);
        let default = text
            .lines()
            .find_map(|line| branch(line.strip_prefix("ref: ")?.strip_suffix("\tHEAD")?));
        let branches = text.lines().filter_map(|line| branch(line.split_once('\t')?.1));
        Ok(Self { url: url.clone(), default, branches: branches.collect() })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.branches.is_empty()
    }

    pub(super) fn has(&self, branch: &str) -> bool {
        self.branches.iter().any(|known| known == branch)
    }

    /// Chooses a branch by what the remote has, so every machine comes to the same
    /// answer: the default branch if it contains nothing but progress or, if it has no
    /// progress yet, the only other branch that has.
    pub(super) fn choose(&self, git: &Git, repository: &Repository) -> Result<Probed, SyncError> {
        if self.has(OWN_BRANCH) {
            return self.probe(git, repository, OWN_BRANCH);
        }
        let default = self.probe(git, repository, &self.default_branch())?;
        if !has_only_progress(&default.paths) {
            return Ok(Probed { branch: OWN_BRANCH.to_owned(), paths: Vec::new() });
        }
        let others = self.branches.iter().filter(|branch| **branch != default.branch);
        let others: Vec<&str> = others.map(String::as_str).collect();
        if has_journal(&default.paths) || others.is_empty() || others.len() > MAX_PROBED {
            return Ok(default);
        }
        let mut others = self.probe_all(git, repository, &others)?;
        others.retain(|other| has_only_progress(&other.paths) && has_journal(&other.paths));
        Ok(if others.len() == 1 { others.remove(0) } else { default })
    }

    /// The default branch of an empty remote, which a clone would check out.
    pub(super) fn unborn(&self, git: &Git, repository: &Repository) -> Result<String, SyncError> {
        // Git shows it only to a clone.
        let probe = repository.git_dir.join("roadmap-probe");
        let remove = || fs::remove_dir_all(&probe).ok();
        remove();
        let folder = probe.to_string_lossy();
        let usual = "init.defaultBranch=main";
        let args = ["-c", usual, "clone", "--quiet", "--bare", "--", self.url.as_str(), &folder];
        let top = Some(repository.top.as_path());
        let output = ask(git, &repository.config, top, &self.url.to_string(), &args);
        succeeds(&self.url, output)?;
        let head = git.run(Some(&probe), &["symbolic-ref", "HEAD"])?.line("symbolic-ref")?;
        remove();
        Ok(head.strip_prefix("refs/heads/").unwrap_or("main").to_owned())
    }

    /// Lists the paths in a branch; none if the remote does not have it.
    pub(super) fn probe(
        &self,
        git: &Git,
        repository: &Repository,
        branch: &str,
    ) -> Result<Probed, SyncError> {
        let found =
            if self.has(branch) { self.probe_all(git, repository, &[branch])?.pop() } else { None };
        Ok(found.unwrap_or_else(|| Probed { branch: branch.to_owned(), paths: Vec::new() }))
    }

    fn probe_all(
        &self,
        git: &Git,
        repository: &Repository,
        branches: &[&str],
    ) -> Result<Vec<Probed>, SyncError> {
        let refs: Vec<String> = (0..branches.len()).map(|n| format!("{PROBE}-{n}")).collect();
        let pairs = branches.iter().zip(&refs);
        let refspecs: Vec<String> =
            pairs.clone().map(|(branch, name)| format!("+refs/heads/{branch}:{name}")).collect();
        let mut args = vec!["fetch", "--quiet", "--no-tags", "--", self.url.as_str()];
        args.extend(refspecs.iter().map(String::as_str));
        let top = Some(repository.top.as_path());
        succeeds(&self.url, ask(git, &repository.config, top, &self.url.to_string(), &args))?;
        pairs
            .map(|(branch, name)| {
                let paths = paths(git, repository, name)?;
                git.run(top, &["update-ref", "-d", name])?.or_fail("update-ref")?;
                Ok(Probed { branch: (*branch).to_owned(), paths })
            })
            .collect()
    }

    fn default_branch(&self) -> String {
        let default = self.default.clone().filter(|name| self.has(name));
        let usual = || ["main", "master"].into_iter().find(|name| self.has(name));
        default
            .or_else(|| usual().map(str::to_owned))
            .or_else(|| self.branches.first().cloned())
            .unwrap_or_else(|| "main".to_owned())
    }
}

fn succeeds(url: &RemoteUrl, output: Result<Output, SyncError>) -> Result<Output, SyncError> {
    let failed = |kind| SyncError::Remote { url: url.to_string(), committed: false, kind };
    match output {
        Err(SyncError::Timeout { after }) => Err(failed(Remote::Silent { after })),
        Ok(output) if !output.success => Err(failed(Remote::of(&output.stderr, output.reason()))),
        other => other,
    }
}
