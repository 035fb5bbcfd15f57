use crate::web;

#[test]
fn names_come_before_summaries() {
    let home = web();
    let hits = home.json(&["find", "html"]);
    let ids: Vec<_> =
        hits["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    // `html` is the id of one, and an alias of the other.
    assert_eq!(ids[..2], ["html-and-css", "html"]);
}

#[test]
fn reports_that_nothing_was_found() {
    let home = web();
    assert_eq!(home.ok(&["find", "zzz"]), "nothing found for 'zzz'\n");
    assert_eq!(home.ok(&["search", "web", "first", "steps"]).lines().count(), 1);
}

/// The ids that `find` returns for these arguments.
#[track_caller]
fn found(home: &crate::common::Home, args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["find", "--roadmap", "web"].iter().chain(args).copied().collect();
    let hits = home.json(&args);
    let id = |hit: &serde_json::Value| hit["id"].as_str().unwrap().to_owned();
    hits["hits"].as_array().unwrap().iter().map(id).collect()
}

#[test]
fn filters_work_without_words() {
    let home = web();
    home.ok(&["start", "ruby"]);
    home.ok(&["skip", "page"]);
    let all = ["html", "css", "js", "ruby", "react", "rails", "exercises", "page"];
    for (args, want) in [
        (&[][..], &all[..]),
        (&["--status", "learning", "--status", "skipped"], &["ruby", "page"]),
        (&["--kind", "technical", "--optional"], &["css"]),
        (&["--stage", "start"], &["html", "css"]),
        (&["--stage", "2", "--status", "todo"], &["js", "react", "rails", "exercises"]),
        (&["--level", "beginner"], &["html", "css"]),
        (&["--free"], &["html"]),
        (&["--without-hours"], &["exercises"]),
        (&["--optional", "html"], &[]),
        (&["--level", "beginner", "html"], &["html"]),
    ] {
        assert_eq!(found(&home, args), want, "{args:?}");
    }
    assert_eq!(
        home.ok(&["find", "--status", "learning"]),
        "1. Ruby (ruby): learning, in backend, full-stack and web\n"
    );
    assert_eq!(home.ok(&["find", "--status", "done"]), "nothing found\n");
    assert_eq!(home.run(&["find"]).status, 2);
    assert_eq!(home.run(&["find", "--status", "x"]).status, 2);
}
