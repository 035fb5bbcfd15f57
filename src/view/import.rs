//! Renders the answer of `import`: what was imported, left out, and should be reviewed.

use std::path::Path;

use crate::catalog::{Id, RoadmapId};
use crate::import::{Kind, Note, Place, Report};

use super::command;
use super::style::Style;
use super::text::{Line, Text};
use super::words::{Count, list};

/// Facts about an import that are not in the report.
#[derive(Debug)]
pub struct About<'a> {
    pub id: &'a RoadmapId,
    pub title: &'a str,
    pub source: &'a Path,
    /// `None` for standard output.
    pub target: Option<&'a Path>,
    pub replaces_built_in: bool,
    /// Whether it was written to the roadmap folder, so that it can be used.
    pub in_folder: bool,
    /// Whether ticked skills were recorded as known.
    pub recorded: bool,
}

/// The maximum number of skills to name in a line.
const NAMED: usize = 12;

/// The lines about what an import did.
pub fn imported(about: &About<'_>, report: &Report, style: &Style) -> Text {
    let mut text = Text::new();
    let path = about.target.map(|path| path.display().to_string());
    if let Some(path) = &path {
        text.line(Line::from("wrote ").id(path).whole());
    }
    text.line(heading(about, report));
    if about.replaces_built_in && about.in_folder {
        let id = about.id;
        text.line(format!("it replaces the built-in roadmap '{id}'; to keep both: --as <id>"));
    }
    if !report.known.is_empty() {
        let ids: Vec<&str> = report.known.iter().map(|skill| skill.id.as_str()).collect();
        let ids = list(&ids, NAMED);
        text.line(format!("shared with the catalog, so progress counts in both: {ids}"));
    }
    for (head, notes) in [("left out:", &report.left_out), ("changed:", &report.changed)] {
        if !notes.is_empty() {
            text.line(Line::new().title(head));
            for one in notes {
                note(one, &mut text);
            }
        }
    }
    if !report.ticked.is_empty() {
        let ids: Vec<&str> = report.ticked.iter().map(Id::as_str).collect();
        let ids = list(&ids, NAMED);
        text.line(if about.recorded {
            format!("recorded as known: {ids}")
        } else {
            format!("ticked, but not recorded: {ids}; to record them: --known")
        });
    }
    text.line(Line::new().title("to review:"));
    for line in next(report) {
        text.line(format!("  {line}"));
    }
    if let Some(path) = path.filter(|_| about.in_folder) {
        text.line(command(&format!("roadmap lint {path}"), style));
        text.line(command(&format!("roadmap use {}", about.id), style));
    }
    text
}

fn heading(about: &About<'_>, report: &Report) -> Line {
    let counts = &report.counts;
    let parts = [
        (counts.stages, "stage"),
        (counts.groups, "group"),
        (counts.skills, "skill"),
        (counts.resources, "link"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, noun)| Count(*count, noun).to_string()).collect();
    let (id, source, kind) = (about.id, about.source.display(), report.kind);
    let rest = format!(" ({id}): {}, from {source} as {kind}", parts.join(", "));
    Line::new().title(about.title).text(&rest)
}

fn note(note: &Note, text: &mut Text) {
    let place = |place: &Place| match (place.line, place.text.is_empty()) {
        (Some(line), true) => format!("line {line}"),
        (Some(line), false) => format!("line {line}: {}", place.text),
        (None, _) => place.text.clone(),
    };
    let places: Vec<String> =
        note.first.iter().map(place).filter(|place| !place.is_empty()).collect();
    let head = format!("  {} {}", note.count, note.what);
    if let ([one], 1) = (places.as_slice(), note.count) {
        text.line(format!("{head} ({one})"));
        return;
    }
    text.line(head);
    for place in &places {
        text.line(format!("    {place}"));
    }
    if !places.is_empty() && note.count > places.len() {
        text.line(format!("    and {} more", note.count - places.len()));
    }
}

/// What the user should review or add.
fn next(report: &Report) -> Vec<String> {
    let counts = &report.counts;
    let mut lines = Vec::new();
    let without = counts.skills.saturating_sub(counts.with_hours);
    if without == counts.skills {
        lines.push("no skill has hours, so a plan can only guess".to_owned());
    } else if without > 0 {
        lines.push(format!("{without} of {} skills have no hours", counts.skills));
    }
    if counts.with_needs == 0 {
        lines.push("nothing has needs, so only the order in the file counts".to_owned());
    }
    if counts.stages > 12 {
        lines.push(format!("{} stages are a lot: merge some", counts.stages));
    }
    if counts.stages == 1 && counts.skills > 15 {
        lines.push("everything is in one stage: split it".to_owned());
    }
    lines.push("titles, and the comments in the file".to_owned());
    if report.kind == Kind::Graph {
        lines.push("the content of roadmap.sh is for private use: do not share it".to_owned());
    }
    lines
}
