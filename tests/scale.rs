//! The queries of docs/scale.md, run in `DuckDB` over a class of a thousand people,
//! give the same results as `team`.

#![cfg(unix)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Home, Ran, missing};

/// Runs the SQL of the page in order and prints the rows of each query.
const QUERIES: &str = r#"
import duckdb, json, re, sys
connection = duckdb.connect()
connection.execute("SET enable_progress_bar = false")
answers = []
for block in re.findall(r"```sql\n(.*?)```", open(sys.argv[1], encoding="utf-8").read(), re.S):
    result = connection.execute(block)
    if block.startswith("SELECT"):
        answers.append([[str(v) if hasattr(v, "isoformat") else v for v in row] for row in result.fetchall()])
print(json.dumps(answers))
"#;

/// Returns a Python that has duckdb: the one of `.ci/tools`, or the system's.
fn python() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/python/bin/python");
    [own, "python3".into()].into_iter().find(|python| {
        let ran = Command::new(python).args(["-c", "import duckdb"]).output();
        ran.is_ok_and(|ran| ran.status.success())
    })
}

#[test]
fn the_queries_agree_with_team() {
    let Some(python) = python() else {
        missing("duckdb for Python");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = Home::new();
    let make = format!(
        "$roadmap show backend --json >backend.json && \
         python3 '{}' 1000 300 class <backend.json",
        root.join("scripts/class.py").display()
    );
    assert_eq!(Ran::of(&home.shell(&make).output().unwrap()).status, 0);
    let mut queries = Command::new(python);
    queries.args(["-c", QUERIES]).arg(root.join("docs/scale.md"));
    home.set_up(&mut queries);
    let ran = Ran::of(&queries.output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let answers: Vec<serde_json::Value> = serde_json::from_str(&ran.stdout).unwrap();
    let [table, sums, stages, percents, skills, who, inactive] = &answers[..] else {
        panic!("{} queries", answers.len());
    };
    let team = home.json(&["team", "class"]);
    let shown = home.json(&["show", "backend"]);
    let ids: Vec<_> = shown["stages"].as_array().unwrap().iter().map(|at| &at["id"]).collect();
    let number =
        |stage: &serde_json::Value| ids.iter().position(|id| *id == stage).map(|at| at + 1);
    let rows = team["people"].as_array().unwrap();
    for (row, found) in rows.iter().zip(table.as_array().unwrap()) {
        let mut learning = row["learning"].as_array().unwrap().clone();
        learning.sort_by_key(ToString::to_string);
        let minutes = (row["hours_this_month"].as_f64().unwrap() * 60.0).round();
        let expected = serde_json::json!([
            row["person"],
            row["percent"],
            row["done"],
            row["required"],
            number(&row["stage"]),
            learning,
            row["last_active"],
            found[7],
        ]);
        assert_eq!(*found, expected);
        assert!((minutes - found[7].as_f64().unwrap()).abs() < 1.0, "{row} {found}");
    }
    assert_eq!(table.as_array().unwrap().len(), 1000);
    let backend = &team["sums"]["roadmaps"][0];
    let expected = serde_json::json!([[1000, team["sums"]["median_percent"], backend["finished"]]]);
    assert_eq!(*sums, expected);
    let expected = backend["stages"].as_array().unwrap().iter().zip(1..);
    let expected = expected.filter(|(stage, _)| stage["people"] != 0);
    let expected: Vec<_> =
        expected.map(|(stage, at)| serde_json::json!([at, stage["people"]])).collect();
    assert_eq!(*stages, serde_json::json!(expected));
    let expected = home.json(&["team", "class", "--stages"])["roadmaps"][0]["people"].clone();
    let expected = expected.as_array().unwrap().iter();
    let expected: Vec<_> =
        expected.map(|row| serde_json::json!([row["person"], row["percents"]])).collect();
    assert_eq!(*percents, serde_json::json!(expected));
    let expected = home.json(&["team", "class", "--skills"])["skills"].clone();
    let expected: Vec<_> = expected
        .as_array()
        .unwrap()
        .iter()
        .map(|row| serde_json::json!([row["id"], row["done"], row["learning"], row["skipped"]]))
        .collect();
    assert_eq!(*skills, serde_json::json!(expected));
    let found = home.json(&["team", "class", "--who", "git"]);
    let mut expected: Vec<_> = ["done", "learning"]
        .into_iter()
        .flat_map(|status| found[status].as_array().unwrap().iter().map(move |by| (by, status)))
        .map(|(by, status)| serde_json::json!([by["person"], status]))
        .collect();
    expected.sort_by_key(ToString::to_string);
    assert_eq!(*who, serde_json::json!(expected));
    let expected = home.json(&["team", "class", "--inactive", "14d"])["people"].clone();
    let expected: Vec<_> =
        expected.as_array().unwrap().iter().map(|row| serde_json::json!([row["person"]])).collect();
    assert_eq!(*inactive, serde_json::json!(expected));
}
