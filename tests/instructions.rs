//! The cost of the commands that shells and people run most often, counted in
//! instructions, which a busy machine does not change.
//!
//! Measures the program built with the profile of the tests. A debug build does
//! strictly more than a release build, so both have the same budget for `prompt`;
//! `next` has one for each.

#![cfg(target_os = "linux")]

mod common;

use std::process::Command;

use common::{Home, missing};

/// The budget of `prompt` with a cached answer; a hello world takes 300,000.
const PROMPT: u64 = 1_500_000;

/// What `next` took on the shipped backend roadmap when last measured. Update it when
/// `next` does more for a good reason.
const NEXT_MEASURED: u64 = if cfg!(debug_assertions) { 7_520_000 } else { 2_880_000 };

/// A quarter more than measured.
const NEXT: u64 = NEXT_MEASURED / 4 * 5;

#[test]
fn a_cached_prompt_is_cheap_for_any_amount_of_data() {
    if !has_valgrind() {
        return;
    }
    let home = Home::new();
    home.ok(&["use", "backend"]);
    assert_within(&home, &["prompt"], PROMPT);

    let skills = (0..10_000).fold(String::new(), |skills, n| {
        skills + &format!("      - {{ id: skill-{n}, title: Skill {n} }}\n")
    });
    let yaml = format!("title: Large\nstages:\n  - id: s\n    title: S\n    skills:\n{skills}");
    let file = home.roadmap("large", &yaml);
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(1);
    std::fs::File::options().write(true).open(file).unwrap().set_modified(long_ago).unwrap();
    home.ok(&["use", "large"]);
    let first = std::fs::read_to_string(home.journal()).unwrap();
    let events: String = (0..100_000)
        .map(|n| {
            format!(
                "{{\"v\":1,\"id\":\"00000000-0000-7000-8000-{n:012x}\",\
                 \"at\":\"2026-01-01T00:00:00Z\",\"event\":\"done\",\
                 \"skills\":[\"skill-{}\"],\"on\":\"2026-01-01\"}}\n",
                n % 5000
            )
        })
        .collect();
    std::fs::write(home.journal(), first + &events).unwrap();
    assert_eq!(home.ok(&["prompt"]), "large 50% ▸ Skill 5000\n");
    assert_within(&home, &["prompt"], PROMPT);
}

#[test]
fn next_on_a_shipped_roadmap_is_cheap() {
    if !has_valgrind() {
        return;
    }
    let home = Home::new();
    home.ok(&["use", "backend"]);
    assert_within(&home, &["next"], NEXT);
}

/// Runs the command once to warm up and counts the second run.
#[track_caller]
fn assert_within(home: &Home, args: &[&str], most: u64) {
    home.ok(args);
    let counted = instructions(home, args);
    println!("{args:?}: {counted} of at most {most} instructions");
    assert!(counted <= most, "{args:?} took {counted} instructions, {most} are the most");
}

fn instructions(home: &Home, args: &[&str]) -> u64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    command.arg(env!("CARGO_BIN_EXE_roadmap")).args(args);
    home.set_up(&mut command);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let report = String::from_utf8(output.stderr).unwrap();
    let collected = report.lines().find_map(|line| line.split_once("Collected : "));
    collected.and_then(|(_, count)| count.trim().parse().ok()).expect(&report)
}

fn has_valgrind() -> bool {
    let found = Command::new("valgrind").arg("--version").output().is_ok();
    if !found {
        missing("valgrind");
    }
    found
}
