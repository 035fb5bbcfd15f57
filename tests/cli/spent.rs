use std::process::{ExitStatus, Stdio};

use serde_json::{Value, json};

use crate::common::Home;
use crate::web;

#[test]
fn logs_time_in_every_form() {
    let home = web();
    assert_eq!(
        home.ok(&["spent", "html", "1h30m"]),
        "HTML and more: 1 hour 30 minutes logged, 1 hour 30 minutes of 8 to 12 hours spent\n"
    );
    assert_eq!(
        home.ok(&["log", "hypertext", "90m", "--on", "yesterday"]),
        "HTML and more: 1 hour 30 minutes logged on 19 Nov, 3 hours of 8 to 12 hours spent\n"
    );
    home.ok(&["spent", "html", "2h", "--on", "monday"]);
    home.ok(&["spent", "exercises", "1.5h"]);
    let events = home.events();
    let logged: Vec<_> = events[1..]
        .iter()
        .map(|event| {
            (event["skills"][0].as_str().unwrap(), &event["minutes"], event["on"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        logged,
        [
            ("html", &json!(90), "2026-11-20"),
            ("html", &json!(90), "2026-11-19"),
            ("html", &json!(120), "2026-11-16"),
            ("exercises", &json!(90), "2026-11-20"),
        ]
    );
    assert_eq!(home.json(&["show", "html"])["spent_minutes"], 300);
    assert!(home.ok(&["show", "html"]).contains("Hours: 8 to 12 hours, 5 hours spent\n"));
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["hours"]["spent"], 6.5);
    assert!(home.ok(&["progress"]).contains("6 hours 30 minutes of "));
}

#[test]
fn json_has_the_fields_of_all_recording_commands() {
    let home = web();
    let report = home.json(&["spent", "html", "1h"]);
    let event = home.events().pop().unwrap();
    assert_eq!(
        report,
        json!({"schema": 1, "changed": [], "unchanged": ["html"], "event": event["id"]})
    );
}

#[test]
fn invalid_times_are_errors_and_record_nothing() {
    let home = web();
    home.ok(&["spent", "html", "20h"]);
    let journal = std::fs::read(home.journal()).unwrap();
    let unknown =
        |text: &str| format!("'{text}' is not a time; write 1h30m, 1:30, 90m, 2h or 1.5h");
    for (args, error) in [
        (["html", "0m", "--on", "today"], "that is less than a minute; log at least 1m".to_owned()),
        (["html", "2", "--on", "today"], "'2' needs a unit: 2h or 2m".to_owned()),
        (["html", "NaNh", "--on", "today"], unknown("NaNh")),
        (
            ["exercises", "4h1m", "--on", "today"],
            "4 h 1 min more on 2026-11-20 is more than one day: 20 h is logged already".to_owned(),
        ),
        (["html", "25h", "--on", "yesterday"], "25 h is more than one day".to_owned()),
    ] {
        let stderr = home.fails(&[&["spent"], &args[..]].concat());
        assert_eq!(stderr, format!("error: {error}\nnothing was recorded\n"));
    }
    let group = home.fails(&["spent", "practice", "1h"]);
    assert_eq!(
        group,
        "error: 'practice' is a group, not a skill\n\
         the skills of 'practice': exercises, page\nnothing was recorded\n"
    );
    assert!(home.fails(&["spent", "html", "1h", "--on", "tomorrow"]).starts_with("error: "));
    assert_eq!(
        home.fails(&["spent", "htlm", "1h"]),
        "error: no skill 'htlm'\ndid you mean 'html' or 'html-and-css'?\nnothing was recorded\n"
    );
    assert_eq!(std::fs::read(home.journal()).unwrap(), journal);
    home.ok(&["spent", "exercises", "4h"]);
}

#[test]
fn parallel_writers_do_not_overfill_a_day() {
    let home = web();
    let spawn = || {
        let mut command = home.command(&["spent", "html", "5h"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let running: Vec<_> = (0..8).map(|_| spawn()).collect();
    let ended = running.into_iter().map(|mut child| child.wait().unwrap());
    assert_eq!(ended.filter(ExitStatus::success).count(), 4);
    assert_eq!(home.json(&["show", "html"])["spent_minutes"], 1200);
}

#[test]
fn logged_time_reduces_the_plan_down_to_a_tenth() {
    let home = web();
    let left = || {
        let plan = home.json(&["plan", "--hours-per-week", "8"]);
        let items = plan["weeks"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|week| week["items"].as_array().unwrap());
        items
            .filter(|item| item["id"] == "html")
            .map(|item| item["hours"].as_f64().unwrap())
            .sum::<f64>()
    };
    let is = |hours: f64| assert!((left() - hours).abs() < 1e-9, "{} {hours}", left());
    is(10.0);
    home.ok(&["spent", "html", "6h"]);
    is(4.0);
    home.ok(&["spent", "html", "6h"]);
    is(1.0);
}

/// The pace that `plan` shows, in hours a week.
fn pace(home: &Home) -> Value {
    home.json(&["plan"])["pace"]["hours_per_week"].clone()
}

#[test]
fn known_and_merely_checked_skills_give_no_pace() {
    let mut home = Home::new();
    let skills: Vec<String> =
        (0..25).map(|at| format!("      - {{ id: s{at}, title: S {at}, hours: 10 }}\n")).collect();
    home.roadmap("many", &format!("title: Many\nstages:\n  - id: s\n    title: S\n    skills:\n{}      - {{ id: open, title: Open }}\n", skills.concat()));
    home.ok(&["use", "many"]);
    let ids: Vec<String> = (0..25).map(|at| format!("s{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    home.ok(&[&["check", "--known"], &ids[..12]].concat());
    home.ok(&[&["check"], &ids[12..]].concat());
    home.at("2026-11-21T12:00Z[UTC]");
    assert_eq!(home.json(&["plan"])["pace"], Value::Null);
    assert!(!home.ok(&["plan"]).contains("pace of the last"));
}

#[test]
fn the_pace_is_the_average_of_four_weeks() {
    let mut home = web();
    // Started and finished without logged time: counts 10 hours, the middle of 8 and 12.
    home.at("2026-10-30T12:00Z[UTC]").ok(&["start", "html"]);
    home.at("2026-11-10T12:00Z[UTC]").ok(&["check", "html"]);
    // With logged time, only that counts.
    home.ok(&["start", "ruby", "--on", "2026-11-01"]);
    home.ok(&["spent", "ruby", "5h", "--on", "2026-11-02"]);
    home.ok(&["check", "ruby", "--on", "2026-11-09"]);
    // Too long ago, within the 4 weeks, and today, which does not count yet.
    home.ok(&["spent", "exercises", "7h", "--on", "2026-10-22"]);
    home.ok(&["spent", "exercises", "1h", "--on", "2026-10-23"]);
    home.at(crate::common::NOW);
    home.ok(&["spent", "exercises", "3h"]);
    // (10 + 5 + 1) / 4
    assert_eq!(pace(&home), 4);
    let out = home.ok(&["plan", "--hours-per-week", "8"]);
    assert!(out.contains("\nYour pace of the last 4 weeks, 4 hours a week: finished by "), "{out}");
}

#[test]
fn an_older_entry_can_be_deleted() {
    let home = web();
    home.ok(&["spent", "html", "1h"]);
    home.ok(&["note", "html", "a note"]);
    home.ok(&["spent", "html", "2h"]);
    let ids: Vec<String> = home
        .events()
        .iter()
        .map(|event| event["id"].as_str().unwrap().rsplit('-').next().unwrap().to_owned())
        .collect();
    let [_, first, note, _] = &ids[..] else { panic!("{ids:?}") };
    assert_eq!(home.ok(&["spent", "--delete", first]), "deleted: spent 1 hour on html\n");
    assert_eq!(home.json(&["show", "html"])["spent_minutes"], 120);
    let said = |args: &[&str]| home.fails(args);
    assert_eq!(
        said(&["spent", "--delete", first]),
        format!(
            "error: '{first}' is already undone\n\
             roadmap history --event spent --ids lists them\nnothing was recorded\n"
        )
    );
    assert_eq!(
        said(&["spent", "--delete", note]),
        format!(
            "error: '{note}' is a note event, not a spent event\n\
             roadmap history --event spent --ids lists them\nnothing was recorded\n"
        )
    );
    assert_eq!(
        said(&["note", "--delete", "zzz"]),
        "error: no note event ends with 'zzz'\n\
         roadmap history --event note --ids lists them\nnothing was recorded\n"
    );
    assert_eq!(home.json(&["note", "--delete", note])["unchanged"], json!(["html"]));
    assert_eq!(home.json(&["show", "html"])["notes"], json!([]));
    assert_eq!(home.run(&["note"]).status, 2);
    assert_eq!(home.run(&["spent", "html"]).status, 1);
}
