use serde_json::json;

use crate::{percent, status, web};

#[test]
fn skipping_a_group_skips_its_open_skills() {
    let home = web();
    home.ok(&["check", "exercises"]);
    home.ok(&["skip", "practice"]);
    assert_eq!(status(&home, "exercises"), "done");
    assert_eq!(status(&home, "page"), "skipped");
    assert_eq!(home.events()[2]["skills"], json!(["page"]));
}

#[test]
fn skipped_skills_do_not_count() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(percent(&home), 20);
    home.ok(&["skip", "exercises", "--note", "later"]);
    assert_eq!(percent(&home), 25);
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["skipped"], 1);
    assert_eq!(home.ok(&["skip", "exercises"]), "Exercises is skipped already\n");
}
