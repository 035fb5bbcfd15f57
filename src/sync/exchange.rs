//! One sync: commit, fetch, merge, push.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::thread;
use std::time::Duration;

use super::TIP;
use super::commit::{Committer, Snapshot};
use super::error::{Remote, SyncError};
use super::files::Contents;
use super::git::{Git, Output};
use super::report::{Report, host, message};
use super::repository::Config;
use crate::progress::LockWait;

/// Give up after losing this many races with pushes of other machines.
const ATTEMPTS: usize = 5;

/// Read the messages of at most this many commits for the names of machines.
const MAX_MESSAGES: &str = "--max-count=200";

pub(super) struct Exchange<'a> {
    committer: Committer<'a>,
    host: &'a str,
    wait: &'a LockWait<'a>,
    tip: Snapshot,
    from: BTreeSet<String>,
    sent: usize,
}

/// The outcome of a push.
enum Pushed {
    Accepted,
    Raced,
    /// The local history is shallow, and the remote does not have the rest.
    Shallow,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(committer: Committer<'a>, host: &'a str, wait: &'a LockWait<'a>) -> Self {
        let (tip, from) = (Snapshot::default(), BTreeSet::new());
        Self { committer, host, wait, tip, from, sent: 0 }
    }

    pub(super) fn run(mut self) -> Result<Report, SyncError> {
        let Committer { git, own, repository, .. } = self.committer;
        let tracked = self.tracked()?;
        let old_tip = repository.own_commit(git, TIP)?.or(tracked);
        self.tip = self.committer.read(old_tip.clone())?;
        let before = own.read()?;
        self.commit_new(&before)?;
        let exchanged = self.exchange();
        let followed = self.committer.follow(old_tip.as_deref(), &self.tip);
        exchanged?;
        match followed {
            // The user's git may hold a lock: the next sync catches up.
            Err(SyncError::Git { .. }) => {}
            other => other?,
        }
        Ok(Report {
            sent: self.sent,
            received: self.tip.contents.events_beyond(&before),
            from: self.from.into_iter().collect(),
            unfinished: repository.unfinished(),
        })
    }

    /// Commits the events that the newest commit does not have.
    fn commit_new(&mut self, files: &Contents) -> Result<(), SyncError> {
        let all = self.tip.contents.union(files);
        if all != self.tip.contents {
            self.commit(&self.tip.clone(), all)?;
        }
        Ok(())
    }

    fn commit(&mut self, base: &Snapshot, contents: Contents) -> Result<(), SyncError> {
        let events = contents.events_beyond(&base.contents);
        self.tip = self.committer.commit(base, contents, &message(events, self.host))?;
        Ok(())
    }

    fn exchange(&mut self) -> Result<(), SyncError> {
        for attempt in 1..=ATTEMPTS {
            let Some(remote) = self.fetch()? else {
                thread::sleep(self.pause(attempt));
                continue;
            };
            self.take_over(&remote)?;
            self.committer.own.merge(&self.tip.contents, self.wait)?;
            let Some(commit) = self.tip.commit.clone() else { return Ok(()) };
            if remote.commit.as_ref() == Some(&commit) {
                return Ok(());
            }
            match self.push(&commit)? {
                Pushed::Accepted => {
                    self.sent = self.tip.contents.events_beyond(&remote.contents);
                    return Ok(());
                }
                // Without a pause, machines that raced once would race again.
                Pushed::Raced => thread::sleep(self.pause(attempt)),
                Pushed::Shallow => {
                    let events = self.tip.contents.events_beyond(&remote.contents);
                    let message = message(events, self.host);
                    self.tip = self.committer.commit_alone(&self.tip, &message)?;
                }
            }
        }
        Err(self.failed(Remote::Raced { times: ATTEMPTS }))
    }

    /// A pause that differs between machines, derived from the commit id.
    fn pause(&self, attempt: usize) -> Duration {
        let digits = self.tip.commit.as_ref().and_then(|commit| commit.get(..4));
        let digits = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let longest = 50 << attempt;
        Duration::from_millis(digits.unwrap_or(0) % longest).min(self.committer.git.time_left())
    }

    /// Makes the tip a commit that has all events of both sides and continues the
    /// remote's branch.
    fn take_over(&mut self, remote: &Snapshot) -> Result<(), SyncError> {
        let (Some(theirs), ours) = (&remote.commit, &self.tip.commit) else { return Ok(()) };
        if ours.as_ref() == Some(theirs) {
            return Ok(());
        }
        let all = remote.contents.union(&self.tip.contents);
        if all == remote.contents {
            self.committer.set_tip(theirs)?;
            self.tip = remote.clone();
            return Ok(());
        }
        if let Some(ours) = ours
            && self.tip.contents.union(&remote.contents) == self.tip.contents
            && self.committer.is_ancestor(theirs, ours)?
        {
            return Ok(());
        }
        // Not a merge commit: the remote may have removed our history on purpose, and
        // it must not come back.
        self.commit(remote, all)
    }

    /// The current snapshot of the remote; empty if it has no such branch. `None` if
    /// another git fetched or pushed at the same time: the user's, or one left behind
    /// by a killed sync.
    fn fetch(&mut self) -> Result<Option<Snapshot>, SyncError> {
        let Committer { git, repository, target, .. } = self.committer;
        let tracking = target.tracking();
        let old = self.tracked()?;
        let refspec = format!("+refs/heads/{}:{tracking}", target.branch);
        let mut args = vec!["fetch", "--quiet", "--no-tags", "--refmap="];
        if git.is_at_least((2, 29)) {
            // The user may be about to merge FETCH_HEAD.
            args.push("--no-write-fetch-head");
        }
        args.extend(["--", &target.remote, &refspec]);
        let output = self.ask(&args)?;
        if output.stderr.to_ascii_lowercase().contains("couldn't find remote ref") {
            if old.is_some() {
                let args = ["update-ref", "-d", &tracking];
                git.run(Some(&repository.top), &args)?.or_fail("update-ref")?;
            }
            return Ok(Some(Snapshot::default()));
        }
        if !output.success && output.stderr.contains("cannot lock ref") {
            return Ok(None);
        }
        if !output.success {
            return Err(self.failed(Remote::of(&output.stderr, output.reason())));
        }
        let new = repository.commit(git, &tracking)?;
        if new.is_some() && new != old {
            self.read_names(new.as_deref(), old.as_deref())?;
        }
        self.committer.read(new).map(Some)
    }

