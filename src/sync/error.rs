//! What can go wrong with a sync.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::progress::JournalError;

/// Why a sync failed. Local progress is as it was, or has more events.
#[derive(Debug)]
#[non_exhaustive]
pub enum SyncError {
    NoGit,
    OldGit {
        version: String,
    },
    /// A git command failed in some other way.
    Git {
        command: String,
        why: String,
    },
    /// The journal is not in a work tree.
    NoRepository,
    /// Git refuses a repository that belongs to somebody else.
    ForeignRepository {
        why: String,
    },
    /// The work tree has no remote to sync with. `url` is that of another remote, if
    /// any.
    NotSetUp {
        url: Option<String>,
    },
    UnsafeUrl {
        url: String,
        why: &'static str,
    },
    InvalidBranch {
        branch: String,
    },
    /// The repository keeps a folder for each person.
    PersonFolders {
        url: String,
        person: String,
    },
    Unreadable {
        path: PathBuf,
        why: String,
    },
    TooLarge {
        path: String,
    },
    /// The commit contains a Git LFS pointer instead of a journal.
    Lfs {
        path: String,
    },
    /// Another sync of this repository is still running.
    Busy {
        waited: Duration,
    },
    /// A local command took too long.
    Timeout {
        after: Duration,
    },
    Journal(JournalError),
    /// The remote failed.
    Remote {
        url: String,
        /// Whether new events were committed locally before.
        committed: bool,
        kind: Remote,
    },
}

/// What went wrong with a remote.
#[derive(Debug, PartialEq, Eq)]
pub enum Remote {
    Unreachable {
        why: String,
    },
    Silent {
        after: Duration,
    },
    Login {
        why: String,
    },
    HostKey,
    Missing {
        why: String,
    },
    /// A hook, a protected branch or the like.
    Refused {
        branch: String,
        why: String,
    },
    /// The branch is checked out in a repository that is not bare.
    CheckedOut {
        branch: String,
    },
    /// Other machines pushed first every time.
    Raced {
        times: usize,
    },
}

impl fmt::Display for SyncError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGit => f.write_str("git is not installed, or not in PATH"),
            Self::OldGit { version } => {
                write!(f, "git 2.25 or later is needed, this is '{version}'")
            }
            Self::Git { command, why } => write!(f, "git {command} failed: {why}"),
            Self::NoRepository | Self::NotSetUp { .. } => f.write_str("sync is not set up"),
            Self::ForeignRepository { why } => {
                write!(f, "git does not trust the repository: {why}")
            }
            Self::UnsafeUrl { url, why } => write!(f, "cannot sync with '{url}': {why}"),
            Self::InvalidBranch { branch } => write!(f, "'{branch}' is not a branch name"),
            Self::PersonFolders { url, person } => {
                write!(f, "{url} has a folder for each person, such as '{person}'")
            }
            Self::Unreadable { path, why } => write!(f, "cannot read {}: {why}", path.display()),
            Self::TooLarge { path } => write!(f, "{path} is larger than 64 MiB"),
            Self::Lfs { path } => write!(f, "{path} is in Git LFS on the remote"),
            Self::Busy { waited } => {
                write!(f, "another sync has been running for {} s", waited.as_secs())
            }
            Self::Timeout { after } => write!(f, "git did not finish in {} s", after.as_secs()),
            Self::Journal(error) => error.fmt(f),
            Self::Remote { committed, kind, .. } => {
                if *committed {
                    f.write_str("committed locally; ")?;
                }
                kind.fmt(f)
            }
        }
    }
}

impl fmt::Display for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable { .. } => f.write_str("the remote cannot be reached"),
            Self::Silent { after } => {
                write!(f, "the remote did not answer within {} s", after.as_secs())
            }
            Self::Login { .. } => f.write_str("the remote refuses access"),
            Self::HostKey => f.write_str("the remote's host key is not known"),
            Self::Missing { .. } => f.write_str("there is no such repository"),
            Self::Refused { branch, .. } => {
                write!(f, "the remote refuses to update branch '{branch}'")
            }
            Self::CheckedOut { branch } => {
                write!(f, "branch '{branch}' is checked out in the remote repository")
            }
            Self::Raced { times } => {
                write!(f, "other machines pushed first, {times} times in a row")
            }
        }
    }
}

impl std::error::Error for SyncError {}

impl From<JournalError> for SyncError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

impl SyncError {
    /// The details and what to do, a line each.
    pub fn advice(&self) -> Vec<String> {
        let again = || "the next roadmap sync tries again".to_owned();
        match self {
            Self::NoGit | Self::OldGit { .. } => {
                vec!["install it from https://git-scm.com/downloads".into()]
            }
            Self::NoRepository | Self::NotSetUp { url: None } => {
                vec!["to set it up: roadmap sync --setup git@example.com:me/progress.git".into()]
            }
            Self::NotSetUp { url: Some(url) } => {
                vec![format!(
                    "to sync with the remote of its repository: roadmap sync --setup {url}"
                )]
            }
            Self::UnsafeUrl { .. } => {
                vec!["for example: roadmap sync --setup git@example.com:me/progress.git".into()]
            }
            Self::PersonFolders { url, .. } => vec![
                format!("clone it: git clone {url} class"),
                "then set ROADMAP_PROGRESS to class/YOUR-NAME/progress.jsonl".into(),
            ],
            Self::TooLarge { .. } => {
                vec!["rename it to progress-old.jsonl and start a new one".into()]
            }
            Self::Lfs { .. } => vec![
                "take the journal out of Git LFS: put the line".into(),
                format!("  {}", super::attributes::LINE),
                "at the end of .gitattributes, then commit the journal again".into(),
            ],
            Self::Busy { .. } | Self::Timeout { .. } => vec![again()],
            Self::Remote { url, kind, .. } => kind.advice(url),
            _ => Vec::new(),
        }
    }
}

