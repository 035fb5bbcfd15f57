//! The order to learn in.

use crate::catalog::{Ix, Need, Roadmap};
use crate::graph;
use crate::progress::Status;
use crate::query::Evaluation;

/// `skills` so that each stands behind those of them that it needs, through
/// groups and choices too; among those that could stand next, first what is
/// being learned, then what that waits for, then by place.
pub(crate) fn order(evaluation: &Evaluation<'_>, skills: &[Ix]) -> Vec<Ix> {
    let roadmap = evaluation.roadmap();
    let graph = Waiting::new(roadmap, skills);
    let len = 3 * roadmap.len();
    let is_learning = |ix: &Ix| evaluation.status(*ix) == Status::Learning;
    let learning = skills.iter().copied().filter(is_learning);
    let mut urgency = vec![Urgency::Later; roadmap.len()];
    let sources: Vec<usize> = learning.clone().map(|ix| Node::Done(ix).number()).collect();
    for node in graph::reachable(len, sources, |node| graph.waits_for(node)) {
        urgency[Node::entry(node).at()] = Urgency::Needed;
    }
    for ix in learning {
        urgency[ix.at()] = Urgency::Learning;
    }
    // What is no work takes no time: it is out of the way as soon as it can be.
    let place = |node: usize| graph.skill(node).map(|ix| (urgency[ix.at()], ix));
    let order = graph::order(len, |node| graph.waits_for(node), place);
    order.into_iter().filter_map(|node| graph.skill(node)).collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Urgency {
    Learning,
    Needed,
    Later,
}

/// What waits for what, among some skills of a roadmap.
struct Waiting<'a> {
    roadmap: &'a Roadmap,
    /// For each entry, whether it is, or holds, one of the skills.
    is_work: Vec<bool>,
    is_optional: Vec<bool>,
}

/// Of each entry: it may begin, as far as required needs go, and optional ones
/// too; it is done. So a need of a group or on a group is one edge, however
/// much the group holds.
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

impl<'a> Waiting<'a> {
    fn new(roadmap: &'a Roadmap, skills: &[Ix]) -> Self {
        let mut is_work = vec![false; roadmap.len()];
        for skill in skills {
            is_work[skill.at()] = true;
            for group in roadmap.around(*skill) {
                is_work[group.at()] = true;
            }
        }
        let is_optional = roadmap.entries().map(|(ix, _)| roadmap.is_optional(ix)).collect();
        Self { roadmap, is_work, is_optional }
    }

    fn skill(&self, node: usize) -> Option<Ix> {
        match Node::of(node) {
            Node::Done(ix) if self.is_work[ix.at()] && self.roadmap.entry(ix).is_skill() => {
                Some(ix)
            }
            _ => None,
        }
    }

    fn waits_for(&self, node: usize) -> Vec<usize> {
        let node = Node::of(node);
        let (Node::Begin(ix) | Node::BeginOptional(ix) | Node::Done(ix)) = node;
        if !self.is_work[ix.at()] {
            return Vec::new();
        }
        let entry = self.roadmap.entry(ix);
        let needs = |optional: bool| {
            let needs = entry.needs.iter().filter_map(|need| match need {
                Need::Entry(on) => Some(*on),
                Need::Assumed(_) => None,
            });
            needs
                .filter(move |on| self.is_optional[on.at()] == optional)
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
                let begin =
                    if self.is_optional[ix.at()] { Node::BeginOptional } else { Node::Begin };
                vec![begin(ix).number()]
            }
            Node::Done(_) => {
                let required =
                    self.roadmap.children(ix).filter(|child| !self.roadmap.entry(*child).optional);
                required.map(|child| Node::Done(child).number()).collect()
            }
        }
    }
}
