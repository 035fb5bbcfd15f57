//! How output looks: colour, characters, width, and plain output.

#![cfg(unix)]

mod common;
#[path = "common/terminal.rs"]
mod terminal;

use std::process::Command;

use common::{Home, Ran};
use terminal::on_terminal;
use unicode_width::UnicodeWidthStr as _;

/// All commands that print answers, in an order in which each has something to print.
const COMMANDS: [&[&str]; 66] = [
    &[],
    &["next"],
    &["list"],
    &["history"],
    &["progress"],
    &["use", "backend", "wordpress-backend"],
    &[],
    &["list"],
    &["start", "git"],
    &[
        "check",
        "html-and-css",
        "--note",
        "a note of some length, so long that it does not fit into one line of eighty",
        "--evidence",
        "https://example.org/a/rather/long/address/that/takes/more/than/half/of/the/line/of/a/terminal",
    ],
    &["check", "--known", "http"],
    &["check", "--all", "databases"],
    &["check", "git/1"],
    &["skip", "sql"],
    &["spent", "git", "90m"],
    &["estimate", "git", "sql", "50%"],
    &["note", "git", "words"],
    &["undo"],
    &[],
    &["next"],
    &["next", "--explain"],
    &["next", "--all", "--optional", "-n", "99"],
    &["progress"],
    &["progress", "backend", "devops", "architect"],
    &["show"],
    &["show", "git"],
    &["show", "roadmap/backend"],
    &["show", "roadmap/devops"],
    &["history"],
    &["history", "git"],
    &["history", "--year"],
    &["check", "client-server", "--on", "2026-01-01"],
    &["refresh"],
    &["refresh", "client-server"],
    &["plan", "--until", "data-basics"],
    &["report"],
    &["report", "--year"],
    &["find", "data"],
    &["plan"],
    &["plan", "--hours-per-week", "8", "--by", "2027-06-01", "--save"],
    &["plan", "--by", "2030-06-01"],
    &["plan", "--weeks", "--optional"],
    &[],
    &["gap", "devops"],
    &["gap"],
    &["gap", "--all"],
    &["doctor"],
    &["open", "git"],
    &["lint"],
    &["show", "no-such-skill-anywhere"],
    &["check", "no-such-skill-anywhere", "--on", "2026-01-01"],
    &["check", "git", "--on", "tomorrow"],
    &["start", "databases"],
    &["next", "--format", "{{ no_such }}"],
    &["--help"],
    &["check", "--help"],
    &["plan", "--help"],
    &["next", "--help"],
    &["lint", "--help"],
    &["no-such-command"],
    &["next", "--no-such"],
    &["check"],
    &["use", "devops"],
    &["uncheck", "git"],
    &["check", "--all", "roadmap/devops"],
    &["init"],
];

/// Runs the program with short paths, and without a program that opens links.
fn command(home: &Home, args: &[&str]) -> Command {
    let mut command = home.command(args);
    command
        .env("PATH", "/nowhere")
        .env("ROADMAP_DIR", "maps")
        .env("ROADMAP_PROGRESS", "progress.jsonl");
    command
}

/// A home with an empty roadmap folder.
fn empty() -> Home {
    let home = Home::new();
    std::fs::create_dir(home.path().join("maps")).unwrap();
    home
}

