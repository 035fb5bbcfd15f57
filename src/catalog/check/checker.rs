//! Checks the nodes of one file.

use std::borrow::Cow;

use super::shape::{Key, Shape, Table};
use crate::catalog::model::{Link, Resource, slug};
use crate::catalog::problem::{Code, Problem, Problems};
use crate::catalog::source::{SourceFile, Span};
use crate::catalog::unresolved::{Name, UnresolvedEntry};
use crate::catalog::yaml::{Node, Spanned, brief, quoted};
use crate::suggest;

/// Checks one file and collects its problems.
pub(crate) struct Checker<'f> {
    pub source: &'f SourceFile,
    pub problems: Problems,
    /// Every mention of a source.
    pub cited: Vec<Name>,
    /// How many groups are around the current entry.
    pub depth: usize,
    grammar: &'static Grammar,
}

/// What the checker knows about the format. It is passed in because tables describe values, and
/// values contain maps that tables describe in turn.
pub(crate) struct Grammar {
    /// All tables, the likeliest owners of a misplaced key first.
    pub tables: &'static [&'static Table],
    /// Keys that people write, each with the key of the format it means.
    pub synonyms: &'static [(&'static str, &'static str)],
    pub entry: Reader<UnresolvedEntry>,
    pub resource: Reader<Resource>,
}

/// Reads a node. `None` if it is not such a value, which is reported.
pub(crate) type Reader<T> = fn(&mut Checker<'_>, &Spanned<Node<'_>>) -> Option<T>;

/// The value of a key.
pub(crate) trait Value: Sized {
    const SHAPE: Shape;

    /// Reads a node. `None` if it is not such a value, which is reported.
    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self>;
}

/// The values of a map with the keys of a table.
pub(crate) trait Record: Default {
    const TABLE: &'static Table;

    /// Reads the value of a key of the table.
    fn set(&mut self, checker: &mut Checker<'_>, key: &str, node: &Spanned<Node<'_>>);
}

/// The pairs of a map.
pub(crate) type Pairs<'n, 't> = &'n [(Spanned<Cow<'t, str>>, Spanned<Node<'t>>)];

impl<'f> Checker<'f> {
    pub fn new(source: &'f SourceFile, problems: Problems, grammar: &'static Grammar) -> Self {
        Self { source, problems, cited: Vec::new(), depth: 0, grammar }
    }

    pub fn grammar(&self) -> &'static Grammar {
        self.grammar
    }

    pub fn error(&mut self, problem: impl FnOnce(&SourceFile) -> Problem) {
        let source = self.source;
        self.problems.error(|| problem(source));
    }

    /// Reads a map. Unknown and missing keys are reported.
    pub fn record<R: Record>(&mut self, pairs: Pairs<'_, '_>, span: Span) -> R {
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
            let is_meant = |written: &&str| self.meant(table, written) == Some(key.name);
            // A misspelt key is reported once, not also as missing.
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
                (Shape::Id, _) if name == "extends" => {
                    problem.help("add extends: and the id of the roadmap that this one changes")
                }
                _ => problem.help(format!("add {name}: {}", shape.example())),
            }
        });
    }

    fn unknown_key(&mut self, table: &'static Table, key: &str, span: Span) {
        if self.problems.is_full() {
            self.error(|source| source.error(Code::UnknownKey, span, ""));
            return;
        }
        let misplaced = self.grammar.tables.iter().find(|other| other.key(key).is_some());
        let problem = match (self.meant(table, key), misplaced) {
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

    /// The key of `table` that `key` was probably meant to be.
    pub fn meant(&self, table: &Table, key: &str) -> Option<&'static str> {
        let lower = key.to_ascii_lowercase();
        let synonym = self
            .grammar
            .synonyms
            .iter()
            .filter(|(synonym, _)| *synonym == lower)
            .map(|(_, key)| *key);
        let mut synonyms = synonym.filter(|key| table.key(key).is_some());
        if let Some(synonym) = synonyms.next() {
            return Some(synonym);
        }
        // A key of something else is misplaced, not mistyped.
        if self.grammar.tables.iter().any(|other| other.key(key).is_some()) {
            return None;
        }
        suggest::nearest(key, table.names())
    }

    /// Reports that `node` is not of this shape.
    pub fn wrong_type(&mut self, node: &Spanned<Node<'_>>, shape: Shape) {
        if matches!(node.value, Node::Refused) {
            return; // Reported while reading.
        }
        self.error(|source| wrong_type(source, node, shape));
    }
}

fn keys_of(table: &Table) -> String {
    format!("the keys of {} are {}", table.plural, table.names().collect::<Vec<_>>().join(", "))
}

/// The problem of a value that has the wrong type for its key.
fn wrong_type(source: &SourceFile, node: &Spanned<Node<'_>>, shape: Shape) -> Problem {
    let (span, wanted, found) = (node.span, shape.describe(), node.value.describe());
    let written = span.slice(&source.text);
    if matches!(node.value, Node::Null) {
        let problem = source.error(Code::Null, span, format!("expected {wanted}, found nothing"));
        return problem.help("write a value, or remove the key");
    }
    let is_short = written.len() < 100 && !written.contains('\n');
    let message = match node.value {
        Node::Bool(_) | Node::Int(_) | Node::Float(_)
            if matches!(shape, Shape::Text | Shape::Texts | Shape::Id | Shape::Ids) =>
        {
            format!("expected {wanted}, but YAML reads this as {found}")
        }
        Node::Int(_) | Node::Float(_) if is_short => format!("expected {wanted}, found {written}"),
        _ => format!("expected {wanted}, found {found}"),
    };
    let help = match (shape, &node.value) {
        (Shape::Word(words), _) => format!("use one of {}", words.join(", ")),
        (
            Shape::Text | Shape::Texts | Shape::Id | Shape::Ids,
            Node::Bool(_) | Node::Int(_) | Node::Float(_),
        ) if is_short => {
            format!("put it in quotes: {}", quoted(written))
        }
        (Shape::Text | Shape::Texts, Node::Map(_)) => "put text with ': ' in quotes".to_owned(),
        (Shape::Text | Shape::Id | Shape::Link, Node::List(_)) => {
            "write it without brackets, or put it in quotes".to_owned()
        }
        (Shape::Ids | Shape::StartsAfter, _) => "write a list of ids: [first, second]".to_owned(),
        (Shape::Resources, Node::Text(text)) if Link::new(text.trim()).is_ok() && is_short => {
            format!("write it as a list: [{written}]")
        }
        (Shape::Entries, Node::Text(text)) if is_short && !text.contains('[') => {
            format!("write it as a list: [{written}]")
        }
        (
            Shape::Maps { .. } | Shape::Entries | Shape::Definitions | Shape::Resources,
            Node::Map(_),
        ) => "start each of them with '- ' on its own line".to_owned(),
        _ => format!("write {}", shape.example()),
    };
    source.error(Code::WrongType, span, message).help(help)
}
