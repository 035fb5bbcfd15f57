//! What `doctor` found, as data and as text.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::escape::clean;
use super::style::{Role, Style, wrap};
use super::words::Count;

/// Where everything is, and what is odd.
#[derive(Debug, Serialize)]
pub struct Doctor {
    pub version: &'static str,
    pub roadmap_folders: Vec<Folder>,
    /// What named them: `default`, `ROADMAP_DIR` or `--roadmaps`.
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

/// A roadmap: which file it is, and which files it hides.
#[derive(Debug, Serialize)]
pub struct RoadmapReport {
    pub id: String,
    pub origin: String,
    pub hides: Vec<String>,
    /// How many errors keep it from being used.
    pub errors: usize,
}

/// The journal.
#[derive(Debug, Serialize)]
pub struct JournalReport {
    pub path: String,
    /// What named it: `default`, `ROADMAP_PROGRESS` or `--progress`.
    pub from: &'static str,
    pub exists: bool,
    /// Where it is, when the path is a link.
    pub target: Option<String>,
    pub error: Option<String>,
    /// The files that were read: the journal, then the copies beside it.
    pub files: Vec<String>,
    pub events: usize,
    pub undone: usize,
    /// Events that a newer version wrote.
    pub newer: usize,
    pub foreign: Vec<ForeignLine>,
    pub shared_ids: Vec<SharedId>,
    /// Events dated more than a day after now.
    pub ahead: Vec<Ahead>,
    /// Ids with progress that no roadmap knows.
    pub unknown_ids: Vec<String>,
    /// Roadmaps in use that the catalog does not know.
    pub unknown_roadmaps: Vec<String>,
    /// In a git work tree: the `.gitattributes` to write to, and whether it says so already.
    pub git_attributes: Option<(PathBuf, bool)>,
}

/// A line that is no event.
#[derive(Debug, Serialize)]
pub struct ForeignLine {
    pub place: String,
    pub why: String,
}

/// An id that several lines have.
#[derive(Debug, Serialize)]
pub struct SharedId {
    pub id: String,
    pub places: Vec<String>,
}

/// An event of the future.
#[derive(Debug, Serialize)]
pub struct Ahead {
    pub at: String,
    pub place: String,
}

impl JournalReport {
    /// What is known of a journal before it is read.
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

/// How many of each kind are listed.
const MOST: usize = 20;

/// The report, for a person.
pub fn doctor(report: &Doctor, style: &Style) -> String {
    let mut page = Page { style, lines: vec![format!("roadmap {}", report.version)] };
    page.heading("Roadmaps");
    for folder in &report.roadmap_folders {
        let missing = if folder.exists { "" } else { ", which does not exist" };
        page.item(&format!(
            "your folder ({}): {}{missing}",
            report.roadmap_folders_from, folder.path
        ));
    }
    for roadmap in &report.roadmaps {
        let mut text = format!("{}: {}", roadmap.id, roadmap.origin);
        for hidden in &roadmap.hides {
            text.push_str(&format!(", which wins over {hidden}"));
        }
        if roadmap.errors > 0 {
            text.push_str(&format!(
                ", unusable: {}; see roadmap lint",
                Count(roadmap.errors, "error")
            ));
        }
        page.item(&text);
    }
    for problem in &report.problems {
        page.odd(problem);
    }
    page.heading("Progress");
    page.journal(&report.journal);
    page.lines.join("\n")
}

struct Page<'l> {
    style: &'l Style,
    lines: Vec<String>,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) {
        if !self.style.plain {
            self.lines.push(String::new());
        }
        self.lines.push(self.style.paint(Role::Title, text));
    }

    fn item(&mut self, text: &str) {
        self.wrapped("", text);
    }

    fn odd(&mut self, text: &str) {
        let note = self.style.paint(Role::Warning, "note:");
        self.wrapped(&format!("{note} "), text);
    }

    fn wrapped(&mut self, mark: &str, text: &str) {
        let text = clean(text);
        if self.style.width.is_none() {
            self.lines.push(format!("  {mark}{text}"));
            return;
        }
        let room = self.style.columns().saturating_sub("    note: ".len());
        for (at, line) in wrap(&text, room).into_iter().enumerate() {
            self.lines.push(if at == 0 {
                format!("  {mark}{line}")
            } else {
                format!("    {line}")
            });
        }
    }

    fn journal(&mut self, journal: &JournalReport) {
        let missing = if journal.exists { "" } else { ", which does not exist yet" };
        self.item(&format!("your journal ({}): {}{missing}", journal.from, journal.path));
        if let Some(target) = &journal.target {
            self.item(&format!("it is a link to {target}"));
        }
        if let Some(error) = &journal.error {
            self.odd(error);
            return;
        }
        let undone = match journal.undone {
            0 => String::new(),
            n => format!(", {n} of them undone"),
        };
        self.item(&format!("{}{undone}", Count(journal.events, "event")));
        for copy in journal.files.iter().filter(|file| **file != journal.path) {
            self.item(&format!("read beside it: {copy}"));
        }
        if journal.newer > 0 {
            self.odd(&format!("{} of a newer version of roadmap", Count(journal.newer, "event")));
        }
        let foreign =
            journal.foreign.iter().map(|line| format!("{}: skipped: {}", line.place, line.why));
        self.some(foreign, "skipped line");
        let shared = journal.shared_ids.iter().map(|shared| {
            format!("different lines with the same id {}: {}", shared.id, shared.places.join(", "))
        });
        self.some(shared, "shared id");
        let ahead = journal.ahead.iter().map(|ahead| {
            format!("{}: dated {}, which is more than a day ahead", ahead.place, ahead.at)
        });
        self.some(ahead, "event ahead");
        if !journal.unknown_ids.is_empty() {
            self.odd(&format!(
                "progress under ids that no roadmap knows now, kept: {}",
                journal.unknown_ids.join(", ")
            ));
        }
        if !journal.unknown_roadmaps.is_empty() {
            self.odd(&format!(
                "in use, but not in the catalog: {}",
                journal.unknown_roadmaps.join(", ")
            ));
        }
        match &journal.git_attributes {
            Some((file, false)) => self.odd(&format!(
                "it is in a git work tree; so that git merges it without a conflict, add this line to {}: *.jsonl merge=union",
                file.display()
            )),
            Some((file, true)) => {
                self.item(&format!("git merges it by union, says {}", file.display()));
            }
            None => {}
        }
    }

    fn some(&mut self, all: impl ExactSizeIterator<Item = String>, noun: &'static str) {
        let more = all.len().saturating_sub(MOST);
        for text in all.take(MOST) {
            self.odd(&text);
        }
        if more > 0 {
            self.odd(&format!("and {} more", Count(more, noun)));
        }
    }
}
