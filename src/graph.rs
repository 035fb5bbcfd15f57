//! Algorithms on a graph with the nodes `0..len`, whose edges a closure returns.
//! Nothing recurses, so depth is not limited by the stack.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Cycles of the graph, each as its nodes in the order of the edges, the last leading
/// back to the first. Empty exactly when there is no cycle. A node is in at most one of
/// them: other cycles through the same nodes are left out.
pub fn cycles<I: IntoIterator<Item = usize>>(
    len: usize,
    edges: impl Fn(usize) -> I,
) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnPath(usize),
        Done,
    }
    let mut state = vec![State::New; len];
    let mut reported = vec![false; len];
    let mut cycles = Vec::new();
    let mut path: Vec<(usize, I::IntoIter)> = Vec::new();
    for start in 0..len {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::OnPath(0);
        path.push((start, edges(start).into_iter()));
        while let Some((node, rest)) = path.last_mut() {
            let node = *node;
            match rest.next().map(|next| (next, state[next])) {
                None => {
                    state[node] = State::Done;
                    path.pop();
                }
                Some((_, State::Done)) => {}
                Some((next, State::New)) => {
                    state[next] = State::OnPath(path.len());
                    path.push((next, edges(next).into_iter()));
                }
                Some((next, State::OnPath(from))) => {
                    if reported[next] || reported[node] {
                        continue;
                    }
                    let cycle: Vec<usize> = path[from..].iter().map(|(node, _)| *node).collect();
                    if cycle.iter().all(|node| !reported[*node]) {
                        for node in &cycle {
                            reported[*node] = true;
                        }
                        cycles.push(cycle);
                    }
                }
            }
        }
    }
    cycles
}

/// The nodes in topological order: each after all nodes that its edges lead to,
/// otherwise by `place`, smallest first. Nodes in cycles, and those that lead into one,
/// are left out.
pub fn order<I, P>(len: usize, edges: impl Fn(usize) -> I, place: impl Fn(usize) -> P) -> Vec<usize>
where
    I: IntoIterator<Item = usize>,
    P: Ord,
{
    let mut waiting = vec![0_usize; len];
    let mut followers = vec![Vec::new(); len];
    for (node, waiting) in waiting.iter_mut().enumerate() {
        for before in edges(node) {
            *waiting += 1;
            followers[before].push(node);
        }
    }
    let mut ready: BinaryHeap<Reverse<(P, usize)>> = (0..len)
        .filter(|node| waiting[*node] == 0)
        .map(|node| Reverse((place(node), node)))
        .collect();
    let mut order = Vec::with_capacity(len);
    while let Some(Reverse((_, node))) = ready.pop() {
        order.push(node);
        for follower in &followers[node] {
            waiting[*follower] -= 1;
            if waiting[*follower] == 0 {
                ready.push(Reverse((place(*follower), *follower)));
            }
        }
    }
    order
}

/// All nodes that can be reached from `start`, in ascending order; `start` itself only
/// if a cycle leads back to it.
pub fn reachable<I: IntoIterator<Item = usize>>(
    len: usize,
    start: impl IntoIterator<Item = usize>,
    edges: impl Fn(usize) -> I,
) -> Vec<usize> {
    let mut seen = vec![false; len];
    let mut rest: Vec<usize> = start.into_iter().flat_map(&edges).collect();
    while let Some(node) = rest.pop() {
        if !std::mem::replace(&mut seen[node], true) {
            rest.extend(edges(node));
        }
    }
    (0..len).filter(|node| seen[*node]).collect()
}

