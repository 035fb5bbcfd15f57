//! Where exports are written, and what they never overwrite.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use crate::web;

#[test]
fn an_export_replaces_the_whole_file() {
    let home = web();
    let path = home.file("web.csv", "old");
    assert_eq!(home.ok(&["export", "csv", "-o", "web.csv"]), "wrote web.csv\n");
    let written = fs::read_to_string(&path).unwrap();
    assert_eq!(written, home.ok(&["export", "csv"]));
    assert_eq!(written, home.ok(&["export", "csv", "-o", "-"]));
}

#[test]
fn a_link_is_written_through() {
    let home = web();
    let real = home.file("real.csv", "old");
    symlink(&real, home.path().join("link.csv")).unwrap();
    home.ok(&["export", "csv", "-o", "link.csv"]);
    assert!(home.path().join("link.csv").is_symlink());
    assert_eq!(fs::read_to_string(real).unwrap(), home.ok(&["export", "csv"]));
}

#[test]
fn a_folder_as_output_is_an_error() {
    let home = web();
    fs::create_dir(home.path().join("out")).unwrap();
    assert_eq!(
        home.fails(&["export", "csv", "-o", "out"]),
        "error: out is a folder\nname a file in it: --output out/roadmap.csv\n"
    );
    assert_eq!(
        home.fails(&["export", "csv", "-o", "missing/web.csv"]),
        "error: the folder missing does not exist\nto create it: mkdir -p missing\n"
    );
    assert_eq!(
        home.fails(&["export", "csv", "-o", "/dev/null"]),
        "error: /dev/null is not a regular file\n\
         leave out --output to write to standard output\n"
    );
}

#[test]
fn a_failed_write_keeps_the_old_file() {
    let home = web();
    let path = home.file("out/web.csv", "old");
    let folder = path.parent().unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o555)).unwrap();
    // Root can write everywhere.
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
fn the_journal_is_never_overwritten() {
    let home = web();
    let before = fs::read(home.journal()).unwrap();
    let journal = home.journal().display().to_string();
    assert_eq!(
        home.fails(&["export", "csv", "-o", &journal]),
        format!("error: {journal} contains progress; not changed\nname another file\n")
    );
    symlink(home.journal(), home.path().join("link")).unwrap();
    assert_eq!(
        home.fails(&["export", "csv", "-o", "link"]),
        "error: link contains progress; not changed\nname another file\n"
    );
    assert_eq!(fs::read(home.journal()).unwrap(), before);
}

#[test]
fn several_roadmaps_are_written_to_one_file() {
    let home = web();
    let both = home.ok(&["export", "csv", "--roadmap", "web", "--roadmap", "devops"]);
    let of = |roadmap: &str| both.lines().filter(|line| line.starts_with(roadmap)).count();
    assert_eq!((of("web,"), of("devops,")), (5, 119));
    let twice = home.ok(&["export", "csv", "--roadmap", "web", "--roadmap", "web"]);
    assert_eq!(twice, home.ok(&["export", "csv"]));
}

#[test]
fn an_option_that_does_not_apply_to_a_format_is_refused() {
    let ran = web().run(&["export", "csv", "--open"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "error: --open does not work with csv, only with html, portfolio\n");
}

#[test]
fn unknown_names_get_a_suggestion() {
    let home = web();
    assert_eq!(home.run(&["export", "cvs"]).status, 2);
    assert_eq!(
        home.fails(&["export", "csv", "--roadmap", "devop"]),
        "error: no roadmap 'devop'\ndid you mean 'devops'?\n"
    );
}
