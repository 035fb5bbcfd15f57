use serde_json::json;

use crate::common::Home;
use crate::{percent, status, web};

#[test]
fn records_the_skill_and_shows_what_changed() {
    let home = web();
    assert_eq!(
        home.ok(&["check", "html"]),
        "done: HTML and more\nWeb basics: 1 of 5 done, 20% (was 0%)\nready now: A language\n"
    );
    let event = &home.events()[1];
    assert_eq!(event["event"], "done");
    assert_eq!(event["skills"], json!(["html"]));
    assert_eq!(event["on"], "2026-11-20");
    assert_eq!(event["v"], 1);
    assert_eq!(event["at"], "2026-11-20T09:12:33.124Z", "1 ms after the event before");
}

#[test]
fn repeating_it_writes_nothing() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(home.ok(&["check", "html"]), "HTML and more is done already\n");
    assert_eq!(home.events().len(), 2);
}

#[test]
fn adds_notes_and_evidence_to_a_done_skill() {
    let home = web();
    home.ok(&["check", "html"]);
    let out = home.ok(&["check", "html", "--note", "again", "--evidence", "https://a.b/"]);
    assert_eq!(out, "HTML and more is done already; your note was added\n");
    let shown = home.json(&["show", "html"]);
    assert_eq!(shown["notes"], json!([{"on": "2026-11-20", "text": "again"}]));
    assert_eq!(shown["evidence"], json!(["https://a.b/"]));
}

#[test]
fn records_nothing_if_a_name_is_unknown() {
    let home = web();
    let said = home.fails(&["check", "html", "rubby"]);
    assert_eq!(
        said,
        "error: no skill 'rubby'\ndid you mean 'ruby'?\n\
         run: roadmap check html ruby\nnothing was recorded\n"
    );
    assert_eq!(home.events().len(), 1);
}

#[test]
fn mentions_open_needs_and_records_anyway() {
    let home = web();
    let out = home.ok(&["check", "exercises"]);
    assert!(out.contains("A language usually comes first; recorded anyway\n"), "{out}");
    assert_eq!(status(&home, "exercises"), "done");
}

#[test]
fn ticks_a_resource_by_its_link() {
    let home = web();
    assert_eq!(
        home.ok(&["check", "html/2"]),
        "done: https://developer.mozilla.org/en-US/docs/Web/HTML (html/2)\n"
    );
    let event = &home.events()[1];
    assert_eq!(
        event["resources"],
        json!([{"skill": "html", "url": "https://developer.mozilla.org/en-US/docs/Web/HTML"}])
    );
    let shown = home.json(&["show", "html"]);
    assert_eq!(shown["status"], "todo");
    assert_eq!(shown["resources"][0]["done"], false);
    assert_eq!(shown["resources"][1]["done"], true);
    home.ok(&["check", "html/2"]);
    assert_eq!(home.events().len(), 2, "ticking it again changes nothing");
    assert!(home.fails(&["check", "html/3"]).contains("'html' has 2 resources"));
}

#[test]
fn dates_can_be_in_the_past_but_not_in_the_future() {
    let home = web();
    for (said, on) in [
        ("2026-11-01", "2026-11-01"),
        ("yesterday", "2026-11-19"),
        ("monday", "2026-11-16"),
        ("friday", "2026-11-20"),
    ] {
        home.ok(&["check", "html", "--on", said]);
        assert_eq!(home.json(&["show", "html"])["since"], on, "{said}");
        home.ok(&["uncheck", "html"]);
    }
    for bad in ["2026-11-21", "tomorrow", "2026-02-30", "soon", ""] {
        let ran = home.run(&["check", "html", "--on", bad]);
        assert_eq!(ran.status, 1, "{bad}: {}", ran.stderr);
        assert!(ran.stderr.ends_with("nothing was recorded\n"), "{bad}: {}", ran.stderr);
    }
}

#[test]
fn known_marks_needs_too_without_dates() {
    let home = web();
    let out = home.ok(&["check", "--known", "react"]);
    assert_eq!(
        out,
        "known: React\n\
         known: JavaScript, needed by the others\n\
         known: HTML and more, needed by the others\n\
         Web basics: 3 of 5 done, 60% (was 0%)\n\
         ready now: Exercises and A page of your own\n"
    );
    for skill in ["react", "js", "html"] {
        let shown = home.json(&["show", skill]);
        assert_eq!(shown["status"], "done", "{skill}");
        assert_eq!(shown["since"], json!(null), "{skill}");
        assert_eq!(shown["known"], true, "{skill}");
    }
    assert_eq!(home.events().len(), 2, "one event for all");
}

