//! The options that plans assume for open choices.
//!
//! Begun options come first: those done, then the newest begun. The other places of a
//! choice are filled in file order, since authors put the recommended option first.
//! Readiness and hours do not matter, so that an answer changes only when something
//! about these choices is recorded.
//!
//! An option does not fit if it needs an option that is not assumed, or something that
//! can no longer be assumed. Choices that depend on each other are therefore decided
//! together: the first set of options in which all fit wins, trying the choices that
//! others depend on first. The search is linear unless the first options conflict, and
//! limited to a multiple of the size of the problem. If nothing fits, or nothing was
//! found within the limit, each choice takes options that fit the choices before it,
//! then any others.

mod links;
mod search;

use super::evaluation::Evaluation;
use crate::catalog::Ix;

use links::Links;
use search::Search;

/// For each entry, whether it is an option that is assumed.
pub(super) fn assume(evaluation: &Evaluation<'_>) -> Vec<bool> {
    let candidates: Vec<Candidates> = evaluation
        .roadmap()
        .entries()
        .filter(|(_, entry)| entry.choose().is_some())
        .map(|(choice, _)| Candidates::of(evaluation, choice))
        .collect();
    let links = Links::of(evaluation, &candidates);
    let mut search = Search::new(evaluation, &candidates, &links);
    for component in links.components() {
        search.decide(&component);
    }
    search.into_picked()
}

/// How one choice can be made.
#[derive(Debug)]
struct Candidates {
    choice: Ix,
    /// Begun options, which take a place in any case.
    fixed: Vec<Ix>,
    /// Options for the other places, in file order; empty if there are none.
    free: Vec<Ix>,
    /// How many of the free ones to take.
    places: usize,
}

impl Candidates {
    fn of(evaluation: &Evaluation<'_>, choice: Ix) -> Self {
        let required = evaluation.units(choice).required as usize;
        let left = || {
            let options = evaluation.roadmap().children(choice);
            options.filter(|option| !evaluation.row(*option).dropped)
        };
        let mut fixed: Vec<Ix> = left().filter(|option| evaluation.is_begun(*option)).collect();
        fixed.sort_by_key(|option| {
            let is_done = evaluation.is_done(*option);
            let begun = if is_done { 0 } else { evaluation.row(*option).begun };
            (!is_done, std::cmp::Reverse(begun), *option)
        });
        fixed.truncate(required);
        let places = required - fixed.len();
        let free = if places > 0 {
            left().filter(|option| !evaluation.is_begun(*option)).collect()
        } else {
            Vec::new()
        };
        Self { choice, fixed, free, places }
    }
}

#[cfg(test)]
pub(super) mod properties;
