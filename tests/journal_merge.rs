//! Lines from several machines, in any order and state, and foreign lines.

mod common;

use std::fs;

use common::{Home, Ran};
use serde_json::Value;

fn home() -> Home {
    Home::new().with_skills()
}

/// Returns an event of 20 November 2026, `minute` minutes after six in the morning.
fn event(minute: u32, body: &str) -> String {
    let at = format!("2026-11-20T06:{minute:02}:00.000Z");
    format!(r#"{{"v":1,"id":"{}","at":"{at}",{body},"on":"2026-11-20"}}"#, id(minute))
}

fn id(minute: u32) -> String {
    format!("019a9fb1-0000-7000-8000-{minute:012}")
}

fn done(minute: u32, skill: &str) -> String {
    event(minute, &format!(r#""event":"done","skills":["{skill}"]"#))
}

fn undo(minute: u32, of: u32) -> String {
    event(minute, &format!(r#""event":"undo","undo":"{}""#, id(of)))
}

/// Returns a home with this journal.
fn with_journal(text: &str) -> Home {
    let home = home();
    home.file(".local/share/roadmap/progress.jsonl", text);
    home
}

/// Returns the progress of a home as the reading commands show it.
fn seen(home: &Home) -> Vec<Value> {
    let commands = [
        &["history"][..],
        &["progress"],
        &["next", "-n", "99"],
        &["show", "s-0"],
        &["show", "s-1"],
        &["show", "s-2"],
    ];
    let answers = commands.map(|args| {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let ran = home.run(&args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).unwrap()
    });
    answers.into()
}

/// Returns the statuses of `s-0`, `s-1` and so on, one letter each.
fn statuses(home: &Home) -> String {
    let letter = |n: usize| {
        let ran = home.run(&["show", &format!("s-{n}"), "--json"]);
        let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
        answer["status"].as_str().unwrap()[..1].to_owned()
    };
    (0..5).map(letter).collect()
}

fn two_machines() -> (Vec<String>, Vec<String>) {
    let laptop = vec![
        event(0, r#""event":"use","roadmaps":["backend"]"#),
        done(1, "s-0"),
        event(4, r#""event":"note","skills":["s-0"],"note":"from the laptop""#),
        event(6, r#""event":"spent","skills":["s-1"],"minutes":90"#),
        undo(9, 3),
    ];
    let desktop = vec![
        event(2, r#""event":"start","skills":["s-1"]"#),
        done(3, "s-1"),
        event(5, r#""event":"skip","skills":["s-2"]"#),
        event(7, r#""event":"reset","skills":["s-0"]"#),
        event(8, r#""event":"start","skills":["s-0"]"#),
    ];
    (laptop, desktop)
}

#[test]
fn the_order_of_the_lines_of_two_machines_does_not_matter() {
    let (laptop, desktop) = two_machines();
    let lines = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
    let (left, right) = (lines(&laptop), lines(&desktop));
    let expected = seen(&with_journal(&format!("{left}{right}")));
    assert_eq!(statuses(&with_journal(&format!("{left}{right}"))), "llstt");

    let both: Vec<String> = laptop.iter().chain(&desktop).cloned().collect();
    let mut backwards = both.clone();
    backwards.reverse();
    let mut turned = both.clone();
    turned.rotate_left(4);
    let joined: [(&str, String); 8] = [
        ("the other way round", format!("{right}{left}")),
        ("backwards", lines(&backwards)),
        ("turned", lines(&turned)),
        ("with repeats", format!("{left}{right}{left}{left}{right}")),
        (
            "with conflict markers",
            format!("<<<<<<< HEAD\n{left}||||||| base\n=======\n{right}>>>>>>> laptop\n"),
        ),
        ("on one line", format!("{}\n", both.concat())),
        ("with ends of another system", format!("{left}{right}").replace('\n', "\r\n")),
        ("with empty lines", format!("\n\n{left}\n{right}\n \n")),
    ];
    for (how, text) in joined {
        assert_eq!(seen(&with_journal(&text)), expected, "{how}");
    }

    let home = with_journal(&left);
    home.file(".local/share/roadmap/progress.sync-conflict-20261120-ABCDEF.jsonl", &right);
    assert_eq!(seen(&home), expected, "as a copy next to it");
    home.file(".local/share/roadmap/progress-desktop.jsonl", &format!("{right}{left}"));
    assert_eq!(seen(&home), expected, "as two copies that repeat each other");
    fs::remove_file(home.journal()).unwrap();
    assert_eq!(seen(&home), expected, "as copies alone");
}

#[test]
fn copies_are_read_and_only_the_journal_is_written() {
    let home = with_journal(&format!("{}\n", done(1, "s-0")));
    let copy = home.file(".local/share/roadmap/progress-laptop.jsonl", &done(2, "s-1"));
    home.file(".local/share/roadmap/my-progress.jsonl", &format!("{}\n", done(3, "s-2")));
    home.file(".local/share/roadmap/progress.json", &format!("{}\n", done(3, "s-2")));
    assert_eq!(statuses(&home), "ddttt");
    home.ok(&["check", "s-3"]);
    home.ok(&["undo"]);
    home.ok(&["undo"]);
    assert_eq!(statuses(&home), "dtttt", "the second undo took back what the copy has");
    assert_eq!(fs::read_to_string(copy).unwrap(), done(2, "s-1"));
    assert_eq!(home.events().len(), 4);
}

#[test]
fn a_journal_with_another_name_has_no_copies() {
    let home = home();
    home.file("mine.jsonl", &format!("{}\n", done(1, "s-0")));
    home.file("progress-laptop.jsonl", &format!("{}\n", done(2, "s-1")));
    let history = home.json(&["history", "--progress", "mine.jsonl"]);
    assert_eq!(history["events"].as_array().unwrap().len(), 1);
}

#[test]
fn identical_lines_count_once_and_different_lines_may_share_an_id() {
    let spent = event(1, r#""event":"spent","skills":["s-0"],"minutes":30"#);
    let other = event(1, r#""event":"spent","skills":["s-0"],"minutes":45"#);
    let home = with_journal(&format!("{spent}\n{spent}\n{other}\n{spent}\n"));
    let events = &home.json(&["history"])["events"];
    assert_eq!(events.as_array().unwrap().len(), 2);
    let shared = home.json(&["doctor"])["journal"]["shared_ids"].clone();
    assert_eq!(shared.as_array().unwrap().len(), 1);
}

#[track_caller]
fn assert_skipped(text: &str, warning: &str) {
    let home = with_journal(text);
    for args in [&["next"][..], &["history"], &["show", "s-0"], &["progress", "--json"]] {
        let ran = home.run(args);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, warning), "{args:?}");
    }
    let ran = home.run(&["check", "s-4"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
    let now = fs::read_to_string(home.journal()).unwrap();
    assert!(now.starts_with(text), "nothing is removed");
    assert_eq!(statuses(&home), "dtttd");
}

#[test]
fn foreign_lines_are_skipped_with_one_warning() {
    let good = done(1, "s-0");
    assert_skipped(
        &format!("{good}\nhello\n<<<<<<< HEAD\n{}\n", &done(2, "s-1")[..40]),
        "warning: 3 lines skipped, first at progress.jsonl:2; see roadmap doctor\n",
    );
    let mut bytes = format!("{good}\n").into_bytes();
    bytes.extend(b"\xff\xfe\x00\n");
    let home = home();
    home.file(".local/share/roadmap/progress.jsonl", "");
    fs::write(home.journal(), &bytes).unwrap();
    let ran = home.run(&["check", "s-4"]);
    let warning = "warning: 1 line skipped, first at progress.jsonl:2; see roadmap doctor\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
    assert!(fs::read(home.journal()).unwrap().starts_with(&bytes));
}

#[test]
fn events_are_checked_as_strictly_as_arguments() {
    let refused = [
        event(2, r#""event":"done","skills":["Not An Id"]"#),
        event(2, r#""event":"done","skills":[]"#),
        event(2, r#""event":"done","skills":["s-1","../../etc/passwd"]"#),
        event(2, r#""event":"done","skills":"s-1""#),
        event(2, r#""event":"done","skills":["s-1"],"evidence":["file:///etc/passwd"]"#),
        event(2, r#""event":"done","skills":["s-1"],"evidence":["javascript:alert(1)"]"#),
        event(2, r#""event":"note","skills":["s-1"],"note":"""#),
        event(2, r#""event":"note","skills":["s-1"]"#),
        event(2, r#""event":"spent","skills":["s-1"],"minutes":0"#),
        event(2, r#""event":"spent","skills":["s-1"],"minutes":9000000000000000000"#),
        event(2, r#""event":"spent","skills":["s-1"],"minutes":-5"#),
        event(2, r#""event":"spent","skills":["s-1"],"minutes":1e300"#),
        event(2, r#""event":"use","roadmaps":["../../x"]"#),
        event(2, r#""event":"use","roadmaps":["con"]"#),
        event(2, r#""event":"use","roadmaps":["skills"]"#),
        event(2, r#""event":"use","roadmaps":[]"#),
        event(2, r#""event":"plan","roadmap":"backend","hours_per_week":-1"#),
        event(2, r#""event":"plan","roadmap":"backend","hours_per_week":1e18"#),
        event(2, r#""event":"plan","roadmap":"../../x","hours_per_week":5"#),
        event(2, r#""event":"undo","undo":"yesterday""#),
        done(2, "s-1").replace(r#""on":"2026-11-20""#, r#""on":"2099-01-01""#),
        done(2, "s-1").replace(r#""on":"2026-11-20""#, r#""on":"2026-02-30""#),
        done(2, "s-1").replace(r#","on":"2026-11-20""#, ""),
        done(2, "s-1").replace("2026-11-20T06:02:00.000Z", "yesterday"),
        done(2, "s-1").replace("2026-11-20T06:02:00.000Z", "99999-01-01T00:00:00Z"),
        done(2, "s-1").replace(&id(2), "7"),
        done(2, "s-1").replace(r#""v":1"#, r#""v":0"#),
        done(2, "s-1").replace(r#""v":1"#, r#""v":"1""#),
        "[1,2,3]".to_owned(),
        "null".to_owned(),
        format!("{}{}", "[".repeat(20_000), "]".repeat(20_000)),
        format!(r#"{{"v":1,"x":{}{}}}"#, "[".repeat(20_000), "]".repeat(20_000)),
    ];
    for line in refused {
        assert_skipped(
            &format!("{}\n{line}\n", done(1, "s-0")),
            "warning: 1 line skipped, first at progress.jsonl:2; see roadmap doctor\n",
        );
    }
}

#[test]
fn an_unfinished_last_line_is_a_write_in_progress() {
    let whole = format!("{}\n", done(1, "s-0"));
    let torn = &done(2, "s-1")[..60];
    let home = with_journal(&format!("{whole}{torn}"));
    home.ok(&["next"]);
    home.ok(&["history", "--json"]);
    home.ok(&["check", "s-2"]);
    let text = fs::read_to_string(home.journal()).unwrap();
    assert!(text.starts_with(&format!("{whole}{torn}\n{{\"v\":1,")), "{text}");
    assert!(text.ends_with("}\n") && text.lines().count() == 3, "{text}");
    let ran = home.run(&["next"]);
    let warning = "warning: 1 line skipped, first at progress.jsonl:2; see roadmap doctor\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
    assert_eq!(statuses(&home), "dtdtt");
}

#[test]
fn a_last_line_without_a_newline_that_parses_is_an_event() {
    let home = with_journal(&done(1, "s-0"));
    assert_eq!(statuses(&home), "dtttt");
    home.ok(&["check", "s-1"]);
    home.ok(&["next"]);
    assert_eq!(statuses(&home), "ddttt");
}

#[test]
fn a_torn_line_joined_to_others_is_the_only_one_lost() {
    let torn = &done(2, "s-1")[..60];
    let home = with_journal(&format!("{}\n{torn}{}\n", done(1, "s-0"), done(3, "s-2")));
    assert_eq!(statuses(&home), "dtdtt");
}

#[test]
fn hostile_lines_are_harmless_and_the_next_command_takes_effect() {
    let hostile = [
        ("a date in the year 2099", done(1, "s-1").replace("2026-11-20", "2099-06-01")),
        ("an undo of itself", undo(1, 1)),
        ("an undo of what is not there", undo(1, 77)),
        (
            "9e18 minutes",
            event(1, r#""event":"spent","skills":["s-1"],"minutes":9000000000000000000"#),
        ),
        ("a roadmap from elsewhere", event(1, r#""event":"use","roadmaps":["../../x"]"#)),
        ("an unknown roadmap", event(1, r#""event":"use","roadmaps":["no-such","backend"]"#)),
        ("many unknown skills", {
            let ids: Vec<String> = (0..2000).map(|n| format!("\"x-{n}\"")).collect();
            event(1, &format!(r#""event":"done","skills":[{}]"#, ids.join(",")))
        }),
        ("before all time", done(1, "s-1").replace("2026-11-20", "-009999-01-02")),
        (
            "a title that acts",
            event(1, r#""event":"note","skills":["s-1"],"note":"\u001b[31m\u202e\n""#),
        ),
        ("an event of the future", event(1, r#""event":"dance","skills":[{"deep":[1,2]}]"#)),
        ("fields of the future", event(1, r#""event":"start","skills":["s-1"],"mood":{"x":[]}"#)),
        ("a field twice", event(1, r#""event":"done","event":"skip","skills":["s-1"]"#)),
        (
            "a note of 10 MB",
            event(
                1,
                &format!(r#""event":"note","skills":["s-1"],"note":"{}""#, "x".repeat(10_000_000)),
            ),
        ),
    ];
    for (what, line) in hostile {
        let home = with_journal(&format!("{}\n{line}\n", done(0, "s-0")));
        for args in [&[][..], &["next"], &["history"], &["progress"], &["show", "s-1"], &["doctor"]]
        {
            let ran = home.run(args);
            assert_eq!(ran.status, 0, "{what}, {args:?}: {}", ran.stderr);
        }
        let ran = home.run(&["check", "s-2"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        assert_eq!(&statuses(&home)[2..3], "d", "{what}");
        let ran = home.run(&["uncheck", "s-2", "s-0"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        assert_eq!((&statuses(&home)[..1], &statuses(&home)[2..3]), ("t", "t"), "{what}");
        let ran = home.run(&["undo"]);
        assert_eq!(ran.status, 0, "{what}: {}", ran.stderr);
        assert_eq!((&statuses(&home)[..1], &statuses(&home)[2..3]), ("d", "d"), "{what}");
    }
}

#[test]
fn after_an_event_at_the_latest_time_writes_fail_and_name_the_line() {
    let last = done(1, "s-1")
        .replace("2026-11-20T06:01:00.000Z", "9999-12-30T22:00:00.999999999Z")
        .replace(r#""on":"2026-11-20""#, r#""on":"2026-11-19""#);
    let text = format!("{}\n\n{last}\n", done(0, "s-0"));
    let home = with_journal(&text);
    assert_eq!(statuses(&home), "ddttt", "readers read it");
    let error = home.fails(&["check", "s-2"]);
    let expected = format!(
        "error: no event can come after {}:3, which is dated 9999-12-30T22:00:00.999999999Z: \
         correct that line\nnothing was recorded\n",
        home.journal().display()
    );
    assert_eq!(error, expected);
    assert_eq!(fs::read_to_string(home.journal()).unwrap(), text);
}

#[test]
fn writes_continue_until_the_latest_possible_time() {
    for (at, next) in [
        ("9999-12-30T21:59:59.999999999Z", Some("9999-12-30T22:00:00.000Z")),
        ("9999-12-30T22:00:00Z", Some("9999-12-30T22:00:00.001Z")),
        ("9999-12-30T22:00:00.998Z", Some("9999-12-30T22:00:00.999Z")),
        ("9999-12-30T22:00:00.999Z", None),
    ] {
        let home = with_journal(&(done(1, "s-1").replace("2026-11-20T06:01:00.000Z", at) + "\n"));
        let ran = home.run(&["check", "s-2"]);
        assert_eq!(ran.status, i32::from(next.is_none()), "{at}: {}", ran.stderr);
        let written = home.events().get(1).map(|event| event["at"].as_str().unwrap().to_owned());
        assert_eq!(written.as_deref(), next, "{at}");
    }
}

#[test]
fn a_new_event_is_later_than_all_earlier_lines() {
    let mut home = home();
    home.ok(&["check", "s-0"]);
    home.at("2019-01-01T00:00Z[UTC]").ok(&["uncheck", "s-0"]);
    let events = home.events();
    assert_eq!(events[0]["at"], "2026-11-20T09:12:33.123Z");
    assert_eq!(events[1]["at"], "2026-11-20T09:12:33.124Z");
    assert_eq!(events[1]["on"], "2019-01-01");
    assert_eq!(statuses(&home), "ttttt");
}

#[test]
fn an_undo_applies_wherever_it_is_in_the_file() {
    for lines in [
        vec![done(1, "s-0"), done(2, "s-1"), undo(3, 2)],
        vec![undo(3, 2), done(2, "s-1"), done(1, "s-0")],
        // The clock of the machine that wrote the undo was slow.
        vec![undo(0, 2), done(1, "s-0"), done(2, "s-1")],
    ] {
        assert_eq!(statuses(&with_journal(&(lines.join("\n") + "\n"))), "dtttt", "{lines:?}");
    }
}

#[test]
fn an_undo_of_an_undo_is_ignored() {
    let text = [done(1, "s-0"), undo(2, 1), undo(3, 2)].join("\n") + "\n";
    let home = with_journal(&text);
    assert_eq!(statuses(&home), "ttttt");
}

#[test]
fn undo_goes_back_one_by_one_and_reports_what_and_when() {
    let mut home = home();
    home.at("2026-11-18T10:00Z[UTC]").ok(&["check", "s-0", "s-1"]);
    home.at(common::NOW);
    home.ok(&["skip", "s-2"]);
    home.at("2026-11-21T10:00Z[UTC]");
    assert_eq!(
        home.ok(&["undo"]),
        "undone: skip s-2, made 2026-11-20 09:12\nT2 is todo again\n\
         s: 2 of 10 done, 20% (was 22%)\n"
    );
    assert_eq!(
        home.ok(&["undo"]),
        "undone: check s-0 and s-1, made 2026-11-18 10:00\nT0 and T1 are todo again\n\
         s: 0 of 10 done, 0% (was 20%)\n"
    );
    assert_eq!(statuses(&home), "ttttt");
    assert_eq!(home.run(&["undo"]).stdout, "nothing to undo\n");
    assert_eq!(home.events().len(), 4);
}

#[test]
fn known_events_of_a_newer_version_are_read() {
    let newer = done(1, "s-0").replace(r#""v":1"#, r#""v":2"#);
    let strange =
        event(2, r#""event":"done","skills":{"s-1":"half"}"#).replace(r#""v":1"#, r#""v":3"#);
    let home = with_journal(&format!("{newer}\n{strange}\n"));
    let ran = home.run(&["next", "-n", "1"]);
    let warning = "warning: 2 events of a newer version of roadmap, \
                   read as far as understood; see roadmap doctor\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
    assert_eq!(statuses(&home), "dtttt");
    assert_eq!(home.run(&["check", "s-1"]).status, 0);
    assert_eq!(statuses(&home), "ddttt");
}

#[test]
fn unknown_ids_are_kept_and_can_return() {
    let home = home();
    home.ok(&["check", "s-0"]);
    let yaml = fs::read_to_string(home.roadmaps().join("backend.yaml")).unwrap();
    home.roadmap("backend", &yaml.replace("id: s-0,", "id: gone,"));
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["done"], 0);
    assert_eq!(home.json(&["doctor"])["journal"]["unknown_ids"], serde_json::json!(["s-0"]));
    home.roadmap("backend", &yaml);
    assert_eq!(statuses(&home), "dtttt");
}

#[test]
fn doctor_reports_and_repairs_nothing() {
    let ahead = done(3, "s-2").replace("2026-11-20T06", "2026-12-24T06");
    let text = format!("{}\nnonsense\n{ahead}\n", done(1, "no-such"));
    let home = with_journal(&text);
    home.file(".local/share/roadmap/progress-copy.jsonl", &format!("{}\n", done(2, "s-1")));
    let ran = home.run(&["doctor", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let journal = serde_json::from_str::<Value>(&ran.stdout).unwrap()["journal"].clone();
    let place = |line: u32| format!("{}:{line}", home.journal().display());
    assert_eq!(journal["foreign"][0]["place"], place(2));
    assert_eq!(journal["ahead"][0]["place"], place(3));
    assert_eq!(journal["unknown_ids"], serde_json::json!(["no-such"]));
    let copy = journal["files"][1].as_str().unwrap();
    assert!(copy.ends_with("progress-copy.jsonl"), "{copy}");
    assert_eq!(fs::read_to_string(home.journal()).unwrap(), text);
    let ran = home.run(&["doctor"]);
    for part in [place(2), place(3), "no-such".to_owned(), "progress-copy.jsonl".to_owned()] {
        assert!(ran.stdout.contains(&part), "{part} in {}", ran.stdout);
    }
}

#[test]
fn doctor_prints_the_line_for_git() {
    let home = with_journal("");
    assert!(!home.ok(&["doctor"]).contains("merge=union"));
    fs::create_dir(home.path().join(".git")).unwrap();
    let out = home.ok(&["doctor"]);
    assert!(out.contains("*.jsonl merge=union\n"), "{out}");
    home.file(".gitattributes", "*.jsonl merge=union\n");
    assert!(!home.ok(&["doctor"]).contains("add this line"));
}

#[test]
fn an_event_is_one_line_in_the_documented_format() {
    let home = home();
    let args = ["check", "s-0", "s-1", "--on", "yesterday", "--note", "read", "--evidence"];
    let ran = Ran::of(&home.command(&args).arg("https://a.example/").output().unwrap());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let text = fs::read_to_string(home.journal()).unwrap();
    let id = home.events()[0]["id"].as_str().unwrap().to_owned();
    let expected = format!(
        "{{\"v\":1,\"id\":\"{id}\",\"at\":\"2026-11-20T09:12:33.123Z\",\"event\":\"done\",\
         \"skills\":[\"s-0\",\"s-1\"],\"on\":\"2026-11-19\",\"note\":\"read\",\
         \"evidence\":[\"https://a.example/\"]}}\n"
    );
    assert_eq!(text, expected);
    assert_eq!(&id[14..15], "7", "a version 7");
}

#[test]
fn no_command_changes_existing_lines() {
    let home = home();
    let commands: [&[&str]; 10] = [
        &["use", "backend"],
        &["start", "s-0"],
        &["check", "s-0", "s-1"],
        &["check", "--known", "s-2"],
        &["check", "--all", "s-stage"],
        &["note", "s-0", "words"],
        &["skip", "s-3"],
        &["uncheck", "s-0", "s-1", "s-2"],
        &["undo"],
        &["undo"],
    ];
    let mut before = String::new();
    for args in commands {
        let ran = home.run(args);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
        let now = fs::read_to_string(home.journal()).unwrap();
        let added = now.strip_prefix(&before).expect("only appended");
        assert!(added.ends_with('\n') && added.lines().count() <= 1, "{args:?} added {added}");
        before = now;
    }
}
