//! Runs the `git` program with a clean environment, and explains its failures.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::error::SyncError;
use super::process;
use super::terminal::Terminal;
use super::url::without_password;

/// The oldest supported version.
const OLDEST: (u32, u32) = (2, 25);

/// The variables of git that are passed on. The others name a repository, an index or a
/// configuration of one command, which in a hook would be the wrong one.
const PASSED_ON: [&str; 17] = [
    "GIT_ASKPASS",
    "GIT_AUTHOR_EMAIL",
    "GIT_AUTHOR_NAME",
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMITTER_EMAIL",
    "GIT_COMMITTER_NAME",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_NOSYSTEM",
    "GIT_CONFIG_SYSTEM",
    "GIT_EXEC_PATH",
    "GIT_PROXY_COMMAND",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "GIT_SSL_CAINFO",
    "GIT_SSL_NO_VERIFY",
];

/// The environment of the calling program.
#[derive(Debug, Clone)]
pub struct Environment {
    pub variables: Vec<(OsString, OsString)>,
    /// Whether a person can be asked for a password, unless this process is in
    /// the background.
    pub terminal: bool,
}

/// Git, ready to run.
#[derive(Debug)]
pub(super) struct Git {
    environment: Vec<(OsString, OsString)>,
    version: (u32, u32),
    /// The terminal, if a person can be asked.
    terminal: Option<Terminal>,
    timeout: Duration,
    deadline: Instant,
}

/// What a run of git printed.
#[derive(Debug)]
pub(super) struct Output {
    pub success: bool,
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    /// In English, without passwords.
    pub stderr: String,
}

impl Git {
    /// Finds git and checks its version. All runs together may take up to `timeout`.
    pub(super) fn find(from: &Environment, timeout: Duration) -> Result<Self, SyncError> {
        let terminal = if from.terminal { Terminal::open() } else { None };
        let mut git = Self {
            environment: clean(&from.variables, terminal.is_some()),
            version: OLDEST,
            terminal,
            timeout,
            deadline: Instant::now() + timeout,
        };
        let output = git.run(None, &["version"])?;
        let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        git.version = match version(&text) {
            Some(version) if version >= OLDEST => version,
            _ => return Err(SyncError::OldGit { version: text }),
        };
        Ok(git)
    }

    pub(super) fn has_terminal(&self) -> bool {
        self.terminal.is_some()
    }

    pub(super) fn time_left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    /// The timeout of all runs together.
    pub(super) fn timeout(&self) -> Duration {
        self.timeout
    }

    pub(super) fn is_at_least(&self, version: (u32, u32)) -> bool {
        self.version >= version
    }

    /// The value of a variable in the environment of git.
    pub(super) fn variable(&self, name: &str) -> Option<&OsStr> {
        self.environment.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_os_str())
    }

    /// Runs git in a folder.
    pub(super) fn run<S: AsRef<OsStr>>(
        &self,
        folder: Option<&Path>,
        args: &[S],
    ) -> Result<Output, SyncError> {
        self.run_with(folder, &[], args, None)
    }

    /// The same with additional variables and input.
    pub(super) fn run_with<S: AsRef<OsStr>>(
        &self,
        folder: Option<&Path>,
        variables: &[(&str, &OsStr)],
        args: &[S],
        input: Option<Vec<u8>>,
    ) -> Result<Output, SyncError> {
        let mut command = Command::new("git");
        // Looked up in the PATH passed in, not in that of this process.
        command.env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.envs(variables.iter().copied());
        if let Some(folder) = folder {
            command.arg("-C").arg(folder);
        }
        for setting in self.settings() {
            command.args(["-c", setting]);
        }
        command.args(args);
        let name = args.iter().map(AsRef::as_ref).next().unwrap_or_default();
        let finished = process::run(&mut command, input, self.deadline, self.terminal.as_ref());
        let finished = finished.map_err(|error| match error.kind() {
            ErrorKind::NotFound => SyncError::NoGit,
            _ => SyncError::Git { command: name.to_string_lossy().into(), why: error.to_string() },
        })?;
        let finished = finished.ok_or(SyncError::Timeout { after: self.timeout })?;
        Ok(Output {
            success: finished.status.success(),
            code: finished.status.code(),
            stdout: finished.stdout,
            stderr: without_password(&String::from_utf8_lossy(&finished.stderr)),
        })
    }

    /// Turns off hooks, signatures, submodules, monitors and housekeeping: anything
    /// that could ask, wait, or change other files.
    fn settings(&self) -> [&'static str; 10] {
        let durable = if self.is_at_least((2, 36)) {
            "core.fsync=objects,reference"
        } else {
            "core.fsyncObjectFiles=true"
        };
        [
            "core.hooksPath=.git/roadmap-runs-no-hooks",
            "core.fsmonitor=false",
            "gc.auto=0",
            "maintenance.auto=false",
            "fetch.recurseSubmodules=false",
            "fetch.writeCommitGraph=false",
            "push.recurseSubmodules=no",
            "push.gpgSign=false",
            "push.followTags=false",
            durable,
        ]
    }
}

