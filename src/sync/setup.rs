//! `--setup`: prepares the repository of the journal and its remote.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error::{Remote, SyncError};
use super::exchange::ask;
use super::files::OwnFiles;
use super::git::Git;
use super::report::Report;
use super::repository::{Config, Repository};
use super::target::{ADDED, Target, has_only_progress, paths, person_folder};
use super::url::RemoteUrl;
use super::{Options, run};

/// The branch for progress in a repository that holds other files too.
const OWN_BRANCH: &str = "roadmap-progress";

/// A temporary ref to examine the tree of a remote.
const PROBE: &str = "refs/roadmap/probe";

/// The branches of a remote.
struct Heads {
    /// The default branch, if the remote names it.
    default: Option<String>,
    branches: Vec<String>,
}

/// Prepares the repository of the journal, or creates one, and syncs it for the first
/// time. Also returns the branch. Can be repeated, even with another address.
///
/// # Errors
/// When the remote cannot be used, or the first sync fails.
pub fn setup(
    options: &Options<'_>,
    url: &RemoteUrl,
    branch: Option<&str>,
) -> Result<(Report, String), SyncError> {
    let git = Git::find(&options.environment, options.timeout)?;
    let own = OwnFiles::of(options.journal)?;
    if let Some(branch) = branch {
        check_branch(&git, branch)?;
    }
    let heads = Heads::ask(&git, url)?;
    let repository = match Repository::find(&git, own.folder())? {
        Some(repository) => repository,
        None => create(&git, own.folder())?,
    };
    let target = choose(&git, &repository, url, &heads, branch)?;
    {
        let _lock = repository.lock(&git, &target.own_refs())?;
        write(&git, &repository, &target, url)?;
    }
    let repository = Repository::find(&git, own.folder())?.ok_or(SyncError::NoRepository)?;
    let report = run(&git, &own, &repository, &target, options)?;
    Ok((report, target.branch))
}

fn check_branch(git: &Git, branch: &str) -> Result<(), SyncError> {
    let name = format!("refs/heads/{branch}");
    if branch.starts_with('-') || !git.run(None, &["check-ref-format", &name])?.success {
        return Err(SyncError::InvalidBranch { branch: branch.to_owned() });
    }
    Ok(())
}

/// Creates a repository in the folder of the journal, accessible only to the user.
fn create(git: &Git, folder: &Path) -> Result<Repository, SyncError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            let why = error.to_string();
            return Err(SyncError::Unreadable { path: folder.to_owned(), why });
        }
        _ => {}
    }
    git.run(Some(folder), &["init", "--quiet", "--shared=0600"])?.or_fail("init")?;
    Repository::find(git, folder)?.ok_or(SyncError::NoRepository)
}

/// Chooses the target by what the remote has: its default branch if that contains
/// nothing but progress. So every machine comes to the same answer.
fn choose(
    git: &Git,
    repository: &Repository,
    url: &RemoteUrl,
    heads: &Heads,
    wanted: Option<&str>,
) -> Result<Target, SyncError> {
    let head = repository.head(git)?;
    let is_clone = repository
        .config
        .remotes()
        .any(|(name, known)| name != ADDED && RemoteUrl::new(known).is_ok_and(|k| k == *url));
    let default = heads.default_branch();
    let branch = match wanted {
        Some(wanted) => wanted.to_owned(),
        None if heads.has(OWN_BRANCH) => OWN_BRANCH.to_owned(),
        None if heads.branches.is_empty() && is_clone && head.commit.is_some() => {
            OWN_BRANCH.to_owned()
        }
        None => default,
    };
    let mut target =
        Target { remote: ADDED.to_owned(), url: url.to_string(), branch, folder: String::new() };
    if heads.has(&target.branch) {
        let paths = probe(git, repository, url, &target.branch)?;
        if wanted.is_none() && !has_only_progress(&paths) {
            OWN_BRANCH.clone_into(&mut target.branch);
        } else if !is_clone && let Some(person) = person_folder(&paths) {
            let (url, person) = (url.to_string(), person.to_owned());
            return Err(SyncError::PersonFolders { url, person });
        }
    }
    if is_clone && target.branch != OWN_BRANCH {
        target.folder.clone_from(&repository.prefix);
    }
    Ok(target)
}