#[test]
fn all_marks_required_skills_but_no_open_choices() {
    let home = web();
    let out = home.ok(&["check", "--all", "program"]);
    assert!(
        out.contains("done: Exercises\n") && out.contains("done: A page of your own\n"),
        "{out}"
    );
    assert!(out.contains("still to choose: A language (js, ruby)\n"), "{out}");
    assert_eq!(status(&home, "js"), "todo");
    // Started options are marked too.
    home.ok(&["start", "ruby"]);
    home.ok(&["check", "--all", "web"]);
    assert_eq!(status(&home, "ruby"), "done");
    assert_eq!(status(&home, "css"), "todo", "optional skills are not marked");
    assert_eq!(percent(&home), 80);
}

#[test]
fn all_with_only_open_choices_is_an_error() {
    let home = web();
    let said = home.fails(&["check", "--all", "language"]);
    assert_eq!(
        said,
        "error: nothing to mark: only choices are open\n\
         A language: start one of js, ruby\n\
         nothing was recorded\n"
    );
    home.ok(&["check", "js"]);
    assert_eq!(home.ok(&["check", "--all", "language"]), "nothing to change\n");
}

#[test]
fn groups_and_stages_need_the_flag_all() {
    let home = web();
    assert!(home.fails(&["check", "practice"]).contains("roadmap check --all practice"));
    assert!(home.fails(&["check", "program"]).contains("roadmap check --all program"));
    assert!(home.fails(&["check", "language"]).contains("js, ruby"));
}

#[test]
fn a_skill_counts_in_every_roadmap() {
    let home = Home::new();
    home.ok(&["use", "backend", "devops"]);
    home.ok(&["check", "git"]);
    for roadmap in ["backend", "devops"] {
        let answer = home.json(&["progress", roadmap]);
        assert_eq!(answer["roadmaps"][0]["done"], 1, "{roadmap}");
    }
}

#[test]
fn invalid_evidence_is_an_error() {
    let home = web();
    for bad in ["ftp://a.b/", "javascript:alert(1)", "https://a b/", " "] {
        let ran = home.run(&["check", "html", "--evidence", bad]);
        assert_ne!(ran.status, 0, "{bad}");
        assert_eq!(home.events().len(), 1, "{bad}");
    }
}

#[test]
fn commas_between_skills_are_accepted() {
    let home = web();
    home.ok(&["check", "html,", "js"]);
    home.ok(&["start", "css,exercises"]);
    assert_eq!(["html", "js"].map(|id| status(&home, id)), ["done", "done"]);
    assert_eq!(["css", "exercises"].map(|id| status(&home, id)), ["learning", "learning"]);
}

#[test]
fn skills_of_a_roadmap_not_in_use_count_there() {
    let home = web();
    home.roadmap(
        "other",
        "title: Other\nstages:\n  - id: one\n    title: One\n    skills: [{ id: x, title: X }]\n",
    );
    assert_eq!(
        home.ok(&["check", "--all", "other"]),
        "done: X\nOther: 1 of 1 done, 100% (was 0%)\ncounts in Other, which is not in use\n"
    );
}

#[test]
fn evidence_can_be_a_link_a_path_or_text() {
    let home = web();
    let evidence = ["https://a.b/", "~/report.pdf", "a talk at work"];
    let args: Vec<&str> = evidence.iter().flat_map(|text| ["--evidence", text]).collect();
    home.ok(&[&["check", "html"], &args[..]].concat());
    assert_eq!(home.events()[1]["evidence"], serde_json::json!(evidence));
    assert_eq!(home.json(&["show", "html"])["evidence"], serde_json::json!(evidence));
}

#[test]
fn a_date_can_be_corrected() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(
        home.ok(&["check", "html", "--on", "2026-11-02"]),
        "HTML and more: date corrected\n"
    );
    assert_eq!(home.json(&["show", "html"])["since"], "2026-11-02");
    assert_eq!(home.events()[2]["redate"], json!(true));
    // The same date again writes nothing, and a note does not change the date.
    home.ok(&["check", "html", "--on", "2026-11-02"]);
    assert_eq!(home.events().len(), 3);
    home.ok(&["check", "html", "--note", "again"]);
    assert_eq!(home.json(&["show", "html"])["since"], "2026-11-02");
    assert_eq!(home.events()[3]["redate"], json!(null));
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!(home.json(&["show", "html"])["since"], "2026-11-20");
    home.ok(&["skip", "css"]);
    home.ok(&["skip", "css", "--on", "yesterday"]);
}

#[test]
fn known_removes_the_date_and_its_effect_on_the_pace() {
    let mut home = web();
    home.ok(&["start", "html", "--on", "2026-11-01"]);
    home.ok(&["check", "html", "--on", "2026-11-10"]);
    home.at("2026-11-21T12:00Z[UTC]");
    assert_eq!(home.json(&["plan"])["pace"]["hours_per_week"], json!(2.5));
    home.ok(&["check", "--known", "html"]);
    let shown = home.json(&["show", "html"]);
    assert_eq!((&shown["since"], &shown["known"]), (&json!(null), &json!(true)));
    assert_eq!(home.json(&["plan"])["pace"], json!(null));
    assert_eq!(home.ok(&["check", "--known", "html"]), "HTML and more is done already\n");
    assert_eq!(home.events().len(), 4);
}
