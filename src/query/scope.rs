//! Determines which options are out of scope.

use std::collections::{BTreeMap, HashMap};

use super::dependents::Dependents;
use super::row::Row;
use crate::catalog::{Ix, Roadmap};

/// Marks what is out of scope, after [`count`](super::row::count).
pub(super) fn apply(roadmap: &Roadmap, rows: &mut [Row]) {
    let mut dropped = Vec::new();
    for (choice, entry) in roadmap.entries() {
        if let Some(choose) = entry.choose() {
            dropped.extend(not_chosen(roadmap, rows, choice, choose));
        }
    }
    if dropped.is_empty() {
        return;
    }
    let mut scope = Scope { roadmap, rows, newly_out: Vec::new() };
    for option in dropped {
        scope.drop_option(option);
    }
    scope.spread();
}

/// The options that a choice leaves out: those that do not count, and the others
/// once enough options are begun or done.
fn not_chosen(roadmap: &Roadmap, rows: &[Row], choice: Ix, choose: u32) -> Vec<Ix> {
    let options = || roadmap.children(choice).map(|ix| (ix, &rows[ix.at()]));
    let enough = |chosen: fn(&Row) -> bool| {
        let choose = choose as usize;
        options().filter(|(_, row)| chosen(row)).take(choose).count() == choose
    };
    let done = |row: &Row| row.units.is_done();
    let keeps: fn(&Row) -> bool = if enough(done) {
        done
    } else if enough(Row::is_begun) {
        Row::is_begun
    } else {
        Row::counts
    };
    options().filter(|(_, row)| !keeps(row)).map(|(ix, _)| ix).collect()
}

struct Scope<'a> {
    roadmap: &'a Roadmap,
    rows: &'a mut [Row],
    /// Entries that went out of scope and whose dependents are still to be visited.
    newly_out: Vec<Ix>,
}

impl Scope<'_> {
    fn drop_option(&mut self, option: Ix) {
        self.rows[option.at()].dropped = true;
        for ix in std::iter::once(option).chain(self.roadmap.within(option)) {
            if !std::mem::replace(&mut self.rows[ix.at()].out, true) {
                self.newly_out.push(ix);
            }
        }
    }

    /// An option that needs something out of scope is out of scope too, as long
    /// as enough options remain.
    ///
    /// The options of one choice that need such a thing leave together or stay
    /// together: if Laravel and Symfony are the only ones, both stay after Python was
    /// chosen, and nothing found later separates them. Choices are visited in file
    /// order until nothing changes. Begun options always stay, and so does an option
    /// whose need is done, even if that need is now out of scope. The needs of skipped
    /// or done parts of an option do not matter.
    fn spread(&mut self) {
        let dependents = Dependents::of(self.roadmap);
        let mut doubtful: BTreeMap<Ix, Vec<Ix>> = BTreeMap::new();
        let mut spare = HashMap::new();
        loop {
            while let Some(on) = self.newly_out.pop() {
                if self.rows[on.at()].units.is_done() {
                    continue;
                }
                for dependent in dependents.on(on) {
                    // An optional need blocks only what is optional.
                    if let Some((choice, option)) = self.option_of(*dependent)
                        && (!self.rows[on.at()].optional || self.rows[dependent.at()].optional)
                        && self.rows[dependent.at()].units.is_open()
                        && !self.rows[option.at()].is_begun()
                    {
                        doubtful.entry(choice).or_default().push(option);
                    }
                }
            }
            let Some((choice, mut options)) = doubtful.pop_first() else { return };
            options.retain(|option| !self.rows[option.at()].out);
            options.sort_unstable();
            options.dedup();
            let spare = spare.entry(choice).or_insert_with(|| self.spare(choice));
            let leaving = options.iter().filter(|option| self.is_left(**option)).count();
            match spare.checked_sub(leaving) {
                Some(rest) => {
                    *spare = rest;
                    for option in options {
                        self.drop_option(option);
                    }
                }
                None => *spare = 0,
            }
        }
    }

    /// How many options of `choice` may still go out of scope.
    fn spare(&self, choice: Ix) -> usize {
        let left = self.roadmap.children(choice).filter(|option| self.is_left(*option)).count();
        left.saturating_sub(self.rows[choice.at()].units.required as usize)
    }

    /// Whether the option is in scope and counts.
    fn is_left(&self, option: Ix) -> bool {
        let row = &self.rows[option.at()];
        !row.out && row.counts()
    }

    /// The choice and the option of which `ix` is a required part, with no other
    /// choice in between.
    fn option_of(&self, ix: Ix) -> Option<(Ix, Ix)> {
        let mut ix = ix;
        loop {
            let entry = self.roadmap.entry(ix);
            let group = entry.parent.filter(|_| !entry.optional)?;
            if self.roadmap.entry(group).choose().is_some() {
                return Some((group, ix));
            }
            ix = group;
        }
    }
}
