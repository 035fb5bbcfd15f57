//! From text to a tree, in one pass over the events of the parser.

use std::borrow::Cow;
use std::collections::HashSet;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, options};

use super::node::{Node, Spanned};
use super::scalar;
use super::syntax::{self, LastScalar};
use crate::catalog::problem::{Code, Problem, Problems, Severity};
use crate::catalog::source::{SourceFile, Span};

/// Lists and maps may nest this deep. A roadmap needs 15.
const MAX_DEPTH: usize = 64;

/// A file may have this many keys and values. A roadmap of 10,000 skills has 200,000.
const MAX_NODES: usize = 500_000;

/// Search a map of fewer keys for duplicates one by one, a larger one by hash.
const MANY_KEYS: usize = 16;

/// Skip at most this many values with a syntax error, to check the rest of the file.
const MAX_REPAIRS: usize = 20;

/// Larger files stop at the first syntax error: every repair reads the file again.
const MAX_REPAIRED_BYTES: usize = 512 * 1024;

/// Reads a document and passes its root to `check`, unless a syntax error or a limit left nothing
/// to check. Problems are added to `problems`.
pub(crate) fn read<T>(
    source: &SourceFile,
    problems: &mut Problems,
    check: impl FnOnce(&Spanned<Node<'_>>, &mut Problems) -> Option<T>,
) -> Option<T> {
    let mut text: Cow<'_, str> = Cow::Borrowed(&source.text);
    let mut repaired: Vec<Span> = Vec::new();
    loop {
        let mut reader = Reader::new(source, &repaired);
        match reader.document(&text) {
            Ok(root) => {
                problems.append(reader.problems);
                return check(&root, problems);
            }
            Err(Stopped::Refused) => {
                problems.append(reader.problems);
                return None;
            }
            Err(Stopped::Syntax(error)) => {
                let explained =
                    syntax::explain(&text, &error, reader.last.as_ref(), reader.open_bracket());
                let span = explained.span;
                problems.error(|| {
                    source.error(explained.code, span, explained.message).help(explained.help)
                });
                let value = explained.repair.filter(|value| !repaired.contains(value));
                let may_go_on = repaired.len() < MAX_REPAIRS && text.len() <= MAX_REPAIRED_BYTES;
                let value = value.filter(|_| may_go_on)?;
                text = Cow::Owned(blank(&text, value));
                repaired.push(value);
            }
        }
    }
}

/// Replaces a value within one line with a text of the same length.
fn blank(text: &str, value: Span) -> String {
    let length = value.slice(text).len();
    let (before, after) = (&text[..value.start as usize], &text[value.end as usize..]);
    let filler = match length.checked_sub(2) {
        None => "x".to_owned(),
        Some(inside) => format!("\"{}\"", "x".repeat(inside)),
    };
    format!("{before}{filler}{after}")
}

/// Why there is no tree.
enum Stopped {
    Syntax(ScanError),
    /// The reason was added to the problems.
    Refused,
}

struct Reader<'s> {
    source: &'s SourceFile,
    repaired: &'s [Span],
    problems: Problems,
    nodes: usize,
    /// The scalar before the current place, to explain syntax errors.
    last: Option<LastScalar>,
    /// The brackets that are open.
    brackets: Vec<Span>,
}

/// A list or map that is being read.
enum Frame<'t> {
    List { span: Span, items: Vec<Spanned<Node<'t>>>, in_brackets: bool },
    Map(MapFrame<'t>),
}

struct MapFrame<'t> {
    span: Span,
    pairs: Vec<(Spanned<Cow<'t, str>>, Spanned<Node<'t>>)>,
    key: Key<'t>,
    /// The keys so far, once there are many.
    seen: HashSet<Cow<'t, str>>,
    in_brackets: bool,
}

enum Key<'t> {
    /// The next node is a key.
    Expected,
    /// The next node is the value of this key.
    Read(Spanned<Cow<'t, str>>),
    /// The next node is the value of a key that was refused.
    Refused,
}

impl<'s> Reader<'s> {
    fn new(source: &'s SourceFile, repaired: &'s [Span]) -> Self {
        Self {
            source,
            repaired,
            problems: Problems::default(),
            nodes: 0,
            last: None,
            brackets: Vec::new(),
        }
    }

    fn open_bracket(&self) -> Option<Span> {
        self.brackets.last().copied()
    }

