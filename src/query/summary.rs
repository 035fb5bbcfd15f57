//! How much is done: counts and hours, of each stage and of the roadmap.

use serde::Serialize;

use super::left::{Left, Sum, Tally};
use super::standing::{Standing, Units};
use crate::catalog::{Id, Ix, Level, Roadmap, RoadmapId};
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
    /// The stage one is in; `None` when everything is done.
    pub stage: Option<&'a Id>,
    /// Its place, counted from 0.
    #[serde(skip)]
    pub stage_at: Option<usize>,
    pub stages: Vec<StageSummary<'a>>,
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
    /// Skills that are skipped, optional ones aside.
    pub skipped: u32,
    /// Required skills in scope that are being learned.
    pub learning: u32,
    pub percent: u64,
    pub optional: OptionalUnits,
    pub hours: HoursDoneAndLeft,
}

/// Units of what is optional, which count towards nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct OptionalUnits {
    pub done: u32,
    pub total: u32,
}

/// The estimates of what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct HoursDoneAndLeft {
    /// Of all that is done, chosen or not.
    pub done: Sum,
    /// Of what is assumed to be learned yet.
    pub left: Sum,
    /// How many skills of those left have no estimate; the sum is without them.
    pub unestimated: usize,
}

/// The figures of a roadmap.
pub fn summary<'a>(standing: &Standing<'a>) -> RoadmapSummary<'a> {
    let roadmap = standing.roadmap();
    let left = Left::of(standing);
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
    let stage_at = standing.current_stage();
    RoadmapSummary {
        roadmap,
        id: &roadmap.id,
        title: &roadmap.title,
        counts: stages.iter().map(|stage| stage.counts).sum(),
        stage: stage_at.map(|at| &all[at].id),
        stage_at,
        stages,
    }
}

/// The figures of one stage.
pub(super) fn stage_counts(left: &Left<'_, '_>, stage: usize) -> Counts {
    let standing = left.standing();
    Counts::new(
        standing,
        standing.stage_units(stage),
        standing.roadmap().stage_within(stage),
        left.skills_of_stage(stage),
    )
}

impl Counts {
    /// The figures of `entries`, whose units and assumed skills are given.
    fn new(
        standing: &Standing<'_>,
        units: Units,
        entries: impl Iterator<Item = Ix>,
        left: Vec<Ix>,
    ) -> Self {
        let mut counts = Self { units, percent: units.percent(), ..Self::default() };
        let mut done = Tally::default();
        for ix in entries {
            if standing.entry(ix).optional {
                let Units { done, required } = standing.units(ix);
                counts.optional.done += done;
                // What another choice ruled out is not missing; what was done of it stays.
                counts.optional.total += if standing.in_scope(ix) { required } else { done };
            }
            if standing.is_optional(ix) {
                continue;
            }
            match standing.status(ix) {
                Status::Done => done.add(standing, ix),
                Status::Skipped => counts.skipped += 1,
                Status::Learning if standing.in_scope(ix) => counts.learning += 1,
                Status::Learning | Status::Todo => {}
            }
        }
        let left = Tally::of(standing, left);
        counts.hours =
            HoursDoneAndLeft { done: done.hours, left: left.hours, unestimated: left.unestimated };
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
            },
        });
        sum.percent = sum.units.percent();
        sum
    }
}
