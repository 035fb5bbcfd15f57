//! Imports other formats: turns text into a roadmap file and a report.
//!
//! A parser for each format makes a `draft::Draft`. Then `tidy` gives it the shape of a
//! roadmap, `ids` and `needs` name its parts and connect them, and `yaml` writes it.
//! For any input, the result is a roadmap without errors.

mod columns;
mod csv;
mod draft;
mod graph;
mod ids;
mod json;
mod known;
mod markdown;
mod needs;
mod prose;
mod report;
mod taskwarrior;
mod text;
mod tidy;
mod yaml;

use std::fmt;

use serde::Serialize;

use crate::catalog::RoadmapId;

pub use known::Known;
pub use report::{Counts, KnownSkill, Note, Place, Report};

use draft::Draft;
use report::Tally;

/// A format that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The graph file of roadmap.sh: JSON with nodes and edges.
    Graph,
    Markdown,
    Csv,
    /// What `task export` prints.
    Taskwarrior,
}

/// How to import a text.
#[derive(Debug)]
pub struct Options<'a> {
    /// The id of the roadmap.
    pub id: &'a RoadmapId,
    /// The name of the source, for the first comment.
    pub source: &'a str,
    /// A title that replaces the one in the source.
    pub title: Option<&'a str>,
    /// The format; detected from the content if `None`.
    pub kind: Option<Kind>,
    /// Markdown pages of the topics of a graph: names and texts.
    pub content: &'a [(String, String)],
    /// The skills of the catalog.
    pub known: &'a Known,
    /// Whether skills get the ids of skills with the same title in the catalog.
    pub share: bool,
}

/// The roadmap file, and a report of the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub title: String,
    pub yaml: String,
    pub report: Report,
}

/// Why nothing can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// It is not the format that was asked for, with the reason.
    Unreadable { kind: Kind, why: String },
    /// It is already a roadmap file.
    Roadmap,
    /// A file of roadmap.sh in the old format: a drawing without edges.
    Drawing,
    /// It has no entry that could be a skill.
    Nothing { kind: Kind },
    /// It has more structure than a roadmap can have: lines, values, marks.
    TooLarge { what: &'static str, most: usize },
}

/// Reads `text` and writes it as a roadmap file.
///
/// # Errors
/// When the format is unknown, or there is nothing to import.
pub fn import(text: &str, options: &Options<'_>) -> Result<Imported, ImportError> {
    let kind = match options.kind {
        Some(kind) => kind,
        None => detect(text)?,
    };
    let mut tally = Tally::default();
    let draft = match kind {
        Kind::Graph => graph::read(text, options.content, &mut tally)?,
        Kind::Markdown => markdown::read(text, &mut tally)?,
        Kind::Csv => csv::read(text, &mut tally)?,
        Kind::Taskwarrior => taskwarrior::read(text, &mut tally)?,
    };
    finish(kind, draft, options, tally)
}

/// The id that a Markdown file gives its roadmap, in a comment after the title.
pub fn stated_id(text: &str) -> Option<RoadmapId> {
    let line = text.lines().take(50).find(|line| line.starts_with("# "))?;
    let (_, rest) = line.split_once("<!-- roadmap:")?;
    let id = rest.split([';', ' ']).find(|word| !word.is_empty())?;
    RoadmapId::new(id).ok()
}

fn finish(
    kind: Kind,
    mut draft: Draft,
    options: &Options<'_>,
    mut tally: Tally,
) -> Result<Imported, ImportError> {
    let given = options.title.map(str::to_owned).or_else(|| draft.title.take());
    let title = given.map(|title| prose::title(&title, 0, &mut tally));
    let (title, long) = title.filter(|(title, _)| !title.is_empty()).unwrap_or_default();
    let title = if title.is_empty() { title_of(options.id) } else { title };
    if draft.summary.is_empty() {
        draft.summary = long;
    }
    draft.title = Some(title.clone());
    tidy::tidy(&mut draft, &mut tally);
    if draft.roots.is_empty() {
        return Err(ImportError::Nothing { kind });
    }
    let mut named = ids::assign(draft, options, &mut tally);
    needs::resolve(&mut named, options.known, &mut tally);
    let yaml = yaml::write(&named, kind, options.source);
    let (left_out, changed) = tally.into_notes();
    let report = Report {
        kind,
        counts: named.counts(),
        ticked: named.ticked(),
        known: named.known,
        left_out,
        changed,
    };
    Ok(Imported { title, yaml, report })
}

/// The format that `text` most likely has.
fn detect(text: &str) -> Result<Kind, ImportError> {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        match json::shape(start) {
            Some(json::Shape::Graph) => return Ok(Kind::Graph),
            Some(json::Shape::Drawing) => return Err(ImportError::Drawing),
            Some(json::Shape::Tasks) => return Ok(Kind::Taskwarrior),
            None => {}
        }
    }
    let lines = || start.lines().take(200);
    let has = |key: &str| lines().any(|line| line.starts_with(key));
    if has("title:") && (has("stages:") || has("extends:")) {
        return Err(ImportError::Roadmap);
    }
    Ok(if csv::looks_like(start) { Kind::Csv } else { Kind::Markdown })
}

/// The id as a title: `data-engineer` is "Data Engineer".
fn title_of(id: &RoadmapId) -> String {
    let words = id.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Graph, Self::Markdown, Self::Csv, Self::Taskwarrior];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Markdown => "markdown",
            Self::Csv => "csv",
            Self::Taskwarrior => "taskwarrior",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Graph => "a graph of roadmap.sh",
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
            Self::Taskwarrior => "a Taskwarrior export",
        })
    }
}

impl ImportError {
    /// What to do about it, a line each.
    pub fn advice(&self) -> Vec<String> {
        let line = match self {
            Self::Unreadable { .. } => {
                let names = Kind::ALL.map(Kind::name).join(", ");
                format!("to read it as something else: --kind, one of {names}")
            }
            Self::Roadmap => "to use it as it is: roadmap add <file>".to_owned(),
            Self::Drawing => {
                "save the newer file of that roadmap, which has nodes and edges".to_owned()
            }
            Self::Nothing { kind } => match kind {
                Kind::Markdown => "it needs list items, headings or a table of courses".to_owned(),
                Kind::Csv => "it needs a column of titles".to_owned(),
                Kind::Graph => "it needs nodes of the type topic or subtopic".to_owned(),
                Kind::Taskwarrior => "it needs tasks that are not deleted".to_owned(),
            },
            Self::TooLarge { .. } => "split it into several files".to_owned(),
        };
        vec![line]
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { kind, why } => write!(f, "this is not {kind}: {why}"),
            Self::Roadmap => f.write_str("this is already a roadmap file"),
            Self::Drawing => f.write_str("this is a drawing, with no edges between its topics"),
            Self::Nothing { .. } => f.write_str("there is nothing to import"),
            Self::TooLarge { what, most } => write!(f, "this has more than {most} {what}"),
        }
    }
}

impl std::error::Error for ImportError {}
