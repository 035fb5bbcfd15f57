//! A plan: what is left, in order, scheduled over the weeks. Serialises to its JSON.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::assumptions::{Assumed, LeftOutOptions, assumed, left_out};
use super::calendar::Calendar;
use super::lay::{
    Finish, Lane, MilestoneFinish, Period, Share, cut, milestone_finishes, running, shares, total,
};
use super::order::order;
use super::terms::{PaceSource, Pacing, Terms};
use crate::catalog::{Id, Ix, Roadmap, RoadmapId, Stage};
use crate::progress::Plan;
use crate::query::evaluation::Evaluation;
use crate::query::next::Named;
use crate::query::pace::Pace;
use crate::query::remaining::Remaining;
use crate::query::work::{Weekly, Work};

/// A plan. Serialises as the JSON answer.
#[derive(Debug, Serialize)]
pub struct Schedule<'a> {
    #[serde(skip)]
    pub within: &'a Roadmap,
    pub roadmap: &'a RoadmapId,
    pub hours_per_week: Weekly,
    #[serde(skip)]
    pub source: PaceSource,
    pub from: Date,
    /// What is left.
    pub hours: Range,
    /// `None` when nothing is left.
    pub finish: Option<Finish>,
    pub by: Option<Goal<'a>>,
    pub assumed: Vec<Assumed<'a>>,
    /// Choices of which more options are begun than the plan needs.
    pub left_out: Vec<LeftOutOptions<'a>>,
    /// Skills without an estimate, planned with the median of the others.
    pub unestimated: Vec<Named<'a>>,
    /// That median.
    #[serde(skip)]
    pub median: Work,
    /// The actual pace of the last weeks.
    pub pace: Option<AtPace<Pace>>,
    /// The saved hours a week if the plan uses others, or the default if it uses what
    /// the goal requires.
    #[serde(skip)]
    pub usual: Option<AtPace<Weekly>>,
    pub weeks: Vec<PlanPeriod<'a>>,
    pub stages: Vec<StageFinish<'a>>,
    pub milestones: Vec<MilestoneFinish<'a>>,
    /// Where the plan ends, if not with the roadmap.
    pub until: Option<Until<'a>>,
    /// The percentage of the roadmap's hours that the plan uses.
    pub speed: Option<u32>,
    /// The saved plan that would produce this one again.
    #[serde(skip)]
    pub to_save: Plan,
    #[serde(skip)]
    layout: Layout,
}

/// What is needed to cut the plan into other periods.
#[derive(Debug)]
struct Layout {
    calendar: Calendar,
    shares: Vec<Share>,
}

/// Learning time at the minimum, midpoint and maximum of the estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Range {
    pub min: Work,
    pub mid: Work,
    pub max: Work,
}

/// The goal date, and what it requires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Goal<'a> {
    pub date: Date,
    /// The fewest hours with which the middle finish is in time; `None` if nothing is
    /// left or no pace is enough.
    pub hours_per_week: Option<Weekly>,
    /// Whether this plan is in time.
    pub met: bool,
    /// The skills that this plan finishes after the goal.
    pub does_not_fit: Vec<Named<'a>>,
    /// Whether it is before the first day.
    #[serde(skip)]
    pub has_passed: bool,
}

/// Hours a week, and when everything is finished at this pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AtPace<T> {
    pub hours_per_week: T,
    /// `None` when nothing is left, or after the year 9999.
    pub finish: Option<Finish>,
}

/// A week or month of the plan; the first and last may be shorter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanPeriod<'a> {
    pub start: Date,
    #[serde(skip)]
    pub end: Date,
    pub hours: Work,
    /// Empty when every day is off.
    pub items: Vec<Item<'a>>,
}

/// A skill that is worked on in a period.
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

/// The last stage of a plan that ends before its roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Until<'a> {
    pub stage: &'a Id,
    pub title: &'a str,
    pub milestone: Option<&'a str>,
}

/// When a stage is finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StageFinish<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    /// Its place in the roadmap, from 1.
    pub number: usize,
    /// The day on which its first skill begins.
    #[serde(skip)]
    pub start: Option<Date>,
    /// `None` if nothing in it is left.
    pub finish: Option<Finish>,
}

/// Why there is no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotPlan {
    /// Every day from this one on is off.
    NoDays { from: Date },
    /// It would end after the year 9999.
    TooFar { weekly: Weekly },
}

