//! The only YAML reader: one pass from text to a tree in which every value knows
//! its place, with all limits enforced on the way.
//!
//! A roadmap needs plain YAML: maps with text keys, lists, text, numbers, true and
//! false. Anchors, aliases, tags, merge keys and directives are refused.

mod node;
mod read;
mod scalar;
mod syntax;
#[cfg(test)]
mod tests;

pub(crate) use node::{Node, Spanned};
pub(crate) use read::read;
pub(crate) use syntax::{brief, quoted};
