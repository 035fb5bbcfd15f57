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
}

/// Those whose current stage it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StageSum<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub people: usize,
}

/// The sums of the rows of a table.
pub fn sums<'a>(basis: &Basis<'a>, rows: &[Standing<'a>]) -> Sums<'a> {
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
        roadmaps.push(RoadmapSums {
            id: &roadmap.id,
            title: &roadmap.title,
            people,
            median_percent: median(of().filter_map(|row| row.percent).collect()),
            finished: of().filter(|row| row.stage_number.is_none()).count(),
            stages: stages.collect(),
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
