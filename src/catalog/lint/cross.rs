//! What only shows when the files of a catalog are laid side by side.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::files::{RoadmapText, SkillsText};
use crate::catalog::circle::{Circle, Waiting, find_circles};
use crate::catalog::document::Parsed;
use crate::catalog::finding::{Finding, Findings};
use crate::catalog::id::Id;
use crate::catalog::path::Path;
use crate::catalog::problem::{Code, Severity};
use crate::catalog::shared::Shared;
use crate::catalog::unresolved::{
    Body, Definition, Name, UnresolvedEntry, UnresolvedRoadmap, definitions, entries,
};
use crate::catalog::value::nearest;

/// Everything that files define, by name.
pub struct World<'f> {
    shared: Shared,
    /// By id or alias; in the order of files.
    claims: BTreeMap<&'f str, Vec<Claim<'f>>>,
    /// In which roadmaps an id stands.
    evaluation: BTreeMap<Id, BTreeSet<&'f str>>,
    /// Ids of roadmaps, of broken ones too.
    roadmaps: BTreeSet<&'f str>,
    /// Ids of sources, of any file.
    sources: BTreeSet<&'f str>,
}

/// A name and the definition that it stands for.
#[derive(Clone, Copy)]
struct Claim<'f> {
    /// What the file is called here: the id of the roadmap, or `skills.yaml`.
    file: &'f str,
    definition: &'f Definition,
}

impl<'f> World<'f> {
    pub fn new(roadmaps: &'f [RoadmapText], skills: &'f [SkillsText]) -> Self {
        let mut world = Self {
            shared: Shared::default(),
            claims: BTreeMap::new(),
            evaluation: BTreeMap::new(),
            roadmaps: BTreeSet::new(),
            sources: BTreeSet::new(),
        };
        for file in skills.iter().rev() {
            let Ok(parsed) = &file.parsed else { continue };
            // With mistakes too: they are told, and nothing that follows from them.
            if let Some(value) = &parsed.value {
                world.shared.lay_over(value, &parsed.document);
            }
        }
        for file in skills {
            let Ok(parsed) = &file.parsed else { continue };
            let Some(value) = &parsed.value else { continue };
            for definition in definitions(&value.entries) {
                world.claim("skills.yaml", definition);
            }
        }
        for file in roadmaps {
            let Some(id) = &file.id else { continue };
            if !world.roadmaps.insert(id.as_str()) {
                continue;
            }
            let Ok(parsed) = &file.parsed else { continue };
            let Some(value) = &parsed.value else { continue };
            world.sources.extend(value.sources.iter().map(|source| source.id.as_str()));
            for definition in definitions(all(value)) {
                world.claim(id.as_str(), definition);
            }
        }
        for file in roadmaps {
            let (Some(id), Ok(Parsed { value: Some(value), .. })) = (&file.id, &file.parsed) else {
                continue;
            };
            for id_here in evaluation(value, &world.shared) {
                world.evaluation.entry(id_here).or_default().insert(id.as_str());
            }
        }
        world
    }

    fn claim(&mut self, file: &'f str, definition: &'f Definition) {
        for name in definition.names() {
            let claims = self.claims.entry(name.as_str()).or_default();
            // One of each file will do: a name twice in a file is an error of its own.
            if claims.last().is_none_or(|last| last.file != file) {
                claims.push(Claim { file, definition });
            }
        }
    }

    /// The shared definitions of all files.
    pub fn into_shared(self) -> Shared {
        self.shared
    }

    /// What is wrong with a roadmap among the others.
    pub fn roadmap(&self, file: &RoadmapText) -> Findings {
        let mut findings = Findings::default();
        let Ok(parsed) = &file.parsed else { return findings };
        let (Some(value), true) = (&parsed.value, file.told) else { return findings };
        let here = file.id.as_ref().map_or("", |id| id.as_str());
        let own: HashSet<&str> =
            definitions(all(value)).flat_map(|own| own.names()).map(Id::as_str).collect();
        let stages: HashSet<&Id> =
            value.stages.iter().filter_map(|stage| stage.id.as_ref()).collect();
        for need in needs(all(value)) {
            if own.contains(need.id.as_str()) {
                continue;
            }
            let unknown = self.unknown_need(need, &findings);
            findings.extend(unknown.map(|finding| {
                let is_stage = stages.contains(&need.id);
                let help = "a stage cannot be needed: name what is in it";
                if is_stage { finding.help(help) } else { finding }
            }));
        }
        let sources: BTreeSet<&str> =
            value.sources.iter().map(|source| source.id.as_str()).collect();
        findings.extend(value.cited.iter().filter_map(|name| unknown_source(name, &sources)));
        for (at, leads_to) in value.leads_to.iter().enumerate() {
            let id = leads_to.roadmap.as_str();
            if !self.roadmaps.contains(id) {
                let path = Path::ROOT.key("leads_to").index(at).key("roadmap");
                let message = format!("there is no roadmap '{id}'");
                let known = self.roadmaps.iter().copied();
                let finding = Finding::error(Code::UnknownRoadmap, path, message);
                findings.push(suggest(finding, id, known));
            }
        }
        for definition in definitions(all(value)) {
            findings.extend(self.clashes(here, definition));
        }
        if !file.built_in {
            findings.extend(self.shared_ids(here, value));
        }
        findings
    }

