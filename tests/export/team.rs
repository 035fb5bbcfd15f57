//! The page about a class.

use std::fs;

use crate::common::Home;
use crate::web;

/// A class of three, one of whom follows a roadmap that is not known here.
fn class() -> Home {
    let home = web();
    let run = |person: &str, args: &[&str]| {
        home.ok(&[&["--progress", &format!("class/{person}")], args].concat());
    };
    let ann = "Ann/progress.jsonl";
    run(ann, &["use", "web"]);
    run(ann, &["start", "pages", "--on", "2026-11-03"]);
    run(ann, &["spent", "pages", "3h", "--on", "2026-11-05"]);
    run(ann, &["check", "pages", "--on", "2026-11-09", "--evidence", "https://evidence.example/"]);
    run(ann, &["start", "looks", "--on", "2026-11-16", "--note", "SECRET colours"]);
    run("Ben.jsonl", &["use", "web"]);
    run("Ben.jsonl", &["start", "pages", "--on", "2026-10-01"]);
    run("Ben.jsonl", &["skip", "looks"]);
    run("Cleo.jsonl", &["use", "web"]);
    run("Cleo.jsonl", &["check", "pages", "looks", "own-server", "--on", "2026-11-18"]);
    let elsewhere = r#"{"v":1,"id":"0199ef77-5800-7000-8007-000000000007","at":"2026-11-01T00:00:00Z","event":"use","roadmaps":["zoes-own"],"on":"2026-11-01"}"#;
    home.file("class/Zoe.jsonl", &format!("{elsewhere}\n"));
    home
}

const UNKNOWN: &str = "warning: 1 person in roadmaps that are not known here: 'zoes-own'; \
                       --roadmaps DIR names their folder\n";

/// The page, which warns of Zoe.
#[track_caller]
fn page(home: &Home, args: &[&str]) -> String {
    let ran = home.run(&[&["export", "html", "--team", "class"], args].concat());
    assert_eq!((ran.stderr.as_str(), ran.status), (UNKNOWN, 0), "{args:?}");
    ran.stdout
}

/// The rows of the tables: the texts of their cells.
fn rows(page: &str) -> Vec<String> {
    let rows = page.split("<tr").skip(1).map(|row| row.split("</tr>").next().unwrap());
    let text = |cell: &str| {
        let parts = cell.split('<').map(|part| part.rsplit('>').next().unwrap());
        parts.collect::<String>().trim().to_owned()
    };
    let cells = |row: &str| {
        let ends = row.replace("</th>", "</td>");
        let cells: Vec<String> = ends.split("</td>").map(text).collect();
        cells[..cells.len() - 1].join(" | ")
    };
    rows.map(cells).collect()
}

#[test]
fn the_page_has_the_tables_of_team() {
    let home = class();
    let page = page(&home, &[]);
    assert_eq!(
        rows(&page),
        [
            "Person | Roadmap | Done | Milestone | Stage | Learning | Last active | Hours this month | Hours a week | Finish",
            "Ann | Web basics | 33 % 1 of 3 |  | First steps | Looks | 20 Nov | 3.0 | 0.8 | 12 Oct 2027",
            "Ben | Web basics | 0 % 0 of 2 |  | First steps | Pages | 20 Nov |  |  | ",
            "Cleo | Web basics | 100 % 3 of 3 | A page that everybody can visit | finished |  | 20 Nov |  |  | ",
            "Zoe | zoes-own |  |  | unknown roadmap |  | 1 Nov |  |  | ",
            "Person | 1 First steps | 2 Online",
            "Ann | 50 current stage | 0",
            "Ben | 0 current stage | 0",
            "Cleo | 100 | 100",
            "Median | 50 | 0",
            "People there | 2 | ",
            "Skill | Days | Hours | Estimate | Done | Learning | Left | Skipped",
            "Pages | 6 | 3.0 | 8–12 h | 2 | 1 | 1 | ",
            "Skill | Days | Hours | Estimate | Done | Learning | Left | Skipped",
            "Pages | 6 | 3.0 | 8–12 h | 2 | 1 | 1 | ",
            "Skill | Days | Hours | Estimate | Done | Learning | Left | Skipped",
            "Looks |  |  | 10 h | 1 | 1 |  | 1",
        ]
    );
    let milestone = page.lines().find(|line| line.contains("class=\"milestone ")).unwrap();
    assert_eq!(
        milestone.split("<span").skip(1).collect::<String>(),
        " class=\"milestone-text\">A page that everybody can visit</span> \
         class=\"milestone-when\">1 of 3 people <small><bdi>Cleo</bdi></small></span></li>"
    );
    assert_eq!(page, self::page(&home, &[]));
}

