//! Entries in their places, with needs that are still names.

use std::collections::HashMap;
use std::rc::Rc;

use super::model::{Edit, Entry, EntryKind, Id, Ix, Level, Need, Roadmap};
use super::source::{SourceFile, Span};
use super::unresolved::Name;

/// The parts of a roadmap before its needs are looked up.
pub(crate) struct Drafts {
    pub stages: Vec<StageDraft>,
    /// In file order; a group before what it holds.
    pub entries: Vec<Draft>,
    /// The owner of each id and alias, including stages.
    pub taken: HashMap<Id, Taken>,
}

/// A stage. What is missing was reported.
pub(crate) struct StageDraft {
    pub id: Option<Id>,
    pub title: Option<String>,
    pub level: Option<Level>,
    pub summary: Option<String>,
    pub milestone: Option<String>,
    pub edit: Option<Edit>,
    /// The first of its entries.
    pub start: usize,
}

/// An entry whose needs are still names.
pub(crate) struct Draft {
    pub id: Id,
    pub title: Option<String>,
    pub summary: Option<String>,
    pub optional: bool,
    pub needs: Vec<Name>,
    /// Where the needs are written.
    pub needs_in: Rc<SourceFile>,
    pub place: Place,
    pub parent: Option<Ix>,
    pub stage: usize,
    pub shared: bool,
    pub kind: EntryKind,
    pub edit: Option<Edit>,
    pub end: u32,
}

/// A place that a problem can be reported at.
#[derive(Clone)]
pub(crate) struct Place {
    pub source: Rc<SourceFile>,
    pub span: Span,
    /// Where the roadmap's own file mentions it, if it is written in another file.
    pub mention: Option<Span>,
}

/// A name that is taken.
pub(crate) struct Taken {
    pub place: Place,
    /// The entry; `None` for a stage.
    pub entry: Option<Ix>,
}

impl Place {
    pub fn of(source: &Rc<SourceFile>, span: Span) -> Self {
        Self { source: Rc::clone(source), span, mention: None }
    }

    /// How good a place this is for a problem of the roadmap in `own`: 0 in that file, 1 in another
    /// file of the user, 2 in a built-in file.
    pub fn rank(&self, own: &Rc<SourceFile>) -> u8 {
        if self.source.built_in { 2 } else { u8::from(!Rc::ptr_eq(&self.source, own)) }
    }

    /// The file and span. If they are built in, where the user's file `own` mentions them.
    pub fn editable(&self, own: &Rc<SourceFile>) -> (Rc<SourceFile>, Span) {
        match self.mention {
            Some(mention) if self.source.built_in && !own.built_in => (Rc::clone(own), mention),
            _ => (Rc::clone(&self.source), self.span),
        }
    }
}

impl Draft {
    /// An entry of a roadmap that another file extends. Its problems are reported at `place`.
    pub fn of_base(base: &Roadmap, ix: Ix, place: &Place) -> Self {
        let entry: &Entry = base.entry(ix);
        let need = |need: &Need| {
            let id = match need {
                Need::Entry(on) => &base.entry(*on).id,
                Need::Assumed(id) => id,
            };
            Name { id: id.clone(), span: place.span }
        };
        Self {
            id: entry.id.clone(),
            title: Some(entry.title.clone()),
            summary: entry.summary.clone(),
            optional: entry.optional,
            needs: entry.needs.iter().map(need).collect(),
            needs_in: Rc::clone(&place.source),
            place: place.clone(),
            parent: None,
            stage: 0,
            shared: entry.shared,
            kind: entry.kind.clone(),
            edit: None,
            end: 0,
        }
    }

    /// The id, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &Id> {
        let aliases = match &self.kind {
            EntryKind::Skill(skill) => skill.aliases.as_slice(),
            EntryKind::Group(_) => &[],
        };
        std::iter::once(&self.id).chain(aliases)
    }

    /// How many options to choose; `None` unless it is a choice.
    pub fn choose(&self) -> Option<u32> {
        match &self.kind {
            EntryKind::Group(group) => group.choose,
            EntryKind::Skill(_) => None,
        }
    }
}
