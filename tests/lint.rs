//! Every mistake that a roadmap file can have, with all that is said about it:
//! `tests/lint/<case>/expected.txt` holds the plain lines, then the pictures.
//!
//! `BLESS=1 cargo test --test lint` writes those files; read them before they
//! are committed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use career_roadmap::catalog::{Catalog, Folders, lint};
use career_roadmap::view::problem;
use career_roadmap::view::style::Style;

fn told(case: &Path) -> String {
    let catalog = Catalog::open(&Folders::default());
    let file = |name: &str| Some(case.join(name)).filter(|file| file.exists());
    let target = file("roadmap.yaml").or(file("skills.yaml")).unwrap_or(case.to_owned());
    let problems = lint(&catalog, &[target]);
    let picture = Style { color: false, unicode: true, plain: false, width: Some(80) };
    let mut told = String::new();
    for found in &problems {
        writeln!(told, "{}", problem(found, &Style::PLAIN)).unwrap();
    }
    for found in &problems {
        write!(told, "\n{}\n", problem(found, &picture)).unwrap();
    }
    told
}

fn cases() -> Vec<PathBuf> {
    let folder = std::fs::read_dir("tests/lint").unwrap();
    let mut cases: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

#[test]
fn every_mistake_is_told_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let told = told(&case);
        let file = case.join("expected.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &told).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if told != expected {
            wrong.push(format!("{}:\n--- expected\n{expected}\n--- told\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_picture_is_wider_than_the_terminal() {
    for case in cases() {
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap();
        for line in expected.lines().skip_while(|line| !line.is_empty()) {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 80, "{}: {width} columns: {line}", case.display());
        }
    }
}
