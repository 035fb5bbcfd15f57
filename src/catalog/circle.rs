//! Entries that wait for each other.

use crate::graph;

/// How many entries of a circle are told; of a longer one its ends.
const MAX_TOLD: usize = 20;

/// What an entry waits for; entries are known by their places in a list.
#[derive(Debug)]
pub struct Waiting<'e> {
    pub id: &'e str,
    pub needs: Vec<usize>,
    /// The groups right around it: it waits for what they need.
    pub around: Vec<usize>,
    /// Of a group: the entries right in it that have to be done before it is.
    pub required: Option<Vec<usize>>,
}

/// Entries of which each waits for the next, and the last for the first.
#[derive(Debug)]
pub struct Circle {
    pub message: String,
    pub help: &'static str,
    /// The entry whose need closes the circle.
    pub needing: usize,
    /// What it needs; `None` if the circle is one of groups in each other.
    pub needed: Option<usize>,
}

/// Finds circles, at least one if there is any.
///
/// In the graph an entry that waits is a node: it waits for its needs and for
/// what the groups around it wait for. A group has a second node, being done,
/// which waits until all that is required in it is done.
pub fn find_circles(entries: &[Waiting<'_>]) -> Vec<Circle> {
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
    let tell = |mut circle: Vec<usize>| {
        let next = |circle: &[usize], at: usize| circle[(at + 1) % circle.len()];
        let is_need = |at: &usize| {
            let (from, to) = (circle[*at], next(&circle, *at));
            from.is_multiple_of(2) && entries[from / 2].needs.iter().any(|need| done(*need) == to)
        };
        // Told from the need that stands first.
        let first = (0..circle.len()).filter(is_need).min_by_key(|at| circle[*at]);
        circle.rotate_left(first.unwrap_or(0));
        // The two nodes of a group are one entry: the way between them is a circle.
        let again = circle.iter().skip(1).position(|node| node / 2 == circle[0] / 2);
        circle.truncate(again.map_or(circle.len(), |at| at + 1));
        let needed = first.map(|_| next(&circle, 0) / 2);
        let mut ids: Vec<&str> = circle.iter().map(|node| entries[node / 2].id).collect();
        ids.dedup();
        ids.push(ids[0]);
        if ids.len() > MAX_TOLD {
            ids.splice(MAX_TOLD / 2..ids.len() - MAX_TOLD / 2, ["…"]);
        }
        let has_group = circle.iter().any(|node| entries[node / 2].required.is_some());
        Circle {
            message: format!("these wait for each other: {}", ids.join(" -> ")),
            help: if has_group {
                "take one of these needs out: a group is done when all that is required in it is, \
                 and what is in it waits for what the group needs"
            } else {
                "take one of these needs out"
            },
            needing: circle[0] / 2,
            needed,
        }
    };
    graph::circles(entries.len() * 2, edges).into_iter().map(tell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries as `id`, needs, groups around it, what it requires if it is a group.
    type Row = (&'static str, &'static [usize], &'static [usize], Option<&'static [usize]>);

    #[track_caller]
    fn assert_circles(rows: &[Row], want: &[&str]) {
        let entries: Vec<Waiting<'_>> = rows
            .iter()
            .map(|(id, needs, around, required)| Waiting {
                id,
                needs: needs.to_vec(),
                around: around.to_vec(),
                required: required.map(<[usize]>::to_vec),
            })
            .collect();
        let told = find_circles(&entries);
        let told: Vec<&str> =
            told.iter().map(|c| c.message.rsplit(": ").next().unwrap_or_default()).collect();
        assert_eq!(told, want);
    }

    #[test]
    fn skills_wait_for_needs_and_for_the_needs_around_them() {
        assert_circles(&[("a", &[1], &[], None), ("b", &[], &[], None)], &[]);
        assert_circles(&[("a", &[0], &[], None)], &["a -> a"]);
        assert_circles(&[("a", &[1], &[], None), ("b", &[0], &[], None)], &["a -> b -> a"]);
        // b is in the group, which needs c, which needs b.
        let group: Row = ("group", &[2], &[], Some(&[1]));
        let inside: Row = ("b", &[], &[0], None);
        assert_circles(&[group, inside, ("c", &[1], &[], None)], &["group -> c -> b -> group"]);
        assert_circles(&[group, inside, ("c", &[], &[], None)], &[]);
    }

    #[test]
    fn a_group_is_done_when_what_it_requires_is() {
        // a is in the group and needs it.
        let rows: [Row; 2] = [("group", &[], &[], Some(&[1])), ("a", &[0], &[0], None)];
        assert_circles(&rows, &["a -> group -> a"]);
        // As an optional one it may: the group does not wait for it.
        let rows: [Row; 2] = [("group", &[], &[], Some(&[])), ("a", &[0], &[0], None)];
        assert_circles(&rows, &[]);
    }

    #[test]
    fn groups_in_each_other_are_a_circle() {
        let rows: [Row; 2] = [("g", &[], &[1], Some(&[1])), ("h", &[], &[0], Some(&[0]))];
        assert_circles(&rows, &["g -> h -> g", "g -> h -> g"]);
    }
}
