//! Checks of the fuzz targets: no input makes the program panic, and no control or bidi
//! character of an input reaches an output.

use std::fs;
use std::path::Path;

use career_roadmap::catalog::{Catalog, Folders, Month, Origin, Roadmap, RoadmapId, lint};
use career_roadmap::progress::{Log, Progress};
use career_roadmap::query::{Evaluation, Wanted, next, show};
use career_roadmap::escape::is_unsafe;
use career_roadmap::view::style::Style;
use career_roadmap::view::show::Facts;
use career_roadmap::view::steps::Detail;
use career_roadmap::view::{self, json};
use jiff::civil::{Date, date};

pub const TODAY: Date = date(2026, 11, 20);

/// Panics if `text` contains a character that controls a terminal.
#[track_caller]
pub fn assert_clean(text: &str) {
    let found = text.chars().find(|c| *c != '\n' && is_unsafe(*c));
    assert_eq!(found, None, "in {text:?}");
}

/// Calls `check` with a folder of these files and its catalog.
pub fn with_files<T>(files: &[(&str, &[u8])], check: impl FnOnce(&Path, &Catalog) -> T) -> T {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a temporary file");
    }
    let folders = Folders { user: vec![folder.path().to_owned()], named: true };
    check(folder.path(), &Catalog::open(&folders))
}

/// Loads and shows every roadmap of the user, and reports every problem.
pub fn check_catalog(catalog: &Catalog) {
    let progress = Progress::default();
    for listing in catalog.listings() {
        if listing.origin == Origin::BuiltIn {
            continue;
        }
        match catalog.load(&listing.id) {
            Ok(roadmap) => check_roadmap(&roadmap, &progress),
            Err(broken) => assert!(!broken.problems.is_empty()),
        }
    }
    let targets: Vec<_> = catalog
        .listings()
        .iter()
        .filter_map(|listing| match &listing.origin {
            Origin::File(path) => Some(path.clone()),
            Origin::BuiltIn => None,
        })
        .chain(catalog.skills_files().iter().cloned())
        .collect();
    let month = Month::new(2026, 11).expect("a month");
    for problem in lint(catalog, &targets, month) {
        assert_clean(&view::problem(&problem, &Style::PLAIN));
        let drawn = Style { plain: false, width: Some(80), ..Style::PLAIN };
        assert_clean(&view::problem(&problem, &drawn));
    }
}

/// Evaluates a roadmap and renders the usual views.
pub fn check_roadmap(roadmap: &Roadmap, progress: &Progress) {
    let evaluation = Evaluation::new(roadmap, progress);
    let evaluations = [evaluation];
    let steps = next(&evaluations, &Wanted { limit: usize::MAX, ..Wanted::default() });
    let shown = show::roadmap(&evaluations[0]);
    for style in [Style::PLAIN, Style { plain: false, width: Some(80), ..Style::PLAIN }] {
        assert_clean(&view::steps(&steps, Detail::Short, TODAY, &style).render(&style));
        assert_clean(&view::roadmap(&shown, Facts::Shown, &style).render(&style));
    }
    assert_clean(&json::to_json(&steps, false).expect("steps are JSON"));
}

/// The first built-in roadmap.
pub fn backend(catalog: &Catalog) -> RoadmapId {
    catalog.listings()[0].id.clone()
}

/// Reads a journal as a command does.
pub fn log(bytes: &[u8]) -> Log {
    Log::parse([("progress.jsonl".into(), bytes.to_vec())])
}
