use serde_json::json;

use crate::{percent, status, web};

#[test]
fn of_a_group_what_is_open_is_skipped_by_name() {
    let home = web();
    home.ok(&["check", "exercises"]);
    home.ok(&["skip", "practice"]);
    assert_eq!(status(&home, "exercises"), "done");
    assert_eq!(status(&home, "page"), "skipped");
    assert_eq!(home.events()[2]["skills"], json!(["page"]));
}

#[test]
fn what_is_skipped_counts_no_more() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(percent(&home), 20);
    home.ok(&["skip", "exercises", "--note", "later"]);
    assert_eq!(percent(&home), 25);
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["skipped"], 1);
    assert_eq!(home.ok(&["skip", "exercises"]), "Exercises is skipped already\n");
}