    /// Which ids that the file defines stand in other roadmaps too.
    fn shared_ids(&self, here: &str, value: &UnresolvedRoadmap) -> Option<Finding> {
        let mut list = Vec::new();
        for definition in definitions(all(value)) {
            let others = self.evaluation.get(&definition.id).into_iter().flatten();
            let mut others: Vec<&str> = others.copied().filter(|other| *other != here).collect();
            if others.is_empty() && self.others(here, definition).next().is_some() {
                others.push("skills.yaml");
            }
            if !others.is_empty() {
                list.push(format!("{} ({})", definition.id, others.join(", ")));
            }
        }
        let message = format!("the catalog shares these ids: {}", list.join("; "));
        let path = Path::ROOT.key("title");
        let finding = Finding::new(Severity::Note, Code::SharedId, path, message);
        (!list.is_empty()).then(|| finding.help("what is checked once counts in all of them"))
    }

    /// What is wrong with a file of shared definitions among the others.
    pub fn skills(&self, file: &SkillsText) -> Findings {
        let mut findings = Findings::default();
        let Ok(parsed) = &file.parsed else { return findings };
        let (Some(value), true) = (&parsed.value, file.told) else { return findings };
        for need in needs(&value.entries) {
            let unknown = self.unknown_need(need, &findings);
            findings.extend(unknown);
        }
        findings.extend(value.cited.iter().filter_map(|name| unknown_source(name, &self.sources)));
        for entry in definitions(&value.entries).flat_map(|own| match &own.body {
            Body::Group { entries, .. } => entries.as_slice(),
            Body::Skill(_) => &[],
        }) {
            if let UnresolvedEntry::Shared(reference) = entry
                && self.shared.get(&reference.name.id).is_none()
            {
                let id = reference.name.id.as_str();
                let message = format!("nothing defines '{id}'");
                let finding = Finding::error(Code::UnknownReference, reference.name.path, message);
                findings.push(suggest(finding, id, self.shared.ids()));
            }
        }
        for definition in definitions(&value.entries) {
            findings.extend(self.clashes("skills.yaml", definition));
        }
        findings.extend(Self::circles(&value.entries));
        findings
    }

    fn unknown_need(&self, need: &Name, found: &Findings) -> Option<Finding> {
        let id = need.id.as_str();
        if self.claims.contains_key(id) {
            return None;
        }
        let message = format!("nothing defines '{id}', which is needed here");
        let finding = Finding::error(Code::UnknownNeed, need.path, message);
        // To look for one among many takes a while: not for what is not told.
        let known = (!found.is_full()).then(|| self.claims.keys().copied());
        Some(suggest(finding, id, known.into_iter().flatten()))
    }

