//! What another role would still take.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

use super::plan::{self, Assumed, Calendar, Lane, Terms, Weekly, Work};
use super::remaining::{Remaining, Tally};
use super::{Evaluation, Reach};
use crate::catalog::{Hours, Id, Ix, Need, Roadmap, RoadmapId};
use crate::progress::Status;

/// How far it is to some roles.
#[derive(Debug, Serialize)]
pub struct Gap<'a> {
    pub targets: Vec<Target<'a>>,
}

/// How far it is to one role. Of the skills it requires, and of open choices
/// the options that are assumed.
#[derive(Debug, Serialize)]
pub struct Target<'a> {
    pub roadmap: &'a RoadmapId,
    pub title: &'a str,
    pub percent: u64,
    pub have: Vec<Have<'a>>,
    pub learning: Vec<Learning<'a>>,
    /// In the order to learn them.
    pub missing: Vec<Missing<'a>>,
    /// What it builds upon without counting it, by id.
    pub assumes: Vec<&'a Id>,
    pub assumed: Vec<Assumed<'a>>,
    /// The estimates of what is learning or missing.
    pub hours: super::remaining::Sum,
    /// How many of these have none.
    pub unestimated: usize,
    pub hours_per_week: Weekly,
    /// From today until it is finished; `None` beyond the last date there is.
    pub weeks: Option<u64>,
    /// `None` also when nothing is left.
    pub finish: Option<Date>,
    /// What is left, at the middle of the estimates.
    #[serde(skip)]
    pub left: Work,
}

/// A skill that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Have<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    /// `None` when it was known before.
    pub since: Option<Date>,
}

/// A skill that is being learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learning<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub since: Option<Date>,
    pub hours: Option<Hours>,
}

/// A skill that is still to be learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub hours: Option<Hours>,
    pub skipped: bool,
}

/// How far it is to the role of `standing`'s roadmap, at the pace of `terms`
/// and from their first day on.
pub fn target<'a>(evaluation: &Evaluation<'a>, terms: &Terms) -> Target<'a> {
    let roadmap = evaluation.roadmap();
    let left = Remaining::of(evaluation);
    let mut skills = left.skills(Reach::Required);
    skills.extend(skipped(&left));
    let skills = plan::order(evaluation, &skills);
    let shares = plan::shares(&left, &skills);
    let sums = plan::total(&shares);
    let weekly = terms.weekly();
    let calendar = Calendar::new(terms.from, &terms.off);
    let finish = (!skills.is_empty())
        .then(|| Lane::new(&calendar, weekly.per_day()).finish(sums))
        .flatten()
        .map(|finish| finish.mid);
    let tally = Tally::of(evaluation, skills.iter().copied());
    let (learning, missing) =
        skills.iter().partition::<Vec<Ix>, _>(|ix| evaluation.status(**ix) == Status::Learning);
    let have = roadmap.skills().filter(|(ix, ..)| {
        evaluation.status(*ix) == Status::Done
            && !evaluation.is_optional(*ix)
            && evaluation.in_scope(*ix)
    });
    Target {
        roadmap: &roadmap.id,
        title: &roadmap.title,
        percent: evaluation.total().percent(),
        have: have
            .map(|(ix, entry, _)| Have {
                id: &entry.id,
                title: &entry.title,
                since: evaluation.since(ix),
            })
            .collect(),
        learning: learning.iter().map(|ix| Learning::new(evaluation, *ix)).collect(),
        missing: missing.iter().map(|ix| Missing::new(evaluation, *ix)).collect(),
        assumes: assumes(evaluation),
        assumed: plan::assumed(&left, &skills),
        hours: tally.hours,
        unestimated: tally.unestimated,
        hours_per_week: weekly,
        weeks: if skills.is_empty() { Some(0) } else { finish.map(|day| weeks(terms.from, day)) },
        finish,
        left: sums[1],
    }
}

/// The roadmaps that `in_use` lead to, each once, in the order of the files.
pub fn led_to<'a>(in_use: impl IntoIterator<Item = &'a Roadmap>) -> Vec<&'a RoadmapId> {
    let mut found = Vec::new();
    for next in in_use.into_iter().flat_map(|roadmap| &roadmap.leads_to) {
        if !found.contains(&&next.roadmap) {
            found.push(&next.roadmap);
        }
    }
    found
}

