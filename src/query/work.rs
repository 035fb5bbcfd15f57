//! Exact learning time, and hours a week.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};
use std::str::FromStr;

use serde::{Serialize, Serializer};
use serde_json::Number;

use crate::catalog::Hours;

/// Learning time, exact. Serialises as hours.
///
/// Counted in 1/560 minutes, the largest unit that keeps all of these whole: a seventh
/// of a week's hours, a day's share of four weeks, and a tenth of the midpoint between
/// two estimates or of the median of such midpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Work(u64);

/// Hours a week in steps of a half, from 0.5 to 168. Serialises as hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weekly {
    halves: u16,
}

/// A text that is not a number of hours a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadWeekly;

/// Work at the minimum, midpoint and maximum of an estimate.
pub type Spread = [Work; 3];

impl Work {
    const PER_MINUTE: u64 = 560;

    pub fn of_minutes(minutes: u64) -> Self {
        Self(minutes * Self::PER_MINUTE)
    }

    fn of_half_minutes(halves: u64) -> Self {
        Self(halves * (Self::PER_MINUTE / 2))
    }

    /// The three points of an estimate.
    pub(super) fn of_hours(hours: Hours) -> Spread {
        let (min, max) = (u64::from(hours.min_minutes), u64::from(hours.max_minutes));
        [2 * min, min + max, 2 * max].map(Self::of_half_minutes)
    }

    /// The median of midpoints; `None` if there are none.
    pub(super) fn median(mut midpoints: Vec<Self>) -> Option<Self> {
        midpoints.sort_unstable();
        let half = midpoints.len() / 2;
        let upper = *midpoints.get(half)?;
        let is_odd = midpoints.len() % 2 == 1;
        Some(if is_odd { upper } else { Self(u64::midpoint(midpoints[half - 1].0, upper.0)) })
    }

    /// What is left of an estimate after some time was spent, at least a tenth.
    pub(super) fn left_of(estimate: Spread, spent_minutes: u64) -> Spread {
        let spent = spent_minutes.saturating_mul(Self::PER_MINUTE);
        estimate.map(|Self(all)| Self(all.saturating_sub(spent).max(all / 10)))
    }

    /// This percentage of it, more than zero.
    pub(super) fn percent(self, percent: u32) -> Self {
        Self((self.0 * u64::from(percent) / 100).max(1))
    }

    /// A day's share of work done in this many days; exact for 7 and 28.
    pub(super) fn a_day_of(self, days: u64) -> Self {
        Self(self.0 / days)
    }

    /// How many days this takes at `per_day`, counting the last one as whole.
    pub(super) fn days_at(self, per_day: Self) -> u64 {
        self.0.div_ceil(per_day.0)
    }

    /// How many full days this takes at `per_day`.
    pub(super) fn full_days_at(self, per_day: Self) -> u64 {
        self.0 / per_day.0
    }

    /// This much work on each of some days.
    pub(super) fn times(self, days: u64) -> Self {
        Self(self.0.saturating_mul(days))
    }

    /// In tenths of an hour, for display: rounded, but 0 only for nothing.
    pub fn tenths(self) -> u64 {
        const TENTH: u64 = 6 * Work::PER_MINUTE;
        ((self.0 + TENTH / 2) / TENTH).max(u64::from(self.0 > 0))
    }
}

impl Weekly {
    /// Every hour of a week.
    pub const MAX: Self = Self { halves: 2 * 168 };

    /// The default pace: 5 hours.
    pub const DEFAULT: Self = Self { halves: 2 * 5 };

    /// From a multiple of 30 minutes, from 30 minutes to 168 hours; otherwise `None`.
    pub fn from_minutes(minutes: u32) -> Option<Self> {
        let halves = u16::try_from(minutes / 30).ok().filter(|_| minutes.is_multiple_of(30))?;
        (1..=Self::MAX.halves).contains(&halves).then_some(Self { halves })
    }

    pub fn minutes(self) -> u32 {
        30 * u32::from(self.halves)
    }

    /// A day's share.
    pub(super) fn per_day(self) -> Work {
        Work::of_minutes(self.minutes().into()).a_day_of(7)
    }

    /// The lowest pace at which `work` fits into this many days, if any.
    pub(super) fn least(work: Work, days: u64) -> Option<Self> {
        let a_half = Self { halves: 1 }.per_day().times(days);
        if a_half.0 == 0 {
            return None;
        }
        let halves = u16::try_from(work.0.div_ceil(a_half.0).max(1)).ok()?;
        (halves <= Self::MAX.halves).then_some(Self { halves })
    }
}

impl FromStr for Weekly {
    type Err = BadWeekly;

