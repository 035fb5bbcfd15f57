use crate::common::Home;
use crate::web;

#[test]
fn welcomes_before_the_first_event() {
    let home = Home::new();
    let out = home.ok(&[]);
    assert!(out.starts_with("Welcome to roadmap: the way to a role, a skill at a time.\n"));
    assert!(out.contains("1. backend, Backend Developer: "));
    assert!(out.ends_with(
        "To begin:\n\
         1. roadmap use backend: follow a roadmap\n\
         2. roadmap check --known html-and-css: what you know already\n\
         3. roadmap next: what to learn now\n"
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
         0 of 4 done, 1 skipped, 0 of 1 optional, 88 to 132 h left, 1 skill without an estimate, stage 1 of 2\n\
         Stage 1. First steps: 0 of 1 done, you are here\n\
         Stage 2. A first language: 0 of 3 done, 1 skipped\n\
         Next steps:\n\
         1. HTML and more (html): learning, since 3 Nov, 8 to 12 h, unlocks JavaScript and 4 more\n\
         When will you be there? roadmap plan --hours-per-week 8\n\
         To type: roadmap check html\n\
         To type: roadmap next --explain\n"
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
