//! Tests of the output: no control characters, no lost errors, the right exit status.

#![cfg(unix)]

mod common;

use std::fs::{self, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};
use std::thread;

use common::{Home, Ran};

/// Text with control characters: it colours, renames the window, reorders text and breaks
/// lines.
const HOSTILE: &str =
    "a\u{1b}]0;x\u{7}b\u{9b}31mc\u{7f}d\u{202e}e\u{2066}f\u{2028}g\nFORGED h\r\ti";

/// The same text, escaped for double quotes in YAML and JSON.
const ESCAPED: &str = r"a\u001b]0;x\u0007b\u009b31mc\u007fd\u202ee\u2066f\u2028g\nFORGED h\r\ti";

/// Whether a character could control a terminal, newlines excepted.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` without the colours of the program.
fn without_colors(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(part.len());
        assert!(part[end..].starts_with('m'), "no colour: {part:?}");
        plain.push_str(&part[end + 1..]);
    }
    plain
}

#[track_caller]
fn assert_harmless(what: &str, text: &str) {
    let text = without_colors(text);
    if let Some(at) = text.find(is_unsafe) {
        panic!("{what}: {:?} at {at} of {text:?}", text[at..].chars().next());
    }
    let forged = text.lines().find(|line| line.trim_start().starts_with("FORGED"));
    assert_eq!(forged, None, "{what} has a forged line: {text}");
}