/// For each node, the number of its strongly connected component: two nodes are in the
/// same one exactly if each can be reached from the other. (Tarjan's algorithm.)
pub fn components<I: IntoIterator<Item = usize>>(
    len: usize,
    edges: impl Fn(usize) -> I,
) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut component = vec![NONE; len];
    // When a node was found, and the earliest open one that it leads to.
    let mut found = vec![NONE; len];
    let mut lowest = vec![NONE; len];
    let (mut time, mut count) = (0, 0);
    let mut open = Vec::new();
    let mut path: Vec<(usize, I::IntoIter)> = Vec::new();
    for start in 0..len {
        if found[start] != NONE {
            continue;
        }
        let mut next = Some(start);
        loop {
            if let Some(node) = next.take() {
                (found[node], lowest[node]) = (time, time);
                time += 1;
                open.push(node);
                path.push((node, edges(node).into_iter()));
            }
            let Some((node, rest)) = path.last_mut() else { break };
            let node = *node;
            if let Some(to) = rest.next() {
                if found[to] == NONE {
                    next = Some(to);
                } else if component[to] == NONE {
                    lowest[node] = lowest[node].min(found[to]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                lowest[*before] = lowest[*before].min(lowest[node]);
            }
            if lowest[node] == found[node] {
                while let Some(member) = open.pop() {
                    component[member] = count;
                    if member == node {
                        break;
                    }
                }
                count += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn graph(len: usize, pairs: &[(usize, usize)]) -> impl Fn(usize) -> Vec<usize> + use<> {
        let mut edges = vec![Vec::new(); len];
        for (from, to) in pairs {
            edges[*from].push(*to);
        }
        move |node| edges[node].clone()
    }

    #[track_caller]
    fn assert_cycles(len: usize, pairs: &[(usize, usize)], want: &[&[usize]]) {
        assert_eq!(cycles(len, graph(len, pairs)), want);
    }

    #[test]
    fn cycles_are_found() {
        assert_cycles(0, &[], &[]);
        assert_cycles(3, &[(0, 1), (1, 2), (0, 2)], &[]);
        assert_cycles(1, &[(0, 0)], &[&[0]]);
        assert_cycles(3, &[(0, 1), (1, 2), (2, 1)], &[&[1, 2]]);
        assert_cycles(4, &[(0, 1), (1, 0), (2, 3), (3, 2)], &[&[0, 1], &[2, 3]]);
        assert_cycles(3, &[(0, 1), (1, 0), (1, 2), (2, 0)], &[&[0, 1]]);
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let len = 1_000_000;
        assert!(cycles(len, |node| (node + 1 < len).then_some(node + 1)).is_empty());
        assert_eq!(cycles(len, |node| Some((node + 1) % len)).len(), 1);
    }

    #[test]
    fn order_is_by_edges_then_by_place() {
        assert_eq!(order(4, graph(4, &[(0, 3)]), |node| node), [1, 2, 3, 0]);
        assert_eq!(order(3, graph(3, &[]), Reverse), [2, 1, 0]);
        assert_eq!(order(3, graph(3, &[(0, 1), (1, 0)]), |node| node), [2]);
    }

    #[test]
    fn reachable_follows_edges_to_the_end() {
        let edges = graph(5, &[(0, 1), (1, 2), (3, 4), (2, 1)]);
        assert_eq!(reachable(5, [0], &edges), [1, 2]);
        assert_eq!(reachable(5, [1], &edges), [1, 2]);
        assert!(reachable(5, [4], &edges).is_empty());
    }

    proptest! {
        #[test]
        fn nodes_of_a_component_reach_each_other(
            pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..24)
        ) {
            let edges = graph(12, &pairs);
            let component = components(12, &edges);
            for from in 0..12 {
                let there = reachable(12, [from], &edges);
                for to in 0..12 {
                    let both = there.contains(&to) && reachable(12, [to], &edges).contains(&from);
                    prop_assert_eq!(component[from] == component[to], from == to || both);
                }
            }
        }
        #[test]
        fn all_nodes_are_ordered_exactly_when_there_is_no_cycle(
            pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..24)
        ) {
            let edges = graph(12, &pairs);
            let found = cycles(12, &edges);
            let order = order(12, &edges, |node| node);
            prop_assert_eq!(found.is_empty(), order.len() == 12);
            for cycle in &found {
                for (at, node) in cycle.iter().enumerate() {
                    prop_assert!(edges(*node).contains(&cycle[(at + 1) % cycle.len()]));
                }
            }
            for (from, to) in pairs {
                let place = |node| order.iter().position(|other| *other == node);
                if let Some(from) = place(from) {
                    prop_assert!(place(to).is_some_and(|to| to < from));
                }
            }
        }
    }
}
