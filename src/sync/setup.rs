//! `--setup`: prepares the repository of the journal and its remote.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::error::SyncError;
use super::files::OwnFiles;
use super::git::Git;
use super::heads::{Heads, OWN_BRANCH, Probed};
use super::report::Report;
use super::repository::{Config, Repository};
use super::target::{ADDED, Target, person_folder};
use super::url::{RemoteUrl, without_password};
use super::{Options, run};

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
    let heads = Heads::ask(&git, &Config::read(&git, Path::new("."))?, url)?;
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

/// Chooses the target by what the remote has, so every machine comes to the same answer.
fn choose(
    git: &Git,
    repository: &Repository,
    url: &RemoteUrl,
    heads: &Heads,
    wanted: Option<&str>,
) -> Result<Target, SyncError> {
    let is_clone = repository
        .config
        .remotes()
        .any(|(name, known)| name != ADDED && RemoteUrl::new(known).is_ok_and(|k| k == *url));
    let probed = match wanted {
        Some(wanted) => heads.probe(git, repository, wanted)?,
        None if !heads.is_empty() => heads.choose(git, repository)?,
        None => {
            // The user has yet to push the other files.
            let is_begun = is_clone && repository.head(git)?.commit.is_some();
            let branch =
                if is_begun { OWN_BRANCH.into() } else { heads.unborn(git, repository)? };
            Probed { branch, paths: Vec::new() }
        }
    };
    if !is_clone && let Some(person) = person_folder(&probed.paths) {
        let (url, person) = (url.to_string(), person.to_owned());
        return Err(SyncError::PersonFolders { url, person });
    }
    let in_folder = is_clone && probed.branch != OWN_BRANCH;
    Ok(Target {
        remote: ADDED.to_owned(),
        url: url.to_string(),
        branch: probed.branch,
        folder: if in_folder { repository.prefix.clone() } else { String::new() },
    })
}

/// Sets up a clone that has no progress yet: chooses the branch that `--setup` would
/// choose, and saves it in the configuration.
///
/// # Errors
/// If the repository has other files too, or the remote cannot be reached.
pub(super) fn adopt(git: &Git, repository: &Repository) -> Result<Target, SyncError> {
    let remote = repository.config.remotes().next().map(|(_, url)| without_password(url));
    let not_set_up = || SyncError::NotSetUp { url: remote };
    let mut target = Target::of_head(git, repository)?.ok_or_else(not_set_up)?;
    let address = repository.config.get(&format!("remote.{}.url", target.remote));
    let url = RemoteUrl::new(address.unwrap_or_default())?;
    let heads = Heads::ask(git, &repository.config, &url)?;
    if !heads.is_empty() {
        target.branch = heads.choose(git, repository)?.branch;
    }
    let _lock = repository.lock(git, &target.own_refs())?;
    write(git, repository, &target, &url)?;
    Ok(target)
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
    if target.is_added() {
        set("remote.roadmap.url", url.as_str())?;
        set("remote.roadmap.fetch", &format!("+refs/heads/{branch}:{}", target.tracking()))?;
    }
    set("roadmap.branch", branch)?;
    set("roadmap.folder", &target.folder)?;
    if repository.head(git)?.commit.is_none() && repository.prefix.is_empty() {
        let name = format!("refs/heads/{branch}");
        git.run(top, &["symbolic-ref", "HEAD", &name])?.or_fail("symbolic-ref")?;
        set(&format!("branch.{branch}.remote"), &target.remote)?;
        set(&format!("branch.{branch}.merge"), &name)?;
    }
    repository.write_attributes()?;
    set("roadmap.remote", &target.remote)
}
