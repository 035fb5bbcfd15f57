//! `list`: lists every roadmap.

use career_roadmap::query::catalog::Listed;
use career_roadmap::view::list;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// List all roadmaps, built-in and yours
#[derive(Debug, clap::Args)]
#[command(alias = "ls", after_help = "Examples:\n  roadmap list\n  roadmap list --json")]
pub struct Args {
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct List<'a> {
    roadmaps: Vec<Listed<'a>>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let loaded = opened.load_all();
    context.warn_of_broken(&opened.catalog);
    context.warn_of_catalog(&opened.catalog);
    context.warn_of_folders(&opened.catalog);
    let answer = List { roadmaps: opened.listed(&loaded) };
    args.answer.print(context, &answer, || list(&answer.roadmaps, &context.style))?;
    Ok(Status::Done)
}
