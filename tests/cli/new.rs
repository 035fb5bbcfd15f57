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
    assert!(home.ok(&["new", "devops"]).contains("it replaces the built-in roadmap 'devops'\n"));
}

#[test]
fn puts_the_schema_beside_it_and_names_it_first() {
    let home = Home::new();
    let path = home.roadmaps().join("roadmap.schema.json");
    let first_line = |id: &str| {
        let text = std::fs::read_to_string(home.roadmaps().join(id).with_extension("yaml"));
        text.unwrap().lines().next().unwrap().to_owned()
    };
    let schema = home.ok(&["schema"]);
    home.ok(&["new", "one"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), schema);
    assert_eq!(first_line("one"), "# yaml-language-server: $schema=./roadmap.schema.json");

    // An older one of ours gives way.
    std::fs::write(&path, schema.replace("A roadmap, or", "A way, or")).unwrap();
    home.ok(&["new", "two"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), schema);

    // Another file stays.
    std::fs::write(&path, "{}").unwrap();
    let ran = home.run(&["new", "three"]);
    let warning = "roadmap.schema.json is not the schema of roadmap files, and is left as it is";
    assert!(ran.stderr.contains(warning), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
    assert!(first_line("three").starts_with("# A roadmap"));
}
