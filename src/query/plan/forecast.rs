//! The saved plan in a few dates, for the overview.

use jiff::civil::Date;
use serde::Serialize;

use super::{CannotPlan, Finish, StageFinish, Terms, Weekly, plan};
use crate::progress::Plan;
use crate::query::Evaluation;

/// When one will be there, by the saved plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Forecast<'a> {
    pub hours_per_week: Weekly,
    /// The stage one is in; `None` where only optional skills are left.
    pub stage: Option<StageFinish<'a>>,
    pub finish: Finish,
    /// The goal.
    pub by: Option<Date>,
}

/// The forecast that the saved plan gives on the day `today`; `None` when
/// nothing is left.
///
/// # Errors
/// [`CannotPlan`].
pub fn forecast<'a>(
    evaluation: &Evaluation<'a>,
    saved: &Plan,
    today: Date,
) -> Result<Option<Forecast<'a>>, CannotPlan> {
    let terms = Terms::of_saved(Some(saved), today);
    let mut plan = plan(evaluation, &terms, None)?;
    let stage = evaluation.current_stage().map(|at| plan.stages.swap_remove(at));
    Ok(plan.finish.map(|finish| Forecast {
        hours_per_week: plan.hours_per_week,
        stage,
        finish,
        by: terms.by,
    }))
}
