//! Where exports go, and what they never touch.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::web;

#[test]
fn a_file_is_written_whole_and_replaced() {
    let home = web();
    let path = home.file("web.csv", "old");
    assert_eq!(home.ok(&["export", "csv", "-o", "web.csv"]), "wrote web.csv\n");
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(written, home.ok(&["export", "csv"]));
    assert_eq!(written, home.ok(&["export", "csv", "-o", "-"]));
}

#[test]
fn a_link_stays_a_link() {
    let home = web();
    let real = home.file("real.csv", "old");
    symlink(&real, home.path().join("link.csv")).unwrap();
    home.ok(&["export", "csv", "-o", "link.csv"]);
    assert!(home.path().join("link.csv").is_symlink());
    assert_eq!(fs::read_to_string(real).unwrap(), home.ok(&["export", "csv"]));
}

#[test]
fn a_folder_is_no_file() {
    let home = web();
    fs::create_dir(home.path().join("out")).unwrap();
    assert_eq!(
        home.fails(&["export", "csv", "-o", "out"]),
        "error: out is a folder\nname a file in it: --output out/roadmap.csv\n"
    );
    assert_eq!(
        home.fails(&["export", "csv", "-o", "missing/web.csv"]),
        "error: there is no folder missing\nto make it: mkdir -p missing\n"
    );
    assert_eq!(
        home.fails(&["export", "csv", "-o", "/dev/null"]),
        "error: /dev/null is not a regular file\n\
         leave out --output to write to the standard output\n"
    );
}

#[test]
fn where_nothing_can_be_written_the_old_file_stays() {
    let home = web();
    let path = home.file("out/web.csv", "old");
    let folder = path.parent().unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Root writes everywhere.
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    if is_root {
        fs::remove_file(folder.join("probe")).unwrap();
    } else {
        home.fails(&["export", "csv", "-o", "out/web.csv"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
}

#[test]
fn progress_is_never_replaced() {
    let home = web();
    let before = fs::read(home.journal()).unwrap();
    let journal = home.journal().display().to_string();
    assert_eq!(
        home.fails(&["export", "csv", "-o", &journal]),
        format!("error: {journal} is a journal, which is never replaced\nname another file\n")
    );
    symlink(home.journal(), home.path().join("link")).unwrap();
    assert_eq!(
        home.fails(&["export", "csv", "-o", "link"]),
        "error: link is a journal, which is never replaced\nname another file\n"
    );
    assert_eq!(fs::read(home.journal()).unwrap(), before);
}

#[test]
fn several_roadmaps_go_into_one_file() {
    let home = web();
    let both = home.ok(&["export", "csv", "--roadmap", "web", "--roadmap", "devops"]);
    let of = |roadmap: &str| both.lines().filter(|line| line.starts_with(roadmap)).count();
    assert_eq!((of("web,"), of("devops,")), (5, 119));
    let twice = home.ok(&["export", "csv", "--roadmap", "web", "--roadmap", "web"]);
    assert_eq!(twice, home.ok(&["export", "csv"]));
}

#[test]
fn an_option_that_a_format_has_no_use_for_is_refused() {
    let ran = web().run(&["export", "csv", "--open"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert_eq!(
        ran.stderr.lines().next(),
        Some("error: --open is not for csv, only for html, portfolio")
    );
}

#[test]
fn what_is_not_known_is_suggested() {
    let home = web();
    assert_eq!(home.run(&["export", "cvs"]).status, 2);
    assert_eq!(
        home.fails(&["export", "csv", "--roadmap", "devop"]),
        "error: no roadmap 'devop'\ndid you mean 'devops'?\n"
    );
}
