//! `gap`: shows what another role would still take.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::query::Evaluation;
use career_roadmap::query::gap::{Background, Gap, led_to, nearest_first, role_gap};
use career_roadmap::query::plan::Terms;
use career_roadmap::view;
use career_roadmap::view::style::Style;
use career_roadmap::view::text::Text;
use career_roadmap::view::words::list;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// Show what another role would still take: skills you have or lack, hours, weeks
#[derive(Debug, clap::Args)]
#[command(after_help = "Without a roadmap: those that your roadmaps lead to, nearest first.\n\n\
    Examples:\n  roadmap gap devops\n  roadmap gap --all")]
pub struct Args {
    /// Id or title of the role's roadmap
    #[arg(conflicts_with = "all")]
    roadmap: Option<String>,
    /// Every roadmap of the catalog
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let opened = context.open()?;
    let roadmaps = roadmaps(context, args, &opened)?;
    let progress = &opened.progress;
    let current = progress.plan(opened.current());
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, progress)).collect();
    let catalog = opened.load_all();
    let known: Vec<&Roadmap> = catalog.iter().map(|(_, roadmap)| &**roadmap).collect();
    let in_use: &[_] = if opened.chose { &opened.in_use } else { &[] };
    let background = Background { progress, roadmaps: &known, in_use };
    let mut answer = Gap {
        targets: evaluations
            .iter()
            .map(|evaluation| {
                let saved = progress.plan(&evaluation.roadmap().id).or(current);
                role_gap(evaluation, &Terms::of_saved(saved, today), background)
            })
            .collect(),
    };
    nearest_first(&mut answer.targets);
    context.hint_to_choose(&opened);
    context.warn_of_catalog(&opened.catalog);
    args.answer.print(context, &answer, || match answer.targets.as_slice() {
        [] => nothing_ahead(&opened, &context.style),
        _ => view::gap(&answer, today, &context.style),
    })?;
    Ok(Status::Done)
}

fn roadmaps(context: &Context, args: &Args, opened: &Opened) -> Result<Vec<Rc<Roadmap>>> {
    if let Some(name) = &args.roadmap {
        return Ok(vec![opened.catalog.load(&opened.lookup("gap").roadmap(name)?)?]);
    }
    let roadmaps = if args.all {
        opened.load_all().into_iter().map(|(_, roadmap)| roadmap).collect()
    } else {
        let load = |id: &RoadmapId| opened.catalog.load(id).ok();
        let in_use: Vec<_> = opened.in_use.iter().filter_map(load).collect();
        let led_to = led_to(in_use.iter().map(Rc::as_ref));
        let known = led_to.into_iter().filter(|id| opened.catalog.listing(id.as_str()).is_some());
        known.filter_map(load).collect()
    };
    context.warn_of_broken(&opened.catalog);
    Ok(roadmaps)
}

fn nothing_ahead(opened: &Opened, style: &Style) -> Text {
    let in_use: Vec<_> = opened.in_use.iter().map(RoadmapId::as_str).collect();
    let leads = if in_use.len() == 1 { "leads" } else { "lead" };
    let mut text: Text =
        format!("{} {leads} to no other roadmap", list(&in_use, usize::MAX)).into();
    text.line(view::command("roadmap gap --all", style));
    text
}
