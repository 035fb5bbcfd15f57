//! `plan`: predicts when a roadmap will be finished.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::{Change, Event};
use career_roadmap::query::Evaluation;
use career_roadmap::query::plan::{PlanRequest, Schedule, Terms, plan};
use career_roadmap::query::speed::Speed;
use career_roadmap::view;
use career_roadmap::view::plan::{Extent, Kept, add_speed, save_command, still_open};
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::planning::{Planning, speed_of};
use crate::cli::record::finish;

/// Plan when you will finish: what is left, week by week
#[derive(Debug, clap::Args)]
#[command(after_help = "Every day that is not off gets a seventh of the week's hours.\n\n\
    Examples:\n  roadmap plan --hours-per-week 8\n  \
    roadmap plan --by 2027-06-01\n  \
    roadmap plan --hours-per-week 8 --off 2026-12-24..2027-01-02 --save")]
pub struct Args {
    /// Plan this roadmap instead of the current one
    #[arg(long, value_name = "ROADMAP")]
    roadmap: Option<String>,
    #[command(flatten)]
    planning: Planning,
    /// Save this plan, replacing the saved one; alone, clear the saved plan
    #[arg(long, conflicts_with_all = ["until", "my_speed"])]
    pub save: bool,
    /// Show every week, not only the next four, and the options of choices
    #[arg(long)]
    weeks: bool,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Planned<'a> {
    #[serde(flatten)]
    plan: &'a Schedule<'a>,
    /// How long the user takes compared with the hours of the roadmaps.
    my_speed: Option<Speed>,
    /// The id of the recorded event, if any.
    event: Option<String>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let mut typed = args.planning.request(today)?;
    if args.save {
        check_to_save(&typed, today)?;
    }
    let opened = context.open()?;
    let id = match &args.roadmap {
        Some(name) => opened.lookup("plan --roadmap").roadmap(name)?,
        None => opened.current().clone(),
    };
    let roadmap = opened.catalog.load(&id)?;
    let in_use = opened.in_use.iter().filter_map(|id| opened.catalog.load(id).ok());
    let first: Vec<Rc<Roadmap>> = std::iter::once(Rc::clone(&roadmap)).chain(in_use).collect();
    let speed = speed_of(&opened, &first);
    args.planning.add_to(&mut typed, &opened, "plan --until", &roadmap, || speed)?;
    // Saving replaces the saved plan, so none of it may affect the plan that is shown.
    let saved = opened.progress.plan(&id).filter(|_| !args.save);
    let terms = Terms::new(&typed, saved, today)?;
    let evaluation = Evaluation::new(&roadmap, &opened.progress);
    let plan = plan(&evaluation, &terms, opened.pace(&first, today))?;
    let planned = Planned { plan: &plan, my_speed: speed, event: None };
    args.answer.check(&planned)?;
    let event = if args.save { save(context, &id, &typed)? } else { None };
    let kept = match &event {
        Some(_) if typed.to_save().is_empty() => Kept::Cleared,
        Some(_) => Kept::Saved,
        None if args.save && typed.to_save().is_empty() => Kept::NothingToClear,
        None if args.save => Kept::SavedBefore,
        None if saved == Some(&plan.to_save)
            || (saved.is_some() && typed == PlanRequest::default()) =>
        {
            Kept::IsSaved
        }
        None => {
            let elsewhere = (id != *opened.current()).then_some(id.as_str());
            Kept::By(save_command(&plan.to_save, elsewhere))
        }
    };
    context.hint_to_choose(&opened);
    context.warn_of_catalog(&opened.catalog);
    let extent = if args.weeks { Extent::Whole } else { Extent::Short };
    let event_id = event.as_ref().map(|event| event.id.to_string());
    let answer = Planned { event: event_id, ..planned };
    let printed = args.answer.print(context, &answer, || {
        let mut text = view::plan(&plan, extent, &kept, today, &context.style);
        if plan.finish.is_none() && plan.until.is_none() {
            let others = first.iter().filter(|other| other.id != roadmap.id);
            let is_open =
                |other: &&Rc<Roadmap>| Evaluation::new(other, &opened.progress).total().is_open();
            let open: Vec<&Roadmap> = others.filter(is_open).map(Rc::as_ref).collect();
            text.append(still_open(&open, &context.style));
        }
        if let Some(speed) = speed {
            add_speed(&mut text, speed, args.planning.is_my_speed(), &context.style);
        }
        text
    });
    finish(printed, event.is_some())
}

fn check_to_save(typed: &PlanRequest, today: Date) -> Result<()> {
    if typed.from.is_some() && typed.to_save().is_empty() {
        return Err(advised(
            "there is nothing to save: a plan saves hours, days off, a goal and --optional",
            ["--save alone clears the saved plan".to_owned()],
        ));
    }
    match typed.by {
        Some(by) if by < today => Err(advised(
            format!("{by} has passed, so it cannot be saved as a goal"),
            ["give a later date, or leave out --save".to_owned()],
        )),
        _ => Ok(()),
    }
}

/// Records the plan, unless it is already saved. Returns the event, if any.
fn save(context: &Context, roadmap: &RoadmapId, typed: &PlanRequest) -> Result<Option<Event>> {
    let plan = typed.to_save();
    let recorded = context.record(None, |opened| {
        let is_same = opened.progress.plan(roadmap).cloned().unwrap_or_default() == plan;
        Ok(((!is_same).then(|| Change::Plan { roadmap: roadmap.clone(), plan: plan.clone() }), ()))
    })?;
    Ok(recorded.event)
}
