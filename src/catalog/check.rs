//! From the file as it is written to one whose every value is checked. Goes on
//! after each problem, so that all of them are found in one run.

use std::collections::HashMap;

use super::file::{
    FactFile, LeadsToFile, Node, Record, Records, RoadmapFile, RoleFile, Scalar, Scalars,
    SkillsFile, Slip, SourceFile, StageFile,
};
use super::finding::{Finding, Findings, Help, MAX_FINDINGS, Target};
use super::id::{Id, RoadmapId, slug};
use super::model::{Fact, LeadsTo, Month, Role, Source, StartsAfter};
use super::path::{Path, Paths};
use super::problem::Code;
use super::unresolved::{
    Name, UnresolvedEntry, UnresolvedRoadmap, UnresolvedSkills, UnresolvedStage, definitions,
};
use super::value::{bad_id, brief, nearest};

/// The version of the format that this program reads.
const FORMAT: i64 = 1;

const LEVELS: &[&str] = &["beginner", "intermediate", "advanced"];
/// Collects what is wrong with one file.
pub struct Check {
    pub paths: Paths,
    pub findings: Findings,
    cited: Vec<Name>,
}

impl Check {
    pub fn new() -> Self {
        Self { paths: Paths::new(), findings: Findings::default(), cited: Vec::new() }
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(super) fn cite(&mut self, sources: impl IntoIterator<Item = Name>) {
        self.cited.extend(sources);
    }

    /// What is usable of a roadmap; complete if nothing was reported.
    pub fn roadmap(&mut self, file: &Record<'_, RoadmapFile<'_>>) -> Option<UnresolvedRoadmap> {
        let Node::Map(file) = file else {
            self.outermost(file, "title: …, stages: …");
            return None;
        };
        let root = Path::ROOT;
        self.slips(root, &file.slips, RoadmapFile::KEYS);
        self.format(file.format.as_ref());
        let title = self.required_text(root, "title", file.title.as_ref(), &file.slips);
        let summary = self.optional_text(root, "summary", file.summary.as_ref());
        let reviewed = file.reviewed.as_ref().and_then(|month| {
            let text = self.text(root.key("reviewed"), month)?;
            let parsed = Month::parse(&text);
            if parsed.is_none() {
                let message = "a month is wanted here";
                let finding = Finding::error(Code::WrongType, root.key("reviewed"), message);
                self.report(finding.help("write the year and the month, such as 2026-11"));
            }
            parsed
        });
        let starts_after = file.starts_after.as_ref().and_then(|node| self.starts_after(node));
        let role = self.record(root.key("role"), file.role.as_ref(), |check, path, role| {
            Some(check.role(path, role))
        });
        let sources = self.records(root.key("sources"), file.sources.as_ref(), Self::source);
        let leads_to = self.records(root.key("leads_to"), file.leads_to.as_ref(), Self::leads_to);
        let stages = self.stages(file);
        Some(UnresolvedRoadmap {
            title: title.unwrap_or_default(),
            summary,
            reviewed,
            starts_after,
            role,
            sources,
            leads_to,
            stages,
            cited: std::mem::take(&mut self.cited),
        })
    }

    /// What is usable of `skills.yaml`; complete if nothing was reported.
    pub fn skills(&mut self, file: &Record<'_, SkillsFile<'_>>) -> Option<UnresolvedSkills> {
        let Node::Map(file) = file else {
            self.outermost(file, "skills: …");
            return None;
        };
        self.slips(Path::ROOT, &file.slips, SkillsFile::KEYS);
        self.format(file.format.as_ref());
        let path = Path::ROOT.key("skills");
        let entries = if let Some(list) = &file.skills {
            self.entries(path, list, 0)
        } else {
            self.missing(Path::ROOT, "skills", &file.slips);
            Vec::new()
        };
        for entry in &entries {
            if let UnresolvedEntry::Shared(reference) = entry {
                self.report(
                    Finding::error(
                        Code::UnknownReference,
                        reference.name.path,
                        "shared skills are defined here, not named",
                    )
                    .help(format!("write\n- id: {0}\n  title: …", reference.name.id)),
                );
            }
        }
        let mut taken: HashMap<&Id, Path> = HashMap::new();
        for definition in definitions(&entries) {
            for (at, id) in definition.names().enumerate() {
                let path = match at.checked_sub(1) {
                    None => definition.path.key("id"),
                    Some(alias) => definition.path.key("aliases").index(alias),
                };
                if let Some(other) = taken.insert(id, path) {
                    self.findings.push(duplicate_id(id, path, Some(other)));
                }
            }
        }
        Some(UnresolvedSkills { entries, cited: std::mem::take(&mut self.cited) })
    }

    fn outermost<R>(&mut self, node: &Record<'_, R>, keys: &str) {
        if matches!(node, Node::Null) {
            self.report(
                Finding::error(Code::Null, Path::ROOT, "the file is empty")
                    .help(format!("it wants {keys}")),
            );
        } else {
            self.wrong_type(Path::ROOT, node, &format!("a map ({keys})"));
        }
    }

    fn format(&mut self, node: Option<&Scalar<'_>>) {
        let path = Path::ROOT.key("format");
        match node {
            None | Some(Node::Int(FORMAT)) => {}
            Some(Node::Int(newer)) if *newer > FORMAT => self.report(
                Finding::error(
                    Code::Format,
                    path,
                    format!("this file has format {newer}, this program reads format {FORMAT}"),
                )
                .help("a newer version of the program may read it"),
            ),
            Some(Node::Int(_)) => self.report(
                Finding::error(Code::Format, path, "there is no such format")
                    .help(format!("write format: {FORMAT}")),
            ),
            Some(other) => self.wrong_type(path, other, "a number"),
        }
    }

    fn starts_after(&mut self, node: &Scalars<'_>) -> Option<StartsAfter> {
        let path = Path::ROOT.key("starts_after");
        if let Node::Text(text) = node
            && Id::new(text.trim()).is_err()
        {
            return self.text(path, &scalar(node)).map(StartsAfter::Text);
        }
        let ids =
            self.scalars(path, node, "a list of roadmaps or a sentence", |check, path, id| {
                let id = check.id(path, id, None)?;
                RoadmapId::new(id.as_str())
                    .map_err(|bad| check.report(bad_id(&bad, path, None)))
                    .ok()
            });
        Some(StartsAfter::Roadmaps(ids))
    }

    fn stages(&mut self, file: &RoadmapFile<'_>) -> Vec<UnresolvedStage> {
        let path = Path::ROOT.key("stages");
        match &file.stages {
            None => self.missing(Path::ROOT, "stages", &file.slips),
            Some(Node::List(stages)) if stages.is_empty() => self.report(
                Finding::error(Code::EmptyStage, path, "there is no stage")
                    .help("a roadmap has at least one stage"),
            ),
            Some(_) => {}
        }
        self.records(path, file.stages.as_ref(), |check, path, stage| {
            Some(check.stage(path, stage))
        })
    }

    fn stage(&mut self, path: Path, file: &StageFile<'_>) -> UnresolvedStage {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, StageFile::KEYS);
        let id = self.required_id(path, file.id.as_ref(), file.title.as_ref(), &file.slips);
        let title = self.required_text(path, "title", file.title.as_ref(), &file.slips);
        let level = file
            .level
            .as_ref()
            .and_then(|level| self.word(path.key("level"), level, Code::UnknownLevel, LEVELS));
        let summary = self.optional_text(path, "summary", file.summary.as_ref());
        let milestone = self.optional_text(path, "milestone", file.milestone.as_ref());
        let entries = match &file.skills {
            None => {
                self.missing(path, "skills", &file.slips);
                Vec::new()
            }
            Some(list) => {
                if matches!(list, Node::List(entries) if entries.is_empty()) {
                    self.report(
                        Finding::error(Code::EmptyStage, path.key("skills"), "this stage is empty")
                            .help("give it a skill, or leave the stage out"),
                    );
                }
                self.entries(path.key("skills"), list, 0)
            }
        };
        UnresolvedStage {
            path,
            id,
            title: title.unwrap_or_default(),
            level,
            summary,
            milestone,
            entries,
        }
    }

    fn role(&mut self, path: Path, file: &RoleFile<'_>) -> Role {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, RoleFile::KEYS);
        Role {
            summary: self.optional_text(path, "summary", file.summary.as_ref()),
            responsibilities: file.responsibilities.as_ref().map_or_else(Vec::new, |texts| {
                let path = path.key("responsibilities");
                self.scalars(path, texts, "a list of texts", Self::text)
            }),
            facts: self.records(path.key("facts"), file.facts.as_ref(), Self::fact),
        }
    }

    fn fact(&mut self, path: Path, file: &FactFile<'_>) -> Option<Fact> {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, FactFile::KEYS);
        let text = self.required_text(path, "text", file.text.as_ref(), &file.slips);
        let source_path = path.key("source");
        let source = file.source.as_ref().and_then(|source| self.id(source_path, source, None));
        if let Some(id) = source.clone() {
            self.cited.push(Name { id, path: source_path });
        }
        Some(Fact { text: text?, source })
    }

    fn source(&mut self, path: Path, file: &SourceFile<'_>) -> Option<Source> {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, SourceFile::KEYS);
        let id = self.required_id(path, file.id.as_ref(), file.title.as_ref(), &file.slips);
        let title = self.required_text(path, "title", file.title.as_ref(), &file.slips);
        let publisher = self.optional_text(path, "publisher", file.publisher.as_ref());
        let year = file.year.as_ref().and_then(|year| match year {
            Node::Int(year) if (0..=9999).contains(year) => i32::try_from(*year).ok(),
            other => {
                self.wrong_type(path.key("year"), other, "a year");
                None
            }
        });
        let url = file.url.as_ref().and_then(|url| self.link(path.key("url"), url));
        Some(Source { id: id?, title: title?, publisher, year, url })
    }

    fn leads_to(&mut self, path: Path, file: &LeadsToFile<'_>) -> Option<LeadsTo> {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, LeadsToFile::KEYS);
        let why = self.optional_text(path, "why", file.why.as_ref());
        let Some(roadmap) = &file.roadmap else {
            self.missing(path, "roadmap", &file.slips);
            return None;
        };
        let id = self.id(path.key("roadmap"), roadmap, None)?;
        match RoadmapId::new(id.as_str()) {
            Ok(roadmap) => Some(LeadsTo { roadmap, why }),
            Err(bad) => {
                self.report(bad_id(&bad, path.key("roadmap"), None));
                None
            }
        }
    }

    fn record<R, T>(
        &mut self,
        path: Path,
        node: Option<&Record<'_, R>>,
        check: impl FnOnce(&mut Self, Path, &R) -> Option<T>,
    ) -> Option<T> {
        match node? {
            Node::Map(file) => check(self, path, file),
            other => {
                self.wrong_type(path, other, "a map");
                None
            }
        }
    }

    fn records<R, T>(
        &mut self,
        path: Path,
        node: Option<&Records<'_, R>>,
        mut check: impl FnMut(&mut Self, Path, &R) -> Option<T>,
    ) -> Vec<T> {
        match node {
            None => Vec::new(),
            Some(Node::List(list)) => list
                .iter()
                .enumerate()
                .filter_map(|(at, node)| self.record(path.index(at), Some(node), &mut check))
                .collect(),
            Some(other) => {
                self.wrong_type(path, other, "a list");
                Vec::new()
            }
        }
    }

    pub(super) fn scalars<T>(
        &mut self,
        path: Path,
        node: &Scalars<'_>,
        wanted: &str,
        mut check: impl FnMut(&mut Self, Path, &Scalar<'_>) -> Option<T>,
    ) -> Vec<T> {
        match node {
            Node::List(list) => list
                .iter()
                .enumerate()
                .filter_map(|(at, node)| check(self, path.index(at), node))
                .collect(),
            Node::Text(_) | Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
                check(self, path, &scalar(node)).into_iter().collect()
            }
            other => {
                self.wrong_type(path, other, wanted);
                Vec::new()
            }
        }
    }

    pub(super) fn names(&mut self, path: Path, node: &Scalars<'_>) -> Vec<Name> {
        self.scalars(path, node, "an id or a list of ids", |check, path, node| {
            check.id(path, node, None).map(|id| Name { id, path })
        })
    }

    pub(super) fn required_text(
        &mut self,
        at: Path,
        key: &'static str,
        node: Option<&Scalar<'_>>,
        slips: &[Slip<'_>],
    ) -> Option<String> {
        if node.is_none() {
            self.missing(at, key, slips);
        }
        self.optional_text(at, key, node)
    }

    pub(super) fn optional_text(
        &mut self,
        at: Path,
        key: &'static str,
        node: Option<&Scalar<'_>>,
    ) -> Option<String> {
        self.text(at.key(key), node?)
    }

    pub(super) fn required_id(
        &mut self,
        at: Path,
        node: Option<&Scalar<'_>>,
        title: Option<&Scalar<'_>>,
        slips: &[Slip<'_>],
    ) -> Option<Id> {
        if let Some(node) = node {
            return self.id(at.key("id"), node, title);
        }
        match title {
            Some(Node::Text(title)) => {
                let finding = missing(at, "id");
                self.report(match slug(title) {
                    Some(id) => finding.help(format!("write id: {id}")),
                    None => finding,
                });
            }
            _ => self.missing(at, "id", slips),
        }
        None
    }

    /// Reports a key that is missing, unless one that was meant for it was.
    pub(super) fn missing(&mut self, at: Path, key: &str, slips: &[Slip<'_>]) {
        let meant = |slip: &Slip<'_>| match slip {
            Slip::Unknown(written) => nearest(written, std::iter::once(key)).is_some(),
            _ => false,
        };
        if !slips.iter().take(MAX_FINDINGS).any(meant) {
            self.report(missing(at, key));
        }
    }

    pub(super) fn slips(&mut self, at: Path, slips: &[Slip<'_>], known: &[&'static str]) {
        for (seen, slip) in slips.iter().enumerate() {
            // What is not told is not counted out either: a file may have many.
            let told = if self.findings.is_full() { &[] } else { &slips[..seen] };
            let before = |is: &dyn Fn(&Slip<'_>) -> bool| told.iter().filter(|s| is(s)).count();
            self.report(match slip {
                Slip::NotText => {
                    let before = before(&|slip| matches!(slip, Slip::NotText));
                    let finding = Finding::error(Code::WrongType, at, "a key is a word");
                    Finding { target: Target::OddKey(before), ..finding }
                }
                Slip::Duplicate(key) => {
                    let same = |slip: &Slip<'_>| matches!(slip, Slip::Duplicate(k) if k == key);
                    let nth = before(&same) + 1;
                    let finding = Finding::error(
                        Code::DuplicateKey,
                        at,
                        format!("'{key}' stands here twice"),
                    )
                    .help("keep one of the two");
                    Finding { target: Target::Key((*key).to_owned(), nth), ..finding }
                }
                Slip::Unknown(key) => unknown_key(at, key, known),
            });
        }
    }
}

fn unknown_key(at: Path, key: &str, known: &[&'static str]) -> Finding {
    let finding =
        Finding::error(Code::UnknownKey, at, format!("there is no key '{}' here", brief(key)))
            .on_key(key);
    if key == "<<" {
        return Finding { code: Code::YamlAlias, ..finding }
            .help("merge keys are not read: what roadmaps share goes to skills.yaml");
    }
    if !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-') {
        return finding
            .help("if this is part of a text: one with ': ' in it, or ', ' in {…}, needs quotes");
    }
    match nearest(key, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean '{near}'?")),
        None => finding.help(format!("there are {}", known.join(", "))),
    }
}

fn missing(at: Path, key: &str) -> Finding {
    Finding::error(Code::MissingKey, at, format!("'{key}' is missing"))
}

/// Two entries of one name.
pub fn duplicate_id(id: &Id, path: Path, other: Option<Path>) -> Finding {
    let message = format!("'{id}' is there already: an id or alias stands at one place");
    let help = other.map_or(Help::None, Help::Other);
    Finding { help, ..Finding::error(Code::DuplicateId, path, message) }
}

/// The single value that `node` is, whatever else could stand there.
pub fn scalar<'t, E, R>(node: &Node<'t, E, R>) -> Scalar<'t> {
    match node {
        Node::Null | Node::List(_) | Node::Map(_) => Node::Null,
        Node::Bool(value) => Node::Bool(*value),
        Node::Int(value) => Node::Int(*value),
        Node::Float(value) => Node::Float(*value),
        Node::Text(text) => Node::Text(text.clone()),
        Node::Tagged => Node::Tagged,
    }
}
