//! Prints answers as text, as JSON, or through a template. Only this module writes
//! answers to stdout.

use std::io::{self, Write as _};

use anyhow::{Context as _, Result};
use career_roadmap::view::json;
use career_roadmap::view::template::{NoSuchField, Template};
use career_roadmap::view::text::Text;
use serde::Serialize;

use super::context::Context;
use super::error::{Advised, Misused, ReaderGone};
use super::memory;
use super::pager;

/// Options of every command that answers.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Answer {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Fill TEMPLATE (minijinja) from the JSON object
    // Compiled while parsing arguments, so that an error comes before recording anything.
    #[arg(long, value_name = "TEMPLATE", conflicts_with = "json", value_parser = compile)]
    format: Option<Template>,
}

fn compile(source: &str) -> Result<Template, String> {
    Template::parse(source).map_err(|error| error.to_string())
}

/// The JSON object of an answer, with the version of its schema.
#[derive(Serialize)]
struct Versioned<'a, T: Serialize> {
    schema: u32,
    #[serde(flatten)]
    answer: &'a T,
}

impl Answer {
    /// Whether the answer is for a program.
    pub fn is_for_machines(&self) -> bool {
        self.json || self.format.is_some()
    }

    /// Whether `--json` was given, and the template of `--format`.
    pub fn into_parts(self) -> (bool, Option<String>) {
        (self.json, self.format.map(|template| template.source().to_owned()))
    }

    /// Whether the template fits an answer of this shape, if one was given. Check
    /// this before anything is recorded.
    ///
    /// # Errors
    /// When it names a field that the answer does not have.
    pub fn check<T: Serialize>(&self, answer: &T) -> Result<()> {
        let Some(template) = &self.format else { return Ok(()) };
        let answer = Versioned { schema: 1, answer };
        // A field with a default may be missing.
        if template.render(&answer, true).is_ok() {
            return Ok(());
        }
        template.check(&answer).map_err(|missing| Misused(unknown_field(&missing)).into())
    }

    /// Prints `answer` as JSON or through the template, or else prints `text()`.
    pub fn print<T: Serialize, V: Into<Text>>(
        &self,
        context: &Context,
        answer: &T,
        text: impl FnOnce() -> V,
    ) -> Result<()> {
        let unicode = context.style.unicode;
        let versioned = Versioned { schema: 1, answer };
        if self.json {
            let json = json::to_json(&versioned, !unicode)?;
            return print_raw(&(json + "\n"));
        }
        let Some(template) = &self.format else { return print(context, text()) };
        let mut filled = match memory::limited(|| template.render(&versioned, unicode)) {
            Ok(filled) => filled,
            Err(error) => {
                if let Err(missing) = template.check(&versioned) {
                    return Err(unknown_field(&missing).into());
                }
                let context = "the template given to --format does not fit this answer";
                return Err(error).context(context);
            }
        };
        if !filled.is_empty() && !filled.ends_with('\n') {
            filled.push('\n');
        }
        print_raw(&filled)
    }
}

fn unknown_field(missing: &NoSuchField) -> Advised {
    let fields = format!("its fields: {}", missing.fields.join(", "));
    Advised { message: missing.to_string(), advice: vec![fields] }
}

/// Prints text on stdout, through a pager if it is long and the command allows it.
///
/// # Errors
/// [`ReaderGone`] if the reader is gone, or another error if writing fails.
pub fn print(context: &Context, text: impl Into<Text>) -> Result<()> {
    if let Some(listener) = context.listener() {
        listener.borrow_mut().append(text);
        return Ok(());
    }
    let text = text.into().render(&context.style);
    if context.pages {
        pager::show(&text);
    }
    print_raw(&text)
}

/// Prints text that is already formatted (JSON, scripts, manual pages) unchanged.
///
/// # Errors
/// Like [`print()`].
pub fn print_raw(text: &str) -> Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(ReaderGone.into()),
        Err(error) => Err(error).context("cannot write the output"),
    }
}
