//! Exit statuses and error reports. Only this module writes to stderr.

use std::fmt;
use std::io::{self, Write as _};
use std::process::ExitCode;

use career_roadmap::catalog::Broken;
use career_roadmap::progress::JournalError;
use career_roadmap::query::lookup::{LookupError, NotOneLearning};
use career_roadmap::query::record::{GroupNotDone, OnlyChoicesOpen};
use career_roadmap::query::start::CannotStart;
use career_roadmap::sync::SyncError;
use career_roadmap::view;
use career_roadmap::view::style::{Style, Tone};
use career_roadmap::view::text::{Line, Text};

/// How a command ended without an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Done,
    /// It failed, and has already reported why.
    Failed,
    /// There was nothing to show, with `--exit-code`.
    Nothing,
}

/// What a command returns.
pub type Outcome = anyhow::Result<Status>;

/// An error with lines of advice.
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

/// An error with `advice`.
pub fn advised(
    message: impl Into<String>,
    advice: impl IntoIterator<Item = String>,
) -> anyhow::Error {
    Advised { message: message.into(), advice: advice.into_iter().collect() }.into()
}

/// A usage error: the command cannot work in this environment.
#[derive(Debug)]
pub struct Misused(pub Advised);

impl fmt::Display for Misused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Misused {}

/// The reader of stdout is gone (`roadmap … | head`), which ends the program with success.
#[derive(Debug)]
pub struct ReaderGone;

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reader of the output went away")
    }
}

impl std::error::Error for ReaderGone {}

/// The event was recorded, but printing the answer failed.
#[derive(Debug)]
pub struct Recorded(pub anyhow::Error);

impl fmt::Display for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "recorded, but could not print: {:#}", self.0)
    }
}

impl std::error::Error for Recorded {}

/// Prints the error of `outcome`, if any, and returns the exit status. `writes` tells
/// whether the command writes to the journal.
pub fn exit(outcome: Outcome, style: &Style, writes: bool) -> ExitCode {
    match outcome {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Failed) => ExitCode::FAILURE,
        Ok(Status::Nothing) => ExitCode::from(3),
        Err(error) if error.is::<ReaderGone>() => ExitCode::SUCCESS,
        Err(error) => {
            report(&error, style, writes && !is_recorded(&error));
            if error.is::<Misused>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

/// Whether something was recorded, or may have been.
pub fn is_recorded(error: &anyhow::Error) -> bool {
    error.is::<Recorded>()
        || error.downcast_ref::<JournalError>().is_some_and(JournalError::may_be_recorded)
}

/// Prints a usage error, or the text of `--help` or `--version`; returns the exit
/// status.
pub fn usage(error: &clap::Error, style: &Style) -> ExitCode {
    let text = error.render();
    let text = if style.color { text.ansi().to_string() } else { text.to_string() };
    let code = ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
    if error.use_stderr() {
        if style.plain {
            let sentences = text.lines().map(str::trim).filter(|line| !line.is_empty());
            say(&in_one_line(&sentences.collect::<Vec<_>>()));
        } else {
            say(text.trim_end());
        }
        return code;
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(failed) if failed.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("error: cannot write the output: {failed}"));
            ExitCode::FAILURE
        }
        _ => code,
    }
}

/// Prints a warning.
pub fn warn(text: &str, style: &Style) {
    let word = Line::new().paint(Tone::Warning, "warning:").text(" ");
    write(word.text(text).hang(0), style);
}

/// Prints a hint.
pub fn hint(text: &str, style: &Style) {
    write(Line::new().faint(text).hang(0), style);
}

/// Prints a problem of a roadmap file.
pub fn problem(problem: &career_roadmap::catalog::Problem, style: &Style) {
    say(&view::problem(problem, style));
}

fn report(error: &anyhow::Error, style: &Style, nothing_recorded: bool) {
    write(text(error, style, nothing_recorded), style);
}

/// The text of an error with its advice.
pub fn text(error: &anyhow::Error, style: &Style, nothing_recorded: bool) -> Text {
    let broken = error.downcast_ref::<Broken>();
    let broken = broken.or_else(|| match error.downcast_ref::<LookupError>() {
        Some(LookupError::Broken(broken)) => Some(broken),
        _ => None,
    });
    let message = format!("{error:#}");
    let mut advice = advice(error);
    if let Some(file) = broken.and_then(Broken::file) {
        advice.push(format!("to see every problem: roadmap lint {}", file.display()));
    }
    let recorded = nothing_recorded.then_some("nothing was recorded");
    let advice = advice.iter().map(String::as_str).chain(recorded);
    let word = Line::new().paint(Tone::Warning, "error:").text(" ");
    if style.plain {
        let sentences: Vec<&str> = std::iter::once(&*message).chain(advice).collect();
        return word.text(&in_one_line(&sentences)).into();
    }
    let mut text = Text::from(word.title(&message).hang(0));
    for line in advice {
        // Not wrapped, since it may be a command to paste.
        text.line(Line::from(line).whole());
    }
    text
}

/// The lines of advice for an error. Every error type with advice is listed here.
fn advice(error: &anyhow::Error) -> Vec<String> {
    None.or_else(|| error.downcast_ref::<Advised>().map(|error| error.advice.clone()))
        .or_else(|| error.downcast_ref::<Misused>().map(|error| error.0.advice.clone()))
        .or_else(|| error.downcast_ref::<LookupError>().map(LookupError::advice))
        .or_else(|| error.downcast_ref::<NotOneLearning>().map(NotOneLearning::advice))
        .or_else(|| error.downcast_ref::<SyncError>().map(SyncError::advice))
        .or_else(|| error.downcast_ref::<CannotStart>().map(CannotStart::advice))
        .or_else(|| error.downcast_ref::<GroupNotDone>().map(GroupNotDone::advice))
        .or_else(|| error.downcast_ref::<OnlyChoicesOpen>().map(OnlyChoicesOpen::advice))
        .unwrap_or_default()
}

/// The sentences joined into one line, for screen readers and editors.
fn in_one_line(sentences: &[&str]) -> String {
    let mut line = String::new();
    for sentence in sentences {
        let sentence = sentence.trim();
        if line.is_empty() {
            line.push_str(sentence);
            continue;
        }
        line.push_str(if line.ends_with(['?', ':', '.', '!']) { " " } else { ". " });
        // Commands keep their case.
        let mut chars = sentence.chars();
        match chars.next() {
            Some(first) if !sentence.starts_with("roadmap ") => {
                line.extend(first.to_uppercase());
                line.push_str(chars.as_str());
            }
            _ => line.push_str(sentence),
        }
    }
    line
}

fn write(text: impl Into<Text>, style: &Style) {
    say(text.into().render(style).trim_end());
}

/// Prints text that is already sanitized on stderr. A failure cannot be reported.
pub fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

#[cfg(test)]
mod tests {
    use super::in_one_line;

    #[test]
    fn joins_sentences_in_one_line() {
        let sentences = ["no skill 'pyhton'", "did you mean 'python'?", "nothing was recorded"];
        let want = "no skill 'pyhton'. Did you mean 'python'? Nothing was recorded";
        assert_eq!(in_one_line(&sentences), want);
        let sentences = ["'a' is a group", "to mark all of it:", "roadmap check --all a"];
        let want = "'a' is a group. To mark all of it: roadmap check --all a";
        assert_eq!(in_one_line(&sentences), want);
    }
}
