//! The tables of built-in roadmaps in the README, and the examples in the page on
//! writing roadmaps.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::Home;
use jiff::civil::Date;

/// `SNAPSHOTS=overwrite` writes the tables instead.
#[test]
fn the_tables_in_the_readme_match_list_and_plan() {
    let listed = Home::new().json(&["list"])["roadmaps"].clone();
    check("roadmaps", &table(&listed));
    check("milestones", &milestones(&listed));
}

#[track_caller]
fn check(name: &str, table: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = readme.split_once(&open).expect("the README has a place for the table");
    let (written, after) = rest.split_once(&close).expect("that place has an end");
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        fs::write(&path, [before, &open, table, &close, after].concat()).unwrap();
        return;
    }
    assert!(
        written == table,
        "to be: {table}\nto write it: SNAPSHOTS=overwrite cargo test --test docs_roadmaps"
    );
}

fn table(roadmaps: &serde_json::Value) -> String {
    let mut table = "| roadmap | role | skills | hours |\n|---|---|---:|---:|\n".to_owned();
    for roadmap in roadmaps.as_array().unwrap() {
        let [id, title] = ["id", "title"].map(|key| roadmap[key].as_str().unwrap());
        let [min, max] = ["min", "max"].map(|key| &roadmap["hours"][key]);
        let skills = &roadmap["skills"];
        writeln!(table, "| [`{id}`](roadmaps/{id}.yaml) | {title} | {skills} | {min}–{max} |")
            .unwrap();
    }
    table += "\nThe number of skills includes all options of choices and optional skills. The hours\n\
              include only the options to choose, and nothing optional.\n";
    table
}

/// The table of milestones: when each is reached at three paces, with nothing done before.
fn milestones(roadmaps: &serde_json::Value) -> String {
    let mut table = "| roadmap | milestone | 5 h/week | 10 h/week | 35 h/week |\n\
                     |---|---|---:|---:|---:|\n"
        .to_owned();
    for roadmap in roadmaps.as_array().unwrap() {
        let id = roadmap["id"].as_str().unwrap();
        let home = Home::new();
        home.ok(&["use", id]);
        let [slow, steady, fast] = ["5", "10", "35"].map(|hours| {
            let flags = ["plan", "--from", "2027-01-01", "--hours-per-week", hours];
            home.json(&flags)["milestones"].as_array().unwrap().clone()
        });
        for at in 0..slow.len() {
            let text = slow[at]["text"].as_str().unwrap();
            let [slow, steady, fast] = [&slow, &steady, &fast].map(|plan| {
                let mid: Date = plan[at]["finish"]["mid"].as_str().unwrap().parse().unwrap();
                mid.strftime("%b %Y").to_string()
            });
            writeln!(table, "| `{id}` | {text} | {slow} | {steady} | {fast} |").unwrap();
        }
    }
    table += "\nThis assumes a start on 1 January 2027 with nothing done. `roadmap plan` shows your\n\
              own dates.\n";
    table
}

/// The frame for an example that is only a part of a roadmap.
const AROUND_ENTRIES: &str =
    "title: T\nstages:\n  - id: example\n    title: Example\n    skills:\n";
const BESIDE_KEYS: &str =
    "title: T\nstages:\n  - id: example\n    title: Example\n    skills: [git]\n";

#[test]
fn lint_finds_nothing_in_the_examples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/roadmaps.md");
    let page = fs::read_to_string(path).unwrap();
    let examples = examples(&page);
    assert!(examples.len() > 8, "{examples:?}");
    let home = Home::new();
    for (at, (name, example)) in examples.iter().enumerate() {
        let file = match name {
            Some(name) => home.file(name, example),
            None => home.file(&format!("example-{at}.yaml"), &whole(example)),
        };
        let lint = home.run(&["lint", "--plain", file.to_str().unwrap()]);
        assert_eq!((lint.status, warnings(&lint)), (0, vec![]), "{example}");
    }
}

/// Returns the problems that are worse than a note.
fn warnings(lint: &common::Ran) -> Vec<&str> {
    let lines = lint.stdout.lines().chain(lint.stderr.lines());
    lines.filter(|line| line.contains("warning") || line.contains("error")).collect()
}

/// Returns the YAML blocks of a page, each with its `file=NAME`, if any.
fn examples(page: &str) -> Vec<(Option<&str>, String)> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```yaml") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        examples.push((kind.trim().strip_prefix("file="), block.join("\n") + "\n"));
    }
    examples
}

/// Returns a roadmap with the example in it: a list of entries, or keys of the file.
fn whole(example: &str) -> String {
    if !example.starts_with("- ") {
        return format!("{BESIDE_KEYS}{example}");
    }
    format!("{AROUND_ENTRIES}      {}", example.trim_end().replace('\n', "\n      "))
}