#[test]
fn an_anonymous_page_is_the_same_with_numbers_for_names() {
    let home = class();
    let mut named = page(&home, &[]);
    for (name, number) in [
        ("Ann", "Person 1"),
        ("Ben", "Person 2"),
        ("Cleo", "Person 3"),
        ("Zoe", "Person 4"),
        ("zoes-own", "unknown"),
    ] {
        named = named.replace(name, number);
    }
    let anonymous = page(&home, &["--anonymous"]);
    assert_eq!(anonymous, named);
    for secret in ["SECRET", "evidence.example", "class/"] {
        assert_eq!(anonymous.find(secret), None, "{secret}");
    }
}

#[test]
fn with_a_roadmap_it_is_about_that_one() {
    let home = class();
    home.ok(&["--progress", "class/Dora.jsonl", "use", "devops"]);
    let ran = home.run(&["export", "html", "--team", "class", "--roadmap", "devops"]);
    assert_eq!(
        (ran.stderr.as_str(), ran.status),
        ("4 people left out, with nothing in devops\n", 0)
    );
    let names = rows(&ran.stdout).into_iter().filter(|row| row.starts_with("Dora"));
    assert_eq!(names.count(), 2);
    let nobody = home.run(&["export", "html", "--team", "class", "--roadmap", "frontend"]);
    assert_eq!(nobody.status, 0);
    assert_eq!(rows(&nobody.stdout), Vec::<String>::new());
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let home = class();
    for (args, expected) in [
        (&["csv", "--team", "class"][..], "error: --team does not work with csv, only with html"),
        (&["html", "--anonymous"], "error: the following required arguments were not provided:"),
        (
            &["html", "--team", "class", "--notes"],
            "error: the argument '--team <DIR>...' cannot be used with '--notes'",
        ),
        (
            &["html", "--team", "class", "--roadmap", "web", "--roadmap", "devops"],
            "error: --roadmap can be given once with --team",
        ),
    ] {
        let ran = home.run(&[&["export"], args].concat());
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
        assert_eq!(ran.stderr.lines().next(), Some(expected), "{args:?}");
    }
    assert_eq!(
        home.fails(&["export", "html", "--team", "nobody"]),
        "error: cannot read nobody: No such file or directory\n"
    );
}

#[test]
fn no_journal_is_replaced() {
    let home = class();
    let own = home.journal().display().to_string();
    for journal in ["class/Ann/progress.jsonl", "class/Ben.jsonl", &own] {
        let before = fs::read(home.path().join(journal)).unwrap();
        assert_eq!(
            home.fails(&["export", "html", "--team", "class", "-o", journal]),
            format!("error: {journal} contains progress; not changed\nname another file\n")
        );
        assert_eq!(fs::read(home.path().join(journal)).unwrap(), before);
    }
    let ran = home.run(&["export", "html", "--team", "class", "-o", "class/page.html"]);
    assert_eq!((ran.stdout.as_str(), ran.status), ("wrote class/page.html\n", 0));
    assert_eq!(fs::read_to_string(home.path().join("class/page.html")).unwrap(), page(&home, &[]));
}
