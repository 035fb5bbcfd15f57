use crate::common::Home;
use crate::web;

#[test]
fn welcomes_before_the_first_event() {
    let home = Home::new();
    let out = home.ok(&[]);
    let lines: Vec<&str> = out.lines().take(3).collect();
    assert_eq!(lines[0], "Welcome to roadmap: your way to a role, one skill at a time.");
    assert_eq!(lines[1], "Roadmaps:");
    assert_eq!(lines[2].split_once(": ").unwrap().0, "1. Backend Developer (backend)");
    assert!(out.ends_with(
        "To begin:\n\
         1. To find out where you start, type: roadmap setup\n\
         2. To follow a roadmap, type: roadmap use backend\n\
         3. To mark what you know already, type: roadmap check --known html-and-css\n\
         4. To see what to learn next, type: roadmap next\n"
    ));
}

#[test]
fn tells_where_one_stands_and_what_is_next() {
    let home = web();
    home.ok(&["start", "html", "--on", "2026-11-03"]);
    home.ok(&["skip", "page"]);
    assert_eq!(
        home.ok(&[]),
        "Web basics: 0%\n\
         0 of 4 done, 1 skipped, 0 of 1 optional, 88 to 132 hours left, 1 skill without an estimate, stage 1 of 2\n\
         Next steps:\n\
         1. HTML and more (html): learning, since 3 Nov, 8 to 12 hours, unlocks 5 more\n\
         To type: roadmap check html\n\
         To type: roadmap next --explain\n\
         When will you be there?\n\
         To type: roadmap plan --hours-per-week 8\n\
         Stages:\n\
         Stage 1. First steps: 0 of 1 done, you are here\n\
         Stage 2. A first language: 0 of 3 done, 1 skipped\n"
    );
}

#[test]
fn is_next_and_progress_in_one_object() {
    let home = web();
    let (overview, next, progress) =
        (home.json(&[]), home.json(&["next"]), home.json(&["progress"]));
    assert_eq!(overview["steps"], next["steps"]);
    let mut roadmaps = overview["roadmaps"].clone();
    let first = roadmaps[0].as_object_mut().unwrap().remove("next");
    assert_eq!(first.as_ref(), Some(&next["steps"][0]));
    assert_eq!(roadmaps, progress["roadmaps"]);
}

#[test]
fn every_roadmap_in_use_has_a_summary_and_a_step() {
    let home = web();
    home.roadmap("ops", OPS);
    home.ok(&["use", "web", "ops"]);
    let facts = |home: &Home| {
        let overview = home.json(&[]);
        let id = |roadmap: &serde_json::Value| {
            format!("{} {}% {}", roadmap["id"], roadmap["percent"], roadmap["next"]["id"])
        };
        let roadmaps = overview["roadmaps"].as_array().unwrap().iter().map(id);
        (roadmaps.collect::<Vec<_>>().join(", ").replace('"', ""), overview["finished"].clone())
    };
    assert_eq!(facts(&home), ("web 0% html, ops 0% shell".to_owned(), serde_json::json!([])));
    home.ok(&["check", "html", "js", "react", "exercises", "page"]);
    let finished = serde_json::json!(["web"]);
    assert_eq!(facts(&home), ("web 100% null, ops 0% shell".to_owned(), finished));
    assert_eq!(home.json(&[])["steps"], home.json(&["next", "--roadmap", "ops"])["steps"]);
}

const OPS: &str = "\
title: Operations
stages:
  - { id: all, title: All, skills: [{ id: shell, title: Shell, hours: 5 }] }
";
