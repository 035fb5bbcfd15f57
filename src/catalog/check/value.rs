//! Single values: text, ids, hours, links and fixed words.

use super::checker::{Checker, Record, Value};
use super::shape::{FORMAT, Shape};
use crate::catalog::model::{
    BadHours, BadId, BadIdReason, Cost, Hours, Id, Level, Link, Month, ResourceKind, RoadmapId,
    SkillKind, Word, slug,
};
use crate::catalog::problem::{Code, Problem};
use crate::catalog::source::{SourceFile, Span};
use crate::catalog::unresolved::{Name, Prior};
use crate::catalog::yaml::{Node, Spanned, brief, quoted};
use crate::suggest;

/// One text or a list.
#[derive(Debug)]
pub(crate) struct Texts(pub Vec<String>);

/// One id or a list.
#[derive(Debug)]
pub(crate) struct Ids(pub Vec<Name>);

/// A list of maps.
#[derive(Debug)]
pub(crate) struct List<R>(pub Vec<R>);

#[derive(Debug)]
pub(crate) struct Year(pub i32);

/// A whole number from 1.
#[derive(Debug)]
pub(crate) struct Count(pub Spanned<u32>);

/// The version of the format, known to be supported.
#[derive(Debug)]
pub(crate) struct Format;

impl<R> List<R> {
    /// Converts every item and leaves out the incomplete ones.
    pub fn each<T>(self, convert: impl FnMut(R) -> Option<T>) -> Vec<T> {
        self.0.into_iter().filter_map(convert).collect()
    }
}

impl<T: Value> Value for Spanned<T> {
    const SHAPE: Shape = T::SHAPE;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        T::read(checker, node).map(|value| Self { value, span: node.span })
    }
}

impl<R: Record> Value for R {
    const SHAPE: Shape = Shape::Map(R::TABLE);

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        checker.map(node)
    }
}

impl<R: Record> Value for List<R> {
    const SHAPE: Shape = Shape::Maps { table: R::TABLE, at_least_one: false };

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        checker.list(node, Self::SHAPE, Checker::map).map(Self)
    }
}

/// Trimmed and not empty.
impl Value for String {
    const SHAPE: Shape = Shape::Text;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let Node::Text(text) = &node.value else {
            checker.wrong_type(node, Self::SHAPE);
            return None;
        };
        let text = text.trim();
        if text.is_empty() {
            checker.error(|source| {
                let problem = source.error(Code::EmptyText, node.span, "this text is empty");
                problem.help("write a text, or remove the key")
            });
            return None;
        }
        checker.warn_of_comment(node.span);
        Some(text.to_owned())
    }
}

impl Value for Texts {
    const SHAPE: Shape = Shape::Texts;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        match &node.value {
            Node::List(_) => checker.list(node, Self::SHAPE, String::read).map(Self),
            Node::Map(_) | Node::Null => {
                checker.wrong_type(node, Self::SHAPE);
                None
            }
            _ => String::read(checker, node).map(|text| Self(vec![text])),
        }
    }
}

impl Value for Name {
    const SHAPE: Shape = Shape::Id;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let text = if let Node::Text(text) = &node.value {
            text.trim()
        } else {
            checker.wrong_type(node, Self::SHAPE);
            return None;
        };
        match Id::new(text) {
            Ok(id) => Some(Self { id, span: node.span }),
            Err(bad) => {
                checker.bad_id(&bad, node.span);
                None
            }
        }
    }
}

impl Value for Ids {
    const SHAPE: Shape = Shape::Ids;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        match &node.value {
            Node::List(_) => checker.list(node, Self::SHAPE, Name::read).map(Self),
            Node::Text(text) if text.contains([',', ' ']) => {
                let ids = text.split([',', ' ']).filter(|id| !id.is_empty());
                let ids: Vec<&str> = ids.collect();
                let are_ids = ids.iter().all(|id| Id::new(id).is_ok());
                if are_ids && text.contains(',') && text.len() < 200 {
                    checker.error(|source| {
                        let message = "several ids must be a list";
                        let problem = source.error(Code::BadId, node.span, message);
                        problem.help(format!("write [{}]", ids.join(", ")))
                    });
                    return None;
                }
                Name::read(checker, node).map(|name| Self(vec![name]))
            }
            Node::Text(_) => Name::read(checker, node).map(|name| Self(vec![name])),
            _ => {
                checker.wrong_type(node, Self::SHAPE);
                None
            }
        }
    }
}