impl Output {
    /// The output of a command that must not fail.
    pub(super) fn or_fail(self, command: &str) -> Result<Vec<u8>, SyncError> {
        if self.success {
            return Ok(self.stdout);
        }
        Err(SyncError::Git { command: command.to_owned(), why: self.reason() })
    }

    /// The same as one line of text.
    pub(super) fn line(self, command: &str) -> Result<String, SyncError> {
        let bytes = self.or_fail(command)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned())
    }

    /// The reason of a failure in one line, as git says it.
    pub(super) fn reason(&self) -> String {
        // Lines that git or ssh adds to the actual message.
        let is_added = |line: &str| {
            [
                "fatal: Could not read from remote repository",
                "Please make sure you have the correct access rights",
                "and the repository exists",
                "Warning: Permanently added",
            ]
            .iter()
            .any(|added| line.starts_with(added))
        };
        let said = |line: &&str| {
            ["fatal: ", "error: ", "ERROR: ", "remote: "].iter().any(|word| line.starts_with(word))
        };
        let lines = || {
            let lines = self.stderr.lines().map(str::trim);
            lines.filter(move |line| !line.is_empty() && !is_added(line))
        };
        let line = lines().find(said).or_else(|| lines().next_back());
        let line = line.or_else(|| self.stderr.lines().next());
        let line = line.unwrap_or("it failed without a message");
        let line = ["fatal: ", "error: ", "ERROR: "]
            .iter()
            .fold(line, |line, word| line.trim_start_matches(word));
        line.trim_start_matches("remote: ").trim().to_owned()
    }
}

/// The environment for git: messages in English, and nobody is asked for
/// anything unless there is a terminal.
fn clean(variables: &[(OsString, OsString)], terminal: bool) -> Vec<(OsString, OsString)> {
    let is_passed_on = |name: &OsStr| {
        let Some(name) = name.to_str() else { return true };
        let is_setting = ["GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_", "GIT_HTTP_", "GIT_SSL_"];
        !name.starts_with("GIT_")
            || PASSED_ON.contains(&name)
            || is_setting.iter().any(|start| name.starts_with(start))
    };
    let mut variables: Vec<(OsString, OsString)> =
        variables.iter().filter(|(name, _)| is_passed_on(name)).cloned().collect();
    let mut set = |name: &str, value: &str| {
        variables.retain(|(known, _)| known != name);
        variables.push((name.into(), value.into()));
    };
    set("LC_ALL", "C");
    set("LANGUAGE", "C");
    set("GIT_OPTIONAL_LOCKS", "0");
    // Also applies to addresses that git settings rewrite.
    set("GIT_ALLOW_PROTOCOL", "file:git:http:https:ssh");
    if !terminal {
        set("GIT_TERMINAL_PROMPT", "0");
        set("GIT_ASKPASS", "");
        set("SSH_ASKPASS", "");
        set("SSH_ASKPASS_REQUIRE", "never");
        set("GCM_INTERACTIVE", "never");
    }
    variables
}

fn version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix("git version ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        for (text, expected) in [
            ("git version 2.47.3", Some((2, 47))),
            ("git version 2.39.5 (Apple Git-154)", Some((2, 39))),
            ("git version 2.45.1.windows.1", Some((2, 45))),
            ("git version 1.8", Some((1, 8))),
            ("hub", None),
        ] {
            assert_eq!(version(text), expected, "{text}");
        }
    }

    #[test]
    fn variables_that_name_a_repository_are_not_passed_on() {
        let variables = ["GIT_DIR", "GIT_INDEX_FILE", "GIT_TRACE", "GIT_SSH_COMMAND", "HOME"];
        let variables = variables.map(|name| (name.into(), "x".into())).to_vec();
        let cleaned = clean(&variables, true);
        let names: Vec<_> = cleaned.iter().map(|(name, _)| name.to_str().unwrap()).collect();
        assert_eq!(
            names,
            [
                "GIT_SSH_COMMAND",
                "HOME",
                "LC_ALL",
                "LANGUAGE",
                "GIT_OPTIONAL_LOCKS",
                "GIT_ALLOW_PROTOCOL"
            ]
        );
    }
}
