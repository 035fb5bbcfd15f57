//! Properties of every plan, checked against counting day by day.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

use super::*;
use crate::catalog::{Ix, Need, Roadmap};
use crate::progress::{Change, Event, Progress, Status};
use crate::query::assume::assume;
use crate::query::assume::properties::all_fit;
use crate::query::evaluation::{Evaluation, Reach};
use crate::query::fixtures::{Sample, samples};
use crate::query::remaining::Remaining;
use crate::query::steps::{Step, Wanted, steps};

const FROM: Date = date(2027, 12, 20);

/// A random roadmap with progress on it, and terms to plan it under.
#[derive(Debug)]
struct Case {
    sample: Sample,
    progress: Progress,
    terms: Terms,
}

fn cases() -> impl Strategy<Value = Case> {
    let off = proptest::collection::vec((-20..200, 0..30), 0..4);
    let spent = proptest::collection::vec(prop_oneof![2 => Just(0), 1 => 1u32..1440], 16);
    let halves = prop_oneof![1u32..40, 1u32..=336];
    (samples(), off, spent, halves, 0..100, any::<bool>(), 0i32..400).prop_map(
        |(sample, off, spent, halves, from, optional, by)| {
            let day = |days: i32| FROM + days.days();
            let from = day(from);
            let weekly = Weekly::from_minutes(30 * halves).unwrap();
            let terms = Terms {
                from,
                off: off.iter().map(|(first, more)| (day(*first), day(first + more))).collect(),
                by: Some(from + by.days()),
                reach: if optional { Reach::WithOptional } else { Reach::Required },
                pace: Pacing::At(weekly, PaceSource::Typed),
                saved: None,
                until: None,
                speed: None,
            };
            let progress = progress(&sample, &spent);
            Case { sample, progress, terms }
        },
    )
}

fn progress(sample: &Sample, spent: &[u32]) -> Progress {
    let mut events = Vec::new();
    for ((ix, entry, _), spent) in sample.roadmap.skills().zip(spent.iter().cycle()) {
        let skills = vec![entry.id.clone()];
        let status = match sample.statuses[ix.at()] {
            Status::Todo => None,
            Status::Learning => {
                Some(Change::Start { skills: skills.clone(), redate: false, note: None })
            }
            Status::Done => Some(Change::Done {
                skills: skills.clone(),
                known: false,
                redate: false,
                resources: Vec::new(),
                note: None,
                evidence: Vec::new(),
            }),
            Status::Skipped => {
                Some(Change::Skip { skills: skills.clone(), redate: false, note: None })
            }
        };
        let spent = (*spent > 0).then_some(Change::Spent { skills, minutes: *spent });
        events.extend(status.into_iter().chain(spent).map(|change| Event {
            id: uuid::Uuid::nil(),
            at: jiff::Timestamp::UNIX_EPOCH,
            on: FROM,
            change,
        }));
    }
    Progress::fold(&events)
}

/// The working days of the plan.
fn days(terms: &Terms) -> impl Iterator<Item = Date> {
    let first = terms.from;
    let is_off = |day: &Date| terms.off.iter().any(|(from, to)| (*from..=*to).contains(day));
    first.series(1.day()).filter(move |day| !is_off(day))
}

/// The planned skills that a need on `on` waits for.
fn parts(roadmap: &Roadmap, planned: &[Ix], on: Ix) -> Vec<Ix> {
    if roadmap.entry(on).is_skill() {
        return planned.iter().copied().filter(|ix| *ix == on).collect();
    }
    let required = roadmap.children(on).filter(|child| !roadmap.entry(*child).optional);
    required.flat_map(|child| parts(roadmap, planned, child)).collect()
}

/// The needs of `ix` and of the groups around it that can block it, each after the
/// entry that has it.
fn needs(roadmap: &Roadmap, ix: Ix) -> Vec<(Ix, Ix)> {
    let bearers = std::iter::once(ix).chain(roadmap.around(ix));
    let needs = bearers.flat_map(|bearer| {
        roadmap.entry(bearer).needs.iter().filter_map(move |need| match need {
            Need::Entry(on) => Some((bearer, *on)),
            Need::Assumed(_) => None,
        })
    });
    needs.filter(|(_, on)| roadmap.is_optional(ix) || !roadmap.is_optional(*on)).collect()
}

