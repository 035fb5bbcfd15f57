//! Every mistake that a roadmap file can have, with its full report:
//! `tests/lint/<case>/expected.txt` has the short lines, then the source excerpts.
//!
//! `SNAPSHOTS=overwrite cargo test --test lint` writes those files; review them before
//! you commit.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use career_roadmap::catalog::{Catalog, Folders, Problem, lint};
use career_roadmap::view::problem as show;
use career_roadmap::view::style::Style;
use snapbox::{Assert, Data};

fn cases() -> Vec<PathBuf> {
    let folder = std::fs::read_dir("tests/lint").unwrap();
    let mut cases: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn problems(case: &Path) -> Vec<Problem> {
    let catalog = Catalog::open(&Folders::default());
    let file = |name: &str| Some(case.join(name)).filter(|file| file.exists());
    let target = file("roadmap.yaml").or(file("skills.yaml")).unwrap_or(case.to_owned());
    lint(&catalog, &[target], "2026-11".parse().unwrap())
}

fn report(problems: &[Problem]) -> String {
    let picture = Style { color: false, unicode: true, plain: false, width: Some(80) };
    let mut report = String::new();
    for problem in problems {
        writeln!(report, "{}", show(problem, &Style::PLAIN)).unwrap();
    }
    for problem in problems {
        write!(report, "\n{}\n", show(problem, &picture)).unwrap();
    }
    report.replace('\\', "/")
}

#[test]
fn every_mistake_is_reported_as_expected() {
    let assert = Assert::new().action_env("SNAPSHOTS");
    for case in cases() {
        let expected = Data::read_from(&case.join("expected.txt"), None);
        assert.eq(report(&problems(&case)), expected);
    }
}

#[test]
fn every_problem_comes_with_advice() {
    for case in cases() {
        for problem in problems(&case) {
            assert!(problem.help.is_some(), "{}: {problem:?}", case.display());
        }
    }
}

#[test]
fn no_excerpt_is_wider_than_the_terminal() {
    for case in cases() {
        let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap();
        for line in expected.lines().skip_while(|line| !line.is_empty()) {
            let width = unicode_width::UnicodeWidthStr::width(line);
            assert!(width <= 80, "{}: {width} columns: {line}", case.display());
        }
    }
}
