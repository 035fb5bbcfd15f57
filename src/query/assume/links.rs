//! What the options of choices need of each other.

use super::Candidates;
use crate::catalog::{Ix, Need, Roadmap};
use crate::query::evaluation::Evaluation;

/// The choices of a roadmap, numbered in file order, and how they depend on
/// each other. Tables of options are indexed by entry.
#[derive(Debug)]
pub(super) struct Links<'a> {
    roadmap: &'a Roadmap,
    /// For each entry, its number if it is a choice.
    numbers: Vec<usize>,
    /// For each option, the options that it needs and that may be assumed or not.
    pub(super) needs: Vec<Vec<Ix>>,
    /// The same, read backwards.
    pub(super) needed_by: Vec<Vec<Ix>>,
    /// Options that need something that cannot be assumed.
    pub(super) never_fits: Vec<bool>,
    /// Options that may be assumed or not.
    pub(super) is_free: Vec<bool>,
    /// For each choice, the choices to decide before it.
    after: Vec<Vec<usize>>,
}

/// Whether an option can be among the assumed ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chance {
    No,
    Maybe,
    Certain,
}

impl<'a> Links<'a> {
    pub(super) fn of(evaluation: &Evaluation<'a>, candidates: &[Candidates]) -> Self {
        let roadmap = evaluation.roadmap();
        let len = roadmap.len();
        let mut chances = vec![Chance::No; len];
        let mut numbers = vec![usize::MAX; len];
        for (number, Candidates { choice, fixed, free, .. }) in candidates.iter().enumerate() {
            numbers[choice.at()] = number;
            for option in fixed {
                chances[option.at()] = Chance::Certain;
            }
            for option in free {
                chances[option.at()] = Chance::Maybe;
            }
        }
        let mut links = Self {
            roadmap,
            numbers,
            needs: vec![Vec::new(); len],
            needed_by: vec![Vec::new(); len],
            never_fits: vec![false; len],
            is_free: chances.iter().map(|chance| *chance == Chance::Maybe).collect(),
            after: vec![Vec::new(); candidates.len()],
        };
        for (number, Candidates { choice, .. }) in candidates.iter().enumerate() {
            if let Some(option) = links.option_around(*choice) {
                let around = links.choice_of(option);
                links.after[number].push(around);
            }
        }
        for (bearer, entry) in roadmap.entries() {
            let Some(option) = required_part_of(roadmap, bearer) else { continue };
            if !evaluation.units(bearer).is_open() || chances[option.at()] == Chance::No {
                continue;
            }
            for need in &entry.needs {
                if let Need::Entry(on) = *need
                    && !evaluation.is_done(on)
                    && evaluation.can_block(on, bearer)
                {
                    links.add(option, bearer, on, &chances);
                }
            }
        }
        links
    }

    /// Adds the need of `option`, borne by `bearer`, which is part of it.
    fn add(&mut self, option: Ix, bearer: Ix, on: Ix, chances: &[Chance]) {
        let roadmap = self.roadmap;
        let contains_both = |ix: &Ix| *ix <= bearer && bearer.0 < roadmap.entry(*ix).end;
        let path = std::iter::once(on).chain(roadmap.around(on));
        for needed in path.take_while(|ix| !contains_both(ix)) {
            if !is_option(roadmap, needed) {
                continue;
            }
            match chances[needed.at()] {
                Chance::Certain => {}
                Chance::No => self.never_fits[option.at()] = true,
                Chance::Maybe => {
                    self.needs[option.at()].push(needed);
                    self.needed_by[needed.at()].push(option);
                    let (from, to) = (self.choice_of(option), self.choice_of(needed));
                    if from != to {
                        self.after[from].push(to);
                    }
                }
            }
        }
    }

    /// The number of the choice that has this option.
    pub(super) fn choice_of(&self, option: Ix) -> usize {
        let choice = self.roadmap.entry(option).parent.expect("an option is in a choice");
        self.numbers[choice.at()]
    }

    /// The innermost option that the choice is, or is in.
    pub(super) fn option_around(&self, choice: Ix) -> Option<Ix> {
        let mut path = std::iter::once(choice).chain(self.roadmap.around(choice));
        path.find(|ix| is_option(self.roadmap, *ix))
    }

    /// Choices that depend on each other, directly or not, each in the order to
    /// decide them: what others depend on first, as far as there is no circle,
    /// then file order.
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let len = self.after.len();
        let mut neighbours = self.after.clone();
        for (from, after) in self.after.iter().enumerate() {
            for to in after {
                neighbours[*to].push(from);
            }
        }
        let mut component = vec![usize::MAX; len];
        let mut count = 0;
        let mut waiting = Vec::new();
        for start in 0..len {
            if component[start] != usize::MAX {
                continue;
            }
            waiting.push(start);
            while let Some(number) = waiting.pop() {
                if component[number] == usize::MAX {
                    component[number] = count;
                    waiting.extend(&neighbours[number]);
                }
            }
            count += 1;
        }
        let mut components = vec![Vec::new(); count];
        for number in self.order() {
            components[component[number]].push(number);
        }
        components
    }

    /// Every choice after those it depends on, circles aside.
    fn order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.after.len());
        let mut is_seen = vec![false; self.after.len()];
        let mut path: Vec<(usize, usize)> = Vec::new();
        for start in 0..self.after.len() {
            if std::mem::replace(&mut is_seen[start], true) {
                continue;
            }
            path.push((start, 0));
            while let Some((number, next)) = path.last_mut() {
                if let Some(before) = self.after[*number].get(*next) {
                    *next += 1;
                    if !std::mem::replace(&mut is_seen[*before], true) {
                        path.push((*before, 0));
                    }
                } else {
                    order.push(*number);
                    path.pop();
                }
            }
        }
        order
    }
}

fn is_option(roadmap: &Roadmap, ix: Ix) -> bool {
    roadmap.entry(ix).parent.is_some_and(|group| roadmap.entry(group).choose().is_some())
}

/// The innermost option of which `ix` is a required part.
fn required_part_of(roadmap: &Roadmap, ix: Ix) -> Option<Ix> {
    let mut path = std::iter::once(ix).chain(roadmap.around(ix));
    path.find(|ix| is_option(roadmap, *ix) || roadmap.entry(*ix).optional)
        .filter(|ix| !roadmap.entry(*ix).optional)
}
