//! `next`: shows what to do now.

use career_roadmap::catalog::{Id, RoadmapId};
use career_roadmap::query::next::through_first_open;
use career_roadmap::query::{Evaluation, Reach, Wanted, next};
use career_roadmap::view::steps::Detail;
use career_roadmap::view::text::Text;
use career_roadmap::view::{finished, steps};

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// Show what to learn now: skills in progress, then the next steps
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "independent flags")]
#[command(
    alias = "todo",
    after_help = "Examples:\n  roadmap next\n  roadmap next -n 1 --explain\n  \
    roadmap next --all --format '{{ steps | map(attribute=\"id\") | join(\" \") }}'"
)]
pub struct Args {
    /// Show at most this many steps besides skills in progress
    #[arg(short = 'n', long = "limit", value_name = "N", default_value_t = 3)]
    limit: usize,
    /// Show steps of every roadmap in use, not only the current one
    #[arg(long)]
    all: bool,
    /// Show steps of this roadmap instead of the current one
    #[arg(long, value_name = "ROADMAP", conflicts_with = "all")]
    roadmap: Option<String>,
    /// Show only steps of this stage
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// Include optional skills
    #[arg(long)]
    optional: bool,
    /// Explain each step: what it needs, what it unlocks, all its links
    #[arg(long)]
    explain: bool,
    /// Exit with status 3 if there is no step
    #[arg(long)]
    exit_code: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    // Without these flags, a finished roadmap is followed by the next open one.
    let goes_on = !args.all && args.roadmap.is_none() && args.stage.is_none();
    let ids: Vec<RoadmapId> = match &args.roadmap {
        Some(name) => vec![opened.lookup("next --roadmap").roadmap(name)?],
        None if args.all || goes_on => opened.in_use.clone(),
        None => vec![opened.current().clone()],
    };
    let roadmaps = context.load_usable(&opened, &ids)?;
    let stage =
        args.stage.as_deref().map(|name| opened.lookup("next --stage").stage(&roadmaps, name));
    let stage = stage.transpose()?;
    let evaluations: Vec<_> =
        roadmaps.iter().map(|roadmap| Evaluation::new(roadmap, &opened.progress)).collect();
    let evaluations = if goes_on { through_first_open(&evaluations) } else { &evaluations };
    let wanted = Wanted {
        limit: args.limit,
        stage: stage.as_ref().map(Id::as_str),
        reach: if args.optional { Reach::WithOptional } else { Reach::Required },
    };
    let next = next(evaluations, &wanted);
    context.hint_to_choose(&opened);
    context.warn_of_catalog(&opened.catalog);
    let today = context.clock()?.today;
    let detail = if args.explain { Detail::Explained } else { Detail::Normal };
    args.answer.print(context, &next, || {
        let mut text = Text::new();
        for roadmap in &next.finished {
            text.append(finished(roadmap, today, &context.style));
        }
        if next.steps.is_empty()
            && let Some(stage) = &stage
        {
            text.append(nothing_in(evaluations, stage));
        }
        text.append(steps(&next, detail, today, &context.style));
        text
    })?;
    let nothing = args.exit_code && next.steps.is_empty();
    Ok(if nothing { Status::Nothing } else { Status::Done })
}

/// Why open roadmaps have no step in this stage.
fn nothing_in(evaluations: &[Evaluation<'_>], stage: &Id) -> Text {
    let mut text = Text::new();
    for evaluation in evaluations.iter().filter(|evaluation| evaluation.total().is_open()) {
        let roadmap = evaluation.roadmap();
        let Some(at) = roadmap.stage_named(stage.as_str()) else { continue };
        let title = &roadmap.stages()[at].title;
        text.line(if evaluation.stage_units(at).is_open() {
            format!("nothing in {title} is ready yet")
        } else {
            format!("nothing required is open in {title}")
        });
    }
    text
}
