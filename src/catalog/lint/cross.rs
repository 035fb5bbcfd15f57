//! Problems that only show when the files of a catalog are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::files::File;
use super::shared_cycles::report_cycles;
use super::summary::Defined;
use crate::catalog::load::Loader;
use crate::catalog::model::{Id, RoadmapId};
use crate::catalog::problem::{Code, Problem, Problems, Severity};
use crate::catalog::shared::Shared;
use crate::catalog::source::{SourceFile, Span};
use crate::catalog::store::Catalog;
use crate::catalog::unresolved::{
    Definition, Name, Prior, UnresolvedEntry, UnresolvedFile, UnresolvedSkills, definitions,
    entries,
};
use crate::suggest;

/// List at most this many ids in one message.
const MAX_LISTED: usize = 20;

/// Everything that the files define.
pub struct World {
    /// The shared definitions of all files.
    pub shared: Shared,
    /// Sorted by name, then in the order of files.
    claims: Vec<Claim>,
    /// What each roadmap contains: its id, then ids, sorted.
    contents: Vec<(Rc<str>, Vec<Id>)>,
    /// Ids of roadmaps, broken ones included.
    roadmaps: BTreeSet<String>,
    /// Ids of the sources of any file.
    sources: BTreeSet<Id>,
    /// Needs of built-in files that only a hidden file defines, by the id of the hidden file.
    hidden_needs: BTreeMap<String, BTreeSet<Id>>,
    /// Whether all files were read.
    is_whole: bool,
}

/// A name and the definition that it stands for.
#[derive(Debug)]
struct Claim {
    by: Rc<ClaimedBy>,
    /// Index into the names of the definition.
    name: u32,
}

#[derive(Debug)]
struct ClaimedBy {
    file: Rc<str>,
    is_built_in: bool,
    is_hidden: bool,
    defined: Defined,
}

impl Claim {
    fn name(&self) -> &Id {
        self.by.defined.name(self.name as usize)
    }
}

impl World {
    pub fn new(files: &mut [File], catalog: &Catalog, is_whole: bool) -> Self {
        let mut shared = Shared::built_in();
        // Files with errors count too: report the errors, not what follows from them.
        for (value, source) in files.iter().rev().filter_map(File::skills) {
            shared.lay_over(value, source);
        }
        let mut world = Self {
            shared,
            claims: Vec::new(),
            contents: Vec::new(),
            roadmaps: catalog.listings().iter().map(|listing| listing.id.to_string()).collect(),
            sources: BTreeSet::new(),
            hidden_needs: BTreeMap::new(),
            is_whole,
        };
        world.extend(files);
        for file in files.iter_mut() {
            world.add(file);
        }
        // Stable: of equal names those of the earlier file come first.
        world.claims.sort_by(|a, b| a.name().cmp(b.name()));
        let visible = files.iter().filter(|file| file.is_built_in() && !file.is_hidden);
        for need in visible.flat_map(|file| &file.summary.needs) {
            if let Some(label) = world.hidden_label(need) {
                world.hidden_needs.entry(label).or_default().insert(need.clone());
            }
        }
        world
    }

    /// Adds to each file that extends a roadmap what it inherits.
    fn extend(&self, files: &mut [File]) {
        let extending = |file: &&File| file.summary.extends.is_some() && !file.is_hidden;
        if !files.iter().any(|file| extending(&file)) {
            return;
        }
        let named: Vec<_> = files.iter().map(File::named).collect();
        let known = named.iter().flatten().map(|(id, origin)| (id, origin.clone())).collect();
        let loader = Loader { files: known, shared: &self.shared };
        for (file, named) in files.iter_mut().zip(&named) {
            let (Some(extends), Some((id, origin))) = (&file.summary.extends, named) else {
                continue;
            };
            if let Some(base) = loader.base(id, origin, extends) {
                file.summary.extend(&base);
            }
        }
    }

