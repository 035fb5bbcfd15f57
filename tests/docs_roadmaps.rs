//! The table of the built-in roadmaps in the README, and the examples of the
//! page on writing roadmaps.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use common::Home;

const OPEN: &str = "<!-- roadmaps -->\n";
const CLOSE: &str = "<!-- /roadmaps -->";

/// With `BLESS=1` the table is written instead.
#[test]
fn the_table_in_the_readme_is_what_list_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(OPEN).expect("the README has a place for the table");
    let (written, after) = rest.split_once(CLOSE).expect("that place has an end");
    let table = table(&Home::new().json(&["list"])["roadmaps"]);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, [before, OPEN, &table, CLOSE, after].concat()).unwrap();
        return;
    }
    assert!(written == table, "to be: {table}\nto write it: BLESS=1 cargo test --test docs_roadmaps");
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
    table += "\nAll options of all choices are counted as skills, but only one way through them in\n\
              the hours, and nothing that is optional.\n";
    table
}
