//! Import: for any input, the resulting file has no errors.
#![no_main]

use career_roadmap::catalog::{Month, RoadmapId, lint};
use career_roadmap::import::{Kind, Known, Options, import};
use career_roadmap_fuzz::{check_catalog, with_files};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let kinds = [None, Some(Kind::Graph), Some(Kind::Markdown), Some(Kind::Csv), Some(Kind::Taskwarrior)];
    let id = RoadmapId::new("mine").expect("an id");
    let options = Options {
        id: &id,
        source: "a file",
        title: None,
        kind: kinds[usize::from(kind) % kinds.len()],
        content: &[],
        known: &Known::default(),
        share: true,
    };
    let Ok(imported) = import(text, &options) else { return };
    with_files(&[("mine.yaml", imported.yaml.as_bytes())], |folder, catalog| {
        check_catalog(catalog);
        let month = Month::new(2026, 11).expect("a month");
        let problems = lint(catalog, &[folder.join("mine.yaml")], month);
        let error = problems.iter().find(|problem| problem.is_error());
        assert_eq!(error, None, "{}", imported.yaml);
    });
});
