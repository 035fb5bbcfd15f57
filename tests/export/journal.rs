//! `journal`: what a mentor may see.

use std::fs;

use crate::common::Home;
use crate::web;

/// Returns a home with the roadmap of `home` and this journal.
fn read_back(home: &Home, journal: &str) -> Home {
    let other = Home::new();
    let yaml = fs::read_to_string(home.roadmaps().join("web.yaml")).unwrap();
    other.roadmap("web", &yaml);
    other.file(".local/share/roadmap/progress.jsonl", journal);
    other
}

/// A home whose journal has every kind of event.
fn full() -> Home {
    let home = web();
    home.ok(&["start", "rented-space", "--note", "SECRET reason"]);
    // The newest skill being learned is the one changed last.
    home.ok(&["note", "looks", "SECRET again"]);
    home.ok(&["skip", "statistics", "--note", "SECRET no"]);
    home.ok(&["plan", "--hours-per-week", "6", "--by", "2027-06-01", "--save"]);
    home.ok(&["start", "own-server"]);
    home.ok(&["undo"]);
    home
}

#[test]
fn progress_is_kept_without_notes_and_evidence() {
    let home = full();
    let journal = home.ok(&["export", "journal", "--without-notes"]);
    for private in ["SECRET", "note\":", "evidence", "example.org/me"] {
        assert!(!journal.contains(private), "{private}\n{journal}");
    }
    let other = read_back(&home, &journal);
    for args in [
        &["next"][..],
        &["next", "--all", "--optional"],
        &["progress"],
        &["plan"],
        &["gap", "devops"],
    ] {
        assert_eq!(other.json(args), home.json(args), "{args:?}");
    }
    // Exporting the result again gives the same bytes.
    assert_eq!(other.ok(&["export", "journal", "--without-notes"]), journal);
}

#[test]
fn evidence_and_notes_are_included_on_request() {
    let home = full();
    let journal = home.ok(&["export", "journal", "--without-notes", "--with-evidence"]);
    assert!(!journal.contains("SECRET"));
    let other = read_back(&home, &journal);
    let evidence = |home: &Home| home.json(&["show", "pages"])["evidence"].clone();
    assert_eq!(evidence(&other), evidence(&home));
    let whole = home.ok(&["export", "journal", "--notes", "--with-evidence"]);
    let other = read_back(&home, &whole);
    for skill in ["pages", "looks", "rented-space", "statistics"] {
        assert_eq!(other.json(&["show", skill]), home.json(&["show", skill]), "{skill}");
    }
}

#[test]
fn a_note_that_was_left_out_is_not_in_the_history() {
    let home = web();
    home.ok(&["note", "looks", "SECRET"]);
    let other = read_back(&home, &home.ok(&["export", "journal", "--without-notes"]));
    assert_eq!(other.ok(&["history", "-n", "1"]), "1. 2026-11-16: start looks\n");
}

#[test]
fn what_was_undone_is_gone() {
    let home = full();
    let journal = home.ok(&["export", "journal", "--without-notes"]);
    assert!(!journal.contains("own-server") && !journal.contains("undo"), "{journal}");
}

#[test]
fn it_says_what_it_leaves_out() {
    let home = web();
    let ran = home.run(&["export", "journal"]);
    assert_eq!(ran.status, 0);
    assert_eq!(
        ran.stderr,
        "notes and evidence are left out; --notes and --with-evidence include them\n"
    );
    assert_eq!(ran.stdout, home.ok(&["export", "journal", "--without-notes"]));
    assert_eq!(home.run(&["export", "journal", "--roadmap", "web"]).status, 2);
    assert_eq!(home.run(&["export", "csv", "--without-notes"]).status, 2);
}
