//! `undo`: undoes the newest event.

use std::rc::Rc;

use career_roadmap::catalog::{Id, Roadmap};
use career_roadmap::progress::{Change, Draft, Event, Progress};
use career_roadmap::query::effect::Counts;
use career_roadmap::view;
use career_roadmap::view::undone::Undone;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;
use crate::cli::record::{Report, finish};

/// Undo the newest change, whichever machine recorded it
#[derive(Debug, clap::Args)]
#[command(
    after_help = "There is no redo; repeat the command instead.\n\nExamples:\n  roadmap undo"
)]
pub struct Args {
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    Report::check(&args.answer)?;
    let clock = context.clock()?;
    let mut undone: Option<(Event, Progress, Progress)> = None;
    let mut warned = false;
    let mut changed: Vec<Id> = Vec::new();
    let event = context.append(|log| {
        // If the journal has to be created, this closure runs twice; warn only once.
        if !std::mem::replace(&mut warned, true) {
            context.warn_of(&log);
        }
        let Some(newest) = log.newest_undoable() else { return Ok(None) };
        let event = log.event(newest);
        let (before, after) = (log.progress(), log.progress_without(event.id));
        changed = event.change.skills().to_vec();
        changed.retain(|id| before.record([id]).status != after.record([id]).status);
        let change = Change::Undo { event: event.id };
        undone = Some((event, before, after));
        Ok(Some(Draft { on: clock.today, change }))
    })?;
    let Some((undone, before, after)) = undone else {
        let report = Report { changed, unchanged: Vec::new(), event: None };
        args.answer.print(context, &report, || "nothing to undo".to_owned())?;
        return Ok(Status::Done);
    };
    let event = event.map(|event| event.id.to_string());
    let report = Report { changed, unchanged: Vec::new(), event };
    let opened = Opened::new(context.catalog(), after)?;
    let printed = args.answer.print(context, &report, || {
        let load = |id| opened.catalog.load(id).ok();
        let roadmaps: Vec<Rc<Roadmap>> = opened.in_use.iter().filter_map(load).collect();
        let chosen = opened.progress.roadmaps_in_use();
        let following = match &undone.change {
            Change::Use { roadmaps: ids, .. } if ids != chosen => {
                roadmaps.iter().map(|roadmap| roadmap.title.as_str()).collect()
            }
            _ => Vec::new(),
        };
        let skills = report.changed.iter().map(|id| {
            // Progress is kept of what no roadmap has any more.
            let found = opened.lookup("undo").entry(id.as_str()).ok();
            let title = found.map_or_else(|| id.to_string(), |skill| skill.title().to_owned());
            (title, opened.progress.record([id]).status)
        });
        let has_changed = |roadmap: &&Rc<Roadmap>| {
            report.changed.iter().any(|id| roadmap.with_id(id.as_str()).is_some())
        };
        let counts = roadmaps
            .iter()
            .filter(has_changed)
            .map(|roadmap| Counts::of(roadmap, &before, &opened.progress));
        let (skills, counts) = (skills.collect(), counts.collect());
        let undone = Undone { event: &undone, chosen, following, skills, counts };
        view::undone::undone(&undone, &clock.zone, &context.style)
    });
    finish(printed, report.event.is_some())
}
