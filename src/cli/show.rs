//! `show`: one skill, group, stage or roadmap, whole.

use career_roadmap::query::names::{Named, Wanted};
use career_roadmap::query::{Standing, show};
use career_roadmap::view::show as view;

use super::app::App;
use super::fail::{Outcome, Status};
use super::read::Answer;
use super::write;

/// Everything about a skill, group, stage or roadmap
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a name: the current roadmap.\n\n\
    Examples:\n  roadmap show git\n  roadmap show data-basics\n  roadmap show roadmap/devops")]
pub struct Args {
    /// Id or title; roadmap/devops is surely the roadmap
    #[arg(value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    let opened = app.open()?;
    let name = match &args.name {
        Some(name) => name.clone(),
        None => format!("roadmap/{}", opened.current()),
    };
    let found = write::find(app, &opened, &name, Wanted::Anything)?;
    app.warn_of_catalog(&opened.catalog);
    let standing = Standing::new(&found.roadmap, &opened.progress);
    let today = app.clock()?.today;
    let look = &app.look;
    let title = |stage: usize| found.roadmap.stages()[stage].title.as_str();
    match found.named {
        Named::Entry(ix) | Named::Resource(ix, _) => {
            let id = found.roadmap.entry(ix).id.as_str();
            let having = opened.in_use.iter().filter(|roadmap| {
                opened.catalog.load(roadmap).is_ok_and(|roadmap| roadmap.with_id(id).is_some())
            });
            let having = having.cloned().collect();
            if let Some(skill) = show::skill(&standing, &opened.progress, ix, having) {
                args.answer.print(app, &skill, || view::skill(&skill, today, look))?;
            } else if let Some(group) = show::group(&standing, ix) {
                let place =
                    format!("{}, {}", found.roadmap.title, title(found.roadmap.entry(ix).stage));
                args.answer.print(app, &group, || view::group(&group.group, &place, look))?;
            }
        }
        Named::Stage(stage) => {
            let stage = show::stage(&standing, stage);
            args.answer
                .print(app, &stage, || view::stage(&stage.stage, &found.roadmap.title, look))?;
        }
        Named::Roadmap => {
            let roadmap = show::roadmap(&standing);
            args.answer.print(app, &roadmap, || view::roadmap(&roadmap, look))?;
        }
    }
    Ok(Status::Done)
}
