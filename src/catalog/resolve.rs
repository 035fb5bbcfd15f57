//! From checked values to a [`Roadmap`]: names become indexes, shared entries
//! are put in their places, circles are refused.

use std::collections::HashMap;
use std::rc::Rc;

use super::check::duplicate_id;
use super::circle::{Circle, Waiting, find_circles};
use super::entry::MAX_NESTING;
use super::finding::{Finding, Findings, Layer};
use super::id::{Id, RoadmapId};
use super::model::{Entry, EntryKind, Group, Ix, Need, Origin, Roadmap, Stage};
use super::path::Path;
use super::problem::Code;
use super::shared::Shared;
use super::unresolved::{Body, Definition, Name, Reference, UnresolvedEntry, UnresolvedRoadmap};
use super::value::nearest;

/// Where an entry stands.
#[derive(Clone, Copy)]
struct Around {
    stage: usize,
    parent: Option<Ix>,
    /// How many groups are around it.
    depth: usize,
}

struct Resolver<'s> {
    shared: &'s Shared,
    entries: Vec<Entry>,
    /// Ids and aliases of entries.
    names: HashMap<Id, Ix>,
    /// All that is an id or an alias, stages included, and where it says so.
    taken: HashMap<Id, (Layer, Path)>,
    /// What each entry needs, in the order of its `needs`.
    needs: Vec<(Layer, Vec<Name>)>,
    /// Names that no definition was found for.
    unknown: Vec<(Layer, Name)>,
    findings: Findings,
}

/// Makes the roadmap; it is whole only if nothing was found wrong, neither
/// here nor before, in `findings`.
pub fn resolve(
    id: RoadmapId,
    origin: Origin,
    file: UnresolvedRoadmap,
    shared: &Shared,
    findings: Findings,
) -> (Roadmap, Findings) {
    let mut resolver = Resolver {
        shared,
        entries: Vec::new(),
        names: HashMap::new(),
        taken: HashMap::new(),
        needs: Vec::new(),
        unknown: Vec::new(),
        findings,
    };
    let mut stages = Vec::with_capacity(file.stages.len());
    for (stage, written) in file.stages.into_iter().enumerate() {
        if let Some(id) = &written.id {
            resolver.take(id, &None, written.path.key("id"));
        }
        let start = resolver.here().0;
        for entry in written.entries {
            resolver.place(entry, &None, Around { stage, parent: None, depth: 0 });
        }
        stages.push(Stage {
            id: written.id.unwrap_or_else(|| Id::new("nameless").expect("lower-case letters")),
            title: written.title,
            level: written.level,
            summary: written.summary,
            milestone: written.milestone,
            span: start..resolver.here().0,
        });
    }
    resolver.tell_unknown();
    resolver.link();
    let roadmap = Roadmap {
        id,
        title: file.title,
        summary: file.summary,
        reviewed: file.reviewed,
        starts_after: file.starts_after,
        role: file.role,
        sources: file.sources,
        leads_to: file.leads_to,
        origin,
        stages,
        entries: resolver.entries,
        names: resolver.names,
    };
    let mut findings = resolver.findings;
    findings.extend(circles(&roadmap, &resolver.needs));
    (roadmap, findings)
}

