//! Exports: each format, read by the programs it is for, and how files are written.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

mod csv;
mod files;
mod ics;
mod journal;
mod json_resume;
mod markdown;
mod mermaid;
mod taskwarrior;
mod todo_txt;
mod tools;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use career_roadmap::export::Format;
use common::Home;

/// Texts with special characters of the formats.
const HOSTILE: &str = r#"title: "A <b>\"way\"</b> & 'more', \\ ;:\u202e # `x` | *y*"
stages:
  - id: one
    title: "=1+1 [x](javascript:alert(1)) ]]> --> +proj @ctx"
    milestone: "<script>alert(1)</script>\\n"
    skills:
      - id: first
        title: "-2 \"quoted\"; <i>é日本🚀</i> #1 end"
        summary: "{{ x }} {% y %} ${z} %w \\N \\, \\; _a_ due:2026-01-01 (A) x"
        done_when: ["]]> </script>", "a: b; c, d"]
        resources: ["https://example.org/?a=1&b=(2)_*;$x"]
      - id: end
        title: "@SUM(A1)"
        needs: first
"#;

/// A home with the current roadmap `web`: one skill done with evidence, one being
/// learned with a note, a finished resource and a choice.
fn web() -> Home {
    let home = Home::new();
    home.file(
        ".config/roadmap/roadmaps/web.yaml",
        r"title: Web basics
summary: A page of your own on the web.
stages:
  - id: start
    title: First steps
    level: beginner
    skills:
      - id: pages
        title: Pages
        summary: What a page is made of.
        hours: 8-12
        done_when: A page about a hobby, seen by a friend
        resources:
          - { title: MDN, url: https://example.org/mdn, kind: docs, cost: free }
          - https://example.org/more
      - id: looks
        title: Looks
        hours: 10
        needs: pages
  - id: online
    title: Online
    milestone: A page that everybody can visit
    skills:
      - id: host
        title: A host
        choose: 1
        needs: looks
        skills:
          - { id: own-server, title: A server of your own, hours: 20-30 }
          - { id: rented-space, title: Rented space, hours: 2-3 }
      - { id: statistics, title: Statistics, optional: true, kind: practice }
",
    );
    home.ok(&["use", "web"]);
    home.ok(&["start", "pages", "--on", "2026-11-03"]);
    home.ok(&["check", "pages/1", "--on", "2026-11-04"]);
    home.ok(&["spent", "pages", "1h30m", "--on", "2026-11-04"]);
    let evidence = "https://example.org/me";
    home.ok(&["check", "pages", "--on", "2026-11-15", "--evidence", evidence]);
    home.ok(&["start", "looks", "--on", "2026-11-16", "--note", "SECRET colours"]);
    home
}

fn hostile() -> Home {
    let home = Home::new();
    home.file(".config/roadmap/roadmaps/odd.yaml", HOSTILE);
    home.ok(&["use", "odd"]);
    home.ok(&["check", "first", "--note", "=note\n<script> \u{202e}x"]);
    home
}

/// Returns the output of a format; `journal` reports on stderr what it leaves out.
#[track_caller]
fn export(home: &Home, args: &[&str]) -> String {
    let ran = home.run(&[&["export"], args].concat());
    assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
    ran.stdout
}

fn names() -> Vec<&'static str> {
    Format::all().map(Format::name).collect()
}

#[test]
fn the_page_lists_every_format() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/export.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<!-- formats -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /formats -->").unwrap();
    let mut table = "| format | what it is | file |\n|---|---|---|\n".to_owned();
    for format in Format::all() {
        let (name, about, ending) = (format.name(), format.about(), format.ending());
        writeln!(table, "| [`{name}`](#{name}) | {about} | `.{ending}` |").unwrap();
        assert!(after.contains(&format!("\n## {name}\n")), "no section on {name}");
    }
    let want = format!("{before}<!-- formats -->\n{table}<!-- /formats -->{after}");
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        fs::write(path, want).unwrap();
    } else {
        assert_eq!(page, want, "SNAPSHOTS=overwrite writes the table");
    }
}

#[test]
fn the_same_progress_gives_the_same_bytes() {
    let home = web();
    for name in names() {
        assert_eq!(export(&home, &[name]), export(&home, &[name]), "{name}");
    }
}

#[test]
fn notes_are_exported_only_on_request() {
    let home = web();
    home.ok(&["note", "pages", "SECRET colours too"]);
    for name in names() {
        assert!(!export(&home, &[name]).contains("SECRET"), "{name}");
        let ran = home.run(&["export", name, "--notes"]);
        let takes_notes = format!("error: --notes does not work with {name}");
        let refused = ran.stderr.starts_with(&takes_notes);
        assert_eq!(ran.stdout.contains("SECRET colours"), !refused, "{name}");
    }
}

#[test]
fn no_format_prints_control_characters() {
    let home = hostile();
    for name in names() {
        let notes = home.run(&["export", name, "--notes"]);
        let text = if notes.status == 0 { notes.stdout } else { export(&home, &[name]) };
        let is_unsafe = |c: &char| {
            c.is_control() && !"\n\r\t".contains(*c) || ('\u{2028}'..='\u{202e}').contains(c)
        };
        assert_eq!(text.chars().find(is_unsafe), None, "{name}");
    }
}
