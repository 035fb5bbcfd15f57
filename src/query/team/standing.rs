//! The progress of each person.

use std::cmp::Reverse;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Basis, Member};
use crate::catalog::{Ix, Roadmap, RoadmapId, hours_json};
use crate::progress::{Progress, Status};
use crate::query::Evaluation;
use crate::query::milestone::milestones;
use crate::query::next::Named;
use crate::query::pace::{Pace, pace_in};
use crate::query::plan::{Finish, finish_at};

/// The progress of a person. Serialises as a row of the JSON answer.
#[derive(Debug, Clone, Serialize)]
pub struct Standing<'a> {
    pub person: String,
    /// The roadmap that the figures are about.
    pub roadmap: RoadmapId,
    /// `None` if the catalog does not have the roadmap, and so are the fields that
    /// depend on it.
    pub percent: Option<u64>,
    pub done: Option<u32>,
    pub required: Option<u32>,
    /// The last milestone that is reached.
    pub milestone: Option<&'a str>,
    /// The current stage; `None` when everything is done.
    pub stage: Option<Named<'a>>,
    /// Its place, from 1.
    #[serde(skip)]
    pub stage_number: Option<usize>,
    /// The skills that are being learned, latest touched first.
    pub learning: Vec<Named<'a>>,
    /// The latest day that something was recorded for.
    pub last_active: Option<Date>,
    /// Minutes that were logged this month. Serialises as hours.
    #[serde(rename = "hours_this_month", serialize_with = "as_hours")]
    pub minutes_this_month: u64,
    pub pace: Option<Pace>,
    /// When everything is done at that pace.
    pub finish: Option<Finish>,
}

/// What rows are sorted by. Equal rows are sorted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    #[default]
    Name,
    /// The most first.
    Percent,
    /// The furthest first.
    Stage,
    /// The latest first.
    Active,
    /// The most this month first.
    Hours,
    /// The fastest first.
    Pace,
    /// The earliest first.
    Finish,
}

impl<'a> Standing<'a> {
    /// The progress of `member`. `None` if a roadmap was asked for that they have
    /// nothing to do with.
    pub fn of(basis: &Basis<'a>, member: &Member<'_>) -> Option<Self> {
        let progress = &member.progress;
        let standing = Self {
            person: member.name.to_owned(),
            roadmap: basis.default.clone(),
            percent: None,
            done: None,
            required: None,
            milestone: None,
            stage: None,
            stage_number: None,
            learning: Vec::new(),
            last_active: member.last_active,
            minutes_this_month: minutes_this_month(progress, basis.today),
            pace: None,
            finish: None,
        };
        match basis.followed(progress) {
            Ok(roadmap) => {
                let evaluation = Evaluation::new(roadmap, progress);
                concerns(basis, &evaluation, progress)
                    .then(|| standing.within(basis, roadmap, &evaluation, progress))
            }
            Err(unknown) => {
                let pace = pace_of(basis, None, progress);
                Some(Self { roadmap: unknown, pace, ..standing })
            }
        }
    }

    /// Whether nothing was recorded for this many days before `today`.
    pub fn is_inactive(&self, today: Date, days: i32) -> bool {
        let limit = today.checked_sub(days.days()).unwrap_or(Date::MIN);
        self.last_active.is_none_or(|last| last < limit)
    }

    /// Fills in the figures of `roadmap`, which `evaluation` evaluates.
    fn within(
        self,
        basis: &Basis<'_>,
        roadmap: &'a Roadmap,
        evaluation: &Evaluation<'_>,
        progress: &Progress,
    ) -> Self {
        let units = evaluation.total();
        let reached = milestones(evaluation).into_iter().rev().find(|one| one.reached);
        let stage_at = evaluation.current_stage();
        let pace = pace_of(basis, Some(evaluation), progress);
        Self {
            roadmap: roadmap.id.clone(),
            percent: Some(units.percent()),
            done: Some(units.done),
            required: Some(units.required),
            milestone: reached.and_then(|one| roadmap.stages()[one.stage_at].milestone.as_deref()),
            stage: stage_at.map(|at| {
                let stage = &roadmap.stages()[at];
                Named { id: &stage.id, title: &stage.title }
            }),
            stage_number: stage_at.map(|at| at + 1),
            learning: learning(roadmap, evaluation),
            pace,
            finish: pace.and_then(|pace| {
                finish_at(evaluation, progress.plan(&roadmap.id), pace, basis.today)
            }),
            ..self
        }
    }
}

/// Whether the roadmap that was asked for concerns a person: they use it, use none, or
/// have begun something in it.
fn concerns(basis: &Basis<'_>, evaluation: &Evaluation<'_>, progress: &Progress) -> bool {
    let roadmap = evaluation.roadmap();
    let in_use = progress.roadmaps_in_use();
    basis.chosen.is_none()
        || in_use.is_empty()
        || in_use.contains(&roadmap.id)
        || roadmap.skills().any(|(ix, ..)| evaluation.status(ix) != Status::Todo)
}

fn learning<'a>(roadmap: &'a Roadmap, evaluation: &Evaluation<'_>) -> Vec<Named<'a>> {
    let skills = roadmap.skills().map(|(ix, ..)| ix);
    let mut skills: Vec<Ix> =
        skills.filter(|ix| evaluation.status(*ix) == Status::Learning).collect();
    skills.sort_by_key(|ix| Reverse(evaluation.touched(*ix)));
    let named = |ix: Ix| {
        let entry = roadmap.entry(ix);
        Named { id: &entry.id, title: &entry.title }
    };
    skills.into_iter().map(named).collect()
}

/// The same pace as in the person's own plan: roadmaps in use come first, then the rest
/// of the catalog.
fn pace_of(
    basis: &Basis<'_>,
    evaluation: Option<&Evaluation<'_>>,
    progress: &Progress,
) -> Option<Pace> {
    let own = evaluation.map(Evaluation::roadmap);
    let in_use = progress.roadmaps_in_use().iter();
    let in_use = in_use.filter_map(|id| basis.roadmap(id.as_str()));
    let all = own.into_iter().chain(in_use).chain(basis.roadmaps.iter().copied());
    pace_in(progress, all, evaluation, basis.today)
}

fn minutes_this_month(progress: &Progress, today: Date) -> u64 {
    let first = today.first_of_month();
    let logged = progress.spent().iter().filter(|(on, _)| (first..=today).contains(on));
    logged.map(|(_, minutes)| u64::from(*minutes)).sum()
}

/// Sorts the rows of a table.
pub fn standings(rows: &mut [Standing<'_>], sort: Sort) {
    rows.sort_by(|a, b| a.person.cmp(&b.person));
    match sort {
        Sort::Name => {}
        Sort::Percent => rows.sort_by_key(|row| Reverse(row.percent)),
        Sort::Stage => rows.sort_by_key(|row| {
            let finished = row.percent.is_some() && row.stage_number.is_none();
            Reverse((finished, row.stage_number, row.percent))
        }),
        Sort::Active => rows.sort_by_key(|row| Reverse(row.last_active)),
        Sort::Hours => rows.sort_by_key(|row| Reverse(row.minutes_this_month)),
        Sort::Pace => rows.sort_by_key(|row| Reverse(row.pace.map(Pace::weekly))),
        Sort::Finish => {
            rows.sort_by_key(|row| row.finish.map_or(Date::MAX, |finish| finish.mid));
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes fields so")]
fn as_hours<S: Serializer>(minutes: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    hours_json(*minutes).serialize(serializer)
}
