//! The order to learn in.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::catalog::{Ix, Need, Roadmap};
use crate::graph;
use crate::progress::Status;
use crate::query::evaluation::Evaluation;

/// Orders `skills` so that each comes after those of them that it needs, through
/// groups and choices too. Among those that could come next, what is being
/// learned comes first, then what that waits for, then file order.
///
/// A need on an option that is not among them waits for the options of its
/// choice that are: only making that choice removes the need. Where the option
/// waits for what needs it, that is given up.
pub(in crate::query) fn order(evaluation: &Evaluation<'_>, skills: &[Ix]) -> Vec<Ix> {
    let graph = Waiting::new(evaluation, skills);
    let len = 3 * evaluation.roadmap().len();
    let is_learning = |ix: &Ix| evaluation.status(*ix) == Status::Learning;
    let learning = skills.iter().copied().filter(is_learning);
    let mut urgency = vec![Urgency::Later; evaluation.roadmap().len()];
    let sources: Vec<usize> = learning.clone().map(|ix| Node::Done(ix).number()).collect();
    let waits_for = |node| graph.needs(node).into_iter().chain(graph.choices(node));
    for node in graph::reachable(len, sources, waits_for) {
        urgency[Node::entry(node).at()] = Urgency::Needed;
    }
    for ix in learning {
        urgency[ix.at()] = Urgency::Learning;
    }
    let nodes = sort(&graph, len, |node| {
        let ix = Node::entry(node);
        // A node that is no work takes no time: it is done as soon as it can be.
        (graph.skill(node).is_some(), urgency[ix.at()], ix)
    });
    nodes.into_iter().filter_map(|node| graph.skill(node)).collect()
}

/// Every node after its needs, and after its choices as far as there is no
/// circle; otherwise by `place`, smallest first.
fn sort<P: Ord>(graph: &Waiting<'_, '_>, len: usize, place: impl Fn(usize) -> P) -> Vec<usize> {
    let (mut needs, mut choices) = (vec![0_u32; len], vec![0_u32; len]);
    let mut followers: Vec<Vec<(usize, bool)>> = vec![Vec::new(); len];
    for node in 0..len {
        for before in graph.needs(node) {
            needs[node] += 1;
            followers[before].push((node, false));
        }
        for before in graph.choices(node) {
            choices[node] += 1;
            followers[before].push((node, true));
        }
    }
    let mut is_placed = vec![false; len];
    let (mut ready, mut held) = (BinaryHeap::new(), BinaryHeap::new());
    for node in (0..len).filter(|node| needs[*node] == 0) {
        let heap = if choices[node] == 0 { &mut ready } else { &mut held };
        heap.push(Reverse((place(node), node)));
    }
    let mut nodes = Vec::with_capacity(len);
    // One that waits only for choices goes on when nothing else can.
    while let Some(Reverse((_, node))) = ready.pop().or_else(|| held.pop()) {
        if std::mem::replace(&mut is_placed[node], true) {
            continue;
        }
        nodes.push(node);
        for (follower, is_choice) in &followers[node] {
            let count = if *is_choice { &mut choices } else { &mut needs };
            count[*follower] -= 1;
            if needs[*follower] == 0 && !is_placed[*follower] {
                let heap = if choices[*follower] == 0 { &mut ready } else { &mut held };
                heap.push(Reverse((place(*follower), *follower)));
            }
        }
    }
    nodes
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Learning,
    Needed,
    Later,
}

/// What waits for what, among some skills of a roadmap.
struct Waiting<'a, 's> {
    evaluation: &'s Evaluation<'a>,
    roadmap: &'a Roadmap,
    /// For each entry, whether it is, or contains, one of the skills.
    is_work: Vec<bool>,
}

/// The events in the life of an entry: it can begin, as far as required needs
/// go; it can begin, optional needs included; it is done. So a need of a group,
/// or on one, is a single edge, however much the group contains.
#[derive(Debug, Clone, Copy)]
enum Node {
    Begin(Ix),
    BeginOptional(Ix),
    Done(Ix),
}

