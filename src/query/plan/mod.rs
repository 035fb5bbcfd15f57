//! When everything will be learned: what is left, in order, scheduled over the weeks.
//!
//! ```text
//! Evaluation ─▶ Remaining ─▶ order ─▶ shares ─┐
//!                                             ├─▶ lay ─▶ Schedule
//! Terms ──────────────────▶ Calendar ─────────┘
//! ```
//!
//! All sums are exact ([`Work`]) and all dates are civil, so that a plan is the same in
//! every time zone.

mod assumptions;
mod calendar;
mod forecast;
mod lay;
mod order;
mod schedule;
mod terms;

pub use super::work::{BadWeekly, Weekly, Work};
pub use assumptions::{Assumed, LeftOutOptions};
pub use forecast::{Forecast, finish_at, forecast};
pub use lay::{Finish, MilestoneFinish, Period};
pub use schedule::{
    AtPace, CannotPlan, Goal, Item, PlanPeriod, Range, Schedule, StageFinish, Until, plan,
};
pub use terms::{GoalBeforeStart, PaceSource, Pacing, PlanRequest, Terms};

pub(super) use assumptions::{assumed, left_out};
pub(super) use calendar::Calendar;
pub(super) use lay::{Lane, milestone_finishes, shares, total};
pub(super) use order::order;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
