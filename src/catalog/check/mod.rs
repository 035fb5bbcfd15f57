//! From YAML nodes to values: every value is checked against the tables of
//! [`keys`], and every problem is reported where it is found.

mod checker;
mod entry;
mod keys;
mod list;
mod overlay;
mod roadmap;
#[cfg(roadmaps_compiled)]
mod schema;
mod shape;
mod value;

use std::rc::Rc;

use self::checker::{Checker, Grammar};
pub(crate) use self::entry::MAX_NESTING;
use self::keys::{SYNONYMS, TABLES};
#[cfg(roadmaps_compiled)]
pub use self::schema::schema;
use super::problem::{Problem, Problems};
use super::source::SourceFile;
use super::unresolved::{UnresolvedFile, UnresolvedSkills};
use super::yaml::{self, Node, Spanned};

static GRAMMAR: Grammar =
    Grammar { tables: &TABLES, synonyms: SYNONYMS, entry: entry::entry, resource: entry::resource };

/// The usable part of a file, and its problems.
#[derive(Debug)]
pub(crate) struct Checked<T> {
    pub source: Rc<SourceFile>,
    /// `None` if no part of it is usable.
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

/// Reads a roadmap, or one that extends another.
pub(crate) fn roadmap(source: &Rc<SourceFile>) -> Checked<UnresolvedFile> {
    check(source, roadmap::roadmap)
}

/// Reads a `skills.yaml`.
pub(crate) fn skills(source: &Rc<SourceFile>) -> Checked<UnresolvedSkills> {
    check(source, roadmap::skills)
}

fn check<'f, T>(
    source: &'f Rc<SourceFile>,
    check: impl FnOnce(&mut Checker<'f>, &Spanned<Node<'_>>) -> Option<T>,
) -> Checked<T> {
    let mut problems = Problems::default();
    let value = yaml::read(source, &mut problems, |root, problems| {
        let mut checker = Checker::new(source, std::mem::take(problems), &GRAMMAR);
        let value = check(&mut checker, root);
        *problems = checker.problems;
        value
    });
    Checked { source: Rc::clone(source), value, problems }
}
