//! Reports usage errors: clap's message, with advice if the command is unknown.

use std::ffi::OsString;
use std::process::ExitCode;

use career_roadmap::escape::clean;
use career_roadmap::query::lookup::Part;
use career_roadmap::suggest::{Likely, suggest};
use career_roadmap::view::ascii::ascii;
use career_roadmap::view::style::Style;
use clap::CommandFactory as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::complete::CommandLine;
use super::context::{Context, Opened};
use super::{Cli, env, error, parse};

/// Prints a usage error, or the text of `--help` or `--version`; returns the exit
/// status.
pub fn report(error: &clap::Error) -> ExitCode {
    let (color, plain) = env::typed_style(std::env::args_os());
    let style = if error.use_stderr() { env::error_style } else { env::style };
    let style = style(color, plain);
    if let Some(word) = unknown_command(error) {
        let advice = advice(&word, &shown(&word, &style));
        return error::usage(&Cli::command().error(ErrorKind::InvalidSubcommand, advice), &style);
    }
    if !error.use_stderr() {
        return error::usage(error, &style);
    }
    // The error quotes the arguments, so make it again from sanitized ones.
    let cleaned = std::env::args_os().map(|arg| shown(&arg.to_string_lossy(), &style).into());
    let again = parse(cleaned).err().unwrap_or_else(|| {
        Cli::command().error(ErrorKind::InvalidUtf8, "an argument cannot be read")
    });
    error::usage(&again, &style)
}

/// `typed` without control characters, and in ASCII if the terminal needs it.
fn shown(typed: &str, style: &Style) -> String {
    let typed = clean(typed);
    if style.unicode { typed.into_owned() } else { ascii(&typed).into_owned() }
}

fn unknown_command(error: &clap::Error) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    match error.get(ContextKind::InvalidSubcommand)? {
        ContextValue::String(word) => Some(word.clone()),
        _ => None,
    }
}

/// An error message about an unknown command, with a command or something to show that
/// may have been meant.
fn advice(word: &str, shown: &str) -> String {
    let mut text = format!("no command '{shown}'");
    if word == "status" {
        text += "\n\nfor the overview: roadmap\nfor the tables: roadmap progress";
        return text;
    }
    let program = Cli::command();
    let commands: Vec<Vec<&str>> = program
        .get_subcommands()
        .map(|command| {
            std::iter::once(command.get_name()).chain(command.get_all_aliases()).collect()
        })
        .collect();
    let likely: Vec<_> = commands
        .iter()
        .map(|names| Likely { id: names[0], names: names[1..].to_vec(), about: None })
        .collect();
    match suggest(word, &likely).as_slice() {
        [] => {
            if let Some(id) = thing_to_show(word) {
                text += &format!("\n\ndid you mean 'roadmap show {id}'?");
            }
        }
        [first, ..] => text += &format!("\n\ndid you mean 'roadmap {first}'?"),
    }
    text
}

/// What `roadmap show` would find for `word`, if anything. Errors are ignored: there
/// already is one to report.
fn thing_to_show(word: &str) -> Option<String> {
    let args: Vec<OsString> = std::env::args_os().collect();
    let context = Context::new(&CommandLine::parse(&args).global(), true).ok()?;
    let progress = context.journal().read().ok()?.progress();
    let opened = Opened::new(context.catalog(), progress).ok()?;
    Some(match opened.lookup("show").part(word).ok()? {
        Part::Entry(entry) => entry.id().to_string(),
        Part::Stage(roadmap, stage) => roadmap.stages()[stage].id.to_string(),
        Part::Roadmap(roadmap) => format!("roadmap/{}", roadmap.id),
    })
}
