//! `ics`, read by two parsers of Python.

use serde_json::{Value, json};

use crate::common::Home;
use crate::tools::{python, read};
use crate::{hostile, web};

fn parsed(home: &Home, options: &[&str]) -> Option<Vec<Value>> {
    let args: Vec<&str> = ["export", "ics"].iter().chain(options).copied().collect();
    let text = home.ok(&args);
    let parts: Vec<Value> = serde_json::from_str(&read(python("ics.py")?, &text)).unwrap();
    Some(parts)
}

fn row(part: &Value, fields: &[&str]) -> Value {
    fields.iter().map(|field| part[*field].clone()).collect()
}

#[test]
fn the_plan_is_all_day_events() {
    let home = web();
    let options = ["--hours-per-week", "7", "--by", "2026-12-31", "--notes"];
    let Some(parts) = parsed(&home, &options) else { return };
    let rows: Vec<Value> =
        parts.iter().map(|part| row(part, &["kind", "uid", "summary", "start", "end"])).collect();
    assert_eq!(
        rows,
        [
            json!(["VEVENT", "looks@web", "Looks", "2026-11-20", "2026-11-30"]),
            json!(["VEVENT", "own-server@web", "A server of your own", "2026-11-30", "2026-12-25"]),
            json!([
                "VEVENT",
                "start.end@web",
                "End of stage: First steps",
                "2026-11-29",
                "2026-11-30"
            ]),
            json!(["VEVENT", "online.end@web", "End of stage: Online", "2026-12-24", "2026-12-25"]),
            json!([
                "VEVENT",
                "online.milestone@web",
                "Milestone: A page that everybody can visit",
                "2026-12-24",
                "2026-12-25"
            ]),
            json!(["VEVENT", ".goal@web", "Goal: Web basics", "2026-12-31", "2027-01-01"]),
        ]
    );
    assert_eq!(parts[0]["description"], "Note: SECRET colours");
    assert!(home.ok(&["export", "ics"]).contains("DTSTAMP:20261120T120000Z\r\n"));
}

#[test]
fn tasks_have_a_status() {
    let home = web();
    home.ok(&["spent", "looks", "5h"]);
    home.ok(&["start", "rented-space"]);
    home.ok(&["skip", "statistics"]);
    let Some(parts) = parsed(&home, &["--todo", "--hours-per-week", "7"]) else { return };
    let rows: Vec<Value> =
        parts.iter().map(|part| row(part, &["kind", "uid", "status", "percent", "end"])).collect();
    assert_eq!(
        rows,
        [
            json!(["VTODO", "pages@web", "COMPLETED", 100, null]),
            json!(["VTODO", "looks@web", "IN-PROCESS", 50, "2026-11-24"]),
            json!(["VTODO", "own-server@web", "CANCELLED", 0, null]),
            json!(["VTODO", "rented-space@web", "IN-PROCESS", 0, "2026-11-27"]),
            json!(["VTODO", "statistics@web", "CANCELLED", 0, null]),
            json!(["VTODO", "start.end@web", "NEEDS-ACTION", 50, "2026-11-24"]),
            json!(["VTODO", "online.end@web", "NEEDS-ACTION", 0, "2026-11-27"]),
            json!(["VTODO", "online.milestone@web", "NEEDS-ACTION", 33, "2026-11-27"]),
        ]
    );
}

#[test]
fn texts_are_read_back_unchanged() {
    let Some(parts) = parsed(&hostile(), &["--todo", "--notes"]) else { return };
    assert_eq!(parts[0]["summary"], "-2 \"quoted\"; <i>é日本🚀</i> #1 end");
    let about = parts[0]["description"].as_str().unwrap();
    let lines: Vec<&str> = about.lines().collect();
    assert_eq!(
        lines,
        [
            r"{{ x }} {% y %} ${z} %w \N \, \; _a_ due:2026-01-01 (A) x",
            "Done when: ]]> </script>",
            "Done when: a: b; c, d",
            "https://example.org/?a=1&b=(2)_*;$x",
            "Note: =note <script> \u{fffd}x",
        ]
    );
}

#[test]
fn a_plan_that_cannot_be_made_is_an_error() {
    assert_eq!(
        web().fails(&["export", "ics", "--off", "2026-01-01..9999-12-31"]),
        "error: every day from 2026-11-20 on is off, so nothing can be planned\n"
    );
}
