//! Usage: without a suitable terminal, errors, the help and the picture in the README.

use super::*;
use common::Ran;

const ERROR: &str = "error: roadmap browse needs a terminal that supports full-screen output\n\
    to see the whole roadmap: roadmap show\nto see what to do next: roadmap next\n\
    to mark a skill as done: roadmap check <skill>\n";

#[test]
fn without_a_terminal_the_error_lists_plain_commands() {
    let home = home();
    let before = home.tree();
    let ran = home.run(&["browse"]);
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (2, "", ERROR));
    assert_eq!(home.tree(), before);
}

#[test]
fn a_dumb_or_plain_terminal_is_an_error() {
    if !has_tmux() {
        return;
    }
    let home = home();
    for command in
        ["TERM=dumb roadmap browse", "roadmap browse --plain", "ROADMAP_PLAIN=1 roadmap browse"]
    {
        let terminal = Terminal::run(&home, &format!("{command}; echo status $?; exec sleep 1000"));
        let screen = terminal.wait_for("status 2");
        assert!(screen.starts_with("error: roadmap browse needs a terminal"), "{screen}");
    }
}

#[test]
fn an_unknown_roadmap_is_an_error_on_the_normal_screen() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let terminal = Terminal::run(&home, "roadmap browse mien; echo status $?; exec sleep 1000");
    let screen = terminal.wait_for("status 1");
    assert_eq!(screen.trim_end(), "error: no roadmap 'mien'\ndid you mean 'mine'?\nstatus 1");
}

#[test]
fn browsing_writes_nothing() {
    if !has_tmux() {
        return;
    }
    let home = home();
    let journal = std::fs::read(home.journal()).unwrap();
    let terminal = browse(&home);
    for key in ["v", "v", "v", "v", "?", "?", "Tab"] {
        terminal.press(key);
    }
    terminal.wait_for("Their way  ");
    terminal.press("q");
    terminal.wait(|screen| screen.trim().is_empty(), "it does not quit");
    assert_eq!(std::fs::read(home.journal()).unwrap(), journal);
}

#[test]
fn help_works_without_a_terminal() {
    let Ran { status, .. } = home().run(&["browse", "--help"]);
    assert_eq!(status, 0);
}

/// `SNAPSHOTS=overwrite` updates the README.
#[test]
fn the_picture_in_the_readme_is_up_to_date() {
    if !has_tmux() {
        return;
    }
    let home = Home::new();
    home.ok(&["use", "backend"]);
    home.ok(&["check", "--known", "how-the-web-works", "git"]);
    home.ok(&["start", "html-and-css", "--on", "2026-11-03"]);
    let terminal = Terminal::run(&home, "roadmap browse; exec sleep 1000");
    terminal.resize(80, 20);
    let screen = terminal.wait(
        |screen| screen.lines().count() >= 20 && screen.contains("HTML and CSS  (html"),
        "it is not drawn",
    );
    let screen: Vec<&str> = screen.trim_end().lines().map(str::trim_end).collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let written = std::fs::read_to_string(path).unwrap();
    let begin = "compares this with the screen -->\n```text\n";
    let (before, rest) = written.split_once(begin).unwrap();
    let behind = &rest[rest.find("```").unwrap()..];
    let wanted = format!("{before}{begin}{}\n{behind}", screen.join("\n"));
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        std::fs::write(path, wanted).unwrap();
    } else {
        assert_eq!(written, wanted);
    }
}
