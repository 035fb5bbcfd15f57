//! How the work of a command grows with the size of a roadmap, counted in
//! instructions: four times as many skills must not cost much more than four
//! times as much.

#![cfg(target_os = "linux")]

mod common;

use std::fmt::Write as _;
use std::process::Command;

use common::Home;

const SMALL: usize = 400;
const LARGE: usize = 4 * SMALL;

/// In percent: n log n grows by 480 from `SMALL` to `LARGE`.
const MOST: u64 = 480;

/// Returns a roadmap with needs, hours, and choices whose options depend on each other.
fn roadmap(skills: usize) -> String {
    let mut yaml = String::from("title: Large\nstages:\n");
    for n in 0..skills / 8 {
        if n % 10 == 0 {
            write!(yaml, "  - id: stage-{n}\n    title: Stage {n}\n    skills:\n").unwrap();
        }
        let before = n.saturating_sub(1);
        let needs = |ids: &str| if n == 0 { String::new() } else { format!(", needs: [{ids}]") };
        let base = needs(&format!("base-{before}"));
        let (p, q) = (needs(&format!("p-{before}")), needs(&format!("q-{before}")));
        let after = needs(&format!("choice-{before}, p-{before}"));
        write!(
            yaml,
            "      - {{ id: base-{n}, title: Base {n}, hours: 5{base} }}\n\
             \x20     - {{ id: more-{n}, title: More {n}, hours: 1-3, needs: [base-{n}] }}\n\
             \x20     - id: choice-{n}\n        title: Choice {n}\n        choose: 1\n        skills:\n\
             \x20         - {{ id: q-{n}, title: Q {n}, hours: 7{q} }}\n\
             \x20         - {{ id: p-{n}, title: P {n}, hours: 3{p} }}\n\
             \x20     - {{ id: after-{n}, title: After {n}{after} }}\n\
             \x20     - {{ id: last-{n}, title: Last {n}, needs: [after-{n}] }}\n"
        )
        .unwrap();
    }
    yaml
}

fn home(skills: usize) -> Home {
    let home = Home::new();
    home.roadmap("large", &roadmap(skills));
    home.ok(&["use", "large"]);
    home
}

#[test]
fn cost_grows_about_linearly_with_skills() {
    if !has_valgrind() {
        return;
    }
    let (small, large) = (home(SMALL), home(LARGE));
    for args in [
        &["find", "a"][..],
        &["next"],
        &["next", "-n", "100000"],
        &["plan", "--json"],
        &["gap", "large"],
        &["progress"],
    ] {
        let counts = [&small, &large].map(|home| {
            home.ok(args);
            instructions(home, args)
        });
        let percent = counts[1] * 100 / counts[0];
        println!("{args:?}: {counts:?}, {percent} %");
        assert!(percent <= MOST, "{args:?} grows by {percent} %: {counts:?}");
    }
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

/// Reports it if valgrind is missing and the test is skipped; in CI that is a failure.
fn has_valgrind() -> bool {
    let found = Command::new("valgrind").arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none_or(|ci| ci != "true"), "valgrind is missing");
    if !found {
        eprintln!("skipped: counting instructions needs valgrind");
    }
    found
}
