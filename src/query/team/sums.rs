//! Sums of a class: where most people are.

use serde::Serialize;

use super::standing::Standing;
use super::{Basis, median};
use crate::catalog::{Id, RoadmapId};

/// A class in a few numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sums<'a> {
    pub people: usize,
    /// The median of the percentages.
    pub median_percent: Option<u64>,
    /// The roadmaps that people follow, most followed first.
    pub roadmaps: Vec<RoadmapSums<'a>>,
}

/// Those who follow a roadmap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoadmapSums<'a> {
    pub id: &'a RoadmapId,
    pub title: &'a str,
    pub people: usize,
    pub median_percent: Option<u64>,
    pub finished: usize,
    /// Every stage, in order.
    pub stages: Vec<StageSum<'a>>,
    /// Every milestone, in order.
    pub milestones: Vec<MilestoneSum<'a>>,
}

/// Those who have reached it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MilestoneSum<'a> {
    /// The stage that ends with it.
    pub stage: &'a Id,
    #[serde(rename = "milestone")]
    pub text: &'a str,
    pub people: usize,
    /// Index of the stage.
    #[serde(skip)]
    pub stage_at: usize,
}

/// Those whose current stage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StageSum<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub people: usize,
}

/// The sums of the rows of a table.
pub(super) fn sums<'a>(basis: &Basis<'a>, rows: &[Standing<'a>]) -> Sums<'a> {
    let followed = basis.chosen.into_iter().chain(basis.roadmaps.iter().copied());
    let mut roadmaps: Vec<RoadmapSums<'a>> = Vec::new();
    for roadmap in followed {
        if roadmaps.iter().any(|sums| *sums.id == roadmap.id) {
            continue;
        }
        let of = || rows.iter().filter(|row| row.roadmap == roadmap.id && row.percent.is_some());
        let people = of().count();
        if people == 0 {
            continue;
        }
        let stages = roadmap.stages().iter().enumerate().map(|(at, stage)| StageSum {
            id: &stage.id,
            title: &stage.title,
            people: of().filter(|row| row.stage_number == Some(at + 1)).count(),
        });
        let milestones = roadmap.stages().iter().enumerate().filter_map(|(at, stage)| {
            let reached = |row: &&Standing<'a>| row.milestone_at.is_some_and(|last| last >= at);
            Some(MilestoneSum {
                stage: &stage.id,
                text: stage.milestone.as_deref()?,
                people: of().filter(reached).count(),
                stage_at: at,
            })
        });
        roadmaps.push(RoadmapSums {
            id: &roadmap.id,
            title: &roadmap.title,
            people,
            median_percent: median(of().filter_map(|row| row.percent).collect()),
            finished: of().filter(|row| row.stage_number.is_none()).count(),
            stages: stages.collect(),
            milestones: milestones.collect(),
        });
    }
    roadmaps.sort_by_key(|sums| std::cmp::Reverse(sums.people));
    let percents = rows.iter().filter_map(|row| row.percent).collect();
    Sums { people: rows.len(), median_percent: median(percents), roadmaps }
}

impl<'a> RoadmapSums<'a> {
    /// The stage with the most people, the first of equals.
    pub fn most(&self) -> Option<&StageSum<'a>> {
        let most = self.stages.iter().map(|stage| stage.people).max().filter(|most| *most > 0)?;
        self.stages.iter().find(|stage| stage.people == most)
    }
}