    fn add(&mut self, file: &mut File) {
        let label: Rc<str> = file.label().into();
        if let Some(id) = &file.id {
            self.roadmaps.insert(id.to_string());
        }
        for defined in std::mem::take(&mut file.summary.definitions) {
            let count = defined.count();
            let by = Rc::new(ClaimedBy {
                file: Rc::clone(&label),
                is_built_in: file.is_built_in(),
                is_hidden: file.is_hidden,
                defined,
            });
            let names = (0..).take(count).map(|name| Claim { by: Rc::clone(&by), name });
            self.claims.extend(names);
        }
        if file.is_hidden {
            return;
        }
        self.sources.extend(std::mem::take(&mut file.summary.sources));
        if !file.is_skills {
            let mut contains = std::mem::take(&mut file.summary.contains);
            let inside = contains.iter().filter_map(|id| self.shared.get(id));
            let inside: Vec<Id> = inside
                .flat_map(|shared| {
                    let inside = entries(shared.definition.inside());
                    inside.map(|entry| entry.name().id.clone()).collect::<Vec<_>>()
                })
                .collect();
            if !inside.is_empty() {
                contains.extend(inside);
                contains.sort_unstable();
            }
            self.contents.push((label, contains));
        }
    }

    /// The hidden file that alone defines `name`.
    fn hidden_label(&self, name: &Id) -> Option<String> {
        let first = self.claims(name).next()?;
        let is_hidden = self.claims(name).all(|claim| claim.is_hidden);
        is_hidden.then(|| first.file.to_string())
    }

    /// The definitions with this name, in the order of files.
    fn claims(&self, name: &Id) -> impl Iterator<Item = &ClaimedBy> {
        let start = self.claims.partition_point(|claim| claim.name() < name);
        let end = self.claims.partition_point(|claim| claim.name() <= name);
        self.claims[start..end].iter().map(|claim| &*claim.by)
    }

    /// The problems of a roadmap compared with the other files.
    pub fn roadmap(&self, file: &File, value: &UnresolvedFile, source: &SourceFile) -> Problems {
        let mut problems = Problems::default();
        let about = value.about();
        let stages: BTreeSet<&Id> =
            value.stages().filter_map(|stage| stage.id.as_ref()).map(|name| &name.id).collect();
        for need in value.needs() {
            let is_stage = stages.contains(&need.id);
            self.need(need, is_stage, source, &mut problems);
        }
        let sources: BTreeSet<&Id> = about.sources.iter().map(|source| &source.id).collect();
        // Shared skills, and copies of them, cite sources that other files define.
        let is_known = |id: &Id| sources.contains(id) || self.sources.contains(id);
        for name in about.cited.iter().filter(|name| !is_known(&name.id)) {
            unknown_source(name, sources.iter().map(|id| id.as_str()), source, &mut problems);
        }
        let mut mentioned: Vec<(Span, &RoadmapId)> =
            about.leads_to.iter().flatten().map(|(span, to)| (*span, &to.roadmap)).collect();
        if let Some(Prior::Roadmaps(ids)) = &about.starts_after {
            mentioned.extend(ids.iter().map(|id| (id.span, &id.value)));
        }
        for (span, id) in mentioned {
            if !self.roadmaps.contains(id.as_str()) {
                let known = self.roadmaps.iter().map(String::as_str);
                problems.error(|| {
                    let message = format!("there is no roadmap '{id}'");
                    let problem = source.error(Code::UnknownRoadmap, span, message);
                    match suggest::nearest(id.as_str(), known) {
                        Some(near) => problem.help(format!("did you mean '{near}'?")),
                        None => problem.help("roadmap list shows the ids of all roadmaps"),
                    }
                });
            }
        }
        for definition in value.definitions() {
            self.clashes(file, definition, source, &mut problems);
        }
        if !file.is_built_in() {
            let title = about.title.as_ref().map_or(Span::default(), |title| title.span);
            self.shared_ids(file, value, title, source, &mut problems);
            self.hidden(file, title, source, &mut problems);
        }
        problems
    }

