//! `use`: chooses the roadmaps in use, the current one first.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::RoadmapId;
use career_roadmap::progress::Change;
use career_roadmap::query::Evaluation;
use career_roadmap::view::used;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::record::{Report, finish};

/// Choose the roadmaps to follow; the first is the current one
#[derive(Debug, clap::Args)]
#[command(after_help = "Replaces the list, unless --add or --drop is given. Progress is kept by \
    skill, so nothing is lost.\n\n\
    Examples:\n  roadmap use backend\n  roadmap use devops backend\n  roadmap use --add devops")]
#[expect(clippy::struct_excessive_bools, reason = "flags, some of which clap makes exclusive")]
pub struct Args {
    /// Ids or titles of roadmaps (roadmap list shows them)
    #[arg(required_unless_present_any = ["no_refresh", "refresh"], value_name = "ROADMAP")]
    roadmaps: Vec<String>,
    /// Follow these too, after the ones in use
    #[arg(long, conflicts_with = "drop")]
    add: bool,
    /// Stop following these
    #[arg(long)]
    drop: bool,
    /// Never ask to refresh what was done long ago
    #[arg(long, conflicts_with = "refresh")]
    no_refresh: bool,
    /// Ask to refresh again
    #[arg(long)]
    refresh: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let recorded = context.record(None, |opened| {
        let ids = chosen(opened, args).inspect_err(|_| context.warn_of_folders(&opened.catalog))?;
        let load = |id: &RoadmapId| opened.catalog.load(id);
        let added = ids.iter().filter(|id| !opened.progress.roadmaps_in_use().contains(id));
        added.map(load).collect::<Result<Vec<_>, _>>()?;
        let before = opened.progress.no_refresh();
        let no_refresh = args.no_refresh || (before && !args.refresh);
        let same = opened.progress.roadmaps_in_use() == ids && before == no_refresh;
        let change = (!same).then(|| Change::Use { roadmaps: ids.clone(), no_refresh });
        Ok((change, ids))
    })?;
    let opened = &recorded.opened;
    context.warn_of_catalog(&opened.catalog);
    let event = recorded.event.as_ref().map(|event| event.id.to_string());
    let report = Report { changed: Vec::new(), unchanged: Vec::new(), event };
    let printed = args.answer.print(context, &report, || {
        let load = |id: &RoadmapId| opened.catalog.load(id).ok();
        let roadmaps: Vec<Rc<_>> = recorded.value.iter().filter_map(load).collect();
        let evaluations: Vec<_> =
            roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
        used(&evaluations, recorded.event.is_none(), &context.style)
    });
    finish(printed, recorded.event.is_some())
}

/// The roadmaps to use from now on, the current one first.
fn chosen(opened: &Opened, args: &Args) -> Result<Vec<RoadmapId>> {
    let in_use = opened.progress.roadmaps_in_use();
    if args.roadmaps.is_empty() {
        return Ok(opened.followed().to_vec());
    }
    let lookup = opened.lookup("use");
    if args.drop {
        // A roadmap that is no longer in the catalog can be dropped by its id.
        let find = |name: &str| match in_use.iter().find(|id| id.as_str() == name) {
            Some(id) => Ok(id.clone()),
            None => lookup.roadmap(name),
        };
        let dropped = lookup.all(&args.roadmaps, find)?;
        if let Some(id) = dropped.iter().find(|id| !in_use.contains(id)) {
            return Err(advised(
                format!("'{id}' is not in use"),
                [format!("in use: {}", list(in_use))],
            ));
        }
        let left: Vec<_> = in_use.iter().filter(|id| !dropped.contains(id)).cloned().collect();
        if left.is_empty() {
            return Err(advised(
                "no roadmap would be left in use",
                ["to follow another instead: roadmap use <roadmap>".to_owned()],
            ));
        }
        return Ok(left);
    }
    let named = lookup.all(&args.roadmaps, |name| lookup.roadmap(name))?;
    let before = if args.add { opened.followed() } else { &[] };
    let mut ids: Vec<RoadmapId> = Vec::new();
    for id in before.iter().chain(&named) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    Ok(ids)
}

fn list(ids: &[RoadmapId]) -> String {
    ids.iter().map(RoadmapId::as_str).collect::<Vec<_>>().join(", ")
}
