//! The order to learn in.

use crate::catalog::{Ix, Need, Roadmap};
use crate::graph;
use crate::progress::Status;
use crate::query::evaluation::Evaluation;

/// Orders `skills` so that each comes after those that it needs, also through groups
/// and choices. Among those that could come next, what is being learned comes first,
/// then what that waits for, then file order.
///
/// A need on an option that is not among `skills` waits for the options of the same
/// choice that are, since only making that choice removes the need. It does not wait
/// for options that in turn wait for it.
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
    let component = graph::components(len, waits_for);
    let edges = |node: usize| {
        let mut before = graph.needs(node);
        for choice in graph.choices(node) {
            if component[choice] == component[node] {
                let skills = graph.skills_in(choice);
                before.extend(skills.filter(|skill| component[*skill] != component[node]));
            } else {
                before.push(choice);
            }
        }
        before
    };
    // Nodes without work take no time, so they come as early as possible.
    let place = |node: usize| graph.skill(node).map(|ix| (urgency[ix.at()], ix));
    let order = graph::order(len, edges, place);
    order.into_iter().filter_map(|node| graph.skill(node)).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Learning,
    Needed,
    Later,
}

/// The graph of what waits for what among some skills of a roadmap.
struct Waiting<'a, 's> {
    evaluation: &'s Evaluation<'a>,
    roadmap: &'a Roadmap,
    /// For each entry, whether it is, or contains, one of the skills.
    is_work: Vec<bool>,
}

/// The three events of an entry: its required needs are met; its optional needs are met
/// too; it is done. So a need of a group, or on a group, is a single edge, no matter
/// how much the group contains.
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

    /// The `Done` nodes of the skills that the entry of this node waits for.
    fn skills_in(&self, node: usize) -> impl Iterator<Item = usize> {
        let group = Node::entry(node);
        let is_required = move |ix: &Ix| {
            let path = std::iter::once(*ix).chain(self.roadmap.around(*ix));
            path.take_while(|ix| *ix != group).all(|ix| !self.roadmap.entry(ix).optional)
        };
        (group.at()..self.roadmap.entry(group).end as usize)
            .map(Ix::from_usize)
            .filter(is_required)
            .map(|ix| Node::Done(ix).number())
            .filter(|node| self.skill(*node).is_some())
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

    /// The choices that have to be made before this node, because it needs an option
    /// that is not among the skills.
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

    /// The optional or the required entries that `ix` itself needs.
    fn needs_of(&self, ix: Ix, optional: bool) -> impl Iterator<Item = Ix> {
        let needs = self.roadmap.entry(ix).needs.iter().filter_map(|need| match need {
            Need::Entry(on) => Some(*on),
            Need::Assumed(_) => None,
        });
        needs.filter(move |on| self.evaluation.is_optional(*on) == optional)
    }
}
