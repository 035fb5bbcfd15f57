//! The working days: every day on or after the first one that is not off.

use jiff::Span;
use jiff::civil::Date;

/// The working days, numbered from 1. A lookup takes O(log n) for n ranges of
/// days off, however far away the day is.
#[derive(Debug, Clone)]
pub(in crate::query) struct Calendar {
    from: Date,
    /// In order and disjoint; none ends before `from`.
    off: Vec<Off>,
}

/// A range of days off, as distances from the first day.
#[derive(Debug, Clone, Copy)]
struct Off {
    first: u64,
    last: u64,
    /// The number of days off in the ranges before it.
    before: u64,
}

impl Off {
    fn days(self) -> u64 {
        self.last - self.first + 1
    }
}

impl Calendar {
    pub(in crate::query) fn new(from: Date, off: &[(Date, Date)]) -> Self {
        let mut ranges: Vec<_> = off
            .iter()
            .filter(|(first, last)| first <= last && from <= *last)
            .map(|(first, last)| (distance(from, *first), distance(from, *last)))
            .collect();
        ranges.sort_unstable();
        let mut merged: Vec<Off> = Vec::new();
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(before) if first <= before.last + 1 => before.last = before.last.max(last),
                before => {
                    let before = before.map_or(0, |before| before.before + before.days());
                    merged.push(Off { first, last, before });
                }
            }
        }
        Self { from, off: merged }
    }

    pub(super) fn from(&self) -> Date {
        self.from
    }

    /// The number of working days up to and including `date`.
    pub(super) fn days_through(&self, date: Date) -> u64 {
        if date < self.from {
            return 0;
        }
        let at = distance(self.from, date);
        let begun = self.off.partition_point(|off| off.first <= at);
        let off = begun.checked_sub(1).map_or(0, |last| {
            let last = self.off[last];
            last.before + last.days().min(at - last.first + 1)
        });
        at + 1 - off
    }

    /// The `n`th working day, from 1; `None` after the year 9999.
    pub(super) fn day(&self, n: u64) -> Option<Date> {
        let passed = self.off.partition_point(|off| off.first - off.before < n);
        let off = passed.checked_sub(1).map_or(0, |last| {
            let last = self.off[last];
            last.before + last.days()
        });
        let distance = i32::try_from(n.checked_sub(1)?.checked_add(off)?).ok()?;
        // The farthest two dates are 7,304,483 days apart.
        let span = Span::new().try_days(distance).ok()?;
        self.from.checked_add(span).ok()
    }

    /// Whether there is a working day.
    pub(super) fn has_days(&self) -> bool {
        self.day(1).is_some()
    }
}

/// The days from `from` to `date`; 0 if that is earlier.
fn distance(from: Date, date: Date) -> u64 {
    u64::try_from((date - from).get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const FROM: Date = date(2026, 11, 20);

    #[test]
    fn days_off_are_skipped() {
        let off = [
            (date(2026, 11, 23), date(2026, 11, 24)),
            (date(2026, 11, 25), date(2026, 11, 25)),
            (date(2026, 11, 1), date(2026, 11, 20)),
            (date(2026, 11, 24), date(2026, 11, 24)),
        ];
        let calendar = Calendar::new(FROM, &off);
        let days = (1..=4).map(|n| calendar.day(n).unwrap());
        let expected = [(2026, 11, 21), (2026, 11, 22), (2026, 11, 26), (2026, 11, 27)]
            .map(|(y, m, d)| date(y, m, d));
        assert!(days.eq(expected));
        assert_eq!(calendar.days_through(date(2026, 11, 19)), 0);
        assert_eq!(calendar.days_through(FROM), 0);
        assert_eq!(calendar.days_through(date(2026, 11, 24)), 2);
        assert_eq!(calendar.days_through(date(2026, 11, 26)), 3);
    }

    #[test]
    fn the_last_day_of_the_calendar_does_not_panic() {
        let calendar = Calendar::new(FROM, &[]);
        assert_eq!(calendar.day(0), None);
        assert_eq!(calendar.day(u64::MAX), None);
        assert_eq!(calendar.day(calendar.days_through(Date::MAX)), Some(Date::MAX));
        assert_eq!(calendar.day(calendar.days_through(Date::MAX) + 1), None);
        let never = Calendar::new(FROM, &[(date(1, 1, 1), Date::MAX)]);
        assert!(!never.has_days());
        assert_eq!(never.days_through(Date::MAX), 0);
    }

    #[test]
    fn leap_days_and_year_ends_are_counted() {
        let calendar = Calendar::new(date(2028, 2, 28), &[]);
        assert_eq!(calendar.day(2), Some(date(2028, 2, 29)));
        assert_eq!(calendar.day(3), Some(date(2028, 3, 1)));
        let calendar = Calendar::new(date(2026, 12, 31), &[(date(2027, 1, 1), date(2027, 1, 1))]);
        assert_eq!(calendar.day(2), Some(date(2027, 1, 2)));
    }

    proptest! {
        #[test]
        fn lookups_agree_with_counting_day_by_day(
            off in proptest::collection::vec((-10..60, 0..9), 0..6)
        ) {
            let at = |days: i32| FROM + days.days();
            let off: Vec<_> = off.iter().map(|(at_, more)| (at(*at_), at(at_ + more))).collect();
            let calendar = Calendar::new(FROM, &off);
            let mut n = 0;
            for day in (0..100).map(at) {
                let is_off = off.iter().any(|(first, last)| (*first..=*last).contains(&day));
                if !is_off {
                    n += 1;
                    prop_assert_eq!(calendar.day(n), Some(day));
                }
                prop_assert_eq!(calendar.days_through(day), n);
            }
        }
    }
}
