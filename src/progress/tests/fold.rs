//! The progress that events result in.

use std::fmt::Write;

use super::*;

/// Folds events written as `start git 1, known git 5`: event, name, day of November.
fn fold(events: &str) -> Progress {
    let mut lines = String::new();
    for (n, event) in (1..).zip(events.split(", ").filter(|event| !event.is_empty())) {
        let [what, name, day] = event.split(' ').collect::<Vec<_>>()[..] else {
            panic!("an event has three words: {event}")
        };
        let fields = match what {
            "again-known" => {
                format!(r#""event":"done","skills":["{name}"],"known":true,"redate":true"#)
            }
            _ if what.starts_with("again-") => {
                let what = &what["again-".len()..];
                format!(r#""event":"{what}","skills":["{name}"],"redate":true"#)
            }
            "known" => format!(r#""event":"done","skills":["{name}"],"known":true"#),
            "spent" => format!(r#""event":"spent","skills":["{name}"],"minutes":30"#),
            "refresh" => format!(r#""event":"refresh","skills":["{name}"]"#),
            "note" => format!(r#""event":"note","skills":["{name}"],"note":"on {day}""#),
            "tick" | "untick" => format!(
                r#""event":"{}","resources":[{{"skill":"{name}","url":"https://{name}.org"}}]"#,
                if what == "tick" { "done" } else { "reset" }
            ),
            _ => format!(r#""event":"{what}","skills":["{name}"]"#),
        };
        let line = line(n, &fields)
            .replace("\"on\":\"2026-11-20\"", &format!("\"on\":\"2026-11-{day:0>2}\""));
        writeln!(lines, "{line}").unwrap();
    }
    let log = log(lines);
    assert_eq!(foreign(&log), [""; 0], "{events}");
    log.progress()
}

/// Asserts the status of git (alias vcs) after these events, and its dates: since, started.
#[track_caller]
fn assert_record(events: &str, expected: &str) {
    let record = fold(events).record([&id("git"), &id("vcs")]);
    let day = |date: Option<Date>| date.map_or("-".to_owned(), |date| date.day().to_string());
    let known = if record.known { " known" } else { "" };
    let found = format!("{} {} {}{known}", record.status, day(record.since), day(record.started));
    assert_eq!(found, expected, "{events}");
}

#[test]
fn a_status_has_the_date_of_the_event_that_set_it() {
    for (events, expected) in [
        ("", "todo - -"),
        ("start sql 1", "todo - -"),
        ("start git 1", "learning 1 1"),
        ("done git 1", "done 1 -"),
        ("skip git 1", "skipped 1 -"),
        ("known git 1", "done - - known"),
        ("reset git 1", "todo - -"),
        // Events that are not about the status leave it alone.
        ("note git 1", "todo - -"),
        ("start git 1, note git 2, spent git 3, tick git 4", "learning 1 1"),
        // Any status may follow any other.
        ("start git 1, done git 5", "done 5 1"),
        ("done git 1, start git 5", "learning 5 5"),
        ("done git 1, start git 5, done git 7", "done 7 5"),
        ("done git 1, reset git 5", "todo 5 -"),
        ("start git 1, reset git 5", "todo 5 -"),
        ("start git 1, reset git 5, done git 7", "done 7 -"),
        ("start git 1, skip git 5, done git 7", "done 7 1"),
        ("done git 5, skip git 6, reset git 7, skip git 8", "skipped 8 -"),
        // A repeat, from another machine, changes nothing.
        ("start git 1, start git 3", "learning 1 1"),
        ("start git 1, start git 3, done git 5, done git 6", "done 5 1"),
        ("reset git 1, reset git 2", "todo - -"),
        ("done git 1, reset git 2, reset git 3", "todo 2 -"),
        // `on` is what counts, in the order of `at`.
        ("done git 9, start git 1", "learning 1 1"),
        // A date is kept; a known skill gets one when it is learned.
        ("done git 5, known git 6", "done 5 -"),
        ("known git 5, done git 6", "done 6 -"),
        ("known git 5, known git 6", "done - - known"),
        ("known git 5, start git 6", "learning 6 6"),
        ("start git 5, known git 6", "done - 5 known"),
        ("known git 5, reset git 6", "todo 6 -"),
        // Unless the date is corrected.
        ("start git 5, again-start git 3", "learning 3 3"),
        ("start git 2, done git 5, again-done git 3", "done 3 2"),
        ("done git 5, again-done git 3, done git 9", "done 3 -"),
        ("skip git 5, again-skip git 7", "skipped 7 -"),
        ("start git 2, done git 5, again-known git 6", "done - 2 known"),
        ("known git 5, again-done git 3", "done 3 -"),
        // With another status, it is like any other event.
        ("again-done git 3", "done 3 -"),
        ("done git 3, again-start git 5", "learning 5 5"),
    ] {
        assert_record(events, expected);
    }
}

#[test]
fn the_newest_event_under_any_name_counts() {
    for (events, expected) in [
        ("start vcs 1", "learning 1 1"),
        ("start vcs 1, done git 2", "done 2 1"),
        ("done git 1, start vcs 2", "learning 2 2"),
        ("start git 1, done vcs 2, start git 3, done vcs 4", "done 4 3"),
        ("done git 1, done vcs 2", "done 1 -"),
        ("known vcs 1, done git 2, known vcs 3", "done 2 -"),
    ] {
        assert_record(events, expected);
    }
    let progress = fold("spent git 1, note vcs 2, tick vcs 3, note git 4, spent vcs 5");
    let merged = progress.record([&id("git"), &id("vcs")]);
    assert_eq!(merged, progress.record([&id("vcs"), &id("git")]));
    assert_eq!(merged.touched, 5);
    assert_eq!(merged.minutes(), 60);
    assert_eq!(merged.spent, [(date(2026, 11, 1), 30), (date(2026, 11, 5), 30)]);
    let notes: Vec<_> = merged.notes.iter().map(|note| &*note.text).collect();
    assert_eq!(notes, ["on 2", "on 4"]);
    assert_eq!(merged.ticked.iter().map(|url| &**url).collect::<Vec<_>>(), ["https://vcs.org"]);
}

#[test]
fn every_event_that_names_a_skill_touches_it() {
    for what in ["start", "done", "known", "skip", "reset", "note", "spent", "tick", "untick"] {
        let progress = fold(&format!("start sql 1, {what} git 2, start sql 3"));
        assert_eq!(progress.record([&id("git")]).touched, 2, "{what}");
    }
    assert_eq!(fold("start sql 1").record([&id("git")]), Record::default());
}

#[test]
fn resetting_a_skill_leaves_its_ticks() {
    let ticks = |events| fold(events).record([&id("git")]).ticked.len();
    assert_eq!(ticks("tick git 1"), 1);
    assert_eq!(ticks("tick git 1, tick git 2"), 1);
    assert_eq!(ticks("tick git 1, reset git 2"), 1);
    assert_eq!(ticks("tick git 1, untick git 2"), 0);
    assert_eq!(ticks("untick git 1, tick git 2"), 1);
    assert_eq!(ticks("tick sql 1"), 0);
}

#[test]
fn notes_and_evidence_belong_to_every_named_skill() {
    let text = line(
        1,
        r#""event":"done","skills":["git","git"],"resources":[{"skill":"git","url":"https://a.org"},{"skill":"sql","url":"https://b.org"},{"skill":"sql","url":"https://c.org"}],"note":"n","evidence":["https://x.org","https://y.org"]"#,
    );
    let progress = log(text).progress();
    for (name, status, ticks) in [("git", Status::Done, 1), ("sql", Status::Todo, 2)] {
        let record = progress.record([&id(name)]);
        assert_eq!(record.status, status, "{name}");
        assert_eq!(record.ticked.len(), ticks, "{name}");
        assert_eq!(record.notes, [Note { on: DAY, text: "n".into() }], "{name}");
        assert_eq!(record.evidence, ["https://x.org".into(), "https://y.org".into()], "{name}");
    }
    let progress =
        log(line(1, r#""event":"spent","skills":["git","git","sql"],"minutes":30"#)).progress();
    assert_eq!(progress.record([&id("git")]).minutes(), 30);
    assert_eq!(progress.spent(), [(DAY, 30)]);
}

#[test]
fn the_newest_use_and_plan_count() {
    let backend = RoadmapId::new("backend").unwrap();
    let devops = RoadmapId::new("devops").unwrap();
    let progress = |lines: &[&str]| {
        let lines: Vec<String> = (1..).zip(lines).map(|(n, fields)| line(n, fields)).collect();
        log(lines.join("\n")).progress()
    };
    let used = progress(&[
        r#""event":"use","roadmaps":["backend"]"#,
        r#""event":"use","roadmaps":["devops","backend","devops"]"#,
    ]);
    assert_eq!(used.roadmaps_in_use(), [devops.clone(), backend.clone()]);
    let set = r#""event":"plan","roadmap":"backend","hours_per_week":8,"by":"2027-06-01""#;
    let replaced = r#""event":"plan","roadmap":"backend","optional":true"#;
    let cleared = r#""event":"plan","roadmap":"backend""#;
    let plan = Plan { optional: true, ..Plan::default() };
    assert_eq!(progress(&[set, replaced]).plan(&backend), Some(&plan));
    assert_eq!(progress(&[set]).plan(&backend).unwrap().minutes_per_week, Some(480));
    assert_eq!(progress(&[set]).plan(&devops), None);
    assert_eq!(progress(&[set, cleared]).plan(&backend), None);
    assert!(!progress(&[cleared]).is_empty());
    assert!(progress(&[]).is_empty());
}

#[test]
fn an_estimate_replaces_the_previous_one_and_null_removes_it() {
    let progress = |lines: &[&str]| {
        let lines: Vec<String> = (1..).zip(lines).map(|(n, fields)| line(n, fields)).collect();
        log(lines.join("\n")).progress().record([&id("git"), &id("vcs")]).estimate
    };
    let range = r#""event":"estimate","skills":["git"],"estimate":{"minutes":[600,900]}"#;
    let half = r#""event":"estimate","skills":["vcs","sql"],"estimate":{"percent":50}"#;
    let none = r#""event":"estimate","skills":["git"],"estimate":null"#;
    let undo = format!(r#""event":"undo","undo":"{}""#, uuid(2));
    assert_eq!(progress(&[range]), Some(Estimate::Minutes { low: 600, high: 900 }));
    assert_eq!(progress(&[range, half]), Some(Estimate::Percent(50)));
    assert_eq!(progress(&[half, none]), None);
    assert_eq!(progress(&[none]), None);
    assert_eq!(progress(&[range, half, &undo]), Some(Estimate::Minutes { low: 600, high: 900 }));
    assert_eq!(progress(&[half, none, &undo]), Some(Estimate::Percent(50)));
    assert!(progress(&[range, r#""event":"reset","skills":["git"]"#]).is_some());
}

#[test]
fn refreshes_count_since_it_was_done() {
    let refreshed = |events| {
        let record = fold(events).record([&id("git"), &id("vcs")]);
        record.refreshed.iter().map(|on| on.day()).collect::<Vec<_>>()
    };
    assert_eq!(refreshed("done git 1"), [0; 0]);
    assert_eq!(refreshed("done git 1, refresh git 2, refresh vcs 5"), [2, 5]);
    assert_eq!(refreshed("known git 1, refresh git 2"), [2]);
    // A repeat of the status changes nothing.
    assert_eq!(refreshed("done git 1, refresh git 2, done git 3, note git 4"), [2]);
    assert_eq!(refreshed("done git 1, refresh git 2, start git 3, done git 4"), [0; 0]);
    assert_eq!(refreshed("done git 1, refresh git 2, reset git 3, known git 4"), [0; 0]);
    assert_eq!(
        fold("done git 1, refresh git 2").record([&id("git")]).since,
        Some(date(2026, 11, 1))
    );
}

#[test]
fn links_of_a_note_and_evidence_are_kept_in_order() {
    let progress = log([
        line(1, r#""event":"note","skills":["git","sql"],"links":["https://a.org","http://b.org"]"#),
        line(2, r#""event":"note","skills":["git"],"note":"n","links":["https://c.org"]"#),
        line(3, r#""event":"done","skills":["git"],"evidence":["~/report.pdf","a talk","https://d.org"]"#),
    ]
    .join("\n"))
    .progress();
    let record = progress.record([&id("git")]);
    let texts =
        |texts: &[std::sync::Arc<str>]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(texts(&record.links), ["https://a.org", "http://b.org", "https://c.org"]);
    assert_eq!(record.notes, [Note { on: DAY, text: "n".into() }]);
    assert_eq!(texts(&record.evidence), ["~/report.pdf", "a talk", "https://d.org"]);
    assert_eq!(progress.record([&id("sql")]).links.len(), 2);
}

#[test]
fn the_newest_use_says_what_not_to_refresh() {
    let no_refresh = |lines: &[&str]| {
        let lines: Vec<String> = (1..).zip(lines).map(|(n, fields)| line(n, fields)).collect();
        let progress = log(lines.join("\n")).progress();
        progress.no_refresh().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let with = r#""event":"use","roadmaps":["backend"]"#;
    let without = r#""event":"use","roadmaps":["backend"],"no_refresh":true"#;
    let undo = format!(r#""event":"undo","undo":"{}""#, uuid(2));
    let other = r#""event":"use","roadmaps":["devops"],"no_refresh":["backend"]"#;
    assert_eq!(no_refresh(&[]), "");
    assert_eq!(no_refresh(&[with]), "");
    assert_eq!(no_refresh(&[with, without]), "backend");
    assert_eq!(no_refresh(&[without, with]), "");
    assert_eq!(no_refresh(&[with, other]), "backend");
    assert_eq!(no_refresh(&[with, without, &undo]), "");
}

#[test]
fn a_note_or_logged_time_is_deleted_by_the_undo_of_its_event() {
    let lines = [
        line(1, r#""event":"note","skills":["git"],"note":"one","links":["https://a.org"]"#),
        line(2, r#""event":"spent","skills":["git"],"minutes":30"#),
        line(3, r#""event":"done","skills":["git"]"#),
        line(4, r#""event":"spent","skills":["git"],"minutes":20"#),
    ];
    let with = |undone: u32| {
        let undo = line(5, &format!(r#""event":"undo","undo":"{}""#, uuid(undone)));
        let record = log([&lines[..], &[undo]].concat().join("\n")).progress().record([&id("git")]);
        (record.notes.len(), record.links.len(), record.minutes(), record.status)
    };
    assert_eq!(with(1), (0, 0, 50, Status::Done));
    assert_eq!(with(2), (1, 1, 20, Status::Done));
    let log = log(lines.join("\n"));
    let without = log.progress_without(uuid(2));
    assert_eq!(without.spent(), [(DAY, 20)]);
    assert_eq!(log.progress().spent(), [(DAY, 30), (DAY, 20)]);
}
