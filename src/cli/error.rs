//! How a command ends: statuses, and the one place that prints errors.

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use career_roadmap::catalog::Broken;
use career_roadmap::progress::JournalError;
use career_roadmap::query::lookup::LookupError;
use career_roadmap::query::record::{GroupNotDone, OnlyChoicesOpen};
use career_roadmap::query::start::CannotStart;
use career_roadmap::sync::SyncError;
use career_roadmap::view::escape::clean;
use career_roadmap::view::problem;
use career_roadmap::view::style::{Role, Style, ascii, wrap};

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
        write!(f, "recorded, but could not print: {:#}", self.0)
    }
}

impl std::error::Error for Recorded {}

/// The exit status of `outcome`; prints what went wrong.
pub fn exit(outcome: Outcome, style: &Style, writes: bool) -> ExitCode {
    match outcome {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Failed) => ExitCode::FAILURE,
        Ok(Status::Nothing) => ExitCode::from(3),
        Err(error) if error.is::<ReaderGone>() => ExitCode::SUCCESS,
        Err(error) => {
            let told = error.is::<Recorded>()
                || error.downcast_ref::<JournalError>().is_some_and(JournalError::may_be_recorded);
            let nothing_recorded = writes && !told;
            say(&describe(&error, style, nothing_recorded), style);
            ExitCode::FAILURE
        }
    }
}

/// The exit status of a wrong usage, or of `--help` and `--version`; prints
/// what it is, in the way of `style`.
pub fn usage(error: &clap::Error, style: &Style) -> ExitCode {
    let text = error.render();
    let text = if style.color { text.ansi().to_string() } else { text.to_string() };
    let text = if style.unicode { text.as_str().into() } else { ascii(&text) };
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if error.use_stderr() {
        say(text.trim_end(), style);
        return code;
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("error: cannot write the output: {failed}"), style);
            ExitCode::FAILURE
        }
        _ => code,
    }
}

/// A warning on stderr.
pub fn warn(text: &str, style: &Style) {
    let word = style.paint(Role::Warning, "warning:");
    say(&format!("{word} {}", fit(text, "warning: ".len(), style).join("\n")), style);
}

/// A line on stderr that is neither.
pub fn hint(text: &str, style: &Style) {
    let lines = fit(text, 0, style);
    let lines: Vec<String> = lines.iter().map(|line| style.paint(Role::Faint, line)).collect();
    say(&lines.join("\n"), style);
}

fn describe(error: &anyhow::Error, style: &Style, nothing_recorded: bool) -> String {
    let mut problems = Vec::new();
    let mut lines = Vec::new();
    let broken = error.downcast_ref::<Broken>();
    let broken = broken.or_else(|| match error.downcast_ref::<LookupError>() {
        Some(LookupError::Broken(broken)) => Some(broken),
        _ => None,
    });
    if let Some(broken) = broken {
        problems.extend(broken.problems.iter().map(|found| problem::show(found, style)));
    }
    let message = fit(&format!("{error:#}"), "error: ".len(), style);
    let message: Vec<String> = message.iter().map(|line| style.paint(Role::Title, line)).collect();
    lines.push(format!("{} {}", style.paint(Role::Warning, "error:"), message.join("\n")));
    lines.extend(advice(error).iter().map(|line| clean(line).into_owned()));
    if nothing_recorded {
        lines.push("nothing was recorded".into());
    }
    let error = if style.plain { in_one_line(&lines) } else { lines.join("\n") };
    problems.push(error);
    problems.join("\n")
}

/// What to do about an error, a line each: every typed error that has advice is here.
fn advice(error: &anyhow::Error) -> Vec<String> {
    None.or_else(|| error.downcast_ref::<Advised>().map(|error| error.advice.clone()))
        .or_else(|| error.downcast_ref::<LookupError>().map(LookupError::advice))
        .or_else(|| error.downcast_ref::<SyncError>().map(SyncError::advice))
        .or_else(|| error.downcast_ref::<CannotStart>().map(CannotStart::advice))
        .or_else(|| error.downcast_ref::<GroupNotDone>().map(GroupNotDone::advice))
        .or_else(|| error.downcast_ref::<OnlyChoicesOpen>().map(OnlyChoicesOpen::advice))
        .unwrap_or_default()
}

/// Sentences in one line, for a screen reader.
fn in_one_line(sentences: &[String]) -> String {
    let mut line = String::new();
    for sentence in sentences {
        if !line.is_empty() {
            line.push_str(if line.ends_with(['?', ':', '.']) { " " } else { ". " });
        }
        line.push_str(sentence.trim());
    }
    line
}

/// `text`, harmless, in the lines that it takes on a terminal behind a first
/// word of `indent` columns. Advice is not broken so: it is there to be pasted.
fn fit(text: &str, indent: usize, style: &Style) -> Vec<String> {
    let text = clean(text);
    match style.width {
        Some(_) if !style.plain => wrap(&text, style.columns().saturating_sub(indent)),
        _ => vec![text.into_owned()],
    }
}

/// Prints on stderr; when even that fails, nobody is left to be told.
pub fn say(text: &str, style: &Style) {
    let text = if style.unicode { text.into() } else { ascii(text) };
    let _ = writeln!(io::stderr().lock(), "{text}");
}
