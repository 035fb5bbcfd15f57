//! `find`: skills, groups, stages and roadmaps by words.

use career_roadmap::query::catalog::{Hit, find};
use career_roadmap::view;
use career_roadmap::view::text::Text;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// Find skills and roadmaps by words in their names and summaries
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "search",
    after_help = "Examples:\n  roadmap find cache\n  roadmap find sql --json"
)]
pub struct Args {
    /// All of them must be there
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Hits {
    hits: Vec<Hit>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let loaded = opened.load_all();
    context.warn_of_broken(&opened.catalog);
    let roadmaps: Vec<_> = loaded.iter().map(|(_, roadmap)| &**roadmap).collect();
    let answer = Hits { hits: find(&roadmaps, &opened.progress, &args.words) };
    args.answer.print(context, &answer, || match answer.hits.as_slice() {
        [] => Text::from(format!("nothing found for '{}'", args.words.join(" "))),
        found => view::hits(found, &context.style),
    })?;
    Ok(Status::Done)
}