    fn document<'t>(&mut self, text: &'t str) -> Result<Spanned<Node<'t>>, Stopped> {
        let limits = options! {
            disallow_directives: true,
            emit_unresolved_aliases: true,
            emit_anchor_events: true,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut stack: Vec<Frame<'t>> = Vec::new();
        let mut root = None;
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(text, limits) {
            let (event, place) = event.map_err(Stopped::Syntax)?;
            let range = place.byte_range().unwrap_or_default();
            let span = Span::new(range.start, range.end);
            let tag = place.tag_span().and_then(|tag| tag.byte_range());
            let tag = tag.map(|tag| Span::new(tag.start, tag.end));
            let node = match event {
                Event::Scalar(value, style, ..) => {
                    self.last = Some(LastScalar { span, style });
                    match tag {
                        Some(tag) => self.refuse_tag(tag)?,
                        None if self.repaired.contains(&span) => Node::Refused,
                        None if style == ScalarStyle::Plain => scalar::plain(value),
                        None => Node::Text(value),
                    }
                }
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    self.refuse(|source| anchor(source, span, "aliases"))?;
                    Node::Refused
                }
                Event::Anchor(..) => {
                    self.refuse(|source| anchor(source, span, "anchors"))?;
                    continue;
                }
                Event::SequenceStart(..) => {
                    if let Some(tag) = tag {
                        self.refuse_tag(tag)?;
                    }
                    let in_brackets = self.open(text, span);
                    self.count()?;
                    stack.push(Frame::List { span, items: Vec::new(), in_brackets });
                    continue;
                }
                Event::MappingStart(..) => {
                    if let Some(tag) = tag {
                        self.refuse_tag(tag)?;
                    }
                    let in_brackets = self.open(text, span);
                    self.count()?;
                    stack.push(Frame::Map(MapFrame {
                        span,
                        pairs: Vec::new(),
                        key: Key::Expected,
                        seen: HashSet::new(),
                        in_brackets,
                    }));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let Some(frame) = stack.pop() else { continue };
                    let node = self.close(frame);
                    self.place(node, &mut stack, &mut root)?;
                    continue;
                }
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.refuse(|source| {
                            source
                                .error(Code::ManyDocuments, span, "a second document starts here")
                                .help("a file holds one roadmap: remove this line")
                        })?;
                        return Err(Stopped::Refused);
                    }
                    continue;
                }
                _ => continue,
            };
            self.count()?;
            self.place(Spanned { value: node, span }, &mut stack, &mut root)?;
        }
        Ok(root.unwrap_or(Spanned { value: Node::Null, span: Span::default() }))
    }

    /// Whether the list or map at `span` starts with a bracket.
    fn open(&mut self, text: &str, span: Span) -> bool {
        let in_brackets = span.slice(text).starts_with(['[', '{']);
        if in_brackets {
            self.brackets.push(span);
        }
        in_brackets
    }

    fn close<'t>(&mut self, frame: Frame<'t>) -> Spanned<Node<'t>> {
        let (in_brackets, node) = match frame {
            Frame::List { span, items, in_brackets } => {
                (in_brackets, Spanned { value: Node::List(items), span })
            }
            Frame::Map(MapFrame { span, pairs, in_brackets, .. }) => {
                let span = pairs.first().map_or(span, |(key, _)| key.span);
                (in_brackets, Spanned { value: Node::Map(pairs), span })
            }
        };
        if in_brackets {
            self.brackets.pop();
        }
        node
    }

    /// Adds a complete node to the innermost open list or map, or makes it the root.
    fn place<'t>(
        &mut self,
        node: Spanned<Node<'t>>,
        stack: &mut [Frame<'t>],
        root: &mut Option<Spanned<Node<'t>>>,
    ) -> Result<(), Stopped> {
        match stack.last_mut() {
            None => *root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map(map)) => match std::mem::replace(&mut map.key, Key::Expected) {
                Key::Expected => map.key = self.key(node, map)?,
                Key::Refused => {}
                Key::Read(key) => {
                    // A block list or an empty value has an empty span, so use that of the key.
                    let span = if node.span.is_empty() { key.span } else { node.span };
                    map.pairs.push((key, Spanned { value: node.value, span }));
                }
            },
        }
        Ok(())
    }

    fn key<'t>(
        &mut self,
        node: Spanned<Node<'t>>,
        map: &mut MapFrame<'t>,
    ) -> Result<Key<'t>, Stopped> {
        let span = node.span;
        let key = match node.value {
            Node::Text(key) => key,
            Node::Refused => return Ok(Key::Refused),
            odd => {
                self.refuse(|source| {
                    let message = format!("a key must be a word, not {}", odd.describe());
                    let problem = source.error(Code::WrongType, span, message);
                    problem.help("if this is part of a text, put the text in quotes")
                })?;
                return Ok(Key::Refused);
            }
        };
        if key == "<<" {
            self.refuse(|source| {
                source
                    .error(Code::YamlAlias, span, "YAML merge keys are not supported")
                    .help("define what roadmaps share in skills.yaml")
            })?;
            return Ok(Key::Refused);
        }
        let is_known = if map.pairs.len() < MANY_KEYS {
            map.pairs.iter().any(|(known, _)| known.value == key)
        } else {
            if map.seen.is_empty() {
                map.seen.extend(map.pairs.iter().map(|(known, _)| known.value.clone()));
            }
            !map.seen.insert(key.clone())
        };
        if is_known {
            self.refuse(|source| {
                let message = format!("duplicate key '{}'", syntax::brief(&key));
                source.error(Code::DuplicateKey, span, message).help("remove one of the two")
            })?;
            return Ok(Key::Refused);
        }
        Ok(Key::Read(Spanned { value: key, span }))
    }

    fn refuse_tag(&mut self, tag: Span) -> Result<Node<'static>, Stopped> {
        self.refuse(|source| {
            source
                .error(Code::YamlTag, tag, "YAML tags are not supported")
                .help("remove it; put text that starts with ! in quotes")
        })?;
        Ok(Node::Refused)
    }

    /// Adds an error; stops when there are enough.
    fn refuse(&mut self, problem: impl FnOnce(&SourceFile) -> Problem) -> Result<(), Stopped> {
        if self.problems.is_full() {
            self.problems.stop();
            return Err(Stopped::Refused);
        }
        self.problems.error(|| problem(self.source));
        Ok(())
    }

    fn count(&mut self) -> Result<(), Stopped> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        self.problems.error(|| {
            let message = format!("this file has more than {MAX_NODES} keys and values");
            let path = self.source.path.clone();
            Problem::of_file(Severity::Error, path, Code::TooLarge, message)
                .help("split it into several roadmaps")
        });
        Err(Stopped::Refused)
    }
}

fn anchor(source: &SourceFile, span: Span, what: &str) -> Problem {
    source.error(Code::YamlAlias, span, format!("YAML {what} are not supported")).help(
        "define what roadmaps share in skills.yaml; put text that starts with * or & in quotes",
    )
}
