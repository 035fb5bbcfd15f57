//! `setup`: a dialogue that finds out where the user starts.

mod dialogue;
mod knowledge;
mod pace;
mod startup;

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::{Change, Estimate, Plan, Progress};
use career_roadmap::query::Evaluation;
use career_roadmap::query::knowledge::Found;
use career_roadmap::query::lookup::{EntryRef, Part};
use career_roadmap::query::plan::{PlanRequest, Terms, plan};
use career_roadmap::query::record::{self, Details};
use career_roadmap::view::setup::{self as view, Summary};
use career_roadmap::view::text::{Line, Text};
use career_roadmap::view::words::Count;

use crate::cli::context::{Context, Opened};
use crate::cli::env;
use crate::cli::error::{Advised, Misused, Outcome, Status, advised};
use crate::cli::record::finish;

use dialogue::{Dialogue, Left, Reply};
use startup::Startup;

/// Find out where you start: your role, what you know, your hours a week
#[derive(Debug, clap::Args)]
#[command(after_help = "Asks on the terminal, and records nothing until you confirm at the end. \
    q or Ctrl-C quits.\n\n\
    Examples:\n  roadmap setup\n  roadmap setup --knowledge\n  roadmap setup --knowledge devops")]
pub struct Args {
    /// Only ask what you know
    #[arg(long)]
    knowledge: bool,
    /// With --knowledge: ask about this roadmap or stage, instead of the current roadmap
    #[arg(value_name = "NAME", requires = "knowledge")]
    name: Option<String>,
}

/// The result of the dialogue.
#[derive(Default)]
struct Setup {
    found: Found,
    /// The roadmaps in use, if they change.
    in_use: Option<Vec<RoadmapId>>,
    plan: Option<PlanRequest>,
    startup: Option<Startup>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    if !env::is_interactive() {
        return Err(not_on_a_terminal());
    }
    let dialogue = Dialogue::new(context);
    match ask(context, args, &dialogue) {
        Err(error) if error.is::<Left>() => {
            dialogue.say("Nothing was recorded.")?;
            Ok(Status::Done)
        }
        outcome => outcome,
    }
}

fn not_on_a_terminal() -> anyhow::Error {
    let advice = [
        "in a script, use these commands:",
        "roadmap use <roadmap>",
        "roadmap check --known <skill>...",
        "roadmap plan --hours-per-week <hours> --save",
    ];
    Misused(Advised {
        message: "setup asks questions, so it needs a terminal".to_owned(),
        advice: advice.map(str::to_owned).to_vec(),
    })
    .into()
}

fn ask(context: &Context, args: &Args, dialogue: &Dialogue) -> Outcome {
    let opened = context.open()?;
    if args.knowledge {
        let (roadmap, stage) = place(&opened, args.name.as_deref())?;
        context.warn_of_catalog(&opened.catalog);
        let evaluation = Evaluation::new(&roadmap, &opened.progress);
        let found = knowledge::ask(dialogue, &evaluation, stage)?;
        let Some(found) = found else { return Err(Left.into()) };
        let setup = Setup { found, ..Setup::default() };
        return conclude(context, dialogue, &opened, &roadmap, &setup);
    }
    let loaded = opened.load_all();
    context.warn_of_broken(&opened.catalog);
    context.warn_of_catalog(&opened.catalog);
    let (roadmap, found) = loop {
        let roadmap = role(dialogue, &opened, &loaded)?;
        let evaluation = Evaluation::new(&roadmap, &opened.progress);
        // Going back from the first question about skills leads to the role again.
        if let Some(found) = knowledge::ask(dialogue, &evaluation, None)? {
            break (roadmap, found);
        }
    };
    let mut setup = Setup { in_use: followed(&opened, &roadmap.id), found, ..Setup::default() };
    let after = with(context, &opened.progress, setup.changes(&opened, &roadmap))?;
    let evaluation = Evaluation::new(&roadmap, &after);
    setup.plan = pace::ask(dialogue, &evaluation, context.clock()?.today)?;
    setup.startup = startup::ask(dialogue)?;
    conclude(context, dialogue, &opened, &roadmap, &setup)
}

/// The roadmap and stage that `--knowledge` is about.
fn place(opened: &Opened, name: Option<&str>) -> Result<(Rc<Roadmap>, Option<usize>)> {
    let Some(name) = name else { return Ok((opened.catalog.load(opened.current())?, None)) };
    match opened.lookup("setup --knowledge").part(name)? {
        Part::Roadmap(roadmap) => Ok((roadmap, None)),
        Part::Stage(roadmap, stage) => Ok((roadmap, Some(stage))),
        Part::Entry(entry) => {
            let stage = &entry.roadmap.stages()[entry.roadmap.entry(entry.ix).stage].id;
            Err(advised(
                format!("'{}' is neither a roadmap nor a stage", entry.id()),
                [format!("to be asked about its stage: roadmap setup --knowledge {stage}")],
            ))
        }
    }
}

