//! Planning a large roadmap. `cargo bench --bench plan`.
//!
//! 10,000 open skills must be planned in under 100 ms, not counting loading.

use std::fmt::Write;

use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::Progress;
use career_roadmap::query::Evaluation;
use career_roadmap::query::plan::{Terms, plan};
use jiff::civil::date;

fn main() {
    divan::main();
}

/// Stages of ten skills; every third skill needs one elsewhere.
fn roadmap(skills: usize) -> Roadmap {
    let mut yaml = String::from("title: Long\nstages:\n");
    for at in 0..skills {
        if at % 10 == 0 {
            let stage = at / 10;
            writeln!(yaml, "- id: stage-{stage}\n  title: Stage\n  skills:").unwrap();
        }
        let hours = 1 + at % 40;
        write!(yaml, "  - {{ id: s{at}, title: Skill {at}, hours: {hours}").unwrap();
        if at % 3 == 0 {
            // Forwards and backwards, but always towards the middle, so never in a
            // cycle.
            let middle = skills / 2;
            let need = if at < middle { at + (middle - at) / 2 } else { at - (at - middle) / 2 };
            if need != at {
                write!(yaml, ", needs: s{need}").unwrap();
            }
        }
        yaml.push_str(" }\n");
    }
    Roadmap::from_yaml(&RoadmapId::new("long").unwrap(), &yaml, None).unwrap()
}

#[divan::bench(args = [150, 1_000, 10_000])]
fn open_skills(bencher: divan::Bencher, skills: usize) {
    let roadmap = roadmap(skills);
    let progress = Progress::default();
    let terms = Terms::of_saved(None, date(2026, 11, 20));
    bencher.bench_local(|| {
        let evaluation = Evaluation::new(&roadmap, &progress);
        plan(&evaluation, &terms, None).unwrap().weeks.len()
    });
}
