//! The command `add`.

use crate::common::Home;

const HILLS: &str = "title: Hills\nstages:\n  - id: st\n    title: Stage\n    skills:\n      - git\n      - { id: rolling, title: Rolling }\n";

fn home() -> Home {
    let home = Home::new();
    home.file("got/hills.yaml", HILLS);
    home
}

#[test]
fn describes_and_copies_the_roadmap() {
    let home = home();
    let target = home.roadmaps().join("hills.yaml");
    assert_eq!(
        home.ok(&["add", "got/hills.yaml"]),
        format!(
            "added {}\nHills (hills): 1 stage, 2 skills\n\
             shared with other roadmaps, so progress counts in both: git\nRun: roadmap use hills\n",
            target.display()
        )
    );
    assert_eq!(std::fs::read_to_string(&target).unwrap(), HILLS);
    let answer = home.json(&["add", "got/hills.yaml", "--force"]);
    let one = &answer["added"][0];
    assert_eq!((&one["id"], &one["shared"]), (&"hills".into(), &serde_json::json!(["git"])));
    assert_eq!((&one["skills"], &one["replaced"]), (&2.into(), &true.into()));
}

#[test]
fn replaces_only_with_force() {
    let home = home();
    home.roadmap("hills", "precious");
    let target = home.roadmaps().join("hills.yaml");
    assert_eq!(
        home.fails(&["add", "got/hills.yaml"]),
        format!(
            "Hills (hills): 1 stage, 2 skills\n\
             error: {} already exists; nothing was replaced\n\
             to replace it: --force; to keep both: give the file another name\n",
            target.display()
        )
    );
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "precious");
    home.run(&["add", "got/hills.yaml", "--force"]);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), HILLS);

    home.file("got/devops.yaml", HILLS);
    let said = home.fails(&["add", "got/devops.yaml"]);
    assert!(
        said.contains("error: 'devops' is a built-in roadmap; nothing was replaced\n"),
        "{said}"
    );
    let said = home.ok(&["add", "got/devops.yaml", "--force"]);
    assert!(said.contains("it replaces the built-in roadmap 'devops'\n"), "{said}");
}

#[test]
fn adds_all_or_nothing() {
    let home = home();
    let bad = home.file("got/bad.yaml", "title: 3\nstages: []\n");
    let ran = home.run(&["add", "got/hills.yaml", bad.to_str().unwrap()]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("bad.yaml:1:8"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("error: 2 errors, so nothing was added\n"), "{}", ran.stderr);
    assert!(!home.roadmaps().exists());
    assert_eq!(home.run(&["add", "missing.yaml"]).status, 1);
    assert_eq!(home.run(&["add"]).status, 2);
}

#[test]
fn shared_skills_are_added_with_their_file() {
    let home = Home::new();
    home.file("got/skills.yaml", "skills:\n  - { id: frobs, title: Frobs }\n");
    home.file("got/hills.yaml", &HILLS.replace("- git", "- frobs"));
    let said = home.fails(&["add", "got/hills.yaml"]);
    assert!(said.contains("frobs"), "{said}");
    assert!(!home.roadmaps().join("hills.yaml").exists());
    home.ok(&["add", "got/hills.yaml", "got/skills.yaml"]);
    assert_eq!(home.json(&["show", "frobs"])["title"], "Frobs");
}

#[test]
fn a_file_already_in_the_folder_is_refused() {
    let home = Home::new();
    let path = home.roadmap("hills", HILLS);
    let path = path.to_str().unwrap();
    assert_eq!(
        home.fails(&["add", path, "--force"]),
        format!("error: {path} is in your folder already\nto follow it: roadmap use hills\n")
    );
    assert_eq!(std::fs::read_to_string(path).unwrap(), HILLS);
}

#[cfg(unix)]
#[test]
fn links_and_modes_are_kept() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = home();
    let real = home.file("dotfiles/hills.yaml", "old");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::fs::create_dir_all(home.roadmaps()).unwrap();
    let link = home.roadmaps().join("hills.yaml");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    home.run(&["add", "got/hills.yaml", "--force"]);
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&real).unwrap(), HILLS);
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    let others: Vec<_> = std::fs::read_dir(real.parent().unwrap()).unwrap().collect();
    assert_eq!(others.len(), 1, "{others:?}");
}

#[test]
fn a_file_that_extends_a_built_in_roadmap_replaces_nothing() {
    let home = Home::new();
    home.file("got/devops.yaml", "extends: devops\ntitle: Our DevOps\nhide: [git]\n");
    let added = home.ok(&["add", "got/devops.yaml"]);
    let target = home.roadmaps().join("devops.yaml");
    assert_eq!(added.lines().next(), Some(&*format!("added {}", target.display())));
    assert!(!added.contains("replaces"), "{added}");
    let gone = home.json(&["show", "roadmap/devops"]);
    assert_eq!((&gone["title"], &gone["extends"]), (&"Our DevOps".into(), &"devops".into()));
    let missing = home.file("got/class.yaml", "extends: nothing-here\n");
    let refused = home.fails(&["add", "got/class.yaml", "--plain"]);
    assert_eq!(
        refused,
        format!(
            "{}:1:10: error[unknown-roadmap]: there is no other roadmap 'nothing-here' to extend; \
             roadmap list shows the ids of all roadmaps\nerror: 1 error, so nothing was added\n",
            missing.strip_prefix(home.path()).unwrap().display()
        )
    );
}