    /// The commit that the remote had last time.
    fn tracked(&self) -> Result<Option<String>, SyncError> {
        let Committer { git, repository, target, .. } = self.committer;
        let name = target.tracking();
        if target.is_added() {
            repository.own_commit(git, &name)
        } else {
            repository.commit(git, &name)
        }
    }

    /// Collects the names of machines with new commits.
    fn read_names(&mut self, new: Option<&str>, old: Option<&str>) -> Result<(), SyncError> {
        let Committer { git, repository, .. } = self.committer;
        let mut args = vec!["log", "--format=%s", MAX_MESSAGES];
        args.extend(new);
        let known: Vec<&str> = old.into_iter().chain(self.tip.commit.as_deref()).collect();
        if !known.is_empty() {
            args.push("--not");
            args.extend(known);
        }
        args.push("--");
        let log = git.run(Some(&repository.top), &args)?;
        // It is only about names, so an incomplete history does not stop a sync.
        let log = String::from_utf8_lossy(&log.stdout).into_owned();
        self.from.extend(log.lines().filter_map(host).map(str::to_owned));
        Ok(())
    }

    fn push(&self, commit: &str) -> Result<Pushed, SyncError> {
        let target = self.committer.target;
        let refspec = format!("{commit}:refs/heads/{}", target.branch);
        let output = self.ask(&["push", "--porcelain", "--", &target.remote, &refspec])?;
        if output.success {
            return Ok(Pushed::Accepted);
        }
        let stdout = String::from_utf8_lossy(&output.stdout);
        let Some(status) = stdout.lines().find(|line| line.starts_with('!')) else {
            return Err(self.failed(Remote::of(&output.stderr, output.reason())));
        };
        let branch = target.branch.clone();
        let has = |texts: &[&str]| texts.iter().any(|text| status.contains(text));
        if has(&[
            "[rejected]",
            "lock ref",
            "failed to update ref",
            "incorrect old",
            "already exists",
        ]) {
            return Ok(Pushed::Raced);
        }
        if has(&["shallow update not allowed"]) {
            return Ok(Pushed::Shallow);
        }
        if has(&["currently checked out"]) {
            return Err(self.failed(Remote::CheckedOut { branch }));
        }
        // Prefer the message of a hook to the fact that it declined.
        let hook = output.stderr.lines().filter_map(|line| line.strip_prefix("remote: "));
        let hook = hook.map(|line| line.trim().trim_start_matches("error: "));
        let hook = hook.filter(|line| !line.is_empty()).map(str::to_owned).next();
        let why = status.rsplit('\t').next().unwrap_or(status);
        let why = why.trim_start_matches("[remote rejected] ").trim_matches(['(', ')']);
        let why = hook.unwrap_or_else(|| why.to_owned());
        Err(self.failed(Remote::Refused { branch, why }))
    }

    /// Runs a command that contacts the remote.
    fn ask(&self, args: &[&str]) -> Result<Output, SyncError> {
        let Committer { git, repository, target, .. } = self.committer;
        match ask(git, &repository.config, Some(&repository.top), &target.url, args) {
            Err(SyncError::Timeout { after }) => Err(self.failed(Remote::Silent { after })),
            other => other,
        }
    }

    fn failed(&self, kind: Remote) -> SyncError {
        let committed = self.tip.commit.is_some();
        SyncError::Remote { url: self.committer.target.url.clone(), committed, kind }
    }
}

/// Runs a command that contacts a remote. It asks for a password only if there is a
/// terminal.
pub(super) fn ask(
    git: &Git,
    config: &Config,
    folder: Option<&Path>,
    url: &str,
    args: &[&str],
) -> Result<Output, SyncError> {
    let ssh = ssh_command(git, config);
    let variables: Vec<(&str, &OsStr)> =
        ssh.iter().map(|ssh| ("GIT_SSH_COMMAND", ssh.as_os_str())).collect();
    let output = git.run_with(folder, &variables, args, None)?;
    if !output.success
        && output.stderr.contains("not allowed")
        && output.stderr.contains("transport")
    {
        let why = "git is configured to use a program for it";
        return Err(SyncError::UnsafeUrl { url: url.to_owned(), why });
    }
    Ok(output)
}

/// The user's ssh command with the option that forbids questions. `None` if questions
/// are fine, or if it is not ssh and may not know the option.
fn ssh_command(git: &Git, config: &Config) -> Option<OsString> {
    if git.has_terminal() {
        return None;
    }
    let chosen = git.variable("GIT_SSH_COMMAND").map(OsStr::to_owned);
    let chosen = chosen.or_else(|| config.get("core.sshcommand").map(OsString::from));
    if chosen.is_none() && git.variable("GIT_SSH").is_some() {
        return None;
    }
    let mut command = chosen.unwrap_or_else(|| "ssh".into());
    let text = command.to_string_lossy();
    let program = text.split_whitespace().next().unwrap_or_default().trim_matches(['"', '\'']);
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    if !["ssh", "ssh.exe"].contains(&name) {
        return None;
    }
    command.push(" -o BatchMode=yes");
    Some(command)
}