impl Remote {
    fn advice(&self, url: &str) -> Vec<String> {
        let again = || "the next roadmap sync tries again".to_owned();
        match self {
            Self::Unreachable { why } => vec![format!("{url}: {why}"), again()],
            Self::Silent { .. } => {
                vec![format!("{url}: to wait longer: roadmap sync --timeout 120"), again()]
            }
            Self::Login { why } => vec![
                format!("{url}: {why}"),
                format!("to log in, or to see what is wrong: git ls-remote {url}"),
            ],
            Self::HostKey => {
                vec![format!("to check it and accept it once: git ls-remote {url}")]
            }
            // A disk that is not mounted looks like a missing folder. A new repository
            // there would be a second one.
            Self::Missing { why } if is_folder(url) => vec![
                format!("{url}: {why}"),
                "if it is on a disk or a share that is not mounted: mount it and sync again".into(),
                "otherwise create an empty repository there, or correct the address with --setup"
                    .into(),
            ],
            Self::Missing { why } => vec![
                format!("{url}: {why}"),
                "create an empty repository there, or correct the address with --setup".into(),
            ],
            Self::Refused { why, .. } => vec![
                format!("{url}: {why}"),
                "allow the push there, or sync another branch: \
                 roadmap sync --setup URL --branch NAME"
                    .into(),
            ],
            Self::CheckedOut { .. } => {
                vec!["sync with a bare repository: git init --bare progress.git".into()]
            }
            Self::Raced { .. } => vec![again()],
        }
    }

    /// Classifies a failed `fetch`, `push` or `ls-remote` by its message.
    pub(super) fn of(stderr: &str, why: String) -> Self {
        let has = |texts: &[&str]| texts.iter().any(|text| stderr.contains(text));
        if has(&["Host key verification failed"]) {
            return Self::HostKey;
        }
        // Hosts also say "not found" about repositories that they hide. The "make sure
        // you have the correct access rights" added by ssh means nothing.
        if has(&[
            "does not appear to be a git repository",
            "epository not found",
            "could not be found",
            "Cannot find repository",
            "does not exist",
            "not found",
            "no such repository",
            "repository not exported",
        ]) && !has(&["Could not resolve", "command not found"])
        {
            return Self::Missing { why };
        }
        if has(&[
            "Authentication failed",
            "could not read Username",
            "could not read Password",
            "unable to get password",
            "Permission denied",
            "terminal prompts disabled",
            "Access denied",
            "error: 403",
            "error: 401",
        ]) {
            return Self::Login { why };
        }
        Self::Unreachable { why }
    }
}

/// Whether an address is one of a folder on this machine.
fn is_folder(url: &str) -> bool {
    url.starts_with("file://") || Path::new(url).is_absolute()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn means(stderr: &str, expected: fn(String) -> Remote) {
        assert_eq!(Remote::of(stderr, "why".into()), expected("why".into()), "{stderr}");
    }

    /// The message of a host or ssh, with what git adds to it.
    fn ssh(said: &str) -> String {
        format!(
            "{said}\nfatal: Could not read from remote repository.\n\n\
             Please make sure you have the correct access rights\nand the repository exists.\n"
        )
    }

    #[test]
    fn messages_of_git_are_classified() {
        let unreachable = |why| Remote::Unreachable { why };
        means(
            &ssh("ssh: Could not resolve hostname nowhere: Name or service not known"),
            unreachable,
        );
        means(&ssh("ssh: Could not resolve hostname nowhere: not found"), unreachable);
        means(&ssh("ssh: connect to host x port 22: Connection refused"), unreachable);
        means("fatal: unable to access 'https://x/': Could not resolve host: x", unreachable);
        means("fatal: unable to access 'http://127.0.0.1:1/': Failed to connect", unreachable);
        let login = |why| Remote::Login { why };
        means(&ssh("git@github.com: Permission denied (publickey)."), login);
        means("fatal: could not read Username for 'https://x': terminal prompts disabled", login);
        means("The requested URL returned error: 403", login);
        let missing = |why| Remote::Missing { why };
        means(
            "fatal: '/no' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights",
            missing,
        );
        means(&ssh("ERROR: Repository not found."), missing);
        means(
            &ssh(
                "ERROR: The project you were looking for could not be found or you don't have permission to view it.",
            ),
            missing,
        );
        means(&ssh("Forgejo: Cannot find repository: me/progress"), missing);
        means("remote: Repository not found.\nfatal: repository 'x' not found", missing);
        means(&ssh("Host key verification failed."), |_| Remote::HostKey);
    }
}
