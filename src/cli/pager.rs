//! Shows long answers through a pager, as git does.

use std::io::{IsTerminal as _, stdout};

use super::env;

/// Options for less: exit if everything fits, keep colours, and leave the text on the
/// screen. Only set if `LESS` is not.
const LESS: (&str, &str) = ("LESS", "FRX");

/// Shows `text` through the pager if stdout is a terminal with fewer lines. Returns only
/// if `text` was not shown. On Unix the pager replaces this program, so that only the
/// pager handles Ctrl-C.
pub fn show(text: &str) {
    if !stdout().is_terminal() || text.lines().count() < env::rows() {
        return;
    }
    if let Some(command) = command() {
        run(&command, text);
    }
}

/// `ROADMAP_PAGER`, or else `PAGER`, or else less. `None` if that is `cat` or empty.
fn command() -> Option<String> {
    let named = env::named("ROADMAP_PAGER").or_else(|| env::named("PAGER"));
    let command = match named {
        Some(named) => named.to_str()?.trim().to_owned(),
        None if cfg!(windows) => return None,
        None => "less".to_owned(),
    };
    (!command.is_empty() && command != "cat").then_some(command)
}

/// Replaces this program by the pager, which reads `text` from an unnamed temporary
/// file. Returns only on failure.
#[cfg(unix)]
fn run(command: &str, text: &str) {
    use std::io::{Seek as _, Write as _};
    use std::os::unix::process::CommandExt as _;
    use std::process::Command;

    let file = || -> std::io::Result<std::fs::File> {
        let mut file = tempfile::tempfile()?;
        file.write_all(text.as_bytes())?;
        file.rewind()?;
        Ok(file)
    };
    let Ok(file) = file() else { return };
    let is_plain = |c: char| c.is_alphanumeric() || " -_./+=,:".contains(c);
    let mut words = command.split_whitespace();
    let mut pager = if command.chars().all(is_plain) && !command.contains('=') {
        // Run without a shell, so that a missing program is noticed.
        let mut pager = Command::new(words.next().unwrap_or("less"));
        pager.args(words);
        pager
    } else {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]);
        shell
    };
    if env::var(LESS.0).is_none() {
        pager.env(LESS.0, LESS.1);
    }
    let _ = pager.stdin(file).exec();
}

/// Runs the pager and waits for it.
#[cfg(not(unix))]
fn run(command: &str, text: &str) {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let mut words = command.split_whitespace();
    let Some(program) = words.next() else { return };
    let mut pager = Command::new(program);
    if env::var(LESS.0).is_none() {
        pager.env(LESS.0, LESS.1);
    }
    let Ok(mut child) = pager.args(words).stdin(Stdio::piped()).spawn() else { return };
    if let Some(mut input) = child.stdin.take() {
        // The user may close the pager before it has read everything.
        let _ = input.write_all(text.as_bytes());
    }
    let _ = child.wait();
    std::process::exit(0);
}
