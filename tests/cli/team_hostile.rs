//! What somebody could put into a folder of journals.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::{Home, Ran};

/// The line of an event, with more fields.
fn line(number: u32, event: &str, more: &Value) -> String {
    let mut object = json!({
        "v": 1,
        "id": format!("0199ef77-5800-7000-8007-{number:012}"),
        "at": format!("2026-11-01T00:00:{number:02}Z"),
        "event": event,
        "on": "2026-11-01",
    });
    object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    format!("{object}\n")
}

/// A line that marks `git` as done.
fn done(evidence: &str) -> String {
    line(1, "done", &json!({ "skills": ["git"], "evidence": [evidence] }))
}

/// Runs, and fails if that takes long.
#[track_caller]
fn soon(home: &Home, args: &[&str]) -> Ran {
    Ran::within(Duration::from_mins(1), &mut home.command(args))
}

#[test]
fn evidence_neither_acts_on_a_terminal_nor_as_a_formula() {
    let home = Home::new();
    for (person, evidence) in [
        ("bidi", "\u{202e}gnp.exe\u{2066}"),
        ("escape", "a\u{1b}[2J"),
        ("formula", "=HYPERLINK(1)"),
        ("lines", "a\nb"),
        ("link", "https://a.example/\u{1b}[31m"),
        ("long", &"x".repeat(9000)),
        ("separator", "a\u{2028}b"),
    ] {
        home.file(&format!("class/{person}.jsonl"), &done(evidence));
    }
    let ran = home.run(&["team", "class", "--who", "git"]);
    assert_eq!(
        ran.stdout,
        "\
Git:
1. bidi: done, 1 Nov, \u{fffd}gnp.exe\u{fffd}
2. formula: done, 1 Nov, =HYPERLINK(1)
3. separator: done, 1 Nov, a\u{fffd}b
"
    );
    assert_eq!(
        ran.stderr,
        "\
warning: escape: left out, no journal: evidence contains a control character, at class/escape.jsonl:1
warning: lines: left out, no journal: evidence contains a control character, at class/lines.jsonl:1
warning: link: left out, no journal: a link contains a space or a control character, at class/link.jsonl:1
warning: long: left out, no journal: evidence has 9000 bytes, the limit is 8192, at class/long.jsonl:1
"
    );
    assert_eq!(
        home.run(&["team", "class", "--who", "git", "--csv"]).stdout,
        "\
person,status,date,evidence
bidi,done,2026-11-01,\u{fffd}gnp.exe\u{fffd}
formula,done,2026-11-01,'=HYPERLINK(1)
separator,done,2026-11-01,a\u{fffd}b
"
    );
    let json = home.run(&["team", "class", "--who", "git", "--json"]).stdout;
    assert_eq!(json.trim_end().chars().find(|c| c.is_control() || *c == '\u{202e}'), None);
}

#[test]
fn what_is_no_file_or_leads_elsewhere_is_named_and_not_opened() {
    let home = Home::new();
    home.file("class/ann.jsonl", &done("https://ann.example/"));
    let class = home.path().join("class");
    for folder in ["piped", "linked", "empty"] {
        fs::create_dir(class.join(folder)).unwrap();
    }
    for pipe in ["pipe.jsonl", "piped/progress.jsonl"] {
        let made = Command::new("mkfifo").arg(class.join(pipe)).status().unwrap();
        assert!(made.success());
    }
    for (target, link) in [
        ("around", "around"),
        ("around.jsonl", "around.jsonl"),
        ("..", "up"),
        ("progress.jsonl", "linked/progress.jsonl"),
        ("/dev/zero", "zero.jsonl"),
    ] {
        symlink(target, class.join(link)).unwrap();
    }
    let ran = soon(&home, &["team", "class", "--format", "{{ people | map(attribute='person') }}"]);
    assert_eq!((ran.stdout.as_str(), ran.status), ("['ann']\n", 0));
    assert_eq!(
        ran.stderr,
        "\
warning: around.jsonl: is a link, which is not followed: name its target instead
warning: up: is a link, which is not followed: name its target instead
warning: zero.jsonl: is a link, which is not followed: name its target instead
warning: linked: class/linked/progress.jsonl is a link, which is not followed
warning: pipe: class/pipe.jsonl is a device or a pipe
warning: piped: class/piped/progress.jsonl is a device or a pipe
"
    );
    for (args, expected) in [
        (
            &["class", "--person", "pipe"][..],
            "error: pipe: class/pipe.jsonl is a device or a pipe\n",
        ),
        (
            &["class", "--person", "linked"],
            "error: linked: class/linked/progress.jsonl is a link, which is not followed\n",
        ),
        (&["class/around"], "error: cannot read class/around: Too many levels of symbolic links\n"),
        (&["class/pipe.jsonl"], "error: cannot read class/pipe.jsonl: Not a directory\n"),
    ] {
        let ran = soon(&home, &[&["team"], args].concat());
        assert_eq!((ran.stderr.as_str(), ran.status), (expected, 1), "{args:?}");
    }
}

#[test]
fn what_is_too_long_or_too_deep_is_left_out() {
    let home = Home::new();
    let ann = done("https://ann.example/");
    home.file("class/ann.jsonl", &ann);
    let deep = format!("{{\"v\":1,\"x\":{}{}}}\n", "[".repeat(100_000), "]".repeat(100_000));
    home.file("class/deep.jsonl", &deep);
    // What stands before the limit counts.
    let huge = home.file("class/huge.jsonl", &ann);
    File::options().write(true).open(huge).unwrap().set_len(65 << 20).unwrap();
    let text = "y".repeat(2_000_000);
    home.file("class/line.jsonl", &line(2, "done", &json!({ "skills": ["git"], "x": text })));
    let ran = soon(&home, &["team", "class", "--who", "git"]);
    assert_eq!(
        ran.stdout,
        "\
Git:
1. ann: done, 1 Nov, https://ann.example/
2. huge: done, 1 Nov, https://ann.example/
"
    );
    assert_eq!(
        ran.stderr,
        "\
warning: deep: left out, no journal: torn, or not JSON, at class/deep.jsonl:1
warning: huge: huge.jsonl is longer than 64 MiB: the rest is not read
warning: line: left out, no journal: longer than 1048576 bytes, at class/line.jsonl:1
"
    );
}
