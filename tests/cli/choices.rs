//! How choices affect the next steps.

use crate::{percent, status, steps, web};

#[test]
fn a_choice_is_a_step_until_enough_options_are_started() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(steps(&home, &[]), ["language"], "the library needs a language");
    home.ok(&["start", "js"]);
    assert_eq!(steps(&home, &[]), ["js"]);
    home.ok(&["check", "js"]);
    assert_eq!(steps(&home, &[]), ["library", "exercises", "page"]);
}

#[test]
fn an_option_that_needs_an_unchosen_option_is_out_of_scope() {
    let home = web();
    home.ok(&["check", "html", "js"]);
    let answer = home.json(&["next"]);
    let options = answer["steps"][0]["options"].as_array().unwrap();
    assert_eq!(options.len(), 1);
    assert_eq!(options[0]["id"], "react");
}

#[test]
fn any_option_can_still_be_started() {
    let home = web();
    home.ok(&["check", "html", "js"]);
    home.ok(&["start", "ruby"]);
    assert_eq!(status(&home, "ruby"), "learning");
    assert!(!steps(&home, &[]).contains(&"ruby".to_owned()));
    assert!(home.ok(&["next"]).ends_with("Also learning, though not required: Ruby\n"));
}

#[test]
fn everything_done_or_skipped_is_100_percent() {
    let home = web();
    home.ok(&["check", "html", "js", "page"]);
    home.ok(&["skip", "library", "exercises"]);
    assert_eq!(percent(&home), 100);
    assert_eq!(home.run(&["next", "--exit-code"]).status, 3);
    let out = home.ok(&["next"]);
    assert_eq!(
        out,
        "Finished: nothing required is left in Web basics.\nIt leads to:\n1. backend: The other side.\nRun: roadmap use backend\n"
    );
}