impl Node {
    fn number(self) -> usize {
        match self {
            Self::Begin(ix) => 3 * ix.at(),
            Self::BeginOptional(ix) => 3 * ix.at() + 1,
            Self::Done(ix) => 3 * ix.at() + 2,
        }
    }

    fn of(number: usize) -> Self {
        let ix = Self::entry(number);
        match number % 3 {
            0 => Self::Begin(ix),
            1 => Self::BeginOptional(ix),
            _ => Self::Done(ix),
        }
    }

    fn entry(number: usize) -> Ix {
        Ix::from_usize(number / 3)
    }
}

impl<'a, 's> Waiting<'a, 's> {
    fn new(evaluation: &'s Evaluation<'a>, skills: &[Ix]) -> Self {
        let roadmap = evaluation.roadmap();
        let mut is_work = vec![false; roadmap.len()];
        for skill in skills {
            is_work[skill.at()] = true;
            for group in roadmap.around(*skill) {
                is_work[group.at()] = true;
            }
        }
        Self { evaluation, roadmap, is_work }
    }

    fn skill(&self, node: usize) -> Option<Ix> {
        match Node::of(node) {
            Node::Done(ix) if self.is_work[ix.at()] && self.roadmap.entry(ix).is_skill() => {
                Some(ix)
            }
            _ => None,
        }
    }

    /// The nodes that have to come before this one.
    fn needs(&self, node: usize) -> Vec<usize> {
        let node = Node::of(node);
        let (Node::Begin(ix) | Node::BeginOptional(ix) | Node::Done(ix)) = node;
        if !self.is_work[ix.at()] {
            return Vec::new();
        }
        let entry = self.roadmap.entry(ix);
        let needs = |optional: bool| {
            self.needs_of(ix, optional)
                .filter(|on| self.is_work[on.at()])
                .map(|on| Node::Done(on).number())
        };
        match node {
            Node::Begin(_) => {
                needs(false).chain(entry.parent.map(|group| Node::Begin(group).number())).collect()
            }
            // An optional need blocks only what is optional.
            Node::BeginOptional(_) => {
                let around = entry.parent.map(|group| Node::BeginOptional(group).number());
                needs(true).chain(around).chain([Node::Begin(ix).number()]).collect()
            }
            Node::Done(_) if entry.is_skill() => {
                let is_optional = self.evaluation.is_optional(ix);
                let begin = if is_optional { Node::BeginOptional } else { Node::Begin };
                vec![begin(ix).number()]
            }
            Node::Done(_) => {
                let required =
                    self.roadmap.children(ix).filter(|child| !self.roadmap.entry(*child).optional);
                required.map(|child| Node::Done(child).number()).collect()
            }
        }
    }

    /// The choices that have to be made before this node, since one of its needs
    /// is on an option that is not among the skills.
    fn choices(&self, node: usize) -> Vec<usize> {
        let (ix, optional) = match Node::of(node) {
            Node::Begin(ix) => (ix, false),
            Node::BeginOptional(ix) => (ix, true),
            Node::Done(_) => return Vec::new(),
        };
        if !self.is_work[ix.at()] {
            return Vec::new();
        }
        let open = self
            .needs_of(ix, optional)
            .filter(|on| !self.is_work[on.at()] && !self.evaluation.is_met(*on));
        let choice = |on: Ix| {
            let path = std::iter::once(on).chain(self.roadmap.around(on));
            let left = path.take_while(|ix| !self.is_work[ix.at()]);
            let option = left.filter(|ix| self.evaluation.is_option(*ix)).last()?;
            self.roadmap.entry(option).parent
        };
        open.filter_map(choice).map(|choice| Node::Done(choice).number()).collect()
    }

    /// The entries that `ix` itself needs, by whether they are optional.
    fn needs_of(&self, ix: Ix, optional: bool) -> impl Iterator<Item = Ix> {
        let needs = self.roadmap.entry(ix).needs.iter().filter_map(|need| match need {
            Need::Entry(on) => Some(*on),
            Need::Assumed(_) => None,
        });
        needs.filter(move |on| self.evaluation.is_optional(*on) == optional)
    }
}
