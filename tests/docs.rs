//! Runs the documentation: every `console` block of the Markdown files, in order, with
//! one home per file, and compares the output.
//!
//! A line that begins with `$ ` is a command; the lines after it are its whole output.
//! `console tty` runs in a terminal of 80 columns. A `yaml`, `markdown` or `csv` block
//! with `file=NAME` is written to that file first. A `<!-- run: … -->` line runs a
//! command without showing it; `<!-- a new home -->` starts with an empty home.
//! `SNAPSHOTS=overwrite` writes the outputs into the files instead.

#![cfg(target_os = "linux")] // other systems have a different `script`.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::Home;

#[test]
fn the_readme_is_up_to_date() {
    check("README.md");
}

#[test]
fn the_page_on_json_is_up_to_date() {
    check("docs/json.md");
}

#[test]
fn the_page_on_writing_roadmaps_is_up_to_date() {
    check("docs/roadmaps.md");
}

#[test]
fn the_page_on_sync_is_up_to_date() {
    check("docs/sync.md");
}

#[test]
fn the_page_on_teams_is_up_to_date() {
    check("docs/team.md");
}

#[test]
fn the_page_on_planning_is_up_to_date() {
    check("docs/planning.md");
}

#[test]
fn the_page_on_imports_is_up_to_date() {
    check("docs/import.md");
}

#[test]
fn the_page_on_exports_is_up_to_date() {
    check("docs/export.md");
}

#[track_caller]
fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let written = fs::read_to_string(&path).unwrap();
    let run = run(&written);
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        fs::write(&path, run).unwrap();
        return;
    }
    if run != written {
        let differs = written.lines().zip(run.lines()).position(|(a, b)| a != b);
        let at = differs.unwrap_or(written.lines().count().min(run.lines().count()));
        panic!(
            "{name}:{}: what is printed is not what is written (SNAPSHOTS=overwrite writes it)\n  written: {}\n  printed: {}",
            at + 1,
            written.lines().nth(at).unwrap_or("(end)"),
            run.lines().nth(at).unwrap_or("(end)"),
        );
    }
}

/// Returns the text with the current outputs of its commands.
fn run(text: &str) -> String {
    let mut home = Home::new();
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").unwrap();
        if line == "<!-- a new home -->" {
            home = Home::new();
        }
        if let Some(command) = line.strip_prefix("<!-- run: ").and_then(|l| l.strip_suffix(" -->"))
        {
            shell(&home, command, false);
        }
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let mut block = Vec::new();
        while let Some(line) = lines.next_if(|line| *line != "```") {
            block.push(line);
        }
        match kind.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["console", options @ ..] => {
                for line in &block {
                    if let Some(command) = line.strip_prefix("$ ") {
                        writeln!(out, "$ {command}").unwrap();
                        out.push_str(&shell(&home, command, options.contains(&"tty")));
                    }
                }
                continue;
            }
            ["yaml" | "markdown" | "csv", file] => {
                let file = file.strip_prefix("file=").expect("file=NAME behind the kind");
                home.file(file, &(block.join("\n") + "\n"));
            }
            _ => {}
        }
        for line in block {
            writeln!(out, "{line}").unwrap();
        }
    }
    out
}

/// Returns what a command prints, with everything that differs between runs replaced.
fn shell(home: &Home, command: &str, tty: bool) -> String {
    let mut shell = if tty {
        let mut script = Command::new("script");
        // -q keeps the messages of `script` out of the typescript; -e returns the
        // status.
        script.args(["-qec", &format!("stty cols 80 rows 24; {command}"), "/dev/null"]);
        script
    } else {
        let mut sh = Command::new("sh");
        sh.args(["-c", command]);
        sh
    };
    home.set_up(&mut shell);
    let program = Path::new(env!("CARGO_BIN_EXE_roadmap")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(program.to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    shell.env("PATH", path.unwrap()).env("NO_COLOR", "1").env("TERM", "xterm");
    let ran = shell.output().unwrap();
    let text = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
    let text = text.replace("\r\n", "\n").replace(&home.path().display().to_string(), "/home/you");
    let text = pretty(&text).unwrap_or(text);
    let mut text = without_uuids(&text);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// Formats JSON for reading and keeps the order of its fields.
fn pretty(text: &str) -> Option<String> {
    if !text.starts_with('{') {
        return None;
    }
    let mut out = String::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut open: Vec<bool> = Vec::new();
    let chars: Vec<char> = text.trim().chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        if quoted {
            out.push(c);
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => quoted = true,
            '{' | '[' => {
                // Short values stay on one line.
                let short = closes_within(&chars[at..], 90 - depth.min(60) * 2);
                out.push(c);
                open.push(short);
                depth += 1;
                if !short {
                    newline(&mut out, depth);
                }
                continue;
            }
            '}' | ']' => {
                depth -= 1;
                if !open.pop()? {
                    newline(&mut out, depth);
                }
            }
            ',' => {
                out.push(c);
                if open.last() == Some(&false) {
                    newline(&mut out, depth);
                } else {
                    out.push(' ');
                }
                continue;
            }
            ':' => {
                out.push_str(": ");
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out.push('\n');
    Some(out)
}

fn newline(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

fn closes_within(chars: &[char], columns: usize) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for &c in chars.iter().take(columns) {
        match c {
            '"' if !escaped => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth -= 1,
            _ => {}
        }
        escaped = quoted && !escaped && c == '\\';
        if depth == 0 {
            return true;
        }
    }
    false
}

/// Replaces the ids of events, which differ between runs.
fn without_uuids(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.char_indices().map(|(at, _)| at).find(|at| is_uuid(&rest[*at..])) {
        out.push_str(&rest[..at]);
        out.push_str("<uuid>");
        rest = &rest[at + 36..];
    }
    out + rest
}

fn is_uuid(text: &str) -> bool {
    text.len() >= 36
        && text.bytes().take(36).enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
