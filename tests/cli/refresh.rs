use serde_json::{Value, json};

use crate::common::Home;
use crate::{status, web};

/// The ids of the due skills.
#[track_caller]
fn due(home: &Home) -> Vec<String> {
    let answer = home.json(&["refresh"]);
    let due = answer["due"].as_array().unwrap().iter();
    due.map(|due| due["id"].as_str().unwrap().to_owned()).collect()
}

/// A home in which two skills were done long ago, and one was marked as known today.
fn long_ago() -> Home {
    let home = web();
    home.ok(&["check", "html", "--on", "2026-09-01", "--evidence", "https://example.org/page"]);
    home.ok(&["check", "exercises", "--on", "2026-08-01"]);
    home.ok(&["check", "--known", "page"]);
    home
}

#[test]
fn lists_due_skills_with_evidence() {
    let home = long_ago();
    assert_eq!(
        home.ok(&["refresh"]),
        "2 skills are due: could you still do this today?\n\
         1. Exercises (exercises): done 1 Aug\n\
         2. HTML and more (html): done 1 Sep\n\
         \x20   proof: https://example.org/page\n\n\
         If you still know it:\n\
         Run: roadmap refresh exercises\n\
         To learn it again:\n\
         Run: roadmap refresh exercises --faded\n"
    );
    assert_eq!(
        home.json(&["refresh"])["due"][1],
        json!({
            "roadmap": "web", "id": "html", "title": "HTML and more", "since": "2026-09-01",
            "refreshed": null, "due": "2026-10-01", "evidence": ["https://example.org/page"],
            "done_when": [],
        })
    );
    // Something that needs it has been finished since.
    home.ok(&["check", "css", "--on", "2026-10-01"]);
    assert_eq!(due(&home), ["exercises", "css"]);
}

#[test]
fn refreshed_skills_are_due_again_later() {
    let mut home = long_ago();
    assert_eq!(
        home.ok(&["refresh", "html"]),
        "HTML and more: still known, due again on 18 Feb 2027\n"
    );
    let event = home.events().pop().unwrap();
    assert_eq!((&event["event"], &event["skills"]), (&json!("refresh"), &json!(["html"])));
    assert_eq!(
        home.ok(&["refresh", "html"]),
        "HTML and more: still known, due again on 18 Feb 2027 (as before)\n"
    );
    assert_eq!(due(&home), ["exercises"]);
    home.at("2027-02-18T12:00Z[UTC]");
    assert_eq!(due(&home), ["exercises", "page", "html"]);
    home.ok(&["undo"]);
    home.at("2026-11-21T12:00Z[UTC]");
    assert_eq!(due(&home), ["exercises", "html"]);
}

#[test]
fn faded_skills_are_learned_again() {
    let home = long_ago();
    let said = home.ok(&["refresh", "html", "--faded"]);
    assert_eq!(said.lines().next(), Some("learning: HTML and more"));
    assert_eq!(status(&home, "html"), "learning");
    assert_eq!(due(&home), ["exercises"]);
}

#[test]
fn only_done_skills_can_be_refreshed() {
    let home = long_ago();
    for args in [&["js"][..], &["js", "--faded"], &["html", "js"]] {
        assert_eq!(
            home.fails(&[&["refresh"], args].concat()),
            "error: 'js' is todo, and only what is done can be refreshed\nnothing was recorded\n"
        );
    }
    assert_eq!(home.run(&["refresh", "--faded"]).status, 2);
}

#[test]
fn the_overview_reminds_unless_it_is_turned_off() {
    let home = long_ago();
    let line = |home: &Home| {
        let out = home.ok(&[]);
        out.lines().find(|line| line.ends_with("to refresh")).map(str::to_owned)
    };
    assert_eq!(line(&home).as_deref(), Some("2 skills to refresh"));
    assert_eq!(home.json(&[])["greeting"]["refresh"], 2);
    home.ok(&["use", "--no-refresh"]);
    assert_eq!(line(&home), None);
    assert_eq!(
        home.ok(&["refresh"]),
        "nothing is due\nrefresh is off for Web basics\nRun: roadmap use web --refresh\n"
    );
    home.ok(&["use", "web", "backend"]);
    assert_eq!(line(&home), None);
    home.ok(&["use", "--refresh", "web"]);
    assert_eq!(line(&home).as_deref(), Some("2 skills to refresh"));
    let event = home.events().pop().unwrap();
    assert_eq!(
        (&event["no_refresh"], &event["roadmaps"]),
        (&Value::Null, &json!(["web", "backend"]))
    );
}

#[test]
fn it_is_turned_off_for_a_roadmap() {
    let home = long_ago();
    assert_eq!(
        home.ok(&["use", "web", "--no-refresh"]),
        "In use:\n1. Web basics (web): 3 of 5 done, 60%, current\n\
         Progress in all other roadmaps is kept.\nRun: roadmap next\n\
         refresh is off for Web basics\nRun: roadmap use web --refresh\n"
    );
    assert_eq!(due(&home), [""; 0]);
    assert_eq!(home.json(&["refresh"])["off_for"], json!(["web"]));
    // Another roadmap in use is asked for, and web still is not.
    home.roadmap("more", "title: More\nstages:\n- { id: s, title: S, skills: [{ id: exercises, title: Exercises }] }\n");
    home.ok(&["use", "more"]);
    assert_eq!(home.events().pop().unwrap()["no_refresh"], json!(["web"]));
    assert_eq!(due(&home), ["exercises"]);
    // What web has is not asked for by the other either.
    assert_eq!(home.json(&["use", "web", "more"])["no_refresh"], json!(["web"]));
    assert_eq!(due(&home), [""; 0]);
    assert_eq!(home.json(&["refresh"])["off"], false);
    let history = home.ok(&["history", "-n", "2"]);
    assert_eq!(
        history,
        "1. 2026-11-20: use web and more, without refresh of web\n\
         2. 2026-11-20: use more, without refresh of web\n"
    );
    let answer = home.json(&["use", "web", "--refresh"]);
    assert_eq!((&answer["no_refresh"], &answer["roadmaps"]), (&json!([]), &json!(["web", "more"])));
    assert_eq!(due(&home), ["exercises", "html"]);
}

#[test]
fn shows_the_next_date_if_nothing_is_due() {
    let home = web();
    assert_eq!(home.ok(&["refresh"]), "nothing is due\n");
    home.ok(&["check", "html", "--on", "2026-11-01"]);
    assert_eq!(home.ok(&["refresh"]), "nothing is due; the next one is on 1 Dec\n");
}
