//! `find`: finds skills, groups, stages and roadmaps by words, and skills by filters.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Level, Roadmap, SkillKind};
use career_roadmap::progress::Status;
use career_roadmap::query::catalog::{Filter, Hit, find};
use career_roadmap::view;
use career_roadmap::view::text::Text;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use crate::cli::context::{Context, Opened};
use crate::cli::error::{self, Outcome};
use crate::cli::output::Answer;

/// Find skills and roadmaps by words in their names and summaries, or by filters
#[derive(Debug, clap::Args)]
#[command(
    visible_alias = "search",
    after_help = "With filters, only skills are found, and words are optional.\n\n\
    Examples:\n  roadmap find cache\n  roadmap find sql --json\n  \
    roadmap find --status learning\n  roadmap find --roadmap backend --free --level beginner"
)]
pub struct Args {
    /// Words that must all match
    #[arg(
        value_name = "WORD",
        required_unless_present_any =
            ["status", "kind", "stage", "level", "free", "optional", "roadmap", "without_hours"]
    )]
    words: Vec<String>,
    /// Skills with this status (repeatable)
    #[arg(long, value_parser = one_of(Status::ALL, Status::as_str), help_heading = "Filters")]
    status: Vec<Status>,
    /// Skills of this kind (repeatable)
    #[arg(long, value_parser = one_of(SkillKind::ALL, SkillKind::as_str), help_heading = "Filters")]
    kind: Vec<SkillKind>,
    /// Skills of this stage, by id, title or number
    #[arg(long, value_name = "STAGE", help_heading = "Filters")]
    stage: Option<String>,
    /// Skills in stages of this level (repeatable)
    #[arg(long, value_parser = one_of(Level::ALL, Level::as_str), help_heading = "Filters")]
    level: Vec<Level>,
    /// Skills with a free resource
    #[arg(long, help_heading = "Filters")]
    free: bool,
    /// Optional skills
    #[arg(long, help_heading = "Filters")]
    optional: bool,
    /// In this roadmap instead of all (repeatable)
    #[arg(long, value_name = "ROADMAP", help_heading = "Filters")]
    roadmap: Vec<String>,
    /// Skills without an estimate
    #[arg(long, help_heading = "Filters")]
    without_hours: bool,
    #[command(flatten)]
    answer: Answer,
}

#[derive(Serialize)]
struct Hits {
    hits: Vec<Hit>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let roadmaps = args.roadmaps(&opened)?;
    context.warn_of_broken(&opened.catalog);
    let filter = args.filter(&opened, &roadmaps)?;
    let roadmaps: Vec<_> = roadmaps.iter().map(Rc::as_ref).collect();
    let answer = Hits { hits: find(&roadmaps, &opened.progress, &args.words, &filter) };
    args.answer.print(context, &answer, || match answer.hits.as_slice() {
        [] if args.words.is_empty() => Text::from("nothing found"),
        [] => Text::from(format!("nothing found for '{}'", args.words.join(" "))),
        found => view::hits(found, &context.style),
    })?;
    Ok(error::Status::Done)
}

impl Args {
    /// The roadmaps to search. A stage is looked up in the roadmaps in use, unless
    /// `--roadmap` names others.
    fn roadmaps(&self, opened: &Opened) -> Result<Vec<Rc<Roadmap>>> {
        if !self.roadmap.is_empty() {
            let lookup = opened.lookup("find --roadmap");
            let ids = lookup.all(&self.roadmap, |name| lookup.roadmap(name))?;
            return Ok(ids.iter().map(|id| opened.catalog.load(id)).collect::<Result<_, _>>()?);
        }
        if self.stage.is_some() {
            let load = |id| opened.catalog.load(id).ok();
            return Ok(opened.in_use.iter().filter_map(load).collect());
        }
        Ok(opened.load_all().into_iter().map(|(_, roadmap)| roadmap).collect())
    }

    fn filter(&self, opened: &Opened, roadmaps: &[Rc<Roadmap>]) -> Result<Filter> {
        let stage = self.stage.as_ref();
        let stage = stage.map(|name| opened.lookup("find --stage").stage(roadmaps, name));
        Ok(Filter {
            statuses: self.status.clone(),
            kinds: self.kind.clone(),
            levels: self.level.clone(),
            stage: stage.transpose()?,
            free: self.free,
            optional: self.optional,
            without_hours: self.without_hours,
            every: !self.roadmap.is_empty() && self.words.is_empty(),
        })
    }
}

/// A parser that accepts the name of each value in `all`.
fn one_of<T: Copy + Send + Sync>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let words = PossibleValuesParser::new(all.iter().map(|value| word(*value)));
    words.map(move |typed| {
        let value = all.iter().find(|value| word(**value) == typed);
        *value.expect("clap accepts only these words")
    })
}
