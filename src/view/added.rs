//! Renders the answer of `add`.

use std::path::Path;

use crate::catalog::Roadmap;

use super::command;
use super::style::Style;
use super::text::{Line, Text};
use super::words::{Count, list};

/// The maximum number of shared skills to name.
const SHARED: usize = 12;

/// A file that was added.
#[derive(Debug)]
pub struct Added<'a> {
    /// `None` for a file of shared skills.
    pub roadmap: Option<&'a Roadmap>,
    pub target: &'a Path,
    /// Ids of skills that other roadmaps have too.
    pub shared: &'a [String],
    pub replaces_built_in: bool,
}

/// "Data Engineer (data-engineer): 3 stages, 12 skills".
pub fn about(roadmap: &Roadmap) -> Line {
    let stages = Count(roadmap.stages().len(), "stage");
    let skills = Count(roadmap.skills().count(), "skill");
    Line::new().title(&roadmap.title).text(&format!(" ({}): {stages}, {skills}", roadmap.id))
}

/// The lines about one file.
pub fn added(added: &Added<'_>, style: &Style) -> Text {
    let mut text = Text::new();
    text.line(Line::from("added ").id(&added.target.display().to_string()).whole());
    let Some(roadmap) = added.roadmap else { return text };
    text.line(about(roadmap));
    if !added.shared.is_empty() {
        let ids: Vec<&str> = added.shared.iter().map(String::as_str).collect();
        let ids = list(&ids, SHARED);
        text.line(format!("shared with other roadmaps, so progress counts in both: {ids}"));
    }
    if added.replaces_built_in {
        text.line(format!("it replaces the built-in roadmap '{}'", roadmap.id));
    }
    text.line(command(&format!("roadmap use {}", roadmap.id), style));
    text
}
