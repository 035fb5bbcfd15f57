use crate::common::Home;

#[test]
fn writes_a_roadmap_that_passes_lint_and_can_be_used() {
    let home = Home::new();
    let out = home.ok(&["new", "my-way"]);
    let path = home.roadmaps().join("my-way.yaml");
    let want = format!(
        "wrote {0}\nedit it, then:\nRun: roadmap lint {0}\nRun: roadmap use my-way\n",
        path.display()
    );
    assert_eq!(out, want);
    let lint = home.run(&["lint"]);
    assert_eq!(lint.status, 0, "{}", lint.stderr);
    home.ok(&["use", "my-way"]);
    assert_eq!(home.json(&["next"])["steps"][0]["id"], "my-way-first-skill");
}

#[test]
fn never_overwrites() {
    let home = Home::new();
    home.roadmap("mine", "precious");
    let path = home.roadmaps().join("mine.yaml");
    let said = home.fails(&["new", "mine"]);
    let want = format!(
        "error: {0} already exists; not changed\nto check it: roadmap lint {0}\n",
        path.display()
    );
    assert_eq!(said, want);
    let files: Vec<_> = std::fs::read_dir(home.roadmaps()).unwrap().collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(std::fs::read_to_string(home.roadmaps().join("mine.yaml")).unwrap(), "precious");
}

#[test]
fn an_invalid_id_is_an_error() {
    let home = Home::new();
    assert_eq!(
        home.fails(&["new", "My Way"]),
        "error: 'My Way' is not an id: an id is lower-case letters and digits joined by '-'\n\
         for example: roadmap new my-way\n"
    );
    for bad in ["../x", "skills", "con", ""] {
        assert_eq!(home.run(&["new", bad]).status, 1, "{bad}");
    }
    assert!(!home.roadmaps().exists());
}

#[test]
fn reports_that_it_replaces_a_built_in_roadmap() {
    let home = Home::new();
    let out = home.ok(&["new", "devops"]);
    assert_eq!(out.lines().nth(1), Some("it replaces the built-in roadmap 'devops'"));
}

#[test]
fn writes_the_schema_and_refers_to_it_in_the_first_line() {
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

    // An older version of the schema is replaced.
    std::fs::write(&path, schema.replace("A roadmap, or", "A plan, or")).unwrap();
    home.ok(&["new", "two"]);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), schema);

    // Any other file is kept.
    std::fs::write(&path, "{}").unwrap();
    let ran = home.run(&["new", "three"]);
    let warning = format!(
        "warning: {} is not the schema of roadmap files; not changed; see roadmap schema --help\n",
        path.display()
    );
    assert_eq!(ran.stderr, warning);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}");
    assert!(first_line("three").starts_with("# A roadmap"));
}

#[test]
fn examples_have_different_ids_in_every_file() {
    let home = Home::new();
    let long = "a".repeat(64);
    for id in ["one", "two", "404", long.as_str()] {
        home.ok(&["new", id]);
    }
    home.ok(&["use", "one"]);
    home.ok(&["check", "one-first-skill"]);
    let roadmaps = home.json(&["progress", "one", "two", "404", &long])["roadmaps"].clone();
    let done: Vec<_> = roadmaps.as_array().unwrap().iter().map(|one| one["done"].clone()).collect();
    assert_eq!(done, [1, 0, 0, 0]);
    assert_eq!(home.json(&["show", "roadmap/404"])["title"], "404");
}
