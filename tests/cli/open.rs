#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::common::{Home, Ran};
use crate::web;

/// Runs `open` with a browser that writes down its arguments.
fn open(home: &Home, name: &str) -> (Ran, String) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let script = home.file(&format!("bin/{opener}"), "#!/bin/sh\nprintf '[%s]' \"$@\" > opened\n");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command(&["open", name]);
    let ran = Ran::of(&command.env("PATH", home.path().join("bin")).output().unwrap());
    (ran, fs::read_to_string(home.path().join("opened")).unwrap_or_default())
}

#[test]
fn hands_over_one_address_as_one_argument() {
    let home = web();
    let (ran, opened) = open(&home, "html/2");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(opened, "[https://developer.mozilla.org/en-US/docs/Web/HTML]");
    assert_eq!(ran.stderr, "");
}

#[test]
fn without_a_number_the_first_that_is_not_ticked() {
    let home = web();
    assert_eq!(open(&home, "html").1, "[https://web.dev/learn/html]");
    home.ok(&["check", "html/1"]);
    assert_eq!(open(&home, "html").1, "[https://developer.mozilla.org/en-US/docs/Web/HTML]");
}

#[test]
fn prints_the_link_where_nothing_opens_it() {
    let home = web();
    let mut command = home.command(&["open", "html"]);
    let ran = Ran::of(&command.env("PATH", home.path()).output().unwrap());
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "Learn HTML\nhttps://web.dev/learn/html\n"));
    assert_eq!(ran.stderr, "no program here opens links; this is it:\n");
}

#[test]
fn refuses_addresses_that_hide_something() {
    let home = Home::new();
    home.roadmap(
        "bad",
        "title: Bad\nstages:\n  - id: one\n    title: One\n    skills:\n      - id: a\n        title: A\n        resources: ['https://good.example@evil.example/', \"https://a.b/'x\"]\n",
    );
    // Such a link is an error of the file, so it never gets as far as a browser.
    let (ran, opened) = open(&home, "bad/a");
    assert_eq!((ran.status, opened.as_str()), (1, ""));
    let lint = home.run(&["--plain", "lint", "bad"]);
    let codes: Vec<_> = lint
        .stderr
        .lines()
        .filter_map(|line| line.split("error[").nth(1)?.split(']').next())
        .collect();
    assert_eq!(codes, ["bad-url"], "{}", lint.stderr);
}

#[test]
fn a_skill_without_links_says_so() {
    assert!(web().fails(&["open", "css"]).starts_with("error: 'css' has no link\n"));
}
