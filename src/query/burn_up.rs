//! How the number of done skills grew, and how it will by a plan.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::evaluation::Evaluation;
use super::plan::Schedule;
use super::remaining::Remaining;
use super::units::Units;
use crate::progress::Status;

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

/// The units that were done by the end of a day, as far as dates are known.
pub fn units_by(evaluation: &Evaluation<'_>, day: Date) -> Units {
    let roadmap = evaluation.roadmap();
    let mut statuses = vec![Status::Todo; roadmap.len()];
    for (ix, ..) in roadmap.skills() {
        if evaluation.since(ix).is_none_or(|since| since <= day) {
            statuses[ix.at()] = evaluation.status(ix);
        }
    }
    Evaluation::from_statuses(roadmap, &statuses).total()
}

#[cfg(test)]
mod tests;
