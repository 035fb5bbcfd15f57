#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use crate::common::{Home, Ran};
use crate::terminal::answering;
use crate::web;

/// Runs `open` with a browser that records its arguments.
fn open(home: &Home, name: &str) -> (Ran, String) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let script = home.file(&format!("bin/{opener}"), "#!/bin/sh\nprintf '[%s]' \"$@\" > opened\n");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command(&["open", name]);
    let ran = Ran::of(&command.env("PATH", home.path().join("bin")).output().unwrap());
    (ran, fs::read_to_string(home.path().join("opened")).unwrap_or_default())
}

#[test]
fn passes_the_link_as_one_argument() {
    let home = web();
    let (ran, opened) = open(&home, "html/2");
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(opened, "[https://developer.mozilla.org/en-US/docs/Web/HTML]");
    assert_eq!(ran.stderr, "");
}

#[test]
fn without_a_number_opens_the_first_unticked_resource() {
    let home = web();
    assert_eq!(open(&home, "html").1, "[https://web.dev/learn/html]");
    home.ok(&["check", "html/1"]);
    assert_eq!(open(&home, "html").1, "[https://developer.mozilla.org/en-US/docs/Web/HTML]");
}

#[test]
fn prints_the_link_if_no_program_opens_it() {
    let home = web();
    let mut command = home.command(&["open", "html"]);
    let ran = Ran::of(&command.env("PATH", home.path()).output().unwrap());
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "Learn HTML\nhttps://web.dev/learn/html\n"));
    assert_eq!(ran.stderr, "cannot find a program that opens links; open this one yourself:\n");
}

#[test]
fn quotes_in_links_are_encoded() {
    let home = Home::new();
    home.roadmap(
        "quotes",
        "title: T\nstages:\n  - id: one\n    title: One\n    skills:\n      - id: a\n        title: A\n        resources: [\"HTTPS://a.b/'x\"]\n",
    );
    home.ok(&["use", "quotes"]);
    let (ran, opened) = open(&home, "a/1");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "https://a.b/'x\n"));
    assert_eq!(opened, "[https://a.b/%27x]");
}

#[test]
fn links_with_user_names_are_errors() {
    let home = Home::new();
    let path = home.roadmap(
        "bad",
        "title: Bad\nstages:\n  - id: one\n    title: One\n    skills:\n      - id: a\n        title: A\n        resources: ['https://good.example@evil.example/']\n",
    );
    assert_eq!(
        home.fails(&["use", "bad"]),
        format!(
            "error: cannot use the roadmap 'bad': line 8: a link must not contain a user name\n\
             to see every problem: roadmap lint {}\nnothing was recorded\n",
            path.display()
        )
    );
}

#[test]
fn warns_about_unusual_links() {
    let home = web();
    home.ok(&["note", "html", "--link", "https://g\u{456}thub.com:8443/a"]);
    let (ran, opened) = open(&home, "html/3");
    assert_eq!((ran.status, opened.as_str()), (0, "[https://g\u{456}thub.com:8443/a]"));
    assert_eq!(
        ran.stderr,
        "warning: this link leads to g[U+0456]thub.com:8443: it has letters that look like \
         others, and it has a port\n"
    );
    // On a terminal it asks first.
    for (answer, status) in [("n", 1), ("y", 0)] {
        fs::remove_file(home.path().join("opened")).ok();
        let mut command = home.command(&["open", "html/3"]);
        let ran = answering(80, command.env("PATH", home.path().join("bin")), &[answer]);
        assert_eq!(ran.status, status, "{}", ran.stdout);
        assert_eq!(home.path().join("opened").exists(), answer == "y");
    }
}

#[test]
fn own_links_come_after_resources() {
    let home = web();
    home.ok(&[
        "note",
        "html",
        "a remark",
        "--link",
        "https://a.example/1",
        "--link",
        "https://b.example",
    ]);
    assert_eq!(
        home.ok(&["open", "html", "--list"]),
        "1. Learn HTML\n   https://web.dev/learn/html\n\
         2. https://developer.mozilla.org/en-US/docs/Web/HTML\n\
         3. https://a.example/1 (yours)\n4. https://b.example (yours)\n"
    );
    let (ran, opened) = open(&home, "html/4");
    assert_eq!((ran.status, opened.as_str()), (0, "[https://b.example]"));
    assert_eq!(
        home.fails(&["open", "html/5"]),
        "error: 'html' has 4 links, so there is no 'html/5'\n\
         to list them: roadmap open html --list\n"
    );
    assert_eq!(
        home.json(&["show", "html"])["links"],
        json!(["https://a.example/1", "https://b.example"])
    );
    let bad = home.run(&["note", "html", "--link", "ftp://a.example"]);
    assert_eq!(
        (bad.status, bad.stderr.lines().next().unwrap_or_default()),
        (
            2,
            "error: invalid value 'ftp://a.example' for '--link <URL>': a link must start with \
             https:// or http://; write the full address, starting with https://"
        )
    );
    assert_eq!(home.events().len(), 2);
}

#[test]
fn without_a_skill_uses_the_one_being_learned() {
    let home = web();
    assert_eq!(
        home.fails(&["open"]),
        "error: no skill is being learned\nname a skill: roadmap open <skill>\n"
    );
    home.ok(&["start", "html"]);
    assert_eq!(
        home.json(&["open", "--list"]),
        json!({
            "schema": 1, "skill": "html", "opened": null, "links": [
                { "number": 1, "title": "Learn HTML", "url": "https://web.dev/learn/html",
                  "host": "web.dev", "unusual": [], "own": false, "done": false },
                { "number": 2, "title": null,
                  "url": "https://developer.mozilla.org/en-US/docs/Web/HTML",
                  "host": "developer.mozilla.org", "unusual": [], "own": false, "done": false },
            ]
        })
    );
    assert_eq!(
        home.ok(&["spent", "2h"]),
        "HTML and more: 2 hours logged, 2 hours of 8 to 12 hours spent\n"
    );
    home.ok(&["start", "ruby"]);
    assert_eq!(
        home.fails(&["spent", "1h", "30m"]),
        "error: 2 skills are being learned\nname one: html, ruby\nnothing was recorded\n"
    );
}

#[test]
fn a_skill_without_links_is_an_error() {
    assert!(web().fails(&["open", "css"]).starts_with("error: 'css' has no link\n"));
}
