//! The program: the only code that uses clap, the environment, the clock and stdout,
//! with one file for each command.

#[cfg(feature = "browse")]
mod browse;
mod browser;
mod class;
mod context;
mod days;
mod editor;
mod env;
mod error;
mod files;
mod memory;
mod output;
mod overview;
mod own_roadmap;
mod pager;
mod planning;
mod record;
mod signals;
mod typed;
mod usage;

mod commands;
mod complete;

#[cfg(feature = "browse")]
use std::cell::RefCell;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

#[cfg(feature = "browse")]
use career_roadmap::query::lookup::LookupError;
#[cfg(feature = "browse")]
use career_roadmap::view::text::{Line, Text};
use commands::{
    add, check, completions, doctor, edit, estimate, export, find, gap, history, import, init,
    lint, list, man, new, next, note, open, plan, progress, prompt, refresh, report, schema, setup,
    show, skip, spent, start, sync, team, uncheck, undo, use_,
};
use context::Context;
use env::Color;
use error::Outcome;
use output::Answer;

/// A career roadmap planner for the terminal: progress, next steps, and when you will finish.
#[derive(Debug, Parser)]
#[command(
    name = "roadmap",
    version,
    max_term_width = 80,
    subcommand_help_heading = "Commands",
    after_help = after_help()
)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(flatten)]
    answer: Answer,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The environment variables, for the help and the manual page.
const ENVIRONMENT: [(&str, &str); 8] = [
    ("ROADMAP_DIR", "folders of your roadmaps, like --roadmaps"),
    ("ROADMAP_PROGRESS", "your progress file, like --progress"),
    ("ROADMAP_PLAIN", "1: plain output, like --plain"),
    ("ROADMAP_PAGER", "pager for long output, instead of PAGER"),
    ("ROADMAP_LOCK_TIMEOUT", "seconds to wait for a locked journal"),
    ("ROADMAP_NOW", "the current time, for tests"),
    ("NO_COLOR", "no colours; also CLICOLOR"),
    ("CLICOLOR_FORCE", "1: colours everywhere"),
];

fn after_help() -> String {
    let variables: String =
        ENVIRONMENT.iter().map(|(name, what)| format!("  {name:<20}  {what}\n")).collect();
    format!(
        "Without a command: shows where you stand and the next steps.\n\n\
        Environment:\n{variables}\n\
        Examples:\n  roadmap setup\n  roadmap next\n  roadmap check git"
    )
}

/// Options of every command.
#[derive(Debug, Args)]
struct Global {
    /// Folder of your roadmaps, instead of the default (repeatable; the first wins)
    #[arg(
        id = "roadmap_folders",
        long = "roadmaps",
        global = true,
        value_name = "DIR",
        help_heading = "Global options"
    )]
    roadmaps: Vec<PathBuf>,
    /// File of your progress, instead of the default
    #[arg(
        id = "journal",
        long = "progress",
        global = true,
        value_name = "FILE",
        help_heading = "Global options"
    )]
    progress: Option<PathBuf>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_enum,
        help_heading = "Global options"
    )]
    color: Color,
    /// Print plain numbered lines, for screen readers and scripts
    #[arg(long, global = true, help_heading = "Global options")]
    plain: bool,
    /// Never use a pager
    #[arg(long, global = true, help_heading = "Global options")]
    no_pager: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Setup(setup::Args),
    Next(next::Args),
    Check(check::Args),
    Progress(progress::Args),
    Show(show::Args),
    Use(use_::Args),
    #[cfg(feature = "browse")]
    Browse(commands::browse::Args),
    List(list::Args),
    Start(start::Args),
    Uncheck(uncheck::Args),
    Skip(skip::Args),
    Note(note::Args),
    Spent(spent::Args),
    Estimate(estimate::Args),
    Refresh(refresh::Args),
    Undo(undo::Args),
    Sync(sync::Args),
    Team(team::Args),
    History(history::Args),
    Report(report::Args),
    Plan(plan::Args),
    Gap(gap::Args),
    Find(find::Args),
    Open(open::Args),
    Lint(lint::Args),
    New(new::Args),
    Edit(edit::Args),
    Add(add::Args),
    Import(import::Args),
    Export(export::Args),
    Schema(schema::Args),
    Doctor(doctor::Args),
    Prompt(prompt::Args),
    Init(init::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the program on the arguments and environment of this process.
pub fn main() -> ExitCode {
    signals::outlive_full_files();
    let args = || std::env::args_os().skip(1);
    if let Some(request) = prompt::Request::scan(args()) {
        return request.run();
    }
    if let Some(invocation) = complete::invocation() {
        return complete::run(invocation);
    }
    let cli = match parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() && prompt::is_silent(std::env::args_os().skip(1)) => {
            return ExitCode::SUCCESS;
        }
        Err(error) => return usage::report(&error),
    };
    if let Some(Command::Prompt(args)) = cli.command {
        return prompt::Request::new(cli.global, args).run();
    }
    let plain = cli.global.plain || env::plain();
    let error_style = env::error_style(cli.global.color, plain);
    let writes = cli.command.as_ref().is_some_and(Command::writes);
    let pages = !cli.global.no_pager && cli.command.as_ref().is_some_and(Command::pages);
    let outcome = Context::new(&cli.global, plain)
        .map(|context| context.with_pager(pages))
        .and_then(|context| run(&context, &cli.answer, cli.command));
    error::exit(outcome, &error_style, writes)
}

fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let (_, plain) = env::typed_style(std::env::args_os());
    // Plain output is not wrapped, for screen readers.
    let command = if plain { Cli::command().term_width(0) } else { Cli::command() };
    let matches = command.try_get_matches_from(args)?;
    Cli::from_arg_matches(&matches)?.check()
}

fn run(context: &Context, answer: &Answer, command: Option<Command>) -> Outcome {
    let Some(command) = command else { return commands::overview::run(context, answer) };
    match command {
        Command::Setup(args) => setup::run(context, &args),
        Command::Next(args) => next::run(context, &args),
        Command::Check(args) => check::run(context, args),
        Command::Progress(args) => progress::run(context, &args),
        Command::Show(args) => show::run(context, &args),
        Command::Use(args) => use_::run(context, &args),
        #[cfg(feature = "browse")]
        Command::Browse(args) => commands::browse::run(context, &args),
        Command::List(args) => list::run(context, &args),
        Command::Start(args) => start::run(context, args),
        Command::Uncheck(args) => uncheck::run(context, &args),
        Command::Skip(args) => skip::run(context, args),
        Command::Note(args) => note::run(context, &args),
        Command::Spent(args) => spent::run(context, &args),
        Command::Estimate(args) => estimate::run(context, &args),
        Command::Refresh(args) => refresh::run(context, &args),
        Command::Undo(args) => undo::run(context, &args),
        Command::Sync(args) => sync::run(context, &args),
        Command::Team(args) => team::run(context, &args),
        Command::History(args) => history::run(context, &args),
        Command::Report(args) => report::run(context, &args),
        Command::Plan(args) => plan::run(context, &args),
        Command::Gap(args) => gap::run(context, &args),
        Command::Find(args) => find::run(context, &args),
        Command::Open(args) => open::run(context, &args),
        Command::Lint(args) => lint::run(context, &args),
        Command::New(args) => new::run(context, &args),
        Command::Edit(args) => edit::run(context, &args),
        Command::Add(args) => add::run(context, &args),
        Command::Import(args) => import::run(context, &args),
        Command::Export(args) => export::run(context, &args),
        Command::Schema(args) => schema::run(&args),
        Command::Doctor(args) => doctor::run(context, &args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
        Command::Prompt(_) => unreachable!("a prompt is answered before anything is opened"),
    }
}

/// Runs the words of a command line, and returns what it says, or its error. The
/// context is one of [`Context::for_browser`].
#[cfg(feature = "browse")]
fn run_for_browser(context: &Context, words: Vec<String>) -> Result<Text, Text> {
    let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
    let cli = match parse(std::iter::once("roadmap".into()).chain(words.iter().cloned())) {
        Ok(cli) => cli,
        Err(error) => {
            // The usage that follows the message is of no use in the browser.
            let text = error.render().to_string();
            let lines = text.lines().take_while(|line| !line.trim().is_empty());
            return Err(lines.map(Line::from).collect());
        }
    };
    let writes = cli.command.as_ref().is_some_and(Command::writes);
    match run(context, &cli.answer, cli.command) {
        Ok(_) => Ok(context.listener().map(RefCell::take).unwrap_or_default()),
        Err(error) => {
            // What is shown may be an earlier version of a file that is broken now.
            let error = match error.downcast_ref::<LookupError>() {
                Some(_) => context.error_of_viewed().unwrap_or(error),
                None => error,
            };
            let nothing_recorded = writes && !error::is_recorded(&error);
            Err(error::text(&error, &context.error_style, nothing_recorded, &words))
        }
    }
}

impl Cli {
    /// `--json` before a command would have no effect.
    fn check(self) -> Result<Self, clap::Error> {
        if self.command.is_some() && self.answer.is_for_machines() {
            let text = "--json and --format go after the command: roadmap next --json";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, text));
        }
        Ok(self)
    }
}

impl Command {
    /// Whether a long answer goes through a pager.
    fn pages(&self) -> bool {
        matches!(
            self,
            Self::Show(_) | Self::History(_) | Self::Gap(_) | Self::Plan(_) | Self::Report(_)
        )
    }

    /// Whether it writes to the journal. Its errors then say that nothing was recorded.
    fn writes(&self) -> bool {
        if let Self::Import(args) = self {
            return args.records();
        }
        if let Self::Refresh(args) = self {
            return args.records();
        }
        matches!(
            self,
            Self::Setup(_)
                | Self::Check(_)
                | Self::Use(_)
                | Self::Start(_)
                | Self::Uncheck(_)
                | Self::Skip(_)
                | Self::Note(_)
                | Self::Spent(_)
                | Self::Estimate(_)
                | Self::Undo(_)
                | Self::Plan(plan::Args { save: true, .. })
        )
    }
}
