use serde_json::json;

use crate::common::Home;
use crate::terminal::on_terminal;
use crate::web;

/// A home with activity this week and last week.
fn busy() -> Home {
    let mut home = web();
    home.at("2026-11-10T12:00Z[UTC]");
    home.ok(&["plan", "--hours-per-week", "8", "--save"]);
    home.ok(&["start", "html"]);
    home.ok(&["spent", "html", "6h"]);
    home.at("2026-11-18T12:00Z[UTC]");
    home.ok(&["spent", "html", "90m"]);
    home.ok(&["check", "html", "--evidence", "https://example.org/page", "--note", "private"]);
    home.ok(&["start", "js"]);
    home.at("2026-11-20T12:00Z[UTC]");
    home.ok(&["spent", "js", "4h"]);
    home
}

#[test]
fn reports_this_week_and_next_steps() {
    let home = busy();
    assert_eq!(
        home.ok(&["report"]),
        "Report from 16 Nov to 20 Nov\n\
         5.5 hours of 8 hours logged\n\
         1 skill done, 1 skill started\n\
         Done:\n\
         1. HTML and more (html): 18 Nov, started 10 Nov, 7 hours 30 minutes spent\n\
         Proof: https://example.org/page\n\
         Started:\n\
         1. JavaScript (js): 18 Nov\n\
         Hours by skill:\n\
         1. JavaScript (js): 4 hours\n\
         2. HTML and more (html): 1 hour 30 minutes\n\
         The last 12 months:\n\
         1. November 2026: active on 3 days, 11.5 hours logged\n\
         Next steps:\n\
         1. JavaScript (js): learning, since 18 Nov, 60 to 100 hours, unlocks 3 more\n"
    );
    assert_eq!(home.ok(&["report", "--week"]), home.ok(&["report"]));
}

#[test]
fn a_longer_range_has_weeks() {
    let home = busy();
    let report = home.json(&["report", "--since", "2026-11-04", "--until", "2026-11-17"]);
    let weeks = report["weeks"].as_array().unwrap().clone();
    assert_eq!(
        weeks,
        [
            json!({"since": "2026-11-04", "until": "2026-11-08", "spent": 0, "planned": null}),
            json!({"since": "2026-11-09", "until": "2026-11-15", "spent": 6, "planned": 6.85}),
            json!({"since": "2026-11-16", "until": "2026-11-17", "spent": 0, "planned": 2.28}),
        ]
    );
    assert_eq!((&report["since"], &report["until"]), (&json!("2026-11-04"), &json!("2026-11-17")));
    assert_eq!(report["done"], json!([]));
    assert_eq!(
        report["year"],
        json!([{"date": "2026-11-10", "events": 2, "hours": 6, "level": 4}])
    );
    assert_eq!(home.json(&["report", "--month"])["since"], "2026-11-01");
    assert_eq!(home.json(&["report", "--year"])["since"], "2026-01-01");
    // Nothing is asked of the time before the plan, and its weeks have no line.
    let year = home.ok(&["report", "--year"]);
    let lines: Vec<&str> = year.lines().filter(|line| line.contains(" of ")).collect();
    assert_eq!(
        lines,
        [
            "11.5 hours of 14.9 hours logged",
            "1. from 9 Nov: 6 hours of 6.9 hours",
            "2. from 16 Nov: 5.5 hours of 8 hours",
        ]
    );
}

#[test]
fn prints_markdown_without_notes() {
    let home = busy();
    assert_eq!(
        home.ok(&["report", "--markdown"]),
        "# Web basics: 16 Nov 2026 to 20 Nov 2026\n\n\
         5.5 hours of 8 hours logged.\n\n\
         1 skill done, 1 skill started.\n\n\
         ## Done\n\n\
         - **HTML and more**, 18 Nov, started 10 Nov, 7 hours 30 minutes spent\n\
         \x20 - <https://example.org/page>\n\n\
         ## Started\n\n\
         - **JavaScript**, 18 Nov\n\n\
         ## Hours by skill\n\n\
         | Skill | Time |\n|---|---:|\n\
         | JavaScript | 4 hours |\n| HTML and more | 1 hour 30 minutes |\n\n\
         ## Next\n\n- JavaScript\n"
    );
}

#[test]
fn weeks_without_a_row_are_named_above_the_others() {
    let home = web();
    home.ok(&["spent", "html", "1h", "--on", "2026-03-02"]);
    home.ok(&["spent", "html", "1h"]);
    let mut command = home.command(&["report", "--year"]);
    let ran = on_terminal(80, command.env("NO_COLOR", "1").env("ROADMAP_PAGER", ""));
    let weeks = ran.stdout.lines().skip(4).take(3);
    let weeks: Vec<String> =
        weeks.map(|line| line.split("  ").next().unwrap().to_owned()).collect();
    assert_eq!(weeks, ["11 earlier weeks not shown", "18 May", "25 May"], "{}", ran.stdout);
}

#[test]
fn a_long_report_goes_through_the_pager() {
    let home = busy();
    home.ok(&["spent", "html", "1h", "--on", "2026-03-02"]);
    let mut command = home.command(&["report", "--year"]);
    let ran = on_terminal(80, command.env("ROADMAP_PAGER", "sed s/^/+/").env("TERM", "xterm"));
    let is_paged = ran.stdout.lines().all(|line| line.starts_with('+'));
    assert_eq!((ran.status, is_paged), (0, true), "{}", ran.stdout);
}

#[test]
fn nothing_is_said_to_be_nothing() {
    let home = Home::new();
    let report = home.ok(&["report"]);
    assert_eq!(
        report.lines().take(2).collect::<Vec<_>>(),
        ["Report from 16 Nov to 20 Nov", "Nothing was recorded on these days."]
    );
}

#[test]
fn invalid_ranges_are_errors() {
    let home = busy();
    for (args, error) in [
        (
            &["--since", "2026-11-18", "--until", "2026-11-17"][..],
            "the range from 2026-11-18 to 2026-11-17 ends before it starts\n\
             give the earlier day with --since\n",
        ),
        (&["--since", "tomorrow"], "tomorrow is in the future; give a day up to today\n"),
    ] {
        for command in ["report", "history"] {
            let said = home.fails(&[&[command], args].concat());
            assert_eq!(said, format!("error: {error}"), "{command} {args:?}");
        }
    }
    for args in [&["--week", "--month"][..], &["--until", "today"], &["--year", "--since", "today"]]
    {
        assert_eq!(home.run(&[&["report"], args].concat()).status, 2, "{args:?}");
        assert_eq!(home.run(&[&["history"], args].concat()).status, 2, "{args:?}");
    }
}
