//! What knowing one entry implies about others: whoever knows a skill knows what it
//! needs, and whoever does not know it does not know what needs it.

use crate::catalog::{Ix, Roadmap};
use crate::query::evaluation::Evaluation;

/// The needs of a roadmap in both directions, and its groups.
#[derive(Debug)]
pub(super) struct Relations {
    needs: Vec<Vec<Ix>>,
    needed_by: Vec<Vec<Ix>>,
    /// For each group, its members that count and how many of them are enough.
    groups: Vec<Option<Members>>,
    parent: Vec<Option<Ix>>,
}

#[derive(Debug)]
struct Members {
    entries: Vec<Ix>,
    enough: usize,
}

/// What is known about each entry so far. A group is known when enough in it is.
#[derive(Debug, Clone)]
pub(super) struct Knowledge {
    values: Vec<Option<bool>>,
    /// Everything that was found out, in order.
    trail: Vec<Ix>,
}

impl Relations {
    pub(super) fn of(evaluation: &Evaluation<'_>) -> Self {
        let roadmap = evaluation.roadmap();
        let needs_of = |ix: Ix| -> Vec<Ix> {
            evaluation.needs_of(ix).filter(|on| evaluation.can_block(*on, ix)).collect()
        };
        let needs: Vec<_> = roadmap.entries().map(|(ix, _)| needs_of(ix)).collect();
        let mut needed_by = vec![Vec::new(); roadmap.len()];
        for (ix, _) in roadmap.entries() {
            for on in &needs[ix.at()] {
                needed_by[on.at()].push(ix);
            }
        }
        let groups = roadmap.entries().map(|(ix, _)| Members::of(roadmap, ix)).collect();
        let parent = roadmap.entries().map(|(_, entry)| entry.parent).collect();
        Self { needs, needed_by, groups, parent }
    }

    /// Whether no other entry implies anything about it.
    pub(super) fn is_isolated(&self, ix: Ix) -> bool {
        self.needs[ix.at()].is_empty()
            && self.needed_by[ix.at()].is_empty()
            && self.parent[ix.at()].is_none_or(|group| self.is_isolated(group))
    }

    /// Adds `found` and everything it implies about entries that are not settled yet.
    pub(super) fn find_out(&self, knowledge: &mut Knowledge, found: &[Ix], known: bool) {
        let from = knowledge.trail.len();
        for ix in found {
            knowledge.set(*ix, known);
        }
        let mut at = from;
        while let Some(ix) = knowledge.trail.get(at).copied() {
            at += 1;
            if knowledge.value(ix) == Some(true) {
                for on in &self.needs[ix.at()] {
                    knowledge.set(*on, true);
                }
            } else {
                for dependent in &self.needed_by[ix.at()] {
                    knowledge.set(*dependent, false);
                }
            }
            self.settle(knowledge, ix);
            if let Some(group) = self.parent[ix.at()] {
                self.settle(knowledge, group);
            }
        }
    }

    /// Settles a group by its members, or the members that a known group implies.
    fn settle(&self, knowledge: &mut Knowledge, group: Ix) {
        let Some(Members { entries, enough }) = &self.groups[group.at()] else { return };
        let count =
            |value| entries.iter().filter(|ix| knowledge.value(**ix) == Some(value)).count();
        let (known, possible) = (count(true), entries.len() - count(false));
        if known >= *enough && known > 0 {
            knowledge.set(group, true);
        } else if possible < *enough {
            knowledge.set(group, false);
        } else if possible == *enough && knowledge.value(group) == Some(true) {
            for ix in entries {
                knowledge.set(*ix, true);
            }
        }
    }

    /// Whether a group is known, by its members alone; `None` if that is open.
    pub(super) fn value_of_group(&self, knowledge: &Knowledge, group: Ix) -> Option<bool> {
        let Members { entries, enough } = self.groups[group.at()].as_ref()?;
        let known = entries.iter().filter(|ix| knowledge.value(**ix) == Some(true)).count();
        (known >= *enough && known > 0).then_some(true)
    }
}

impl Members {
    fn of(roadmap: &Roadmap, group: Ix) -> Option<Self> {
        let entry = roadmap.entry(group);
        if entry.is_skill() {
            return None;
        }
        let choose = entry.choose().map(|choose| choose as usize);
        let entries: Vec<_> = roadmap
            .children(group)
            .filter(|child| choose.is_some() || !roadmap.entry(*child).optional)
            .collect();
        let enough = choose.unwrap_or(entries.len());
        Some(Self { entries, enough })
    }
}

impl Knowledge {
    /// Nothing is known of `len` entries.
    pub(super) fn nothing(len: usize) -> Self {
        Self { values: vec![None; len], trail: Vec::new() }
    }

    pub(super) fn value(&self, ix: Ix) -> Option<bool> {
        self.values[ix.at()]
    }

    /// Sets a value that implies nothing about other entries.
    pub(super) fn assume(&mut self, ix: Ix, known: bool) {
        self.values[ix.at()] = Some(known);
    }

    /// The entries that were found out, in order, without assumed ones.
    pub(super) fn found(&self) -> &[Ix] {
        &self.trail
    }

    /// Forgets everything that was found out except the first `len` entries.
    pub(super) fn back_to(&mut self, len: usize) {
        for ix in self.trail.drain(len..) {
            self.values[ix.at()] = None;
        }
    }

    fn set(&mut self, ix: Ix, known: bool) {
        let value = &mut self.values[ix.at()];
        if value.is_none() {
            *value = Some(known);
            self.trail.push(ix);
        }
    }
}