/// Plans what is left of a roadmap.
///
/// # Errors
/// [`CannotPlan`], only if something is left.
pub fn plan<'a>(
    evaluation: &Evaluation<'a>,
    terms: &Terms,
    pace: Option<Pace>,
) -> Result<Schedule<'a>, CannotPlan> {
    let left = Remaining::of(evaluation).at_speed(terms.speed);
    let mut skills = left.skills(terms.reach);
    if let Some(stage) = terms.until {
        skills = up_to(evaluation, &skills, stage);
    }
    let skills = order(evaluation, &skills);
    let shares = shares(&left, &skills);
    let sums = total(&shares);
    let calendar = Calendar::new(terms.from, &terms.off);
    if !skills.is_empty() && !calendar.has_days() {
        return Err(CannotPlan::NoDays { from: terms.from });
    }
    let days = terms.by.map_or(0, |by| calendar.days_through(by));
    let least = Weekly::least(sums[1], days).filter(|_| !skills.is_empty());
    let (weekly, source) = match terms.pace {
        Pacing::At(weekly, source) => (weekly, source),
        Pacing::ForGoal(otherwise, source) => {
            least.map_or((otherwise, source), |least| (least, PaceSource::Goal))
        }
    };
    let lane = Lane::new(&calendar, weekly.per_day());
    let finish_at = |per_day: Work| {
        let works = !skills.is_empty() && per_day > Work::default();
        works.then(|| Lane::new(&calendar, per_day).finish(sums)).flatten()
    };
    let finish = finish_at(weekly.per_day());
    if finish.is_none() && !skills.is_empty() {
        return Err(CannotPlan::TooFar { weekly });
    }
    let by = terms.by.map(|date| {
        let in_time = lane.done_by(date);
        let unfit = running(&shares).filter(|(_, done)| done[1] > in_time);
        let does_not_fit = Named::all(evaluation, unfit.map(|(ix, _)| ix));
        let met = does_not_fit.is_empty();
        Goal { date, hours_per_week: least, met, does_not_fit, has_passed: date < terms.from }
    });
    let usual = match terms.pace {
        Pacing::ForGoal(usual, _) => Some(usual),
        Pacing::At(..) => terms.saved,
    };
    let unestimated = skills.iter().copied().filter(|ix| evaluation.hours(*ix).is_none());
    let roadmap = evaluation.roadmap();
    let [min, mid, max] = sums;
    Ok(Schedule {
        within: roadmap,
        roadmap: &roadmap.id,
        hours_per_week: weekly,
        source,
        from: terms.from,
        hours: Range { min, mid, max },
        finish,
        by,
        assumed: assumed(&left, &skills),
        left_out: left_out(&left, terms.reach),
        unestimated: Named::all(evaluation, unestimated),
        median: left.median(),
        pace: pace.map(|pace| AtPace { hours_per_week: pace, finish: finish_at(pace.per_day()) }),
        usual: usual
            .filter(|usual| *usual != weekly)
            .map(|usual| AtPace { hours_per_week: usual, finish: finish_at(usual.per_day()) }),
        weeks: spans(roadmap, lane, &shares, Period::Week),
        stages: stages(roadmap, lane, &shares, terms.until),
        milestones: milestone_finishes(evaluation, lane, &shares)
            .into_iter()
            .filter(|of| terms.until.is_none_or(|until| of.milestone.stage_at <= until))
            .collect(),
        until: terms.until.map(|at| &roadmap.stages()[at]).map(|stage| Until {
            stage: &stage.id,
            title: &stage.title,
            milestone: stage.milestone.as_deref(),
        }),
        speed: terms.speed,
        to_save: terms.to_save(weekly),
        layout: Layout { calendar, shares },
    })
}

/// The `skills` that the stages up to this one contain or need.
fn up_to(evaluation: &Evaluation<'_>, skills: &[Ix], stage: usize) -> Vec<Ix> {
    let roadmap = evaluation.roadmap();
    let mut wanted = vec![false; roadmap.len()];
    let is_within = |ix: &Ix| roadmap.entry(*ix).stage <= stage;
    let mut waiting: Vec<Ix> = skills.iter().copied().filter(is_within).collect();
    while let Some(ix) = waiting.pop() {
        if std::mem::replace(&mut wanted[ix.at()], true) {
            continue;
        }
        waiting.extend(evaluation.needs_of(ix));
        waiting.extend(roadmap.children(ix));
    }
    skills.iter().copied().filter(|ix| wanted[ix.at()]).collect()
}

/// The stages, without dates for those after `until`.
fn stages<'a>(
    roadmap: &'a Roadmap,
    lane: Lane<'_>,
    shares: &[Share],
    until: Option<usize>,
) -> Vec<StageFinish<'a>> {
    let finish = |(at, stage): (usize, &'a Stage)| StageFinish {
        id: &stage.id,
        title: &stage.title,
        number: at + 1,
        start: None,
        finish: None,
    };
    let mut stages: Vec<_> = roadmap.stages().iter().enumerate().map(finish).collect();
    let mut before = Work::default();
    for (ix, done) in running(shares) {
        let at = roadmap.entry(ix).stage;
        if until.is_some_and(|until| until < at) {
            before = done[1];
            continue;
        }
        let stage = &mut stages[at];
        stage.start = stage.start.or_else(|| lane.start(before));
        stage.finish = lane.finish(done);
        before = done[1];
    }
    stages
}

impl Schedule<'_> {
    /// The first and the last day of each skill.
    pub fn skill_days(&self) -> BTreeMap<Ix, (Date, Date)> {
        let lane = Lane::new(&self.layout.calendar, self.hours_per_week.per_day());
        let mut before = Work::default();
        let mut days = BTreeMap::new();
        for (ix, done) in running(&self.layout.shares) {
            if let (Some(first), Some(finish)) = (lane.start(before), lane.finish(done)) {
                days.insert(ix, (first, finish.mid));
            }
            before = done[1];
        }
        days
    }

    /// The plan, cut into periods.
    pub fn spans(&self, period: Period) -> Vec<PlanPeriod<'_>> {
        let lane = Lane::new(&self.layout.calendar, self.hours_per_week.per_day());
        spans(self.within, lane, &self.layout.shares, period)
    }
}

fn spans<'a>(
    roadmap: &'a Roadmap,
    lane: Lane<'_>,
    shares: &[Share],
    period: Period,
) -> Vec<PlanPeriod<'a>> {
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
        spans.push(PlanPeriod { start, end, hours, items });
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
