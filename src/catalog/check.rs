//! From the file as it is written to one whose every value is checked. Goes on
//! after each problem, so that all of them are found in one run.

use std::rc::Rc;

use super::file::{
    EntryFile, FactFile, LeadsToFile, Node, Record, Records, ResourceFile, RoadmapFile, RoleFile,
    Scalar, Scalars, SkillsFile, Slip, SourceFile, StageFile,
};
use super::id::{Id, RoadmapId, slug};
use super::model::{Fact, LeadsTo, Resource, Role, Skill, Source};
use super::path::{Finding, Path, Paths, Target};
use super::problem::Code;
use super::unresolved::{
    Body, Definition, Name, Reference, UnresolvedEntry, UnresolvedRoadmap, UnresolvedSkills,
    UnresolvedStage,
};
use super::value::{bad_id, nearest};

/// Groups around a skill, at most.
pub const MAX_NESTING: usize = 4;

/// The version of the format that this program reads.
const FORMAT: i64 = 1;

const LEVELS: &[&str] = &["beginner", "intermediate", "advanced"];
const SKILL_KINDS: &[&str] = &["technical", "practice", "soft", "education", "career"];
const RESOURCE_KINDS: &[&str] = &[
    "docs",
    "book",
    "course",
    "video",
    "article",
    "practice",
    "project",
    "tool",
    "community",
    "certification",
    "event",
    "jobs",
];
const COSTS: &[&str] = &["free", "freemium", "paid"];

/// Collects what is wrong with one file.
pub struct Check {
    pub paths: Paths,
    pub findings: Vec<Finding>,
    cited: Vec<Name>,
}

impl Check {
    pub fn new() -> Self {
        Self { paths: Paths::new(), findings: Vec::new(), cited: Vec::new() }
    }

