use serde_json::{Value, json};

use crate::common::Home;
use crate::web;

/// The minimum hours left in `web`, as four commands show it.
#[track_caller]
fn left(home: &Home) -> [f64; 4] {
    let min = |hours: &Value| hours["min"].as_f64().unwrap();
    [
        min(&home.json(&["progress"])["roadmaps"][0]["hours"]["left"]),
        min(&home.json(&[])["roadmaps"][0]["hours"]["left"]),
        min(&home.json(&["gap", "web"])["targets"][0]["hours"]),
        // The plan includes the median, 20 hours, for the skill without an estimate.
        min(&home.json(&["plan"])["hours"]) - 20.0,
    ]
}

#[test]
fn replaces_the_hours_of_the_roadmap_in_all_totals() {
    let home = web();
    let before = left(&home)[0];
    for (estimate, html) in
        [("10h", 10.0), ("4-9h", 4.0), ("50%", 4.0), ("1h30m", 1.5), ("200%", 16.0)]
    {
        home.ok(&["estimate", "html", estimate]);
        for (at, sum) in left(&home).into_iter().enumerate() {
            assert!((sum - (before - 8.0 + html)).abs() < 1e-9, "{estimate}, {at}: {sum}");
        }
        assert_eq!(
            home.json(&["next"])["steps"][0]["hours"]["min"].as_f64(),
            Some(html),
            "{estimate}"
        );
    }
    home.ok(&["estimate", "--reset", "html"]);
    assert!(left(&home).iter().all(|sum| (sum - before).abs() < 1e-9));
}

#[test]
fn shows_the_estimate_and_the_hours_of_the_roadmap() {
    let home = web();
    for (args, want) in [
        (
            &["html", "10h"][..],
            "HTML and more: 10 hours for you; the roadmap says 8 to 12 hours\n\
             Web basics: 95 to 135 hours left\n",
        ),
        (
            &["html", "10", "hours"],
            "HTML and more: 10 hours for you; the roadmap says 8 to 12 hours (as before)\n\
             Web basics: 95 to 135 hours left\n",
        ),
        (
            &["html,", "exercises", "50%"],
            "HTML and more: 4 to 6 hours for you, 50% of the roadmap's 8 to 12 hours\n\
             Exercises: 50% for you, but the roadmap has no estimate\n\
             Web basics: 89 to 131 hours left\n",
        ),
        (
            &["exercises", "3h"],
            "Exercises: 3 hours for you; the roadmap has no estimate\n\
             Web basics: 92 to 134 hours left\n",
        ),
        (
            &["--reset", "html", "exercises"],
            "HTML and more: 8 to 12 hours, as the roadmap says\n\
             Exercises: no estimate, as in the roadmap\n\
             Web basics: 93 to 137 hours left\n",
        ),
    ] {
        assert_eq!(home.ok(&[&["estimate"], args].concat()), want);
    }
    home.ok(&["estimate", "html", "10h"]);
    home.ok(&["spent", "html", "5h"]);
    let shown = home.ok(&["show", "html"]);
    assert_eq!(
        shown.lines().find(|line| line.starts_with("Hours")),
        Some("Hours: 10 hours for you; the roadmap says 8 to 12 hours, 5 hours spent")
    );
    let shown = home.json(&["show", "html"]);
    assert_eq!(shown["hours"], json!({"min": 8, "max": 12}));
    assert_eq!(shown["estimate"], json!({"hours": {"min": 10, "max": 10}, "percent": null}));
}

#[test]
fn records_one_event_that_can_be_undone() {
    let home = web();
    let report = home.json(&["estimate", "html", "ruby", "50%"]);
    let event = home.events().pop().unwrap();
    assert_eq!(
        report,
        json!({"schema": 1, "changed": [], "unchanged": ["html", "ruby"], "event": event["id"]})
    );
    assert_eq!(event["event"], "estimate");
    assert_eq!(event["skills"], json!(["html", "ruby"]));
    assert_eq!(event["estimate"], json!({"percent": 50}));
    assert_eq!(home.json(&["estimate", "html", "50%"])["event"], Value::Null);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["show", "html"])["estimate"], Value::Null);
}

#[test]
fn invalid_estimates_are_errors_and_record_nothing() {
    let home = web();
    let journal = std::fs::read(home.journal()).unwrap();
    for (args, error) in [
        (
            &["html", "long"][..],
            "'long' is not an estimate\nwrite 10h, 8-12h, 1h30m or 50% after the skills\n\
             to remove your estimate: roadmap estimate --reset <skill>\n",
        ),
        (&["html", "12-8"], "this range is reversed; write 8-12h\n"),
        (&["html", "0%"], "'0%' is out of range: 1% to 1000% of the roadmap's hours\n"),
        (&["html", "20000h"], "'20000h' is out of range: an estimate is 1 minute to 10000 hours\n"),
        (&["10h"], "a skill and an estimate are required\nfor example: roadmap estimate sql 10h\n"),
        (
            &["practice", "10h"],
            "'practice' is a group, not a skill\nthe skills of 'practice': exercises, page\n",
        ),
    ] {
        let stderr = home.fails(&[&["estimate"], args].concat());
        assert_eq!(stderr, format!("error: {error}nothing was recorded\n"), "{args:?}");
    }
    assert_eq!(std::fs::read(home.journal()).unwrap(), journal);
}
