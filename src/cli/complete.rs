//! Completion, as the scripts of `init` ask for it: `COMPLETE=<shell> roadmap --
//! <words>`, where the last word ends at the cursor. Answers a line for each
//! candidate: its value, and but for bash a tab and what it is.
//!
//! It runs at a press of Tab: whatever fails offers nothing and says nothing.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use career_roadmap::shell::Shell;
use career_roadmap::view::escape::ascii;
use career_roadmap::view::escape::is_unsafe;
use clap::builder::Str;
use clap::{ArgMatches, Command, CommandFactory as _};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use super::env::{self, Color};
use super::{Cli, Global, candidates};

/// A command line up to the cursor.
pub struct Words {
    shell: Shell,
    words: Vec<OsString>,
}

/// What a shell asks for, if one does. Costs other runs a look at one variable.
pub fn asked() -> Option<Words> {
    let shell = env::var("COMPLETE")?.to_str()?.parse().ok()?;
    let mut args = std::env::args_os().skip(1);
    (args.next()? == "--").then(|| Words { shell, words: args.collect() })
}

/// Answers.
pub fn run(asked: Words) -> ExitCode {
    let Words { shell, words } = asked;
    let words = if shell == Shell::Bash { join_options(words) } else { words };
    let unicode = env::unicode();
    let mut text = String::new();
    for candidate in offer(words).unwrap_or_default() {
        let Some(value) = candidate.get_value().to_str() else { continue };
        if value.contains(is_unsafe) {
            continue;
        }
        text += value;
        if shell != Shell::Bash
            && let Some(help) = candidate.get_help()
        {
            let help = help.to_string();
            let line = help.lines().next().unwrap_or_default();
            text += "\t";
            text += &if unicode { line.into() } else { ascii(line) };
        }
        text += "\n";
    }
    // The shell may have gone on; nobody is left to be told.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// Bash takes `--stage=basics` for three words; these are two of them.
fn join_options(words: Vec<OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    for word in words {
        let after_option =
            joined.last().is_some_and(|last| last.as_encoded_bytes().starts_with(b"--"));
        if !(word == "=" && after_option) {
            joined.push(word);
        }
    }
    joined
}

fn offer(words: Vec<OsString>) -> Option<Vec<CompletionCandidate>> {
    let (current, before) = words.split_last()?;
    let is_blank = current.is_empty();
    let earlier = before.to_vec();
    let line = Line::parse(before);
    let mut program = know_data(Cli::command(), &line);
    let at = words.len() - 1;
    let mut found =
        complete(&mut program, words, at, std::env::current_dir().ok().as_deref()).ok()?;
    let is_option =
        |found: &CompletionCandidate| found.get_value().as_encoded_bytes().starts_with(b"-");
    // Options are offered once a dash is typed, unless only they can follow.
    if is_blank && line.takes_words {
        found.retain(|found| !is_option(found));
    }
    found.retain(|found| {
        is_option(found) || !earlier.iter().skip(1).any(|word| word == found.get_value())
    });
    Some(found)
}

/// What the words before the cursor say about where to look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    folders: Vec<PathBuf>,
    journal: Option<PathBuf>,
    /// Whether `--all` was given.
    pub all: bool,
    /// The value of `--roadmap`.
    pub roadmap: Option<String>,
    /// Whether other words than options can follow.
    takes_words: bool,
}

impl Line {
    pub fn parse(words: &[OsString]) -> Self {
        let mut program = Cli::command().ignore_errors(true);
        let Ok(matches) = program.try_get_matches_from_mut(words) else { return Self::default() };
        let (of, command) = match matches.subcommand() {
            Some((name, command)) => (program.find_subcommand(name), command),
            None => (Some(&program), &matches),
        };
        let folders = command.try_get_many::<PathBuf>("roadmap_folders").ok().flatten();
        Self {
            folders: folders.into_iter().flatten().cloned().collect(),
            journal: one(command, "journal"),
            all: one(command, "all").unwrap_or_default(),
            roadmap: one(command, "roadmap"),
            takes_words: of.is_some_and(|command| {
                command.has_subcommands() || command.get_positionals().next().is_some()
            }),
        }
    }

    /// The options of every command, as far as they were given.
    pub fn global(&self) -> Global {
        Global {
            roadmaps: self.folders.clone(),
            progress: self.journal.clone(),
            color: Color::Never,
            plain: true,
        }
    }
}

/// The value of an argument that a command may not have.
fn one<T: Clone + Send + Sync + 'static>(command: &ArgMatches, id: &str) -> Option<T> {
    command.try_get_one::<T>(id).ok().flatten().cloned()
}

/// The program, with arguments that look at the data.
fn know_data(program: Command, line: &Line) -> Command {
    let names: Vec<String> =
        program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    names.into_iter().fold(program, |program, name| {
        program.mut_subcommand(&name, |command| {
            command.mut_args(|arg| {
                let value = arg.get_value_names().and_then(<[_]>::first).map(Str::as_str);
                let Some(kind) = value.and_then(|value| candidates::Kind::of(&name, value, line))
                else {
                    return arg;
                };
                let line = line.clone();
                arg.add(ArgValueCompleter::new(move |current: &OsStr| {
                    candidates::offer(kind, current, &line).unwrap_or_default()
                }))
            })
        })
    })
}
