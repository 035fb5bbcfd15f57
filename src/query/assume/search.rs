//! Searches the first set of options in which all fit.

use super::Candidates;
use super::links::Links;
use crate::catalog::Ix;
use crate::query::evaluation::Evaluation;

/// The search may take this many times as many steps as a component is large.
const ROUNDS: usize = 256;

/// Decides choices one after the other, and backtracks at a dead end.
#[derive(Debug)]
pub(super) struct Search<'s, 'a> {
    evaluation: &'s Evaluation<'a>,
    candidates: &'s [Candidates],
    links: &'s Links<'a>,
    /// For each entry, whether it is an option that is assumed.
    picked: Vec<bool>,
    /// For each option, how many of those it needs were not picked.
    missing: Vec<usize>,
    /// For each option, how many picked ones need it.
    wanted: Vec<usize>,
    states: Vec<State>,
    fit: Fit,
    /// The steps that are left for the component.
    budget: usize,
}

/// Which options a set must have to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// All options fit.
    All,
    /// Also those that fit in no set, where too few others are left.
    Possible,
    /// The same, whatever that leaves to the choices not decided yet.
    Before,
}

#[derive(Debug, Clone, Copy)]
struct State {
    is_decided: bool,
    /// Whether it is required and every option around it is picked; else it is
    /// decided by itself, and nothing depends on it.
    counts: bool,
    /// How many of its free options still fit.
    fitting: usize,
}

/// One way to decide a choice, and what to try next.
#[derive(Debug)]
struct Attempt {
    number: usize,
    picks: Vec<Ix>,
    /// How many of the picks stay in every attempt; they come first.
    kept: usize,
    /// The options to pick the others from, in order of preference.
    rest: Vec<Ix>,
    /// Where the others stand in `rest`, ascending.
    places: Vec<usize>,
}

impl<'s, 'a> Search<'s, 'a> {
    pub(super) fn new(
        evaluation: &'s Evaluation<'a>,
        candidates: &'s [Candidates],
        links: &'s Links<'a>,
    ) -> Self {
        let len = evaluation.roadmap().len();
        let undecided = |candidates: &Candidates| State {
            is_decided: false,
            counts: false,
            fitting: candidates.free.len(),
        };
        Self {
            evaluation,
            candidates,
            links,
            picked: vec![false; len],
            missing: vec![0; len],
            wanted: vec![0; len],
            states: candidates.iter().map(undecided).collect(),
            fit: Fit::All,
            budget: 0,
        }
    }

    pub(super) fn into_picked(self) -> Vec<bool> {
        self.picked
    }

    /// Decides choices that depend on each other, in this order. Where they cannot
    /// all fit, each is decided so that it fits those before it, if possible.
    pub(super) fn decide(&mut self, component: &[usize]) {
        if self.fits(component, Fit::All) || self.fits(component, Fit::Possible) {
            return;
        }
        for number in component {
            if !self.fits(&[*number], Fit::Before) {
                let attempt = self.preferred(*number);
                self.settle(&attempt);
            }
        }
    }

    /// Decides these choices if there is a set that fits.
    fn fits(&mut self, component: &[usize], fit: Fit) -> bool {
        let size = |number: &usize| {
            let Candidates { fixed, free, .. } = &self.candidates[*number];
            let options = free.iter().chain(fixed);
            1 + options.map(|option| 1 + self.links.needs[option.at()].len()).sum::<usize>()
        };
        self.budget = ROUNDS * component.iter().map(size).sum::<usize>();
        self.fit = fit;
        self.find_fitting(component)
    }

    /// Looks for the first set in which all fit, and picks it if there is one.
    fn find_fitting(&mut self, component: &[usize]) -> bool {
        let mut settled: Vec<Attempt> = Vec::new();
        let mut next = component.first().and_then(|number| self.first_attempt(*number));
        loop {
            let Some(attempt) = next else {
                let Some(last) = settled.pop() else { return false };
                self.unsettle(&last);
                next = following(last);
                continue;
            };
            if self.budget == 0 {
                settled.iter().rev().for_each(|attempt| self.unsettle(attempt));
                return false;
            }
            if self.settle(&attempt) {
                settled.push(attempt);
                let Some(number) = component.get(settled.len()) else { return true };
                next = self.first_attempt(*number);
            } else {
                self.unsettle(&attempt);
                next = following(attempt);
            }
        }
    }

