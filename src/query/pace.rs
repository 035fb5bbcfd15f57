//! The actual pace of the last weeks.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::evaluation::Evaluation;
use super::remaining::Remaining;
use super::work::Work;
use crate::catalog::{Id, Roadmap};
use crate::progress::{Progress, Status};

/// How many days count, including idle ones.
pub const DAYS: u8 = 28;

/// What was learned in the last four weeks. Serialises as hours a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    work: Work,
}

impl Pace {
    /// A day's share.
    pub(super) fn per_day(self) -> Work {
        self.work.a_day_of(DAYS.into())
    }

    /// A week's share.
    pub fn weekly(self) -> Work {
        self.work.a_day_of(4)
    }
}

/// The pace of the 28 days before `today`: the time logged on these days, plus the
/// midpoint of the estimate of each skill that was started and then finished in them
/// without any logged time. `None` if there is none.
///
/// A skill that was checked without being started was known before, so it does not
/// count. Skills are looked up in `roadmaps`, each once.
pub fn pace<'a>(
    progress: &Progress,
    roadmaps: impl IntoIterator<Item = &'a Roadmap>,
    today: Date,
) -> Option<Pace> {
    pace_in(progress, roadmaps, None, today)
}

/// The same, with one roadmap possibly `evaluated` already.
pub(super) fn pace_in<'a>(
    progress: &Progress,
    roadmaps: impl IntoIterator<Item = &'a Roadmap>,
    evaluated: Option<&Evaluation<'_>>,
    today: Date,
) -> Option<Pace> {
    let first = today.checked_sub(i32::from(DAYS).days()).unwrap_or(Date::MIN);
    let lately = |on: Date| first <= on && on < today;
    let logged = progress.spent().iter().filter(|(on, _)| lately(*on));
    let mut work: Work = logged.map(|(_, minutes)| Work::of_minutes((*minutes).into())).sum();
    // Most roadmaps have no recently done skill, so they need no evaluation.
    let names = progress.names_done(lately);
    let mut counted: HashSet<&Id> = HashSet::new();
    for roadmap in roadmaps {
        if !names.iter().any(|name| roadmap.named(name.as_str()).is_some()) {
            continue;
        }
        let known = evaluated.filter(|known| std::ptr::eq(known.roadmap(), roadmap));
        let new;
        let evaluation = if let Some(known) = known {
            known
        } else {
            new = Evaluation::new(roadmap, progress);
            &new
        };
        let left = Remaining::of(evaluation);
        for (ix, entry, _) in roadmap.skills() {
            let is_candidate =
                evaluation.status(ix) == Status::Done && evaluation.since(ix).is_some_and(lately);
            if !is_candidate || entry.names().any(|name| counted.contains(name)) {
                continue;
            }
            counted.extend(entry.names());
            let record = progress.record(entry.names());
            if record.started.is_some() && record.spent.is_empty() {
                let [_, midpoint, _] = left.estimate_or_median(ix);
                work += midpoint;
            }
        }
    }
    (work > Work::default()).then_some(Pace { work })
}

impl Serialize for Pace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.weekly().serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::progress::{Change, Event};
    use crate::query::fixtures::sketch;

    const TODAY: Date = date(2026, 11, 20);

    /// Asserts the minutes a week after these events: days before today, then `start`,
    /// `done`, `known`, `reset` or minutes, then skills.
    #[track_caller]
    fn is(events: &[(i32, &str, &str)], minutes: Option<u64>) {
        let event = |(ago, what, skills): &(i32, &str, &str)| {
            let skills: Vec<Id> =
                skills.split_whitespace().map(|skill| skill.parse().unwrap()).collect();
            let change = match *what {
                "start" => Change::Start { skills, redate: false, note: None },
                "reset" => Change::Reset { skills, resources: Vec::new() },
                "done" | "known" => Change::Done {
                    skills,
                    known: *what == "known",
                    redate: false,
                    resources: Vec::new(),
                    note: None,
                    evidence: Vec::new(),
                },
                minutes => Change::Spent { skills, minutes: minutes.parse().unwrap() },
            };
            let at = Timestamp::UNIX_EPOCH;
            Event { id: Uuid::nil(), at, on: TODAY - ago.days(), change }
        };
        let progress = Progress::fold(&events.iter().map(event).collect::<Vec<_>>());
        let [one, other] = [sketch("a:10-20 b:5 c"), sketch("b:5 d:1")];
        let pace = pace(&progress, [&one, &other], TODAY);
        assert_eq!(pace.map(Pace::weekly), minutes.map(Work::of_minutes), "{events:?}");
    }

    #[test]
    fn logged_time_counts_by_its_day() {
        is(&[], None);
        is(&[(1, "90", "a"), (28, "30", "b")], Some(30));
        is(&[(0, "90", "a"), (29, "30", "b")], None);
        is(&[(5, "60", "elsewhere")], Some(15));
    }

    #[test]
    fn started_and_finished_skills_count_their_midpoint_once() {
        is(&[(9, "start", "a"), (2, "done", "a")], Some(225));
        is(&[(2, "start", "a"), (2, "done", "a")], Some(225));
        is(&[(90, "start", "b"), (28, "done", "b"), (3, "done", "b")], Some(75));
        is(&[(9, "start", "c"), (2, "done", "c")], Some(150));
        is(&[(9, "start", "a"), (29, "done", "a")], None);
        is(&[(9, "start", "a"), (0, "done", "a")], None);
        is(&[(9, "start", "a"), (5, "120", "a"), (2, "done", "a")], Some(30));
        is(&[(9, "start", "a"), (90, "120", "a"), (2, "done", "a")], None);
        is(&[(9, "start", "a b d"), (2, "done", "a b d")], Some(315));
    }

    #[test]
    fn skills_known_before_do_not_count() {
        is(&[(2, "done", "a b c d")], None);
        is(&[(2, "known", "a b c d")], None);
        is(&[(9, "start", "a"), (2, "known", "a")], None);
        is(&[(9, "start", "a"), (8, "reset", "a"), (2, "done", "a")], None);
        is(&[(9, "start", "a"), (2, "done", "a"), (1, "reset", "a")], None);
    }
}