impl Resolver<'_> {
    fn here(&self) -> Ix {
        Ix::from_usize(self.entries.len())
    }

    /// Puts an entry that `layer` mentions, and all that it holds, at the end.
    fn place(&mut self, entry: UnresolvedEntry, layer: &Layer, around: Around) {
        match entry {
            UnresolvedEntry::Own(definition) => {
                self.define(Rc::unwrap_or_clone(definition), layer, around);
            }
            UnresolvedEntry::Shared(reference) => self.refer(reference, layer, around),
        }
    }

    fn refer(&mut self, reference: Reference, layer: &Layer, around: Around) {
        let Some((definition, document)) = self.shared.get(&reference.name.id) else {
            self.unknown.push((layer.clone(), reference.name));
            return;
        };
        if let Some(first) = self.taken.get(&definition.id) {
            self.findings.push(taken_twice(&definition.id, (layer, reference.name.path), first));
            return;
        }
        let place = self.here().at();
        let mut definition = Definition::clone(definition);
        definition.optional = reference.optional.unwrap_or(definition.optional);
        let is_option =
            around.parent.is_some_and(|group| self.entries[group.at()].choose().is_some());
        if is_option && definition.optional && reference.optional.is_none() {
            let id = &definition.id;
            let message =
                format!("'{id}' is optional in skills.yaml: an option of a choice cannot be");
            let finding = Finding::error(Code::OptionalOption, reference.name.path, message);
            let finding = finding.help(format!("write {{ use: {id}, optional: false }}"));
            self.findings.push(finding.written_in(layer));
        }
        if let Body::Skill(skill) = &mut definition.body {
            skill.aliases = self.shared.aliases(&definition.id).to_vec();
        }
        let document = Some(Rc::clone(document));
        self.define(definition, &document, around);
        if let (Some(needs), Some(row)) = (reference.needs, self.needs.get_mut(place)) {
            *row = (layer.clone(), needs);
        }
        // An id taken from `skills.yaml` is mentioned here: an error names this place.
        if let Some(entry) = self.entries.get(place) {
            self.taken.insert(entry.id.clone(), (layer.clone(), reference.name.path));
        }
    }

    fn define(&mut self, definition: Definition, layer: &Layer, around: Around) {
        let Definition { path, id, title, summary, optional, needs, body } = definition;
        let ix = self.here();
        if self.take(&id, layer, path.key("id")) {
            self.names.insert(id.clone(), ix);
        }
        self.needs.push((layer.clone(), needs));
        let (kind, inside) = match body {
            Body::Skill(mut skill) => {
                for (at, alias) in skill.aliases.iter().enumerate() {
                    if self.take(alias, layer, path.key("aliases").index(at)) {
                        self.names.insert(alias.clone(), ix);
                    }
                }
                if layer.is_none() {
                    for alias in self.shared.aliases(&id) {
                        if !skill.aliases.contains(alias) && self.take(alias, layer, path) {
                            self.names.insert(alias.clone(), ix);
                            skill.aliases.push(alias.clone());
                        }
                    }
                }
                (EntryKind::Skill(skill), Vec::new())
            }
            Body::Group { choose, entries } => (EntryKind::Group(Group { choose }), entries),
        };
        let Around { stage, parent, depth } = around;
        if depth == MAX_NESTING && matches!(kind, EntryKind::Group(_)) {
            let message = format!("'{id}' is a group in {depth} groups, which is the most");
            self.findings.push(Finding::error(Code::TooDeep, path, message).written_in(layer));
        }
        self.entries.push(Entry {
            id,
            title,
            summary,
            optional,
            needs: Vec::new(),
            parent,
            stage,
            shared: layer.is_some(),
            kind,
            end: ix.0 + 1,
        });
        if depth < MAX_NESTING {
            for entry in inside {
                self.place(entry, layer, Around { stage, parent: Some(ix), depth: depth + 1 });
            }
        }
        self.entries[ix.at()].end = self.here().0;
    }

    /// Claims a name; reports it if it is taken.
    fn take(&mut self, id: &Id, layer: &Layer, path: Path) -> bool {
        if let Some(first) = self.taken.get(id) {
            self.findings.push(taken_twice(id, (layer, path), first));
            return false;
        }
        self.taken.insert(id.clone(), (layer.clone(), path));
        true
    }

    fn tell_unknown(&mut self) {
        for (layer, name) in std::mem::take(&mut self.unknown) {
            if let Some(first) = self.taken.get(&name.id) {
                self.findings.push(taken_twice(&name.id, (&layer, name.path), first));
                continue;
            }
            let id = &name.id;
            let finding = Finding::error(
                Code::UnknownReference,
                name.path,
                format!("nothing defines '{id}': neither this file nor skills.yaml"),
            );
            // To look for one among many takes a while: not for what is not told.
            let told = !self.findings.is_full();
            let finding = match told.then(|| nearest(id.as_str(), self.shared.ids())).flatten() {
                Some(near) => finding.help(format!("did you mean '{near}'?")),
                None => {
                    finding.help(format!("write\n- id: {id}\n  title: {}", title_of(id.as_str())))
                }
            };
            self.findings.push(finding.written_in(&layer));
        }
    }

    /// Needs become indexes.
    fn link(&mut self) {
        for (entry, (_, needs)) in self.entries.iter_mut().zip(&self.needs) {
            entry.needs = needs
                .iter()
                .map(|need| match self.names.get(&need.id) {
                    Some(ix) => Need::Entry(*ix),
                    None => Need::Assumed(need.id.clone()),
                })
                .collect();
        }
    }
}

/// An error at the mention that the author of the roadmap can change.
fn taken_twice(id: &Id, here: (&Layer, Path), first: &(Layer, Path)) -> Finding {
    let (layer, path, other) = match (here, first) {
        ((Some(_), _), (None, first)) => (&None, *first, None),
        ((layer, path), (other_layer, other)) => {
            (layer, path, same_file(layer, other_layer).then_some(*other))
        }
    };
    duplicate_id(id, path, other).written_in(layer)
}

fn same_file(one: &Layer, other: &Layer) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        _ => false,
    }
}

/// `sql-basics` as `Sql basics`.
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// Refuses circles of needs.
fn circles(roadmap: &Roadmap, names: &[(Layer, Vec<Name>)]) -> Vec<Finding> {
    let entries = roadmap.entries().map(|(ix, entry)| Waiting {
        id: entry.id.as_str(),
        needs: entry
            .needs
            .iter()
            .filter_map(|need| match need {
                Need::Entry(need) => Some(need.at()),
                Need::Assumed(_) => None,
            })
            .collect(),
        around: entry.parent.iter().map(|group| group.at()).collect(),
        required: (!entry.is_skill()).then(|| {
            let required = roadmap.children(ix).filter(|child| !roadmap.entry(*child).optional);
            required.map(Ix::at).collect()
        }),
    });
    let find = |Circle { message, help, needing, needed }: Circle| {
        let need = Need::Entry(Ix::from_usize(needed?));
        let at = roadmap.entries[needing].needs.iter().position(|other| *other == need)?;
        let (layer, written) = &names[needing];
        let finding = Finding::error(Code::Circle, written[at].path, message);
        Some(finding.help(help).written_in(layer))
    };
    find_circles(&entries.collect::<Vec<_>>()).into_iter().filter_map(find).collect()
}
