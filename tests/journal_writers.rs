//! Any number of writers, killed or not: every acknowledged event is in the file.

mod common;

use std::collections::HashSet;
use std::fs;
use std::io::Read as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::{Home, roadmap_of};
use serde_json::Value;

const WRITERS: usize = 64;
const CHECKS: usize = 20;

#[test]
fn nothing_is_lost_of_64_writers_while_others_read() {
    let home = Home::new();
    // Each writer has a small roadmap, so that most of each run is spent on the
    // journal.
    for writer in 0..WRITERS {
        let skills = roadmap_of(&format!("w{writer}"), CHECKS);
        home.file(&format!("writer-{writer}/backend.yaml"), &skills);
    }
    let writing = AtomicUsize::new(WRITERS);
    let reads = AtomicUsize::new(0);
    let waiting =
        format!("waiting for another program that has locked {}\n", home.journal().display());
    let acknowledged: Vec<String> = thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut before = 0;
                while writing.load(Ordering::Relaxed) > 0 {
                    let seen = home.json(&["history", "--roadmaps", "writer-0"]);
                    let seen = seen["events"].as_array().unwrap().len();
                    assert!(seen >= before, "{seen} events, after {before}");
                    before = seen;
                    reads.fetch_add(1, Ordering::Relaxed);
                    thread::sleep(Duration::from_millis(20));
                }
            });
        }
        let (home, writing, waiting) = (&home, &writing, &waiting);
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                scope.spawn(move || {
                    let _ends = Ends(writing);
                    let folder = format!("writer-{writer}");
                    let check = |n| {
                        let skill = format!("w{writer}-{n}");
                        let ran = home.run(&["check", &skill, "--roadmaps", &folder, "--json"]);
                        // On a busy machine the lock may take more than two seconds.
                        let is_quiet = ran.stderr.is_empty() || ran.stderr == *waiting;
                        assert!(ran.status == 0 && is_quiet, "{}", ran.stderr);
                        let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
                        assert_eq!(answer["changed"], serde_json::json!([skill]));
                        answer["event"].as_str().unwrap().to_owned()
                    };
                    (0..CHECKS).map(check).collect::<Vec<_>>()
                })
            })
            .collect();
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });

    let events = home.events();
    assert_eq!(events.len(), WRITERS * CHECKS);
    let ids: HashSet<&str> = events.iter().map(|event| event["id"].as_str().unwrap()).collect();
    assert_eq!(ids, acknowledged.iter().map(String::as_str).collect());
    let order: Vec<&str> = events.iter().map(|event| event["at"].as_str().unwrap()).collect();
    assert!(order.is_sorted_by(|a, b| a < b), "each is later than those before it");
    assert!(reads.into_inner() > 0);

    // One roadmap with all 1,280 skills.
    let stages = (0..WRITERS).map(|writer| {
        let roadmap = roadmap_of(&format!("w{writer}"), CHECKS);
        roadmap.split_once("stages:\n").unwrap().1.to_owned()
    });
    home.file("all/backend.yaml", &format!("title: All\nstages:\n{}", stages.collect::<String>()));
    let progress = home.json(&["progress", "--roadmaps", "all"]);
    let whole = &progress["roadmaps"][0];
    assert_eq!((&whole["done"], &whole["percent"]), (&Value::from(1280), &Value::from(100)));
}

/// Decrements the number of writers on drop, even after a panic.
struct Ends<'a>(&'a AtomicUsize);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

const HOMES: usize = 5;
const KILLS: usize = 50;

#[test]
fn no_acknowledged_event_of_500_killed_writers_is_lost() {
    let mut answered = 0;
    for round in 0..HOMES {
        let home = Home::new().with_skills();
        let begun = Instant::now();
        for n in 0..4 {
            home.ok(&["note", "s-0", &n.to_string()]);
        }
        let usual = begun.elapsed() / 4;
        // Two at a time, so that some die while the other waits for the lock.
        let acknowledged: Vec<String> = thread::scope(|scope| {
            let side = |side: usize| {
                let home = &home;
                scope.spawn(move || {
                    let at = |n: usize| (n * 37 + round * 11 + side * 23) % 100;
                    // Spread over twice the duration of a run, in mixed order.
                    let delay = |n| usual * u32::try_from(at(n)).unwrap() / 50;
                    let kills = (0..KILLS).filter_map(|n| {
                        let id = killed(home, n, delay(n));
                        the_next_write_works(home);
                        id
                    });
                    kills.collect::<Vec<_>>()
                })
            };
            let sides = [side(0), side(1)];
            sides.into_iter().flat_map(|side| side.join().unwrap()).collect()
        });
        answered += acknowledged.len();
        let ran = home.run(&["history", "--json"]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let lost: Vec<_> = acknowledged.iter().filter(|id| !ran.stdout.contains(*id)).collect();
        assert!(lost.is_empty(), "{lost:?} of {} were acknowledged", acknowledged.len());
    }
    assert!((1..500).contains(&answered), "the moments are spread: {answered} were done before");
}

/// Starts a write and kills it. Returns the id of the event if the write was
/// acknowledged.
fn killed(home: &Home, n: usize, delay: Duration) -> Option<String> {
    // Some lines are long, as a write of several pages can be cut short.
    let words = if n.is_multiple_of(5) { "word ".repeat(10_000) } else { format!("killed {n}") };
    let mut child = home
        .command(&["note", "s-1", &words, "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    thread::sleep(delay);
    child.kill().unwrap();
    let mut answer = String::new();
    child.stdout.take().unwrap().read_to_string(&mut answer).unwrap();
    child.wait().unwrap();
    let answer: Value = serde_json::from_str(&answer).ok()?;
    Some(answer["event"].as_str().unwrap().to_owned())
}

#[track_caller]
fn the_next_write_works(home: &Home) {
    let ran = home.run(&["note", "s-2", "next", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    // A line torn by the kill counts as foreign once another line follows it.
    assert!(ran.stderr.is_empty() || ran.stderr.contains(" skipped, first at "), "{}", ran.stderr);
    let answer: Value = serde_json::from_str(&ran.stdout).unwrap();
    let text = fs::read_to_string(home.journal()).unwrap();
    assert!(text.contains(answer["event"].as_str().unwrap()));
}
