//! How a command ends: statuses, and the one place that prints errors.

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use career_roadmap::catalog::Broken;
use career_roadmap::progress::JournalError;
use career_roadmap::view::escape::clean;
use career_roadmap::view::look::{Look, Role, ascii};
use career_roadmap::view::problem;

/// How a command that did its work ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    /// Could not: said so already.
    Failed,
    /// Nothing to show, where `--exit-code` asks.
    Nothing,
}

/// What a command returns.
pub type Outcome = anyhow::Result<Status>;

/// An error with what to do about it, a line each.
#[derive(Debug)]
pub struct Advised {
    pub message: String,
    pub advice: Vec<String>,
}

impl fmt::Display for Advised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Advised {}

/// An error whose answer is `advice`.
pub fn advised(
    message: impl Into<String>,
    advice: impl IntoIterator<Item = String>,
) -> anyhow::Error {
    Advised { message: message.into(), advice: advice.into_iter().collect() }.into()
}

/// The reader of our output went away: no error.
#[derive(Debug)]
pub struct ReaderGone;

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reader of the output went away")
    }
}

impl std::error::Error for ReaderGone {}

/// The event is on the disk, and only printing failed.
#[derive(Debug)]
pub struct Recorded(pub anyhow::Error);

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "recorded, but could not print: {}", self.0)
    }
}

impl std::error::Error for Recorded {}

/// The exit status of `outcome`; prints what went wrong.
pub fn exit(outcome: Outcome, look: &Look, writes: bool) -> ExitCode {
    match outcome {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Failed) => ExitCode::FAILURE,
        Ok(Status::Nothing) => ExitCode::from(3),
        Err(error) if error.is::<ReaderGone>() => ExitCode::SUCCESS,
        Err(error) => {
            let told = error.is::<Recorded>()
                || error.downcast_ref::<JournalError>().is_some_and(JournalError::may_be_recorded);
            let nothing_recorded = writes && !told;
            say(&describe(&error, look, nothing_recorded), look);
            ExitCode::FAILURE
        }
    }
}

/// The exit status of a wrong usage, or of `--help` and `--version`.
pub fn usage(error: &clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(2);
    match error.print().and_then(|()| io::stdout().flush()) {
        Err(failed) if !error.use_stderr() && failed.kind() != io::ErrorKind::BrokenPipe => {
            ExitCode::FAILURE
        }
        _ => ExitCode::from(code),
    }
}

/// A warning on stderr.
pub fn warn(text: &str, look: &Look) {
    let word = look.paint(Role::Warning, "warning:");
    say(&format!("{word} {}", clean(text)), look);
}

/// A line on stderr that is neither.
pub fn hint(text: &str, look: &Look) {
    say(&look.paint(Role::Faint, text), look);
}

fn describe(error: &anyhow::Error, look: &Look, nothing_recorded: bool) -> String {
    let mut problems = Vec::new();
    let mut lines = Vec::new();
    if let Some(broken) = error.downcast_ref::<Broken>() {
        problems.extend(broken.problems.iter().map(|found| problem::show(found, look)));
    }
    let mut message = clean(&format!("{error:#}")).into_owned();
    if look.color {
        message = look.paint(Role::Title, &message);
    }
    lines.push(format!("{} {message}", look.paint(Role::Warning, "error:")));
    if let Some(advised) = error.downcast_ref::<Advised>() {
        lines.extend(advised.advice.iter().map(|line| clean(line).into_owned()));
    }
    if nothing_recorded {
        lines.push("nothing was recorded".into());
    }
    let error = lines.join(if look.plain { "; " } else { "\n" });
    problems.push(error);
    problems.join("\n")
}

/// Prints on stderr; when even that fails, nobody is left to be told.
pub fn say(text: &str, look: &Look) {
    let text = if look.unicode { text.into() } else { ascii(text) };
    let _ = writeln!(io::stderr().lock(), "{text}");
}