    fn from_str(text: &str) -> Result<Self, BadWeekly> {
        let hours: f64 = text.trim().parse().map_err(|_| BadWeekly)?;
        let halves = hours * 2.0;
        if !(1.0..=f64::from(Self::MAX.halves)).contains(&halves) || halves.fract() != 0.0 {
            return Err(BadWeekly);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "just checked")]
        Ok(Self { halves: halves as u16 })
    }
}

impl fmt::Display for Weekly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = if self.halves.is_multiple_of(2) { "" } else { ".5" };
        write!(f, "{}{half}", self.halves / 2)
    }
}

impl fmt::Display for BadWeekly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "hours a week must be a number from 0.5 to 168 in steps of 0.5, such as 8 or 7.5",
        )
    }
}

impl std::error::Error for BadWeekly {}

impl Add for Work {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Work {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl AddAssign for Work {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Work {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

impl Serialize for Work {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const HOUR: u64 = 60 * Work::PER_MINUTE;
        if self.0.is_multiple_of(HOUR) {
            return Number::from(self.0 / HOUR).serialize(serializer);
        }
        #[expect(
            clippy::cast_precision_loss,
            reason = "sums of estimates are far below 2^52 units"
        )]
        let hours = self.0 as f64 / HOUR as f64;
        hours.serialize(serializer)
    }
}

impl Serialize for Weekly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Work::of_minutes(self.minutes().into()).serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn left(spent: u64, expected: [u64; 3]) {
        let estimate = Work::of_hours(Hours { min_minutes: 60 * 25, max_minutes: 60 * 40 });
        let left = Work::left_of(estimate, 60 * spent);
        assert_eq!(left, expected.map(Work::of_minutes), "{spent}");
    }

    #[test]
    fn a_tenth_is_always_left() {
        left(0, [1500, 1950, 2400]);
        left(24, [150, 510, 960]);
        left(1_000_000, [150, 195, 240]);
        let odd = Work::of_hours(Hours { min_minutes: 1, max_minutes: 2 });
        assert_eq!(Work::left_of(odd, 9).map(|work| work.0), [56, 84, 112]);
        assert_eq!(Work::left_of(odd, u64::MAX).map(|work| work.0), [56, 84, 112]);
    }

    #[test]
    fn the_median_is_exact() {
        let median = |halves: &[u64]| {
            Work::median(halves.iter().map(|halves| Work::of_half_minutes(*halves)).collect())
        };
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[5, 1, 9]), Some(Work::of_half_minutes(5)));
        // A quarter of a minute, and a tenth of that.
        assert_eq!(median(&[1, 0]), Some(Work(140)));
        assert_eq!(Work::left_of([Work(140); 3], 1), [Work(14); 3]);
    }

    #[test]
    fn hours_a_week_are_halves() {
        for (text, minutes) in
            [("0.5", 30), ("8", 480), ("7.5", 450), (" 168 ", 10080), ("+1.0", 60), ("1e1", 600)]
        {
            assert_eq!(text.parse::<Weekly>().map(Weekly::minutes), Ok(minutes), "{text}");
        }
        for text in [
            "0", "-1", "-0.5", "NaN", "inf", "1000", "168.5", "7.25", "0.4", "", "eight", "8h",
            "1e99", "-0", "8,5",
        ] {
            assert_eq!(text.parse::<Weekly>(), Err(BadWeekly), "{text}");
        }
        assert_eq!(Weekly::from_minutes(450).map(|weekly| weekly.to_string()), Some("7.5".into()));
        for minutes in [0, 29, 31, 10081, 10110, u32::MAX] {
            assert_eq!(Weekly::from_minutes(minutes), None);
        }
    }

    #[test]
    fn the_least_pace_fits_and_a_lower_one_does_not() {
        let ten_hours = Work::of_minutes(600);
        assert_eq!(Weekly::least(ten_hours, 7), Some(Weekly { halves: 20 }));
        assert_eq!(Weekly::least(ten_hours + Work(1), 7), Some(Weekly { halves: 21 }));
        assert_eq!(Weekly::least(Work(1), 10_000), Some(Weekly { halves: 1 }));
        assert_eq!(Weekly::least(ten_hours, 0), None);
        assert_eq!(Weekly::least(Work::of_minutes(24 * 60), 1), Some(Weekly::MAX));
        assert_eq!(Weekly::least(Work::of_minutes(24 * 60 + 1), 1), None);
    }

    #[test]
    fn small_amounts_are_not_shown_as_zero() {
        assert_eq!(Work(1).tenths(), 1);
        assert_eq!(Work::default().tenths(), 0);
        assert_eq!(Work::of_minutes(90).tenths(), 15);
        assert_eq!(Work::of_minutes(92).tenths(), 15);
    }

    #[test]
    fn whole_hours_are_whole_in_json() {
        let json = |minutes| serde_json::to_string(&Work::of_minutes(minutes)).unwrap();
        assert_eq!(json(480), "8");
        assert_eq!(json(330), "5.5");
    }
}