/// Asks for the role.
fn role(
    dialogue: &Dialogue,
    opened: &Opened,
    loaded: &[(&career_roadmap::catalog::Listing, Rc<Roadmap>)],
) -> Result<Rc<Roadmap>> {
    let roadmaps = opened.listed(loaded);
    dialogue.say(view::roles(&roadmaps, dialogue.style()))?;
    loop {
        match dialogue.ask("Number or name, or q to quit: ")? {
            Reply::Back => dialogue.say("This is the first question.")?,
            Reply::Text(text) if text.is_empty() => {}
            Reply::Text(text) => {
                let by_number = text.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
                if let Some((_, roadmap)) = by_number.and_then(|at| loaded.get(at)) {
                    return Ok(Rc::clone(roadmap));
                }
                match opened.lookup("use").roadmap(&text) {
                    Ok(id) => return Ok(opened.catalog.load(&id)?),
                    Err(error) => dialogue.mistake(&error, &error.advice())?,
                }
            }
        }
    }
}

/// The roadmaps in use with `chosen` first; `None` if it is first already.
fn followed(opened: &Opened, chosen: &RoadmapId) -> Option<Vec<RoadmapId>> {
    let before = opened.progress.roadmaps_in_use();
    if before.first() == Some(chosen) {
        return None;
    }
    let others = before.iter().filter(|id| *id != chosen).cloned();
    Some(std::iter::once(chosen.clone()).chain(others).collect())
}

impl Setup {
    /// What to record, in order.
    fn changes(&self, opened: &Opened, roadmap: &Rc<Roadmap>) -> Vec<Change> {
        let entry = |ix: &_| EntryRef { roadmap: Rc::clone(roadmap), ix: *ix };
        let known: Vec<EntryRef> = self.found.known.iter().map(entry).collect();
        let known = record::check(&known, &[], true, Details::default(), &opened.progress);
        let uses = self
            .in_use
            .clone()
            .map(|roadmaps| Change::Use { roadmaps, no_refresh: opened.progress.no_refresh() });
        let half: Vec<_> = self.found.half.iter().map(|ix| roadmap.entry(*ix).id.clone()).collect();
        let half = (!half.is_empty())
            .then_some(Change::Estimate { skills: half, estimate: Some(Estimate::Percent(50)) });
        let saved = opened.progress.plan(&roadmap.id).cloned().unwrap_or_default();
        let plan = self.to_save(&saved).filter(|plan| *plan != saved);
        let plan = plan.map(|plan| Change::Plan { roadmap: roadmap.id.clone(), plan });
        uses.into_iter().chain(known.change).chain(half).chain(plan).collect()
    }

    /// The plan to save: days off and optional skills stay as they are.
    fn to_save(&self, saved: &Plan) -> Option<Plan> {
        let plan = self.plan.as_ref()?.to_save();
        Some(Plan { off: saved.off.clone(), optional: saved.optional, ..plan })
    }
}

/// A copy of `progress` with these changes applied.
fn with(context: &Context, progress: &Progress, changes: Vec<Change>) -> Result<Progress> {
    let clock = context.clock()?;
    let mut after = progress.clone();
    for change in changes {
        after.add(&career_roadmap::progress::Event {
            id: uuid::Uuid::nil(),
            at: clock.now,
            on: clock.today,
            change,
        });
    }
    Ok(after)
}

/// Shows what will be recorded, and records it if the user confirms.
fn conclude(
    context: &Context,
    dialogue: &Dialogue,
    opened: &Opened,
    roadmap: &Rc<Roadmap>,
    setup: &Setup,
) -> Outcome {
    let today = context.clock()?.today;
    let changes = setup.changes(opened, roadmap);
    let after = with(context, &opened.progress, changes.clone())?;
    let evaluation = Evaluation::new(roadmap, &after);
    let is_new = changes.iter().any(|change| matches!(change, Change::Plan { .. }));
    let typed = setup.plan.as_ref().filter(|_| is_new);
    let terms = typed.map(|typed| Terms::new(typed, None, today)).transpose()?;
    let schedule = terms.map(|terms| plan(&evaluation, &terms, None)).transpose()?;
    let startup =
        setup.startup.as_ref().map(|startup| (startup.shown.as_str(), startup.line.as_str()));
    let summary = Summary {
        roadmap,
        found: &setup.found,
        uses: setup.in_use.is_some(),
        plan: schedule.as_ref(),
        startup,
    };
    dialogue.say(view::summary(&summary, today, dialogue.style()))?;
    if changes.is_empty() && setup.startup.is_none() {
        return Ok(Status::Done);
    }
    if !dialogue.confirm("Record it? [y]es, [n]o: ")? {
        return Err(Left.into());
    }
    let count = changes.len();
    for change in changes {
        context.record(None, |_| Ok((Some(change.clone()), ())))?;
    }
    let mut text = Text::new();
    if count > 0 {
        let times = if count == 1 { String::new() } else { format!(", {count} times") };
        text.line(format!("Recorded as {}.", Count(count, "event")));
        text.line(Line::from("To take it back: ").command("roadmap undo").text(&times));
    }
    if let Some(startup) = &setup.startup {
        startup.append()?;
        text.line(format!("Added to {}. Open a new shell to use it.", startup.shown));
    }
    text.line(Line::from("What to do next: ").command("roadmap next"));
    finish(dialogue.say(text), count > 0)
}
