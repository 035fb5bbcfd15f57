//! What was done in which week, for pictures of a year.

use std::collections::HashSet;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

use super::evaluation::Evaluation;
use super::units::Units;
use crate::catalog::{Id, Roadmap};
use crate::progress::{Progress, Status};

/// A week, Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveWeek {
    pub monday: Date,
    /// Of each day, Monday first.
    pub days: [ActiveDay; 7],
    /// What was done of the roadmap by its end, as far as dates are known.
    pub units: Units,
}

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActiveDay {
    /// Minutes logged.
    pub minutes: u32,
    /// Skills that became done.
    pub done: u32,
}

impl ActiveWeek {
    /// The date of a day, 0 for Monday.
    pub fn date(&self, day: usize) -> Date {
        let days = i64::try_from(day.min(6)).unwrap_or(6);
        self.monday.saturating_add(Span::new().days(days))
    }

    pub fn minutes(&self) -> u32 {
        self.days.iter().map(|day| day.minutes).sum()
    }
}

/// The last `count` weeks up to that of `today`, oldest first. Time is of every
/// skill, what was done of `roadmaps`, each skill once; units are of `evaluation`.
pub fn activity<'a>(
    evaluation: &Evaluation<'_>,
    progress: &Progress,
    roadmaps: impl IntoIterator<Item = &'a Roadmap>,
    today: Date,
    count: u16,
) -> Vec<ActiveWeek> {
    let monday = monday_of(today);
    let first = monday.checked_sub(Span::new().weeks(count.max(1) - 1)).unwrap_or(Date::MIN);
    let mut weeks: Vec<ActiveWeek> =
        std::iter::successors(Some(first), |monday| monday.checked_add(1.week()).ok())
            .take_while(|first| *first <= monday)
            .map(|monday| ActiveWeek {
                monday,
                days: <_>::default(),
                units: units_by(evaluation, monday),
            })
            .collect();
    let mut on = |date: Date, change: &dyn Fn(&mut ActiveDay)| {
        let days = usize::try_from((date - first).get_days()).ok();
        if let Some(days) = days
            && let Some(week) = weeks.get_mut(days / 7)
        {
            change(&mut week.days[days % 7]);
        }
    };
    for (date, minutes) in progress.spent() {
        on(*date, &|day| day.minutes = day.minutes.saturating_add(*minutes));
    }
    let mut seen: HashSet<&Id> = HashSet::new();
    for roadmap in roadmaps {
        for (_, entry, _) in roadmap.skills() {
            let record = progress.record(entry.names());
            if record.status == Status::Done
                && let Some(date) = record.since
                && seen.insert(&entry.id)
            {
                on(date, &|day| day.done += 1);
            }
        }
    }
    weeks
}

/// The units that were done by the end of the week of `monday`.
fn units_by(evaluation: &Evaluation<'_>, monday: Date) -> Units {
    let sunday = monday.saturating_add(6.days());
    let roadmap = evaluation.roadmap();
    let mut statuses = vec![Status::Todo; roadmap.len()];
    for (ix, ..) in roadmap.skills() {
        if evaluation.since(ix).is_none_or(|since| since <= sunday) {
            statuses[ix.at()] = evaluation.status(ix);
        }
    }
    Evaluation::from_statuses(roadmap, &statuses).total()
}

fn monday_of(date: Date) -> Date {
    let days = i64::from(date.weekday().since(Weekday::Monday));
    date.checked_sub(Span::new().days(days)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::progress::{Change, Event};
    use crate::query::fixtures::sketch;

    fn event(on: Date, change: Change) -> Event {
        Event { id: Uuid::nil(), at: Timestamp::UNIX_EPOCH, on, change }
    }

    fn done(skill: &str, known: bool) -> Change {
        let skills = vec![skill.parse().unwrap()];
        Change::Done {
            skills,
            known,
            redate: false,
            resources: Vec::new(),
            note: None,
            evidence: Vec::new(),
        }
    }

    #[test]
    fn weeks_add_up_what_was_logged_and_done() {
        let roadmap = sketch("a b c d");
        let spent = |minutes| Change::Spent { skills: vec!["z".parse().unwrap()], minutes };
        let progress = Progress::fold(&[
            event(date(2026, 11, 1), done("a", true)),
            event(date(2026, 11, 8), done("b", false)),
            event(date(2026, 11, 9), spent(30)),
            event(date(2026, 11, 9), spent(60)),
            event(date(2026, 11, 20), done("c", false)),
            event(date(2026, 10, 1), spent(99)),
        ]);
        let evaluation = Evaluation::new(&roadmap, &progress);
        let weeks = activity(&evaluation, &progress, [&roadmap, &roadmap], date(2026, 11, 20), 3);
        let seen: Vec<_> = weeks
            .iter()
            .map(|week| {
                let done: u32 = week.days.iter().map(|day| day.done).sum();
                (week.monday.to_string(), week.minutes(), done, week.units.done)
            })
            .collect();
        let want = [("2026-11-02", 0, 1, 2), ("2026-11-09", 90, 0, 2), ("2026-11-16", 0, 1, 3)];
        assert_eq!(seen, want.map(|(monday, a, b, c)| (monday.to_owned(), a, b, c)));
        assert_eq!(weeks[1].days[0].minutes, 90);
        assert_eq!(weeks[2].days[4].done, 1);
    }

    #[test]
    fn time_has_a_beginning() {
        let roadmap = sketch("a");
        let progress = Progress::default();
        let evaluation = Evaluation::new(&roadmap, &progress);
        assert!(!activity(&evaluation, &progress, [&roadmap], Date::MIN, 53).is_empty());
        assert_eq!(activity(&evaluation, &progress, [&roadmap], Date::MAX, 53).len(), 53);
    }
}
