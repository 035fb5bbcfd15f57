//! The entries of a roadmap while an overlay is applied. Insertions take constant time, and what is
//! left out keeps its place until the end.

use crate::catalog::check::MAX_NESTING;
use crate::catalog::draft::{Draft, StageDraft};
use crate::catalog::model::EntryKind;
use crate::catalog::source::Span;

/// A stage or an entry in a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Node(usize);

/// Stages, and the entries in them.
pub(super) struct Tree {
    rows: Vec<Row>,
}

pub(super) enum Item {
    /// What the stages are in.
    Root,
    Stage(StageDraft),
    Entry(Box<Draft>),
    /// What was taken out.
    Nothing,
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// The overlay hides it, here.
    Hidden(Span),
    /// Something else has its id.
    Replaced,
    /// Everything in it is left out.
    Empty,
}

struct Row {
    item: Item,
    gone: Option<Gone>,
    parent: Option<Node>,
    previous: Option<Node>,
    next: Option<Node>,
    first: Option<Node>,
    last: Option<Node>,
}

/// Where something can be inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    After(Node),
    Before(Node),
    LastIn(Node),
}

impl Tree {
    pub const ROOT: Node = Node(0);

    pub fn new() -> Self {
        Self { rows: vec![Row::new(Item::Root)] }
    }

    /// Inserts an item; returns its node.
    pub fn insert(&mut self, item: Item, spot: Spot) -> Node {
        let node = Node(self.rows.len());
        self.rows.push(Row::new(item));
        let (parent, previous, next) = match spot {
            Spot::After(other) => (self.row(other).parent, Some(other), self.row(other).next),
            Spot::Before(other) => (self.row(other).parent, self.row(other).previous, Some(other)),
            Spot::LastIn(parent) => (Some(parent), self.row(parent).last, None),
        };
        let row = &mut self.rows[node.0];
        (row.parent, row.previous, row.next) = (parent, previous, next);
        if let Some(previous) = previous {
            self.rows[previous.0].next = Some(node);
        } else if let Some(parent) = parent {
            self.rows[parent.0].first = Some(node);
        }
        if let Some(next) = next {
            self.rows[next.0].previous = Some(node);
        } else if let Some(parent) = parent {
            self.rows[parent.0].last = Some(node);
        }
        node
    }

    fn row(&self, node: Node) -> &Row {
        &self.rows[node.0]
    }

    pub fn item(&self, node: Node) -> &Item {
        &self.row(node).item
    }

    pub fn item_mut(&mut self, node: Node) -> &mut Item {
        &mut self.rows[node.0].item
    }

    pub fn entry_mut(&mut self, node: Node) -> Option<&mut Draft> {
        match self.item_mut(node) {
            Item::Entry(draft) => Some(draft),
            _ => None,
        }
    }

    pub fn take(&mut self, node: Node) -> Item {
        std::mem::replace(self.item_mut(node), Item::Nothing)
    }

    pub fn parent(&self, node: Node) -> Option<Node> {
        self.row(node).parent
    }

    pub fn gone(&self, node: Node) -> Option<Gone> {
        self.row(node).gone
    }

    /// Leaves something out. If it was left out before, the first reason stays.
    pub fn leave_out(&mut self, node: Node, why: Gone) {
        self.rows[node.0].gone.get_or_insert(why);
    }

    /// What is directly in it, left out or not.
    pub fn children(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        std::iter::successors(self.row(node).first, |node| self.row(*node).next)
    }

    /// What is directly in it, the last first.
    pub fn children_backwards(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        std::iter::successors(self.row(node).last, |node| self.row(*node).previous)
    }

    /// The node and everything around it, innermost first, without the root.
    pub fn around(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        let parent = |node: &Node| self.row(*node).parent;
        std::iter::successors(Some(node), parent).filter(|node| *node != Self::ROOT)
    }

    /// The stage that it is in, or is.
    pub fn stage(&self, node: Node) -> Option<Node> {
        self.around(node).last()
    }

    pub fn is_group(&self, node: Node) -> bool {
        match self.item(node) {
            Item::Entry(draft) => matches!(draft.kind, EntryKind::Group(_)),
            _ => false,
        }
    }

    pub fn is_stage(&self, node: Node) -> bool {
        matches!(self.item(node), Item::Stage(_))
    }

    /// How many groups are around this spot.
    pub fn depth(&self, spot: Spot) -> usize {
        let parent = match spot {
            Spot::After(other) | Spot::Before(other) => self.parent(other),
            Spot::LastIn(parent) => Some(parent),
        };
        let around = parent.into_iter().flat_map(|parent| self.around(parent));
        around.filter(|node| self.is_group(*node)).count()
    }

    /// Leaves out stages and groups with nothing left in them. Groups nest a few levels deep, so
    /// this recursion is bounded.
    pub fn leave_out_empty(&mut self, node: Node) {
        debug_assert!(self.around(node).count() <= MAX_NESTING + 2, "bounded when inserted");
        let holds = matches!(self.item(node), Item::Root | Item::Stage(_)) || self.is_group(node);
        let mut is_empty = true;
        let mut child = self.row(node).first;
        while let Some(inside) = child {
            child = self.row(inside).next;
            if self.gone(inside).is_none() {
                self.leave_out_empty(inside);
                is_empty &= self.gone(inside).is_some();
            }
        }
        if holds && is_empty {
            self.leave_out(node, Gone::Empty);
        }
    }
}

impl Row {
    fn new(item: Item) -> Self {
        Self { item, gone: None, parent: None, previous: None, next: None, first: None, last: None }
    }
}
