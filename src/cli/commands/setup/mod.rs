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
use career_roadmap::query::knowledge::{Found, Interview};
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

use dialogue::{Dialogue, Left, Reply, Step, is_no, is_yes};
use startup::Startup;

/// Find out where you start: your role, what you know, your hours a week
#[derive(Debug, clap::Args)]
#[command(after_help = "Asks on the terminal, and records nothing until you confirm at the end. \
    q or Ctrl-C quits.\n\n\
    Examples:\n  roadmap setup\n  roadmap setup devops\n  roadmap setup --knowledge\n  \
    roadmap setup --knowledge basics")]
pub struct Args {
    /// Only ask what you know
    #[arg(long)]
    knowledge: bool,
    /// The role to begin with; with --knowledge, a roadmap or a stage of the current one
    #[arg(value_name = "NAME")]
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
        let about = About { context, dialogue, opened: &opened, roadmap: &roadmap };
        return about.ask(stage, Parts::Knowledge)?.map_or_else(|| Err(Left.into()), Ok);
    }
    let named = args.name.as_ref().map(|name| {
        let id = opened.lookup("setup").roadmap(name)?;
        Ok::<_, anyhow::Error>(opened.catalog.load(&id)?)
    });
    let mut named = named.transpose()?;
    let loaded = opened.load_all();
    context.warn_of_broken(&opened.catalog);
    context.warn_of_catalog(&opened.catalog);
    loop {
        let roadmap = match named.take() {
            Some(roadmap) => roadmap,
            None => role(dialogue, &opened, &loaded)?,
        };
        let about = About { context, dialogue, opened: &opened, roadmap: &roadmap };
        // Back from the first question is the question before.
        if let Some(status) = about.ask(None, Parts::All)? {
            return Ok(status);
        }
    }
}

/// What is asked once the roadmap is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    All,
    Knowledge,
}

/// A dialogue about a roadmap.
struct About<'s> {
    context: &'s Context,
    dialogue: &'s Dialogue,
    opened: &'s Opened,
    roadmap: &'s Rc<Roadmap>,
}

impl About<'_> {
    /// Asks, and records; `None` to go back to where the roadmap was chosen.
    fn ask(&self, stage: Option<usize>, parts: Parts) -> Result<Option<Status>> {
        let evaluation = Evaluation::new(self.roadmap, &self.opened.progress);
        let mut interview = Interview::new(&evaluation, stage);
        while let Some(found) = knowledge::ask(self.dialogue, self.roadmap, &mut interview)? {
            if let Some(status) = self.go_on(found, parts)? {
                return Ok(Some(status));
            }
            if !knowledge::reopen(&mut interview) {
                break;
            }
        }
        Ok(None)
    }

    /// Asks for all but the knowledge, and records; `None` to go back to that.
    fn go_on(&self, found: Found, parts: Parts) -> Result<Option<Status>> {
        let mut setup = Setup { found, ..Setup::default() };
        if parts == Parts::Knowledge {
            let step = self.conclude(&setup)?;
            return Ok(if let Step::Next(status) = step { Some(status) } else { None });
        }
        setup.in_use = followed(self.opened, &self.roadmap.id);
        let changes = setup.changes(self.opened, self.roadmap);
        let after = with(self.context, &self.opened.progress, changes)?;
        let evaluation = Evaluation::new(self.roadmap, &after);
        let today = self.context.clock()?.today;
        let mut part = 0;
        let mut goes_back = false;
        loop {
            let step = match part {
                0 => pace::ask(self.dialogue, &evaluation, today)?.then(|plan| setup.plan = plan),
                1 => startup::ask(self.dialogue)?.then(|startup| setup.startup = startup),
                _ => match self.conclude(&setup)? {
                    Step::Next(status) => return Ok(Some(status)),
                    Step::Back | Step::NotAsked => Step::Back,
                },
            };
            goes_back = match step {
                Step::Next(()) => false,
                Step::Back => true,
                Step::NotAsked => goes_back,
            };
            match (goes_back, part) {
                (false, _) => part += 1,
                (true, 0) => return Ok(None),
                (true, _) => part -= 1,
            }
        }
    }
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
                    Err(error) => {
                        let again = |_: &[_]| "roadmap setup".to_owned();
                        dialogue.mistake(&error, &error.advice(again))?;
                    }
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
        let uses = self.in_use.clone().map(|roadmaps| Change::Use {
            roadmaps,
            no_refresh: opened.progress.no_refresh().to_vec(),
        });
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

impl About<'_> {
    /// Says what will be recorded, and records it after a yes.
    fn conclude(&self, setup: &Setup) -> Result<Step<Status>> {
        let Self { context, dialogue, opened, roadmap } = *self;
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
            return Ok(Step::Next(Status::Done));
        }
        loop {
            let Found { known, half, .. } = &setup.found;
            let list = if known.is_empty() && half.is_empty() { "" } else { ", [l]ist" };
            match dialogue.ask(&format!("Record it? [y]es, [n]o{list}, [b]ack:"))? {
                Reply::Back => return Ok(Step::Back),
                Reply::Text(text) if is_yes(&text) => break,
                Reply::Text(text) if is_no(&text) => return Err(Left.into()),
                Reply::Text(text) if matches!(text.to_lowercase().as_str(), "l" | "list") => {
                    dialogue.say(view::listed(&setup.found, roadmap, dialogue.style()))?;
                }
                Reply::Text(_) => dialogue.mistake(&"Please answer y, n, l or b.", &[])?,
            }
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
        finish(dialogue.say(text), count > 0).map(Step::Next)
    }
}
