//! Plain renderers: numbered lines and whole words, for screen readers, pipes and
//! editors. Nothing is drawn, cut or wrapped.

pub(super) mod changed;
pub(super) mod doctor;
pub(super) mod gap;
pub(super) mod history;
pub(super) mod list;
pub(super) mod overview;
pub(super) mod plan;
pub(super) mod problem;
pub(super) mod progress;
pub(super) mod report;
pub(super) mod show;
pub(super) mod steps;
pub(super) mod team;

use super::text::Line;
use super::words::Wording;

const WORDING: Wording = Wording::Long;

/// A command to copy: `Run: roadmap next`.
pub(super) fn to_run(command: &str) -> Line {
    Line::new().text("Run: ").command(command)
}

/// `1. ` for `at` 0.
fn numbered(at: usize) -> Line {
    Line::from(format!("{}. ", at + 1))
}

/// `SQL (sql)`.
fn named(title: &str, id: &str) -> Line {
    Line::new().title(title).text(" (").id(id).text(")")
}
