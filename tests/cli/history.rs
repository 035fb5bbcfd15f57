use serde_json::json;

use crate::common::Home;
use crate::{status, web};

#[test]
fn lists_newest_first_and_marks_undone_events() {
    let home = web();
    home.ok(&["check", "html", "js", "--note", "at last"]);
    home.ok(&["undo"]);
    assert_eq!(
        home.ok(&["history"]),
        "1. 2026-11-20: undo check html and js: \"at last\"\n\
         2. 2026-11-20: check html and js: \"at last\" (undone)\n\
         3. 2026-11-20: use web\n"
    );
    assert_eq!(home.ok(&["history", "html"]).lines().count(), 1);
    assert_eq!(home.ok(&["history", "-n", "1"]).lines().count(), 1);
    let events = home.json(&["history"]);
    assert_eq!(events["events"][1]["undone"], true);
    assert_eq!(events["events"][2]["undone"], json!(null));
}

#[test]
fn undo_undoes_one_event_at_a_time() {
    let home = web();
    home.ok(&["check", "html"]);
    home.ok(&["start", "js"]);
    assert_eq!(
        home.ok(&["undo"]),
        "undone: start js, made 2026-11-20 09:12\nJavaScript is todo again\n\
         Web basics: 1 of 5 done, 20%\n"
    );
    assert_eq!(
        home.ok(&["undo"]),
        "undone: check html, made 2026-11-20 09:12\nHTML and more is todo again\n\
         Web basics: 0 of 5 done, 0% (was 20%)\n"
    );
    assert_eq!(status(&home, "html"), "todo");
    home.ok(&["undo"]);
    assert_eq!(home.ok(&["undo"]), "nothing to undo\n");
    assert_eq!(home.events().len(), 6);
}

#[test]
fn undo_reports_what_it_changed() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(home.json(&["undo"])["changed"], json!(["html"]));
    assert_eq!(home.json(&["undo"])["changed"], json!([]));
}

#[test]
fn unknown_fields_and_events_are_kept() {
    let home = Home::new();
    home.file(
        ".local/share/roadmap/progress.jsonl",
        concat!(
            r#"{"v":1,"id":"01a1f85d-b0a8-7411-9a18-ac4e77419a0d","at":"2026-11-19T10:00:00Z","event":"done","on":"2026-11-19","skills":["git"],"mood":"good"}"#,
            "\n",
            r#"{"v":1,"id":"01a1f85d-b0a8-7411-9a18-ac4e77419a0e","at":"2026-11-19T11:00:00Z","event":"celebrate","on":"2026-11-19"}"#,
            "\n"
        ),
    );
    let ran = home.run(&["history", "--json"]);
    let warning = "warning: 1 event of a newer version of roadmap, read as far as understood; \
                   see roadmap doctor\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
    let events: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(events["events"][1]["mood"], "good");
    assert_eq!(events["events"][0]["event"], "celebrate");
    let shown = home.run(&["show", "git", "--json"]).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["status"], "done");
}

#[test]
fn filters_by_range_event_and_skill() {
    let mut home = web();
    home.at("2026-11-20T12:00Z[UTC]");
    home.ok(&["spent", "html", "1h", "--on", "2026-11-10"]);
    home.ok(&["check", "html", "--on", "monday"]);
    home.ok(&["spent", "js", "2h"]);
    home.ok(&["uncheck", "html"]);
    for (args, want) in [
        (&["--week"][..], "reset spent done use"),
        (&["--event", "spent"], "spent spent"),
        (&["--event", "log", "-n", "1"], "spent"),
        (&["--event", "check"], "done"),
        (&["--event", "uncheck", "--skill", "html"], "reset"),
        (&["--skill", "js"], "spent"),
        (&["--since", "2026-11-10", "--until", "2026-11-16"], "done spent"),
        (&["--year", "--event", "spent", "html"], "spent"),
        (&["--month", "--event", "note"], ""),
    ] {
        let found = home.json(&[&["history"], args].concat());
        let events = found["events"].as_array().unwrap().iter();
        let events: Vec<_> = events.map(|event| event["event"].as_str().unwrap()).collect();
        assert_eq!(events.join(" "), want, "{args:?}");
    }
    assert_eq!(home.ok(&["history", "--event", "note"]), "no recorded event matches\n");
    let wrong = home.run(&["history", "--event", "party"]);
    assert_eq!(wrong.status, 2, "{}", wrong.stderr);
}

#[test]
fn a_ticked_resource_has_its_number_and_title() {
    let home = web();
    home.ok(&["check", "html/1", "html/2"]);
    home.ok(&["uncheck", "html/1"]);
    // The second one has no title.
    assert_eq!(
        home.ok(&["history", "-n", "2"]),
        "1. 2026-11-20: uncheck html/1 Learn HTML\n\
         2. 2026-11-20: check html/1 Learn HTML, \
         html: developer.mozilla.org/en-US/docs/Web/HTML\n"
    );
}

#[test]
fn ids_are_shown_if_asked_for() {
    let home = web();
    let id = home.events()[0]["id"].as_str().unwrap().to_owned();
    let short = id.rsplit('-').next().unwrap();
    assert_eq!(home.ok(&["history", "--ids"]), format!("1. 2026-11-20: use web, id {short}\n"));
}

#[test]
fn undo_says_what_holds_now() {
    let home = web();
    home.ok(&["use", "backend"]);
    assert_eq!(
        home.ok(&["undo"]),
        "undone: use backend, made 2026-11-20 09:12\nfollowing Web basics again\n"
    );
    home.ok(&["use", "--add", "backend"]);
    home.ok(&["use", "--drop", "backend"]);
    assert_eq!(
        home.ok(&["undo"]),
        "undone: use --drop backend, made 2026-11-20 09:12\n\
         following Web basics and Backend Developer again\n"
    );
    assert_eq!(
        home.ok(&["undo"]),
        "undone: use --add backend, made 2026-11-20 09:12\nfollowing Web basics again\n"
    );
    home.ok(&["check", "html", "js"]);
    home.ok(&["uncheck", "html"]);
    assert_eq!(
        home.ok(&["undo"]),
        "undone: uncheck html, made 2026-11-20 09:12\nHTML and more is done again\n\
         Web basics: 2 of 5 done, 40% (was 20%)\n"
    );
    assert_eq!(
        home.ok(&["undo"]),
        "undone: check html and js, made 2026-11-20 09:12\n\
         HTML and more and JavaScript are todo again\nWeb basics: 0 of 5 done, 0% (was 40%)\n"
    );
}
