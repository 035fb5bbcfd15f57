use crate::common::Home;
use crate::web;

#[test]
fn replaces_the_list_and_shows_progress() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(
        home.ok(&["use", "devops", "web"]),
        "In use:\n\
         1. DevOps Engineer (devops): 0 of 84 done, 0%, current\n\
         2. Web basics (web): 1 of 5 done, 20%\n\
         Progress in all other roadmaps is kept.\n\
         Run: roadmap next\n"
    );
    home.ok(&["use", "devops"]);
    assert!(home.ok(&["use", "devops"]).starts_with("Already in use:\n"));
    assert_eq!(home.events().len(), 4);
}

#[test]
fn accepts_titles_and_suggests_ids() {
    let home = web();
    home.ok(&["use", "web basics"]);
    let said = home.fails(&["use", "devop"]);
    assert_eq!(said, "error: no roadmap 'devop'\ndid you mean 'devops'?\nnothing was recorded\n");
    assert_eq!(home.run(&["use"]).status, 2);
}

#[test]
fn a_roadmap_in_use_whose_file_is_missing_is_one_warning() {
    let home = web();
    home.ok(&["use", "web", "devops"]);
    std::fs::remove_file(home.roadmaps().join("web.yaml")).unwrap();
    let gone = "warning: 'web' is in use but the file is missing; see roadmap doctor\n";
    for args in [
        &["next"][..],
        &["list"],
        &["show", "backend"],
        &["find", "docker"],
        &["progress", "backend"],
        &["gap", "senior-backend"],
        &["next", "--roadmap", "backend"],
        &["check", "docker"],
        &["note", "docker", "x"],
    ] {
        let ran = home.run(args);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, gone), "{args:?}");
    }
    let template = "{{ steps[0].roadmap }}";
    assert_eq!(home.run(&["next", "--format", template]).stdout, "devops\n");
    // With the file, the roadmap and its progress are back.
    home.roadmap("web", crate::WEB);
    assert_eq!(home.run(&["next"]).stderr, "");
}

#[test]
fn the_default_roadmap_is_backend() {
    let home = Home::new();
    assert_eq!(home.json(&["next"])["steps"][0]["roadmap"], "backend");
}

#[test]
fn without_a_usable_roadmap_the_default_is_used() {
    let home = web();
    std::fs::remove_file(home.roadmaps().join("web.yaml")).unwrap();
    let template = "{{ steps[0].roadmap }}";
    assert_eq!(home.run(&["next", "--format", template]).stdout, "backend\n");
    // The missing roadmap can be dropped by its id once there is another one.
    home.run(&["use", "--add", "backend"]);
    home.run(&["use", "--drop", "web"]);
    assert_eq!(home.run(&["next"]).stderr, "");
}

#[test]
fn adds_and_drops() {
    let home = web();
    home.ok(&["use", "--add", "devops", "backend"]);
    assert_eq!(home.events()[1]["roadmaps"], serde_json::json!(["web", "devops", "backend"]));
    home.ok(&["use", "--drop", "web"]);
    assert_eq!(home.events()[2]["roadmaps"], serde_json::json!(["devops", "backend"]));
    assert_eq!(
        home.fails(&["use", "--drop", "web"]),
        "error: 'web' is not in use\nin use: devops, backend\nnothing was recorded\n"
    );
    assert_eq!(
        home.fails(&["use", "--drop", "devops", "backend"]),
        "error: no roadmap would be left in use\n\
         to follow another instead: roadmap use <roadmap>\nnothing was recorded\n"
    );
    assert_eq!(home.events().len(), 3);
}
