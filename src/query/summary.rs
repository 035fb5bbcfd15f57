//! How much is done: counts and hours of each stage and of the whole roadmap.

use serde::{Serialize, Serializer};

use super::evaluation::{Evaluation, Reach};
use super::milestone::{Milestone, milestones};
use super::plan::{LeftOutOptions, left_out};
use super::remaining::{Remaining, Sum, Tally};
use super::units::Units;
use crate::catalog::{Id, Ix, Level, Roadmap, RoadmapId, hours_json};
use crate::progress::Status;

/// A roadmap in figures.
#[derive(Debug, Clone, Serialize)]
pub struct RoadmapSummary<'a> {
    #[serde(skip)]
    pub roadmap: &'a Roadmap,
    pub id: &'a RoadmapId,
    pub title: &'a str,
    #[serde(flatten)]
    pub counts: Counts,
    /// The current stage; `None` when everything is done.
    pub stage: Option<&'a Id>,
    /// Index of the current stage.
    #[serde(skip)]
    pub stage_at: Option<usize>,
    pub stages: Vec<StageSummary<'a>>,
    pub milestones: Vec<MilestoneSummary<'a>>,
    /// Choices with more begun options than they ask for. Hours leave the extra ones
    /// out.
    pub left_out: Vec<LeftOutOptions<'a>>,
}

/// A milestone, and what is left until it is reached.
#[derive(Debug, Clone, Serialize)]
pub struct MilestoneSummary<'a> {
    #[serde(flatten)]
    pub milestone: Milestone<'a>,
    /// The hours assumed to be left up to its stage.
    pub hours: Sum,
    /// How many of these skills have no estimate.
    pub unestimated: usize,
}

/// A stage in figures.
#[derive(Debug, Clone, Serialize)]
pub struct StageSummary<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub level: Option<Level>,
    #[serde(flatten)]
    pub counts: Counts,
}

/// The figures of a roadmap or stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    #[serde(flatten)]
    pub units: Units,
    /// Skipped skills that are not optional.
    pub skipped: u32,
    /// Required skills in scope that are being learned.
    pub learning: u32,
    pub percent: u64,
    pub optional: OptionalUnits,
    pub hours: HoursDoneAndLeft,
}

/// The units of optional entries, which do not count towards 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OptionalUnits {
    pub done: u32,
    pub total: u32,
}

/// The hours of what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HoursDoneAndLeft {
    /// The hours of done skills that count, without options beyond what a choice asks
    /// for.
    pub done: Sum,
    /// The hours assumed to be left.
    pub left: Sum,
    /// How many skills of those left have no estimate; they are not in the sum.
    pub unestimated: usize,
    /// The time logged on any of it, in minutes. Serialises as hours.
    #[serde(rename = "spent", serialize_with = "as_hours")]
    pub spent_minutes: u64,
}

/// The figures of a roadmap.
pub fn summary<'a>(evaluation: &Evaluation<'a>) -> RoadmapSummary<'a> {
    let roadmap = evaluation.roadmap();
    let left = Remaining::of(evaluation);
    let all = roadmap.stages();
    let stages: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(at, stage)| StageSummary {
            id: &stage.id,
            title: &stage.title,
            level: stage.level,
            counts: stage_counts(&left, at),
        })
        .collect();
    let stage_at = evaluation.current_stage();
    let mut hours_up_to = stages.iter().scan((Sum::default(), 0), |(sum, count), stage| {
        let StageSummary { counts, .. } = stage;
        (*sum, *count) = (*sum + counts.hours.left, *count + counts.hours.unestimated);
        Some((*sum, *count))
    });
    let mut stage = 0;
    let milestones = milestones(evaluation).into_iter().filter_map(|milestone| {
        let (hours, unestimated) = hours_up_to.nth(milestone.stage_at - stage)?;
        stage = milestone.stage_at + 1;
        Some(MilestoneSummary { milestone, hours, unestimated })
    });
    let milestones = milestones.collect();
    RoadmapSummary {
        roadmap,
        id: &roadmap.id,
        title: &roadmap.title,
        counts: stages.iter().map(|stage| stage.counts).sum(),
        stage: stage_at.map(|at| &all[at].id),
        stage_at,
        milestones,
        left_out: left_out(&left, Reach::Required),
        stages,
    }
}

/// The figures of one stage.
pub(super) fn stage_counts(left: &Remaining<'_, '_>, stage: usize) -> Counts {
    let evaluation = left.evaluation();
    let entries = || evaluation.roadmap().stage_within(stage);
    let hours = HoursDoneAndLeft::new(
        Tally::of(evaluation, left.done_among(entries())),
        Tally::of(evaluation, left.skills_of_stage(stage)),
    );
    Counts::new(evaluation, evaluation.stage_units(stage), entries(), hours)
}

impl HoursDoneAndLeft {
    fn new(done: Tally, left: Tally) -> Self {
        Self { done: done.hours, left: left.hours, unestimated: left.unestimated, spent_minutes: 0 }
    }
}

