//! A YAML document as a tree.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::catalog::source::Span;

/// A value and its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spanned<T> {
    pub value: T,
    /// Of a map, its first key; of an empty value, the key in front of it.
    pub span: Span,
}

#[derive(Debug)]
pub(crate) enum Node<'t> {
    Null,
    Bool(bool),
    Int(i64),
    /// Any other number, integers beyond `i64` included.
    Float(f64),
    Text(Cow<'t, str>),
    List(Vec<Spanned<Node<'t>>>),
    /// Every key once.
    Map(Vec<(Spanned<Cow<'t, str>>, Spanned<Node<'t>>)>),
    /// Reported while reading, so no further problem is reported.
    Refused,
}

impl Node<'_> {
    /// What it is, for messages.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Refused => "something that is not supported",
        }
    }
}
