//! `undo`: undoes the newest event.

use career_roadmap::catalog::Id;
use career_roadmap::progress::{Change, Draft, Event};
use career_roadmap::view::history::{describe, when};

use crate::cli::context::Context;
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
    let clock = context.clock()?;
    let mut undone: Option<Event> = None;
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
        undone = Some(event);
        Ok(Some(Draft { on: clock.today, change }))
    })?;
    let Some(undone) = undone else {
        let report = Report { changed, unchanged: Vec::new(), event: None };
        args.answer.print(context, &report, || "nothing to undo".to_owned())?;
        return Ok(Status::Done);
    };
    let report =
        Report { changed, unchanged: Vec::new(), event: event.as_ref().map(|e| e.id.to_string()) };
    let printed = args.answer.print(context, &report, || {
        format!(
            "undone: {}, made {}",
            describe(&undone, &context.style),
            when(&undone, &clock.zone)
        )
    });
    finish(printed, event.is_some())
}