/// The paths in a branch of the remote.
fn probe(
    git: &Git,
    repository: &Repository,
    url: &RemoteUrl,
    branch: &str,
) -> Result<Vec<String>, SyncError> {
    let refspec = format!("+refs/heads/{branch}:{PROBE}");
    let args = ["fetch", "--quiet", "--no-tags", "--", url.as_str(), &refspec];
    let output = ask(git, &repository.config, Some(&repository.top), &url.to_string(), &args);
    let output = output.map_err(|error| silent(error, url))?;
    if !output.success {
        return Err(failed(url, Remote::of(&output.stderr, output.reason())));
    }
    let paths = paths(git, repository, PROBE)?;
    git.run(Some(&repository.top), &["update-ref", "-d", PROBE])?.or_fail("update-ref")?;
    Ok(paths)
}

/// Writes the settings. The one that enables syncing comes last.
fn write(
    git: &Git,
    repository: &Repository,
    target: &Target,
    url: &RemoteUrl,
) -> Result<(), SyncError> {
    let top = Some(repository.top.as_path());
    if Target::configured(repository).ok().flatten().as_ref() != Some(target) {
        Target::forget(git, repository)?;
    }
    let set = |name: &str, value: &str| {
        git.run(top, &["config", "--local", name, value])?.or_fail("config").map(drop)
    };
    let branch = &target.branch;
    set("remote.roadmap.url", url.as_str())?;
    set("remote.roadmap.fetch", &format!("+refs/heads/{branch}:{}", target.tracking()))?;
    set("roadmap.branch", branch)?;
    set("roadmap.folder", &target.folder)?;
    if repository.head(git)?.commit.is_none() && repository.prefix.is_empty() {
        let name = format!("refs/heads/{branch}");
        git.run(top, &["symbolic-ref", "HEAD", &name])?.or_fail("symbolic-ref")?;
        set(&format!("branch.{branch}.remote"), ADDED)?;
        set(&format!("branch.{branch}.merge"), &name)?;
    }
    repository.write_attributes()?;
    set("roadmap.remote", ADDED)
}

impl Heads {
    fn ask(git: &Git, url: &RemoteUrl) -> Result<Self, SyncError> {
        let config = Config::read(git, Path::new("."))?;
        let args = ["ls-remote", "--symref", "--", url.as_str(), "HEAD", "refs/heads/*"];
        let output = ask(git, &config, None, &url.to_string(), &args);
        let output = output.map_err(|error| silent(error, url))?;
        if !output.success {
            return Err(failed(url, Remote::of(&output.stderr, output.reason())));
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let branch = |line: &str| line.strip_prefix("refs/heads/").map(str::to_owned);
        let default = text
            .lines()
            .find_map(|line| branch(line.strip_prefix("ref: ")?.strip_suffix("\tHEAD")?));
        let branches = text.lines().filter_map(|line| branch(line.split_once('\t')?.1));
        Ok(Self { default, branches: branches.collect() })
    }

    fn has(&self, branch: &str) -> bool {
        self.branches.iter().any(|known| known == branch)
    }

    fn default_branch(&self) -> String {
        let default =
            self.default.clone().filter(|name| self.branches.is_empty() || self.has(name));
        let usual = || ["main", "master"].into_iter().find(|name| self.has(name));
        default
            .or_else(|| usual().map(str::to_owned))
            .or_else(|| self.branches.first().cloned())
            .unwrap_or_else(|| "main".to_owned())
    }
}

fn silent(error: SyncError, url: &RemoteUrl) -> SyncError {
    match error {
        SyncError::Timeout { after } => failed(url, Remote::Silent { after }),
        other => other,
    }
}

fn failed(url: &RemoteUrl, kind: Remote) -> SyncError {
    SyncError::Remote { url: url.to_string(), committed: false, kind }
}