    /// Notes which of the file's ids are also in other roadmaps.
    fn shared_ids(
        &self,
        file: &File,
        value: &UnresolvedFile,
        title: Span,
        source: &SourceFile,
        problems: &mut Problems,
    ) {
        let mut list = Vec::new();
        for definition in value.definitions() {
            let id = &definition.id.id;
            let others = self.contents.iter().filter(|(label, contains)| {
                **label != *file.label() && contains.binary_search(id).is_ok()
            });
            let mut others: Vec<&str> = others.map(|(label, _)| &**label).collect();
            let is_shared = || self.others(file, id).any(|claim| claim.defined.id == *id);
            if others.is_empty() && is_shared() {
                others.push("skills.yaml");
            }
            if !others.is_empty() {
                list.push(format!("{id} ({})", others.join(", ")));
            }
        }
        if !list.is_empty() {
            problems.warning(|| {
                let message = format!("other roadmaps have these ids too: {}", joined(&list, "; "));
                let problem = source.problem(Severity::Note, Code::SharedId, title, message);
                problem.help("progress on them counts in all of these roadmaps")
            });
        }
    }

    /// Notes what other built-in roadmaps need from the one that this file replaces.
    fn hidden(&self, file: &File, title: Span, source: &SourceFile, problems: &mut Problems) {
        let Some(needs) = self.hidden_needs.get(file.label()).filter(|_| !file.is_hidden) else {
            return;
        };
        problems.warning(|| {
            let ids: Vec<String> = needs.iter().map(Id::to_string).collect();
            let message = format!(
                "this file replaces the built-in '{}', which defines what other built-in \
                 roadmaps need: {}",
                file.label(),
                joined(&ids, ", ")
            );
            let problem = source.problem(Severity::Note, Code::HiddenNeed, title, message);
            problem.help("they are shown there as assumed knowledge")
        });
    }

    /// The problems of a `skills.yaml` compared with the other files.
    pub fn skills(&self, file: &File, value: &UnresolvedSkills, source: &SourceFile) -> Problems {
        let mut problems = Problems::default();
        for need in entries(&value.entries).flat_map(UnresolvedEntry::needs) {
            self.need(need, false, source, &mut problems);
        }
        for name in value.cited.iter().filter(|name| !self.sources.contains(&name.id)) {
            unknown_source(name, self.sources.iter().map(Id::as_str), source, &mut problems);
        }
        for entry in definitions(&value.entries).flat_map(Definition::inside) {
            let UnresolvedEntry::Shared(reference) = entry else { continue };
            let name = &reference.name;
            if self.shared.get(&name.id).is_none() {
                let may_compare = problems.may_compare(self.shared.len());
                problems.error(|| {
                    let message = format!("no skills.yaml defines '{}'", name.id);
                    let problem = source.error(Code::UnknownReference, name.span, message);
                    let near = may_compare
                        .then(|| suggest::nearest(name.id.as_str(), self.shared.names()));
                    match near.flatten() {
                        Some(near) => problem.help(format!("did you mean '{near}'?")),
                        None => problem.help("define it in this file"),
                    }
                });
            }
        }
        for definition in definitions(&value.entries) {
            self.clashes(file, definition, source, &mut problems);
        }
        report_cycles(&value.entries, source, &mut problems);
        problems
    }

    /// Reports a need that nothing defines.
    fn need(&self, need: &Name, is_stage: bool, source: &SourceFile, problems: &mut Problems) {
        // What only a hidden file defines is known, and shown as assumed knowledge.
        if self.claims(&need.id).next().is_some() {
            return;
        }
        let id = need.id.as_str();
        let may_compare = !problems.is_full() && problems.may_compare(self.claims.len());
        let make = || {
            let near = may_compare.then(|| {
                suggest::nearest(id, self.claims.iter().map(|claim| claim.name().as_str()))
            });
            let help = match near.flatten() {
                _ if is_stage => "a stage cannot be needed: name what is in it".to_owned(),
                Some(near) => format!("did you mean '{near}'?"),
                None => {
                    "define it, remove it, or name another id: roadmap find shows them".to_owned()
                }
            };
            if self.is_whole {
                let message = format!("nothing defines '{id}', which is needed here");
                source.error(Code::UnknownNeed, need.span, message).help(help)
            } else {
                let message =
                    format!("nothing that was read defines '{id}': some files are too large");
                source.warning(Code::UnknownNeed, need.span, message).help(help)
            }
        };
        if self.is_whole { problems.error(make) } else { problems.warning(make) }
    }

