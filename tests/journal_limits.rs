//! Journals that are too long, too deep or too many: limited time and memory, and one
//! clear warning.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::{Home, Ran};

fn event(n: usize) -> String {
    format!(
        "{{\"v\":1,\"id\":\"00000000-0000-7000-8000-{n:012x}\",\"at\":\"2026-01-01T00:00:00Z\",\
         \"event\":\"done\",\"skills\":[\"s-{}\"],\"on\":\"2026-01-01\"}}\n",
        n % 10
    )
}

fn events(range: std::ops::Range<usize>) -> String {
    range.fold(String::new(), |mut text, n| {
        write!(text, "{}", event(n)).unwrap();
        text
    })
}

/// Returns the peak memory of a run in bytes.
#[cfg(target_os = "linux")]
fn peak(home: &Home, args: &[&str]) -> u64 {
    let mut command = home.command(args);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        peak = peak.max(kilobytes.unwrap_or_default() * 1024);
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(child.wait().unwrap().success());
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn an_event_takes_at_most_100_bytes_beyond_the_file() {
    const EVENTS: usize = 400_000;
    let home = Home::new().with_skills();
    home.ok(&["check", "s-0"]);
    let without = peak(&home, &["next"]);
    // Out of order, with duplicates and an undo.
    let undo = event(EVENTS).replace(
        "\"done\",\"skills\":[\"s-0\"]",
        "\"undo\",\"undo\":\"00000000-0000-7000-8000-000000000001\"",
    );
    let text = events(EVENTS / 2..EVENTS) + &undo + &events(0..EVENTS / 2 + 1000);
    fs::write(home.journal(), &text).unwrap();
    for args in [&["next"][..], &["history", "-n", "5"], &["history", "-n", "5", "--json"]] {
        let with = peak(&home, args) - without - text.len() as u64;
        let each = with / EVENTS as u64;
        assert!(each <= 100, "{args:?}: {each} bytes an event");
    }
}

#[test]
fn more_than_a_million_events_are_a_warning() {
    let home = Home::new().with_skills();
    home.ok(&["check", "s-0"]);
    for (n, name) in ["a", "b", "c"].into_iter().enumerate() {
        let text = events(n * 400_000..(n + 1) * 400_000);
        home.file(&format!(".local/share/roadmap/progress-{name}.jsonl"), &text);
    }
    let ran = home.run(&["history", "-n", "1"]);
    let warning = "warning: more than 1000000 events: the rest is not read\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
    let error = home.fails(&["note", "s-1", "words"]);
    let expected = format!(
        "{warning}error: {} and the files next to it have 1,000,000 events, the most that is read: \
         move one of the files elsewhere\nnothing was recorded\n",
        home.journal().display()
    );
    assert_eq!(error, expected);
}

#[test]
fn a_million_lines_that_are_not_events_are_a_warning() {
    let home = Home::new().with_skills();
    home.file(".local/share/roadmap/progress.jsonl", &(event(0) + &"{}\n".repeat(20_000_000)));
    let copy = "{}{}\n".repeat(499_999) + &event(1) + "{}{}\n" + &event(2);
    home.file(".local/share/roadmap/progress-copy.jsonl", &copy);
    let begun = Instant::now();
    let ran = home.run(&["history"]);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(ran.stdout, "1. 2026-01-01: check s-1\n2. 2026-01-01: check s-0\n");
    let warnings = "warning: 1500000 lines skipped, first at progress.jsonl:2; see roadmap doctor\n\
                    warning: progress.jsonl and 1 more have 1000000 lines or more that are not \
                    events: the rest is not read\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warnings));
    let expected = format!(
        "{warnings}error: {} has 1,000,000 lines or more that are not events, so its end is not \
         read: move it elsewhere, or remove those lines\nnothing was recorded\n",
        home.journal().display()
    );
    assert_eq!(home.fails(&["check", "s-2"]), expected);
}

#[test]
fn a_million_unknown_roadmaps_are_one_warning() {
    let home = Home::new().with_skills();
    let ids: Vec<String> = (0..80_000).map(|n| format!("\"r-{n}\"")).collect();
    let event =
        event(0).replace("\"done\",\"skills\":[\"s-0\"]", "\"use\",\"roadmaps\":[\"backend\"]");
    let event = event.replace("\"backend\"", &format!("\"backend\",{}", ids.join(",")));
    home.file(".local/share/roadmap/progress.jsonl", &event);
    let ran = home.run(&["next", "-n", "1"]);
    let warning = "warning: 'r-0', 'r-1', 'r-2', 79997 more are in use but the files are missing; \
                   see roadmap doctor\n";
    assert_eq!((ran.status, ran.stderr.as_str()), (0, warning));
}

#[test]
fn hostile_journals_are_read_quickly() {
    let nested = "{\"v\":[1,".repeat(10_000_000 / 8);
    let torn = ("{\"v\":1,\"skills\":[".repeat(50_000) + "\n").repeat(8);
    let objects = format!("{{\"v\":1,\"z\":[{}1]}}", "{\"a\":1},".repeat(2_000_000));
    for hostile in [nested, torn, objects] {
        let home = Home::new().with_skills();
        home.file(".local/share/roadmap/progress.jsonl", &format!("{}{hostile}\n", event(0)));
        for args in [&["next"][..], &["prompt"], &["check", "s-1"]] {
            let begun = Instant::now();
            let ran = Ran::within(Duration::from_secs(20), &mut home.command(args));
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            assert!(begun.elapsed() < Duration::from_secs(5), "{args:?}: {:?}", begun.elapsed());
        }
    }
}