/// Puts what is nearest first: the fewest hours left.
pub fn nearest_first(targets: &mut [Target<'_>]) {
    targets.sort_by_key(|target| target.left);
}

/// The weeks from the first to the last day, one begun counted whole.
fn weeks(first: Date, last: Date) -> u64 {
    u64::try_from((last - first).get_days() + 1).unwrap_or(0).div_ceil(7)
}

/// What this role requires though it was skipped. In a choice that is what was
/// left out of the options that are assumed, and only if too few options are
/// left over, those that were skipped whole.
fn skipped(left: &Remaining<'_, '_>) -> Vec<Ix> {
    let evaluation = left.evaluation();
    let roadmap = evaluation.roadmap();
    let mut wanted = vec![true; roadmap.len()];
    let mut skipped = Vec::new();
    for (ix, entry) in roadmap.entries() {
        let is_wanted = !entry.optional
            && wanted[ix.at()]
            && entry.parent.is_none_or(|group| wanted[group.at()]);
        wanted[ix.at()] = is_wanted;
        if !is_wanted {
            continue;
        }
        if let Some(choose) = entry.choose() {
            for option in roadmap.children(ix) {
                wanted[option.at()] = false;
            }
            let gone =
                roadmap.children(ix).filter(|option| evaluation.units(*option).required == 0);
            for option in left.options(ix).chain(gone).take(choose as usize) {
                wanted[option.at()] = true;
            }
        } else if evaluation.status(ix) == Status::Skipped {
            skipped.push(ix);
        }
    }
    skipped
}

/// What is needed but not in the roadmap, each once, in file order.
fn assumes<'a>(evaluation: &Evaluation<'a>) -> Vec<&'a Id> {
    let mut seen = HashSet::new();
    let entries = evaluation.roadmap().entries();
    let counting =
        entries.filter(|(ix, _)| !evaluation.is_optional(*ix) && evaluation.in_scope(*ix));
    let assumed = counting.flat_map(|(_, entry)| &entry.needs).filter_map(|need| match need {
        Need::Assumed(id) => Some(id),
        Need::Entry(_) => None,
    });
    assumed.filter(|id| seen.insert(*id)).collect()
}

impl<'a> Learning<'a> {
    fn new(evaluation: &Evaluation<'a>, ix: Ix) -> Self {
        let entry = evaluation.entry(ix);
        Self {
            id: &entry.id,
            title: &entry.title,
            since: evaluation.since(ix),
            hours: evaluation.hours(ix),
        }
    }
}

impl<'a> Missing<'a> {
    fn new(evaluation: &Evaluation<'a>, ix: Ix) -> Self {
        let entry = evaluation.entry(ix);
        let skipped = evaluation.status(ix) == Status::Skipped;
        Self { id: &entry.id, title: &entry.title, hours: evaluation.hours(ix), skipped }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::query::fixtures;

    /// A Friday.
    const TODAY: Date = date(2026, 11, 20);

    /// What is had, learning, and missing, skipped ones in brackets.
    #[track_caller]
    fn gap(roadmap: &str, progress: &str, expected: [&str; 3]) {
        fixtures::evaluation(roadmap, progress, |evaluation| {
            let target = target(evaluation, &Terms::of_saved(None, TODAY));
            let have: Vec<_> = target.have.iter().map(|have| have.id.as_str()).collect();
            let learning: Vec<_> = target.learning.iter().map(|skill| skill.id.as_str()).collect();
            let missing = target.missing.iter().map(|missing| match missing {
                Missing { id, skipped: true, .. } => format!("({id})"),
                Missing { id, .. } => id.to_string(),
            });
            let missing: Vec<_> = missing.collect();
            let found = [have.join(" "), learning.join(" "), missing.join(" ")];
            assert_eq!(found, expected, "{roadmap} {progress}");
        });
    }

    #[test]
    fn missing_stands_in_the_order_to_learn() {
        gap("a<c b c d e?", "d+ b~", ["d", "b", "c a"]);
        gap("a b", "a+ b+", ["a b", "", ""]);
    }

    #[test]
    fn what_was_skipped_is_missing_too() {
        gap("a<b b c d?", "b- d-", ["", "", "(b) a c"]);
        gap("g[a b]", "a+ b-", ["a", "", "(b)"]);
    }

    #[test]
    fn a_choice_is_satisfied_by_what_is_done() {
        gap("lang=1[php python] x<lang", "php+", ["php", "", "x"]);
        gap("lang=1[php python:1 ruby:9] x<lang", "", ["", "", "python x"]);
        gap("lang=1[php python ruby:1]", "php- python~", ["", "python", ""]);
        gap("lang=1[g[a b] c]", "a+", ["a", "", "b"]);
    }

    #[test]
    fn a_skipped_option_is_missing_only_where_too_few_are_left() {
        gap("lang=1[php python]", "php-", ["", "", "python"]);
        gap("lang=1[php python]", "php- python-", ["", "", "(php)"]);
        gap("lang=2[php python ruby]", "php- python+ ruby-", ["python", "", "(php)"]);
        gap("lang=1[g[a b] c]", "a~ b-", ["", "a", "(b)"]);
    }

    #[test]
    fn weeks_are_whole_and_end_at_the_finish() {
        fixtures::evaluation("a:10 b:4-8<x c<x,y", "", |evaluation| {
            let target = target(evaluation, &Terms::of_saved(None, TODAY));
            assert_eq!((target.weeks, target.finish), (Some(5), Some(date(2026, 12, 23))));
            assert_eq!(target.hours.max_minutes, 18 * 60);
            assert_eq!(target.unestimated, 1);
        });
        fixtures::evaluation("a", "a+", |evaluation| {
            let target = target(evaluation, &Terms::of_saved(None, TODAY));
            assert_eq!((target.weeks, target.finish), (Some(0), None));
        });
    }
}