    pub(super) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
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
        let title = self.required_text(root, "title", file.title.as_ref());
        let summary = self.optional_text(root, "summary", file.summary.as_ref());
        let role = self.record(root.key("role"), file.role.as_ref(), Self::role);
        let sources = self.records(root.key("sources"), file.sources.as_ref(), Self::source);
        let leads_to = self.records(root.key("leads_to"), file.leads_to.as_ref(), Self::leads_to);
        let stages = self.stages(file.stages.as_ref());
        Some(UnresolvedRoadmap {
            title: title.unwrap_or_default(),
            summary,
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
            self.missing(Path::ROOT, "skills");
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
                    .help(format!("write - id: {0}\n  title: {0}", reference.name.id)),
                );
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

    fn stages(&mut self, list: Option<&Records<'_, StageFile<'_>>>) -> Vec<UnresolvedStage> {
        let path = Path::ROOT.key("stages");
        let Some(list) = list else {
            self.missing(Path::ROOT, "stages");
            return Vec::new();
        };
        if let Node::List(stages) = list
            && stages.is_empty()
        {
            self.report(Finding::error(Code::EmptyStage, path, "a roadmap has at least one stage"));
        }
        self.records(path, Some(list), Self::stage)
    }

    fn stage(&mut self, path: Path, file: &StageFile<'_>) -> Option<UnresolvedStage> {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, StageFile::KEYS);
        let id = self.required_id(path, file.id.as_ref(), file.title.as_ref());
        let title = self.required_text(path, "title", file.title.as_ref());
        let level = file
            .level
            .as_ref()
            .and_then(|level| self.word(path.key("level"), level, Code::UnknownLevel, LEVELS));
        let summary = self.optional_text(path, "summary", file.summary.as_ref());
        let entries = match &file.skills {
            None => {
                self.missing(path, "skills");
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
        Some(UnresolvedStage {
            path,
            id,
            title: title.unwrap_or_default(),
            level,
            summary,
            entries,
        })
    }

    /// Entries below `depth` groups.
    fn entries(
        &mut self,
        path: Path,
        list: &Records<'_, EntryFile<'_>>,
        depth: usize,
    ) -> Vec<UnresolvedEntry> {
        let Node::List(list) = list else {
            self.wrong_type(path, list, "a list of skills");
            return Vec::new();
        };
        let path = self.paths.remember(path);
        let entry = |(at, node): (usize, &Record<'_, EntryFile<'_>>)| {
            let path = path.index(at);
            match node {
                Node::Text(name) => self.named(path, name),
                Node::Map(file) => {
                    let path = self.paths.remember(path);
                    if let Some(name) = &file.used {
                        self.used(path, file, name)
                    } else {
                        self.definition(path, file, depth)
                            .map(|definition| UnresolvedEntry::Own(Rc::new(definition)))
                    }
                }
                Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
                    self.text(path, &scalar(node));
                    None
                }
                other => {
                    self.wrong_type(path, other, "a skill or the id of a shared one");
                    None
                }
            }
        };
        list.iter().enumerate().filter_map(entry).collect()
    }

    fn named(&mut self, path: Path, text: &str) -> Option<UnresolvedEntry> {
        match Id::new(text) {
            Ok(id) => Some(UnresolvedEntry::Shared(Reference {
                path,
                name: Name { id, path },
                optional: None,
                needs: None,
            })),
            Err(bad) => {
                let finding = bad_id(&bad, path, None);
                self.report(match slug(text) {
                    Some(id) => finding.help(format!(
                        "write a skill of its own as\n- id: {id}\n  title: {}",
                        quoted_if_needed(text)
                    )),
                    None => finding,
                });
                None
            }
        }
    }

    fn used(
        &mut self,
        path: Path,
        file: &EntryFile<'_>,
        name: &Scalar<'_>,
    ) -> Option<UnresolvedEntry> {
        const KEYS: &[&str] = &["use", "optional", "needs"];
        self.slips(path, &file.slips, KEYS);
        for key in written(file).filter(|key| !KEYS.contains(key)) {
            self.report(
                Finding::error(
                    Code::MisplacedKey,
                    path,
                    format!("'{key}' cannot stand beside 'use': only 'optional' and 'needs' can"),
                )
                .help("define the skill here, with an id, or leave the key out")
                .on_key(key),
            );
        }
        let name_path = path.key("use");
        let id = self.id(name_path, name, None);
        let optional =
            file.optional.as_ref().and_then(|flag| self.flag(path.key("optional"), flag));
        let needs = file.needs.as_ref().map(|needs| self.names(path.key("needs"), needs));
        Some(UnresolvedEntry::Shared(Reference {
            path,
            name: Name { id: id?, path: name_path },
            optional,
            needs,
        }))
    }

    fn definition(&mut self, path: Path, file: &EntryFile<'_>, depth: usize) -> Option<Definition> {
        const GROUP_KEYS: &[&str] =
            &["id", "title", "summary", "choose", "needs", "optional", "skills"];
        self.slips(path, &file.slips, EntryFile::KEYS);
        let id = self.required_id(path, file.id.as_ref(), file.title.as_ref());
        let title = self.required_text(path, "title", file.title.as_ref());
        let summary = self.optional_text(path, "summary", file.summary.as_ref());
        let optional =
            file.optional.as_ref().and_then(|flag| self.flag(path.key("optional"), flag));
        let needs = file.needs.as_ref().map(|needs| self.names(path.key("needs"), needs));
        let body = if let Some(skills) = &file.skills {
            for key in written(file).filter(|key| !GROUP_KEYS.contains(key)) {
                self.report(
                    Finding::error(
                        Code::MisplacedKey,
                        path,
                        format!("this is a group, as it has 'skills': '{key}' is for skills"),
                    )
                    .help(format!("leave '{key}' out, or give it to the skills in the group"))
                    .on_key(key),
                );
            }
            self.group(path, file, skills, depth)?
        } else {
            if file.choose.is_some() {
                self.report(
                    Finding::error(Code::MisplacedKey, path, "'choose' is for groups")
                        .help("list the options under 'skills', or leave 'choose' out")
                        .on_key("choose"),
                );
            }
            Body::Skill(Box::new(self.skill(path, file)))
        };
        Some(Definition {
            path,
            id: id?,
            title: title.unwrap_or_default(),
            summary,
            optional: optional.unwrap_or(false),
            needs: needs.unwrap_or_default(),
            body,
        })
    }

    fn group(
        &mut self,
        path: Path,
        file: &EntryFile<'_>,
        skills: &Records<'_, EntryFile<'_>>,
        depth: usize,
    ) -> Option<Body> {
        if depth == MAX_NESTING {
            self.report(
                Finding::error(
                    Code::TooDeep,
                    path,
                    format!("groups nest at most {MAX_NESTING} deep"),
                )
                .help("a stage, or needs between skills, may say the same"),
            );
            return None;
        }
        let count = if let Node::List(list) = skills { Some(list.len()) } else { None };
        if count == Some(0) {
            self.report(
                Finding::error(Code::EmptyGroup, path.key("skills"), "this group is empty")
                    .help("give it a skill, or leave the group out"),
            );
        }
        let choose = file.choose.as_ref().and_then(|choose| {
            let path = path.key("choose");
            match choose {
                Node::Int(n) if *n < 1 => {
                    self.report(
                        Finding::error(Code::WrongType, path, "one option at least is chosen")
                            .help("write choose: 1, or leave 'choose' out where all are needed"),
                    );
                    None
                }
                Node::Int(n) => {
                    let n = u32::try_from(*n).unwrap_or(u32::MAX);
                    if let Some(count) = count.filter(|count| *count > 0 && n as usize > *count) {
                        let message = format!("choose is {n}, but there are only {count} options");
                        self.report(
                            Finding::error(Code::ChooseTooLarge, path, message)
                                .help("leave 'choose' out where all are needed"),
                        );
                    }
                    Some(n)
                }
                other => {
                    self.wrong_type(path, other, "a whole number");
                    None
                }
            }
        });
        let entries = self.entries(path.key("skills"), skills, depth + 1);
        if file.choose.is_some() {
            for entry in &entries {
                let (path, optional) = match entry {
                    UnresolvedEntry::Shared(reference) => {
                        (reference.path, reference.optional == Some(true))
                    }
                    UnresolvedEntry::Own(definition) => (definition.path, definition.optional),
                };
                if optional {
                    self.report(
                        Finding::error(
                            Code::OptionalOption,
                            path.key("optional"),
                            "an option of a choice is optional by being one",
                        )
                        .help("leave 'optional' out"),
                    );
                }
            }
        }
        Some(Body::Group { choose, entries })
    }

    fn skill(&mut self, path: Path, file: &EntryFile<'_>) -> Skill {
        let kind = file
            .kind
            .as_ref()
            .and_then(|kind| self.word(path.key("kind"), kind, Code::UnknownKind, SKILL_KINDS));
        let asked_by = file.asked_by.as_ref().map(|ids| self.names(path.key("asked_by"), ids));
        let asked_by = asked_by.unwrap_or_default();
        let ids = |names: &[Name]| names.iter().map(|name| name.id.clone()).collect();
        let skill = Skill {
            kind: kind.unwrap_or_default(),
            hours: file.hours.as_ref().and_then(|hours| self.hours(path.key("hours"), hours)),
            aliases: file
                .aliases
                .as_ref()
                .map_or_else(Vec::new, |aliases| ids(&self.names(path.key("aliases"), aliases))),
            done_when: file.done_when.as_ref().map_or_else(Vec::new, |texts| {
                self.scalars(path.key("done_when"), texts, "text or a list of texts", Self::text)
            }),
            asked_by: ids(&asked_by),
            resources: self.resources(path.key("resources"), file.resources.as_ref()),
        };
        self.cited.extend(asked_by);
        skill
    }

    fn resources(
        &mut self,
        path: Path,
        list: Option<&Records<'_, ResourceFile<'_>>>,
    ) -> Vec<Resource> {
        let list = match list {
            None => return Vec::new(),
            Some(Node::List(list)) => list,
            Some(other) => {
                self.wrong_type(path, other, "a list of links");
                return Vec::new();
            }
        };
        let path = self.paths.remember(path);
        list.iter()
            .enumerate()
            .filter_map(|(at, node)| {
                let path = path.index(at);
                match node {
                    Node::Map(file) => self.resource(path, file),
                    Node::Text(_) => self.link(path, &scalar(node)).map(|url| Resource {
                        title: None,
                        url,
                        kind: None,
                        cost: None,
                    }),
                    other => {
                        self.wrong_type(path, other, "a link or a map with 'url'");
                        None
                    }
                }
            })
            .collect()
    }

    fn resource(&mut self, path: Path, file: &ResourceFile<'_>) -> Option<Resource> {
        self.slips(path, &file.slips, ResourceFile::KEYS);
        let title = self.optional_text(path, "title", file.title.as_ref());
        let kind = file
            .kind
            .as_ref()
            .and_then(|kind| self.word(path.key("kind"), kind, Code::UnknownKind, RESOURCE_KINDS));
        let cost = file
            .cost
            .as_ref()
            .and_then(|cost| self.word(path.key("cost"), cost, Code::UnknownCost, COSTS));
        let Some(url) = &file.url else {
            self.missing(path, "url");
            return None;
        };
        Some(Resource { title, url: self.link(path.key("url"), url)?, kind, cost })
    }

    fn role(&mut self, path: Path, file: &RoleFile<'_>) -> Option<Role> {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, RoleFile::KEYS);
        Some(Role {
            summary: self.optional_text(path, "summary", file.summary.as_ref()),
            responsibilities: file.responsibilities.as_ref().map_or_else(Vec::new, |texts| {
                let path = path.key("responsibilities");
                self.scalars(path, texts, "a list of texts", Self::text)
            }),
            facts: self.records(path.key("facts"), file.facts.as_ref(), Self::fact),
        })
    }

    fn fact(&mut self, path: Path, file: &FactFile<'_>) -> Option<Fact> {
        let path = self.paths.remember(path);
        self.slips(path, &file.slips, FactFile::KEYS);
        let text = self.required_text(path, "text", file.text.as_ref());
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
        let id = self.required_id(path, file.id.as_ref(), file.title.as_ref());
        let title = self.required_text(path, "title", file.title.as_ref());
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
            self.missing(path, "roadmap");
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

    fn scalars<T>(
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

    fn names(&mut self, path: Path, node: &Scalars<'_>) -> Vec<Name> {
        self.scalars(path, node, "an id or a list of ids", |check, path, node| {
            check.id(path, node, None).map(|id| Name { id, path })
        })
    }

    fn required_text(
        &mut self,
        at: Path,
        key: &'static str,
        node: Option<&Scalar<'_>>,
    ) -> Option<String> {
        if node.is_none() {
            self.missing(at, key);
        }
        self.optional_text(at, key, node)
    }

    fn optional_text(
        &mut self,
        at: Path,
        key: &'static str,
        node: Option<&Scalar<'_>>,
    ) -> Option<String> {
        self.text(at.key(key), node?)
    }

    fn required_id(
        &mut self,
        at: Path,
        node: Option<&Scalar<'_>>,
        title: Option<&Scalar<'_>>,
    ) -> Option<Id> {
        if let Some(node) = node {
            return self.id(at.key("id"), node, title);
        }
        let finding = missing(at, "id");
        self.report(match title {
            Some(Node::Text(title)) => match slug(title) {
                Some(id) => finding.help(format!("write id: {id}")),
                None => finding,
            },
            _ => finding,
        });
        None
    }

    fn missing(&mut self, at: Path, key: &str) {
        self.report(missing(at, key));
    }

    fn slips(&mut self, at: Path, slips: &[Slip<'_>], known: &[&'static str]) {
        for (seen, slip) in slips.iter().enumerate() {
            self.report(match slip {
                Slip::NotText => Finding {
                    target: Target::OddKey,
                    ..Finding::error(Code::WrongType, at, "a key is a word")
                },
                Slip::Duplicate(key) => {
                    let before = slips[..seen]
                        .iter()
                        .filter(|slip| matches!(slip, Slip::Duplicate(other) if other == key));
                    let nth = before.count() + 1;
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
        Finding::error(Code::UnknownKey, at, format!("there is no key '{key}' here")).on_key(key);
    if key == "<<" {
        return Finding { code: Code::YamlAlias, ..finding }
            .help("merge keys are not read: what roadmaps share goes to skills.yaml");
    }
    match nearest(key, known.iter().copied()) {
        Some(near) => finding.help(format!("did you mean '{near}'?")),
        None => finding.help(format!("there are {}", known.join(", "))),
    }
}

fn missing(at: Path, key: &str) -> Finding {
    Finding::error(Code::MissingKey, at, format!("'{key}' is missing"))
}

/// The keys that an entry has.
fn written(file: &EntryFile<'_>) -> impl Iterator<Item = &'static str> {
    let has = [
        file.id.is_some(),
        file.title.is_some(),
        file.summary.is_some(),
        file.kind.is_some(),
        file.hours.is_some(),
        file.needs.is_some(),
        file.optional.is_some(),
        file.aliases.is_some(),
        file.done_when.is_some(),
        file.asked_by.is_some(),
        file.resources.is_some(),
        file.choose.is_some(),
        file.skills.is_some(),
        file.used.is_some(),
    ];
    EntryFile::KEYS.iter().copied().zip(has).filter_map(|(key, has)| has.then_some(key))
}

/// The single value that `node` is, whatever else could stand there.
fn scalar<'t, E, R>(node: &Node<'t, E, R>) -> Scalar<'t> {
    match node {
        Node::Null | Node::List(_) | Node::Map(_) => Node::Null,
        Node::Bool(value) => Node::Bool(*value),
        Node::Int(value) => Node::Int(*value),
        Node::Float(value) => Node::Float(*value),
        Node::Text(text) => Node::Text(text.clone()),
        Node::Tagged => Node::Tagged,
    }
}

/// Text as YAML wants it after `title: `.
fn quoted_if_needed(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || " -+./()&'".contains(c))
        && text.starts_with(char::is_alphabetic);
    if plain { text.to_owned() } else { format!("{text:?}") }
}
