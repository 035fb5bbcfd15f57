//! `use`: chooses the roadmaps in use, the current one first.

use career_roadmap::catalog::RoadmapId;
use career_roadmap::progress::{Change, Draft};
use career_roadmap::query::Evaluation;
use career_roadmap::query::lookup::{Found, Named, Names};
use career_roadmap::view::list::used;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::write::{self, Report};

/// Choose the roadmaps to follow; the first is the current one
#[derive(Debug, clap::Args)]
#[command(after_help = "Replaces the list. Progress is kept by skill, so nothing is lost.\n\n\
    Examples:\n  roadmap use backend\n  roadmap use devops backend")]
pub struct Args {
    /// Ids or titles of roadmaps (roadmap list shows them)
    #[arg(required = true, value_name = "ROADMAP")]
    roadmaps: Vec<String>,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let clock = context.clock()?;
    let opened = context.open_journal()?;
    let mut ids: Vec<RoadmapId> = Vec::new();
    for name in &args.roadmaps {
        let id =
            roadmap_id(&opened, name).inspect_err(|_| context.warn_of_folders(&opened.catalog))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let roadmaps = ids.iter().map(|id| opened.catalog.load(id)).collect::<Result<Vec<_>, _>>()?;
    let event = context.append(|log| {
        let progress = log.progress();
        let same = progress.roadmaps_in_use() == ids;
        let no_refresh = progress.no_refresh();
        let change = (!same).then(|| Change::Use { roadmaps: ids.clone(), no_refresh });
        Ok(change.map(|change| Draft { on: clock.today, change }))
    })?;
    context.warn_of_catalog(&opened.catalog);
    let report = Report {
        changed: Vec::new(),
        unchanged: Vec::new(),
        event: event.as_ref().map(|event| event.id.to_string()),
    };
    let printed = args.answer.print(context, &report, || {
        let evaluations: Vec<_> =
            roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
        used(&evaluations, event.is_none(), &context.style)
    });
    write::finish(printed, event.is_some())
}

/// The id of the roadmap with this id or title.
pub fn roadmap_id(opened: &Opened, name: &str) -> anyhow::Result<RoadmapId> {
    if let Some(listing) = opened.catalog.listing(name) {
        return Ok(listing.id.clone());
    }
    let names = Names { catalog: &opened.catalog, in_use: &opened.in_use };
    if let Ok(Some(Found { roadmap, named: Named::Roadmap, .. })) = names.find_roadmap(name) {
        return Ok(roadmap.id.clone());
    }
    let ids = opened.catalog.listings().iter().map(|listing| listing.id.as_str());
    let close = ids
        .clone()
        .map(|id| (strsim::normalized_damerau_levenshtein(id, &name.to_lowercase()), id))
        .filter(|(likeness, id)| *likeness > 0.5 || id.contains(&name.to_lowercase()))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let advice = match close {
        Some((_, id)) => format!("did you mean '{id}'?"),
        None => format!("there are: {}", ids.collect::<Vec<_>>().join(", ")),
    };
    Err(advised(format!("no roadmap '{name}'"), [advice]))
}