#[test]
fn every_line_fits_in_80_columns() {
    let home = Home::new();
    let long =
        "Überlänge 日本語 with a title that is by far longer than any title has to be or should";
    home.file(
        "maps/backend.yaml",
        &format!(
            "title: {long}\nsummary: {long}\nstages:\n- id: basics\n  title: {long}\n  skills:\n  - {{ id: html-and-css, title: HTML, hours: 3 }}\n  \
             - {{ id: git, title: {long}, needs: html-and-css, hours: 1000-2000, summary: {long}, resources: [https://a.example/] }}\n  \
             - {{ id: http, title: {long} }}\n- id: databases\n  title: D\n  skills:\n  - {{ id: sql, title: {long}, needs: [git, http] }}\n  \
             - {{ id: choice, title: {long}, choose: 1, skills: [{{ id: x, title: {long} }}, {{ id: y, title: {long} }}] }}\n"
        ),
    );
    assert_eq!(home.run(&["lint", "maps"]).status, 0);
    let mut wide = Vec::new();
    for (home, roadmaps) in [(&home, "long titles"), (&empty(), "built-in")] {
        for args in COMMANDS {
            let ran = on_terminal(80, &mut command(home, args));
            assert!((0..3).contains(&ran.status), "{args:?}: {}", ran.stdout);
            let text = without_escapes(&ran.stdout);
            // Links are never cut.
            let long = |line: &&str| line.width() > 80 && !line.contains("https://");
            let found = text.lines().filter(long);
            wide.extend(found.map(|line| format!("{roadmaps}, {args:?}: {line}")));
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').expect("a colour").1);
    }
    plain
}

#[test]
fn output_is_ascii_unless_the_locale_is_utf_8() {
    let home = Home::new();
    home.file(
        "maps/own.yaml",
        "title: Größe 日本\nstages:\n- id: s\n  title: Ñ\n  skills:\n  - { id: o, title: Œ }\n",
    );
    home.file("maps/broken.yaml", "title: Größe\nstägës: 日本\n");
    let more: [&[&str]; 6] = [
        &["show", "roadmap/own"],
        &["show", "roadmap/own", "--json"],
        &["show", "roadmap/broken"],
        &["find", "größe"],
        &["show", "日本"],
        &["日本"],
    ];
    for args in COMMANDS.iter().copied().chain(more) {
        let mut command = command(&home, args);
        command.env_remove("LANG").env("LC_ALL", "C");
        let piped = Ran::of(&command.output().unwrap());
        let seen = on_terminal(80, &mut command);
        for text in [&piped.stdout, &piped.stderr, &seen.stdout] {
            let found = text.lines().find(|line| !line.is_ascii());
            assert_eq!(found, None, "{args:?}");
        }
    }
    let ran = Ran::of(
        &command(&home, &["show", "roadmap/own", "--json"]).env("LC_ALL", "C").output().unwrap(),
    );
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer["title"], "Größe 日本");
}

#[test]
fn plain_is_the_output_without_a_terminal() {
    let [piped, seen, by_variable] = [empty(), empty(), empty()];
    for args in COMMANDS {
        if args.first() == Some(&"undo") {
            // The undone event differs between the homes.
            continue;
        }
        let expected = Ran::of(&command(&piped, args).output().unwrap());
        let both = expected.stdout.clone() + &expected.stderr;
        let drawn =
            |c: char| matches!(c, '\u{2500}'..='\u{25ff}' | '\u{2800}'..='\u{28ff}' | '…' | '·');
        if !both.contains("Usage:") {
            assert_eq!(expected.stdout.lines().find(|line| line.contains(drawn)), None, "{args:?}");
        }
        assert!(!both.contains('\u{1b}'), "{args:?}");
        // Help is wrapped on a terminal, and errors are drawn even without one.
        if both.contains("--help") || expected.status != 0 {
            command(&seen, args).arg("--plain").output().unwrap();
            command(&by_variable, args).output().unwrap();
            continue;
        }
        let ran = on_terminal(80, command(&seen, args).arg("--plain"));
        let strip = |text: &str, home: &Home| text.replace(home.path().to_str().unwrap(), "HOME");
        let hint = "following backend";
        // On a terminal, both streams are mixed in the order of output.
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.retain(|line| !line.contains(hint));
            lines.sort();
            lines
        };
        assert_eq!(sorted(&strip(&ran.stdout, &seen)), sorted(&strip(&both, &piped)), "{args:?}");
        let ran = on_terminal(80, command(&by_variable, args).env("ROADMAP_PLAIN", "1"));
        assert_eq!(
            sorted(&strip(&ran.stdout, &by_variable)),
            sorted(&strip(&both, &piped)),
            "{args:?}"
        );
    }
}

