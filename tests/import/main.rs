//! Imports: what each format becomes, that the result always passes lint, and the
//! commands `import` and `add`.

#[path = "../common/mod.rs"]
mod common;

mod add;
mod always;
mod commands;
mod formats;
mod hostile;
mod round_trip;

use career_roadmap::catalog::{Catalog, Folders, Month, Problem, Roadmap, RoadmapId, lint};
use career_roadmap::import::{ImportError, Imported, Kind, Known, Options, import};

/// The skills of the built-in roadmaps.
fn known() -> Known {
    let catalog = Catalog::open(&Folders::default());
    let mut known = Known::default();
    for listing in catalog.listings() {
        known.add_roadmap(&catalog.load(&listing.id).unwrap());
    }
    known
}

fn id(text: &str) -> RoadmapId {
    RoadmapId::new(text).unwrap()
}

/// Imports `text` as the roadmap `mine`, next to the built-in ones.
fn try_import(text: &str, kind: Option<Kind>, known: &Known) -> Result<Imported, ImportError> {
    let id = id("mine");
    import(
        text,
        &Options { id: &id, source: "a file", title: None, kind, content: &[], known, share: true },
    )
}

#[track_caller]
fn imported(text: &str) -> Imported {
    try_import(text, None, &known()).unwrap()
}

/// Returns the part of the file after its title.
#[track_caller]
fn stages(text: &str) -> String {
    let yaml = imported(text).yaml;
    let at = yaml.find("stages:\n").unwrap();
    yaml[at + "stages:\n".len()..].to_owned()
}

/// "2 links that are not web addresses", for all that was left out or changed.
fn notes(imported: &Imported) -> Vec<String> {
    let report = &imported.report;
    let notes = report.left_out.iter().chain(&report.changed);
    notes.map(|note| format!("{} {}", note.count, note.what)).collect()
}

/// Loads the roadmap from a file in a user's folder.
fn load(imported: &Imported) -> Roadmap {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.yaml"), &imported.yaml).unwrap();
    let folders = Folders { user: vec![folder.path().to_owned()], ..Folders::default() };
    let roadmap = Catalog::open(&folders).load(&id("mine"));
    Roadmap::clone(&roadmap.unwrap_or_else(|broken| panic!("{broken:#?}\n{}", imported.yaml)))
}

/// Returns all errors of a file next to the built-in ones.
fn errors(imported: &Imported) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.yaml");
    std::fs::write(&file, &imported.yaml).unwrap();
    let catalog = Catalog::open(&Folders::default());
    let mut problems = lint(&catalog, &[file], Month::new(2026, 11).unwrap());
    problems.retain(Problem::is_error);
    problems
}
