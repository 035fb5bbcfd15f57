use crate::common::Home;
use crate::web;

#[test]
fn shows_a_welcome_before_the_first_event() {
    let home = Home::new();
    let out = home.ok(&[]);
    let lines: Vec<&str> = out.lines().take(3).collect();
    assert_eq!(lines[0], "Welcome to roadmap: your way to a role, one skill at a time.");
    assert_eq!(lines[1], "Roadmaps:");
    assert_eq!(lines[2].split_once(": ").unwrap().0, "1. Backend Developer (backend)");
    assert!(out.ends_with(
        "To begin:\n\
         1. To find out where you start, run: roadmap setup\n\
         2. To follow a roadmap, run: roadmap use backend\n\
         3. To mark what you know already, run: roadmap check --known html-and-css\n\
         4. To see what to learn next, run: roadmap next\n"
    ));
}

#[test]
fn shows_progress_and_next_steps() {
    let home = web();
    home.ok(&["start", "html", "--on", "2026-11-03"]);
    home.ok(&["skip", "page"]);
    assert_eq!(
        home.ok(&[]),
        "Web basics: 0%\n\
         0 of 4 done, 1 skipped, 0 of 1 optional, 88 to 132 hours left, 1 skill without an estimate, stage 1 of 2\n\
         Next steps:\n\
         1. HTML and more (html): learning, since 3 Nov, 8 to 12 hours, unlocks 5 more\n\
         Run: roadmap check html\n\
         Run: roadmap next --explain\n\
         When will you finish?\n\
         Run: roadmap plan --hours-per-week 8\n\
         Stages:\n\
         Stage 1. First steps: 0 of 1 done, you are here\n\
         Stage 2. A first language: 0 of 3 done, 1 skipped\n"
    );
}

#[test]
fn json_combines_next_and_progress() {
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

#[test]
fn shows_the_week_the_milestone_and_whether_the_goal_is_met() {
    let mut home = Home::new();
    home.roadmap("shop", SHOP);
    home.ok(&["use", "shop"]);
    home.ok(&["plan", "--hours-per-week", "8", "--by", "2027-01-01", "--save"]);
    home.ok(&["spent", "sql", "5h30m", "--on", "2026-11-17"]);
    let said = |home: &Home, start: &str| {
        let out = home.ok(&[]);
        let lines: Vec<_> = out.lines().filter(|line| line.starts_with(start)).collect();
        lines.join("|")
    };
    assert_eq!(said(&home, "This week"), "This week: 5.5 hours of 3.4 hours");
    assert_eq!(
        said(&home, "Next milestone"),
        "Next milestone: Ready to help, by 21 Dec (0 of 1 done)"
    );
    assert_eq!(said(&home, "At "), "At 8 hours a week: Basics by 21 Dec, all by 1 Feb 2027");
    assert_eq!(
        said(&home, "Goal"),
        "Goal 1 Jan 2027: at 8 hours a week 4 weeks late; you log 1.4 hours a week"
    );
    assert_eq!(said(&home, "Last"), "");
    home.at("2026-12-08T12:00Z[UTC]");
    assert_eq!(said(&home, "Last"), "Last: SQL, 3 weeks ago");
    let greeting = home.json(&[])["greeting"].clone();
    assert_eq!(
        greeting["last"],
        serde_json::json!({"id": "sql", "title": "SQL", "on": "2026-11-17"})
    );
    assert_eq!(greeting["week"], serde_json::json!({"spent": 0, "planned": 8}));
}

#[test]
fn a_finished_roadmap_has_a_recap() {
    let home = Home::new();
    home.roadmap("shop", SHOP);
    home.ok(&["use", "shop"]);
    home.ok(&["start", "sql", "--on", "2026-09-01"]);
    home.ok(&["spent", "sql", "12h", "--on", "2026-09-02"]);
    home.ok(&["check", "sql", "--on", "2026-10-01", "--evidence", "a talk"]);
    assert_eq!(home.json(&[])["recaps"], serde_json::json!([]));
    home.ok(&["check", "--known", "http"]);
    let out = home.ok(&[]);
    let from = out.find("Finished").unwrap();
    let upto = out.find("Stages").unwrap();
    assert_eq!(
        &out[from..upto],
        "Finished: nothing required is left in Shop.\n\
         From 1 Sep to 1 Oct: 4 weeks\n\
         1 skill learned, 1 known before, 1 proof\n\
         12 hours logged, estimated at 90 hours\n\
         It leads to:\n\
         1. backend: More of it.\n\
         Run: roadmap use backend\n\
         1 skill to refresh\n\
         Run: roadmap refresh\n"
    );
}

const SHOP: &str = "\
title: Shop
stages:
  - id: basics
    title: Basics
    milestone: Ready to help
    skills: [{ id: sql, title: SQL, hours: 42 }]
  - id: more
    title: More
    skills: [{ id: http, title: HTTP, hours: 48 }]
leads_to: [{ roadmap: backend, why: More of it. }]
";
