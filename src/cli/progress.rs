//! `progress`: how much is done, stage by stage.

use career_roadmap::query::Standing;
use career_roadmap::query::summary::{RoadmapSummary, summary};
use career_roadmap::view::progress::progress;
use serde::Serialize;

use super::app::App;
use super::fail::{Outcome, Status};
use super::read::Answer;
use super::use_::roadmap_id;

/// How much is done, stage by stage
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap progress\n  roadmap progress devops")]
pub struct Args {
    /// Of these roadmaps instead of those in use
    #[arg(value_name = "ROADMAP")]
    roadmaps: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Progress<'a> {
    roadmaps: Vec<RoadmapSummary<'a>>,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let opened = app.open()?;
    let ids = match args.roadmaps.as_slice() {
        [] => opened.in_use.clone(),
        names => names.iter().map(|name| roadmap_id(&opened, name)).collect::<Result<_, _>>()?,
    };
    let roadmaps = app.load_usable(&opened, &ids)?;
    let standings: Vec<_> =
        roadmaps.iter().map(|roadmap| Standing::new(roadmap, &opened.progress)).collect();
    let answer = Progress { roadmaps: standings.iter().map(summary).collect() };
    app.hint_to_choose(&opened);
    app.warn_of_catalog(&opened.catalog);
    args.answer.print(app, &answer, || progress(&answer.roadmaps, &app.look))?;
    Ok(Status::Done)
}
