//! Turns the tree back into ordered drafts and repairs what no longer fits together.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::rc::Rc;

use super::Layer;
use super::tree::{Gone, Item, Node, Tree};
use crate::catalog::cycle::Cycle;
use crate::catalog::draft::{Draft, Drafts, Place, Taken};
use crate::catalog::link::cycles;
use crate::catalog::model::{Edit, EntryKind, Id, Ix};
use crate::catalog::problem::Code;
use crate::catalog::source::Span;
use crate::catalog::unresolved::Name;

/// Break cycles need by need this many times, then drop all needs that the overlay wrote, so that a
/// large roadmap is not searched thousands of times.
const ROUNDS: usize = 2;

impl Layer<'_> {
    /// Everything that is left, in order; `None` if nothing is.
    pub(super) fn finish(mut self) -> Option<Drafts> {
        self.tree.leave_out_empty(Tree::ROOT);
        if self.tree.gone(Tree::ROOT).is_some() {
            let (source, span) = (self.source, self.span);
            self.problems.error(|| {
                let problem = source.error(Code::EmptyStage, span, "nothing is left of the base");
                problem.help("hide less, or add something")
            });
            return None;
        }
        let stages: Vec<Node> = self.tree.children(Tree::ROOT).collect();
        let mut drafts = Drafts { stages: Vec::new(), entries: Vec::new(), taken: HashMap::new() };
        for node in stages {
            if self.tree.gone(node).is_some() {
                continue;
            }
            let Item::Stage(mut stage) = self.tree.take(node) else { continue };
            stage.start = drafts.entries.len();
            let id = stage.id.clone();
            drafts.stages.push(stage);
            self.collect(node, None, &mut drafts);
            if let Some(id) = id {
                let place = Place::of(self.source, self.span);
                drafts.taken.insert(id, Taken { place, entry: None });
            }
        }
        self.name(&mut drafts);
        self.break_cycles(&mut drafts);
        Some(drafts)
    }

    /// Adds what is in a stage or group. Groups nest a few levels deep, so this
    /// recursion is bounded.
    fn collect(&mut self, around: Node, parent: Option<Ix>, drafts: &mut Drafts) {
        let choice = parent.is_some_and(|ix| drafts.entries[ix.at()].choose().is_some());
        let children: Vec<Node> = self.tree.children(around).collect();
        for node in children {
            if self.tree.gone(node).is_some() {
                continue;
            }
            self.fit_choice(node);
            let Item::Entry(mut draft) = self.tree.take(node) else { continue };
            if choice && draft.optional {
                draft.optional = false;
                let id = draft.id.clone();
                self.warn(
                    draft.place.mention.unwrap_or(draft.place.span),
                    Code::OptionalOption,
                    || {
                        (
                            format!("'{id}' is an option of a choice, which cannot be optional"),
                            "remove 'optional': nobody has to choose this option".to_owned(),
                        )
                    },
                );
            }
            let ix = Ix::from_usize(drafts.entries.len());
            (draft.parent, draft.stage) = (parent, drafts.stages.len() - 1);
            drafts.entries.push(*draft);
            self.collect(node, Some(ix), drafts);
            drafts.entries[ix.at()].end = Ix::from_usize(drafts.entries.len()).0;
        }
    }

    /// Lowers the number of options to choose to the number that is left.
    fn fit_choice(&mut self, node: Node) {
        let Item::Entry(draft) = self.tree.item(node) else { return };
        let Some(choose) = draft.choose() else { return };
        let place = &draft.place;
        let (id, mut span) = (draft.id.clone(), place.mention.unwrap_or(place.span));
        let mut left = 0;
        for inside in self.tree.children(node) {
            match self.tree.gone(inside) {
                None => left += 1,
                Some(Gone::Hidden(hidden)) if span == self.span => span = hidden,
                Some(_) => {}
            }
        }
        if choose <= left {
            return;
        }
        if let Some(Draft { kind: EntryKind::Group(group), .. }) = self.tree.entry_mut(node) {
            group.choose = Some(left);
        }
        self.warn(span, Code::ChooseTooLarge, || {
            let message = format!("'{id}' asks for {choose} options but has only {left}");
            (message, "leave more options, or change 'choose'".to_owned())
        });
    }

    /// Records the owner of each name. An alias that is taken is dropped; what the overlay wrote
    /// wins.
    fn name(&mut self, drafts: &mut Drafts) {
        let Drafts { entries, taken, .. } = drafts;
        for (at, draft) in entries.iter().enumerate() {
            let place = draft.place.clone();
            taken.insert(draft.id.clone(), Taken { place, entry: Some(Ix::from_usize(at)) });
        }
        let is_own = |draft: &Draft| draft.edit == Some(Edit::Added);
        let own = (0..entries.len()).filter(|at| is_own(&entries[*at]));
        let base = (0..entries.len()).filter(|at| !is_own(&entries[*at]));
        for at in own.chain(base).collect::<Vec<_>>() {
            let (place, ix) = (entries[at].place.clone(), Ix::from_usize(at));
            let EntryKind::Skill(skill) = &mut entries[at].kind else { continue };
            let mut dropped: Vec<Id> = Vec::new();
            skill.aliases.retain(|alias| match taken.entry(alias.clone()) {
                Slot::Vacant(slot) => {
                    slot.insert(Taken { place: place.clone(), entry: Some(ix) });
                    true
                }
                Slot::Occupied(slot) => {
                    if slot.get().entry != Some(ix) {
                        dropped.push(alias.clone());
                    }
                    false
                }
            });
            let id = entries[at].id.clone();
            for alias in dropped {
                self.warn(place.mention.unwrap_or(place.span), Code::AliasTaken, || {
                    let message =
                        format!("'{alias}' is an alias of '{id}' and a name of something else");
                    (message, "the alias is ignored: give one of the two another id".to_owned())
                });
            }
        }
    }

    /// Drops needs of the overlay that form a cycle with those of the base. The base may have
    /// changed, and its needs take precedence.
    fn break_cycles(&mut self, drafts: &mut Drafts) {
        for round in 0..=ROUNDS {
            let mut own: Vec<(usize, Id, Span, String)> = Vec::new();
            for Cycle { message, needs, .. } in cycles(drafts) {
                let edges = needs.iter().filter_map(|(needing, needed)| {
                    let draft = &drafts.entries[*needing];
                    let named = |need: &&Name| drafts.named(need) == Some(*needed);
                    Some((*needing, draft.needs.iter().find(named)?))
                });
                let edges: Vec<(usize, &Name)> = edges.collect();
                // A cycle of the overlay's needs alone is an error, reported elsewhere.
                if edges.iter().all(|(_, need)| need.span != self.span) {
                    continue;
                }
                let written = edges.into_iter().filter(|(at, need)| self.wrote(drafts, *at, need));
                own.extend(
                    written.map(|(at, need)| (at, need.id.clone(), need.span, message.clone())),
                );
            }
            if own.is_empty() {
                return;
            }
            let message = own[0].3.clone();
            for (at, id, span, message) in own {
                drafts.entries[at].needs.retain(|need| need.id != id);
                self.ignored(span, message);
            }
            if round == ROUNDS {
                for at in 0..drafts.entries.len() {
                    let needs = std::mem::take(&mut drafts.entries[at].needs);
                    let (dropped, kept): (Vec<Name>, Vec<Name>) =
                        needs.into_iter().partition(|need| self.wrote(drafts, at, need));
                    drafts.entries[at].needs = kept;
                    for need in dropped {
                        self.ignored(need.span, message.clone());
                    }
                }
            }
        }
    }

    /// Whether the overlay wrote this need of an entry.
    fn wrote(&self, drafts: &Drafts, at: usize, need: &Name) -> bool {
        need.span != self.span && Rc::ptr_eq(&drafts.entries[at].needs_in, self.source)
    }

    fn ignored(&mut self, span: Span, message: String) {
        self.warn(span, Code::Cycle, || {
            let help = "this need is ignored: remove it, or change what the base needs";
            (message, help.to_owned())
        });
    }
}
