use crate::web;

#[test]
fn names_come_before_summaries() {
    let home = web();
    let hits = home.json(&["find", "html"]);
    let ids: Vec<_> =
        hits["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    // Both have it as a name: one as its id, the other as an alias.
    assert_eq!(ids[..2], ["html-and-css", "html"]);
}

#[test]
fn nothing_found_is_said() {
    let home = web();
    assert_eq!(home.ok(&["find", "zzz"]), "nothing found for 'zzz'\n");
    assert_eq!(home.ok(&["search", "web", "first", "steps"]).lines().count(), 1);
}
