//! `export`: writes a roadmap in another format.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use career_roadmap::catalog::RoadmapId;
use career_roadmap::export::{
    Allowed, Answers, CalendarOf, Evidence, Format, Notes, PeopleNames, RoadmapAnswers, Wishes,
    export, team,
};
use career_roadmap::progress::Log;
use career_roadmap::query::Evaluation;
use career_roadmap::query::plan::Terms;
use career_roadmap::view::text::Line;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::class::OpenedClass;
use crate::cli::context::{Context, Opened};
use crate::cli::error::{Advised, Misused, Outcome, Status};
use crate::cli::planning::{Planning, speed_of};
use crate::cli::{browser, files, output};

/// Export a roadmap in a format for people or for other tools
#[expect(clippy::struct_excessive_bools, reason = "the flags of a command")]
#[derive(Debug, clap::Args)]
#[command(after_help = after_help())]
pub struct Args {
    /// What to write
    #[arg(value_name = "FORMAT", hide_possible_values = true, value_parser = formats())]
    format: Format,
    /// Write to FILE, replacing it, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Export this roadmap instead of the current one (repeatable)
    #[arg(long, value_name = "ROADMAP")]
    roadmap: Vec<String>,
    /// Include your notes
    #[arg(long)]
    notes: bool,
    /// Open the result in the browser
    #[arg(long)]
    open: bool,
    /// Leave out your notes, which is the default (journal)
    #[arg(long, conflicts_with = "notes")]
    without_notes: bool,
    /// Include your evidence (journal)
    #[arg(long)]
    with_evidence: bool,
    /// Write to-dos instead of days (ics)
    #[arg(long)]
    todo: bool,
    /// Export the tables of a class, as roadmap team does, instead of your progress (html)
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with = "notes")]
    team: Vec<PathBuf>,
    /// Replace the names of people with numbers (html --team)
    #[arg(long, requires = "team")]
    anonymous: bool,
    #[command(flatten, next_help_heading = "Planning options (ics)")]
    planning: Planning,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let value = |format: Format| PossibleValue::new(format.name()).help(format.about());
    PossibleValuesParser::new(Format::all().map(value)).map(|name| {
        Format::all().find(|format| format.name() == name).expect("a name of the table")
    })
}

fn after_help() -> String {
    let mut help = "Formats:\n".to_owned();
    for format in Format::all() {
        let (name, about) = (format.name(), format.about());
        writeln!(help, "  {name:<12} {about}").expect("a String takes any text");
    }
    help + "\nSee docs/export.md.\n\n\
        Examples:\n  roadmap export markdown -o backend.md\n  \
        roadmap export csv --roadmap backend --roadmap devops\n  \
        roadmap export ics --hours-per-week 8 -o plan.ics\n  \
        roadmap export taskwarrior -o tasks.json\n  \
        roadmap export journal --without-notes\n  \
        roadmap export html --team class --anonymous -o class.html"
}

impl Args {
    /// Whether the format has a use for every option.
    fn check(&self) -> Result<(), String> {
        let given = [
            ("--roadmap more than once", self.roadmap.len() > 1, Allowed::Roadmaps),
            ("--notes", self.notes, Allowed::Notes),
            ("--open", self.open, Allowed::Open),
            ("--roadmap", !self.roadmap.is_empty(), Allowed::Roadmap),
            ("--without-notes", self.without_notes, Allowed::Evidence),
            ("--with-evidence", self.with_evidence, Allowed::Evidence),
            ("--todo", self.todo, Allowed::Todo),
            ("a plan", self.planning.is_given(), Allowed::Plan),
            ("--team", !self.team.is_empty(), Allowed::Team),
        ];
        if self.roadmap.len() > 1 && !self.team.is_empty() {
            return Err("--roadmap can be given once with --team".to_owned());
        }
        let mut given = given.into_iter().filter(|(_, given, _)| *given);
        let Some((option, _, wish)) = given.find(|(_, _, wish)| !self.format.allows(*wish)) else {
            return Ok(());
        };
        let able = Format::all().filter(|format| format.allows(wish)).map(Format::name);
        let able = able.collect::<Vec<_>>().join(", ");
        let hint = if able.is_empty() { able } else { format!(", only with {able}") };
        Err(format!("{option} does not work with {}{hint}", self.format.name()))
    }

