//! Properties of assumed options, checked against every possible set.

use proptest::prelude::*;
use proptest::sample::Index;

use super::assume;
use crate::catalog::{Ix, Need};
use crate::progress::Status;
use crate::query::evaluation::Evaluation;
use crate::query::fixtures::{Sample, samples};

/// Skip samples with more sets than this.
const MOST: usize = 2000;

/// Whether the assumed options that count need only assumed options.
pub(in crate::query) fn all_fit(evaluation: &Evaluation<'_>, assumed: &[bool]) -> bool {
    let roadmap = evaluation.roadmap();
    let is_option = |ix: Ix| evaluation.is_option(ix);
    let options_around = |ix: Ix| {
        std::iter::once(ix).chain(roadmap.around(ix)).filter(|ix| evaluation.is_option(*ix))
    };
    roadmap.entries().all(|(bearer, entry)| {
        let path = || std::iter::once(bearer).chain(roadmap.around(bearer));
        let option = path().find(|ix| is_option(*ix) || roadmap.entry(*ix).optional);
        let Some(option) = option.filter(|ix| is_option(*ix)) else { return true };
        let is_taken = options_around(option).all(|option| assumed[option.at()]);
        if !is_taken || evaluation.is_optional(option) || !evaluation.units(bearer).is_open() {
            return true;
        }
        entry.needs.iter().all(|need| match need {
            Need::Assumed(_) => true,
            Need::Entry(on) => {
                let contains_bearer = |ix: Ix| path().any(|other| other == ix);
                evaluation.is_done(*on)
                    || !evaluation.can_block(*on, bearer)
                    || options_around(*on).all(|ix| {
                        let is_met = !evaluation.is_open(*on) && !evaluation.row(ix).dropped;
                        contains_bearer(ix) || assumed[ix.at()] || is_met
                    })
            }
        })
    })
}

/// Every set of options: as many of each choice as it has units, with those that
/// are begun; `None` if there are too many.
fn sets(evaluation: &Evaluation<'_>) -> Option<Vec<Vec<bool>>> {
    let roadmap = evaluation.roadmap();
    let mut sets = vec![vec![false; roadmap.len()]];
    for (choice, _) in roadmap.entries().filter(|(_, entry)| entry.choose().is_some()) {
        let places = evaluation.units(choice).required as usize;
        let options: Vec<Ix> =
            roadmap.children(choice).filter(|option| !evaluation.row(*option).dropped).collect();
        let begun: Vec<Ix> =
            options.iter().copied().filter(|option| evaluation.is_begun(*option)).collect();
        let mut ways = Vec::new();
        for bits in 0_u32..1 << options.len() {
            let way: Vec<Ix> = options
                .iter()
                .enumerate()
                .filter(|(at, _)| bits & (1 << at) != 0)
                .map(|(_, option)| *option)
                .collect();
            let is_kept = if begun.len() > places {
                // Without dates: those done, then file order.
                let mut first = begun.clone();
                first.sort_by_key(|option| !evaluation.is_done(*option));
                first.truncate(places);
                first.sort_unstable();
                way == first
            } else {
                way.len() == places && begun.iter().all(|option| way.contains(option))
            };
            if is_kept {
                ways.push(way);
            }
        }
        if sets.len() * ways.len() > MOST {
            return None;
        }
        sets = sets
            .iter()
            .flat_map(|set| {
                ways.iter().map(|way| {
                    let mut set = set.clone();
                    for option in way {
                        set[option.at()] = true;
                    }
                    set
                })
            })
            .collect();
    }
    Some(sets)
}

fn outside_of_choices(sample: &Sample) -> Vec<Ix> {
    let roadmap = &sample.roadmap;
    let is_outside =
        |ix: &Ix| roadmap.around(*ix).all(|group| roadmap.entry(group).choose().is_none());
    roadmap.skills().map(|(ix, ..)| ix).filter(is_outside).collect()
}

proptest! {
    #[test]
    fn assumed_options_fit_if_any_set_does(sample in samples()) {
        let evaluation = sample.evaluation();
        let assumed = assume(&evaluation);
        let sets = sets(&evaluation);
        prop_assume!(sets.is_some());
        let sets = sets.unwrap();
        prop_assert!(sets.contains(&assumed));
        let fitting = sets.iter().find(|set| all_fit(&evaluation, set));
        prop_assert!(fitting.is_none() || all_fit(&evaluation, &assumed), "{fitting:?} fits");
    }

    #[test]
    fn assumed_options_do_not_change_with_unrelated_skills(
        sample in samples(),
        at in any::<Index>(),
        status in prop_oneof![Just(Status::Learning), Just(Status::Done), Just(Status::Skipped)],
    ) {
        let skills = outside_of_choices(&sample);
        prop_assume!(!skills.is_empty());
        let evaluation = sample.evaluation();
        let after = evaluation.with(&[skills[at.index(skills.len())]], status);
        prop_assert_eq!(assume(&evaluation), assume(&after));
    }
}
