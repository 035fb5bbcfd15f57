//! `report`: looks back on a range of days.

use std::rc::Rc;

use career_roadmap::catalog::Roadmap;
use career_roadmap::query::Evaluation;
use career_roadmap::query::days::Days;
use career_roadmap::query::report::report;
use career_roadmap::view;

use crate::cli::context::Context;
use crate::cli::days::DayArgs;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::{Answer, print_raw};

/// Report what you did: skills done with their evidence, hours, milestones
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Without a range: this week. An event counts for the day given with --on.\n\n\
    Examples:\n  roadmap report\n  roadmap report --month\n  \
    roadmap report --since 2026-01-01 --until 2026-06-30\n  roadmap report --year --markdown"
)]
pub struct Args {
    #[command(flatten)]
    days: DayArgs,
    /// Print Markdown, for a journal or a mentor
    #[arg(long, conflicts_with_all = ["json", "format"])]
    markdown: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let days = args.days.given(today)?.unwrap_or_else(|| Days::week(today));
    let opened = context.open()?;
    let in_use = context.load_usable(&opened, &opened.in_use)?;
    let all = opened.roadmaps_of_progress(&in_use);
    context.warn_of_catalog(&opened.catalog);
    let evaluations: Vec<_> =
        in_use.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let roadmaps: Vec<&Roadmap> = all.iter().map(Rc::as_ref).collect();
    let report = report(&opened.progress, &evaluations, &roadmaps, days, today);
    if args.markdown {
        print_raw(&view::report::markdown(&report, today))?;
        return Ok(Status::Done);
    }
    args.answer.print(context, &report, || view::report(&report, today, &context.style))?;
    Ok(Status::Done)
}
