//! From the text of a roadmap to the next steps.
//!
//! `cargo bench --bench roadmap`

use std::fmt::Write as _;

use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::Status;
use career_roadmap::query::{Evaluation, Wanted, next, summary};
use career_roadmap::view::prompt::Prompt;
use divan::Bencher;

const SIZES: [usize; 3] = [150, 1_000, 10_000];

fn main() {
    divan::main();
}

/// Stages of 50 skills, each with realistic content of about 250 bytes. Each skill
/// needs the one before; every tenth entry is a choice of two.
fn yaml(skills: usize) -> String {
    let mut yaml = String::from("title: A large roadmap\nstages:\n");
    for n in 0..skills {
        if n % 50 == 0 {
            write!(yaml, "  - id: stage-{n}\n    title: Stage {n}\n    skills:\n").unwrap();
        }
        let (indent, in_choice) = match n % 10 {
            8 => {
                write!(
                    yaml,
                    "      - id: choice-{n}\n        title: Choice {n}\n        choose: 1\n        skills:\n"
                )
                .unwrap();
                ("          ", true)
            }
            9 => ("          ", true),
            _ => ("      ", false),
        };
        write!(
            yaml,
            "{indent}- id: skill-{n}\n{indent}  title: The skill of number {n}\n\
             {indent}  summary: What it is, and why it stands here.\n{indent}  hours: {}-{}\n\
             {indent}  resources:\n{indent}    - https://example.com/learn/{n}\n",
            n % 7 + 1,
            n % 7 + 5,
        )
        .unwrap();
        if n % 50 > 0 && !in_choice {
            let before = if n % 10 == 0 { n - 3 } else { n - 1 };
            writeln!(yaml, "{indent}  needs: [skill-{before}]").unwrap();
        }
    }
    yaml
}

fn roadmap(skills: usize) -> Roadmap {
    let id = RoadmapId::new("large").unwrap();
    Roadmap::from_yaml(&id, &yaml(skills), None).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// Every third entry is done.
fn statuses(roadmap: &Roadmap) -> Vec<Status> {
    let status = |n: usize| if n.is_multiple_of(3) { Status::Done } else { Status::Todo };
    (0..roadmap.len()).map(status).collect()
}

/// Only the YAML parser.
#[divan::bench(args = SIZES)]
fn parse(bencher: Bencher, skills: usize) {
    let yaml = yaml(skills);
    bencher.bench_local(|| {
        serde_yaml::from_str::<serde::de::IgnoredAny>(&yaml).expect("the text is YAML")
    });
}

/// Parses, checks and resolves a roadmap.
#[divan::bench(args = SIZES)]
fn resolve(bencher: Bencher, skills: usize) {
    let yaml = yaml(skills);
    let id = RoadmapId::new("large").unwrap();
    bencher.bench_local(|| Roadmap::from_yaml(&id, &yaml, None).is_ok());
}

/// Evaluates a roadmap and finds the next steps with what they unlock.
#[divan::bench(args = SIZES)]
fn next_steps(bencher: Bencher, skills: usize) {
    let roadmap = roadmap(skills);
    let statuses = statuses(&roadmap);
    bencher.bench_local(|| {
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
        next(std::slice::from_ref(&evaluation), &Wanted::default()).steps.len()
    });
}

/// The figures of every stage.
#[divan::bench(args = SIZES)]
fn progress(bencher: Bencher, skills: usize) {
    let roadmap = roadmap(skills);
    let statuses = statuses(&roadmap);
    bencher.bench_local(|| summary(&Evaluation::from_statuses(&roadmap, &statuses)).counts.percent);
}

/// The line of a prompt that is not cached.
#[divan::bench(args = SIZES)]
fn prompt(bencher: Bencher, skills: usize) {
    let roadmap = roadmap(skills);
    let statuses = statuses(&roadmap);
    bencher.bench_local(|| Prompt::of(&Evaluation::from_statuses(&roadmap, &statuses)).line(false));
}