impl Value for Prior {
    const SHAPE: Shape = Shape::StartsAfter;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        match &node.value {
            Node::Text(text) if Id::new(text.trim()).is_err() => {
                String::read(checker, node).map(Self::Text)
            }
            Node::Map(_) | Node::Null => {
                checker.wrong_type(node, Self::SHAPE);
                None
            }
            _ => {
                let Ids(names) = Ids::read(checker, node)?;
                let ids = names.into_iter().filter_map(|name| checker.roadmap_id(&name));
                Some(Self::Roadmaps(ids.collect()))
            }
        }
    }
}

impl Value for Link {
    const SHAPE: Shape = Shape::Link;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let text = if let Node::Text(text) = &node.value {
            text.trim()
        } else {
            checker.wrong_type(node, Self::SHAPE);
            return None;
        };
        match Self::new(text) {
            Ok(link) => Some(link),
            Err(bad) => {
                checker.error(|source| {
                    source.error(Code::BadUrl, node.span, bad.to_string()).help(bad.help())
                });
                None
            }
        }
    }
}

impl Value for Hours {
    const SHAPE: Shape = Shape::Hours;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let parsed = match &node.value {
            #[expect(clippy::cast_precision_loss, reason = "far above the limit by then")]
            Node::Int(hours) => Self::exactly(*hours as f64),
            Node::Float(hours) => Self::exactly(*hours),
            Node::Text(text) => text.parse(),
            _ => {
                checker.wrong_type(node, Self::SHAPE);
                return None;
            }
        };
        parsed
            .map_err(|bad| {
                checker.error(|source| {
                    let problem = source.error(Code::BadHours, node.span, bad.to_string());
                    match bad {
                        BadHours::Backwards(range) => problem.help(format!("write {range}")),
                        _ => problem.help("write hours such as 8, or a range such as 25-40"),
                    }
                });
            })
            .ok()
    }
}

impl Value for Month {
    const SHAPE: Shape = Shape::Month;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let month = match &node.value {
            Node::Text(text) => text.trim().parse().ok(),
            _ => None,
        };
        if month.is_none() {
            checker.wrong_type(node, Self::SHAPE);
        }
        month
    }
}

impl Value for Year {
    const SHAPE: Shape = Shape::Year;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let year = match node.value {
            Node::Int(year @ 0..=9999) => i32::try_from(year).ok().map(Self),
            _ => None,
        };
        if year.is_none() {
            checker.wrong_type(node, Self::SHAPE);
        }
        year
    }
}

impl Value for Count {
    const SHAPE: Shape = Shape::Count;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let count = match node.value {
            Node::Int(count @ 1..) => Some(u32::try_from(count).unwrap_or(u32::MAX)),
            _ => None,
        };
        if count.is_none() {
            checker.wrong_type(node, Self::SHAPE);
        }
        count.map(|value| Self(Spanned { value, span: node.span }))
    }
}

impl Value for Format {
    const SHAPE: Shape = Shape::Format;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        match node.value {
            Node::Int(FORMAT) => return Some(Self),
            Node::Int(newer) if newer > FORMAT => checker.error(|source| {
                let message = format!("this program reads format {FORMAT}, not format {newer}");
                let problem = source.error(Code::Format, node.span, message);
                problem.help("a newer version of roadmap may read this file")
            }),
            Node::Int(_) | Node::Float(_) => checker.error(|source| {
                let problem = source.error(Code::Format, node.span, "there is no such format");
                problem.help(format!("write format: {FORMAT}"))
            }),
            _ => checker.wrong_type(node, Self::SHAPE),
        }
        None
    }
}

impl Value for bool {
    const SHAPE: Shape = Shape::Flag;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        if let Node::Bool(flag) = node.value {
            return Some(flag);
        }
        let meant = match &node.value {
            Node::Text(text) => match &*text.to_ascii_lowercase() {
                "yes" | "y" | "on" | "true" => Some("true"),
                "no" | "n" | "off" | "false" => Some("false"),
                _ => None,
            },
            _ => None,
        };
        match meant {
            Some(word) => checker.error(|source| {
                let message = "expected true or false, found text";
                let problem = source.error(Code::WrongType, node.span, message);
                problem.help(format!("write {word}, without quotes"))
            }),
            None => checker.wrong_type(node, Self::SHAPE),
        }
        None
    }
}

