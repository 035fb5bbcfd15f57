//! `team --person`: what that person sees.

use crate::WEB;
use crate::common::Home;

/// People who have done different things, and the files of their journals.
fn class() -> (Home, Vec<(&'static str, &'static str)>) {
    let mut home = Home::new();
    home.roadmap("web", WEB);
    home.roadmap("small", &crate::common::roadmap_of("s", 3));
    let people = vec![
        ("ann", "class/ann/progress.jsonl"),
        ("ben", "class/ben.jsonl"),
        ("cleo", "class/cleo/progress.jsonl"),
        ("dora", "class/dora.jsonl"),
        ("emil", "class/emil.jsonl"),
    ];
    let run = |home: &Home, at: usize, args: &[&str]| {
        let ran = home.run(&[&["--progress", people[at].1], args].concat());
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.stderr);
    };
    // Ann has a goal, and a pace.
    run(&home, 0, &["use", "web"]);
    run(&home, 0, &["start", "html", "--on", "2026-11-03"]);
    run(&home, 0, &["spent", "html", "5h", "--on", "2026-11-17"]);
    run(&home, 0, &["check", "html", "--on", "2026-11-18", "--evidence", "https://ann.example/"]);
    run(&home, 0, &["start", "css", "--note", "Colours!"]);
    run(&home, 0, &["plan", "--hours-per-week", "6", "--by", "2027-03-01", "--save"]);
    // Ben has two roadmaps, skipped something, and took something back.
    run(&home, 1, &["use", "web", "small"]);
    run(&home, 1, &["skip", "css"]);
    run(&home, 1, &["check", "s-0", "--note", "Easy"]);
    run(&home, 1, &["check", "s-1"]);
    run(&home, 1, &["undo"]);
    // Cleo learned long ago, and is asked whether she still knows it.
    home.at("2026-02-01T09:00Z[UTC]");
    run(&home, 2, &["use", "web"]);
    run(&home, 2, &["check", "html", "--on", "2026-01-05"]);
    home.at(crate::common::NOW);
    // Another machine of hers.
    run(&home, 2, &["start", "js", "--on", "2026-11-16"]);
    let copy = home.path().join("class/cleo");
    std::fs::rename(copy.join("progress.jsonl"), copy.join("progress-laptop.jsonl")).unwrap();
    run(&home, 2, &["spent", "js", "90m", "--on", "2026-11-19"]);
    // Dora has done all of it, Emil only chose.
    run(&home, 3, &["use", "small"]);
    run(&home, 3, &["check", "s-0", "s-1", "s-2"]);
    run(&home, 4, &["use", "web"]);
    (home, people)
}

#[test]
fn it_is_the_overview_and_the_report_of_that_person() {
    let (home, people) = class();
    for (person, journal) in people {
        let own = ["--progress", journal];
        let overview = home.json(&own);
        let report = home.json(&[&own[..], &["report"]].concat());
        let seen = home.json(&["team", "class", "--person", person]);
        let mut expected = overview.as_object().unwrap().clone();
        let mut report = report.as_object().unwrap().clone();
        report.remove("schema");
        expected.insert("person".to_owned(), person.into());
        expected.insert("report".to_owned(), report.into());
        assert_eq!(seen.as_object().unwrap(), &expected, "{person}");
        for options in [&[][..], &["--plain"]] {
            let overview = home.ok(&[&own[..], options].concat());
            let report = home.ok(&[&own[..], &["report"], options].concat());
            let args = ["team", "class", "--person", person];
            let seen = home.ok(&[&args[..], options].concat());
            assert_eq!(seen, format!("{overview}\n{report}"), "{person} {options:?}");
        }
    }
}

#[test]
#[cfg(unix)]
fn a_terminal_shows_the_same() {
    use crate::terminal::on_terminal;

    let (home, people) = class();
    let shown = |columns, args: &[&str]| on_terminal(columns, &mut home.command(args)).stdout;
    for columns in [40, 80, 200] {
        for (person, journal) in &people {
            let overview = shown(columns, &["--progress", journal]);
            let report = shown(columns, &["--progress", journal, "report"]);
            let gap = if overview.contains("\r\n") { "\r\n" } else { "\n" };
            assert_eq!(
                shown(columns, &["team", "class", "--person", person]),
                format!("{overview}{gap}{report}"),
                "{person} in {columns} columns"
            );
        }
    }
}

#[test]
fn a_roadmap_that_is_not_known_here_is_named() {
    let home = Home::new();
    let use_event = r#"{"v":1,"id":"0199ef77-5800-7000-8007-000000000007","at":"2026-11-01T00:00:00Z","event":"use","roadmaps":["elsewhere"],"on":"2026-11-01"}"#;
    home.file("class/zoe.jsonl", &format!("{use_event}\n"));
    let ran = home.run(&["team", "class", "--person", "zoe"]);
    assert_eq!(
        (ran.stderr.as_str(), ran.status),
        (
            "warning: zoe: roadmap 'elsewhere' is not known here; --roadmaps DIR names its folder\n",
            0
        )
    );
}