    /// Definitions with this name in other files. For a built-in file, only in other built-in
    /// files: its author does not know the user's.
    fn others<'w>(&'w self, file: &'w File, name: &Id) -> impl Iterator<Item = &'w ClaimedBy> {
        self.claims(name).filter(move |claim| {
            let is_known = if file.is_built_in() { claim.is_built_in } else { !claim.is_hidden };
            is_known && *claim.file != *file.label()
        })
    }

    /// Reports where a definition disagrees with those of other files.
    fn clashes(
        &self,
        file: &File,
        definition: &Definition,
        source: &SourceFile,
        problems: &mut Problems,
    ) {
        let kind = |is_skill| if is_skill { "skill" } else { "group" };
        let (id, is_skill) = (&definition.id.id, definition.is_skill());
        let same = || self.others(file, id).filter(|claim| claim.defined.id == *id);
        if let Some(other) = same().find(|other| other.defined.is_skill != is_skill) {
            problems.error(|| {
                let (here, there) = (kind(is_skill), kind(other.defined.is_skill));
                let message = format!("'{id}' is a {here} here and a {there} in {}", other.file);
                source
                    .error(Code::DifferentKinds, definition.id.span, message)
                    .help("give one of the two another id")
            });
        }
        if let Some(title) = &definition.title {
            let differs = |other: &&ClaimedBy| {
                other.defined.title.as_ref().is_some_and(|theirs| *theirs != title.value)
            };
            if let Some(other) = same().find(differs) {
                problems.warning(|| {
                    let theirs = other.defined.title.as_deref().unwrap_or_default();
                    let message = format!("'{id}' has the title '{theirs}' in {}", other.file);
                    source
                        .warning(Code::DifferentTitles, title.span, message)
                        .help("the same id is the same skill: use one title, or two ids")
                });
            }
        }
        for name in definition.names() {
            // Duplicate names within one roadmap are reported elsewhere.
            let other = self.others(file, &name.id).find(|claim| claim.defined.id != *id);
            let Some(other) = other else { continue };
            problems.warning(|| {
                let mine = if name.id == *id { "an id" } else { "an alias" };
                let theirs = if other.defined.id == name.id {
                    format!("the id of another {}", kind(other.defined.is_skill))
                } else {
                    format!("an alias of '{}'", other.defined.id)
                };
                let message =
                    format!("'{}' is {mine} here and {theirs} in {}", name.id, other.file);
                source
                    .warning(Code::AliasTaken, name.span, message)
                    .help("progress recorded under this name counts for both")
            });
        }
    }
}

fn unknown_source<'s>(
    name: &Name,
    known: impl Iterator<Item = &'s str>,
    source: &SourceFile,
    problems: &mut Problems,
) {
    let known: Vec<&str> = known.collect();
    let may_compare = problems.may_compare(known.len());
    problems.error(|| {
        let message = format!("'sources' has no '{}'", name.id);
        let problem: Problem = source.error(Code::UnknownSource, name.span, message);
        let near = may_compare.then(|| suggest::nearest(name.id.as_str(), known.iter().copied()));
        match near.flatten() {
            Some(near) => problem.help(format!("did you mean '{near}'?")),
            None => problem
                .help(format!("add it to the file: sources: [{{ id: {}, title: … }}]", name.id)),
        }
    });
}

/// The first of a list, and how many more there are.
fn joined(list: &[String], separator: &str) -> String {
    let shown = list.len().min(MAX_LISTED);
    let text = list[..shown].join(separator);
    match list.len() - shown {
        0 => text,
        more => format!("{text}{separator}and {more} more"),
    }
}
