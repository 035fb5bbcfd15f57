//! What a plan says, in the shape that JSON has.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::amount::{Weekly, Work};
use super::calendar::Calendar;
use super::lay::{Finish, Lane, Period, Share, cut};
use super::terms::Source;
use crate::catalog::{Id, Ix, Roadmap, RoadmapId};
use crate::progress::Plan;
use crate::query::next::Named;
use crate::query::pace::Pace;

/// A plan, laid out. Serialises as the JSON answer.
#[derive(Debug, Serialize)]
pub struct Schedule<'a> {
    #[serde(skip)]
    pub within: &'a Roadmap,
    pub roadmap: &'a RoadmapId,
    pub hours_per_week: Weekly,
    #[serde(skip)]
    pub source: Source,
    pub from: Date,
    /// What is left, at the minimum, middle and maximum of the estimates.
    pub hours: Range,
    /// `None` when nothing is left.
    pub finish: Option<Finish>,
    pub by: Option<Goal<'a>>,
    pub assumed: Vec<Assumed<'a>>,
    /// Skills that are planned with the median of the others.
    pub unestimated: Vec<Named<'a>>,
    /// What they are planned with.
    #[serde(skip)]
    pub median: Work,
    /// How fast it really went, lately.
    pub pace: Option<AtPace<Pace>>,
    /// The saved hours a week, where the plan is at others; the default ones
    /// where it is at what its goal takes.
    #[serde(skip)]
    pub usual: Option<AtPace<Weekly>>,
    pub weeks: Vec<Span<'a>>,
    pub stages: Vec<StageFinish<'a>>,
    /// The saved plan that would give this one.
    #[serde(skip)]
    pub to_save: Plan,
    #[serde(skip)]
    pub(super) layout: Layout,
}

/// What it takes to cut the plan another way.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) calendar: Calendar,
    pub(super) shares: Vec<Share>,
}

/// Learning time, as it is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    pub min: Work,
    pub mid: Work,
    pub max: Work,
}

/// The goal date, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal<'a> {
    pub date: Date,
    /// The least with which the middle finish is in time; `None` when nothing
    /// is left, and when nothing can do it.
    pub hours_per_week: Option<Weekly>,
    /// Whether this plan is in time.
    pub met: bool,
    /// The skills that this plan finishes later.
    pub does_not_fit: Vec<Named<'a>>,
    /// It lies before the first day.
    #[serde(skip)]
    pub has_passed: bool,
}

/// How a choice that is still open was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assumed<'a> {
    pub choice: Named<'a>,
    pub options: Vec<Named<'a>>,
    /// All that can be chosen.
    #[serde(skip)]
    pub among: Vec<&'a Id>,
}

/// Hours a week, and when they would finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AtPace<T> {
    pub hours_per_week: T,
    /// `None` when nothing is left, or beyond the last date there is.
    pub finish: Option<Finish>,
}

/// A week, or a month, of the plan: where it begins and ends, short ones
/// included, and the hours that are placed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span<'a> {
    pub start: Date,
    #[serde(skip)]
    pub end: Date,
    pub hours: Work,
    /// Empty when all of it is off.
    pub items: Vec<Item<'a>>,
}

/// What is worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item<'a> {
    #[serde(skip)]
    pub ix: Ix,
    pub id: &'a Id,
    #[serde(skip)]
    pub title: &'a str,
    pub hours: Work,
    pub finished: bool,
}

/// When a stage is finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageFinish<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    /// The day on which its first skill begins.
    #[serde(skip)]
    pub start: Option<Date>,
    /// `None` when nothing of it is left.
    pub finish: Option<Finish>,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotPlan {
    /// Every day from this one on is off.
    NoDays { from: Date },
    /// It would end later than dates go.
    TooFar { weekly: Weekly },
}

impl Schedule<'_> {
    /// The plan cut into periods.
    pub fn spans(&self, period: Period) -> Vec<Span<'_>> {
        let lane = Lane::new(&self.layout.calendar, self.hours_per_week.per_day());
        spans(self.within, lane, &self.layout.shares, period)
    }
}

pub(super) fn spans<'a>(
    roadmap: &'a Roadmap,
    lane: Lane<'_>,
    shares: &[Share],
    period: Period,
) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    cut(lane, shares, period, |start, end, work| {
        let items: Vec<_> = work
            .iter()
            .map(|portion| {
                let entry = roadmap.entry(portion.skill);
                Item {
                    ix: portion.skill,
                    id: &entry.id,
                    title: &entry.title,
                    hours: portion.work,
                    finished: portion.finished,
                }
            })
            .collect();
        let hours = items.iter().map(|item| item.hours).sum();
        spans.push(Span { start, end, hours, items });
    });
    spans
}

impl fmt::Display for CannotPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDays { from } => {
                write!(f, "every day from {from} on is off, so nothing can be planned")
            }
            Self::TooFar { weekly } => {
                write!(f, "at {weekly} h/week this would end after the year 9999")
            }
        }
    }
}

impl std::error::Error for CannotPlan {}
