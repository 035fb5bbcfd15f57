use crate::common::Home;
use crate::web;

#[test]
fn replaces_the_list_and_says_what_is_done_already() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(
        home.ok(&["use", "devops", "web"]),
        "In use:\n\
         1. DevOps Engineer (devops): 0 of 48 done, 0%, current\n\
         2. Web basics (web): 1 of 5 done, 20%\n\
         Progress in all other roadmaps is kept.\n\
         To type: roadmap next\n"
    );
    home.ok(&["use", "devops"]);
    assert!(home.ok(&["use", "devops"]).starts_with("Already in use:\n"));
    assert_eq!(home.events().len(), 4);
}

#[test]
fn takes_titles_and_suggests() {
    let home = web();
    home.ok(&["use", "web basics"]);
    let said = home.fails(&["use", "devop"]);
    assert_eq!(said, "error: no roadmap 'devop'\ndid you mean 'devops'?\nnothing was recorded\n");
    assert_eq!(home.run(&["use"]).status, 2);
}

#[test]
fn a_roadmap_in_use_that_is_gone_is_said_and_the_others_work() {
    let home = web();
    home.ok(&["use", "web", "devops"]);
    std::fs::remove_file(home.roadmaps().join("web.yaml")).unwrap();
    let ran = home.run(&["next"]);
    assert_eq!(ran.status, 0);
    assert!(
        ran.stderr.starts_with("warning: there is no file of the roadmap 'web'"),
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains("DevOps culture"), "{}", ran.stdout);
    // It comes back with its progress when the file does.
    home.roadmap("web", crate::WEB);
    assert_eq!(home.run(&["next"]).stderr, "");
}

#[test]
fn before_use_the_current_roadmap_is_backend() {
    let home = Home::new();
    assert_eq!(home.json(&["next"])["steps"][0]["roadmap"], "backend");
}