#[test]
fn without_a_terminal_the_width_has_no_effect() {
    let home = Home::new();
    for args in COMMANDS
        .iter()
        .filter(|args| !args.is_empty() && args[0] != "undo" && !args.contains(&"--help"))
    {
        home.run(args);
    }
    for args in [
        &[][..],
        &["next", "--explain"],
        &["list"],
        &["show", "git"],
        &["progress"],
        &["history"],
        &["plan"],
        &["gap", "--all"],
        &["doctor"],
    ] {
        let at =
            |columns: &str| Ran::of(&home.command(args).env("COLUMNS", columns).output().unwrap());
        assert_eq!(at("40"), at("200"), "{args:?}");
    }
}

#[test]
fn plain_errors_are_one_line() {
    let home = Home::new();
    home.roadmap("mine", "title: 404\nstages: []\nx: 1\n");
    for args in [
        &["show", "roadmap/mine"][..],
        &["check", "no-such"],
        &["use", "no-such"],
        &["check", "git", "--on", "tomorrow"],
    ] {
        let ran = home.run(&[args, &["--plain"]].concat());
        assert_eq!(ran.status, 1, "{args:?}");
        let is_message = |line: &&str| line.starts_with("error: ") || line.starts_with("warning: ");
        let problems = ran.stderr.lines().filter(|line| !is_message(line));
        for line in problems {
            let place = line.split_once(": ").unwrap().0;
            assert!(place.contains("mine.yaml"), "{args:?}: {line}");
        }
        assert_eq!(
            ran.stderr.lines().filter(|line| line.starts_with("error: ")).count(),
            1,
            "{}",
            ran.stderr
        );
    }
}

#[track_caller]
fn assert_colored(expected: bool, on: bool, args: &[&str], env: &[(&str, &str)]) {
    let home = Home::new().with_skills();
    let mut command = home.command(&[&["progress"], args].concat());
    command.env("TERM", "xterm-256color").envs(env.iter().copied());
    let ran = if on { on_terminal(80, &mut command) } else { Ran::of(&command.output().unwrap()) };
    assert_eq!(ran.stdout.contains('\u{1b}'), expected, "terminal: {on}, {args:?}, {env:?}");
}

#[test]
fn flags_and_variables_decide_colour_in_order() {
    let always = &["--color", "always"];
    let never = &["--color", "never"];
    let auto = &["--color", "auto"];
    // Only the terminal.
    assert_colored(true, true, &[], &[]);
    assert_colored(false, false, &[], &[]);
    assert_colored(true, true, auto, &[]);
    // The flag takes precedence over everything else.
    assert_colored(false, true, never, &[("CLICOLOR_FORCE", "1")]);
    assert_colored(true, false, always, &[("NO_COLOR", "1"), ("TERM", "dumb"), ("CLICOLOR", "0")]);
    // Then NO_COLOR, unless it is empty.
    assert_colored(false, true, auto, &[("NO_COLOR", "1")]);
    assert_colored(false, true, &[], &[("NO_COLOR", "0")]);
    assert_colored(true, true, &[], &[("NO_COLOR", "")]);
    assert_colored(false, true, &[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]);
    // Then CLICOLOR_FORCE.
    assert_colored(true, false, &[], &[("CLICOLOR_FORCE", "1")]);
    assert_colored(false, false, &[], &[("CLICOLOR_FORCE", "0")]);
    assert_colored(true, true, &[], &[("CLICOLOR_FORCE", "1"), ("CLICOLOR", "0")]);
    assert_colored(true, true, &[], &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")]);
    // Then CLICOLOR, then the terminal's name.
    assert_colored(false, true, &[], &[("CLICOLOR", "0")]);
    assert_colored(true, true, &[], &[("CLICOLOR", "1")]);
    assert_colored(false, false, &[], &[("CLICOLOR", "1")]);
    assert_colored(false, true, &[], &[("TERM", "dumb")]);
}

#[test]
fn json_and_templates_are_never_coloured() {
    let home = Home::new().with_skills();
    for args in [&["progress", "--json"][..], &["progress", "--format", "{{ roadmaps[0].title }}"]]
    {
        let ran = home.run(&[args, &["--color", "always"]].concat());
        assert!(!ran.stdout.contains('\u{1b}'), "{}", ran.stdout);
    }
}
