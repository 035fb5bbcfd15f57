//! `show`: one skill, group, stage or roadmap, whole.

use career_roadmap::query::lookup::{Named, Wanted};
use career_roadmap::query::{Evaluation, show};
use career_roadmap::view;
use career_roadmap::view::show::Facts;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;
use crate::cli::write;

/// Everything about a skill, group, stage or roadmap
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a name: the current roadmap.\n\n\
    Examples:\n  roadmap show git\n  roadmap show data-basics\n  roadmap show roadmap/devops")]
pub struct Args {
    /// Id or title; roadmap/devops is surely the roadmap
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Show the facts about a role, and their sources
    #[arg(long)]
    facts: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => format!("roadmap/{}", opened.current()),
    };
    let found = write::find(context, &opened, &name, Wanted::Anything)?;
    context.warn_of_catalog(&opened.catalog);
    let evaluation = Evaluation::new(&found.roadmap, &opened.progress);
    let today = context.clock()?.today;
    let style = &context.style;
    let title = |stage: usize| found.roadmap.stages()[stage].title.as_str();
    match found.named {
        Named::Entry(ix) | Named::Resource(ix, _) => {
            let id = found.roadmap.entry(ix).id.as_str();
            let having = opened.in_use.iter().filter(|roadmap| {
                opened.catalog.load(roadmap).is_ok_and(|roadmap| roadmap.with_id(id).is_some())
            });
            let having = having.cloned().collect();
            if let Some(skill) = show::skill(&evaluation, &opened.progress, ix, having) {
                args.answer.print(context, &skill, || view::skill(&skill, today, style))?;
            } else if let Some(group) = show::group(&evaluation, ix) {
                let place =
                    format!("{}, {}", found.roadmap.title, title(found.roadmap.entry(ix).stage));
                args.answer.print(context, &group, || view::group(&group.group, &place, style))?;
            }
        }
        Named::Stage(stage) => {
            let stage = show::stage(&evaluation, stage);
            args.answer.print(context, &stage, || {
                view::stage(&stage.stage, &found.roadmap.title, style)
            })?;
        }
        Named::Roadmap => {
            let roadmap = show::roadmap(&evaluation);
            let facts = if args.facts { Facts::Shown } else { Facts::Hidden };
            args.answer.print(context, &roadmap, || view::roadmap(&roadmap, facts, style))?;
        }
    }
    Ok(Status::Done)
}
