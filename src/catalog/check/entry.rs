//! Entries: skills, groups, and references to shared ones.

use super::checker::{Checker, Pairs, Record, Value};
use super::keys::{GroupKeys, ResourceKeys, SkillKeys, UseKeys};
use super::value;
use crate::catalog::model::{Id, Link, Resource, Skill, slug};
use crate::catalog::problem::Code;
use crate::catalog::source::Span;
use crate::catalog::unresolved::{Body, Definition, Name, Reference, UnresolvedEntry};
use crate::catalog::yaml::{Node, Spanned, brief, quoted};

/// Groups may nest this deep.
pub(crate) const MAX_NESTING: usize = 4;

/// Reads an entry of a stage or group.
pub(super) fn entry(
    checker: &mut Checker<'_>,
    node: &Spanned<Node<'_>>,
) -> Option<UnresolvedEntry> {
    checker.entry(node)
}

/// Reads a resource of a skill.
pub(super) fn resource(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Resource> {
    checker.resource(node)
}

impl Checker<'_> {
    fn entry(&mut self, node: &Spanned<Node<'_>>) -> Option<UnresolvedEntry> {
        match &node.value {
            Node::Text(name) => self.reference(name, node.span),
            Node::Map(pairs) => {
                let has = |key: &str| pairs.iter().any(|(written, _)| written.value == key);
                if has("use") {
                    let keys = self.record(pairs, node.span);
                    shared(keys)
                } else if has("skills")
                    || pairs.iter().any(|(key, _)| self.means_skills(&key.value))
                {
                    self.group(pairs, node.span).map(Box::new).map(UnresolvedEntry::Own)
                } else if let [(key, value)] = &**pairs
                    && self.is_text_with_colon(&key.value, &value.value)
                {
                    self.text_with_colon(&key.value, key.span, value.span);
                    None
                } else {
                    let keys = self.record(pairs, node.span);
                    self.skill(keys).map(Box::new).map(UnresolvedEntry::Own)
                }
            }
            Node::Bool(_) | Node::Int(_) | Node::Float(_) => {
                String::read(self, node);
                None
            }
            Node::Refused => None,
            other => {
                let what = other.describe();
                self.error(|source| {
                    let code =
                        if matches!(other, Node::Null) { Code::Null } else { Code::WrongType };
                    let message = format!("expected a skill, found {what}");
                    let problem = source.error(code, node.span, message);
                    problem.help("write the id of a shared skill, or id: … and title: …")
                });
                None
            }
        }
    }

    fn reference(&mut self, text: &str, span: Span) -> Option<UnresolvedEntry> {
        match Id::new(text) {
            Ok(id) => {
                let name = Name { id, span };
                Some(UnresolvedEntry::Shared(Reference { name, optional: None, needs: None }))
            }
            Err(bad) => {
                self.error(|source| {
                    let problem = value::bad_id(source, &bad, span);
                    match slug(text) {
                        Some(id) => problem.help(definition_of(&id, text)),
                        None => problem,
                    }
                });
                None
            }
        }
    }

    /// Whether an unknown key was meant as `skills`, which makes the entry a group.
    fn means_skills(&self, key: &str) -> bool {
        SkillKeys::TABLE.key(key).is_none() && self.meant(GroupKeys::TABLE, key) == Some("skills")
    }

    fn is_text_with_colon(&self, key: &str, value: &Node<'_>) -> bool {
        let tables = [SkillKeys::TABLE, GroupKeys::TABLE];
        let is_known = |table: &&_| {
            let table: &super::shape::Table = table;
            table.key(key).is_some() || self.meant(table, key).is_some()
        };
        matches!(value, Node::Text(_) | Node::Null) && !tables.iter().any(is_known)
    }

    /// Reports text with a colon: YAML reads `- Docker: the basics` as a map.
    fn text_with_colon(&mut self, key: &str, span: Span, value: Span) {
        self.error(|source| {
            let whole = Span { start: span.start, end: value.end.max(span.end) };
            let text = whole.slice(&source.text);
            let message = format!("unknown key '{}'", brief(key));
            let problem = source.error(Code::UnknownKey, span, message);
            match slug(text).filter(|_| text.len() < 100 && !text.contains('\n')) {
                Some(id) => problem.help(definition_of(&id, text)),
                None => problem.help("put text with ': ' in quotes"),
            }
        });
    }

    fn skill(&mut self, keys: SkillKeys) -> Option<Definition> {
        let ids = |names: &[Name]| names.iter().map(|name| name.id.clone()).collect();
        let asked_by = keys.asked_by.map_or_else(Vec::new, |ids| ids.0);
        let skill = Skill {
            kind: keys.kind.unwrap_or_default(),
            hours: keys.hours,
            aliases: Vec::new(),
            done_when: keys.done_when.map_or_else(Vec::new, |texts| texts.0),
            asked_by: ids(&asked_by),
            resources: keys.resources.map_or_else(Vec::new, |resources| resources.0),
        };
        self.cited.extend(asked_by);
        Some(Definition {
            id: keys.id?,
            title: keys.title,
            summary: keys.summary,
            optional: keys.optional,
            needs: keys.needs.map_or_else(Vec::new, |ids| ids.0),
            aliases: keys.aliases.map_or_else(Vec::new, |ids| ids.0),
            body: Body::Skill(Box::new(skill)),
        })
    }

    fn group(&mut self, pairs: Pairs<'_, '_>, span: Span) -> Option<Definition> {
        if self.depth == MAX_NESTING {
            self.error(|source| {
                let message = format!("groups nest at most {MAX_NESTING} deep");
                let problem = source.error(Code::TooDeep, span, message);
                problem.help("use a stage, or needs between skills, instead")
            });
            return None;
        }
        self.depth += 1;
        let keys: GroupKeys = self.record(pairs, span);
        self.depth -= 1;
        let (count, entries) = match keys.skills {
            Some(skills) => {
                if skills.count == 0 {
                    self.error(|source| {
                        source
                            .error(Code::EmptyGroup, skills.span, "this group is empty")
                            .help("add a skill, or remove the group")
                    });
                }
                (skills.count, skills.list)
            }
            None => (0, Vec::new()),
        };
        if let Some(choose) = &keys.choose {
            let n = choose.0;
            if count > 0 && n.value as usize > count {
                self.error(|source| {
                    let message =
                        format!("choose is {}, but there are only {count} options", n.value);
                    source
                        .error(Code::ChooseTooLarge, n.span, message)
                        .help("remove 'choose' if all of them are needed")
                });
            }
            for optional in entries.iter().filter_map(UnresolvedEntry::optional) {
                if optional.value {
                    self.error(|source| {
                        let message = "an option of a choice cannot be optional";
                        let problem = source.error(Code::OptionalOption, optional.span, message);
                        problem.help("remove 'optional': nobody has to choose this option")
                    });
                }
            }
        }
        Some(Definition {
            id: keys.id?,
            title: keys.title,
            summary: keys.summary,
            optional: keys.optional,
            needs: keys.needs.map_or_else(Vec::new, |ids| ids.0),
            aliases: Vec::new(),
            body: Body::Group { choose: keys.choose.map(|choose| choose.0.value), entries },
        })
    }

    fn resource(&mut self, node: &Spanned<Node<'_>>) -> Option<Resource> {
        match &node.value {
            Node::Map(pairs) => {
                let keys: ResourceKeys = self.record(pairs, node.span);
                let ResourceKeys { title, url, kind, cost, .. } = keys;
                Some(Resource { title, url: url?, kind, cost })
            }
            Node::Text(_) => {
                let url = Link::read(self, node)?;
                Some(Resource { title: None, url, kind: None, cost: None })
            }
            Node::Refused => None,
            other => {
                let what = other.describe();
                self.error(|source| {
                    let code =
                        if matches!(other, Node::Null) { Code::Null } else { Code::WrongType };
                    let message = format!("expected a link, found {what}");
                    let problem = source.error(code, node.span, message);
                    problem.help("write https://…, or url: https://… with title, kind and cost")
                });
                None
            }
        }
    }
}

fn shared(keys: UseKeys) -> Option<UnresolvedEntry> {
    Some(UnresolvedEntry::Shared(Reference {
        name: keys.used?,
        optional: keys.optional,
        needs: keys.needs.map(|ids| ids.0),
    }))
}

/// The advice for writing a skill with this title.
fn definition_of(id: &str, title: &str) -> String {
    let is_plain = title.starts_with(char::is_alphabetic)
        && title.chars().all(|c| c.is_alphanumeric() || " -+./()&'".contains(c));
    let title = if is_plain { title.to_owned() } else { quoted(title) };
    format!("write - {{ id: {id}, title: {title} }}")
}
