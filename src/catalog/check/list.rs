//! The lists of a file: stages, entries, resources, and changes by id.

use std::collections::HashSet;

use super::checker::{Checker, Record, Value};
use super::shape::Shape;
use crate::catalog::model::{Id, Resource};
use crate::catalog::problem::Code;
use crate::catalog::source::Span;
use crate::catalog::unresolved::{Name, UnresolvedEntry};
use crate::catalog::yaml::{Node, Spanned};

/// The stages of a roadmap, at least one.
#[derive(Debug)]
pub(crate) struct Stages<R>(pub Vec<R>);

impl<R: Record> Value for Stages<R> {
    const SHAPE: Shape = Shape::Maps { table: R::TABLE, at_least_one: true };

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        if matches!(&node.value, Node::List(stages) if stages.is_empty()) {
            checker.error(|source| {
                source
                    .error(Code::EmptyStage, node.span, "there are no stages")
                    .help("a roadmap has at least one stage: add - id: …, title: …, skills: […]")
            });
            return None;
        }
        checker.list(node, Self::SHAPE, Checker::map).map(Self)
    }
}

/// Maps, keyed by the id that each is about.
#[derive(Debug)]
pub(crate) struct ById<R>(pub Vec<(Name, R)>);

impl<R: Record> Value for ById<R> {
    const SHAPE: Shape = Shape::ById(R::TABLE);

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let Node::Map(pairs) = &node.value else {
            checker.wrong_type(node, Self::SHAPE);
            return None;
        };
        let mut list = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            let record = checker.map(value);
            match (Id::new(&key.value), record) {
                (Ok(id), Some(record)) => list.push((Name { id, span: key.span }, record)),
                (Ok(_), None) => {}
                (Err(bad), _) => checker.bad_id(&bad, key.span),
            }
        }
        Some(Self(list))
    }
}

/// The entries of a stage or group.
#[derive(Debug)]
pub(crate) struct Entries {
    pub span: Span,
    /// How many were written, including those with problems.
    pub count: usize,
    pub list: Vec<UnresolvedEntry>,
}

/// The entries of `skills.yaml`.
#[derive(Debug, Default)]
pub(crate) struct Definitions(pub Vec<UnresolvedEntry>);

/// The links of a skill.
#[derive(Debug)]
pub(crate) struct Resources(pub Vec<Resource>);

impl Value for Entries {
    const SHAPE: Shape = Shape::Entries;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let Node::List(nodes) = &node.value else {
            checker.wrong_type(node, Self::SHAPE);
            return None;
        };
        let list =
            nodes.iter().filter_map(|node| (checker.grammar().entry)(checker, node)).collect();
        Some(Self { span: node.span, count: nodes.len(), list })
    }
}

impl Value for Definitions {
    const SHAPE: Shape = Shape::Definitions;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        Entries::read(checker, node).map(|entries| Self(entries.list))
    }
}

impl Value for Resources {
    const SHAPE: Shape = Shape::Resources;

    fn read(checker: &mut Checker<'_>, node: &Spanned<Node<'_>>) -> Option<Self> {
        let Node::List(nodes) = &node.value else {
            checker.wrong_type(node, Self::SHAPE);
            return None;
        };
        let mut seen = HashSet::new();
        let mut list = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Some(resource) = (checker.grammar().resource)(checker, node) else { continue };
            if !seen.insert(resource.url.clone()) {
                let source = checker.source;
                checker.problems.warning(|| {
                    source
                        .warning(Code::DuplicateUrl, node.span, "this skill has this link already")
                        .help("remove one of the two")
                });
            }
            list.push(resource);
        }
        Some(Self(list))
    }
}