    /// The first attempt whose options fit what is settled; `None` if there is none.
    fn first_attempt(&self, number: usize) -> Option<Attempt> {
        if !self.counts(number) {
            return Some(self.preferred(number));
        }
        let Candidates { fixed, free, places, .. } = &self.candidates[number];
        let never_fits = |option: &Ix| self.links.never_fits[option.at()];
        let (needed, mut rest): (Vec<Ix>, Vec<Ix>) = free
            .iter()
            .partition(|option| self.wanted[option.at()] > 0 && self.must_be_picked(**option));
        rest.retain(|option| {
            self.missing[option.at()] == 0 && !(self.fit == Fit::All && never_fits(option))
        });
        rest.sort_by_key(never_fits);
        let is_refused = |option: &Ix| self.missing[option.at()] > 0 || never_fits(option);
        if needed.iter().any(is_refused) {
            return None;
        }
        let open = places.checked_sub(needed.len()).filter(|open| *open <= rest.len())?;
        let mut picks = fixed.clone();
        picks.extend(needed);
        let kept = picks.len();
        picks.extend(&rest[..open]);
        Some(Attempt { number, picks, kept, rest, places: (0..open).collect() })
    }

    /// The options to take where not all can fit: those that fit what is
    /// settled, then the others, each in file order.
    fn preferred(&self, number: usize) -> Attempt {
        let Candidates { fixed, free, places, .. } = &self.candidates[number];
        let mut free = free.clone();
        free.sort_by_key(|option| {
            let fits = self.missing[option.at()] == 0 && !self.links.never_fits[option.at()];
            (!fits, self.wanted[option.at()] == 0)
        });
        let picks: Vec<Ix> = fixed.iter().chain(free.iter().take(*places)).copied().collect();
        Attempt { number, kept: picks.len(), picks, rest: Vec::new(), places: Vec::new() }
    }

    /// Whether an option that needs this one fits only if this one is picked. One
    /// that fits in no set helps nobody.
    fn must_be_picked(&self, needed: Ix) -> bool {
        self.fit == Fit::All || !self.links.never_fits[needed.at()]
    }

    fn counts(&self, number: usize) -> bool {
        let choice = self.candidates[number].choice;
        !self.evaluation.is_optional(choice)
            && self.links.option_around(choice).is_none_or(|option| {
                self.picked[option.at()] && self.states[self.links.choice_of(option)].counts
            })
    }

    /// Picks what the attempt says. Whether all that was settled fits.
    fn settle(&mut self, attempt: &Attempt) -> bool {
        let counts = self.counts(attempt.number);
        let state = &mut self.states[attempt.number];
        (state.is_decided, state.counts) = (true, counts);
        for option in &attempt.picks {
            self.picked[option.at()] = true;
        }
        self.budget = self.budget.saturating_sub(1);
        if !counts {
            return true;
        }
        let (links, candidates) = (self.links, self.candidates);
        let mut fits = true;
        for option in &attempt.picks {
            for needed in &links.needs[option.at()] {
                self.budget = self.budget.saturating_sub(1);
                self.wanted[needed.at()] += 1;
                let state = &self.states[links.choice_of(*needed)];
                fits &=
                    !state.is_decided || self.picked[needed.at()] || !self.must_be_picked(*needed);
            }
        }
        for option in &candidates[attempt.number].free {
            if self.picked[option.at()] {
                continue;
            }
            for dependent in &links.needed_by[option.at()] {
                self.budget = self.budget.saturating_sub(1);
                self.missing[dependent.at()] += 1;
                if self.missing[dependent.at()] == 1 && links.is_free[dependent.at()] {
                    let number = links.choice_of(*dependent);
                    self.states[number].fitting -= 1;
                    let State { is_decided, fitting, .. } = self.states[number];
                    let is_dead_end = self.fit != Fit::Before
                        && !is_decided
                        && fitting < candidates[number].places;
                    fits &= !(is_dead_end && self.counts(number));
                }
            }
        }
        fits
    }

    /// Takes back what [`Self::settle`] did.
    fn unsettle(&mut self, attempt: &Attempt) {
        let (links, candidates) = (self.links, self.candidates);
        if self.states[attempt.number].counts {
            for option in &candidates[attempt.number].free {
                if self.picked[option.at()] {
                    continue;
                }
                for dependent in &links.needed_by[option.at()] {
                    self.missing[dependent.at()] -= 1;
                    if self.missing[dependent.at()] == 0 && links.is_free[dependent.at()] {
                        self.states[links.choice_of(*dependent)].fitting += 1;
                    }
                }
            }
            for option in &attempt.picks {
                for needed in &links.needs[option.at()] {
                    self.wanted[needed.at()] -= 1;
                }
            }
        }
        for option in &attempt.picks {
            self.picked[option.at()] = false;
        }
        let state = &mut self.states[attempt.number];
        (state.is_decided, state.counts) = (false, false);
    }
}

/// The next attempt at the same choice: combinations in order of preference.
fn following(attempt: Attempt) -> Option<Attempt> {
    let Attempt { number, mut picks, kept, rest, mut places } = attempt;
    // The last place that can move on, and all behind it follow.
    let last = places.len();
    let at = (0..last).rev().find(|at| places[*at] + (last - *at) < rest.len())?;
    let from = places[at] + 1;
    for (place, next) in places[at..].iter_mut().zip(from..) {
        *place = next;
    }
    picks.truncate(kept);
    picks.extend(places.iter().map(|place| rest[*place]));
    Some(Attempt { number, picks, kept, rest, places })
}
