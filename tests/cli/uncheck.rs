use crate::{status, web};

#[test]
fn resets_any_status_to_todo() {
    let home = web();
    for before in ["check", "start", "skip"] {
        home.ok(&[before, "html"]);
        home.ok(&["uncheck", "html"]);
        assert_eq!(status(&home, "html"), "todo", "{before}");
    }
    assert_eq!(home.ok(&["uncheck", "html"]), "HTML and more is todo already\n");
}

#[test]
fn unticks_a_resource() {
    let home = web();
    home.ok(&["check", "html/1"]);
    home.ok(&["uncheck", "html/1"]);
    assert_eq!(home.json(&["show", "html"])["resources"][0]["done"], false);
}
