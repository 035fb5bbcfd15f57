//! `markdown`. `tests/import/round_trip.rs` tests that `import` reads it back.

use std::fs;
use std::process::Command;

use crate::tools::{is_there, read};
use crate::{hostile, web};

#[test]
fn stages_have_task_lists() {
    assert_eq!(
        web().ok(&["export", "markdown", "--notes"]),
        "\
# Web basics <!-- roadmap: web -->

A page of your own on the web.

## First steps <!-- stage: start; level: beginner -->

- [x] Pages <!-- id: pages; hours: 8-12 --> · 8–12 h · 1.5 h logged · done 2026-11-15

  What a page is made of.

  - **Done when:** A page about a hobby, seen by a friend
  - [MDN](<https://example.org/mdn>) <!-- kind: docs; cost: free --> ✓
  - [](<https://example.org/more>)
  - **Evidence:** [https\\://example.org/me](<https://example.org/me>)
- [ ] Looks <!-- id: looks; needs: pages; hours: 10 --> · 10 h · learning since 2026-11-16
  - **Note:** 2026-11-16, SECRET colours

## Online <!-- stage: online -->

**Milestone:** A page that everybody can visit

- A host <!-- group: host; needs: looks; choose: 1 --> · choose 1
  - [ ] A server of your own <!-- id: own-server; hours: 20-30 --> · 20–30 h
  - [ ] Rented space <!-- id: rented-space; hours: 2-3 --> · 2–3 h
- [ ] Statistics <!-- id: statistics; optional; kind: practice --> · optional
"
    );
}

#[test]
fn import_reads_it_back_and_reports_what_it_left_out() {
    let home = web();
    home.ok(&["export", "markdown", "--notes", "-o", "web.md"]);
    let said = home.ok(&["import", "web.md", "--as", "again"]);
    let left_out: Vec<&str> =
        said.lines().skip_while(|line| *line != "left out:").skip(1).take(1).collect();
    assert_eq!(left_out, ["  2 notes and pieces of evidence"], "{said}");
    let ticked = said.lines().find(|line| line.starts_with("ticked"));
    assert_eq!(ticked, Some("ticked, but not recorded: pages; to record them: --known"));
    let again = home.ok(&["export", "markdown", "--roadmap", "again"]);
    let plain = home.ok(&["export", "markdown"]);
    assert_eq!(again.replace("roadmap: again", "roadmap: web"), plain);
    fs::remove_file(home.path().join("web.md")).unwrap();
}

/// Uses the parser of GitHub.
#[test]
fn special_characters_stay_text_on_github() {
    if !is_there("cmark-gfm") {
        return;
    }
    let markdown = hostile().ok(&["export", "markdown"]);
    let mut command = Command::new("cmark-gfm");
    for extension in ["table", "strikethrough", "autolink", "tagfilter", "tasklist"] {
        command.args(["-e", extension]);
    }
    let html = read(command, &markdown);
    let text = |html: &str| {
        let mut text = String::new();
        let mut rest = html;
        while let Some((before, after)) = rest.split_once('<') {
            text.push_str(before);
            rest = after.split_once('>').unwrap().1;
        }
        let text = text + rest;
        let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
        signs.iter().fold(text, |text, (sign, c)| text.replace(sign, c))
    };
    let wanted = [
        ("<h1>", r#"A <b>"way"</b> & 'more', \ ;:� # `x` | *y*"#),
        ("<h2>", "=1+1 [x](javascript:alert(1)) ]]> --> +proj @ctx"),
        ("<p><strong>Milestone", "Milestone: <script>alert(1)</script>\\n"),
        ("<p>{{", r"{{ x }} {% y %} ${z} %w \N \, \; _a_ due:2026-01-01 (A) x"),
    ];
    for (begin, want) in wanted {
        let line = html.lines().find(|line| line.trim_start().starts_with(begin));
        assert_eq!(text(line.unwrap_or_default()).trim(), want, "{html}");
    }
    for tag in ["<script", "<i>", "<b>", "<em>", "<code>", "<table>", "javascript:alert(1)\""] {
        assert!(!html.contains(tag), "{tag}\n{html}");
    }
}
