use serde_json::json;

use crate::WEB;
use crate::common::Home;

/// A class of three people, and folders without journals.
fn class() -> Home {
    let home = Home::new();
    home.roadmap("web", WEB);
    let run = |person: &str, args: &[&str]| {
        home.ok(&[&["--progress", &format!("class/{person}")], args].concat());
    };
    let ann = "ann/progress.jsonl";
    run(ann, &["use", "web"]);
    run(ann, &["start", "html", "--on", "2026-11-03"]);
    run(ann, &["spent", "html", "3h", "--on", "2026-11-05"]);
    run(ann, &["spent", "html", "5h", "--on", "2026-10-30"]);
    run(ann, &["check", "html", "--on", "2026-11-09", "--evidence", "https://ann.example/"]);
    run(ann, &["start", "css", "--on", "2026-11-17"]);
    let ben = "ben.jsonl";
    run(ben, &["use", "web"]);
    run(ben, &["start", "html", "--on", "2026-10-01"]);
    let cleo = "cleo/progress.jsonl";
    run(cleo, &["use", "web"]);
    run(cleo, &["check", "--known", "html"]);
    home.file("class/docs/README.md", "nobody\n");
    home.file("class/.git/config", "");
    home
}

#[test]
fn everyone_has_a_row() {
    let home = class();
    let answer = home.json(&["team", "class"]);
    let people = answer["people"].as_array().unwrap();
    let names: Vec<_> = people.iter().map(|row| row["person"].as_str().unwrap()).collect();
    assert_eq!(names, ["ann", "ben", "cleo"]);
    let progress = home.json(&["--progress", "class/ann/progress.jsonl", "progress"]);
    let plan = home.json(&["--progress", "class/ann/progress.jsonl", "plan"]);
    assert_eq!(
        people[0],
        json!({
            "person": "ann",
            "roadmap": "web",
            "percent": progress["roadmaps"][0]["percent"],
            "done": progress["roadmaps"][0]["done"],
            "required": progress["roadmaps"][0]["required"],
            "milestone": null,
            "stage": progress["roadmaps"][0]["stage"],
            "learning": ["css"],
            "last_active": "2026-11-20",
            "hours_this_month": 3,
            "pace": plan["pace"]["hours_per_week"],
            "finish": plan["pace"]["finish"],
        })
    );
    assert_eq!(people[1]["learning"], json!(["html"]));
    assert_eq!(answer["problems"], json!([]));
}

