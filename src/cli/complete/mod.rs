//! Tab completion: the scripts that `init` prints run
//! `COMPLETE=<shell> roadmap -- <words>`, where the last word ends at the cursor.
//!
//! The answer is one line for each candidate: its value, a tab and a description. A
//! line with an empty value asks the shell to complete paths itself, since it knows
//! quotes, `~` and variables. On failure, the answer is empty and nothing is printed
//! on stderr.

mod candidates;
mod line;

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use career_roadmap::escape::is_unsafe;
use career_roadmap::shell::Shell;
use career_roadmap::view::ascii::ascii;
use clap::builder::{Str, StyledStr, ValueHint};
use clap::{Arg, Command, CommandFactory as _};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use super::{Cli, env};
use candidates::Completer;

pub use line::CommandLine;

/// A request by a shell to complete these words, the last of which ends at the cursor.
pub struct Invocation {
    shell: Shell,
    words: Vec<OsString>,
}

/// The completions of a command line.
#[derive(Debug, Default)]
struct Completions {
    candidates: Vec<CompletionCandidate>,
    paths: Option<PathKind>,
}

/// Which paths the shell should complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PathKind {
    /// Files and folders.
    Files,
    Folders,
}

/// The completion request, if a shell runs the program for one. Otherwise this costs
/// only reading one variable.
pub fn invocation() -> Option<Invocation> {
    let shell = env::var("COMPLETE")?.to_str()?.parse().ok()?;
    let mut args = std::env::args_os().skip(1);
    (args.next()? == "--").then(|| Invocation { shell, words: args.collect() })
}

/// Prints the answer to `invocation`.
pub fn run(invocation: Invocation) -> ExitCode {
    let Invocation { shell, words } = invocation;
    let words = line::as_arguments(words, shell);
    let text = completions(words).unwrap_or_default().lines(env::unicode());
    // The shell may have stopped reading; that is not an error.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

impl Completions {
    fn lines(&self, unicode: bool) -> String {
        let mut lines = match self.paths {
            Some(PathKind::Files) => "\tfiles\n".to_owned(),
            Some(PathKind::Folders) => "\tfolders\n".to_owned(),
            None => String::new(),
        };
        for candidate in &self.candidates {
            let value = candidate.get_value().to_str();
            let Some(value) = value.filter(|value| !value.contains(is_unsafe)) else { continue };
            let help = candidate.get_help().map(StyledStr::to_string).unwrap_or_default();
            let help = help.lines().next().unwrap_or_default();
            let help = if unicode { help.into() } else { ascii(help) };
            writeln!(lines, "{value}\t{help}").expect("a String takes any text");
        }
        lines
    }
}

/// `None` when there is no word to complete, or nothing can follow.
fn completions(words: Vec<OsString>) -> Option<Completions> {
    let (current, before) = words.split_last()?;
    let is_blank = current.is_empty();
    let earlier = before.to_vec();
    let mut line = CommandLine::parse(before);
    if let Some(home) = env::var("HOME") {
        line = line.expand(Path::new(&home));
    }
    let paths = Arc::new(OnceLock::new());
    let mut program = with_completers(Cli::command(), &line, &paths);
    if !line.has_command {
        program = without_aliases(program);
    }
    let at = earlier.len();
    let mut candidates = complete(&mut program, words, at, None).ok()?;
    let is_option = |candidate: &CompletionCandidate| {
        candidate.get_value().as_encoded_bytes().starts_with(b"-")
    };
    // Options are offered once a dash is typed, or if only options can follow.
    if is_blank && line.takes_words {
        candidates.retain(|candidate| !is_option(candidate));
    }
    candidates.retain(|candidate| {
        let is_repeated = earlier.iter().skip(1).any(|word| word == candidate.get_value());
        is_option(candidate) || !is_repeated
    });
    Some(Completions { candidates, paths: paths.get().copied() })
}

/// `program` with arguments that complete from data. If the argument to complete is a
/// path, the engine sets `paths` instead of listing files.
fn with_completers(
    program: Command,
    line: &CommandLine,
    paths: &Arc<OnceLock<PathKind>>,
) -> Command {
    let names: Vec<String> =
        program.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let program = program.mut_args(|arg| with_completer("", arg, line, paths));
    names.into_iter().fold(program, |program, name| {
        program.mut_subcommand(&name, |command| {
            command.mut_args(|arg| with_completer(&name, arg, line, paths))
        })
    })
}

fn with_completer(
    command: &str,
    arg: Arg,
    line: &CommandLine,
    paths: &Arc<OnceLock<PathKind>>,
) -> Arg {
    let value = arg.get_value_names().and_then(<[_]>::first).map(Str::as_str);
    let completer = value.and_then(|value| Completer::of(command, value, line));
    let wanted = match (value, arg.get_value_hint()) {
        (Some("DIR"), _) | (_, ValueHint::DirPath) => Some(PathKind::Folders),
        (_, ValueHint::AnyPath | ValueHint::FilePath) => Some(PathKind::Files),
        _ => None,
    };
    if completer.is_none() && wanted.is_none() {
        return arg;
    }
    let (line, paths) = (line.clone(), Arc::clone(paths));
    arg.add(ArgValueCompleter::new(move |current: &OsStr| {
        // The engine also completes positional arguments at the start of an option.
        if let Some(wanted) = wanted
            && !current.as_encoded_bytes().starts_with(b"-")
        {
            paths.get_or_init(|| wanted);
        }
        completer
            .and_then(|completer| candidates::offer(completer, current, &line))
            .unwrap_or_default()
    }))
}

/// `program` with only the names that `--help` lists.
fn without_aliases(program: Command) -> Command {
    program.mut_subcommands(|command| command.alias(None))
}
