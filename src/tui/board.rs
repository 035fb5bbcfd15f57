//! The data that the browser shows: a roadmap, progress, and what is computed from them.

use std::rc::Rc;

use jiff::civil::Date;

use crate::catalog::{Ix, Roadmap, RoadmapId};
use crate::progress::Progress;
use crate::query::activity::{Activity, Week};
use crate::query::burn_up::units_by;
use crate::query::plan::{Finish, PlanPeriod, Terms, Work, forecast, plan};
use crate::query::summary::Counts;
use crate::query::units::Units;
use crate::query::{Evaluated, Evaluation, Remaining, Wanted, next, summary};
use crate::view::screen;
use crate::view::style::Style;

/// The number of steps to suggest.
const STEPS: usize = 12;

/// The weeks of a year, plus the current one.
const WEEKS: u16 = 53;

/// A roadmap and progress, evaluated.
#[derive(Debug)]
pub struct Board {
    pub(super) roadmap: Rc<Roadmap>,
    pub(super) progress: Progress,
    /// The roadmaps in use, the current one first.
    pub(super) in_use: Vec<Rc<Roadmap>>,
    pub(super) today: Date,
    evaluated: Evaluated,
    pub(super) counts: Counts,
    pub(super) stages: Vec<Counts>,
    pub(super) stage_at: Option<usize>,
    pub(super) figures: Vec<String>,
    pub(super) milestone: Option<String>,
}

/// A roadmap that can be viewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub id: RoadmapId,
    pub title: String,
    pub percent: u64,
    pub in_use: bool,
}

/// A suggested step: a skill, or a choice with its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StepAt {
    pub(super) ix: Ix,
    pub(super) options: Vec<Ix>,
}

/// The last year.
#[derive(Debug, Default)]
pub(super) struct Year {
    pub(super) weeks: Vec<Week>,
    /// What was done of the roadmap by the end of each week.
    pub(super) units: Vec<Units>,
}

/// The plan, week by week.
#[derive(Debug, Default)]
pub(super) struct Planned {
    pub(super) weeks: Vec<PlannedWeek>,
    /// Milestones with the dates on which they are reached.
    pub(super) milestones: Vec<(String, Finish)>,
    /// The unfinished stages with their finish dates.
    pub(super) stages: Vec<(usize, Finish)>,
    /// The hours left and the finish dates, or why there is no plan.
    pub(super) facts: Vec<String>,
    /// Sentences about the goal and what was assumed.
    pub(super) remarks: Vec<String>,
}

#[derive(Debug)]
pub(super) struct PlannedWeek {
    pub(super) start: Date,
    pub(super) end: Date,
    pub(super) hours: Work,
    /// The skills of the week: hours in this week, and whether it finishes them.
    pub(super) parts: Vec<(Ix, Work, bool)>,
}

impl Board {
    pub fn new(
        roadmap: Rc<Roadmap>,
        progress: Progress,
        in_use: Vec<Rc<Roadmap>>,
        today: Date,
        style: &Style,
    ) -> Self {
        let evaluation = Evaluation::new(&roadmap, &progress);
        let summary = summary(&evaluation);
        let (counts, stage_at) = (summary.counts, summary.stage_at);
        let stages = summary.stages.iter().map(|stage| stage.counts).collect();
        let figures = screen::figures(&summary, style);
        let saved = progress.plan(&roadmap.id);
        let forecast = saved.and_then(|saved| forecast(&evaluation, saved, today, None).ok()?);
        let milestone = screen::milestone(&summary, forecast.as_ref(), today);
        let evaluated = evaluation.evaluated();
        Self {
            roadmap,
            progress,
            in_use,
            today,
            evaluated,
            counts,
            stages,
            stage_at,
            figures,
            milestone,
        }
    }

    /// The roadmap that is shown.
    pub fn id(&self) -> &RoadmapId {
        &self.roadmap.id
    }