/// A home in which all text of files and journals has control characters.
fn hostile_home() -> Home {
    let home = Home::new();
    let yaml = format!(
        r#"title: "{ESCAPED}"
summary: "{ESCAPED}"
role: {{ summary: "{ESCAPED}", responsibilities: ["{ESCAPED}"], facts: [{{ text: "{ESCAPED}", source: one }}] }}
sources: [{{ id: one, title: "{ESCAPED}", publisher: "{ESCAPED}" }}]
leads_to: [{{ roadmap: devops, why: "{ESCAPED}" }}]
stages:
- id: start
  title: "{ESCAPED}"
  summary: "{ESCAPED}"
  skills:
  - id: evil
    title: "{ESCAPED}"
    summary: "{ESCAPED}"
    done_when: ["{ESCAPED}"]
    asked_by: [one]
    hours: 3
    resources: [{{ title: "{ESCAPED}", url: "https://a.example/" }}]
  - {{ id: other, title: "B {ESCAPED}", needs: evil, optional: true }}
  - {{ id: choice, title: "C {ESCAPED}", choose: 1, skills: [{{ id: x, title: "X {ESCAPED}" }}, {{ id: y, title: "Y" }}] }}
"#
    );
    home.roadmap("backend", &yaml);
    home.roadmap(
        "broken",
        &format!("title: \"{ESCAPED}\"\nstages: \"{ESCAPED}\"\n\"{ESCAPED}\": 1\n"),
    );
    home.file(&format!(".config/roadmap/roadmaps/{}.yaml", HOSTILE.replace('/', "")), "title: 1\n");
    let event = |n: u32, body: &str| {
        format!(
            "{{\"v\":1,\"id\":\"019a9fb1-0000-7000-8000-{n:012}\",\"at\":\"2026-11-20T06:00:00Z\",{body},\"on\":\"2026-11-20\"}}\n"
        )
    };
    let lines = [
        event(1, &format!(r#""event":"note","skills":["evil"],"note":"{ESCAPED}""#)),
        event(2, &format!(r#""event":"start","skills":["evil"],"note":"{ESCAPED}""#)),
        event(3, &format!(r#""event":"{ESCAPED}","{ESCAPED}":{{"{ESCAPED}":["{ESCAPED}"]}}"#)),
        event(4, &format!(r#""event":"done","skills":["{ESCAPED}"]"#)),
        event(
            5,
            r#""event":"done","skills":[],"resources":[{"skill":"evil","url":"https://a.example/\u202e\u200f"}]"#,
        ),
        format!("{HOSTILE}\n").replace(['\r', '\n'], " ") + "\n",
    ];
    home.file(".local/share/roadmap/progress.jsonl", &lines.concat());
    home.file(&format!(".local/share/roadmap/progress{}.jsonl", HOSTILE.replace('/', "")), "x\n");
    home
}

const READERS: [&[&str]; 28] = [
    &[],
    &["list"],
    &["show"],
    &["show", "evil"],
    &["show", "choice"],
    &["show", "start"],
    &["show", "roadmap/backend"],
    &["show", "roadmap/broken"],
    &["next"],
    &["next", "--explain", "--optional"],
    &["next", "--all"],
    &["history"],
    &["history", "evil"],
    &["history", "--ids"],
    &["report"],
    &["refresh"],
    &["report", "--year", "--markdown"],
    &["progress"],
    &["find", "b"],
    &["find", HOSTILE],
    &["doctor"],
    &["plan"],
    &["gap", "backend"],
    &["gap"],
    &["show", HOSTILE],
    &["history", HOSTILE],
    &["progress", HOSTILE],
    &["plan", "--roadmap", HOSTILE],
];

#[test]
fn text_of_files_is_sanitized() {
    let home = hostile_home();
    let forms: [&[&str]; 4] = [&[], &["--plain"], &["--color", "always"], &["--json"]];
    for args in READERS {
        for form in forms {
            let ran = home.run(&[args, form].concat());
            assert_harmless(&format!("{args:?} {form:?}"), &ran.stdout);
            assert_harmless(&format!("{args:?} {form:?}, errors"), &ran.stderr);
        }
    }
}

#[test]
fn titles_in_answers_of_recording_commands_are_sanitized() {
    let home = hostile_home();
    let commands: [&[&str]; 27] = [
        &["use", "backend", "devops"],
        &["prompt"],
        &["start", "evil"],
        &["note", "evil", "words"],
        &["spent", "evil", "90m"],
        &["estimate", "evil", "50%"],
        &["plan", "--hours-per-week", "3", "--save"],
        &["plan", "--by", "2027-01-01"],
        &["plan", "--hours-per-week", "3", "--by", "2026-11-21"],
        &[],
        &["check", "--all", "start"],
        &["check", "evil/1"],
        &["check", "evil"],
        &["check", "choice"],
        &["check", "other"],
        &["skip", "choice"],
        &["next", "--stage", "start"],
        &["next"],
        &["prompt"],
        &[],
        &["uncheck", "evil", "x"],
        &["check", "--known", "other"],
        &["start", "choice"],
        &["start", "x"],
        &["check", "--all", "backend"],
        &["gap", "--all"],
        &["undo"],
    ];
    for args in commands {
        for color in ["never", "always"] {
            let ran = home.run(&[args, &["--color", color]].concat());
            assert_harmless(&format!("{args:?}"), &ran.stdout);
            assert_harmless(&format!("{args:?}, errors"), &ran.stderr);
        }
    }
}

/// All commands that the help lists.
fn commands(home: &Home) -> Vec<String> {
    let help = home.ok(&["--help"]);
    let (_, list) = help.split_once("\nCommands:\n").unwrap();
    let names = list.lines().take_while(|line| !line.is_empty());
    let names = names.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

/// The options of a command that take a value, according to its help.
fn options(home: &Home, command: &str) -> Vec<String> {
    let help = home.run(&[command, "--help"]).stdout;
    let option = |line: &str| {
        let (name, value) = line.trim_start().trim_start_matches("-n, ").split_once(" <")?;
        (name.starts_with("--") && !value.is_empty()).then(|| name.to_owned())
    };
    help.lines().filter_map(option).collect()
}

#[test]
fn arguments_are_sanitized() {
    let home = hostile_home();
    let names = commands(&home);
    assert!(names.len() >= 25, "{names:?}");
    thread::scope(|scope| {
        for names in names.chunks(names.len().div_ceil(4)) {
            scope.spawn(move || names.iter().for_each(|name| assert_arguments_harmless(name)));
        }
    });
}

/// Passes text with control characters to all arguments and options of a command.
fn assert_arguments_harmless(name: &str) {
    let home = hostile_home();
    let positional: [&[&str]; 5] = [&[], &[HOSTILE], &["evil"], &["evil", HOSTILE], &["b", "90m"]];
    let mut lines: Vec<Vec<String>> = Vec::new();
    for args in positional {
        let line = || std::iter::once(name).chain(args.iter().copied()).map(str::to_owned);
        lines.push(line().collect());
        for option in options(&home, name) {
            lines.push(line().chain([option, HOSTILE.to_owned()]).collect());
        }
        lines.push(line().chain(["--no-such".to_owned() + HOSTILE]).collect());
    }
    for line in lines {
        for form in [&[][..], &["--plain"], &["--color=always"], &["--json"]] {
            let args: Vec<&str> =
                line.iter().map(String::as_str).chain(form.iter().copied()).collect();
            let ran = Ran::of(&home.command(&args).env("PATH", "/nowhere").output().unwrap());
            // The user's template is not sanitized.
            if !args.contains(&"--format") {
                assert_harmless(&format!("{args:?}"), &ran.stdout);
            }
            assert_harmless(&format!("{args:?}, errors"), &ran.stderr);
        }
    }
}

#[test]
fn keys_are_sanitized() {
    let home = hostile_home();
    let template = "{% for e in events %}{% for k in e %}{{ k }}{{ e[k] }}{% endfor %}{% endfor %}";
    for args in [&["history", "--format", template][..], &["history", "--json"]] {
        let ran = home.run(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        assert_harmless(&format!("{args:?}"), &ran.stdout);
    }
}

#[test]
fn a_bad_template_stops_the_command_before_it_records() {
    let home = Home::new().with_skills();
    for args in [&["check", "s-0"][..], &["use", "backend"], &["undo"], &["plan", "--save"]] {
        for (template, why) in [
            (
                "{% for",
                "syntax error: unexpected end of input, expected identifier (in <string>:1)",
            ),
            (&"x".repeat(10_001), "syntax error: a template has at most 10000 bytes"),
        ] {
            let ran = home.run(&[args, &["--format", template]].concat());
            let want = format!(
                "error: invalid value '{template}' for '--format <TEMPLATE>': {why}\n\n\
                 For more information, try '--help'.\n"
            );
            assert_eq!((ran.status, ran.stderr), (2, want), "{args:?}");
        }
    }
    assert!(fs::metadata(home.journal()).is_err());
}

#[test]
fn usage_errors_are_sanitized() {
    let home = hostile_home();
    for args in [
        &[HOSTILE][..],
        &["next", HOSTILE],
        &["next", "-n", HOSTILE],
        &["--color", HOSTILE],
        &["init", HOSTILE],
    ] {
        let ran = home.run(args);
        assert_harmless(&format!("{args:?}"), &(ran.stdout + &ran.stderr));
    }
}

#[test]
fn json_escapes_control_characters() {
    let home = hostile_home();
    let ran = home.run(&["show", "evil", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(answer["title"], HOSTILE);
    assert_eq!(answer["notes"][0]["text"], HOSTILE, "{answer}");
    assert_harmless("JSON", &ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 1);
}

#[test]
fn templates_sanitize_values_but_not_themselves() {
    let home = hostile_home();
    let ran = home.run(&["show", "evil", "--format", "\u{1b}[1m{{ title }}|{{ notes[0].text }}\n"]);
    let rest = ran.stdout.strip_prefix("\u{1b}[1m").expect("of the template");
    assert_harmless("the values", rest);
    let ran = home.run(&["next", "--format", "{{ steps[0].titel }}"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "an unknown field is an error");
}

/// A home with a history that is larger than the buffer of a pipe.
fn with_long_history() -> Home {
    let home = Home::new().with_skills();
    let lines = (0..2000).map(|n| {
        format!(
            "{{\"v\":1,\"id\":\"019a9fb1-0000-7000-8000-{n:012}\",\"at\":\"2026-11-20T06:00:00.{:03}Z\",\
             \"event\":\"note\",\"skills\":[\"s-0\"],\"on\":\"2026-11-20\",\"note\":\"{}\"}}\n",
            n % 1000,
            "word ".repeat(20)
        )
    });
    home.file(".local/share/roadmap/progress.jsonl", &lines.collect::<String>());
    home
}

/// Reads one line, and closes the pipe.
fn head(command: &mut Command) -> (String, Ran) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    let status = child.wait().unwrap().code().unwrap_or(-1);
    (line, Ran { stdout: String::new(), stderr, status })
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let home = with_long_history();
    let quiet = Ran { stdout: String::new(), stderr: String::new(), status: 0 };
    thread::scope(|scope| {
        for form in [&["history"][..], &["history", "--json"]] {
            let (home, quiet) = (&home, &quiet);
            scope.spawn(move || {
                for _ in 0..100 {
                    let (line, ran) = head(&mut home.command(form));
                    assert!(!line.is_empty());
                    assert_eq!(&ran, quiet);
                }
            });
        }
    });
}

#[test]
fn a_pipe_without_a_reader_ends_it_quietly() {
    let home = Home::new().with_skills();
    for args in [
        &["next"][..],
        &["list"],
        &["doctor"],
        &["--help"],
        &["next", "--help"],
        &["--version"],
        &["completions", "bash"],
        &["init", "zsh"],
        &["man"],
        &["check", "s-0"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = home.command(args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let ran = Ran::of(&output);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{args:?}");
    }
    assert_eq!(home.events().len(), 1, "it is still recorded");
}

fn on_full_disk(home: &Home, args: &[&str]) -> Option<Ran> {
    let Ok(full) = OpenOptions::new().write(true).open("/dev/full") else {
        common::skip("/dev/full does not exist");
        return None;
    };
    Some(Ran::of(&home.command(args).stdout(full).stderr(Stdio::piped()).output().unwrap()))
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    let home = Home::new().with_skills();
    let commands: [&[&str]; 18] = [
        &[],
        &["list"],
        &["show"],
        &["show", "s-0"],
        &["next"],
        &["next", "--json"],
        &["history"],
        &["progress"],
        &["progress", "--format", "{{ schema }}"],
        &["find", "t1"],
        &["doctor"],
        &["plan"],
        &["init", "bash"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["next", "--help"],
        &["--version"],
    ];
    for args in commands {
        let Some(ran) = on_full_disk(&home, args) else { return };
        let want = "error: cannot write the output: No space left on device (os error 28)\n";
        assert_eq!((ran.status, ran.stderr.as_str()), (1, want), "{args:?}");
    }
}

#[test]
fn a_failure_to_print_says_that_the_event_was_recorded() {
    let home = Home::new().with_skills();
    let commands: [&[&str]; 11] = [
        &["use", "backend"],
        &["start", "s-0"],
        &["check", "s-0"],
        &["check", "s-1", "--json"],
        &["check", "--known", "s-2"],
        &["check", "--all", "s-stage"],
        &["uncheck", "s-0"],
        &["skip", "s-0"],
        &["note", "s-0", "words"],
        &["spent", "s-3", "2h"],
        &["undo"],
    ];
    for (at, args) in commands.iter().enumerate() {
        let Some(ran) = on_full_disk(&home, args) else { return };
        let expected = "error: recorded, but could not print: cannot write the output: \
                        No space left on device (os error 28)\n";
        assert_eq!((ran.status, ran.stderr.as_str()), (1, expected), "{args:?}");
        assert_eq!(home.events().len(), at + 1, "{args:?}");
    }
    // If there is nothing to record, the error says that too.
    let ran = on_full_disk(&home, &["check", "s-1"]).unwrap();
    let expected = "error: cannot write the output: No space left on device (os error 28)\n\
                    nothing was recorded\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (1, expected));
}

#[test]
fn exit_statuses() {
    let home = Home::new().with_skills();
    let cases: [(i32, &[&str]); 34] = [
        (0, &[]),
        (0, &["next"]),
        (0, &["next", "--exit-code"]),
        (0, &["check", "s-0"]),
        (0, &["check", "s-0"]),
        (0, &["uncheck", "s-0"]),
        (0, &["uncheck", "s-0"]),
        (0, &["history"]),
        (0, &["--help"]),
        (0, &["--version"]),
        (0, &["check", "--help"]),
        (1, &["check", "no-such"]),
        (1, &["check", "s-0", "no-such"]),
        (1, &["check", "s-0", "--on", "tomorrow"]),
        (1, &["check", "s-0", "--on", "2999-01-01"]),
        (1, &["use", "no-such"]),
        (1, &["show", "no-such"]),
        (1, &["open", "s-0"]),
        (1, &["new", "Bad Id"]),
        (1, &["new", "backend"]),
        (1, &["next", "--format", "{{ nothing }}"]),
        (2, &["next", "--format", "{{"]),
        (2, &["no-such-command"]),
        (2, &["next", "--no-such"]),
        (2, &["check"]),
        (2, &["use"]),
        (2, &["new"]),
        (2, &["next", "-n", "many"]),
        (2, &["--color", "sometimes"]),
        (2, &["next", "--json", "--format", "x"]),
        (2, &["note", "s-0"]),
        (0, &["check", "--all", "backend"]),
        (0, &["next"]),
        (3, &["next", "--exit-code"]),
    ];
    for (status, args) in cases {
        let ran = home.run(args);
        assert_eq!(ran.status, status, "{args:?}: {}{}", ran.stdout, ran.stderr);
        // Answers go only to stdout, errors only to stderr.
        let (silent, spoken) = match status {
            0 => (&ran.stderr, &ran.stdout),
            1 | 2 => (&ran.stdout, &ran.stderr),
            _ => continue,
        };
        assert_eq!(silent, "", "{args:?}");
        assert!(!spoken.is_empty(), "{args:?}");
    }
}

#[test]
fn one_unknown_name_prevents_all_writing() {
    let home = Home::new().with_skills();
    for verb in ["check", "start", "skip", "uncheck"] {
        let error = home.fails(&[verb, "s-0", "s-1", "no-such"]);
        let mut lines = error.lines();
        assert_eq!(lines.next(), Some("error: no skill 'no-such'"));
        assert_eq!(lines.next_back(), Some("nothing was recorded"));
    }
    assert!(fs::metadata(home.journal()).is_err());
}