/// The people in the rows of the table.
#[track_caller]
fn people(home: &Home, args: &[&str]) -> Vec<String> {
    let answer = home.json(&[&["team", "class"], args].concat());
    let rows = answer["people"].as_array().unwrap().iter();
    rows.map(|row| row["person"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn rows_can_be_sorted_and_filtered() {
    let mut home = class();
    // Later, so that choosing the roadmap is not the latest activity.
    home.at("2026-12-10T09:00Z[UTC]");
    home.ok(&["--progress", "class/ben.jsonl", "start", "js", "--on", "2026-12-09"]);
    for (args, expected) in [
        (&["--sort", "percent"][..], "ann cleo ben"),
        (&["--sort", "active"], "ben ann cleo"),
        (&["--sort", "stage"], "ann cleo ben"),
        (&["--sort", "hours"], "ann ben cleo"),
        (&["--inactive", "14d"], "ann cleo"),
        (&["--inactive", "3w"], ""),
        (&["--at-stage", "start"], "ben"),
        (&["--at-stage", "A first language"], "ann cleo"),
    ] {
        assert_eq!(people(&home, args).join(" "), expected, "{args:?}");
    }
    assert_eq!(
        home.fails(&["team", "class", "--at-stage", "strat"]),
        "error: no stage 'strat'\nthere are 2 stages: start, program\n"
    );
}

#[test]
fn prints_a_line_for_each_person() {
    let home = class();
    assert_eq!(
        home.ok(&["team", "class"]),
        "\
1. ann: 20%, stage A first language, learning CSS, last active 20 Nov, 3 hours this month, 2 hours a week, finished by 31 Jan 2028
2. ben: 0%, stage First steps, learning HTML and more, last active 20 Nov
3. cleo: 20%, stage A first language, last active 20 Nov
3 people, median 20%
Web basics: most are at A first language (2)
"
    );
    let ann = ["--progress", "class/ann/progress.jsonl"];
    let overview = home.ok(&ann);
    let report = home.ok(&[&ann[..], &["report"]].concat());
    let both = home.ok(&["team", "class", "--person", "ann"]);
    assert_eq!(both, format!("{overview}\n{report}"));
    let object = home.json(&["team", "class", "--person", "ann"]);
    assert_eq!(object["person"], "ann");
    assert_eq!(object["roadmaps"], home.json(&ann)["roadmaps"]);
    assert_eq!(object["report"]["days"], home.json(&[&ann[..], &["report"]].concat())["days"]);
}

#[test]
fn shows_stages_skills_who_and_since() {
    let home = class();
    assert_eq!(
        home.ok(&["team", "class", "--stages"]),
        "\
Web basics:
1. ann: First steps 100%, A first language 0%
2. ben: First steps 0%, A first language 0%
3. cleo: First steps 100%, A first language 0%
Stage First steps: 1 person there, median 100%
Stage A first language: 2 people there, median 0%
"
    );
    assert_eq!(
        home.ok(&["team", "class", "--skills"]),
        "\
Take longest:
1. HTML and more: median 6 days, median 8 hours, estimate 8 to 12 hours, 2 done, 1 learning, 1 left, 0 skipped

Started and left:
1. HTML and more: median 6 days, median 8 hours, estimate 8 to 12 hours, 2 done, 1 learning, 1 left, 0 skipped
"
    );
    assert_eq!(
        home.ok(&["team", "class", "--who", "hypertext"]),
        "\
HTML and more:
1. cleo: done, known before
2. ann: done, 9 Nov, https://ann.example/
3. ben: learning since 1 Oct
"
    );
    assert_eq!(
        home.json(&["team", "class", "--who", "js"]),
        json!({
            "schema": 1, "date": "2026-11-20", "skill": "js",
            "done": [], "learning": [], "ready": ["ann", "cleo"], "problems": [],
        })
    );
    assert_eq!(
        home.ok(&["team", "class", "--since", "2026-11-05"]),
        "\
1. ann: done HTML and more; started CSS; 3 hours
1 person active since 5 Nov: 1 skill done, 3 hours; 2 people recorded nothing
"
    );
}

#[test]
fn prints_csv() {
    let home = class();
    home.file("class/=cmd()/progress.jsonl", "");
    assert_eq!(
        home.ok(&["team", "class", "--csv", "--roadmap", "web"]),
        "\
person,roadmap,percent,done,required,milestone,stage,learning,last_active,hours_this_month,hours_per_week,finish
'=cmd(),web,0,0,5,,start,,,0.0,,
ann,web,20,1,5,,program,css,2026-11-20,3.0,2.0,2028-01-31
ben,web,0,0,5,,start,html,2026-11-20,0.0,,
cleo,web,20,1,5,,program,,2026-11-20,0.0,,
"
    );
    assert_eq!(
        home.ok(&["team", "class", "--who", "html", "--csv", "--roadmap", "web"]),
        "\
person,status,date,evidence
cleo,done,,
ann,done,2026-11-09,https://ann.example/
ben,learning,2026-10-01,
'=cmd(),ready,,
"
    );
}

#[test]
fn broken_journals_are_reported_and_the_rest_is_shown() {
    let home = class();
    home.file("class/dora/progress.jsonl", "not a journal\n");
    home.file("class/emil.jsonl", "{\"level\":\"info\"}\n");
    let journal = std::fs::read_to_string(home.path().join("class/ben.jsonl")).unwrap();
    home.file("class/finn/progress.jsonl", &format!("<<<<<<< HEAD\n{journal}"));
    home.file("class/gus/progress.jsonl/folder", "");
    let ran = home.run(&[
        "team",
        "class",
        "--format",
        "{% for p in people %}{{ p.person }} {% endfor %}",
    ]);
    assert_eq!((ran.stdout.as_str(), ran.status), ("ann ben cleo finn \n", 0));
    assert_eq!(
        ran.stderr,
        "\
warning: dora: left out, no journal: not a JSON object, at class/dora/progress.jsonl:1
warning: emil: left out, no journal: missing field `v`, at class/emil.jsonl:1
warning: finn: 1 line skipped, at class/finn/progress.jsonl:1
warning: gus: class/gus/progress.jsonl is a folder
"
    );
    let lost = home.fails(&["team", "class/docs"]);
    assert_eq!(
        lost,
        "error: no journals in class/docs\neverybody needs NAME/progress.jsonl or NAME.jsonl there\n"
    );
    assert_eq!(
        home.fails(&["team", "class", "--person", "bne"]),
        "error: no person 'bne'\ndid you mean 'ben'?\n"
    );
}

#[test]
#[cfg(unix)]
fn symlinks_are_not_followed_and_names_are_sanitized() {
    use std::os::unix::fs::symlink;

    let home = class();
    home.file("secret.jsonl", "");
    symlink(home.path().join("secret.jsonl"), home.path().join("class/link.jsonl")).unwrap();
    symlink(home.path(), home.path().join("class/home")).unwrap();
    home.file("class/e\u{1b}[31mvil/progress.jsonl", "");
    let ran = home.run(&["team", "class", "--sort", "percent"]);
    assert_eq!(ran.status, 0);
    assert_eq!(
        ran.stdout.lines().nth(3).unwrap(),
        "4. e\u{fffd}[31mvil: 0%, roadmap backend, stage Tools and the web, last active never"
    );
    assert_eq!(
        ran.stderr,
        "\
warning: home: is a link, which is not followed: name its target instead
warning: link.jsonl: is a link, which is not followed: name its target instead
"
    );
}

#[test]
fn people_can_have_several_folders_and_files() {
    let home = class();
    let journal = std::fs::read_to_string(home.path().join("class/ben.jsonl")).unwrap();
    // Ben has a folder and a file; duplicate lines count once.
    home.file("class/ben/progress-laptop.jsonl", &journal);
    assert_eq!(people(&home, &[]).join(" "), "ann ben cleo");
    home.file("other/ben.jsonl", &journal);
    let answer = home.json(&["team", "class", "other", "class/cleo", "class/ben.jsonl"]);
    let rows = answer["people"].as_array().unwrap().iter();
    let names: Vec<_> = rows.map(|row| row["person"].as_str().unwrap()).collect();
    assert_eq!(names, ["ann", "class/ben", "cleo", "other/ben"]);
}

#[test]
fn unknown_roadmaps_are_reported() {
    let home = class();
    let use_event = r#"{"v":1,"id":"0199ef77-5800-7000-8007-000000000007","at":"2026-11-01T00:00:00Z","event":"use","roadmaps":["elsewhere"],"on":"2026-11-01"}"#;
    home.file("class/zoe.jsonl", &format!("{use_event}\n"));
    let ran = home.run(&["team", "class"]);
    assert_eq!(
        ran.stderr,
        "warning: 1 person in roadmaps that are not known here: 'elsewhere'; --roadmaps DIR names their folder\n"
    );
    assert_eq!(
        ran.stdout.lines().nth(3).unwrap(),
        "4. zoe: roadmap elsewhere, unknown roadmap, last active 1 Nov"
    );
    let ran = home.run(&["team", "class", "--roadmap", "web", "--format", "{{ people | length }}"]);
    assert_eq!(
        (ran.stdout.as_str(), ran.stderr.as_str()),
        ("3\n", "1 person left out, with nothing in web\n")
    );
}

#[test]
fn writes_nothing() {
    let home = class();
    let before = home.tree();
    home.ok(&["team", "class"]);
    home.ok(&["team", "class", "--skills"]);
    assert_eq!(home.tree(), before);
}
