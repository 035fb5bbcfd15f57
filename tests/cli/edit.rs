use std::fs;

use crate::common::{Home, Ran};

/// A roadmap without shared skills.
const MINE: &str =
    "title: Web basics\nstages: [{ id: a, title: A, skills: [{ id: zz, title: Z }] }]\n";

/// Runs `edit` with a script as the editor.
fn edit(home: &Home, script: &str, args: &[&str]) -> Ran {
    let editor = home.file("editor", &format!("#!/bin/sh\n{script}\n"));
    let mut command = home.command(&[&["edit"], args].concat());
    Ran::of(&command.env("EDITOR", format!("sh {}", editor.display())).output().unwrap())
}

#[test]
fn opens_the_file_and_checks_it() {
    let home = Home::new();
    let path = home.roadmap("web", MINE);
    let ran = edit(&home, "sed -i 's/Web basics/Web/' \"$1\"", &["web"]);
    let stdout = format!("{}: no errors\nRun: roadmap show web\n", path.display());
    assert_eq!(ran, Ran { stdout, stderr: String::new(), status: 0 });
    assert_eq!(fs::read_to_string(&path).unwrap(), MINE.replace("Web basics", "Web"));
}

#[test]
fn reports_errors_after_editing() {
    let home = Home::new();
    let path = home.roadmap("web", MINE);
    let ran = edit(&home, "echo 'titel: x' >> \"$1\"", &["web", "--plain"]);
    let file = path.display();
    let lines = MINE.lines().count() + 1;
    assert_eq!(
        ran.stderr,
        format!(
            "{file}:{lines}:1: error[unknown-key]: unknown key 'titel'; did you mean 'title'? It is required\n\
             error: {file} has 1 error and cannot be used. To continue: roadmap edit web\n"
        )
    );
    assert_eq!((ran.stdout.as_str(), ran.status), ("", 1));
    // A broken file can be edited.
    let ran = edit(&home, "sed -i '$d' \"$1\"", &["web"]);
    assert_eq!((ran.stderr.as_str(), ran.status), ("", 0));
}

#[test]
fn a_built_in_roadmap_is_not_changed_without_asking() {
    let home = Home::new();
    let ran = edit(&home, "exit 0", &["devops"]);
    assert_eq!(
        ran.stderr,
        "error: 'devops' is built in, so there is no file to edit\n\
         to create one that changes it: roadmap new devops --from devops\n"
    );
    assert_eq!((ran.status, home.roadmaps().exists()), (1, false));
}

#[test]
fn a_failing_editor_is_an_error() {
    let home = Home::new();
    home.roadmap("web", MINE);
    let ran = edit(&home, "exit 3", &["web"]);
    let editor = home.path().join("editor");
    assert_eq!(
        ran.stderr,
        format!(
            "error: the editor 'sh {}' failed (exit status: 3); set VISUAL or EDITOR to another one\n",
            editor.display()
        )
    );
    assert_eq!(ran.status, 1);
}