impl Counts {
    /// The figures of `entries`, given their units and hours. Adds their logged time.
    fn new(
        evaluation: &Evaluation<'_>,
        units: Units,
        entries: impl Iterator<Item = Ix>,
        hours: HoursDoneAndLeft,
    ) -> Self {
        let mut counts = Self { units, percent: units.percent(), hours, ..Self::default() };
        for ix in entries {
            if evaluation.entry(ix).optional {
                let Units { done, required } = evaluation.units(ix);
                counts.optional.done += done;
                // Out of scope, only done units count.
                counts.optional.total += if evaluation.in_scope(ix) { required } else { done };
            }
            if evaluation.is_optional(ix) {
                continue;
            }
            counts.hours.spent_minutes += evaluation.minutes_spent(ix);
            match evaluation.status(ix) {
                Status::Skipped => counts.skipped += 1,
                Status::Learning if evaluation.in_scope(ix) => counts.learning += 1,
                Status::Learning | Status::Todo | Status::Done => {}
            }
        }
        counts
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let mut sum = all.fold(Self::default(), |a, b| Self {
            units: a.units + b.units,
            skipped: a.skipped + b.skipped,
            learning: a.learning + b.learning,
            percent: 0,
            optional: OptionalUnits {
                done: a.optional.done + b.optional.done,
                total: a.optional.total + b.optional.total,
            },
            hours: HoursDoneAndLeft {
                done: a.hours.done + b.hours.done,
                left: a.hours.left + b.hours.left,
                unestimated: a.hours.unestimated + b.hours.unestimated,
                spent_minutes: a.hours.spent_minutes + b.hours.spent_minutes,
            },
        });
        sum.percent = sum.units.percent();
        sum
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
fn as_hours<S: Serializer>(minutes: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    hours_json(*minutes).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::query::fixtures::evaluation;

    #[track_caller]
    fn assert_counts<T: PartialEq + std::fmt::Debug>(
        text: &str,
        count: impl Fn(Counts) -> T,
        cases: &[(&str, T)],
    ) {
        for (progress, want) in cases {
            let counts = evaluation(text, progress, |evaluation| summary(evaluation).counts);
            assert_eq!(count(counts), *want, "{text} with '{progress}'");
        }
    }

    #[test]
    fn skipped_counts_skills_that_are_not_optional() {
        let text = "a b? c=1[d e] | g[f]";
        let skipped = |counts: Counts| counts.skipped;
        assert_counts(text, skipped, &[("", 0), ("a- d-", 2), ("b-", 0), ("e+ d- f-", 2)]);
    }

    #[test]
    fn learning_counts_required_skills_in_scope() {
        let text = "a b? c=1[d e]";
        let learning = |counts: Counts| counts.learning;
        assert_counts(text, learning, &[("a~ b~", 1), ("d~ e~", 2), ("d+ e~", 0), ("a+", 0)]);
    }

    #[test]
    fn optional_ones_are_counted_as_if_they_were_required() {
        let text = "a b? g?[d e? c=1[f h]] l=1[p[q x?] r]";
        let optional = |counts: Counts| (counts.optional.done, counts.optional.total);
        assert_counts(
            text,
            optional,
            &[("", (0, 5)), ("b+", (1, 5)), ("b-", (0, 4)), ("f+ h+ e+", (2, 5)), ("a+", (0, 5))],
        );
        // Entries ruled out by another choice do not count.
        assert_counts(text, optional, &[("r~", (0, 4)), ("x+ r+", (1, 5))]);
        // Nor do the contents of an option that does not count.
        assert_counts(text, optional, &[("q-", (0, 4)), ("q- x+", (1, 5))]);
    }

    #[test]
    fn hours_are_done_or_left() {
        let text = "a:2-4 b:8? c=1[d:1 e:3] f";
        let hours = |counts: Counts| {
            let HoursDoneAndLeft { done, left, unestimated, .. } = counts.hours;
            (
                done.min_minutes / 60,
                done.max_minutes / 60,
                left.min_minutes / 60,
                left.max_minutes / 60,
                unestimated,
            )
        };
        assert_counts(
            text,
            hours,
            &[
                ("", (0, 0, 3, 5, 1)),
                ("a~ e~", (0, 0, 5, 7, 1)),
                ("a+ b+ f+", (2, 4, 1, 1, 0)),
                // Only one of the done options counts.
                ("a+ d+ e+ f-", (3, 5, 0, 0, 0)),
                ("e+", (3, 3, 2, 4, 1)),
            ],
        );
    }

    #[test]
    fn begun_options_that_do_not_count_are_listed() {
        let left_out = evaluation("c=1[a b] d", "a+ b~", |evaluation| {
            serde_json::to_value(summary(evaluation).left_out).unwrap()
        });
        assert_eq!(left_out, json!([{ "choice": "c", "options": ["b"], "kept": ["a"] }]));
    }

    #[test]
    fn the_json_has_the_documented_shape() {
        let answer = evaluation("a:5 b? | c=1[d e:1.5] !Ready", "a+ d-", |evaluation| {
            serde_json::to_value(summary(evaluation)).unwrap()
        });
        let hours = |done: i32, left: serde_json::Value| {
            json!({ "done": { "min": done, "max": done }, "left": { "min": left, "max": left },
                    "unestimated": 0, "spent": 0 })
        };
        assert_eq!(
            answer,
            json!({
                "id": "sketch", "title": "Sketch", "done": 1, "required": 2, "skipped": 1,
                "learning": 0, "percent": 50, "optional": { "done": 0, "total": 1 },
                "hours": hours(5, json!(1.5)), "stage": "stage-2", "stages": [
                    { "id": "stage-1", "title": "Stage 1", "level": null, "done": 1,
                      "required": 1, "skipped": 0, "learning": 0, "percent": 100,
                      "optional": { "done": 0, "total": 1 }, "hours": hours(5, json!(0)) },
                    { "id": "stage-2", "title": "Stage 2", "level": null, "done": 0,
                      "required": 1, "skipped": 1, "learning": 0, "percent": 0,
                      "optional": { "done": 0, "total": 0 }, "hours": hours(0, json!(1.5)) },
                ],
                "milestones": [
                    { "stage": "stage-2", "text": "Ready", "reached": false, "done": 1,
                      "required": 2, "hours": { "min": 1.5, "max": 1.5 }, "unestimated": 0 },
                ],
                "left_out": [],
            })
        );
    }
}
