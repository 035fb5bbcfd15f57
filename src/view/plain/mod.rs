//! Answers in numbered lines and whole words, for screen readers, pipes and
//! editors. Nothing is drawn, cut or broken.

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

use super::text::Line;
use super::words::Wording;

const WORDING: Wording = Wording::Long;

/// `To type: roadmap next`, wherever a command is shown.
pub(super) fn to_type(command: &str) -> Line {
    Line::new().text("To type: ").command(command)
}

/// `1. `, counted from 0.
fn numbered(at: usize) -> Line {
    Line::from(format!("{}. ", at + 1))
}

/// `SQL (sql)`.
fn named(title: &str, id: &str) -> Line {
    Line::new().title(title).text(" (").id(id).text(")")
}
