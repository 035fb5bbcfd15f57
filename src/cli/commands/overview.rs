//! `roadmap` without a command: shows where the user stands and the next steps, or a
//! welcome if nothing has been recorded yet.

use career_roadmap::view;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;
use crate::cli::overview;

pub fn run(context: &Context, answer: &Answer) -> Outcome {
    let opened = context.open()?;
    if opened.progress.is_empty() && !answer.is_for_machines() {
        let loaded = opened.load_all();
        context.warn_of_broken(&opened.catalog);
        context.warn_of_catalog(&opened.catalog);
        context.warn_of_folders(&opened.catalog);
        let roadmaps = opened.listed(&loaded);
        let text = || view::welcome(&roadmaps, opened.current().as_str(), &context.style);
        answer.print(context, &(), text)?;
        return Ok(Status::Done);
    }
    overview::print(context, &opened, answer, None)
}
