//! Which options of choices need each other.

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
    /// For each option, the options that need it.
    pub(super) needed_by: Vec<Vec<Ix>>,
    /// Options that need something that cannot be assumed.
    pub(super) never_fits: Vec<bool>,
    /// Options that may be assumed or not.
    pub(super) is_free: Vec<bool>,
    /// For each choice, the choices that its options need, and the one around it.
    after: Vec<Vec<usize>>,
    /// For each choice, the choice with the innermost option around it.
    around: Vec<Option<usize>>,
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
            around: vec![None; candidates.len()],
        };
        for (number, Candidates { choice, .. }) in candidates.iter().enumerate() {
            if let Some(option) = links.option_around(*choice) {
                let around = links.choice_of(option);
                links.after[number].push(around);
                links.around[number] = Some(around);
            }
        }
        for (bearer, entry) in roadmap.entries() {
            let Some(option) = required_part_of(roadmap, bearer) else { continue };
            let is_open = evaluation.units(bearer).is_open() && chances[option.at()] != Chance::No;
            for need in &entry.needs {
                let Need::Entry(on) = *need else { continue };
                if !evaluation.can_block(on, bearer) {
                    continue;
                }
                for needed in links.options_around(on, bearer) {
                    links.connect(option, needed);
                    // A need that was skipped in an option that still counts is met.
                    let is_met = evaluation.is_done(on)
                        || !(evaluation.is_open(on) || evaluation.row(needed).dropped);
                    if is_open && !is_met {
                        links.add(option, needed, chances[needed.at()]);
                    }
                }
            }
        }
        links.ignore_hopeless();
        links
    }

    /// The options that `on` is or is in, as far as `bearer` is not in them too.
    fn options_around(&self, on: Ix, bearer: Ix) -> Vec<Ix> {
        let roadmap = self.roadmap;
        let contains_both = |ix: &Ix| *ix <= bearer && bearer.0 < roadmap.entry(*ix).end;
        let path = std::iter::once(on).chain(roadmap.around(on));
        path.take_while(|ix| !contains_both(ix)).filter(|ix| is_option(roadmap, *ix)).collect()
    }

    /// Makes the choice of `needed` be decided before that of `option`. This does not
    /// depend on the statuses, since another order could find another set.
    fn connect(&mut self, option: Ix, needed: Ix) {
        let (from, to) = (self.choice_of(option), self.choice_of(needed));
        if from != to {
            self.after[from].push(to);
        }
    }

    /// Adds a need that is still open.
    fn add(&mut self, option: Ix, needed: Ix, chance: Chance) {
        match chance {
            Chance::Certain => {}
            Chance::No => self.never_fits[option.at()] = true,
            Chance::Maybe => {
                self.needs[option.at()].push(needed);
                self.needed_by[needed.at()].push(option);
            }
        }
    }

    /// Drops the other needs of options that fit in no set, and those of the options
    /// inside them, since meeting them would change nothing.
    fn ignore_hopeless(&mut self) {
        let is_hopeless: Vec<bool> = (0..self.needs.len())
            .map(|at| {
                let ix = Ix::from_usize(at);
                let mut path = std::iter::once(ix).chain(self.roadmap.around(ix));
                path.any(|ix| self.never_fits[ix.at()])
            })
            .collect();
        for (option, needs) in self.needs.iter_mut().enumerate() {
            if is_hopeless[option] {
                needs.clear();
            }
        }
        for dependents in &mut self.needed_by {
            dependents.retain(|option| !is_hopeless[option.at()]);
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

    /// Groups of choices that depend on each other, directly or not, each in the order
    /// to decide them: a choice after those that its options need, unless there is a
    /// cycle, otherwise in file order. Nested choices come right after the outermost
    /// one, which has to be decided first.
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

    /// Every outermost choice, with those inside it, after the ones that it depends on.
    fn order(&self) -> Vec<usize> {
        let len = self.after.len();
        let mut outermost: Vec<usize> = (0..len).collect();
        let mut after = vec![Vec::new(); len];
        for number in 0..len {
            // Outer choices come before nested ones in the file.
            if let Some(around) = self.around[number] {
                outermost[number] = outermost[around];
            }
        }
        for (number, needed) in self.after.iter().enumerate() {
            after[outermost[number]].extend(needed.iter().map(|needed| outermost[*needed]));
        }
        let mut inside = vec![Vec::new(); len];
        for number in 0..len {
            inside[outermost[number]].push(number);
        }
        let mut order = Vec::with_capacity(len);
        let mut is_seen = vec![false; len];
        let mut path: Vec<(usize, usize)> = Vec::new();
        for start in 0..len {
            if outermost[start] != start || std::mem::replace(&mut is_seen[start], true) {
                continue;
            }
            path.push((start, 0));
            while let Some((number, next)) = path.last_mut() {
                if let Some(before) = after[*number].get(*next) {
                    *next += 1;
                    if !std::mem::replace(&mut is_seen[*before], true) {
                        path.push((*before, 0));
                    }
                } else {
                    order.append(&mut inside[*number]);
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