    pub(super) fn evaluation(&self) -> Evaluation<'_> {
        Evaluation::of_evaluated(&self.roadmap, &self.progress, &self.evaluated)
    }

    /// The roadmaps in use that contain this skill.
    pub(super) fn having(&self, ix: Ix) -> Vec<RoadmapId> {
        let id = self.roadmap.entry(ix).id.as_str();
        let has = |roadmap: &&Rc<Roadmap>| roadmap.with_id(id).is_some();
        self.in_use.iter().filter(has).map(|roadmap| roadmap.id.clone()).collect()
    }

    /// The next steps.
    pub(super) fn steps(&self) -> Vec<StepAt> {
        use crate::query::next::StepAnswer;
        let evaluation = self.evaluation();
        let wanted = Wanted { limit: STEPS, ..Wanted::default() };
        let next = next(std::slice::from_ref(&evaluation), &wanted);
        let step = |step: &StepAnswer<'_>| match step {
            StepAnswer::Skill(skill) => StepAt { ix: skill.ix, options: Vec::new() },
            StepAnswer::Choice(choice) => {
                let options = choice.options.iter();
                let options = options.filter_map(|option| self.roadmap.with_id(option.id.as_str()));
                StepAt { ix: choice.ix, options: options.collect() }
            }
        };
        next.steps.iter().map(step).collect()
    }

    /// The saved plan, or a plan at the default pace.
    pub(super) fn planned(&self, style: &Style) -> Planned {
        let evaluation = self.evaluation();
        let terms = Terms::of_saved(self.progress.plan(&self.roadmap.id), self.today);
        let schedule = match plan(&evaluation, &terms, None) {
            Ok(schedule) => schedule,
            Err(error) => {
                return Planned { facts: vec![format!("no plan: {error}")], ..Planned::default() };
            }
        };
        let week = |week: &PlanPeriod<'_>| PlannedWeek {
            start: week.start,
            end: week.end,
            hours: week.hours,
            parts: week.items.iter().map(|item| (item.ix, item.hours, item.finished)).collect(),
        };
        let milestones = schedule
            .milestones
            .iter()
            .filter_map(|milestone| Some((milestone.milestone.text.to_owned(), milestone.finish?)));
        let stages = schedule.stages.iter().enumerate();
        Planned {
            weeks: schedule.weeks.iter().map(week).collect(),
            milestones: milestones.collect(),
            stages: stages.filter_map(|(at, stage)| Some((at, stage.finish?))).collect(),
            facts: screen::plan_facts(&schedule, self.today, style),
            remarks: screen::plan_remarks(&schedule, self.today, style),
        }
    }

    /// What was done in the last year.
    pub(super) fn year(&self) -> Year {
        let others = self.in_use.iter().filter(|roadmap| roadmap.id != self.roadmap.id);
        let roadmaps = std::iter::once(&self.roadmap).chain(others).map(Rc::as_ref);
        let weeks = Activity::of_all(&self.progress, roadmaps, self.today).weeks(WEEKS);
        let evaluation = self.evaluation();
        let units = weeks.iter().map(|week| units_by(&evaluation, week.sunday())).collect();
        Year { weeks, units }
    }

    /// The hours a week of the saved plan, in minutes.
    pub(super) fn weekly_minutes(&self) -> Option<u32> {
        self.progress.plan(&self.roadmap.id)?.minutes_per_week
    }

    /// The estimated minutes left in a group, as (minimum, maximum). `None` if nothing left
    /// has an estimate.
    pub(super) fn left_in(&self, group: Ix) -> Option<(u64, u64)> {
        let evaluation = self.evaluation();
        let left = Remaining::of(&evaluation);
        let hours = left.skills_of(group).into_iter().filter_map(|ix| evaluation.hours(ix));
        let add = |(min, max): (u64, u64), hours: crate::catalog::Hours| {
            (min + u64::from(hours.min_minutes), max + u64::from(hours.max_minutes))
        };
        Some(hours.fold((0, 0), add)).filter(|(_, max)| *max > 0)
    }
}
