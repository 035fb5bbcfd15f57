//! The needs in reverse: which entries need an entry.

use crate::catalog::{Ix, Need, Roadmap};

/// For each entry, the entries that name it as a need, in file order.
#[derive(Debug, Clone)]
pub(super) struct Dependents {
    /// Where the dependents of each entry start in `all`, and the end.
    starts: Vec<u32>,
    all: Vec<Ix>,
}

impl Dependents {
    pub(super) fn of(roadmap: &Roadmap) -> Self {
        let pairs = || {
            roadmap.entries().flat_map(|(dependent, entry)| {
                entry.needs.iter().filter_map(move |need| match need {
                    Need::Entry(on) => Some((*on, dependent)),
                    Need::Assumed(_) => None,
                })
            })
        };
        // A counting sort.
        let mut starts = vec![0u32; roadmap.len() + 1];
        for (on, _) in pairs() {
            starts[on.at() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut free = starts.clone();
        let mut all = vec![Ix(0); starts[roadmap.len()] as usize];
        for (on, dependent) in pairs() {
            all[free[on.at()] as usize] = dependent;
            free[on.at()] += 1;
        }
        Self { starts, all }
    }

    pub(super) fn on(&self, ix: Ix) -> &[Ix] {
        &self.all[self.starts[ix.at()] as usize..self.starts[ix.at() + 1] as usize]
    }
}
