//! `taskwarrior`, imported by Taskwarrior itself.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::{Home, Ran};
use crate::tools::is_there;
use crate::{hostile, web};

/// Runs Taskwarrior with its data in this home.
fn task(home: &Home, args: &[&str]) -> Ran {
    let mut command = Command::new("task");
    home.set_up(&mut command);
    home.file(".taskrc", "data.location=~/.task\nconfirmation=off\nverbose=nothing\n");
    fs::create_dir_all(home.path().join(".task")).unwrap();
    Ran::of(&command.env("TASKRC", home.path().join(".taskrc")).args(args).output().unwrap())
}

/// Imports and returns all tasks, without the times that Taskwarrior adds.
#[track_caller]
fn import(home: &Home, options: &[&str]) -> Vec<Value> {
    let args: Vec<&str> = ["export", "taskwarrior", "-o", "tasks.json"].to_vec();
    home.ok(&[args.as_slice(), options].concat());
    let ran = task(home, &["import", "tasks.json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    tasks(home)
}

fn tasks(home: &Home) -> Vec<Value> {
    let ran = task(home, &["export"]);
    let mut tasks: Vec<Value> = serde_json::from_str(&ran.stdout).unwrap();
    tasks.sort_by_key(|task| task["uuid"].to_string());
    tasks
}

fn find<'t>(tasks: &'t [Value], description: &str) -> &'t Value {
    tasks.iter().find(|task| task["description"] == description).unwrap()
}

#[test]
fn importing_twice_changes_nothing() {
    if !is_there("task") {
        return;
    }
    let home = web();
    let first = import(&home, &["--notes"]);
    assert_eq!(first.len(), 5);
    let again = task(&home, &["import", "tasks.json"]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    assert_eq!(tasks(&home), first);
    // Nor does an import on another day change anything.
    let mut later = home;
    later.at("2026-12-24T09:12Z[UTC]");
    assert_eq!(import(&later, &["--notes"]), first);
}

#[test]
fn tasks_have_the_data_of_their_skills() {
    if !is_there("task") {
        return;
    }
    let home = web();
    let tasks = import(&home, &["--notes"]);
    let (pages, looks) = (find(&tasks, "Pages"), find(&tasks, "Looks"));
    // Python: uuid.uuid5(uuid.NAMESPACE_URL, "pages@web")
    assert_eq!(pages["uuid"], "f229a671-6333-5d09-a6fc-d83db07be808");
    let fields = ["status", "project", "start", "end", "tags", "depends"];
    let row = |task: &Value| -> Value { fields.iter().map(|key| task[*key].clone()).collect() };
    assert_eq!(
        row(pages),
        json!(["completed", "web.start", null, "20261115T120000Z", ["technical"], null])
    );
    assert_eq!(
        row(looks),
        json!(["pending", "web.start", "20261116T120000Z", null, ["technical"], [pages["uuid"]]])
    );
    assert_eq!(find(&tasks, "Rented space")["depends"], json!([looks["uuid"]]));
    assert_eq!(find(&tasks, "Statistics")["tags"], json!(["optional", "practice"]));
    let annotations = |task: &Value| -> Vec<String> {
        let list = task["annotations"].as_array().unwrap().iter();
        list.map(|one| one["description"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        annotations(pages),
        [
            "What a page is made of.",
            "Hours: 8 to 12",
            "Done when: A page about a hobby, seen by a friend",
            "MDN: https://example.org/mdn",
            "https://example.org/more",
            "Evidence: https://example.org/me",
        ]
    );
    assert_eq!(annotations(looks), ["Hours: 10 to 10", "Note: SECRET colours"]);
    // The same skills are ready in Taskwarrior and in roadmap.
    let ready = task(&home, &["rc.verbose=nothing", "+READY", "_unique", "description"]).stdout;
    assert_eq!(ready, "Looks\nStatistics\n");
}

#[test]
fn a_second_import_updates() {
    if !is_there("task") {
        return;
    }
    let home = web();
    import(&home, &[]);
    home.ok(&["check", "looks", "--on", "2026-11-18"]);
    home.ok(&["start", "rented-space", "--on", "2026-11-19"]);
    let tasks = import(&home, &[]);
    assert_eq!(tasks.len(), 5);
    let statuses = ["Looks", "A server of your own", "Rented space"]
        .map(|name| find(&tasks, name)["status"].as_str().unwrap().to_owned());
    assert_eq!(statuses, ["completed", "deleted", "pending"]);
}

#[test]
fn no_task_ends_before_its_entry() {
    let home = web();
    home.ok(&["start", "looks", "--on", "2026-11-16"]);
    home.ok(&["check", "looks", "--on", "2026-11-12"]);
    let tasks: Vec<Value> = serde_json::from_str(&home.ok(&["export", "taskwarrior"])).unwrap();
    let looks = find(&tasks, "Looks");
    assert_eq!(
        (&looks["entry"], &looks["end"]),
        (&json!("20261112T120000Z"), &json!("20261112T120000Z"))
    );
}

#[test]
fn hostile_texts_stay_texts() {
    if !is_there("task") {
        return;
    }
    let home = hostile();
    let tasks = import(&home, &["--notes"]);
    find(&tasks, "-2 \"quoted\"; <i>é日本🚀</i> #1 end");
    find(&tasks, "@SUM(A1)");
    let again = import(&home, &["--notes"]);
    assert_eq!(again, tasks);
}
