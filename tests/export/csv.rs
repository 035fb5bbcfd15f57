//! `csv`, checked against RFC 4180 and read back by `import`.

use std::fs;

use crate::{hostile, web};

#[test]
fn each_skill_is_a_row() {
    let text = web().ok(&["export", "csv"]);
    assert_eq!(text.matches("\r\n").count(), 6);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let column = |title: &str| rows[0].iter().position(|other| *other == title).unwrap();
    let titles = ["id", "status", "since", "hours_min", "hours_max", "hours_logged", "group"];
    let row = |at: usize| titles.map(|title| rows[at][column(title)]);
    assert_eq!(row(1), ["pages", "done", "2026-11-15", "8", "12", "1.5", ""]);
    assert_eq!(row(2), ["looks", "learning", "2026-11-16", "10", "10", "0", ""]);
    assert_eq!(row(3), ["own-server", "todo", "", "20", "30", "0", "A host"]);
    assert_eq!(row(5), ["statistics", "todo", "", "", "", "0", ""]);
}

#[test]
fn hostile_texts_are_quoted_and_do_not_run() {
    let text = hostile().ok(&["export", "csv", "--notes"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let titles = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: usize, title: &str| {
        rows[row].get(titles.iter().position(|other| other == title).unwrap()).unwrap()
    };
    assert_eq!(cell(0, "stage"), "'=1+1 [x](javascript:alert(1)) ]]> --> +proj @ctx");
    assert_eq!(cell(0, "title"), "'-2 \"quoted\"; <i>é日本🚀</i> #1 end");
    assert_eq!(cell(0, "own_notes"), "'=note\n<script> \u{fffd}x");
    assert_eq!(cell(1, "title"), "'@SUM(A1)");
    let formulas = rows.iter().flatten().filter(|cell| cell.starts_with(['=', '+', '-', '@']));
    assert_eq!(formulas.count(), 0);
}

#[test]
fn import_reads_it_back() {
    let home = web();
    home.ok(&["export", "csv", "-o", "web.csv"]);
    home.ok(&["import", "web.csv", "--as", "again"]);
    let yaml = fs::read_to_string(home.roadmaps().join("again.yaml")).unwrap();
    // The id of the group is made from its title.
    for kept in ["id: pages", "hours: 8-12", "needs: [pages]", "- https://example.org/more"] {
        assert!(yaml.contains(kept), "{kept}\n{yaml}");
    }
}
