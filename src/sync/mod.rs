//! Progress on several machines, by way of a git repository.
//!
//! A sync commits the journal files, fetches, merges by union and pushes. It uses only
//! plumbing commands, so it cannot disturb other work in the same repository:
//!
//! - Commits are on a separate ref, `TIP`. They are made from blobs and a separate
//!   index file, so HEAD, the user's branches and index, and the files of the work tree
//!   are not involved: it makes no difference what is staged, which branch is checked
//!   out, and whether a merge or rebase is unfinished.
//! - Git never merges. A journal merges by the union of its lines, which needs no
//!   common ancestor, so shallow clones, unrelated and rewritten histories are no
//!   special cases: what the remote does not have is committed again on top of what it
//!   has. Its other files stay as they are.
//! - Nothing is left unfinished: refs move in one step, and a push is accepted as a
//!   whole or not at all. After a crash the next sync continues from the current files
//!   and refs.
//!
//! Only if the synced branch is checked out, as in a repository that contains nothing
//! but progress, that branch and the index entries of the journal files follow (see
//! `follow.rs`), so that `git status` is clean.

mod attributes;
mod commit;
mod error;
mod exchange;
mod files;
mod follow;
mod git;
mod heads;
mod process;
mod report;
mod repository;
mod setup;
mod target;
#[cfg_attr(not(unix), path = "no_terminal.rs")]
mod terminal;
mod url;

use std::path::Path;
use std::time::Duration;

pub use error::{Remote, SyncError};
pub use git::Environment;
pub use report::Report;
pub use setup::setup;
pub use url::RemoteUrl;

use crate::progress::LockWait;
use commit::Committer;
use exchange::Exchange;
use files::OwnFiles;
use git::Git;
use repository::Repository;
use target::Target;

/// The local ref of our newest commit.
const TIP: &str = "refs/roadmap/sync";

/// The input of a sync.
pub struct Options<'a> {
    /// The journal file; it need not exist.
    pub journal: &'a Path,
    /// The name of this machine, for the messages of commits. The setting
    /// `roadmap.name` of the repository takes precedence.
    pub host: &'a str,
    /// How long the whole sync may take.
    pub timeout: Duration,
    /// How long to wait for the lock of the journal.
    pub wait: &'a LockWait<'a>,
    pub environment: Environment,
}

/// Commits what is new, fetches, merges and pushes.
///
/// # Errors
/// When the repository is not set up, or the remote cannot be reached or
/// refuses. Local progress is safe in any case.
pub fn sync(options: &Options<'_>) -> Result<Report, SyncError> {
    let git = Git::find(&options.environment, options.timeout)?;
    let own = OwnFiles::of(options.journal)?;
    let repository = Repository::find(&git, own.folder())?.ok_or(SyncError::NoRepository)?;
    let target = match Target::known(&git, &repository)? {
        Some(target) => target,
        None => setup::adopt(&git, &repository)?,
    };
    run(&git, &own, &repository, &target, options)
}

fn run(
    git: &Git,
    own: &OwnFiles,
    repository: &Repository,
    target: &Target,
    options: &Options<'_>,
) -> Result<Report, SyncError> {
    let _lock = repository.lock(git, &target.own_refs())?;
    let host = repository.config.get("roadmap.name").unwrap_or(options.host);
    let committer = Committer { git, own, repository, target };
    Exchange::new(committer, host, options.wait).run()
}
