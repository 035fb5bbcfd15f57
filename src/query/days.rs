//! A range of days to look back on.

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

/// Days, from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Days {
    pub since: Date,
    pub until: Date,
}

/// The range ends before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndsBeforeStart {
    pub since: Date,
    pub until: Date,
}

impl Days {
    /// # Errors
    /// [`EndsBeforeStart`].
    pub fn new(since: Date, until: Date) -> Result<Self, EndsBeforeStart> {
        if until < since {
            return Err(EndsBeforeStart { since, until });
        }
        Ok(Self { since, until })
    }

    /// The week of `today`, so far. Weeks begin on Monday.
    pub fn week(today: Date) -> Self {
        Self { since: monday(today), until: today }
    }

    /// The month of `today`, so far.
    pub fn month(today: Date) -> Self {
        Self { since: today.first_of_month(), until: today }
    }

    /// The year of `today`, so far.
    pub fn year(today: Date) -> Self {
        Self { since: today.first_of_year(), until: today }
    }

    pub fn contains(self, day: Date) -> bool {
        self.since <= day && day <= self.until
    }

    /// Its weeks; the first and last may be shorter.
    pub fn weeks(self) -> impl Iterator<Item = Self> {
        let mut next = Some(self.since);
        std::iter::from_fn(move || {
            let since = next.filter(|since| *since <= self.until)?;
            let until = sunday(since).min(self.until);
            next = until.tomorrow().ok();
            Some(Self { since, until })
        })
    }

    /// Its days.
    pub fn each(self) -> impl Iterator<Item = Date> {
        let mut next = Some(self.since);
        std::iter::from_fn(move || {
            let day = next.filter(|day| *day <= self.until)?;
            next = day.tomorrow().ok();
            Some(day)
        })
    }

    /// How many days there are.
    pub fn count(self) -> u64 {
        u64::try_from((self.until - self.since).get_days()).unwrap_or(0) + 1
    }
}

/// The Monday on or before `day`.
pub fn monday(day: Date) -> Date {
    let behind = i32::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(behind.days()).unwrap_or(Date::MIN)
}

/// The Sunday on or after `day`.
pub fn sunday(day: Date) -> Date {
    let ahead = 6 - i32::from(day.weekday().to_monday_zero_offset());
    day.checked_add(ahead.days()).unwrap_or(Date::MAX)
}

impl fmt::Display for EndsBeforeStart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the range from {} to {} ends before it starts", self.since, self.until)
    }
}

impl std::error::Error for EndsBeforeStart {}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn weeks_begin_on_monday_and_everything_ends_today() {
        for (today, week) in [
            (date(2026, 11, 16), date(2026, 11, 16)),
            (date(2026, 11, 20), date(2026, 11, 16)),
            (date(2026, 11, 22), date(2026, 11, 16)),
        ] {
            assert_eq!(Days::week(today), Days { since: week, until: today });
            assert_eq!(Days::month(today).since, date(2026, 11, 1));
            assert_eq!(Days::year(today).since, date(2026, 1, 1));
        }
        assert!(Days::new(date(2026, 11, 2), date(2026, 11, 1)).is_err());
    }

    #[test]
    fn the_first_and_last_week_may_be_shorter() {
        let days = Days { since: date(2026, 11, 6), until: date(2026, 11, 17) };
        let weeks: Vec<_> = days.weeks().map(|week| (week.since.day(), week.count())).collect();
        assert_eq!(weeks, [(6, 3), (9, 7), (16, 2)]);
        let last = Days { since: Date::MAX, until: Date::MAX };
        assert_eq!(last.weeks().count(), 1);
    }
}
