//! What an overlay changes in entries and stages.

use std::collections::HashSet;
use std::rc::Rc;

use super::Layer;
use super::tree::{Gone, Item, Node};
use crate::catalog::draft::{Draft, Place, StageDraft};
use crate::catalog::model::{Edit, EntryKind, Skill};
use crate::catalog::problem::Code;
use crate::catalog::unresolved::{Change, Name};

/// The keys that a change of a skill, a group or a stage may have.
const OF_SKILL: &[&str] = &[
    "title",
    "summary",
    "kind",
    "hours",
    "needs",
    "optional",
    "aliases",
    "done_when",
    "asked_by",
    "resources",
    "replace_resources",
];
const OF_GROUP: &[&str] = &["title", "summary", "needs", "optional", "choose", "only"];
const OF_STAGE: &[&str] = &["title", "summary", "level", "milestone"];

impl Layer<'_> {
    pub(super) fn change(&mut self, changes: Vec<Change>) {
        for change in changes {
            let Some(node) = self.named(&change.name.id) else {
                self.not_in_base(&change.name, "remove this change");
                continue;
            };
            if self.is_gone(node) {
                let name = &change.name;
                self.warn(name.span, Code::DoesNotFit, || {
                    let message = format!("'{}' is left out, so this changes nothing", name.id);
                    (message, "remove this change, or do not hide it".to_owned())
                });
                continue;
            }
            self.misfits(node, &change);
            let only = change.only.clone();
            let (name, source) = (change.name.clone(), Rc::clone(self.source));
            match self.tree.item_mut(node) {
                Item::Stage(stage) => change_stage(stage, change),
                Item::Entry(draft) => {
                    draft.place = Place::of(&source, name.span);
                    change_entry(draft, change);
                }
                Item::Root | Item::Nothing => {}
            }
            if let Some(only) = only.filter(|_| self.tree.is_group(node)) {
                self.keep_only(node, &name, &only);
            }
        }
    }

    /// Reports keys that do not fit what the base has there.
    fn misfits(&mut self, node: Node, change: &Change) {
        let (what, fitting) = match self.tree.item(node) {
            Item::Stage(_) => ("stage", OF_STAGE),
            Item::Entry(draft) if matches!(draft.kind, EntryKind::Group(_)) => ("group", OF_GROUP),
            _ => ("skill", OF_SKILL),
        };
        let misfits: Vec<_> =
            change.keys.iter().filter(|(key, _)| !fitting.contains(key)).copied().collect();
        for (key, span) in misfits {
            self.warn(span, Code::DoesNotFit, || {
                let message = format!("'{}' is a {what}, which has no '{key}'", change.name.id);
                let keys = fitting.join(", ");
                (message, format!("remove it; what can change in a {what}: {keys}"))
            });
        }
    }

    /// Leaves out everything in a group except these entries.
    fn keep_only(&mut self, group: Node, name: &Name, only: &[Name]) {
        let mut kept = HashSet::with_capacity(only.len());
        for wanted in only {
            let inside = self.named(&wanted.id);
            match inside.filter(|node| self.tree.parent(*node) == Some(group)) {
                Some(node) => _ = kept.insert(node),
                None => {
                    self.warn(wanted.span, Code::NotInBase, || {
                        let message =
                            format!("the base no longer has '{}' in '{}'", wanted.id, name.id);
                        (message, "remove it".to_owned())
                    });
                }
            }
        }
        let others: Vec<Node> =
            self.tree.children(group).filter(|node| !kept.contains(node)).collect();
        if kept.is_empty() && !only.is_empty() {
            return; // None of the wanted entries is left, so keep the others.
        }
        for node in others {
            self.tree.leave_out(node, Gone::Hidden(name.span));
        }
    }
}

fn change_stage(stage: &mut StageDraft, change: Change) {
    stage.edit.get_or_insert(Edit::Changed);
    stage.title = change.title.or(stage.title.take());
    stage.summary = change.summary.or(stage.summary.take());
    stage.level = change.level.or(stage.level);
    stage.milestone = change.milestone.or(stage.milestone.take());
}

fn change_entry(draft: &mut Draft, mut change: Change) {
    draft.edit.get_or_insert(Edit::Changed);
    draft.title = change.title.take().or(draft.title.take());
    draft.summary = change.summary.take().or(draft.summary.take());
    draft.optional = change.optional.unwrap_or(draft.optional);
    if let Some(needs) = change.needs.take() {
        draft.needs = needs;
        draft.needs_in = Rc::clone(&draft.place.source);
    }
    match &mut draft.kind {
        EntryKind::Skill(skill) => change_skill(skill, change),
        EntryKind::Group(group) => group.choose = change.choose.or(group.choose),
    }
}

fn change_skill(skill: &mut Skill, change: Change) {
    skill.kind = change.kind.unwrap_or(skill.kind);
    skill.hours = change.hours.or(skill.hours);
    // Names that are taken are found once everything is in its place.
    skill.aliases.extend(change.aliases.into_iter().map(|name| name.id));
    skill.done_when = change.done_when.unwrap_or(std::mem::take(&mut skill.done_when));
    skill.asked_by = change.asked_by.unwrap_or(std::mem::take(&mut skill.asked_by));
    if change.replace_resources {
        skill.resources.clear();
    }
    let mut seen: HashSet<_> =
        skill.resources.iter().map(|resource| resource.url.clone()).collect();
    let new = change.resources.into_iter().filter(|resource| seen.insert(resource.url.clone()));
    skill.resources.extend(new);
}
