//! `show`: shows everything about one skill, group, stage or roadmap.

use career_roadmap::catalog::roadmap_yaml;
use career_roadmap::query::lookup::{EntryRef, Part};
use career_roadmap::query::{Evaluation, show};
use career_roadmap::view;
use career_roadmap::view::show::Facts;

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status, advised};
use crate::cli::output::{self, Answer};

/// Show everything about a skill, group, stage or roadmap
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a name: the current roadmap.\n\n\
    Examples:\n  roadmap show git\n  roadmap show data-basics\n  roadmap show roadmap/devops\n  \
    roadmap show devops --yaml")]
pub struct Args {
    /// Id or title; roadmap/devops always means the roadmap
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Show the facts about a role, and their sources
    #[arg(long)]
    facts: bool,
    /// Print a roadmap as one YAML file, including shared skills and what it extends
    #[arg(long, conflicts_with_all = ["facts", "json", "format"])]
    yaml: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let part = match &args.name {
        Some(name) => opened.lookup("show").part(name)?,
        None => Part::Roadmap(opened.catalog.load(opened.current())?),
    };
    context.warn_of_catalog(&opened.catalog);
    if args.yaml {
        let Part::Roadmap(roadmap) = &part else {
            let current = opened.current();
            return Err(advised(
                "only whole roadmaps can be printed as YAML",
                [format!("for example: roadmap show {current} --yaml")],
            ));
        };
        output::print_raw(&roadmap_yaml(roadmap))?;
        return Ok(Status::Done);
    }
    let today = context.clock()?.today;
    let style = &context.style;
    match &part {
        Part::Entry(EntryRef { roadmap, ix }) => {
            let (entry, evaluation) =
                (roadmap.entry(*ix), Evaluation::new(roadmap, &opened.progress));
            let id = entry.id.as_str();
            let having = opened.in_use.iter().filter(|roadmap| {
                opened.catalog.load(roadmap).is_ok_and(|roadmap| roadmap.with_id(id).is_some())
            });
            let having = having.cloned().collect();
            if let Some(skill) = show::skill(&evaluation, &opened.progress, *ix, having) {
                args.answer.print(context, &skill, || view::skill(&skill, today, style))?;
            } else if let Some(group) = show::group(&evaluation, *ix) {
                let place = format!("{}, {}", roadmap.title, roadmap.stages()[entry.stage].title);
                args.answer.print(context, &group, || view::group(&group.group, &place, style))?;
            }
        }
        Part::Stage(roadmap, stage) => {
            let evaluation = Evaluation::new(roadmap, &opened.progress);
            let stage = show::stage(&evaluation, *stage);
            args.answer
                .print(context, &stage, || view::stage(&stage.stage, &roadmap.title, style))?;
        }
        Part::Roadmap(roadmap) => {
            let evaluation = Evaluation::new(roadmap, &opened.progress);
            let roadmap = show::roadmap(&evaluation);
            let facts = if args.facts { Facts::Shown } else { Facts::Hidden };
            args.answer.print(context, &roadmap, || view::roadmap(&roadmap, facts, style))?;
        }
    }
    Ok(Status::Done)
}
