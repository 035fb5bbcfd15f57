//! Everybody's progress in every stage.

use serde::Serialize;

use super::{Basis, Member, median};
use crate::catalog::{Id, Roadmap, RoadmapId};
use crate::query::Evaluation;

/// The stages of a roadmap, and everybody who follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageMap<'a> {
    pub roadmap: &'a RoadmapId,
    pub title: &'a str,
    pub stages: Vec<StageColumn<'a>>,
    pub people: Vec<StageRow<'a>>,
}

/// A stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StageColumn<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    /// How many people are at it.
    pub people: usize,
    pub median_percent: Option<u64>,
}

/// A person's percentage of each stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageRow<'a> {
    pub person: String,
    #[serde(skip)]
    pub roadmap: &'a RoadmapId,
    pub percents: Vec<u64>,
    /// Index of the current stage.
    #[serde(skip)]
    pub at: Option<usize>,
}

impl<'a> StageRow<'a> {
    /// `None` if the roadmap is not known here.
    pub fn of(basis: &Basis<'a>, member: &Member<'_>) -> Option<Self> {
        let roadmap = basis.followed(&member.progress).ok()?;
        let evaluation = Evaluation::new(roadmap, &member.progress);
        let stages = 0..roadmap.stages().len();
        Some(Self {
            person: member.name.to_owned(),
            roadmap: &roadmap.id,
            percents: stages.map(|stage| evaluation.stage_units(stage).percent()).collect(),
            at: evaluation.current_stage(),
        })
    }
}

/// A map for each roadmap that somebody follows.
pub fn stages<'a>(basis: &Basis<'a>, rows: &[StageRow<'a>]) -> Vec<StageMap<'a>> {
    let mut followed: Vec<&'a Roadmap> = Vec::new();
    followed.extend(basis.chosen);
    followed.extend(
        basis
            .roadmaps
            .iter()
            .filter(|roadmap| basis.chosen.is_none_or(|chosen| chosen.id != roadmap.id)),
    );
    let mut maps: Vec<StageMap<'a>> = Vec::new();
    for roadmap in followed {
        let people: Vec<StageRow<'a>> =
            rows.iter().filter(|row| *row.roadmap == roadmap.id).cloned().collect();
        if people.is_empty() {
            continue;
        }
        let column = |(at, stage): (usize, &'a crate::catalog::Stage)| StageColumn {
            id: &stage.id,
            title: &stage.title,
            people: people.iter().filter(|row| row.at == Some(at)).count(),
            median_percent: median(people.iter().map(|row| row.percents[at]).collect()),
        };
        let stages = roadmap.stages().iter().enumerate().map(column).collect();
        maps.push(StageMap { roadmap: &roadmap.id, title: &roadmap.title, stages, people });
    }
    maps
}
