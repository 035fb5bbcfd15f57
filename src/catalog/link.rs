//! From drafts to a [`Roadmap`]: names become indexes, cycles are refused.

use std::collections::HashMap;
use std::rc::Rc;

use super::cycle::{Cycle, Waiting, find_cycles};
use super::draft::{Draft, Drafts, Place, StageDraft, Taken};
use super::model::{Entry, EntryKind, Id, Need, Origin, Parts, Roadmap, RoadmapId, Stage};
use super::problem::{Code, Problems};
use super::source::SourceFile;
use super::unresolved::{About, Name, Prior};

/// Turns the drafts of `source` into a roadmap. `None` if there is an error, found here or before.
pub(crate) fn link(
    id: RoadmapId,
    origin: Origin,
    about: About,
    drafts: Drafts,
    source: &Rc<SourceFile>,
    problems: &mut Problems,
) -> Option<Roadmap> {
    report_cycles(&drafts, source, problems);
    if problems.has_errors() {
        return None;
    }
    let Drafts { stages, entries, taken } = drafts;
    let mut end = entries.len();
    let mut resolved = Vec::with_capacity(stages.len());
    for stage in stages.into_iter().rev() {
        let start = stage.start;
        resolved.push(stage.finish(end)?);
        end = start;
    }
    resolved.reverse();
    let entries: Option<Vec<Entry>> =
        entries.into_iter().map(|draft| draft.finish(&taken)).collect();
    let leads_to = about.leads_to.unwrap_or_default();
    Some(Roadmap::new(Parts {
        id,
        title: about.title?.value,
        summary: about.summary,
        reviewed: about.reviewed.map(|month| month.value),
        starts_after: about.starts_after.map(Prior::resolved),
        role: about.role,
        sources: about.sources,
        leads_to: leads_to.into_iter().map(|(_, leads_to)| leads_to).collect(),
        origin,
        extends: None,
        stages: resolved,
        entries: entries?,
    }))
}

fn report_cycles(drafts: &Drafts, own: &Rc<SourceFile>, problems: &mut Problems) {
    for Cycle { message, help, needs, first } in cycles(drafts) {
        let places = needs.iter().filter_map(|(needing, needed)| {
            let draft = &drafts.entries[*needing];
            let need = draft.needs.iter().find(|need| drafts.named(need) == Some(*needed))?;
            let source = Rc::clone(&draft.needs_in);
            Some(Place { source, span: need.span, mention: draft.place.mention })
        });
        let place = places.min_by_key(|place| place.rank(own));
        let place = place.unwrap_or_else(|| drafts.entries[first].place.clone());
        let (source, span) = place.editable(own);
        problems.add(source.error(Code::Cycle, span, message).help(help));
    }
}

/// The cycles among the entries.
pub(crate) fn cycles(drafts: &Drafts) -> Vec<Cycle> {
    let entries = &drafts.entries;
    let needs = |draft: &Draft| draft.needs.iter().filter_map(|need| drafts.named(need)).collect();
    let mut required: Vec<Option<Vec<usize>>> = entries
        .iter()
        .map(|draft| matches!(draft.kind, EntryKind::Group(_)).then(Vec::new))
        .collect();
    for (at, draft) in entries.iter().enumerate() {
        if let (Some(parent), false) = (draft.parent, draft.optional)
            && let Some(required) = &mut required[parent.at()]
        {
            required.push(at);
        }
    }
    let waiting: Vec<Waiting<'_>> = entries
        .iter()
        .zip(required)
        .map(|(draft, required)| Waiting {
            id: draft.id.as_str(),
            needs: needs(draft),
            around: draft.parent.iter().map(|group| group.at()).collect(),
            required,
        })
        .collect();
    find_cycles(&waiting)
}

impl Drafts {
    /// The entry with this id or alias.
    pub fn named(&self, name: &Name) -> Option<usize> {
        Some(self.taken.get(&name.id)?.entry?.at())
    }
}

impl StageDraft {
    /// The stage, whose entries end before `end`.
    fn finish(self, end: usize) -> Option<Stage> {
        Some(Stage {
            id: self.id?,
            title: self.title?,
            level: self.level,
            summary: self.summary,
            milestone: self.milestone,
            edit: self.edit,
            span: u32::try_from(self.start).ok()?..u32::try_from(end).ok()?,
        })
    }
}

impl Draft {
    fn finish(self, taken: &HashMap<Id, Taken>) -> Option<Entry> {
        let need = |need: Name| match taken.get(&need.id).and_then(|taken| taken.entry) {
            Some(ix) => Need::Entry(ix),
            None => Need::Assumed(need.id),
        };
        Some(Entry {
            id: self.id,
            title: self.title?,
            summary: self.summary,
            optional: self.optional,
            needs: self.needs.into_iter().map(need).collect(),
            parent: self.parent,
            stage: self.stage,
            shared: self.shared,
            kind: self.kind,
            edit: self.edit,
            end: self.end,
        })
    }
}
