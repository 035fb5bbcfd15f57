//! `open`: hands a link to the system.

use career_roadmap::query::lookup::Markable;
use career_roadmap::view::text::{Line, Text};

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status, advised};
use crate::cli::{browser, output};

/// Open a resource of a skill in the browser; without a browser, print its link
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a number: the first resource that is not ticked.\n\n\
    Examples:\n  roadmap open git\n  roadmap open git/2")]
pub struct Args {
    /// Id or title; git/2 is the second resource of git
    skill: String,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let (found, at) = match opened.lookup("open").markable(&args.skill)? {
        Markable::Resource(skill, at) => (skill, Some(at)),
        Markable::Entry(entry) => (entry, None),
    };
    let entry = found.roadmap.entry(found.ix);
    let resources = entry.skill().map_or(&[][..], |skill| &skill.resources);
    let ticked = opened.progress.record(entry.names()).ticked;
    let unread = || resources.iter().find(|resource| !ticked.contains(resource.url.as_str()));
    let resource = match at {
        Some(at) => resources.get(at),
        None => unread().or(resources.first()),
    };
    let Some(resource) = resource else {
        return Err(advised(
            format!("'{}' has no link", entry.id),
            [format!("to see what is known about it: roadmap show {}", entry.id)],
        ));
    };
    if !browser::open(resource.url.as_str()) {
        context.hint("no program here opens links; this is it:");
    }
    let title = resource.title.iter().map(|title| Line::new().title(title));
    let link = Line::new().link(resource.url.as_str());
    output::print(context, title.chain([link]).collect::<Text>())?;
    Ok(Status::Done)
}
