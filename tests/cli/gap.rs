use serde_json::{Value, json};

use crate::common::Home;
use crate::web;

const OPS: &str = "\
title: Operations
stages:
  - id: all
    title: All
    skills:
      - { id: html, title: HTML and more, hours: 8-12 }
      - { id: deploy, title: Deployment, hours: 10-20, needs: [shell, language] }
      - { id: shell, title: Shell, hours: 5, needs: linux }
      - { id: tool, title: A tool, choose: 1, skills: [{ id: js, title: JavaScript, hours: 60-100 }, { id: go, title: Go, hours: 3 }] }
      - { id: watch, title: Watching, hours: 4 }
      - { id: extra, title: Extra, optional: true }
";

fn home() -> Home {
    let home = web();
    home.roadmap("ops", OPS);
    home.ok(&["check", "html", "--on", "2026-11-03"]);
    home
}

#[test]
fn lists_skills_done_learning_and_missing() {
    let home = home();
    home.ok(&["check", "--known", "js"]);
    home.ok(&["start", "deploy"]);
    home.ok(&["skip", "watch"]);
    let gap = home.json(&["gap", "ops"]);
    assert_eq!(
        gap,
        json!({"schema": 1, "targets": [{
            "roadmap": "ops",
            "title": "Operations",
            "percent": 50,
            "starts_after": null,
            "have": [
                {"id": "html", "title": "HTML and more", "since": "2026-11-03"},
                {"id": "js", "title": "JavaScript", "since": null},
            ],
            "learning": [{
                "id": "deploy", "title": "Deployment", "since": "2026-11-20",
                "hours": {"min": 10, "max": 20},
            }],
            "missing": [
                {"id": "shell", "title": "Shell", "hours": {"min": 5, "max": 5}, "skipped": false},
                {"id": "watch", "title": "Watching", "hours": {"min": 4, "max": 4}, "skipped": true},
            ],
            "assumes": ["language", "linux"],
            "assumed_knowledge": [
                {"id": "language", "title": "A language", "known": true},
                {"id": "linux", "title": "linux", "known": false},
            ],
            "assumed": [],
            "left_out": [],
            "milestones": [],
            "hours": {"min": 19, "max": 29},
            "unestimated": 0,
            "hours_per_week": 5,
            "weeks": 5,
            "finish": "2026-12-23",
        }]})
    );
    assert_eq!(
        home.ok(&["gap", "Operations"]),
        "Operations: 50% done, 19 to 29 hours left, 5 weeks at 5 hours a week (default), by 23 Dec\n\
         1. have HTML and more: since 3 Nov\n\
         2. have JavaScript: known before\n\
         3. Deployment: learning since 20 Nov, 10 to 20 hours\n\
         4. missing Shell: 5 hours\n\
         5. missing Watching: 4 hours, skipped\n\
         Assumed knowledge, not counted: A language (known) and linux.\n"
    );
}

#[test]
fn an_open_choice_counts_with_its_assumed_option() {
    let home = home();
    let gap = &home.json(&["gap", "ops"])["targets"][0];
    assert_eq!(gap["assumed"], json!([{"choice": "tool", "options": ["js"]}]));
    let missing: Vec<_> =
        gap["missing"].as_array().unwrap().iter().map(|skill| &skill["id"]).collect();
    assert_eq!(missing, ["shell", "deploy", "js", "watch"]);
}

#[test]
fn weeks_use_the_saved_pace() {
    let home = home();
    let weeks = || {
        let gap = home.json(&["gap", "ops"]);
        (gap["targets"][0]["hours_per_week"].clone(), gap["targets"][0]["weeks"].clone())
    };
    assert_eq!(weeks(), (json!(5), json!(21)));
    home.ok(&["plan", "--hours-per-week", "9", "--save"]);
    assert_eq!(weeks(), (json!(9), json!(12)));
    home.ok(&["plan", "--roadmap", "ops", "--hours-per-week", "27", "--save"]);
    assert_eq!(weeks(), (json!(27), json!(4)));
}

/// The roadmaps of the answer, in order.
fn targets(home: &Home, args: &[&str]) -> Vec<String> {
    let gap = home.json(&[&["gap"], args].concat());
    let targets = gap["targets"].as_array().unwrap().iter();
    targets.map(|target| target["roadmap"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn without_arguments_shows_what_the_roadmaps_in_use_lead_to() {
    let home = home();
    assert_eq!(targets(&home, &[]), ["backend"]);
    home.roadmap(
        "ops",
        &format!(
            "{OPS}leads_to: [{{ roadmap: web }}, {{ roadmap: backend }}, {{ roadmap: nowhere }}]\n"
        ),
    );
    home.ok(&["use", "web", "ops"]);
    // Nearest first, without duplicates and missing roadmaps.
    assert_eq!(targets(&home, &[]), ["web", "backend"]);
    let all = targets(&home, &["--all"]);
    assert!(all.len() > 4 && all.contains(&"ops".to_owned()) && all.contains(&"devops".to_owned()));
    let gap = home.json(&["gap", "--all"]);
    let not_yet = |target: &Value| target["starts_after"]["reached"] == json!(false);
    let left = |target: &Value| (not_yet(target), target["weeks"].as_u64().unwrap());
    let weeks: Vec<_> = gap["targets"].as_array().unwrap().iter().map(left).collect();
    assert!(weeks.is_sorted(), "{weeks:?}");
}

#[test]
fn reports_if_no_roadmap_follows() {
    let home = Home::new();
    home.roadmap("ops", OPS);
    home.ok(&["use", "ops"]);
    assert_eq!(home.ok(&["gap"]), "ops leads to no other roadmap\nRun: roadmap gap --all\n");
    assert_eq!(home.json(&["gap"]), json!({"schema": 1, "targets": []}));
    home.ok(&["check", "html", "deploy", "shell", "go", "watch"]);
    assert!(home.ok(&["gap", "ops"]).starts_with("Operations: 100% done, nothing left\n"));
    assert_eq!(home.fails(&["gap", "opps"]), "error: no roadmap 'opps'\ndid you mean 'ops'?\n");
}
