//! A map of the year: a cell for each day, warmer the more was done.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::days::monday;
use crate::progress::Activity;

/// A column for each week, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    pub weeks: Vec<HeatWeek>,
}

/// A week of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeatWeek {
    pub monday: Date,
    /// `None` for days after the last one of the map.
    pub days: [Option<HeatDay>; 7],
}

/// A day of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeatDay {
    pub date: Date,
    pub activity: Activity,
    /// From 0, nothing, to 4.
    pub level: u8,
}

/// The highest level.
pub const HOTTEST: u8 = 4;

/// From so many minutes, or so many events, on, a day has the level.
const LEVELS: [(u64, u32, u8); 4] = [(180, 8, 4), (90, 4, 3), (30, 2, 2), (1, 1, 1)];

/// The map of so many weeks, the last of them that of `until`.
pub fn heat(activity: &BTreeMap<Date, Activity>, until: Date, weeks: usize) -> Heat {
    let last = monday(until);
    let week = |back: usize| {
        let days = i32::try_from(7 * back).ok()?;
        let monday = last.checked_sub(days.days()).ok()?;
        let day = |at: i32| {
            let date = monday.checked_add(at.days()).ok().filter(|date| *date <= until)?;
            let activity = activity.get(&date).copied().unwrap_or_default();
            Some(HeatDay { date, activity, level: level(activity) })
        };
        Some(HeatWeek { monday, days: [0, 1, 2, 3, 4, 5, 6].map(day) })
    };
    Heat { weeks: (0..weeks).rev().filter_map(week).collect() }
}

/// How warm a day is.
pub fn level(activity: Activity) -> u8 {
    let reached = |(minutes, events, _): &&(u64, u32, u8)| {
        activity.minutes >= *minutes || activity.events >= *events
    };
    LEVELS.iter().find(reached).map_or(0, |(.., level)| *level)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_as_warm_as_what_was_done() {
        for (events, minutes, want) in
            [(0, 0, 0), (1, 0, 1), (1, 29, 1), (1, 30, 2), (4, 0, 3), (1, 179, 3), (1, 180, 4)]
        {
            assert_eq!(level(Activity { events, minutes }), want, "{events} {minutes}");
        }
    }

    #[test]
    fn it_ends_with_the_day_and_has_whole_weeks_before() {
        let friday = date(2026, 11, 20);
        let activity = BTreeMap::from([
            (friday, Activity { events: 2, minutes: 60 }),
            (date(2026, 11, 9), Activity { events: 1, minutes: 0 }),
        ]);
        let heat = heat(&activity, friday, 2);
        let levels: Vec<Vec<Option<u8>>> = heat
            .weeks
            .iter()
            .map(|week| week.days.iter().map(|day| day.map(|day| day.level)).collect())
            .collect();
        let [some, none] = [Some(0), None];
        assert_eq!(heat.weeks[0].monday, date(2026, 11, 9));
        assert_eq!(
            levels,
            [
                [Some(1), some, some, some, some, some, some],
                [some, some, some, some, Some(2), none, none]
            ]
        );
    }
}
