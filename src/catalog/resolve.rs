//! Puts the shared entries of a roadmap in their places and makes sure that every name belongs to
//! one entry. `link` turns the result into a [`Roadmap`].

use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use super::check::{self, MAX_NESTING};
use super::draft::{Draft, Drafts, Place, StageDraft, Taken};
use super::link::link;
use super::model::{Edit, EntryKind, Group, Id, Ix, Origin, Roadmap, RoadmapId};
use super::problem::{Code, Problem, Problems};
use super::shared::{Shared, SharedDefinition};
use super::source::{SourceFile, Span};
use super::unresolved::{
    Body, Definition, Name, Reference, UnresolvedEntry, UnresolvedFile, UnresolvedRoadmap,
    UnresolvedStage, duplicate_id,
};
use crate::suggest;

/// Resolves a roadmap of `source` and adds what is wrong to `problems`. `None` if
/// there is an error, found here or before.
pub(crate) fn resolve(
    id: RoadmapId,
    origin: Origin,
    file: UnresolvedRoadmap,
    source: &Rc<SourceFile>,
    shared: &Shared,
    problems: &mut Problems,
) -> Option<Roadmap> {
    let mut resolver = Resolver::new(source, shared, None, problems);
    for stage in file.stages {
        resolver.stage(stage);
    }
    let drafts = resolver.finish();
    link(id, origin, file.about, drafts, source, problems)
}

impl Roadmap {
    /// Reads a roadmap from text, as if it were the file `<id>.yaml` with `skills` as the
    /// `skills.yaml` next to it, and no other files.
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
        let file = source(format!("{id}.yaml"), text);
        let check::Checked { value, mut problems, .. } = check::roadmap(&file);
        let resolved = value.and_then(|value| match value {
            UnresolvedFile::Roadmap(roadmap) => {
                resolve(id.clone(), Origin::BuiltIn, roadmap, &file, &shared, &mut problems)
            }
            UnresolvedFile::Overlay(overlay) => {
                problems.error(|| {
                    let message = "there is no other file that this one could extend";
                    let problem = file.error(Code::UnknownRoadmap, overlay.span, message);
                    problem.help("put it into your folder of roadmaps")
                });
                None
            }
        });
        resolved.ok_or_else(|| problems.into_list(&file.path))
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

/// A roadmap whose entries can be referred to and copied.
pub(crate) struct Base<'r> {
    pub roadmap: &'r Roadmap,
    /// For each entry, whether the overlay leaves it out.
    pub is_hidden: &'r [bool],
    /// Where the file names the base.
    pub place: &'r Place,
}

pub(crate) struct Resolver<'r> {
    /// The roadmap's own file.
    source: &'r Rc<SourceFile>,
    shared: &'r Shared,
    /// Of an overlay: what it extends.
    base: Option<Base<'r>>,
    stages: Vec<StageDraft>,
    drafts: Vec<Draft>,
    /// All ids and aliases, those of stages included.
    taken: HashMap<Id, Taken>,
    /// References without a definition.
    unknown: Vec<(Name, Place)>,
    problems: &'r mut Problems,
}

impl<'r> Resolver<'r> {
    pub fn new(
        source: &'r Rc<SourceFile>,
        shared: &'r Shared,
        base: Option<Base<'r>>,
        problems: &'r mut Problems,
    ) -> Self {
        Self {
            source,
            shared,
            base,
            stages: Vec::new(),
            drafts: Vec::new(),
            taken: HashMap::new(),
            unknown: Vec::new(),
            problems,
        }
    }

    /// Adds a stage and all that it holds.
    pub fn stage(&mut self, stage: UnresolvedStage) {
        let UnresolvedStage { id, title, level, summary, milestone, entries } = stage;
        if let Some(name) = &id {
            self.take(&name.id, Place::of(self.source, name.span), None);
        }
        let edit = self.base.is_some().then_some(Edit::Added);
        let start = self.drafts.len();
        self.stages.push(StageDraft {
            id: id.map(|name| name.id),
            title,
            level,
            summary,
            milestone,
            edit,
            start,
        });
        self.entries(entries);
    }