/// The planned skills that `ix` needs.
fn needed(roadmap: &Roadmap, planned: &[Ix], ix: Ix) -> Vec<Ix> {
    needs(roadmap, ix).into_iter().flat_map(|(_, on)| parts(roadmap, planned, on)).collect()
}

/// The planned skills of the choices that unblock `ix`, because it needs an option of
/// theirs that is not assumed. Each comes after the entry that has the need.
fn freed_by(left: &Remaining<'_, '_>, planned: &[Ix], ix: Ix) -> Vec<(Ix, Ix)> {
    let evaluation = left.evaluation();
    let roadmap = evaluation.roadmap();
    let choice = |on: Ix| {
        let path = std::iter::once(on).chain(roadmap.around(on));
        let options = path.filter(|ix| evaluation.is_option(*ix) && !left.is_assumed(*ix));
        options.last().and_then(|option| roadmap.entry(option).parent)
    };
    let unmet = needs(roadmap, ix).into_iter().filter(|(_, on)| !evaluation.is_met(*on));
    unmet
        .filter_map(|(bearer, on)| Some((bearer, choice(on)?)))
        .flat_map(|(bearer, choice)| {
            parts(roadmap, planned, choice).into_iter().map(move |on| (bearer, on))
        })
        .collect()
}

/// All planned skills that `ix` has to wait for.
fn waits_for(left: &Remaining<'_, '_>, planned: &[Ix], ix: Ix) -> Vec<Ix> {
    let mut all = needed(left.evaluation().roadmap(), planned, ix);
    all.extend(freed_by(left, planned, ix).into_iter().map(|(_, on)| on));
    all
}

/// Whether `from` waits for `to`, directly or not.
fn is_waiting(left: &Remaining<'_, '_>, planned: &[Ix], from: Ix, to: Ix) -> bool {
    let mut seen = vec![from];
    let mut at = 0;
    while let Some(ix) = seen.get(at) {
        for on in waits_for(left, planned, *ix) {
            if on == to {
                return true;
            }
            if !seen.contains(&on) {
                seen.push(on);
            }
        }
        at += 1;
    }
    false
}

/// Ten times the midpoint that is left of a skill, so that a tenth is a whole number.
fn ten_times_left(case: &Case, evaluation: &Evaluation<'_>, ix: Ix) -> Work {
    let entry = case.sample.roadmap.entry(ix);
    let [_, mid, _] = Remaining::of(evaluation).estimate_or_median(ix);
    let spent = Work::of_minutes(case.progress.record(entry.names()).minutes()).times(10);
    (mid.times(10) - spent.min(mid.times(10))).max(mid)
}

