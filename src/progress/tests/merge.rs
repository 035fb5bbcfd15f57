//! Merging is union: which file a line is in, and where, changes nothing.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;

/// The log of several files.
fn union(files: &[&[String]]) -> Log {
    Log::parse(files.iter().map(|lines| {
        let mut text = lines.join("\n");
        text.push('\n');
        (PathBuf::from("progress.jsonl"), text.into_bytes())
    }))
}

/// The events in order, each with whether it is void.
fn events(log: &Log) -> Vec<(&str, bool)> {
    log.events().iter().map(|logged| (log.json(logged), logged.is_void())).collect()
}

#[track_caller]
fn same(a: &Log, b: &Log) {
    assert_eq!(events(a), events(b));
    assert_eq!(facts(a), facts(b));
    let numbers = |log: &Log| {
        let progress = log.progress();
        let number = |name: &&Id| progress.record([*name]).touched;
        progress.names().iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(a), numbers(b));
}

fn start(n: u32, skill: &str) -> String {
    line(n, &format!(r#""event":"start","skills":["{skill}"]"#))
}

fn undo(n: u32, of: u32) -> String {
    line(n, &format!(r#""event":"undo","undo":"{}""#, uuid(of)))
}

#[test]
fn lines_count_once_wherever_they_are() {
    let [a, b, c] = [start(1, "git"), start(2, "sql"), start(3, "php")];
    let plain = log(format!("{a}\n{b}\n{c}\n"));
    assert_eq!(plain.events().len(), 3);
    for text in [
        format!("{c}\n{b}\n{a}\n"),
        format!("{a}\n{b}\n{c}"),
        format!("{a}\r\n{b}\r\n{c}\r\n"),
        format!("\u{feff}{a}\n{b}\n{c}\n"),
        format!("\n  {a} \t\n\n{b}\n{c}\n\n"),
        format!("{a}{b}{c}\n"),
        format!("{a} {b}\n{c}\n{a}{c}\n"),
        format!("{b}\n{a}\n{b}\n{c}\n{b}\n"),
    ] {
        let log = log(text.as_str());
        same(&log, &plain);
        assert_eq!(foreign(&log), [""; 0], "{text}");
    }
}

#[test]
fn foreign_lines_are_skipped_and_listed() {
    let [a, b, c] = [start(1, "git"), start(2, "sql"), start(3, "php")];
    let torn = &a[..a.len() - 20];
    let text = format!(
        "<<<<<<< HEAD\n{a}\n=======\n{b}\n>>>>>>> laptop\n{torn}\nhello\n42\n[{c}]\n{torn}{c}\n"
    );
    let mut bytes = text.into_bytes();
    bytes.extend(b"\xff\n\0\n{\"v\":1,\"mood\":\"\xc3\"}\n");
    let log = log(bytes);
    same(&log, &super::log(format!("{a}\n{b}\n{c}\n")));
    assert_eq!(
        foreign(&log),
        [
            "1: a conflict marker",
            "3: a conflict marker",
            "5: a conflict marker",
            "6: torn, or not JSON",
            "7: not a JSON object",
            "8: not a JSON object",
            "9: not a JSON object",
            "10: torn, or not JSON",
            "11: not UTF-8 text",
            "12: not a JSON object",
            "13: not UTF-8 text",
        ]
    );
}

#[test]
fn garbage_before_an_event_does_not_hide_it() {
    let [a, b] = [start(1, "git"), start(2, "sql")];
    let plain = log(format!("{a}\n{b}\n"));
    for garbage in
        ["garbage ", "\0\0\0", "{", "{ {} ", "{\"x\":", "]]", "<<<<<<< HEAD ", "{\"v\":{\"v\":"]
    {
        for text in [format!("{garbage}{a}\n{b}\n"), format!("{a}{garbage}{b}\n")] {
            let log = log(text.as_str());
            same(&log, &plain);
            assert_eq!(log.foreign_lines(), 1, "{text}");
        }
    }
}

#[test]
fn limits_keep_a_hostile_journal_from_taking_long() {
    let a = start(1, "git");
    let torn = "{\"v\":1,\"skills\":[".repeat(1024 * 1024 / 18);
    let nested = "{\"v\":[1,".repeat(10_000_000 / 8);
    let objects = format!("{{\"v\":1,\"z\":[{}1]}}", "{\"a\":1},".repeat(2_000_000));
    let begun = std::time::Instant::now();
    for hostile in [torn, nested, objects] {
        let log = log(format!("{hostile}\n{a}\n"));
        assert_eq!((log.events().len(), log.foreign_lines()), (1, 1));
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn a_line_is_read_up_to_its_limit() {
    let with = |length: usize| {
        let line = line(1, r#""event":"start","skills":["git"],"x":"""#);
        let room = length - line.len() - 1;
        line.replace("\"x\":\"", &format!("\"x\":\"{}", "x".repeat(room))) + "\n"
    };
    const MAX: usize = 1024 * 1024;
    assert_eq!(log(with(MAX)).events().len(), 1);
    assert_eq!(foreign(&log(with(MAX + 1))), ["1: longer than 1048576 bytes"]);
}

#[test]
fn a_file_is_read_up_to_its_limit() {
    const MAX: usize = 64 * 1024 * 1024;
    let [a, b] = [start(1, "git"), start(2, "sql")];
    let fill = |length: usize| "\n".repeat(length - a.len() - b.len() - 1);
    let whole = log(format!("{a}{}{b}\n", fill(MAX)));
    assert_eq!((whole.events().len(), whole.warnings()), (2, vec![]));
    let cut = log(format!("{a}{}{b}\n", fill(MAX + 1)));
    assert_eq!(cut.events().len(), 1);
    let warnings: Vec<String> = cut.warnings().iter().map(ToString::to_string).collect();
    assert_eq!(warnings, ["progress.jsonl is longer than 64 MiB: the rest is not read"]);
}

#[test]
fn skipped_lines_are_counted_and_the_first_ones_listed() {
    let log = log("x\n".repeat(1_000_000));
    assert_eq!((log.foreign_lines(), log.foreign().len()), (1_000_000, 1000));
}

#[test]
fn a_line_is_listed_once_with_its_first_reason() {
    let log = log("{\"v\":1}{\"v\":0} x\n");
    assert_eq!(foreign(&log), ["1: missing field `id`"]);
}

#[test]
fn a_write_in_progress_is_silent() {
    let a = start(1, "git");
    let b = line(2, r#""event":"note","skills":["git"],"note":"ä""#);
    let whole = format!("{a}\n{b}");
    for end in a.len() + 1..whole.len() {
        let log = log(&whole.as_bytes()[..end]);
        assert_eq!(log.events().len(), 1, "{end}");
        assert_eq!(foreign(&log), [""; 0], "{end}");
    }
    assert_eq!(log(whole).events().len(), 2);
    // It parses, so it is not a write in progress.
    assert_eq!(foreign(&log("{\"v\":1}")), ["1: missing field `id`"]);
}

#[test]
fn order_is_instant_then_id_then_bytes() {
    let at = |at: &str, n: u32, skill: &str| {
        let usual = line(n, "").split('"').nth(9).unwrap().to_owned();
        start(n, skill).replace(&usual, at)
    };
    let lines = [
        at("2026-11-20T10:00:00.000+02:00", 9, "a"),
        at("2026-11-20T09:00:00.000Z", 1, "b"),
        at("2026-11-20T09:00:00.000Z", 2, "a"),
        at("2026-11-20T09:00:00.000Z", 2, "b"),
        at("2026-11-20T06:00:00.000-04:00", 1, "c"),
    ];
    let mut reversed = lines.to_vec();
    reversed.reverse();
    let log = union(&[&reversed]);
    let found: Vec<&str> = log.events().iter().map(|logged| log.json(logged)).collect();
    assert_eq!(found, lines);
    let shared = log.shared_ids();
    let shared: Vec<_> = shared.iter().map(|(id, events)| (*id, events.len())).collect();
    assert_eq!(shared, [(uuid(1), 2), (uuid(2), 2)]);
}

#[test]
fn undo_works_wherever_the_lines_are() {
    let status = |lines: &[String]| {
        let log = union(&[lines]);
        let progress = log.progress();
        let [git, sql] = ["git", "sql"].map(|name| progress.record([&id(name)]).status);
        let newest = log.newest_undoable().map(|logged| logged.id);
        let newest = (0..9).find(|n| newest == Some(uuid(*n)));
        format!("{git} {sql} {newest:?}")
    };
    let [git, sql] = [start(1, "git"), start(2, "sql")];
    assert_eq!(status(&[git.clone(), sql.clone()]), "learning learning Some(2)");
    assert_eq!(status(&[git.clone(), sql.clone(), undo(3, 2)]), "learning todo Some(1)");
    assert_eq!(status(&[undo(3, 2), sql.clone(), git.clone()]), "learning todo Some(1)");
    // Dated before what it takes back, by another clock.
    assert_eq!(status(&[undo(0, 2), sql.clone(), git.clone()]), "learning todo Some(1)");
    // Undoing twice is the same as once.
    assert_eq!(
        status(&[git.clone(), sql.clone(), undo(3, 2), undo(4, 2)]),
        "learning todo Some(1)"
    );
    // An undo that names an undo, or itself, is ignored.
    assert_eq!(
        status(&[git.clone(), sql.clone(), undo(3, 2), undo(4, 3)]),
        "learning todo Some(1)"
    );
    assert_eq!(status(&[git.clone(), undo(3, 3)]), "learning todo Some(1)");
    assert_eq!(status(&[git.clone(), undo(3, 7)]), "learning todo Some(1)");
    assert_eq!(status(&[git, sql, undo(3, 2), undo(4, 1)]), "todo todo None");
    let log = union(&[&[undo(3, 3), undo(4, 3)]]);
    assert!(log.events().iter().all(|logged| !logged.is_void()));
}

#[test]
fn hostile_lines_do_no_harm() {
    let future = start(1, "git").replace("2026", "2099");
    let many: Vec<String> = (0..100_000).map(|n| format!("s{n}")).collect();
    let many = many.join("\",\"");
    let note = "x".repeat(60_000);
    let lines = [
        future,
        undo(2, 2),
        line(3, r#""event":"spent","skills":["git"],"minutes":9000000000000000000"#),
        line(4, r#""event":"use","roadmaps":["../../x"]"#),
        line(
            5,
            &format!(r#""event":"x","deep":{}{}"#, "[".repeat(1_000_000), "]".repeat(1_000_000)),
        ),
        line(6, &format!(r#""event":"note","skills":["git"],"note":"{}""#, "x".repeat(10_000_000))),
        line(7, &format!(r#""event":"start","skills":["git","{many}"],"note":"{note}""#)),
        line(8, r#""event":"use","roadmaps":["backend","backend"]"#),
        line(9, r#""event":"undo","undo":"01900000-0000-7000-8000-000000000001"#),
    ];
    let log = union(&[&lines]);
    assert_eq!(log.foreign().map(|(place, _)| place.line).collect::<Vec<_>>(), [3, 4, 5, 6, 9]);
    let progress = log.progress();
    assert_eq!(progress.record([&id("git")]).status, Status::Learning);
    assert_eq!(progress.record([&id("s7")]).notes.len(), 1);
    assert_eq!(progress.roadmaps_in_use(), [RoadmapId::new("backend").unwrap()]);
}

#[test]
fn events_more_than_a_day_ahead_are_listed() {
    let lines = [start(0, "a"), start(86_400, "b"), start(86_401, "c")];
    let log = union(&[&lines]);
    let ahead: Vec<_> = log.ahead(now()).iter().map(|logged| log.json(logged)).collect();
    assert_eq!(ahead, [&lines[2]]);
}

/// Random lines with few names, ids and instants, so that these often coincide.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let skill = || select(vec!["git", "sql", "php"]);
    let fields = prop_oneof![
        skill().prop_map(|skill| format!(r#""event":"start","skills":["{skill}"]"#)),
        (skill(), any::<bool>()).prop_map(|(skill, known)| format!(
            r#""event":"done","skills":["{skill}"],"known":{known}"#
        )),
        (skill(), skill()).prop_map(|(a, b)| format!(
            r#""event":"done","skills":["{a}","{b}"],"note":"n","resources":[{{"skill":"{a}","url":"https://{b}.org"}}]"#
        )),
        skill().prop_map(|skill| format!(r#""event":"skip","skills":["{skill}"]"#)),
        (skill(), skill()).prop_map(|(a, b)| format!(
            r#""event":"reset","skills":["{a}"],"resources":[{{"skill":"{a}","url":"https://{b}.org"}}]"#
        )),
        (skill(), 1..100).prop_map(|(skill, minutes)| format!(
            r#""event":"spent","skills":["{skill}"],"minutes":{minutes}"#
        )),
        select(vec!["backend", "devops"])
            .prop_map(|roadmap| format!(r#""event":"use","roadmaps":["{roadmap}"]"#)),
        (1..20).prop_map(|hours| format!(
            r#""event":"plan","roadmap":"backend","hours_per_week":{hours}"#
        )),
        (0..12_u32).prop_map(|of| format!(r#""event":"undo","undo":"{}""#, uuid(of))),
        Just(r#""event":"applaud""#.to_owned()),
    ];
    let line = (0..12_u32, 0..6_u32, fields).prop_map(|(id, at, fields)| {
        line(at, &fields).replace(&uuid(at).to_string(), &uuid(id).to_string())
    });
    prop::collection::vec(line, 0..12)
}

/// What merging tools and crashes do to a file.
fn mangle(lines: &[String], noise: &[(Index, u8)]) -> Log {
    let mut text: Vec<String> = lines.iter().map(|line| format!("{line}\n")).collect();
    for (at, kind) in noise {
        let at = at.index(text.len() + 1);
        let near = lines.get(at).or(lines.first()).cloned().unwrap_or_default();
        match kind {
            0 => text.insert(at, "<<<<<<< HEAD\n".to_owned()),
            1 => text.insert(at, "=======\r\n".to_owned()),
            2 => text.insert(at, format!("{near}\n")),
            3 => text.insert(at, format!("{}\n", &near[..near.len() / 2])),
            4 => text.insert(at, near.clone()),
            5 => text.push(near[..near.len() / 3].to_owned()),
            _ => text.insert(at, "\n".to_owned()),
        }
        // Only the last part can lack its newline.
        if let Some(last) = text.last_mut().filter(|_| *kind == 5) {
            last.push('\n');
        }
    }
    log(text.concat())
}

/// The progress without the numbers of the events.
fn facts(log: &Log) -> impl PartialEq + std::fmt::Debug + use<> {
    let progress = log.progress();
    let records: BTreeMap<String, Record> = progress
        .names()
        .into_iter()
        .map(|name| (name.to_string(), Record { touched: 0, ..progress.record([name]) }))
        .collect();
    let plan = progress.plan(&RoadmapId::new("backend").unwrap()).cloned();
    (records, plan, progress.roadmaps_in_use().to_vec(), progress.spent().to_vec())
}

proptest! {
    #[test]
    fn union_is_commutative_associative_and_idempotent(
        a in lines(), b in lines(), c in lines()
    ) {
        let whole = union(&[&a, &b, &c]);
        let joined = [&a[..], &b[..]].concat();
        same(&union(&[&c, &b, &a]), &whole);
        same(&union(&[&b, &a, &c]), &whole);
        same(&union(&[&joined, &c]), &whole);
        same(&union(&[&a, &[&b[..], &c[..]].concat()]), &whole);
        same(&union(&[&a, &b, &c, &b, &a]), &whole);
        same(&union(&[&a, &a]), &union(&[&a]));
    }

    #[test]
    fn the_order_of_lines_changes_nothing(
        (lines, shuffled) in lines().prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle()))
    ) {
        same(&union(&[&lines]), &union(&[&shuffled]));
    }

    #[test]
    fn damage_by_tools_and_crashes_changes_nothing(
        lines in lines(), noise in prop::collection::vec((any::<Index>(), 0..7_u8), 0..6)
    ) {
        same(&mangle(&lines, &noise), &union(&[&lines]));
    }

    #[test]
    fn undo_is_the_same_as_removing_the_event(lines in lines(), of in 0..12_u32) {
        let id = format!(r#""id":"{}""#, uuid(of));
        let is_undo = |line: &String| line.contains(r#""event":"undo""#);
        let mut undone = lines.clone();
        undone.push(undo(13, of));
        let mut without = lines;
        without.retain(|line| is_undo(line) || !line.contains(&id));
        prop_assert_eq!(facts(&union(&[&undone])), facts(&union(&[&without])));
    }

    #[test]
    fn undo_of_an_undo_is_ignored(lines in lines(), n in 0..12_u32) {
        let mut more = lines.clone();
        more.push(undo(20, 21));
        let before = union(&[&more]);
        more.push(undo(22, 20));
        let after = union(&[&more]);
        prop_assert_eq!(facts(&before), facts(&after));
        let newest = |log: &Log| log.newest_undoable().map(|logged| log.json(logged).to_owned());
        prop_assert_eq!(newest(&before), newest(&after));
        // The next undo still works as usual.
        more.push(undo(23, n));
        let newest = union(&[&more]).newest_undoable().map(|logged| logged.id);
        prop_assert_ne!(newest, Some(uuid(n)));
    }

    #[test]
    fn repeated_undo_ends_with_no_progress(mut lines in lines()) {
        let mut n = 100;
        while let Some(newest) = union(&[&lines]).newest_undoable().map(|logged| logged.id) {
            n += 1;
            prop_assert!(n < 200);
            lines.push(line(n, &format!(r#""event":"undo","undo":"{newest}""#)));
        }
        prop_assert_eq!(union(&[&lines]).progress().names().len(), 0);
    }
}
