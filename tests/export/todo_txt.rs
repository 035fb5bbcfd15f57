//! `todo-txt`, read by todo.txt itself.

use std::process::Command;

use crate::common::{Home, Ran};
use crate::tools::is_there;
use crate::{hostile, web};

#[test]
fn each_skill_is_a_line() {
    assert_eq!(
        web().ok(&["export", "todo-txt"]),
        "\
x 2026-11-15 2026-11-03 Pages +web @start id:pages
(A) 2026-11-16 Looks +web @start id:looks needs:pages
A server of your own +web @online id:own-server
Rented space +web @online id:rented-space
Statistics +web @online id:statistics
"
    );
}

/// Runs the program, under its own name or Debian's.
fn todo(home: &Home, args: &[&str]) -> Option<Ran> {
    let name = ["todo-txt", "todo.txt", "todo.sh"]
        .into_iter()
        .find(|name| Command::new(name).arg("-V").output().is_ok());
    let Some(name) = name else {
        is_there("todo-txt");
        return None;
    };
    let config = home.file(
        "config",
        "export TODO_DIR=$HOME\nexport TODO_FILE=$HOME/todo.txt\nexport DONE_FILE=$HOME/done.txt\n\
         export REPORT_FILE=$HOME/report.txt\n",
    );
    let mut command = Command::new(name);
    home.set_up(&mut command);
    Some(Ran::of(&command.arg("-p").arg("-d").arg(config).args(args).output().unwrap()))
}

#[test]
fn todo_txt_reads_projects_contexts_and_dates() {
    let home = web();
    home.ok(&["export", "todo-txt", "-o", "todo.txt"]);
    let Some(projects) = todo(&home, &["listproj"]) else { return };
    assert_eq!((projects.status, projects.stdout.as_str()), (0, "+web\n"));
    assert_eq!(todo(&home, &["listcon"]).unwrap().stdout, "@online\n@start\n");
    let first = todo(&home, &["listpri", "A"]).unwrap().stdout;
    assert_eq!(
        first.lines().next(),
        Some("2 (A) 2026-11-16 Looks +web @start id:looks needs:pages")
    );
    let archived = todo(&home, &["archive"]).unwrap();
    assert_eq!(archived.status, 0, "{}", archived.stderr);
    let done = std::fs::read_to_string(home.path().join("done.txt")).unwrap();
    assert_eq!(done, "x 2026-11-15 2026-11-03 Pages +web @start id:pages\n");
}

#[test]
fn titles_are_not_read_as_projects() {
    let home = hostile();
    home.ok(&["export", "todo-txt", "-o", "todo.txt"]);
    let Some(projects) = todo(&home, &["listproj"]) else { return };
    assert_eq!(projects.stdout, "+odd\n");
    assert_eq!(todo(&home, &["listcon"]).unwrap().stdout, "@one\n");
}
