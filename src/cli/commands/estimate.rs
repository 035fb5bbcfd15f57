//! `estimate`: sets how long a skill takes the user.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::progress::Estimate;
use career_roadmap::query::estimate::{BadEstimate, estimate, parse};
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::query::own_estimate::OwnEstimate;
use career_roadmap::query::summary;
use career_roadmap::query::{Evaluation, record::Decision};
use career_roadmap::view;
use career_roadmap::view::estimate::{Estimated, EstimatedSkill};

use crate::cli::context::{Context, Recorded};
use crate::cli::error::{Outcome, advised};
use crate::cli::output::Answer;
use crate::cli::record::{Report, finish};

/// Set how long a skill takes you, in place of the roadmap's hours
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "roadmap estimate [OPTIONS] <SKILL>... <HOURS|RANGE|PERCENT>\n       \
    roadmap estimate [OPTIONS] --reset <SKILL>...",
    after_help = "All totals use it: plan, gap, progress, the overview and next. For what you \
    half know, use 50%.\n\nExamples:\n  roadmap estimate sql 10h\n  roadmap estimate sql 8-12h\n  \
    roadmap estimate docker git 50%\n  roadmap estimate --reset sql"
)]
pub struct Args {
    /// Ids or titles, then hours (10h), a range (8-12h) or a percentage of the roadmap's (50%)
    #[arg(required = true, value_name = "SKILL")]
    words: Vec<String>,
    /// Remove your estimate, so that the roadmap's hours count again
    #[arg(long)]
    reset: bool,
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let (names, own) = args.split()?;
    let recorded = context.record(None, |opened| {
        let lookup = opened.lookup("estimate");
        let skills = lookup.all(names, |text| lookup.skill(text))?;
        let mut decision = estimate(&skills, own, &opened.progress);
        Ok((decision.change.take(), (skills, decision)))
    })?;
    let Recorded { opened, after, event, value: (skills, decision) } = recorded;
    let report = Report::new(&decision, event.as_ref());
    let printed = args.answer.print(context, &report, || {
        let roadmaps: Vec<Rc<_>> =
            opened.in_use.iter().filter_map(|id| opened.catalog.load(id).ok()).collect();
        let having = roadmaps.iter().filter(|roadmap| {
            skills.iter().any(|skill| roadmap.with_id(skill.id().as_str()).is_some())
        });
        let left = having.map(|roadmap| {
            let counts = summary(&Evaluation::new(roadmap, &after)).counts;
            (roadmap.title.as_str(), counts.hours.left)
        });
        let written = event.as_ref().map_or(&[][..], |event| event.change.skills());
        let skill = |id| {
            let skill = skills.iter().find(|skill| skill.id() == id)?;
            Some(estimated(skill, own, written.contains(id)))
        };
        let Decision { unchanged: named, .. } = &decision;
        let skills = named.iter().filter_map(skill).collect();
        view::estimated(&Estimated { skills, left: left.collect() }, &context.style)
    });
    finish(printed, event.is_some())
}

fn estimated(skill: &EntryRef, own: Option<Estimate>, written: bool) -> EstimatedSkill<'_> {
    let roadmap = skill.roadmap.entry(skill.ix).skill().and_then(|skill| skill.hours);
    EstimatedSkill {
        title: skill.title(),
        own: own.map(|own| OwnEstimate::new(own, roadmap)),
        roadmap,
        unchanged: !written,
    }
}

impl Args {
    /// The names, and the estimate after them; no estimate with `--reset`.
    fn split(&self) -> Result<(&[String], Option<Estimate>)> {
        if self.reset {
            return Ok((&self.words, None));
        }
        let behind = |count: usize| {
            let (names, words) = self.words.split_at(self.words.len().checked_sub(count)?);
            Some((names, parse(&words.join(" "))))
        };
        // `10 hours` may be two words.
        let found = [1, 2].into_iter().filter_map(behind).find(|(_, parsed)| parsed.is_ok());
        match found.or_else(|| behind(1)) {
            Some(([], _)) => Err(advised(
                "a skill and an estimate are required",
                ["for example: roadmap estimate sql 10h".to_owned()],
            )),
            Some((names, Ok(own))) => Ok((names, Some(own))),
            Some((_, Err(BadEstimate::Unknown(text)))) => Err(advised(
                format!("'{text}' is not an estimate"),
                [
                    "write 10h, 8-12h, 1h30m or 50% after the skills".to_owned(),
                    "to remove your estimate: roadmap estimate --reset <skill>".to_owned(),
                ],
            )),
            Some((_, Err(error))) => Err(error.into()),
            None => unreachable!("clap asks for a word"),
        }
    }
}
