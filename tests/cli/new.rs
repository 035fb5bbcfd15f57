use crate::common::Home;

#[test]
fn writes_a_roadmap_that_passes_lint_and_can_be_used() {
    let home = Home::new();
    let out = home.ok(&["new", "my-way"]);
    let path = home.roadmaps().join("my-way.yaml");
    assert!(out.starts_with(&format!("wrote {}\n", path.display())), "{out}");
    let lint = home.run(&["lint"]);
    assert_eq!(lint.status, 0, "{}", lint.stderr);
    home.ok(&["use", "my-way"]);
    assert_eq!(home.json(&["next"])["steps"][0]["id"], "first-skill");
}

#[test]
fn never_overwrites() {
    let home = Home::new();
    home.roadmap("mine", "precious");
    let said = home.fails(&["new", "mine"]);
    assert!(said.contains("is there already, and is left as it is"), "{said}");
    assert_eq!(std::fs::read_to_string(home.roadmaps().join("mine.yaml")).unwrap(), "precious");
}

#[test]
fn refuses_what_is_no_id() {
    let home = Home::new();
    assert!(home.fails(&["new", "My Way"]).contains("for example: roadmap new my-way"));
    for bad in ["../x", "skills", "con", ""] {
        assert_eq!(home.run(&["new", bad]).status, 1, "{bad}");
    }
    assert!(!home.roadmaps().exists());
}

#[test]
fn says_when_it_hides_a_built_in_one() {
    let home = Home::new();
    assert!(home.ok(&["new", "devops"]).contains("it wins over the built-in roadmap 'devops'\n"));
}
