//! Reports usage errors: clap's message, with advice if the command is unknown.

use std::ffi::OsString;
use std::process::ExitCode;

use career_roadmap::escape::clean;
use career_roadmap::query::lookup::{Hint, LookupError, Part, file_advice, is_file};
use career_roadmap::suggest::{Likely, suggest};
use career_roadmap::view::ascii::ascii;
use career_roadmap::view::style::Style;
use career_roadmap::view::words::either;
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
    let lines = known(word).unwrap_or_else(|| guessed(word, shown));
    if lines.is_empty() {
        return format!("no command '{shown}'");
    }
    format!("no command '{shown}'\n\n{}", lines.join("\n"))
}

/// Words that people try, and the commands that do what they mean.
fn known(word: &str) -> Option<Vec<String>> {
    let uncheck = "to make a skill todo again: roadmap uncheck <skill>";
    let lines: &[&str] = match word {
        "status" => &["for the overview: roadmap", "for the tables: roadmap progress"],
        "tick" | "finish" => &["to mark a skill as done: roadmap check <skill>"],
        "learn" | "begin" => &["to mark a skill as being learned: roadmap start <skill>"],
        "reset" | "untick" => &[uncheck],
        "undone" => &["to undo the newest change: roadmap undo", uncheck],
        "rm" | "remove" | "delete" => {
            &[uncheck, "to stop following a roadmap: roadmap use --drop <roadmap>"]
        }
        "version" => &["did you mean 'roadmap --version'?"],
        _ => return None,
    };
    Some(lines.iter().map(|line| (*line).to_owned()).collect())
}

fn guessed(word: &str, shown: &str) -> Vec<String> {
    if is_file(word) {
        return file_advice(shown);
    }
    let named = thing_to_show(word);
    if let Some(Ok(id)) = named {
        return vec![format!("did you mean 'roadmap show {id}'?")];
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
        .map(|names| Likely { id: names[0], names: names[1..].to_vec(), about: None, nearby: true })
        .collect();
    if let Some(first) = suggest(word, &likely).first() {
        return vec![format!("did you mean 'roadmap {first}'?")];
    }
    let Some(Err(LookupError::NotFound { hint: Hint::Suggestions(ids), .. })) = named else {
        return Vec::new();
    };
    let ids: Vec<String> = ids.iter().map(|id| format!("'roadmap show {id}'")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    if ids.is_empty() { Vec::new() } else { vec![format!("did you mean {}?", either(&ids))] }
}

/// The name of something that `roadmap show` knows, or what is like it. Nothing
/// else that fails here is worth a second error.
fn thing_to_show(word: &str) -> Option<Result<String, LookupError>> {
    let args: Vec<OsString> = std::env::args_os().collect();
    let context = Context::new(&CommandLine::parse(&args).global(), true).ok()?;
    let progress = context.journal().read().ok()?.progress();
    let opened = Opened::new(context.catalog(), progress).ok()?;
    let lookup = opened.lookup("show");
    Some(lookup.part(word).map(|part| match part {
        Part::Entry(entry) => entry.id().to_string(),
        Part::Stage(roadmap, stage) => roadmap.stages()[stage].id.to_string(),
        Part::Roadmap(roadmap) => match lookup.part(roadmap.id.as_str()) {
            Ok(Part::Roadmap(_)) => roadmap.id.to_string(),
            // Something else has that name, and comes first.
            _ => format!("roadmap/{}", roadmap.id),
        },
    }))
}