    /// Definitions of the same id in other files.
    fn others<'w>(
        &'w self,
        here: &'w str,
        definition: &'w Definition,
    ) -> impl Iterator<Item = &'w Claim<'f>> {
        let claims = self.claims.get(definition.id.as_str()).into_iter().flatten();
        claims.filter(move |claim| claim.file != here && claim.definition.id == definition.id)
    }

    /// Where a definition does not go with those of other files.
    fn clashes(&self, here: &str, definition: &Definition) -> Vec<Finding> {
        let mut findings = Vec::new();
        let id = &definition.id;
        let kind = |definition: &Definition| if definition.is_skill() { "skill" } else { "group" };
        let other = self
            .others(here, definition)
            .find(|other| other.definition.is_skill() != definition.is_skill());
        if let Some(Claim { file, definition: other }) = other {
            let message =
                format!("'{id}' is a {} here and a {} in {file}", kind(definition), kind(other));
            let finding = Finding::error(Code::DifferentKinds, definition.path.key("id"), message);
            findings.push(finding.help("give one of the two another id"));
        }
        let other = self.others(here, definition).find(|other| {
            !definition.title.is_empty() && other.definition.title != definition.title
        });
        if let Some(Claim { file, definition: other }) = other {
            let path = definition.path.key("title");
            let message = format!("'{id}' is titled '{}' in {file}", other.title);
            findings.push(
                Finding::new(Severity::Warning, Code::DifferentTitles, path, message)
                    .help("progress on one is progress on the other: use one title, or two ids"),
            );
        }
        for (at, name) in definition.names().enumerate() {
            let claims = self.claims.get(name.as_str()).into_iter().flatten();
            // Two names in one roadmap are an error of their own.
            let mut claims =
                claims.filter(|claim| claim.definition.id != *id && claim.file != here);
            let Some(Claim { file, definition: other }) = claims.next() else { continue };
            let (path, mine) = match at.checked_sub(1) {
                None => (definition.path.key("id"), "an id"),
                Some(alias) => (definition.path.key("aliases").index(alias), "an alias"),
            };
            let theirs = if other.id == *name {
                format!("the id of another {}", kind(other))
            } else {
                format!("an alias of '{}'", other.id)
            };
            let message = format!("'{name}' is {mine} here and {theirs} in {file}");
            findings.push(
                Finding::new(Severity::Warning, Code::AliasTaken, path, message)
                    .help("progress under this name counts for both"),
            );
        }
        if let Body::Skill(skill) = &definition.body {
            let mut seen = HashSet::new();
            for (at, resource) in skill.resources.iter().enumerate() {
                if !seen.insert(&resource.url) {
                    let path = definition.path.key("resources").index(at);
                    findings.push(Finding::new(
                        Severity::Warning,
                        Code::DuplicateUrl,
                        path,
                        format!("'{id}' has this link twice"),
                    ));
                }
            }
        }
        findings
    }

    /// Circles among shared definitions, whatever roadmaps make of them.
    fn circles(written: &[UnresolvedEntry]) -> Vec<Finding> {
        let all: Vec<&Definition> = definitions(written).map(|own| &**own).collect();
        let place: HashMap<&Id, usize> = all
            .iter()
            .enumerate()
            .flat_map(|(at, own)| own.names().map(move |n| (n, at)))
            .collect();
        let mut waiting: Vec<Waiting<'_>> = all
            .iter()
            .map(|own| Waiting {
                id: own.id.as_str(),
                needs: own.needs.iter().filter_map(|need| place.get(&need.id).copied()).collect(),
                around: Vec::new(),
                required: (!own.is_skill()).then(Vec::new),
            })
            .collect();
        for (at, own) in all.iter().enumerate() {
            let Body::Group { entries, .. } = &own.body else { continue };
            for entry in entries {
                let (inside, optional) = match entry {
                    UnresolvedEntry::Own(inside) => (place.get(&inside.id), inside.optional),
                    UnresolvedEntry::Shared(reference) => {
                        let inside = place.get(&reference.name.id);
                        let optional = inside.is_some_and(|inside| all[*inside].optional);
                        (inside, reference.optional.unwrap_or(optional))
                    }
                };
                let Some(inside) = inside.copied() else { continue };
                waiting[inside].around.push(at);
                if let (Some(required), false) = (&mut waiting[at].required, optional) {
                    required.push(inside);
                }
            }
        }
        let find = |Circle { message, help, needing, needed }: Circle| {
            let needed = needed.map(|needed| all[needed]);
            let mut needs = all[needing].needs.iter();
            let at = needs.find(|need| needed.is_some_and(|n| n.names().any(|id| *id == need.id)));
            let path = at.map_or(all[needing].path.key("id"), |need| need.path);
            Finding::error(Code::Circle, path, message).help(help)
        };
        find_circles(&waiting).into_iter().map(find).collect()
    }
}

fn all(roadmap: &UnresolvedRoadmap) -> impl Iterator<Item = &UnresolvedEntry> {
    roadmap.stages.iter().flat_map(|stage| &stage.entries)
}

/// Every need that the file writes.
fn needs<'a>(
    written: impl IntoIterator<Item = &'a UnresolvedEntry>,
) -> impl Iterator<Item = &'a Name> {
    entries(written).flat_map(|entry| match entry {
        UnresolvedEntry::Own(definition) => definition.needs.as_slice(),
        UnresolvedEntry::Shared(reference) => reference.needs.as_deref().unwrap_or_default(),
    })
}

fn unknown_source(name: &Name, sources: &BTreeSet<&str>) -> Option<Finding> {
    let id = name.id.as_str();
    if sources.contains(id) {
        return None;
    }
    let message = format!("there is no source '{id}' under 'sources'");
    let finding = Finding::error(Code::UnknownSource, name.path, message);
    Some(suggest(finding, id, sources.iter().copied()))
}

fn suggest<'w>(finding: Finding, id: &str, known: impl Iterator<Item = &'w str>) -> Finding {
    match nearest(id, known) {
        Some(near) => finding.help(format!("did you mean '{near}'?")),
        None => finding,
    }
}

/// The ids of all that stands in a roadmap.
fn evaluation(roadmap: &UnresolvedRoadmap, shared: &Shared) -> BTreeSet<Id> {
    let mut ids = BTreeSet::new();
    let mut rest: Vec<&UnresolvedEntry> = all(roadmap).collect();
    while let Some(entry) = rest.pop() {
        let definition = match entry {
            UnresolvedEntry::Own(definition) => definition,
            UnresolvedEntry::Shared(reference) => match shared.get(&reference.name.id) {
                Some((definition, _)) => definition,
                None => continue,
            },
        };
        if let (true, Body::Group { entries, .. }) =
            (ids.insert(definition.id.clone()), &definition.body)
        {
            rest.extend(entries);
        }
    }
    ids
}
