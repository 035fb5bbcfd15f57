//! `prompt`: the line, and that it is never wrong, however files change.

mod common;

use std::fs;

use common::{Home, Ran};

const WEB: &str = "\
title: Web
stages:
  - id: s
    title: S
    skills:
      - { id: sql, title: SQL }
      - id: language
        title: A language
        choose: 1
        skills: [{ id: ruby, title: Ruby }, { id: perl, title: Perl }]
      - { id: last, title: \"$(id) `id` %F{red} #{pid} \\e[31m\" }
";

fn home() -> Home {
    let home = Home::new();
    home.roadmap("web", WEB);
    home.ok(&["use", "web"]);
    home
}

#[test]
fn a_line_for_every_state() {
    let home = home();
    assert_eq!(home.ok(&["prompt"]), "web 0% ▸ SQL\n");
    home.ok(&["check", "sql"]);
    assert_eq!(home.ok(&["prompt"]), "web 33% ▸ choose: A language\n");
    assert_eq!(home.ok(&["prompt", "--plain"]), "web 33%, choose: A language\n");
    home.ok(&["check", "ruby"]);
    assert_eq!(home.ok(&["prompt"]), "web 66% ▸ $(id) `id` %F{red} #{pi…\n");
    home.ok(&["check", "last"]);
    assert_eq!(home.ok(&["prompt"]), "web 100%\n");
}

#[test]
fn says_nothing_before_the_first_event_and_where_anything_fails() {
    let home = Home::new();
    assert_eq!(home.ok(&["prompt"]), "");
    home.ok(&["use", "backend"]);
    assert!(home.ok(&["prompt"]).starts_with("backend 0% ▸ "));
    let command = |args: &[&str], name: &str, value: &str| {
        Ran::of(&home.command(args).env(name, value).output().unwrap())
    };
    let nothing = Ran { stdout: String::new(), stderr: String::new(), status: 0 };
    assert_eq!(command(&["prompt"], "ROADMAP_PROGRESS", "/"), nothing);
    assert_eq!(home.run(&["prompt", "--format", "{{ missing }}"]), nothing);
    assert_eq!(home.run(&["prompt", "--format", "{{ unclosed"]), nothing);
    home.roadmap("backend", "title: 404");
    assert_eq!(home.run(&["prompt"]), nothing);
    assert_eq!(home.run(&["prompt", "--color", "never"]), nothing);
}

#[test]
fn the_object_has_no_dates() {
    let home = home();
    home.ok(&["start", "sql"]);
    let want = serde_json::json!({
        "schema": 1, "roadmap": "web", "title": "Web", "percent": 0, "done": 0, "required": 3,
        "stage": "s",
        "step": { "kind": "skill", "id": "sql", "title": "SQL", "status": "learning", "label": "SQL" },
    });
    assert_eq!(home.json(&["prompt"]), want);
    let template = "{{ roadmap }} {{ done }}/{{ required }} {{ step.id }}";
    assert_eq!(home.ok(&["prompt", "--format", template]), "web 0/3 sql\n");
}

#[test]
fn looks_as_the_locale_and_the_flags_say() {
    let home = home();
    let with = |name: &str, value: &str, args: &[&str]| {
        Ran::of(&home.command(args).env(name, value).output().unwrap()).stdout
    };
    assert_eq!(with("LANG", "C", &["prompt"]), "web 0% > SQL\n");
    assert_eq!(with("ROADMAP_PLAIN", "1", &["prompt"]), "web 0%, SQL\n");
    assert_eq!(home.ok(&["--plain", "prompt"]), "web 0%, SQL\n");
    assert_eq!(home.ok(&["prompt", "--color", "always"]), "web 0% ▸ SQL\n");
}

#[test]
fn wrong_usage_is_said() {
    let ran = home().run(&["prompt", "--bogus"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(!ran.stderr.is_empty());
}

#[test]
fn control_characters_of_a_title_are_replaced() {
    let home = home();
    fs::write(home.roadmaps().join("web.yaml"), WEB.replace("SQL", "\"a\\e[31m\\u202eb\""))
        .unwrap();
    assert_eq!(home.ok(&["prompt"]), "web 0% ▸ a\u{fffd}[31m\u{fffd}b\n");
}