macro_rules! word_values {
    ($($type:ident: $code:ident;)*) => {$(
        impl Value for $type {
            const SHAPE: Shape = Shape::Word(<$type as Word>::WORDS);

            fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
                checker.word(node, Code::$code)
            }
        }
    )*};
}

word_values! {
    Level: UnknownLevel;
    SkillKind: UnknownKind;
    ResourceKind: UnknownKind;
    Cost: UnknownCost;
}

impl Checker<'_> {
    pub(super) fn map<R: Record>(&mut self, node: &Spanned<Node<'_>>) -> Option<R> {
        let Node::Map(pairs) = &node.value else {
            self.wrong_type(node, Shape::Map(R::TABLE));
            return None;
        };
        Some(self.record(pairs, node.span))
    }

    /// The valid items of a list; the others are reported.
    pub(super) fn list<T>(
        &mut self,
        node: &Spanned<Node<'_>>,
        shape: Shape,
        read: impl Fn(&mut Self, &Spanned<Node<'_>>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Node::List(nodes) = &node.value else {
            self.wrong_type(node, shape);
            return None;
        };
        Some(nodes.iter().filter_map(|node| read(self, node)).collect())
    }

    fn word<T: Word>(&mut self, node: &Spanned<Node<'_>>, code: Code) -> Option<T> {
        let Node::Text(text) = &node.value else {
            self.wrong_type(node, Shape::Word(T::WORDS));
            return None;
        };
        let text = text.trim();
        let word = T::from_word(text);
        if word.is_none() {
            self.error(|source| {
                let message = format!("unknown {} '{}'", T::FIELD, brief(text));
                let words = T::WORDS.join(", ");
                let help = match suggest::nearest(text, T::WORDS.iter().copied()) {
                    Some(near) => format!("did you mean '{near}'? Use one of {words}"),
                    None => format!("use one of {words}"),
                };
                source.error(code, node.span, message).help(help)
            });
        }
        word
    }

    pub(super) fn bad_id(&mut self, bad: &BadId, span: Span) {
        self.error(|source| bad_id(source, bad, span));
    }

    pub(super) fn roadmap_id(&mut self, name: &Name) -> Option<Spanned<RoadmapId>> {
        RoadmapId::new(name.id.as_str())
            .map(|value| Spanned { value, span: name.span })
            .map_err(|bad| self.bad_id(&bad, name.span))
            .ok()
    }

    /// Warns of ` #` in unquoted text: to YAML the rest of the line is a comment.
    fn warn_of_comment(&mut self, span: Span) {
        let (source, end) = (self.source, span.end as usize);
        // After more than one space it is meant as a comment.
        let is_cut = source.text[end..].starts_with(" #")
            && !span.slice(&source.text).starts_with(['"', '\'', '|', '>']);
        if !is_cut {
            return;
        }
        let line = source.text[end + 1..].lines().next().unwrap_or_default().trim_end();
        let comment = Span::new(end + 1, end + 1 + line.len());
        self.problems.warning(|| {
            let message = "this text ends before the '#': the rest of the line is a comment";
            let whole = Span { start: span.start, end: comment.end }.slice(&source.text);
            let problem = source.warning(Code::Comment, comment, message);
            if whole.contains('\n') || whole.len() > 200 {
                problem.help("put the text in quotes, or the comment on its own line")
            } else {
                problem.help(format!(
                    "put the text in quotes: {}; or put the comment on its own line",
                    quoted(whole)
                ))
            }
        });
    }
}

/// The problem of an invalid id, with a valid one to write instead.
pub(super) fn bad_id(source: &SourceFile, bad: &BadId, span: Span) -> Problem {
    let short = BadId { text: brief(&bad.text), why: bad.why };
    let problem = source.error(Code::BadId, span, short.to_string());
    match (bad.why, slug(&bad.text)) {
        (BadIdReason::Reserved, _) | (_, None) => problem.help("choose another id"),
        (_, Some(id)) => problem.help(format!("write '{id}'")),
    }
}
