use crate::common::Home;
use crate::web;

#[test]
fn lists_built_in_and_own_roadmaps() {
    let home = web();
    let out = home.ok(&["list"]);
    assert!(out.starts_with("1. Backend Developer (backend): "), "{out}");
    assert!(
        out.ends_with("Web basics (web): 8 skills, 93 to 137 hours, 0% done, in use, yours\n"),
        "{out}"
    );
    let answer = home.json(&["list"]);
    let web = answer["roadmaps"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(web["origin"], home.roadmaps().join("web.yaml").display().to_string());
    assert_eq!(web["in_use"], true);
    assert_eq!(answer["roadmaps"][0]["origin"], "built-in");
}

#[test]
fn an_own_file_replaces_a_built_in_roadmap() {
    let home = Home::new();
    home.roadmap("backend", crate::WEB);
    assert_eq!(home.json(&["next"])["steps"][0]["id"], "html");
    assert_eq!(home.json(&["list"])["roadmaps"][0]["title"], "Web basics");
}

#[test]
fn a_broken_file_is_reported_and_the_rest_works() {
    let home = web();
    home.roadmap("broken", "title: 404\nstages: []\n");
    let ran = home.run(&["list"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.contains("broken.yaml"), "{}", ran.stderr);
    assert!(ran.stdout.contains("Web basics"), "{}", ran.stdout);
    assert_eq!(home.run(&["next"]).stderr, "", "commands that do not need it say nothing");
}

#[test]
fn folders_can_be_given_by_flag_and_variable() {
    let home = Home::new();
    home.file("a/one.yaml", &crate::WEB.replace("Web basics", "First"));
    home.file("b/one.yaml", &crate::WEB.replace("Web basics", "Second"));
    home.file("b/two.yaml", &crate::WEB.replace("Web basics", "Third"));
    let titles = |args: &[&str]| -> Vec<String> {
        let answer = home.json(&[&["list"], args].concat());
        let all = answer["roadmaps"].as_array().unwrap().iter();
        all.map(|roadmap| roadmap["title"].as_str().unwrap().to_owned()).skip(10).collect()
    };
    assert_eq!(titles(&["--roadmaps", "a", "--roadmaps", "b"]), ["First", "Third"]);
    assert_eq!(titles(&["--roadmaps", "b", "--roadmaps", "a"]), ["Second", "Third"]);
    let mut command = home.command(&["list", "--json"]);
    let list = std::env::join_paths(["a", "b"]).unwrap();
    let out = command.env("ROADMAP_DIR", list).output().unwrap();
    assert!(String::from_utf8_lossy(&out.stdout).contains("\"First\""));
}
