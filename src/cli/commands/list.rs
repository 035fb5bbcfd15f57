//! `list`: every roadmap that is known.

use std::rc::Rc;

use career_roadmap::catalog::{Listing, Roadmap};
use career_roadmap::query::catalog::{Listed, listed};
use career_roadmap::view::list;
use serde::Serialize;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// All roadmaps, built-in ones and yours
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  roadmap list\n  roadmap list --json")]
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
    let loaded = load_all(&opened);
    context.warn_of_broken(&opened.catalog);
    context.warn_of_catalog(&opened.catalog);
    context.warn_of_folders(&opened.catalog);
    let answer = List { roadmaps: list_all(&opened, &loaded) };
    args.answer.print(context, &answer, || list(&answer.roadmaps, &context.style))?;
    Ok(Status::Done)
}

/// Every roadmap that can be used, in the order of the catalog.
pub fn load_all(opened: &Opened) -> Vec<(&Listing, Rc<Roadmap>)> {
    let listings = opened.catalog.listings().iter();
    listings.filter_map(|listing| Some((listing, opened.catalog.load(&listing.id).ok()?))).collect()
}

/// A line about each.
pub fn list_all<'a>(opened: &Opened, loaded: &'a [(&'a Listing, Rc<Roadmap>)]) -> Vec<Listed<'a>> {
    let in_use: &[_] = if opened.chose { &opened.in_use } else { &[] };
    loaded
        .iter()
        .map(|(listing, roadmap)| listed(listing, roadmap, &opened.progress, in_use))
        .collect()
}
