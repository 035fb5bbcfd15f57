//! Entries that wait for each other.

use std::collections::HashSet;

use crate::graph;

/// Show at most this many entries of a cycle; cut the middle out of a longer one.
const MAX_SHOWN: usize = 20;

/// What an entry waits for. Entries are known by their index in a list.
#[derive(Debug)]
pub(crate) struct Waiting<'e> {
    pub id: &'e str,
    pub needs: Vec<usize>,
    /// The groups directly around it: it waits for what they need.
    pub around: Vec<usize>,
    /// Of a group: the entries directly in it that must be done before it is.
    pub required: Option<Vec<usize>>,
}

/// Entries that each wait for the next, the last for the first.
#[derive(Debug)]
pub(crate) struct Cycle {
    pub message: String,
    pub help: &'static str,
    /// The needs in it, as (needing, needed), starting with the first in the file. Empty if groups
    /// contain each other.
    pub needs: Vec<(usize, usize)>,
    /// The entry it starts with.
    pub first: usize,
}

/// Finds cycles: at least one if there are any. No entry is in two of them.
///
/// Each entry is a node of the graph, with edges to its needs and to the groups around it. A group
/// has a second node for being done, with edges to everything required in it.
pub(crate) fn find_cycles(entries: &[Waiting<'_>]) -> Vec<Cycle> {
    let waits = |at: usize| at * 2;
    let done = |at: usize| at * 2 + usize::from(entries[at].required.is_some());
    let edges = |node: usize| -> Vec<usize> {
        let entry = &entries[node / 2];
        if node.is_multiple_of(2) {
            let needs = entry.needs.iter().map(|need| done(*need));
            needs.chain(entry.around.iter().map(|group| waits(*group))).collect()
        } else {
            entry.required.iter().flatten().map(|inside| done(*inside)).collect()
        }
    };
    let describe = |mut cycle: Vec<usize>| {
        let next = |cycle: &[usize], at: usize| cycle[(at + 1) % cycle.len()];
        let is_need = |cycle: &[usize], at: usize| {
            let (from, to) = (cycle[at], next(cycle, at));
            from.is_multiple_of(2) && entries[from / 2].needs.iter().any(|need| done(*need) == to)
        };
        // Starts with the need that comes first in the file.
        let needs = (0..cycle.len()).filter(|at| is_need(&cycle, *at));
        let first = needs.min_by_key(|at| cycle[*at]);
        cycle.rotate_left(first.unwrap_or(0));
        // The two nodes of a group are one entry, so a path between them is a cycle.
        let again = cycle.iter().skip(1).position(|node| node / 2 == cycle[0] / 2);
        let whole = cycle.len();
        let end = again.map_or(whole, |at| at + 1);
        let needs = (0..end).filter(|at| is_need(&cycle, *at));
        let needs = needs.map(|at| (cycle[at] / 2, next(&cycle, at) / 2)).collect();
        cycle.truncate(end);
        let mut ids: Vec<&str> = cycle.iter().map(|node| entries[node / 2].id).collect();
        ids.dedup();
        let is_alone = ids.len() == 1;
        let start = ids[0];
        ids.push(start);
        if ids.len() > MAX_SHOWN {
            ids.splice(MAX_SHOWN / 2..ids.len() - MAX_SHOWN / 2, ["…"]);
        }
        let has_group = cycle.iter().any(|node| entries[node / 2].required.is_some());
        Cycle {
            message: if is_alone {
                format!("'{start}' needs itself")
            } else {
                format!("these needs form a circle: {}", ids.join(" -> "))
            },
            help: match (is_alone, has_group) {
                (true, _) => "remove this need",
                (false, false) => "remove one of these needs",
                (false, true) => {
                    "remove one of these needs: a group is done when all that is required in it \
                     is, and what is in it waits for what the group needs"
                }
            },
            needs,
            first: cycle[0] / 2,
        }
    };
    let mut seen = HashSet::new();
    let mut cycles = graph::cycles(entries.len() * 2, edges);
    // The two nodes of a group can be in two cycles, which are the same mistake.
    cycles.retain(|cycle| {
        let is_new = cycle.iter().all(|node| !seen.contains(&(node / 2)));
        seen.extend(cycle.iter().map(|node| node / 2));
        is_new
    });
    cycles.into_iter().map(describe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries as `id`, needs, groups around it, what it requires if it is a group.
    type Row = (&'static str, &'static [usize], &'static [usize], Option<&'static [usize]>);

    #[track_caller]
    fn assert_cycles(rows: &[Row], want: &[&str]) {
        let entries: Vec<Waiting<'_>> = rows
            .iter()
            .map(|(id, needs, around, required)| Waiting {
                id,
                needs: needs.to_vec(),
                around: around.to_vec(),
                required: required.map(<[usize]>::to_vec),
            })
            .collect();
        let found = find_cycles(&entries);
        let found: Vec<&str> =
            found.iter().map(|c| c.message.rsplit(": ").next().unwrap_or_default()).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn skills_wait_for_needs_and_for_the_needs_around_them() {
        assert_cycles(&[("a", &[1], &[], None), ("b", &[], &[], None)], &[]);
        assert_cycles(&[("a", &[0], &[], None)], &["'a' needs itself"]);
        assert_cycles(&[("a", &[1], &[], None), ("b", &[0], &[], None)], &["a -> b -> a"]);
        // b is in the group, which needs c, which needs b.
        let group: Row = ("group", &[2], &[], Some(&[1]));
        let inside: Row = ("b", &[], &[0], None);
        assert_cycles(&[group, inside, ("c", &[1], &[], None)], &["group -> c -> b -> group"]);
        assert_cycles(&[group, inside, ("c", &[], &[], None)], &[]);
    }

    #[test]
    fn a_group_is_done_when_what_it_requires_is() {
        // a is in the group and needs it.
        let rows: [Row; 2] = [("group", &[], &[], Some(&[1])), ("a", &[0], &[0], None)];
        assert_cycles(&rows, &["a -> group -> a"]);
        // An optional entry may need it: the group does not wait for it.
        let rows: [Row; 2] = [("group", &[], &[], Some(&[])), ("a", &[0], &[0], None)];
        assert_cycles(&rows, &[]);
    }

    #[test]
    fn groups_that_contain_each_other_are_one_cycle() {
        let rows: [Row; 2] = [("g", &[], &[1], Some(&[1])), ("h", &[], &[0], Some(&[0]))];
        assert_cycles(&rows, &["g -> h -> g"]);
    }
}
