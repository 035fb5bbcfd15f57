//! What an overlay adds, and where.

use std::ops::Range;

use super::tree::{Gone, Item, Node, Spot, Tree};
use super::{Added, Layer, target};
use crate::catalog::check::MAX_NESTING;
use crate::catalog::draft::{Draft, Drafts, StageDraft};
use crate::catalog::model::{Edit, EntryKind, Id, Ix};
use crate::catalog::problem::Code;
use crate::catalog::source::Span;
use crate::catalog::unresolved::{AddPlace, Name};

impl Layer<'_> {
    /// Inserts `own`, everything that the overlay adds, in its places.
    pub(super) fn add(&mut self, additions: Vec<(AddPlace, Added)>, own: Drafts) {
        self.replace(&own);
        let mut entries: Vec<Option<Draft>> = own.entries.into_iter().map(Some).collect();
        let mut stages: Vec<Option<StageDraft>> = own.stages.into_iter().map(Some).collect();
        for (place, added) in additions {
            match added {
                Added::Entries(range) => {
                    let height = height(&entries[range.clone()], range.start);
                    let spot = self.spot(&place, height);
                    self.insert(range, spot, &mut entries);
                }
                Added::Stages(list) => {
                    let mut spot = self.stage_spot(&place);
                    for (at, range) in list {
                        let Some(stage) = stages[at].take() else { continue };
                        let id = stage.id.clone();
                        let node = self.tree.insert(Item::Stage(stage), spot);
                        self.own.extend(id.map(|id| (id, node)));
                        self.insert(range, Spot::LastIn(node), &mut entries);
                        spot = Spot::After(node);
                    }
                }
            }
        }
    }

    /// Leaves out entries and stages of the base whose id the overlay reuses.
    fn replace(&mut self, own: &Drafts) {
        // In the order of the base, since a hash map has none.
        let entries = self.base.entries().map(|(ix, entry)| (&entry.id, self.entries[ix.at()]));
        let stages = self.base.stages().iter();
        let stages = stages.map(|stage| (&stage.id, self.stages[stage.id.as_str()]));
        let replaced: Vec<(&Id, Node)> =
            entries.chain(stages).filter(|(id, _)| own.taken.contains_key(*id)).collect();
        for (id, node) in replaced {
            let taken = &own.taken[id];
            let edit = taken.entry.and_then(|ix: Ix| own.entries[ix.at()].edit);
            let is_moved = edit == Some(Edit::Changed);
            if !self.is_gone(node) && !is_moved {
                let span = taken.place.mention.unwrap_or(taken.place.span);
                self.warn(span, Code::InBase, || {
                    (
                        format!("the base has '{id}' too: this one replaces it"),
                        format!("change it under 'change', hide it, or move it: skills: [{id}]"),
                    )
                });
            }
            self.tree.leave_out(node, Gone::Replaced);
        }
    }

    /// Inserts these drafts: the outermost ones at `spot`, the others inside them.
    fn insert(&mut self, range: Range<usize>, mut spot: Spot, entries: &mut [Option<Draft>]) {
        let start = range.start;
        let mut nodes: Vec<Node> = Vec::with_capacity(range.len());
        for at in range {
            let Some(draft) = entries[at].take() else { continue };
            let names: Vec<Id> = draft.names().cloned().collect();
            let parent = draft.parent.map(|parent| nodes[parent.at() - start]);
            let item = Item::Entry(Box::new(draft));
            let node = match parent {
                Some(parent) => self.tree.insert(item, Spot::LastIn(parent)),
                None => self.tree.insert(item, spot),
            };
            if parent.is_none() && !matches!(spot, Spot::Before(_)) {
                spot = Spot::After(node);
            }
            nodes.push(node);
            self.own.extend(names.into_iter().map(|name| (name, node)));
        }
    }

    /// Where to add entries in which groups nest `height` deep.
    fn spot(&mut self, place: &AddPlace, height: usize) -> Spot {
        let mut spot = self.wanted_spot(place);
        while self.tree.depth(spot) + height > MAX_NESTING {
            let inside = match spot {
                Spot::After(node) | Spot::Before(node) => self.tree.parent(node),
                Spot::LastIn(node) => Some(node),
            };
            let Some(group) = inside.filter(|node| self.tree.is_group(*node)) else { break };
            if self.tree.depth(Spot::After(group)) + height <= MAX_NESTING {
                self.warn(place.span(), Code::DoesNotFit, || {
                    (
                        format!("groups nest at most {MAX_NESTING} deep: added further out"),
                        "add it to another place".to_owned(),
                    )
                });
            }
            spot = Spot::After(group);
        }
        spot
    }

    fn wanted_spot(&mut self, place: &AddPlace) -> Spot {
        let Some(name) = target(place) else { return self.end() };
        let Some(node) = self.named(&name.id) else {
            self.not_in_base(
                name,
                "name another place: for now it is at the end of the last stage",
            );
            return self.end();
        };
        let is_in = matches!(place, AddPlace::In(_));
        let holds = self.tree.is_stage(node) || self.tree.is_group(node);
        // A hidden entry still marks a place, unless what it is in is hidden too.
        let inside = if is_in && holds { Some(node) } else { self.tree.parent(node) };
        let hidden = inside.and_then(|inside| {
            self.tree.around(inside).filter(|node| self.tree.gone(*node).is_some()).last()
        });
        if let Some(hidden) = hidden {
            self.does_not_fit(name, "is in something that is left out", "name another place");
            return if self.tree.is_stage(hidden) { self.end() } else { Spot::After(hidden) };
        }
        match (place, holds) {
            (AddPlace::In(_), true) => Spot::LastIn(node),
            (AddPlace::In(_), false) => {
                self.does_not_fit(name, "is a skill, which holds nothing", "write after:");
                Spot::After(node)
            }
            _ if self.tree.is_stage(node) => {
                self.does_not_fit(name, "is a stage", "write in: to add skills to it, or stages:");
                Spot::LastIn(node)
            }
            (AddPlace::Before(_), _) => Spot::Before(node),
            _ => Spot::After(node),
        }
    }

    fn stage_spot(&mut self, place: &AddPlace) -> Spot {
        let Some(name) = target(place) else { return Spot::LastIn(Tree::ROOT) };
        let Some(node) = self.named(&name.id) else {
            self.not_in_base(name, "name another stage: for now it is at the end");
            return Spot::LastIn(Tree::ROOT);
        };
        if !self.tree.is_stage(node) {
            self.does_not_fit(name, "is not a stage", "name the stage that it is in");
        }
        match (place, self.tree.stage(node)) {
            (_, None) => Spot::LastIn(Tree::ROOT),
            (AddPlace::Before(_), Some(stage)) => Spot::Before(stage),
            (_, Some(stage)) => Spot::After(stage),
        }
    }

    fn does_not_fit(&mut self, name: &Name, why: &str, advice: &str) {
        let span: Span = name.span;
        self.warn(span, Code::DoesNotFit, || (format!("'{}' {why}", name.id), advice.to_owned()));
    }

    /// The end of the last stage that is not left out.
    fn end(&mut self) -> Spot {
        let tree = &self.tree;
        let last = *self.end.get_or_insert_with(|| {
            let mut stages = tree.children_backwards(Tree::ROOT);
            let last = stages.find(|stage| tree.gone(*stage).is_none());
            last.or_else(|| tree.children_backwards(Tree::ROOT).next()).unwrap_or(Tree::ROOT)
        });
        Spot::LastIn(last)
    }
}

/// How deep groups nest in these drafts, the first of which has the index `start`.
fn height(entries: &[Option<Draft>], start: usize) -> usize {
    let mut depths: Vec<usize> = Vec::with_capacity(entries.len());
    for draft in entries {
        let Some(draft) = draft else { continue };
        let outside = draft.parent.map_or(0, |parent| depths[parent.at() - start]);
        depths.push(outside + usize::from(matches!(draft.kind, EntryKind::Group(_))));
    }
    depths.into_iter().max().unwrap_or(0)
}
