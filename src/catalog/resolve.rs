//! From checked values to a [`Roadmap`]: names become indexes, shared entries
//! are put in their places, cycles are refused.

use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use super::check::{self, Checked, MAX_NESTING};
use super::cycle::{Cycle, Waiting, find_cycles};
use super::model::{
    Entry, EntryKind, Group, Id, Ix, Need, Origin, Parts, Roadmap, RoadmapId, Stage,
};
use super::problem::{Code, Problem, Problems};
use super::shared::{Shared, SharedDefinition};
use super::source::{SourceFile, Span};
use super::unresolved::{
    Body, Definition, Name, Reference, UnresolvedEntry, UnresolvedRoadmap, duplicate_id,
};
use crate::suggest;

/// Resolves a roadmap.
///
/// # Errors
/// All that is wrong with it.
pub(crate) fn resolve(
    id: RoadmapId,
    origin: Origin,
    checked: Checked<UnresolvedRoadmap>,
    shared: &Shared,
) -> Result<Roadmap, Vec<Problem>> {
    let Checked { source, value, mut problems } = checked;
    value
        .and_then(|value| resolve_into(id, origin, value, &source, shared, &mut problems))
        .ok_or_else(|| problems.into_list(&source.path))
}

/// Resolves a roadmap of `source` and adds what is wrong to `problems`. `None` if
/// there is an error, found here or before.
pub(crate) fn resolve_into(
    id: RoadmapId,
    origin: Origin,
    file: UnresolvedRoadmap,
    source: &Rc<SourceFile>,
    shared: &Shared,
    problems: &mut Problems,
) -> Option<Roadmap> {
    let mut resolver = Resolver {
        source,
        shared,
        drafts: Vec::new(),
        taken: HashMap::new(),
        unknown: Vec::new(),
        problems,
    };
    let mut stages = Vec::with_capacity(file.stages.len());
    for (at, stage) in file.stages.into_iter().enumerate() {
        if let Some(name) = &stage.id {
            resolver.take(&name.id, Place::of(source, name.span), None);
        }
        let start = resolver.next().at();
        for entry in stage.entries {
            let around = Around { stage: at, parent: None, depth: 0, mention: None };
            resolver.entry(entry, source, around);
        }
        stages.push((stage.id, stage.title, stage.level, stage.summary, stage.milestone, start));
    }
    resolver.report_unknown();
    let mut end = resolver.drafts.len();
    let mut resolved = Vec::with_capacity(stages.len());
    for (id, title, level, summary, milestone, start) in stages.into_iter().rev() {
        let span = u32::try_from(start).ok()?..u32::try_from(end).ok()?;
        end = start;
        let stage = id.zip(title).map(|(id, title)| Stage {
            id: id.id,
            title,
            level,
            summary,
            milestone,
            span,
        });
        resolved.push(stage);
    }
    let stages = resolved.into_iter().rev().collect::<Option<Vec<_>>>();
    resolver.report_cycles();
    let Resolver { drafts, taken, .. } = resolver;
    if problems.has_errors() {
        return None;
    }
    let entries: Option<Vec<Entry>> =
        drafts.into_iter().map(|draft| draft.finish(&taken)).collect();
    Some(Roadmap::new(Parts {
        id,
        title: file.title?.value,
        summary: file.summary,
        reviewed: file.reviewed.map(|month| month.value),
        starts_after: file.starts_after.map(super::unresolved::Prior::resolved),
        role: file.role,
        sources: file.sources,
        leads_to: file.leads_to.into_iter().map(|(_, leads_to)| leads_to).collect(),
        origin,
        stages: stages?,
        entries: entries?,
    }))
}

impl Roadmap {
    /// Reads a roadmap from text, as if it were `<id>.yaml`, with `skills`, the text
    /// of a `skills.yaml`, next to it and no other file anywhere.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn from_yaml(
        id: &RoadmapId,
        text: &str,
        skills: Option<&str>,
    ) -> Result<Self, Vec<Problem>> {
        let source =
            |name: String, text: &str| SourceFile::new(PathBuf::from(name), text.to_owned().into());
        let mut shared = Shared::default();
        if let Some(skills) = skills {
            let source = source("skills.yaml".to_owned(), skills);
            let (skills, source) = check::skills(&source).valid()?;
            shared.lay_over(&skills, &source);
        }
        let checked = check::roadmap(&source(format!("{id}.yaml"), text));
        resolve(id.clone(), Origin::BuiltIn, checked, &shared)
    }
}

/// Where an entry goes.
#[derive(Clone, Copy)]
struct Around {
    stage: usize,
    parent: Option<Ix>,
    /// How many groups are around it.
    depth: usize,
    /// The place in the roadmap's own file that brought a shared entry here.
    mention: Option<Span>,
}

/// A place that a problem can be reported at.
#[derive(Clone)]
struct Place {
    source: Rc<SourceFile>,
    span: Span,
    /// The place in the roadmap's own file that brought it here, if it is in another.
    mention: Option<Span>,
}

