use crate::common::Home;
use crate::{steps, web};

#[test]
fn skills_in_progress_come_first_the_most_recent_before_others() {
    let home = web();
    home.ok(&["start", "html"]);
    home.ok(&["start", "page"]);
    assert_eq!(steps(&home, &[]), ["page", "html"]);
    home.ok(&["note", "html", "more"]);
    assert_eq!(steps(&home, &[]), ["html", "page"]);
    let answer = home.json(&["next"]);
    assert_eq!(answer["steps"][1]["blocked_by"], serde_json::json!(["language"]));
}

#[test]
fn supports_limit_stage_and_optional() {
    let home = Home::new();
    assert_eq!(steps(&home, &[]).len(), 3);
    assert_eq!(steps(&home, &["-n", "1"]).len(), 1);
    assert_eq!(steps(&home, &["-n", "0"]).len(), 0);
    assert_eq!(home.ok(&["next", "-n", "0"]), "");
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(steps(&home, &["--optional"]), ["css", "language"]);
    assert_eq!(steps(&home, &["--stage", "program"]), ["language"]);
    assert_eq!(steps(&home, &["--stage", "First steps"]), Vec::<String>::new());
    assert_eq!(home.ok(&["next", "--stage", "start"]), "nothing required is open in First steps\n");
    assert_eq!(
        home.fails(&["next", "--stage", "x"]),
        "error: no stage 'x'\nthere are 2 stages: start, program\n"
    );
}

#[test]
fn continues_with_the_next_open_roadmap_in_use() {
    let home = web();
    let ops = "title: Operations\nstages:\n  - { id: all, title: All, skills: [{ id: shell, title: Shell }] }\n";
    home.roadmap("ops", ops);
    home.ok(&["use", "web", "ops"]);
    assert_eq!(steps(&home, &[]), ["html"]);
    home.ok(&["check", "html", "js", "react", "exercises", "page"]);
    home.ok(&["start", "css"]);
    // An optional skill in progress does not make the roadmap open again.
    let next = home.json(&["next"]);
    assert_eq!(next["finished"], serde_json::json!(["web"]));
    assert_eq!(steps(&home, &[]), ["css", "shell"]);
    assert_eq!(next["steps"][1]["roadmap_title"], "Operations");
    assert_eq!(steps(&home, &["--roadmap", "web"]), ["css"]);
    assert_eq!(
        home.ok(&["next"]),
        "Finished: nothing required is left in Web basics.\n\
         It leads to:\n\
         1. backend: The other side.\n\
         Run: roadmap use --add backend\n\
         In Web basics:\n\
         1. CSS (css): learning, since 20 Nov, 15 hours\n   Run: roadmap check css\n\
         In Operations:\n\
         2. Shell (shell): no estimate\n   Run: roadmap start shell\n"
    );
    home.ok(&["check", "shell", "css"]);
    assert_eq!(home.run(&["next", "--exit-code"]).status, 3);
    assert_eq!(home.json(&["next"])["finished"], serde_json::json!(["web", "ops"]));
}

#[test]
fn all_shows_every_roadmap_in_use_without_duplicate_skills() {
    let home = Home::new();
    home.ok(&["use", "backend", "full-stack"]);
    let all = steps(&home, &["--all", "-n", "100"]);
    let mut unique = all.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), all.len());
}

#[test]
fn explains_needs_and_what_it_unlocks() {
    let home = web();
    home.ok(&["check", "html", "--on", "2026-11-03"]);
    home.ok(&["start", "js"]);
    assert_eq!(
        home.ok(&["next", "--explain"]),
        "1. JavaScript (js): learning, since 20 Nov, 60 to 100 hours, unlocks 3 more\n   \
         needs HTML and more: done since 3 Nov\n   \
         unlocks 3 more: first React, Exercises and A page of your own\n   \
         Run: roadmap check js\n"
    );
}

#[test]
fn an_unknown_field_in_a_template_is_an_error() {
    let home = web();
    assert_eq!(
        home.ok(&[
            "next",
            "--format",
            "{% for s in steps %}{{ s.id }}: {{ s.title }}\n{% endfor %}"
        ]),
        "html: HTML and more\n"
    );
    let said = home.fails(&["next", "--format", "{{ stepz }}"]);
    assert_eq!(
        said,
        "error: --format: this answer has no field 'stepz'\n\
         its fields: beside, finished, schema, steps\n"
    );
}

#[test]
fn json_before_the_command_is_an_error() {
    assert_eq!(Home::new().run(&["--json", "next"]).status, 2);
}

#[test]
fn steps_of_another_roadmap_stand_under_its_title() {
    let home = web();
    home.roadmap("ops", "title: Ops\nstages:\n  - id: one\n    title: One\n    skills:\n      - { id: shell, title: Shell, hours: 2 }\n");
    home.ok(&["use", "web", "ops"]);
    let html = "1. HTML and more (html): 8 to 12 hours, unlocks 6 more\n   \
                Learn HTML\n   https://web.dev/learn/html\n   Run: roadmap start html\n";
    let shell = "Shell (shell): 2 hours\n   Run: roadmap start shell\n";
    assert_eq!(home.ok(&["next"]), html);
    assert_eq!(home.ok(&["next", "--all"]), format!("In Web basics:\n{html}In Ops:\n2. {shell}"));
    home.ok(&["check", "--known", "exercises", "page", "react"]);
    assert_eq!(
        home.ok(&["next"]),
        format!(
            "Finished: nothing required is left in Web basics.\nIt leads to:\n\
             1. backend: The other side.\nRun: roadmap use --add backend\nIn Ops:\n1. {shell}"
        )
    );
}
