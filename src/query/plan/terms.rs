//! Under which terms to plan: what was typed, over what was saved, over what
//! goes without saying.

use std::fmt;

use jiff::civil::Date;

use super::amount::Weekly;
use crate::progress::Plan;
use crate::query::Reach;

/// What was typed; all of it may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    pub weekly: Option<Weekly>,
    pub from: Option<Date>,
    pub by: Option<Date>,
    pub off: Vec<(Date, Date)>,
    pub optional: bool,
}

/// What to plan with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The first day.
    pub from: Date,
    /// Days off, both ends included, in any order.
    pub off: Vec<(Date, Date)>,
    /// The goal. It may lie before `from`: then it has passed.
    pub by: Option<Date>,
    pub reach: Reach,
    pub pace: Asked,
    /// The saved hours a week.
    pub saved: Option<Weekly>,
}

/// How fast to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    At(Weekly, Source),
    /// As fast as the goal takes; if it cannot be reached, like this.
    AsTheGoalTakes(Weekly, Source),
}

/// Why a plan has its hours a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Typed,
    Saved,
    /// Nobody said.
    Default,
    /// The goal takes them.
    Goal,
}

/// The goal lies before the first day, and both were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalBeforeStart {
    pub from: Date,
    pub by: Date,
}

impl Typed {
    /// What of it a saved plan keeps.
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
    /// The terms that `typed` makes over what was `saved`.
    ///
    /// A goal that was typed without hours a week asks for these, whatever was saved.
    ///
    /// # Errors
    /// [`GoalBeforeStart`].
    pub fn new(typed: &Typed, saved: Option<&Plan>, today: Date) -> Result<Self, GoalBeforeStart> {
        match (typed.from, typed.by) {
            (Some(from), Some(by)) if by < from => Err(GoalBeforeStart { from, by }),
            _ => Ok(Self::lay_over(typed, saved, today)),
        }
    }

    /// The terms of a saved plan on the day `today`.
    pub fn of_saved(saved: Option<&Plan>, today: Date) -> Self {
        Self::lay_over(&Typed::default(), saved, today)
    }

    fn lay_over(typed: &Typed, saved: Option<&Plan>, today: Date) -> Self {
        let nothing = Plan::default();
        let saved = saved.unwrap_or(&nothing);
        let saved_weekly = saved.minutes_per_week.and_then(Weekly::from_minutes);
        let known = match saved_weekly {
            Some(weekly) => (weekly, Source::Saved),
            None => (Weekly::DEFAULT, Source::Default),
        };
        let by = typed.by.or(saved.by);
        let asks = typed.by.is_some() || (saved.by.is_some() && saved_weekly.is_none());
        let pace = match typed.weekly {
            Some(weekly) => Asked::At(weekly, Source::Typed),
            None if asks => Asked::AsTheGoalTakes(known.0, known.1),
            None => Asked::At(known.0, known.1),
        };
        let off = if typed.off.is_empty() { saved.off.clone() } else { typed.off.clone() };
        let optional = typed.optional || saved.optional;
        let reach = if optional { Reach::WithOptional } else { Reach::Required };
        let from = typed.from.unwrap_or(today);
        Self { from, off, by, reach, pace, saved: saved_weekly }
    }

    /// The saved plan that gives these terms, at these hours a week; a goal that
    /// has passed is not kept.
    pub(super) fn to_save(&self, weekly: Weekly) -> Plan {
        Plan {
            minutes_per_week: Some(weekly.minutes()),
            off: self.off.clone(),
            by: self.by.filter(|by| self.from <= *by),
            optional: self.reach == Reach::WithOptional,
        }
    }

    /// The hours a week without asking what the goal takes.
    pub fn weekly(&self) -> Weekly {
        let (Asked::At(weekly, _) | Asked::AsTheGoalTakes(weekly, _)) = self.pace;
        weekly
    }
}

impl fmt::Display for GoalBeforeStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the goal {} lies before the start {}", self.by, self.from)
    }
}

impl std::error::Error for GoalBeforeStart {}
