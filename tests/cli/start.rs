use crate::{status, web};

#[test]
fn records_and_shows_the_skill() {
    let home = web();
    assert_eq!(
        home.ok(&["start", "html"]),
        "learning: HTML and more\nWeb basics: 0 of 5 done, 0%\n"
    );
    assert_eq!(home.ok(&["start", "HTML AND MORE"]), "HTML and more is being learned already\n");
    assert_eq!(status(&home, "html"), "learning");
}

#[test]
fn a_done_skill_can_be_learned_again() {
    let home = web();
    home.ok(&["check", "html"]);
    home.ok(&["start", "html"]);
    assert_eq!(status(&home, "html"), "learning");
}

#[test]
fn starting_a_choice_is_an_error() {
    let home = web();
    let said = home.fails(&["start", "language"]);
    assert_eq!(
        said,
        "error: 'language' is a choice\nstart one of its options: js, ruby\nrun: roadmap start js\nnothing was recorded\n"
    );
}

#[test]
fn starting_a_group_starts_its_first_ready_skill() {
    let home = web();
    let said = home.fails(&["start", "practice"]);
    assert!(said.contains("'exercises' needs language first"), "{said}");
    home.ok(&["check", "html", "js"]);
    assert!(home.ok(&["start", "practice"]).starts_with("learning: Exercises\n"));
    assert!(home.fails(&["start", "practice"]).contains("'exercises' is being learned already"));
}

#[test]
fn steps_cannot_be_given_by_number() {
    let home = web();
    let said = home.fails(&["start", "1"]);
    assert_eq!(
        said,
        "error: no skill '1'\nlists change, so steps have no numbers; 1 is html now: roadmap start html\nnothing was recorded\n"
    );
}

#[test]
fn a_date_can_be_corrected() {
    let home = web();
    home.ok(&["start", "html"]);
    assert_eq!(
        home.ok(&["start", "html", "--on", "2026-11-02"]),
        "HTML and more: date corrected\n"
    );
    let shown = home.json(&["show", "html"]);
    assert_eq!(
        (&shown["status"], &shown["since"], &shown["started"]),
        (&"learning".into(), &"2026-11-02".into(), &"2026-11-02".into())
    );
}
