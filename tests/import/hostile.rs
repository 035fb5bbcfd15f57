//! Hostile input: a result quickly, with little memory.

#![cfg(unix)]

use std::time::Duration;

use crate::common::{Home, Ran};

/// Runs with at most one second of CPU time (more for a slow build) and 200 MB of
/// memory.
fn limited(home: &Home, args: &[&str]) -> Ran {
    let seconds = if cfg!(debug_assertions) { 8 } else { 1 };
    let script =
        format!("ulimit -v 200000 2>/dev/null; ulimit -t {seconds}; exec \"$roadmap\" \"$@\"");
    let mut command = home.shell(&script);
    Ran::within(Duration::from_mins(2), command.arg("sh").args(args))
}

const SIZE: usize = 8 * 1024 * 1024;

fn filled(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

/// Returns names and the content of files of 8 MiB.
fn cases() -> Vec<(&'static str, String)> {
    let mut cases: Vec<(&'static str, String)> = [
        ("list items", "- a\n"),
        ("empty items", "-\n"),
        ("nested items in a line", "- "),
        ("nested quotes", "> "),
        ("quotes", ">a\n"),
        ("headings", "# a\n"),
        ("brackets", "["),
        ("closed brackets", "[]"),
        ("links", "[a](b)"),
        ("link items", "- [a](https://example.org/b)\n"),
        ("images", "![a"),
        ("stars", "*a"),
        ("stars and words", "**a *b "),
        ("backquotes", "`"),
        ("backquotes and words", "`a``b"),
        ("angles", "<a "),
        ("comments", "<!--"),
        ("ampersands", "&amp"),
        ("tildes", "~a~~"),
        ("pipes", "|"),
        ("rows of a table", "|a|b\n|-|-\n"),
        ("reference definitions", "[a]: b\n"),
        ("references", "[a]\n\n[a]: b\n"),
        ("quotes in CSV", "title,\"a\"\"\n"),
        ("commas", "title,"),
        ("rows of CSV", "title,stage\na,b\n"),
        ("open lists of JSON", "["),
        ("open objects of JSON", "{\"a\":"),
        ("spaces", " "),
        ("line ends", "\n"),
        ("a word", "a"),
        ("wide characters", "語"),
        ("bidi controls", "- \u{202e}a\n"),
        ("escapes", "- \u{1b}[2J\n"),
    ]
    .map(|(name, piece)| (name, filled(piece)))
    .into();
    let nested: String = (0..1_500).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
    cases.push(("lists that nest ever deeper", nested));
    cases.push(("empty nodes", format!("{{\"nodes\":[{}0]}}", "[],".repeat(SIZE / 3 - 10))));
    cases.push(("nodes", {
        let node = r#"{"id":"a","type":"subtopic","data":{"label":"A"}},"#;
        format!("{{\"nodes\":[{}0]}}", node.repeat(SIZE / node.len() - 1))
    }));
    cases.push(("nodes without a topic near", {
        let nodes = (0..60_000).map(|n| {
            let kind = ["topic", "subtopic", "section"][n % 3];
            format!(r#"{{"id":"n{n}","type":"{kind}","data":{{"label":"A{n}"}},"position":{{"x":{n},"y":{n}}}}},"#)
        });
        format!("{{\"nodes\":[{}0]}}", nodes.collect::<String>())
    }));
    cases.push(("tasks", {
        let task = r#"{"uuid":"a","description":"A","depends":["a","b"]},"#;
        format!("[{}0]", task.repeat(SIZE / task.len() - 1))
    }));
    cases.push(("needs in a circle", {
        let item = |n: usize| format!("- a{n} <!-- id: a-{n}; needs: a-{} -->\n", (n + 1) % 20_000);
        (0..20_000).map(item).collect()
    }));
    cases.push(("needs that match nothing", {
        let item =
            |n: usize| format!("- a{n} <!-- id: a-{n}; needs: {} -->\n", "zz and ".repeat(100));
        (0..10_000).map(item).collect()
    }));
    cases
}

#[test]
fn each_ends_quickly_and_cleanly() {
    for (what, text) in cases() {
        let home = Home::new();
        home.file("it.txt", &text);
        let ran = limited(&home, &["import", "it.txt", "--as", "it"]);
        assert!(matches!(ran.status, 0 | 1), "{what}: status {}: {:.500}", ran.status, ran.stderr);
        assert!(ran.stdout.len() + ran.stderr.len() < 20_000, "{what}");
        let escapes = |text: &str| text.contains(|c: char| c.is_control() && c != '\n');
        assert!(!escapes(&ran.stdout) && !escapes(&ran.stderr), "{what}");
        if ran.status == 0 {
            let ran = limited(&home, &["show", "roadmap/it", "--json"]);
            assert_eq!(ran.status, 0, "{what}: {:.500}", ran.stderr);
        } else {
            assert!(ran.stderr.starts_with("error: it.txt: "), "{what}: {:.500}", ran.stderr);
        }
    }
}

#[test]
fn paths_that_are_not_regular_files_are_refused() {
    let home = Home::new();
    std::fs::write(home.path().join("nul.md"), b"- a\0b\n").unwrap();
    std::fs::write(home.path().join("bad.md"), b"- \xff\n").unwrap();
    std::fs::File::create(home.path().join("huge.md")).unwrap().set_len(100_000_000).unwrap();
    std::fs::create_dir(home.path().join("folder.md")).unwrap();
    for name in ["nul.md", "bad.md", "huge.md", "folder.md", "missing.md"] {
        let ran = limited(&home, &["import", name]);
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{name}");
        assert!(ran.stderr.starts_with(&format!("error: {name}: ")), "{}", ran.stderr);
    }
    assert!(!home.roadmaps().exists());
}