proptest! {
    #[test]
    fn skills_come_after_what_they_need(case in cases()) {
        let roadmap = &case.sample.roadmap;
        let evaluation = Evaluation::new(roadmap, &case.progress);
        let plan = plan(&evaluation, &case.terms, None).unwrap();
        let items: Vec<_> = plan.weeks.iter().flat_map(|week| &week.items).collect();
        let left = Remaining::of(&evaluation);
        let planned = left.skills(case.terms.reach);
        for (at, item) in items.iter().enumerate() {
            let is_before = |on: Ix| items[..at].iter().any(|item| item.ix == on && item.finished);
            for on in needed(roadmap, &planned, item.ix) {
                prop_assert!(is_before(on), "{:?} before {on:?}", item.ix);
            }
            for (bearer, on) in freed_by(&left, &planned, item.ix) {
                let inside = |ix: &Ix| bearer <= *ix && ix.0 < roadmap.entry(bearer).end;
                let is_cycle = planned
                    .iter()
                    .filter(|ix| inside(ix))
                    .any(|part| on == *part || is_waiting(&left, &planned, on, *part));
                prop_assert!(is_cycle || is_before(on), "{:?} before {on:?}", item.ix);
            }
        }
        let mut finished: Vec<_> =
            items.iter().filter(|item| item.finished).map(|item| item.ix).collect();
        finished.sort_unstable();
        prop_assert_eq!(finished, planned);
    }

    #[test]
    fn the_order_is_learning_then_its_needs_then_file_order(case in cases()) {
        let evaluation = Evaluation::new(&case.sample.roadmap, &case.progress);
        let left = Remaining::of(&evaluation);
        let skills = left.skills(case.terms.reach);
        prop_assume!(skills.iter().all(|ix| !is_waiting(&left, &skills, *ix, *ix)));
        let mut rest = order(&evaluation, &skills);
        prop_assert_eq!(rest.len(), skills.len());
        let is_learning = |ix: &Ix| evaluation.status(*ix) == Status::Learning;
        while !rest.is_empty() {
            let free = |ix: &Ix| {
                waits_for(&left, &skills, *ix).iter().all(|on| !rest.contains(on))
            };
            let mut urgent: Vec<Ix> = rest.iter().copied().filter(is_learning).collect();
            let mut at = 0;
            while at < urgent.len() {
                let before = waits_for(&left, &rest, urgent[at]);
                let new: Vec<_> = before.into_iter().filter(|ix| !urgent.contains(ix)).collect();
                urgent.extend(new);
                at += 1;
            }
            let free: Vec<Ix> = rest.iter().copied().filter(free).collect();
            let rank = |ix: &Ix| (!is_learning(ix), !urgent.contains(ix), *ix);
            prop_assert_eq!(Some(rest[0]), free.into_iter().min_by_key(rank));
            rest.remove(0);
        }
    }

    #[test]
    fn a_plan_begins_with_a_step_that_next_offers(sample in samples()) {
        let evaluation = sample.evaluation();
        let left = Remaining::of(&evaluation);
        let skills = left.skills(Reach::Required);
        prop_assume!(skills.iter().all(|ix| !is_waiting(&left, &skills, *ix, *ix)));
        let everything = Wanted { limit: usize::MAX, ..Wanted::default() };
        let offered: Vec<Ix> =
            steps(&evaluation, &everything).into_iter().map(Step::ix).collect();
        if let Some(first) = order(&evaluation, &skills).first() {
            let mut path = std::iter::once(*first).chain(sample.roadmap.around(*first));
            prop_assert!(path.any(|ix| offered.contains(&ix)), "{first:?} of {offered:?}");
        }
    }

    #[test]
    fn following_a_plan_never_leaves_scope(sample in samples(), finish in any::<bool>()) {
        let mut evaluation = sample.evaluation();
        // If no set of options fits, some have to be dropped on the way.
        prop_assume!(all_fit(&evaluation, &assume(&evaluation)));
        let planned = Remaining::of(&evaluation).skills(Reach::Required);
        let mut rest = order(&evaluation, &planned);
        while !rest.is_empty() {
            let status = if finish || evaluation.status(rest[0]) == Status::Learning {
                Status::Done
            } else {
                Status::Learning
            };
            evaluation = evaluation.with(&rest[..1], status);
            if status == Status::Done {
                rest.remove(0);
            }
            for ix in &rest {
                prop_assert!(evaluation.in_scope(*ix), "{ix:?} of {rest:?}");
            }
            let mut open = rest.clone();
            open.sort_unstable();
            prop_assert_eq!(Remaining::of(&evaluation).skills(Reach::Required), open);
        }
        prop_assert!(!evaluation.total().is_open());
    }

    #[test]
    fn hours_placed_are_hours_left(case in cases()) {
        let evaluation = Evaluation::new(&case.sample.roadmap, &case.progress);
        let plan = plan(&evaluation, &case.terms, None).unwrap();
        let items = || plan.weeks.iter().flat_map(|week| &week.items);
        for ix in Remaining::of(&evaluation).skills(case.terms.reach) {
            let placed: Work = items().filter(|item| item.ix == ix).map(|item| item.hours).sum();
            prop_assert_eq!(placed.times(10), ten_times_left(&case, &evaluation, ix));
        }
        let placed: Work = plan.weeks.iter().map(|week| week.hours).sum();
        prop_assert_eq!(placed, plan.hours.mid);
        let spans = plan.spans(Period::WeekThenMonth(FROM + 40.days()));
        prop_assert_eq!(spans.iter().map(|span| span.hours).sum::<Work>(), placed);
    }

    #[test]
    fn weeks_are_contiguous_and_filled_to_capacity(case in cases()) {
        let evaluation = Evaluation::new(&case.sample.roadmap, &case.progress);
        let plan = plan(&evaluation, &case.terms, None).unwrap();
        let mut start = case.terms.from;
        for (at, week) in plan.weeks.iter().enumerate() {
            prop_assert_eq!(week.start, start);
            prop_assert_eq!(week.end.weekday(), Weekday::Sunday);
            prop_assert!((week.end - week.start).get_days() < 7);
            let days = days(&case.terms)
                .skip_while(|day| *day < week.start)
                .take_while(|day| *day <= week.end);
            let capacity = plan.hours_per_week.per_day().times(days.count() as u64);
            let is_last = at + 1 == plan.weeks.len();
            prop_assert!(week.hours == capacity || (is_last && week.hours < capacity));
            start = week.end.tomorrow().unwrap();
        }
    }

    #[test]
    fn finishes_agree_with_counting_days(case in cases()) {
        let evaluation = Evaluation::new(&case.sample.roadmap, &case.progress);
        let plan = plan(&evaluation, &case.terms, None).unwrap();
        let per_day = plan.hours_per_week.per_day();
        let counted = |work: Work| {
            let mut rest = work;
            days(&case.terms).find(|_| {
                rest = rest - rest.min(per_day);
                rest == Work::default()
            })
        };
        let Some(finish) = plan.finish else {
            prop_assert!(Remaining::of(&evaluation).skills(case.terms.reach).is_empty());
            return Ok(());
        };
        prop_assert_eq!(Some(finish.early), counted(plan.hours.min));
        prop_assert_eq!(Some(finish.mid), counted(plan.hours.mid));
        prop_assert_eq!(Some(finish.late), counted(plan.hours.max));
        let stages: Vec<_> = plan.stages.iter().filter_map(|stage| stage.finish).collect();
        for stage in stages.iter().chain([&finish]) {
            prop_assert!(stage.early <= stage.mid && stage.mid <= stage.late);
            prop_assert!(stage.late <= finish.late && stage.mid <= finish.mid);
        }
        prop_assert!(stages.contains(&finish));
    }

    #[test]
    fn more_hours_a_week_never_finish_later(case in cases(), more in 1u32..100) {
        let evaluation = Evaluation::new(&case.sample.roadmap, &case.progress);
        let slow = case.terms.weekly().minutes();
        let fast = Weekly::from_minutes((slow + 30 * more).min(Weekly::MAX.minutes())).unwrap();
        let faster = Terms { pace: Pacing::At(fast, PaceSource::Typed), ..case.terms.clone() };
        let slow = plan(&evaluation, &case.terms, None).unwrap();
        let fast = plan(&evaluation, &faster, None).unwrap();
        for (slow, fast) in slow.stages.iter().zip(&fast.stages) {
            let dates = |finish: Option<Finish>| finish.map(|Finish { early, mid, late }| [early, mid, late]);
            if let (Some(slow), Some(fast)) = (dates(slow.finish), dates(fast.finish)) {
                prop_assert!(slow.iter().zip(fast).all(|(slow, fast)| fast <= *slow));
            }
        }
    }

    #[test]
    fn the_answer_to_a_goal_is_the_least_that_meets_it(case in cases()) {
        let evaluation = Evaluation::new(&case.sample.roadmap, &case.progress);
        let asks = Terms { pace: Pacing::ForGoal(Weekly::DEFAULT, PaceSource::Default), ..case.terms.clone() };
        let plan = |terms: &Terms| super::plan(&evaluation, terms, None).unwrap();
        let by = case.terms.by.unwrap();
        let answer = plan(&asks);
        let goal = answer.by.as_ref().unwrap();
        let Some(least) = goal.hours_per_week else {
            let most = plan(&Terms { pace: Pacing::At(Weekly::MAX, PaceSource::Typed), ..case.terms.clone() });
            prop_assert!(most.finish.is_none_or(|finish| finish.mid > by));
            return Ok(());
        };
        prop_assert_eq!(answer.hours_per_week, least);
        prop_assert!(goal.met && answer.finish.unwrap().mid <= by);
        if let Some(less) = Weekly::from_minutes(least.minutes() - 30) {
            let less = plan(&Terms { pace: Pacing::At(less, PaceSource::Typed), ..case.terms.clone() });
            prop_assert!(less.finish.unwrap().mid > by);
            prop_assert!(!less.by.unwrap().met);
        }
    }
}
