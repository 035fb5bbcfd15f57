//! `progress`: shows how much is done, stage by stage.

use career_roadmap::query::Evaluation;
use career_roadmap::query::summary::{RoadmapSummary, summary};
use career_roadmap::view::progress;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// Show how much is done, stage by stage
#[derive(Debug, clap::Args)]
#[command(alias = "stats", after_help = "Examples:\n  roadmap progress\n  roadmap progress devops")]
pub struct Args {
    /// Show these roadmaps instead of those in use
    #[arg(value_name = "ROADMAP")]
    roadmaps: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Progress<'a> {
    roadmaps: Vec<RoadmapSummary<'a>>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let ids = match args.roadmaps.as_slice() {
        [] => opened.in_use.clone(),
        names => {
            let lookup = opened.lookup("progress");
            lookup.all(names, |name| lookup.roadmap(name))?
        }
    };
    let roadmaps = context.load_usable(&opened, &ids)?;
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let answer = Progress { roadmaps: evaluations.iter().map(summary).collect() };
    context.hint_to_choose(&opened);
    context.warn_of_catalog(&opened.catalog);
    args.answer.print(context, &answer, || progress(&answer.roadmaps, &context.style))?;
    Ok(Status::Done)
}
