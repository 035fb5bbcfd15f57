//! `use`: chooses the roadmaps in use, the current one first.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::Change;
use career_roadmap::query::Evaluation;
use career_roadmap::view::refresh::off as refresh_off;
use career_roadmap::view::used;
use serde::Serialize;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::record::{Report, finish};

/// Choose the roadmaps to follow; the first is the current one
#[derive(Debug, clap::Args)]
#[command(after_help = "Replaces the list, unless --add or --drop is given. Progress is kept by \
    skill, so nothing is lost.\n\n\
    Examples:\n  roadmap use backend\n  roadmap use devops backend\n  roadmap use --add devops\n  \
    roadmap use backend --no-refresh")]
#[expect(clippy::struct_excessive_bools, reason = "flags, of which clap takes one pair")]
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
    /// Never ask to refresh what was done long ago in these, or in all in use
    #[arg(long, conflicts_with = "refresh")]
    no_refresh: bool,
    /// Ask to refresh again
    #[arg(long)]
    refresh: bool,
    #[command(flatten)]
    answer: Answer,
}

/// The answer for machines.
#[derive(Serialize)]
struct Used<'a> {
    #[serde(flatten)]
    report: Report,
    roadmaps: &'a [RoadmapId],
    /// Those without a refresh, in use or not.
    no_refresh: &'a [RoadmapId],
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    Report::check(&args.answer)?;
    let recorded = context.record(None, |opened| {
        let (ids, named) =
            chosen(opened, args).inspect_err(|_| context.warn_of_folders(&opened.catalog))?;
        let load = |id: &RoadmapId| opened.catalog.load(id);
        let added = ids.iter().filter(|id| !opened.progress.roadmaps_in_use().contains(id));
        added.map(load).collect::<Result<Vec<_>, _>>()?;
        let no_refresh = no_refresh(opened.progress.no_refresh(), &named, args);
        let same =
            opened.progress.roadmaps_in_use() == ids && opened.progress.no_refresh() == no_refresh;
        let change = Change::Use { roadmaps: ids.clone(), no_refresh: no_refresh.clone() };
        Ok(((!same).then_some(change), (ids, no_refresh)))
    })?;
    let opened = &recorded.opened;
    let is_there = |id: &&RoadmapId| opened.catalog.listing(id.as_str()).is_some();
    let load = |id: &RoadmapId| opened.catalog.load(id).ok();
    let (ids, no_refresh) = &recorded.value;
    let roadmaps: Vec<Rc<_>> = ids.iter().filter(is_there).filter_map(load).collect();
    context.warn_of_broken(&opened.catalog);
    context.warn_of_catalog(&opened.catalog);
    let event = recorded.event.as_ref().map(|event| event.id.to_string());
    let report = Report { changed: Vec::new(), unchanged: Vec::new(), event };
    let report = Used { report, roadmaps: ids, no_refresh };
    let printed = args.answer.print(context, &report, || {
        let evaluations: Vec<_> =
            roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
        let mut text = used(&evaluations, recorded.event.is_none(), &context.style);
        let is_off = |roadmap: &&Rc<Roadmap>| no_refresh.contains(&roadmap.id);
        let off: Vec<&Roadmap> = roadmaps.iter().filter(is_off).map(Rc::as_ref).collect();
        text.append(refresh_off(&off, &context.style));
        text
    });
    finish(printed, recorded.event.is_some())
}

/// The roadmaps without a refresh afterwards: as before, but for those that are `named`.
fn no_refresh(before: &[RoadmapId], named: &[RoadmapId], args: &Args) -> Vec<RoadmapId> {
    let mut after = before.to_vec();
    if args.no_refresh {
        after.extend(named.iter().filter(|id| !before.contains(id)).cloned());
    }
    if args.refresh {
        after.retain(|id| !named.contains(id));
    }
    after
}

/// The roadmaps that are in use afterwards, and those that were named, by default
/// the ones in use.
fn chosen(opened: &Opened, args: &Args) -> Result<(Vec<RoadmapId>, Vec<RoadmapId>)> {
    let in_use = opened.progress.roadmaps_in_use();
    if args.roadmaps.is_empty() {
        let followed = opened.followed().to_vec();
        return Ok((followed.clone(), followed));
    }
    let lookup = opened.lookup("use");
    if args.drop {
        let mut dropped = Vec::new();
        for name in args.roadmaps.iter().flat_map(|names| names.split(',')).map(str::trim) {
            // One that the catalog no longer has can be dropped by its id.
            let id = in_use.iter().find(|id| id.as_str() == name).cloned();
            let id = id.or_else(|| lookup.roadmap(name).ok());
            dropped.push(id.filter(|id| in_use.contains(id)).ok_or_else(|| {
                let in_use = match in_use {
                    [] => "no roadmap was chosen; to choose: roadmap use <roadmap>".to_owned(),
                    ids => format!("in use: {}", list(ids)),
                };
                advised(format!("'{name}' is not in use"), [in_use])
            })?);
        }
        let left: Vec<_> = in_use.iter().filter(|id| !dropped.contains(id)).cloned().collect();
        if left.is_empty() && dropped.iter().all(|id| opened.missing.contains(id)) {
            // The roadmap that is followed in place of the missing ones stays.
            return Ok((opened.in_use.clone(), dropped));
        }
        if left.is_empty() {
            return Err(advised(
                "no roadmap would be left in use",
                ["to follow another instead: roadmap use <roadmap>".to_owned()],
            ));
        }
        return Ok((left, dropped));
    }
    let named = lookup.all(&args.roadmaps, |name| lookup.roadmap(name))?;
    // Whoever only turns the refresh on or off keeps the list.
    let keeps = (args.refresh || args.no_refresh) && named.iter().all(|id| in_use.contains(id));
    let before = if args.add || keeps { opened.followed() } else { &[] };
    // If every chosen roadmap is gone, keep the one that is followed in their place.
    let all_gone = args.add && opened.missing.len() == before.len();
    let instead = if all_gone { opened.in_use.as_slice() } else { &[] };
    let mut ids: Vec<RoadmapId> = Vec::new();
    for id in before.iter().chain(instead).chain(&named) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    Ok((ids, named))
}

fn list(ids: &[RoadmapId]) -> String {
    ids.iter().map(RoadmapId::as_str).collect::<Vec<_>>().join(", ")
}
