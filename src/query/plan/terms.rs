//! The terms of a plan: what was typed, then what was saved, then defaults.

use std::fmt;

use jiff::civil::Date;

use crate::progress::Plan;
use crate::query::evaluation::Reach;
use crate::query::work::Weekly;

/// The terms that were typed; all are optional.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanRequest {
    pub weekly: Option<Weekly>,
    pub from: Option<Date>,
    pub by: Option<Date>,
    pub off: Vec<(Date, Date)>,
    pub optional: bool,
    /// Plan up to the stage with this index.
    pub until: Option<usize>,
    /// How long this person takes, in percent of the roadmap's hours.
    pub speed: Option<u32>,
}

/// The terms of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The first day.
    pub from: Date,
    /// Days off, both ends included, in any order.
    pub off: Vec<(Date, Date)>,
    /// The goal; one before `from` has passed.
    pub by: Option<Date>,
    pub reach: Reach,
    pub pace: Pacing,
    /// The saved hours a week.
    pub saved: Option<Weekly>,
    /// Only what the stages up to the one with this index need.
    pub until: Option<usize>,
    /// How long this person takes, in percent of the roadmap's hours.
    pub speed: Option<u32>,
}

/// How many hours a week to plan with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pacing {
    At(Weekly, PaceSource),
    /// What the goal requires, or these hours if it cannot be reached.
    ForGoal(Weekly, PaceSource),
}

/// Where the hours a week of a plan come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceSource {
    Typed,
    Saved,
    /// Neither typed nor saved.
    Default,
    /// They are what the goal requires.
    Goal,
}

/// The goal is before the first day, and both were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalBeforeStart {
    pub from: Date,
    pub by: Date,
}

impl PlanRequest {
    /// The part that a saved plan keeps.
    pub fn to_save(&self) -> Plan {
        Plan {
            minutes_per_week: self.weekly.map(Weekly::minutes),
            off: self.off.clone(),
            by: self.by,
            optional: self.optional,
        }
    }
}

impl Terms {
    /// The terms that were typed, completed by those `saved`.
    ///
    /// A goal that was typed without hours a week asks for what it requires, even if
    /// hours are saved.
    ///
    /// # Errors
    /// [`GoalBeforeStart`].
    pub fn new(
        typed: &PlanRequest,
        saved: Option<&Plan>,
        today: Date,
    ) -> Result<Self, GoalBeforeStart> {
        match (typed.from, typed.by) {
            (Some(from), Some(by)) if by < from => Err(GoalBeforeStart { from, by }),
            _ => Ok(Self::lay_over(typed, saved, today)),
        }
    }

    /// The terms of a saved plan on the day `today`.
    pub fn of_saved(saved: Option<&Plan>, today: Date) -> Self {
        Self::lay_over(&PlanRequest::default(), saved, today)
    }

    fn lay_over(typed: &PlanRequest, saved: Option<&Plan>, today: Date) -> Self {
        let nothing = Plan::default();
        let saved = saved.unwrap_or(&nothing);
        let saved_weekly = saved.minutes_per_week.and_then(Weekly::from_minutes);
        let known = match saved_weekly {
            Some(weekly) => (weekly, PaceSource::Saved),
            None => (Weekly::DEFAULT, PaceSource::Default),
        };
        let by = typed.by.or(saved.by);
        let asks = typed.by.is_some() || (saved.by.is_some() && saved_weekly.is_none());
        let pace = match typed.weekly {
            Some(weekly) => Pacing::At(weekly, PaceSource::Typed),
            None if asks => Pacing::ForGoal(known.0, known.1),
            None => Pacing::At(known.0, known.1),
        };
        let off = if typed.off.is_empty() { saved.off.clone() } else { typed.off.clone() };
        let optional = typed.optional || saved.optional;
        let reach = if optional { Reach::WithOptional } else { Reach::Required };
        let from = typed.from.unwrap_or(today);
        let (until, speed) = (typed.until, typed.speed);
        Self { from, off, by, reach, pace, saved: saved_weekly, until, speed }
    }

    /// The plan to save for these terms at these hours a week, without a goal
    /// that has passed.
    pub(super) fn to_save(&self, weekly: Weekly) -> Plan {
        Plan {
            minutes_per_week: Some(weekly.minutes()),
            off: self.off.clone(),
            by: self.by.filter(|by| self.from <= *by),
            optional: self.reach == Reach::WithOptional,
        }
    }

    /// The typed, saved or default hours a week, not what the goal requires.
    pub fn weekly(&self) -> Weekly {
        let (Pacing::At(weekly, _) | Pacing::ForGoal(weekly, _)) = self.pace;
        weekly
    }

    /// Where these hours a week come from.
    pub fn source(&self) -> PaceSource {
        let (Pacing::At(_, source) | Pacing::ForGoal(_, source)) = self.pace;
        source
    }
}

impl fmt::Display for GoalBeforeStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the goal {} is before the start {}", self.by, self.from)
    }
}

impl std::error::Error for GoalBeforeStart {}
