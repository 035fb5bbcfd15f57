//! How an answer is printed: as text, as JSON, or through a template.

use std::io::{self, Write as _};

use std::borrow::Cow;

use anyhow::{Context as _, Result};
use career_roadmap::view::json;
use career_roadmap::view::style::{ascii, fold};
use serde::Serialize;

use super::context::Context;
use super::error::ReaderGone;

/// Options of every command that answers.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Answer {
    /// One JSON object (its shape is in docs/json.md)
    #[arg(long)]
    json: bool,
    /// Fill TEMPLATE (minijinja) from the same object
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "json")]
    format: Option<String>,
}

/// The object of an answer, with the version of its shape.
#[derive(Serialize)]
struct Versioned<'a, T: Serialize> {
    schema: u32,
    #[serde(flatten)]
    answer: &'a T,
}

impl Answer {
    /// Whether the answer is for a machine.
    pub fn is_for_machines(&self) -> bool {
        self.json || self.format.is_some()
    }

    /// Whether it is `--json`, and the template.
    pub fn into_parts(self) -> (bool, Option<String>) {
        (self.json, self.format)
    }

    /// Prints `answer` in the asked form; `text` makes the one for people.
    pub fn print<T: Serialize>(
        &self,
        context: &Context,
        answer: &T,
        text: impl FnOnce() -> String,
    ) -> Result<()> {
        let versioned = Versioned { schema: 1, answer };
        if self.json {
            let json = json::to_json(&versioned, !context.style.unicode)?;
            return print_raw(&(json + "\n"));
        }
        let Some(template) = &self.format else { return print(context, &text()) };
        let filled = json::render(template, &versioned)
            .with_context(|| format!("the template '{template}' does not fit this command"))?;
        print(context, &filled)
    }
}

/// Prints `text` on stdout, with a line end if it has none.
///
/// # Errors
/// [`ReaderGone`] when nobody reads any more; else why it could not be written.
pub fn print(context: &Context, text: &str) -> Result<()> {
    let text = match context.style.width {
        _ if context.style.plain => read_aloud(text),
        // Tables and paragraphs fit as they are; this is for long titles in lines of facts.
        Some(columns) => fold(text, columns),
        None => text.into(),
    };
    let text = if context.style.unicode { text } else { ascii(&text).into_owned().into() };
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    print_raw(&format!("{text}{end}"))
}

/// The same, just as it is.
pub fn print_raw(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        Err(error) => Err(error).context("cannot write the output"),
    }
}

/// A dash between numbers as a word, since screen readers pass over it: `25–40 h`
/// would be read as "2540".
fn read_aloud(text: &str) -> Cow<'_, str> {
    if !text.contains('–') {
        return text.into();
    }
    let mut aloud = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('–') {
        let between = before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit());
        aloud.push_str(before);
        aloud.push_str(if between { " to " } else { "–" });
        rest = after;
    }
    aloud.push_str(rest);
    aloud.into()
}
