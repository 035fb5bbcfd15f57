//! The report of `doctor`, and text shared by both renderers.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::words::Count;

/// Where the files are, and what needs attention.
#[derive(Debug, Serialize)]
pub struct Doctor {
    pub version: &'static str,
    pub roadmap_folders: Vec<Folder>,
    /// The setting that chose them: `default`, `ROADMAP_DIR` or `--roadmaps`.
    pub roadmap_folders_from: &'static str,
    pub roadmaps: Vec<RoadmapReport>,
    pub problems: Vec<String>,
    pub journal: JournalReport,
}

/// A folder of roadmaps.
#[derive(Debug, Serialize)]
pub struct Folder {
    pub path: String,
    pub exists: bool,
}

/// A roadmap: its file, and the files that it hides.
#[derive(Debug, Serialize)]
pub struct RoadmapReport {
    pub id: String,
    pub origin: String,
    pub hides: Vec<String>,
    /// The roadmap that the file changes.
    pub extends: Option<String>,
    /// The number of errors that prevent its use.
    pub errors: usize,
}

/// The journal.
#[derive(Debug, Serialize)]
pub struct JournalReport {
    pub path: String,
    /// The setting that chose it: `default`, `ROADMAP_PROGRESS` or `--progress`.
    pub from: &'static str,
    pub exists: bool,
    /// The target, if the path is a symlink.
    pub target: Option<String>,
    pub error: Option<String>,
    /// The files that were read: the journal, then copies in its folder.
    pub files: Vec<String>,
    pub events: usize,
    pub undone: usize,
    /// Events written by a newer version.
    pub newer: usize,
    pub foreign: Vec<ForeignLine>,
    pub shared_ids: Vec<SharedId>,
    /// Events dated more than a day after now.
    pub ahead: Vec<Ahead>,
    /// Ids that have progress but are in no roadmap.
    pub unknown_ids: Vec<String>,
    /// Roadmaps in use that are not in the catalog.
    pub unknown_roadmaps: Vec<String>,
    /// If the journal is in a git work tree: the path of `.gitattributes`, and whether it
    /// has the line for merging journals.
    pub git_attributes: Option<(PathBuf, bool)>,
}

/// A line that is not an event.
#[derive(Debug, Serialize)]
pub struct ForeignLine {
    pub place: String,
    pub why: String,
}

/// An id that several lines share.
#[derive(Debug, Serialize)]
pub struct SharedId {
    pub id: String,
    pub places: Vec<String>,
}

/// An event dated in the future.
#[derive(Debug, Serialize)]
pub struct Ahead {
    pub at: String,
    pub place: String,
}

impl JournalReport {
    /// A report on a journal that has not been read yet.
    pub fn new(path: &Path, from: &'static str) -> Self {
        let target = std::fs::read_link(path).ok().map(|target| {
            let folder = path.parent().unwrap_or(Path::new("."));
            folder.join(target).display().to_string()
        });
        Self {
            path: path.display().to_string(),
            from,
            exists: path.exists(),
            target,
            error: None,
            files: Vec::new(),
            events: 0,
            undone: 0,
            newer: 0,
            foreign: Vec::new(),
            shared_ids: Vec::new(),
            ahead: Vec::new(),
            unknown_ids: Vec::new(),
            unknown_roadmaps: Vec::new(),
            git_attributes: None,
        }
    }
}

/// The maximum number of findings of each kind to list.
const MOST: usize = 20;

/// A sentence of the report.
pub(super) enum Finding {
    Fact(String),
    /// Needs attention.
    Note(String),
}

use Finding::{Fact, Note};

/// Findings about roadmaps.
pub(super) fn roadmaps(report: &Doctor) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Folder { path, exists } in &report.roadmap_folders {
        let missing = if *exists { "" } else { ", which does not exist" };
        findings
            .push(Fact(format!("your folder ({}): {path}{missing}", report.roadmap_folders_from)));
    }
    for roadmap in &report.roadmaps {
        let mut text = format!("{}: {}", roadmap.id, roadmap.origin);
        let own_name = roadmap.extends.as_ref() == Some(&roadmap.id);
        for (at, hidden) in roadmap.hides.iter().enumerate() {
            let verb = if at == 0 && own_name { "extends" } else { "replaces" };
            text.push_str(&format!(", {verb} {hidden}"));
        }
        if let Some(base) = roadmap.extends.as_ref().filter(|_| !own_name) {
            text.push_str(&format!(", extends {base}"));
        }
        findings.push(if roadmap.errors == 0 {
            Fact(text)
        } else {
            let errors = Count(roadmap.errors, "error");
            Note(format!("{text}, cannot be used: {errors}; see roadmap lint"))
        });
    }
    findings.extend(report.problems.iter().cloned().map(Note));
    findings
}

/// Findings about the journal.
pub(super) fn journal(journal: &JournalReport) -> Vec<Finding> {
    let missing = if journal.exists { "" } else { ", which does not exist yet" };
    let mut findings =
        vec![Fact(format!("your journal ({}): {}{missing}", journal.from, journal.path))];
    if let Some(target) = &journal.target {
        findings.push(Fact(format!("it is a link to {target}")));
    }
    if let Some(error) = &journal.error {
        findings.push(Note(error.clone()));
        return findings;
    }
    let undone = match journal.undone {
        0 => String::new(),
        n => format!(", {n} of them undone"),
    };
    findings.push(Fact(format!("{}{undone}", Count(journal.events, "event"))));
    for copy in journal.files.iter().filter(|file| **file != journal.path) {
        findings.push(Fact(format!("also read: {copy}")));
    }
    if journal.newer > 0 {
        let count = Count(journal.newer, "event");
        findings.push(Note(format!("{count} written by a newer version of roadmap")));
    }
    let foreign =
        journal.foreign.iter().map(|line| format!("{} skipped: {}", line.place, line.why));
    some(&mut findings, foreign, "skipped line");
    let shared = journal.shared_ids.iter().map(|shared| {
        format!("different lines with the same id {}: {}", shared.id, shared.places.join(", "))
    });
    some(&mut findings, shared, "shared id");
    let ahead = journal
        .ahead
        .iter()
        .map(|ahead| format!("{}: dated {}, more than a day in the future", ahead.place, ahead.at));
    some(&mut findings, ahead, "event in the future");
    if !journal.unknown_ids.is_empty() {
        let ids = journal.unknown_ids.join(", ");
        findings.push(Note(format!("progress for ids that no roadmap has, kept: {ids}")));
    }
    if !journal.unknown_roadmaps.is_empty() {
        let ids = journal.unknown_roadmaps.join(", ");
        findings.push(Note(format!("in use, but not found: {ids}")));
    }
    match &journal.git_attributes {
        Some((file, false)) => findings.push(Note(format!(
            "it is in a git work tree; to merge it without conflicts, add this line to {}: *.jsonl merge=union",
            file.display()
        ))),
        Some((file, true)) => {
            findings.push(Fact(format!("git merges it without conflicts ({})", file.display())));
        }
        None => {}
    }
    findings
}

fn some(
    findings: &mut Vec<Finding>,
    all: impl ExactSizeIterator<Item = String>,
    noun: &'static str,
) {
    let more = all.len().saturating_sub(MOST);
    findings.extend(all.take(MOST).map(Note));
    if more > 0 {
        findings.push(Note(format!("and {} more", Count(more, noun))));
    }
}
