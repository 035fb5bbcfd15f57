//! The main dates of the saved plan, for the overview.

use jiff::civil::Date;
use serde::Serialize;

use super::calendar::Calendar;
use super::lay::{Finish, Lane, MilestoneFinish, shares, total};
use super::schedule::{CannotPlan, StageFinish, plan};
use super::terms::Terms;
use crate::progress::Plan;
use crate::query::evaluation::Evaluation;
use crate::query::pace::Pace;
use crate::query::remaining::Remaining;
use crate::query::work::Weekly;

/// When everything will be learned according to the saved plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast<'a> {
    pub hours_per_week: Weekly,
    /// The current stage; `None` if only optional skills are left.
    pub stage: Option<StageFinish<'a>>,
    pub finish: Finish,
    /// The goal.
    pub by: Option<Date>,
    /// The next milestone.
    pub milestone: Option<MilestoneFinish<'a>>,
    /// The actual pace of the last weeks, if there is a goal.
    pub pace: Option<Pace>,
}

/// The forecast of the saved plan on the day `today`; `None` when nothing is left.
///
/// # Errors
/// [`CannotPlan`].
pub fn forecast<'a>(
    evaluation: &Evaluation<'a>,
    saved: &Plan,
    today: Date,
    pace: Option<Pace>,
) -> Result<Option<Forecast<'a>>, CannotPlan> {
    let terms = Terms::of_saved(Some(saved), today);
    let mut plan = plan(evaluation, &terms, None)?;
    let milestone = plan.milestones.iter().find(|of| of.finish.is_some()).cloned();
    let stage = evaluation.current_stage().map(|at| plan.stages.swap_remove(at));
    Ok(plan.finish.map(|finish| Forecast {
        hours_per_week: plan.hours_per_week,
        stage,
        finish,
        by: terms.by,
        milestone,
        pace,
    }))
}

/// When everything is finished at the pace of the last weeks, with the days off of the
/// saved plan. The same as [`Schedule::pace`](super::Schedule::pace), without computing
/// a whole plan. `None` if nothing is left, or after the year 9999.
pub fn finish_at(
    evaluation: &Evaluation<'_>,
    saved: Option<&Plan>,
    pace: Pace,
    today: Date,
) -> Option<Finish> {
    let terms = Terms::of_saved(saved, today);
    let left = Remaining::of(evaluation);
    let skills = left.skills(terms.reach);
    let calendar = Calendar::new(terms.from, &terms.off);
    if skills.is_empty() || !calendar.has_days() {
        return None;
    }
    Lane::new(&calendar, pace.per_day()).finish(total(&shares(&left, &skills)))
}
