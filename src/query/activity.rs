//! What was done when: days, weeks of them, and how much a day was.

use std::collections::{BTreeMap, HashSet};
use std::ops::Add;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::days::monday;
use super::evaluation::Evaluation;
use super::recorded::recorded;
use crate::catalog::{Id, Roadmap};
use crate::progress::{Progress, Status};

/// What was recorded on a day, or on several together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// Events about skills.
    pub events: u32,
    /// Minutes logged.
    pub minutes: u64,
    /// Skills finished; not those that were known before.
    pub done: u32,
}

/// A week, Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub monday: Date,
    /// Monday first; `None` for days that are still ahead.
    pub days: [Option<Day>; 7],
}

/// The days with something on them, up to a last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    days: BTreeMap<Date, Day>,
    until: Date,
}

/// The highest level of a day.
pub const HIGHEST: u8 = 4;

/// From so many minutes, or so many events, on, a day has the level.
const LEVELS: [(u64, u32, u8); 4] = [(180, 8, HIGHEST), (90, 4, 3), (30, 2, 2), (1, 1, 1)];

impl Activity {
    /// What was recorded up to `until` on any skill. `roadmaps` are all to look
    /// up in which names are the same skill.
    pub fn of_all<'a>(
        progress: &'a Progress,
        roadmaps: impl IntoIterator<Item = &'a Roadmap>,
        until: Date,
    ) -> Self {
        let skills = recorded(progress, roadmaps);
        let done = skills.iter().filter(|(_, record)| record.status == Status::Done);
        Self::new(progress.events(|_| true), done.filter_map(|(_, record)| record.since), until)
    }

    /// What was recorded up to `until` on the skills of a roadmap, including
    /// those that are optional or out of scope.
    pub fn of_roadmap(evaluation: &Evaluation<'_>, until: Date) -> Self {
        let skills = || evaluation.roadmap().skills();
        let names: HashSet<&Id> = skills().flat_map(|(_, entry, _)| entry.names()).collect();
        let progress = evaluation.progress();
        let events = progress.map(|progress| progress.events(|name| names.contains(name)));
        let done = skills().filter(|(ix, ..)| evaluation.status(*ix) == Status::Done);
        let done = done.filter_map(|(ix, ..)| evaluation.since(ix));
        Self::new(events.into_iter().flatten(), done, until)
    }

    /// From the dates and minutes of events, and the dates on which a skill was finished.
    fn new(
        events: impl IntoIterator<Item = (Date, u32)>,
        done: impl IntoIterator<Item = Date>,
        until: Date,
    ) -> Self {
        let mut days: BTreeMap<Date, Day> = BTreeMap::new();
        for (on, minutes) in events {
            let day = days.entry(on).or_default();
            day.events += 1;
            day.minutes += u64::from(minutes);
        }
        for on in done {
            days.entry(on).or_default().done += 1;
        }
        days.retain(|on, _| *on <= until);
        Self { days, until }
    }

    /// The last `count` weeks, oldest first; the last one has the last day.
    pub fn weeks(&self, count: u16) -> Vec<Week> {
        let last = monday(self.until);
        let week = |ago: u16| {
            let monday = last.checked_sub((7 * i32::from(ago)).days()).ok()?;
            let day = |at: i32| {
                let on = monday.checked_add(at.days()).ok().filter(|on| *on <= self.until)?;
                Some(self.days.get(&on).copied().unwrap_or_default())
            };
            Some(Week { monday, days: [0, 1, 2, 3, 4, 5, 6].map(day) })
        };
        (0..count).rev().filter_map(week).collect()
    }
}

impl Day {
    /// How much it was: from 0, nothing, to [`HIGHEST`].
    pub fn level(self) -> u8 {
        let is_reached = |(minutes, events, _): &&(u64, u32, u8)| {
            self.minutes >= *minutes || self.events >= *events
        };
        LEVELS.iter().find(is_reached).map_or(0, |(.., level)| *level)
    }
}

impl Add for Day {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            events: self.events + other.events,
            minutes: self.minutes + other.minutes,
            done: self.done + other.done,
        }
    }
}

impl Week {
    pub fn sunday(&self) -> Date {
        self.monday.saturating_add(6.days())
    }

    /// Its days, without those that are still ahead.
    pub fn dated(&self) -> impl Iterator<Item = (Date, Day)> {
        let days = (0_i32..).zip(self.days);
        days.filter_map(|(at, day)| Some((self.monday.saturating_add(at.days()), day?)))
    }

    /// Its days together.
    pub fn total(&self) -> Day {
        self.dated().fold(Day::default(), |sum, (_, day)| sum + day)
    }
}

#[cfg(test)]
mod tests;