    fn wishes(&self) -> Wishes {
        Wishes {
            notes: if self.notes { Notes::Include } else { Notes::LeaveOut },
            evidence: if self.with_evidence { Evidence::Include } else { Evidence::LeaveOut },
            calendar: if self.todo { CalendarOf::Todos } else { CalendarOf::Days },
        }
    }

    /// Checks that the file of `--output` may be written.
    fn may_write(&self, journals: &[&Path]) -> Result<()> {
        match self.output.as_deref().filter(|_| !self.to_stdout()) {
            Some(path) => files::may_write(path, self.format.ending(), journals),
            None => Ok(()),
        }
    }

    fn write(&self, context: &Context, text: &str) -> Outcome {
        if self.to_stdout() {
            output::print_raw(text)?;
            return Ok(Status::Done);
        }
        let path = match &self.output {
            Some(path) => {
                files::write_whole(path, text, true)?;
                path.clone()
            }
            None => files::write_to_show(text, self.format.ending())?,
        };
        if self.open && !browser::open(std::path::absolute(&path)?) {
            context.hint("cannot find a program that opens files; open this one yourself:");
        }
        output::print(context, Line::from("wrote ").id(&path.display().to_string()).whole())?;
        Ok(Status::Done)
    }

    fn to_stdout(&self) -> bool {
        self.output.as_deref().is_none_or(|path| path == Path::new("-")) && !self.open
    }
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    args.check().map_err(|message| Misused(Advised { message, advice: Vec::new() }))?;
    if !args.team.is_empty() {
        return of_team(context, args);
    }
    let (opened, log) = context.open_with_log()?;
    args.may_write(&log.files().collect::<Vec<_>>())?;
    let text = answer(context, &opened, &log, args)?;
    context.hint_to_choose(&opened);
    context.warn_of_catalog(&opened.catalog);
    if args.format == Format::Journal && !args.without_notes && !args.notes {
        let text = "notes and evidence are left out; --notes and --with-evidence include them";
        context.hint(text);
    }
    args.write(context, &text)
}

fn of_team(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let chosen = args.roadmap.first().map(String::as_str);
    let opened = OpenedClass::open(context, &args.team, chosen)?;
    let journals = opened.people.files();
    let own = context.places.journal.as_path();
    args.may_write(&journals.iter().map(PathBuf::as_path).chain([own]).collect::<Vec<_>>())?;
    let whole = opened.class(today).whole();
    opened.check(context, &whole)?;
    opened.warn_of_rows(context, &whole.answer.table.people, whole.read);
    let names = if args.anonymous { PeopleNames::Replace } else { PeopleNames::Keep };
    args.write(context, &team(whole.answer, today, names))
}

fn answer(context: &Context, opened: &Opened, log: &Log, args: &Args) -> Result<String> {
    let today = context.clock()?.today;
    let mut ids: Vec<RoadmapId> = Vec::new();
    for name in &args.roadmap {
        let id = opened.lookup("export --roadmap").roadmap(name)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    if ids.is_empty() {
        ids.push(opened.current().clone());
    }
    let roadmaps = ids.iter().map(|id| opened.catalog.load(id)).collect::<Result<Vec<_>, _>>()?;
    let wishes = args.wishes();
    let typed = args.planning.request(today)?;
    let answers = roadmaps.iter().map(|roadmap| {
        let saved = opened.progress.plan(&roadmap.id);
        let mut typed = typed.clone();
        let speed = || speed_of(opened, &roadmaps);
        args.planning.add_to(&mut typed, opened, "export ics --until", roadmap, speed)?;
        let terms = Terms::new(&typed, saved, today)?;
        let evaluation = Evaluation::new(roadmap, &opened.progress);
        Ok(RoadmapAnswers::new(&evaluation, &opened.progress, &terms, today, wishes.notes))
    });
    let answers = answers.collect::<Result<_>>()?;
    Ok(export(args.format, &Answers { today, roadmaps: answers, history: log }, wishes)?)
}