/// A name that something has.
struct Taken {
    place: Place,
    /// The entry; `None` for a stage.
    entry: Option<Ix>,
}

/// An entry whose needs are names yet.
struct Draft {
    id: Id,
    title: Option<String>,
    summary: Option<String>,
    optional: bool,
    needs: Vec<Name>,
    /// Where the needs are written.
    needs_in: Rc<SourceFile>,
    place: Place,
    parent: Option<Ix>,
    stage: usize,
    shared: bool,
    kind: EntryKind,
    end: u32,
}

struct Resolver<'r> {
    /// The roadmap's own file.
    source: &'r Rc<SourceFile>,
    shared: &'r Shared,
    drafts: Vec<Draft>,
    /// All ids and aliases, those of stages included.
    taken: HashMap<Id, Taken>,
    /// Mentions that no definition was found for.
    unknown: Vec<(Name, Place)>,
    problems: &'r mut Problems,
}

impl Resolver<'_> {
    fn next(&self) -> Ix {
        Ix::from_usize(self.drafts.len())
    }

    /// Adds an entry that `source` mentions, and all that it holds.
    fn entry(&mut self, entry: UnresolvedEntry, source: &Rc<SourceFile>, around: Around) {
        match entry {
            UnresolvedEntry::Own(definition) => self.define(*definition, source, around),
            UnresolvedEntry::Shared(reference) => self.refer(reference, source, around),
        }
    }

    fn refer(&mut self, reference: Reference, source: &Rc<SourceFile>, around: Around) {
        let Reference { name, optional, needs } = reference;
        let place = Place { source: Rc::clone(source), span: name.span, mention: around.mention };
        let Some(shared) = self.shared.get(&name.id) else {
            self.unknown.push((name, place));
            return;
        };
        let SharedDefinition { definition, source: shared_source } = &*shared;
        if self.taken.contains_key(&definition.id.id) {
            self.report_duplicate(&definition.id.id, &place);
            return;
        }
        let ix = self.next();
        let mut definition = definition.clone();
        let is_option = around.parent.is_some_and(|group| {
            matches!(self.drafts[group.at()].kind, EntryKind::Group(Group { choose: Some(_) }))
        });
        if is_option && optional.is_none() && definition.is_optional() {
            let id = &definition.id.id;
            let problem = place.source.error(
                Code::OptionalOption,
                place.span,
                format!("'{id}' is optional in skills.yaml: an option of a choice cannot be"),
            );
            self.problems.add(problem.help(format!("write {{ use: {id}, optional: false }}")));
        }
        definition.optional = optional.or(definition.optional);
        let aliases = self.shared.aliases(&definition.id.id);
        definition.aliases.retain(|alias| aliases.contains(&alias.id));
        let mention = around.mention.unwrap_or(name.span);
        self.define(definition, shared_source, Around { mention: Some(mention), ..around });
        let Some(draft) = self.drafts.get_mut(ix.at()) else { return };
        if let Some(needs) = needs {
            draft.needs = needs;
            draft.needs_in = Rc::clone(source);
        }
        // It is mentioned here: a duplicate names this place.
        if let Some(taken) = self.taken.get_mut(&draft.id) {
            taken.place = place;
        }
    }

    fn define(&mut self, definition: Definition, source: &Rc<SourceFile>, around: Around) {
        let Definition { id: name, title, summary, optional, needs, aliases, body } = definition;
        let is_shared = !Rc::ptr_eq(source, self.source);
        let place = |span| Place { source: Rc::clone(source), span, mention: around.mention };
        let ix = self.next();
        self.take(&name.id, place(name.span), Some(ix));
        let (kind, inside) = match body {
            Body::Skill(mut skill) => {
                for alias in aliases {
                    if self.take(&alias.id, place(alias.span), Some(ix)) {
                        skill.aliases.push(alias.id);
                    }
                }
                // Aliases of skills.yaml are valid everywhere.
                let more = if is_shared { Vec::new() } else { self.shared.aliases(&name.id) };
                for alias in more {
                    if !skill.aliases.contains(&alias)
                        && self.take(&alias, place(name.span), Some(ix))
                    {
                        skill.aliases.push(alias);
                    }
                }
                (EntryKind::Skill(skill), Vec::new())
            }
            Body::Group { choose, entries } => (EntryKind::Group(Group { choose }), entries),
        };
        let Around { stage, parent, depth, mention } = around;
        let is_too_deep = depth == MAX_NESTING && matches!(kind, EntryKind::Group(_));
        if is_too_deep {
            let message =
                format!("groups nest at most {MAX_NESTING} deep: '{}' is too deep", name.id);
            let problem = self.at(&place(name.span), Code::TooDeep, message);
            self.problems.add(problem.help("use a stage, or needs between skills, instead"));
        }
        self.drafts.push(Draft {
            id: name.id,
            title: title.map(|title| title.value),
            summary,
            optional: optional.is_some_and(|optional| optional.value),
            needs,
            needs_in: Rc::clone(source),
            place: place(name.span),
            parent,
            stage,
            shared: is_shared,
            kind,
            end: ix.0 + 1,
        });
        if !is_too_deep {
            for entry in inside {
                let around = Around { stage, parent: Some(ix), depth: depth + 1, mention };
                self.entry(entry, source, around);
            }
        }
        self.drafts[ix.at()].end = self.next().0;
    }

    /// Claims a name; reports it if it is taken.
    fn take(&mut self, id: &Id, place: Place, entry: Option<Ix>) -> bool {
        if self.taken.contains_key(id) {
            self.report_duplicate(id, &place);
            return false;
        }
        self.taken.insert(id.clone(), Taken { place, entry });
        true
    }

    /// The entry with this id or alias.
    fn named(&self, name: &Name) -> Option<usize> {
        Some(self.taken.get(&name.id)?.entry?.at())
    }

    /// Reports a duplicate in the file whose author can fix it.
    fn report_duplicate(&mut self, id: &Id, here: &Place) {
        let Some(Taken { place: first, .. }) = self.taken.get(id) else { return };
        let is_same_file = Rc::ptr_eq(&here.source, &first.source);
        let (place, other) = if !is_same_file && self.rank(first) < self.rank(here) {
            (first, None)
        } else {
            (here, is_same_file.then_some(first.span))
        };
        let (source, span) = self.editable(place);
        let other = other.filter(|_| Rc::ptr_eq(&source, &here.source));
        self.problems.error(|| duplicate_id(&source, id, span, other));
    }

    fn report_unknown(&mut self) {
        for (name, place) in std::mem::take(&mut self.unknown) {
            if self.taken.contains_key(&name.id) {
                self.report_duplicate(&name.id, &place);
                continue;
            }
            let id = &name.id;
            let message = format!("neither this file nor skills.yaml defines '{id}'");
            let may_compare =
                !self.problems.is_full() && self.problems.may_compare(self.shared.len());
            let near = may_compare.then(|| suggest::nearest(id.as_str(), self.shared.names()));
            let problem = self.at(&place, Code::UnknownReference, message);
            self.problems.add(match near.flatten() {
                Some(near) => problem.help(format!("did you mean '{near}'?")),
                None => problem.help(format!("write - {{ id: {id}, title: {} }}", title_of(id))),
            });
        }
    }

    fn report_cycles(&mut self) {
        let needs =
            |draft: &Draft| draft.needs.iter().filter_map(|need| self.named(need)).collect();
        let mut required: Vec<Option<Vec<usize>>> = self
            .drafts
            .iter()
            .map(|draft| matches!(draft.kind, EntryKind::Group(_)).then(Vec::new))
            .collect();
        for (at, draft) in self.drafts.iter().enumerate() {
            if let (Some(parent), false) = (draft.parent, draft.optional)
                && let Some(required) = &mut required[parent.at()]
            {
                required.push(at);
            }
        }
        let waiting: Vec<Waiting<'_>> = self
            .drafts
            .iter()
            .zip(required)
            .map(|(draft, required)| Waiting {
                id: draft.id.as_str(),
                needs: needs(draft),
                around: draft.parent.iter().map(|group| group.at()).collect(),
                required,
            })
            .collect();
        let mut found = Vec::new();
        for Cycle { message, help, needs, first } in find_cycles(&waiting) {
            let places = needs.iter().filter_map(|(needing, needed)| {
                let draft = &self.drafts[*needing];
                let need = draft.needs.iter().find(|need| self.named(need) == Some(*needed))?;
                let source = Rc::clone(&draft.needs_in);
                Some(Place { source, span: need.span, mention: draft.place.mention })
            });
            let place = places.min_by_key(|place| self.rank(place));
            let place = place.unwrap_or_else(|| self.drafts[first].place.clone());
            found.push(self.at(&place, Code::Cycle, message).help(help));
        }
        for problem in found {
            self.problems.add(problem);
        }
    }

    /// How well a problem is placed there: best in the roadmap's own file, then in a
    /// file that the user can edit.
    fn rank(&self, place: &Place) -> u8 {
        if place.source.built_in { 2 } else { u8::from(!Rc::ptr_eq(&place.source, self.source)) }
    }

    /// The place, or where the user's file mentions what is built in.
    fn editable(&self, place: &Place) -> (Rc<SourceFile>, Span) {
        match place.mention {
            Some(mention) if place.source.built_in && !self.source.built_in => {
                (Rc::clone(self.source), mention)
            }
            _ => (Rc::clone(&place.source), place.span),
        }
    }

    fn at(&self, place: &Place, code: Code, message: String) -> Problem {
        let (source, span) = self.editable(place);
        source.error(code, span, message)
    }
}

impl Place {
    fn of(source: &Rc<SourceFile>, span: Span) -> Self {
        Self { source: Rc::clone(source), span, mention: None }
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
            end: self.end,
        })
    }
}

/// `sql-basics` as `Sql basics`.
fn title_of(id: &Id) -> String {
    let words = id.as_str().replace('-', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