    /// Adds entries to the stage that was added last.
    pub fn entries(&mut self, entries: Vec<UnresolvedEntry>) {
        let stage = self.stages.len().saturating_sub(1);
        for entry in entries {
            let around = Around { stage, parent: None, depth: 0, mention: None };
            let source = self.source;
            self.entry(entry, source, around);
        }
    }

    /// How many entries were added so far.
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// How many stages were added so far.
    pub fn stages(&self) -> usize {
        self.stages.len()
    }

    /// All that was added.
    pub fn finish(mut self) -> Drafts {
        self.report_unknown();
        Drafts { stages: self.stages, entries: self.drafts, taken: self.taken }
    }

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
        if let Some(at) = self.base.as_ref().and_then(|base| base.roadmap.named(name.id.as_str())) {
            self.copy(at, &name, optional.map(|optional| optional.value), needs, around);
            return;
        }
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
        // A duplicate is reported at the reference.
        if let Some(taken) = self.taken.get_mut(&draft.id) {
            taken.place = place;
        }
    }

    /// Adds an entry of the base, and all that it holds there.
    fn copy(
        &mut self,
        at: Ix,
        name: &Name,
        optional: Option<bool>,
        needs: Option<Vec<Name>>,
        around: Around,
    ) {
        let Some(Base { roadmap, is_hidden, place }) = self.base else { return };
        let here = Place::of(self.source, name.span);
        if self.taken.contains_key(&roadmap.entry(at).id) {
            self.report_duplicate(&roadmap.entry(at).id, &here);
            return;
        }
        let root = self.next();
        let mut copies: HashMap<Ix, Ix> = HashMap::new();
        for ix in std::iter::once(at).chain(roadmap.within(at)) {
            let parent = if ix == at {
                around.parent
            } else {
                let parent = roadmap.entry(ix).parent.and_then(|parent| copies.get(&parent));
                match parent.filter(|_| !is_hidden[ix.at()]) {
                    Some(parent) => Some(*parent),
                    None => continue,
                }
            };
            let copy = self.next();
            copies.insert(ix, copy);
            let mut draft = Draft::of_base(roadmap, ix, place);
            (draft.parent, draft.stage) = (parent, around.stage);
            draft.edit = Some(Edit::Changed);
            for name in roadmap.entry(ix).names() {
                self.take(name, here.clone(), Some(copy));
            }
            self.drafts.push(draft);
        }
        let end = self.next().0;
        // Entries were pushed in order, so a group ends where its last entry does.
        for copy in (root.0..end).rev().map(|at| at as usize) {
            self.drafts[copy].end = self.drafts[copy].end.max(Ix::from_usize(copy).0 + 1);
            let (parent, own_end) = (self.drafts[copy].parent, self.drafts[copy].end);
            if let Some(parent) = parent.filter(|parent| *parent >= root) {
                let parent = &mut self.drafts[parent.at()];
                parent.end = parent.end.max(own_end);
            }
        }
        let draft = &mut self.drafts[root.at()];
        draft.optional = optional.unwrap_or(draft.optional);
        if let Some(needs) = needs {
            draft.needs = needs;
            draft.needs_in = Rc::clone(self.source);
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
            edit: self.base.is_some().then_some(Edit::Added),
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

    /// Claims a name. Returns whether it was free; if not, that is reported.
    fn take(&mut self, id: &Id, place: Place, entry: Option<Ix>) -> bool {
        if self.taken.contains_key(id) {
            self.report_duplicate(id, &place);
            return false;
        }
        self.taken.insert(id.clone(), Taken { place, entry });
        true
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

    fn rank(&self, place: &Place) -> u8 {
        place.rank(self.source)
    }

    fn editable(&self, place: &Place) -> (Rc<SourceFile>, Span) {
        place.editable(self.source)
    }

    fn at(&self, place: &Place, code: Code, message: String) -> Problem {
        let (source, span) = self.editable(place);
        source.error(code, span, message)
    }
}

/// `sql-basics` as `Sql basics`.
fn title_of(id: &Id) -> String {
    let words = id.as_str().replace('-', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}
