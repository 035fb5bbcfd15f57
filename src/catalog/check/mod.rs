//! From YAML nodes to values: every value is checked against the tables of
//! [`keys`], and every problem is reported where it is found.

mod entry;
mod keys;
mod roadmap;
#[cfg(roadmaps_compiled)]
mod schema;
mod value;

use std::rc::Rc;

pub(crate) use self::entry::MAX_NESTING;
use self::keys::{Key, SYNONYMS, Shape, TABLES, Table};
#[cfg(roadmaps_compiled)]
pub use self::schema::schema;
use super::model::slug;
use super::problem::{Code, Problem, Problems};
use super::source::{SourceFile, Span};
use super::unresolved::{Name, UnresolvedRoadmap, UnresolvedSkills};
use super::yaml::{self, Node, Spanned, brief};
use crate::suggest;

/// A file that was read, as far as it can be used, and all that is wrong with it.
#[derive(Debug)]
pub(crate) struct Checked<T> {
    pub source: Rc<SourceFile>,
    /// `None` if nothing of it can be used.
    pub value: Option<T>,
    pub problems: Problems,
}

impl<T> Checked<T> {
    /// The value and its file, if there is no error.
    pub fn valid(self) -> Result<(T, Rc<SourceFile>), Vec<Problem>> {
        match self.value {
            Some(value) if !self.problems.has_errors() => Ok((value, self.source)),
            _ => Err(self.problems.into_list(&self.source.path)),
        }
    }
}

/// Reads a roadmap.
pub(crate) fn roadmap(source: &Rc<SourceFile>) -> Checked<UnresolvedRoadmap> {
    check(source, Checker::roadmap)
}

/// Reads a `skills.yaml`.
pub(crate) fn skills(source: &Rc<SourceFile>) -> Checked<UnresolvedSkills> {
    check(source, Checker::skills)
}

fn check<'f, T>(
    source: &'f Rc<SourceFile>,
    check: impl FnOnce(&mut Checker<'f>, &Spanned<Node<'_>>) -> Option<T>,
) -> Checked<T> {
    let mut problems = Problems::default();
    let value = yaml::read(source, &mut problems, |root, problems| {
        let mut checker =
            Checker { source, problems: std::mem::take(problems), cited: Vec::new(), depth: 0 };
        let value = check(&mut checker, root);
        *problems = checker.problems;
        value
    });
    Checked { source: Rc::clone(source), value, problems }
}

/// Goes over one file and collects what is wrong with it.
pub(crate) struct Checker<'f> {
    source: &'f SourceFile,
    problems: Problems,
    /// Every mention of a source.
    cited: Vec<Name>,
    /// How many groups are around the current entry.
    depth: usize,
}

/// The value of a key.
pub(crate) trait Value: Sized {
    const SHAPE: Shape;

    /// Reads a node; if it is not such a value, reports why.
    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self>;
}

/// The values of a map with the keys of a table.
pub(crate) trait Record: Default {
    const TABLE: &'static Table;

    /// Reads the value of a key of the table.
    fn set(&mut self, checker: &mut Checker<'_>, key: &str, node: &Spanned<Node<'_>>);
}

/// The pairs of a map.
type Pairs<'n, 't> = &'n [(Spanned<std::borrow::Cow<'t, str>>, Spanned<Node<'t>>)];

impl Checker<'_> {
    fn error(&mut self, problem: impl FnOnce(&SourceFile) -> Problem) {
        let source = self.source;
        self.problems.error(|| problem(source));
    }

    /// Reads a map. Unknown and missing keys are reported.
    fn record<R: Record>(&mut self, pairs: Pairs<'_, '_>, span: Span) -> R {
        let table = R::TABLE;
        let mut record = R::default();
        let mut unknown = Vec::new();
        for (key, node) in pairs {
            if table.key(&key.value).is_some() {
                record.set(self, &key.value, node);
            } else {
                self.unknown_key(table, &key.value, key.span);
                unknown.push(&*key.value);
            }
        }
        for key in table.keys.iter().filter(|key| key.required) {
            let is_there = pairs.iter().any(|(written, _)| written.value == key.name);
            let is_meant = |written: &&str| meant(table, written) == Some(key.name);
            // Whoever wrote 'titel' is told of that alone.
            if !is_there && !unknown.iter().take(100).any(is_meant) {
                let title = pairs.iter().find(|(written, _)| written.value == "title");
                self.missing(key, title.map(|(_, node)| &node.value), span);
            }
        }
        record
    }

    fn missing(&mut self, key: &Key, title: Option<&Node<'_>>, span: Span) {
        let (name, shape) = (key.name, key.shape);
        self.error(|source| {
            let problem = source.error(Code::MissingKey, span, format!("'{name}' is missing"));
            match (shape, title) {
                (Shape::Id, Some(Node::Text(title))) if name == "id" => match slug(title) {
                    Some(id) => problem.help(format!("write id: {id}")),
                    None => problem.help("write id: and lower-case words joined by '-'"),
                },
                _ => problem.help(format!("add {name}: {}", value::example(shape))),
            }
        });
    }

    fn unknown_key(&mut self, table: &'static Table, key: &str, span: Span) {
        if self.problems.is_full() {
            self.error(|source| source.error(Code::UnknownKey, span, ""));
            return;
        }
        let misplaced = TABLES.iter().find(|other| other.key(key).is_some());
        let problem = match (meant(table, key), misplaced) {
            (Some(near), _) => {
                let required = table.key(near).is_some_and(|key| key.required);
                let why = if required { " It is required" } else { "" };
                let message = format!("unknown key '{}'", brief(key));
                let problem = self.source.error(Code::UnknownKey, span, message);
                problem.help(format!("did you mean '{near}'?{why}"))
            }
            (None, Some(other)) => {
                let message = format!("'{key}' is for {}, not for {}", other.plural, table.plural);
                let problem = self.source.error(Code::MisplacedKey, span, message);
                problem.help(format!("remove it; {}", keys_of(table)))
            }
            (None, None) => {
                let message = format!("unknown key '{}'", brief(key));
                let problem = self.source.error(Code::UnknownKey, span, message);
                let is_word = key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'-');
                if is_word {
                    problem.help(keys_of(table))
                } else {
                    problem.help(
                        "if this is part of a text: put text with ': ', or with ', ' in {…}, in quotes",
                    )
                }
            }
        };
        self.problems.add(problem);
    }

    /// Reports that `node` is not of this shape.
    fn wrong_type(&mut self, node: &Spanned<Node<'_>>, shape: Shape) {
        if matches!(node.value, Node::Refused) {
            return; // Reported while reading.
        }
        self.error(|source| value::wrong_type(source, node, shape));
    }
}

fn keys_of(table: &Table) -> String {
    format!("the keys of {} are {}", table.plural, table.names().collect::<Vec<_>>().join(", "))
}

/// The key of the table that somebody who wrote `key` means.
fn meant(table: &Table, key: &str) -> Option<&'static str> {
    let lower = key.to_ascii_lowercase();
    let synonym = SYNONYMS.iter().filter(|(synonym, _)| *synonym == lower).map(|(_, key)| *key);
    let mut synonyms = synonym.filter(|key| table.key(key).is_some());
    if let Some(synonym) = synonyms.next() {
        return Some(synonym);
    }
    // A key of something else is misplaced, not mistyped.
    if TABLES.iter().any(|other| other.key(key).is_some()) {
        return None;
    }
    suggest::nearest(key, table.names())
}
