//! What was done when: the days of a roadmap, its weeks, and how the number of
//! done skills grew.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use super::days::monday;
use super::evaluation::Evaluation;
use super::plan::Schedule;
use super::remaining::Remaining;
use crate::progress::Status;

/// The days on which something was done or logged, and how many of the done
/// skills have no date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Learned {
    days: BTreeMap<Date, Day>,
    /// Done skills that were known before.
    pub known: usize,
}

/// What happened on a day, or in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Day {
    /// Minutes logged.
    pub minutes: u64,
    /// Skills finished.
    pub done: usize,
}

/// A week, Monday to Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub monday: Date,
    /// Monday first.
    pub days: [Day; 7],
}

/// How many skills are done by the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    pub on: Date,
    pub skills: usize,
}

/// The skills done so far, and those that a plan adds. Only what counts: what is
/// required, and no options beyond what a choice asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BurnUp {
    /// Oldest first; the first is where it began, the last is today.
    pub done: Vec<Reached>,
    /// From today to the finish; empty without a plan or when nothing is left.
    pub plan: Vec<Reached>,
    /// The number of skills at the end of the plan.
    pub total: usize,
}

/// What was learned on the skills of a roadmap up to `today`. What is not in scope
/// and what is optional is included: it was learned.
pub fn learned(evaluation: &Evaluation<'_>, today: Date) -> Learned {
    let mut learned = Learned::default();
    let Some(progress) = evaluation.progress() else { return learned };
    for (ix, entry, _) in evaluation.roadmap().skills() {
        for (on, minutes) in progress.record(entry.names()).spent {
            if on <= today {
                learned.days.entry(on).or_default().minutes += u64::from(minutes);
            }
        }
        if evaluation.status(ix) == Status::Done {
            match evaluation.since(ix) {
                Some(on) if on <= today => learned.days.entry(on).or_default().done += 1,
                Some(_) => {}
                None => learned.known += 1,
            }
        }
    }
    learned
}

impl Learned {
    /// The days with something, oldest first.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (Date, Day)> {
        self.days.iter().map(|(on, day)| (*on, *day))
    }

    /// The last `count` weeks, oldest first; the last one is that of `today`.
    pub fn weeks(&self, today: Date, count: i32) -> Vec<Week> {
        let monday = monday(today);
        let week = |ago: i32| {
            let monday = monday.saturating_sub(days(7 * ago));
            let day = |at| {
                let on = monday.saturating_add(days(at));
                self.days.get(&on).copied().unwrap_or_default()
            };
            Week { monday, days: std::array::from_fn(|at| day(i32::try_from(at).unwrap_or(0))) }
        };
        (0..count).rev().map(week).collect()
    }
}

impl Week {
    /// Its days with their dates.
    pub fn dated(&self) -> impl Iterator<Item = (Date, Day)> {
        let dates = (0..).map(|at| self.monday.saturating_add(days(at)));
        dates.zip(self.days)
    }

    /// Its days together.
    pub fn total(&self) -> Day {
        self.days.iter().fold(Day::default(), |sum, day| Day {
            minutes: sum.minutes + day.minutes,
            done: sum.done + day.done,
        })
    }
}

/// How the number of done skills grew up to `today`, and how it will by `plan`.
pub fn burn_up(evaluation: &Evaluation<'_>, plan: Option<&Schedule<'_>>, today: Date) -> BurnUp {
    let mut dated: BTreeMap<Date, usize> = BTreeMap::new();
    let mut skills = 0;
    let left = Remaining::of(evaluation);
    let stages = 0..evaluation.roadmap().stages().len();
    let entries = stages.flat_map(|stage| evaluation.roadmap().stage_within(stage));
    for ix in left.done_among(entries) {
        match evaluation.since(ix) {
            Some(on) => *dated.entry(on.min(today)).or_default() += 1,
            None => skills += 1,
        }
    }
    let first = dated.keys().next().map_or(today, |first| first.saturating_sub(1.day()));
    let mut done = vec![Reached { on: first, skills }];
    for (on, more) in dated {
        skills += more;
        done.push(Reached { on, skills });
    }
    if done.last().is_some_and(|last| last.on < today) {
        done.push(Reached { on: today, skills });
    }
    let mut ahead = vec![Reached { on: today, skills }];
    for week in plan.into_iter().flat_map(|plan| &plan.weeks) {
        let finished = week.items.iter().filter(|item| item.finished).count();
        if finished > 0 {
            skills += finished;
            ahead.push(Reached { on: week.end, skills });
        }
    }
    if let (Some(last), Some(finish)) = (ahead.last_mut(), plan.and_then(|plan| plan.finish)) {
        last.on = finish.mid;
    }
    let plan = if ahead.len() > 1 { ahead } else { Vec::new() };
    BurnUp { done, plan, total: skills }
}

fn days(count: i32) -> Span {
    count.days()
}

#[cfg(test)]
mod tests;
