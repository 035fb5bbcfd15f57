//! From checked values to a [`Roadmap`]: names become indexes, shared entries
//! are put in their places, circles are refused.

use std::collections::HashMap;
use std::rc::Rc;

use super::check::MAX_NESTING;
use super::document::Document;
use super::id::{Id, RoadmapId};
use super::model::{Entry, EntryKind, Group, Ix, Need, Origin, Roadmap, Stage};
use super::path::{Finding, Help, Path, Target};
use super::problem::Code;
use super::shared::Shared;
use super::unresolved::{Body, Definition, Name, Reference, UnresolvedEntry, UnresolvedRoadmap};
use super::value::nearest;
use crate::graph;

/// The file that something is written in: `None` for the roadmap's own.
pub type Layer = Option<Rc<Document>>;

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
    findings: Vec<(Layer, Finding)>,
}

/// Makes the roadmap; it is whole only if nothing was found wrong.
pub fn resolve(
    id: RoadmapId,
    origin: Origin,
    file: UnresolvedRoadmap,
    shared: &Shared,
) -> (Roadmap, Vec<(Layer, Finding)>) {
    let mut resolver = Resolver {
        shared,
        entries: Vec::new(),
        names: HashMap::new(),
        taken: HashMap::new(),
        needs: Vec::new(),
        unknown: Vec::new(),
        findings: Vec::new(),
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
            span: start..resolver.here().0,
        });
    }
    resolver.tell_unknown();
    resolver.link();
    let roadmap = Roadmap {
        id,
        title: file.title,
        summary: file.summary,
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
            let finding = taken_twice(&definition.id, (layer, reference.name.path), first);
            self.findings.push(finding);
            return;
        }
        let place = self.here().at();
        let mut definition = Definition::clone(definition);
        definition.optional = reference.optional.unwrap_or(definition.optional);
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
        if !self.take(&id, layer, path.key("id")) {
            return;
        }
        let ix = self.here();
        self.names.insert(id.clone(), ix);
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
            self.findings.push((layer.clone(), Finding::error(Code::TooDeep, path, message)));
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
            let finding = match nearest(id.as_str(), self.shared.ids()) {
                Some(near) => finding.help(format!("did you mean '{near}'?")),
                None => finding.help(format!(
                    "write a skill of its own as\n- id: {id}\n  title: {}",
                    title_of(id.as_str())
                )),
            };
            self.findings.push((layer, finding));
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
fn taken_twice(id: &Id, here: (&Layer, Path), first: &(Layer, Path)) -> (Layer, Finding) {
    let (layer, path, other) = match (here, first) {
        ((Some(_), _), (None, first)) => (&None, *first, None),
        ((layer, path), (other_layer, other)) => {
            (layer, path, (layer.is_none() == other_layer.is_none()).then_some(*other))
        }
    };
    let message = format!("'{id}' is there already: an id or alias stands at one place");
    let finding = Finding::error(Code::DuplicateId, path, message);
    let help = other.map_or(Help::None, |path| Help::Other(path, Target::Value));
    (layer.clone(), Finding { help, ..finding })
}

/// `sql-basics` as `Sql basics`.
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// Refuses circles. An entry that waits is a node: it waits for its needs and
/// for what the group around it waits for. A group has a second node, being
/// done, which waits for all that is required in it.
fn circles(roadmap: &Roadmap, names: &[(Layer, Vec<Name>)]) -> Vec<(Layer, Finding)> {
    let waits = |ix: Ix| ix.at() * 2;
    let done = |ix: Ix| ix.at() * 2 + usize::from(!roadmap.entry(ix).is_skill());
    let entry = |node: usize| Ix::from_usize(node / 2);
    let is_need = |from: usize, to: usize| from % 2 == 0 && to == done(entry(to));
    let edges = |node: usize| -> Vec<usize> {
        let ix = entry(node);
        if node == waits(ix) {
            let needs = roadmap.entry(ix).needs.iter().filter_map(|need| match need {
                Need::Entry(need) => Some(done(*need)),
                Need::Assumed(_) => None,
            });
            needs.chain(roadmap.entry(ix).parent.map(waits)).collect()
        } else {
            let required = roadmap.children(ix).filter(|child| !roadmap.entry(*child).optional);
            required.map(done).collect()
        }
    };
    let mut findings = Vec::new();
    for mut circle in graph::circles(roadmap.len() * 2, edges) {
        let next = |circle: &[usize], at: usize| circle[(at + 1) % circle.len()];
        let needs = (0..circle.len()).filter(|at| is_need(circle[*at], next(&circle, *at)));
        let first = needs.min_by_key(|at| circle[*at]).expect("only needs lead forward or out");
        circle.rotate_left(first);
        let needing = entry(circle[0]);
        let needed = entry(next(&circle, 0));
        let at = roadmap.entry(needing).needs.iter().position(|need| *need == Need::Entry(needed));
        let (layer, written) = &names[needing.at()];
        let path = written[at.expect("the edge is a need")].path;
        let mut ids: Vec<&str> =
            circle.iter().map(|node| roadmap.entry(entry(*node)).id.as_str()).collect();
        ids.push(ids[0]);
        ids.dedup();
        if ids.len() == 1 {
            ids.push(ids[0]);
        }
        let message = format!("these wait for each other: {}", ids.join(" -> "));
        let through_group = circle.iter().any(|node| !roadmap.entry(entry(*node)).is_skill());
        let help = if through_group {
            "take one of these needs out; a group is done when all that is required in it is, \
             and what is in it waits for the needs of the group"
        } else {
            "take one of these needs out"
        };
        findings.push((layer.clone(), Finding::error(Code::Circle, path, message).help(help)));
    }
    findings
}
