//! Loading a journal: read, sort, fold.
//!
//! `cargo bench --bench journal`

use std::fmt::Write;
use std::path::PathBuf;

use career_roadmap::progress::{Journal, Log, Progress};
use divan::Bencher;
use jiff::Timestamp;
use uuid::{NoContext, Uuid};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// Lines of about 180 bytes: mostly checks, some with notes, evidence or minutes, on 1,000 skills.
fn lines(count: usize) -> Vec<String> {
    let start = Timestamp::UNIX_EPOCH.as_millisecond() + 1_700_000_000_000;
    (0_i64..).take(count).map(|n| line(n, start + n * 61_003)).collect()
}

fn line(n: i64, millis: i64) -> String {
    let at = Timestamp::from_millisecond(millis).expect("a date in this century");
    let seconds = u64::try_from(millis / 1000).expect("after 1970");
    let id = Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, 0));
    let on = at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let skill = n % 1000;
    let mut line = format!(r#"{{"v":1,"id":"{id}","at":"{at:.3}","event":"#);
    let rest = match n % 8 {
        0 => format!(r#""start","skills":["a-skill-to-learn-{skill}"],"on":"{on}""#),
        1 => format!(r#""spent","skills":["a-skill-to-learn-{skill}"],"minutes":45,"on":"{on}""#),
        2 => format!(
            r#""done","skills":["a-skill-to-learn-{skill}","a-second-one"],"on":"{on}","note":"what I found out about {n}","evidence":["https://example.com/{n}"]"#
        ),
        3 => format!(
            r#""note","skills":["a-skill-to-learn-{skill}"],"on":"{on}","note":"what I found out about {n}, in a few words""#
        ),
        _ => format!(
            r#""done","skills":["a-skill-to-learn-{skill}"],"on":"{on}","note":"a few words""#
        ),
    };
    write!(line, "{rest}}}").expect("a string takes everything");
    line
}

fn text(lines: &[String]) -> Vec<u8> {
    let mut text = lines.join("\n").into_bytes();
    text.push(b'\n');
    text
}

/// Loads a file of one machine, as every command does.
#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, count: usize) {
    let folder = tempfile::tempdir().expect("a folder for the journal");
    let path = folder.path().join("progress.jsonl");
    std::fs::write(&path, text(&lines(count))).expect("the journal is written");
    let journal = Journal::new(path);
    bencher.bench_local(|| {
        let log = journal.read().expect("the journal is read");
        let progress = log.progress();
        (log, progress)
    });
}

/// The same lines in two files and out of order, a third of them in both.
#[divan::bench(args = SIZES)]
fn merge(bencher: Bencher, count: usize) {
    let lines = lines(count);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (n, line) in lines.iter().enumerate() {
        if n % 3 != 0 {
            ours.push(line.clone());
        }
        if n % 3 != 1 {
            theirs.push(line.clone());
        }
    }
    theirs.reverse();
    let files = [ours, theirs].map(|lines| (PathBuf::from("progress.jsonl"), text(&lines)));
    bencher.with_inputs(|| files.clone()).bench_local_values(Log::parse);
}

/// Only the last part of loading.
#[divan::bench(args = SIZES)]
fn fold(bencher: Bencher, count: usize) {
    let log = Log::parse([(PathBuf::from("progress.jsonl"), text(&lines(count)))]);
    assert_eq!(log.events().len(), count);
    bencher.bench_local(|| -> Progress { log.progress() });
}
