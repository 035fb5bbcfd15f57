//! Entries: skills, groups, and mentions of shared ones.

use std::rc::Rc;

use super::check::{Check, scalar};
use super::file::{EntryFile, Node, Record, Records, ResourceFile, Scalar};
use super::finding::Finding;
use super::id::{Id, slug};
use super::model::{Resource, Skill};
use super::path::Path;
use super::problem::Code;
use super::unresolved::{Body, Definition, Name, Reference, UnresolvedEntry};
use super::value::bad_id;

/// Groups around a skill, at most.
pub const MAX_NESTING: usize = 4;

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

impl Check {
    /// Entries below `depth` groups.
    pub(super) fn entries(
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
                    Some(id) => finding
                        .help(format!("write\n- id: {id}\n  title: {}", quoted_if_needed(text))),
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
        if written(file).next().is_none() && !file.slips.is_empty() {
            return None; // A text with a colon in it, as the slip says.
        }
        let id = self.required_id(path, file.id.as_ref(), file.title.as_ref(), &file.slips);
        let title = self.required_text(path, "title", file.title.as_ref(), &file.slips);
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
        self.cite(asked_by);
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
            self.missing(path, "url", &file.slips);
            return None;
        };
        Some(Resource { title, url: self.link(path.key("url"), url)?, kind, cost })
    }
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

/// Text as YAML wants it after `title: `.
fn quoted_if_needed(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || " -+./()&'".contains(c))
        && text.starts_with(char::is_alphabetic);
    if plain { text.to_owned() } else { format!("{text:?}") }
}
