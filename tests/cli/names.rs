//! How names on the command line are looked up.

use crate::common::Home;
use crate::{status, web};

#[test]
fn ids_aliases_and_titles_match_in_any_case() {
    let home = web();
    for name in ["html", "hypertext", "html AND more"] {
        assert_eq!(home.json(&["show", name])["id"], "html", "{name}");
    }
}

#[test]
fn a_skill_of_a_roadmap_not_in_use_counts_there() {
    let home = web();
    let out = home.ok(&["check", "docker"]);
    assert!(out.contains("counts in Backend Developer, which is not in use\n"), "{out}");
    assert_eq!(status(&home, "docker"), "done");
}

#[test]
fn a_title_can_contain_a_slash() {
    let home = Home::new();
    home.roadmap(
        "slash",
        "title: Slash\nstages:\n  - id: one\n    title: One\n    skills:\n      - { id: a, title: git/2 }\n",
    );
    home.ok(&["use", "slash"]);
    assert_eq!(home.json(&["show", "git/2"])["id"], "a");
}

#[test]
fn ambiguous_titles_are_listed() {
    let home = Home::new();
    home.roadmap(
        "twins",
        "title: Twins\nstages:\n  - id: one\n    title: One\n    skills:\n      - { id: a, title: Same }\n      - { id: b, title: same }\n",
    );
    home.ok(&["use", "twins"]);
    assert_eq!(
        home.fails(&["check", "SAME"]),
        "error: several things are called 'SAME'\nuse one of the ids: a, b\nnothing was recorded\n"
    );
}

#[test]
fn unknown_names_get_suggestions() {
    let home = Home::new();
    for (typed, advice) in [
        ("pyhton", "did you mean 'python'?"),
        ("a", "to search titles and summaries: roadmap find a"),
        ("databse", "did you mean 'database-migrations'?"),
        ("nope", "to search titles and summaries: roadmap find nope"),
    ] {
        assert_eq!(
            home.fails(&["check", typed]),
            format!("error: no skill '{typed}'\n{advice}\nnothing was recorded\n")
        );
    }
}

#[test]
fn a_file_name_gets_advice_about_lint_and_add() {
    let home = web();
    home.file("mine.yaml", "title: x");
    for (command, thing) in [("show", "skill, stage or roadmap"), ("use", "roadmap")] {
        let stderr = home.run(&[command, "mine.yaml"]).stderr;
        let nothing = if command == "use" { "nothing was recorded\n" } else { "" };
        assert_eq!(
            stderr,
            format!(
                "error: no {thing} 'mine.yaml'\n\
                 to check that file: roadmap lint mine.yaml\n\
                 to use it as a roadmap: roadmap add mine.yaml\n{nothing}"
            )
        );
    }
    assert_eq!(
        home.fails(&["use", "gone.yaml"]),
        "error: no roadmap 'gone.yaml'\n\
         there is no such file; to list the roadmaps: roadmap list\nnothing was recorded\n"
    );
    assert_eq!(
        home.ok(&["find", "mine.yaml"]),
        "nothing found for 'mine.yaml'\n\
         to check that file: roadmap lint mine.yaml\n\
         to use it as a roadmap: roadmap add mine.yaml\n"
    );
    assert_eq!(
        home.fails(&["new", "mine.yaml"]),
        "error: 'mine.yaml' is not an id: an id is lower-case letters and digits joined by '-'\n\
         leave out the ending: roadmap new mine\n"
    );
}

#[test]
fn show_tries_roadmaps_last_unless_prefixed() {
    let home = Home::new();
    home.roadmap(
        "clash",
        "title: Clash\nstages:\n  - id: one\n    title: One\n    skills:\n      - { id: devops, title: DevOps as a skill }\n",
    );
    home.ok(&["use", "clash"]);
    assert_eq!(home.json(&["show", "devops"])["kind"], "skill");
    assert_eq!(home.json(&["show", "roadmap/devops"])["kind"], "roadmap");
    assert_eq!(home.json(&["show", "clash"])["kind"], "roadmap");
}

#[test]
fn progress_under_an_alias_counts() {
    let home = web();
    home.ok(&["check", "html"]);
    // The skill is renamed, and its old id becomes an alias.
    let renamed =
        crate::WEB.replace("id: html", "id: markup").replace("[hypertext]", "[hypertext, html]");
    home.roadmap("web", &renamed);
    assert_eq!(status(&home, "markup"), "done");
    assert_eq!(home.json(&["show", "html"])["id"], "markup");
    home.ok(&["uncheck", "html"]);
    assert_eq!(home.events()[2]["skills"], serde_json::json!(["markup"]), "written under the id");
    assert_eq!(status(&home, "markup"), "todo");
}

#[test]
fn all_unknown_names_are_listed() {
    let home = web();
    assert_eq!(
        home.fails(&["check", "htlm", "html", "rubby"]),
        "error: 2 skills not found\n\
         no skill 'htlm': did you mean 'html'?\n\
         no skill 'rubby': did you mean 'ruby'?\n\
         run: roadmap check html html ruby\n\
         nothing was recorded\n"
    );
    assert_eq!(
        home.fails(&["check", "xyzzy", "html", "rubby"]),
        "error: 2 skills not found\n\
         no skill 'xyzzy': to search titles and summaries: roadmap find xyzzy\n\
         no skill 'rubby': did you mean 'ruby'?\n\
         nothing was recorded\n"
    );
    assert_eq!(home.events().len(), 1);
}

#[test]
fn exact_matches_take_precedence() {
    let home = Home::new();
    home.roadmap(
        "case",
        "title: Case\nstages:\n  - id: one\n    title: One\n    skills:\n      - { id: beta, title: Second }\n      - { id: other, title: Beta }\n",
    );
    home.ok(&["use", "case"]);
    assert_eq!(home.json(&["show", "Beta"])["id"], "other");
    assert_eq!(home.json(&["show", "BETA"])["id"], "beta");
    assert_eq!(home.json(&["show", "ONE"])["id"], "one");
    assert_eq!(home.json(&["next", "--stage", "ONE"])["steps"][0]["id"], "beta");
}

#[test]
fn stages_can_be_given_by_number() {
    let home = web();
    assert_eq!(home.json(&["show", "2"])["kind"], "stage");
    let second = home.json(&["show", "2"])["id"].clone();
    assert_eq!(home.json(&["next", "--stage", "1"])["steps"][0]["id"], "html");
    home.ok(&["check", "--all", "1"]);
    assert_eq!(home.json(&["next", "--stage", "2"])["steps"][0]["stage"], second);
    let none = "error: no stage '9'\nthere are 2 stages: start, program\n";
    for args in [&["next", "--stage", "9"][..], &["show", "9"], &["find", "--stage", "9"]] {
        assert_eq!(home.fails(args), none, "{args:?}");
    }
    let none = format!("{none}nothing was recorded\n");
    assert_eq!(home.fails(&["check", "--all", "9"]), none);
}

#[test]
fn unknown_commands_get_advice() {
    let home = web();
    home.file("mine.yaml", "title: x");
    let usage = "\n\nUsage: roadmap [OPTIONS] [COMMAND]\n\nFor more information, try '--help'.\n";
    for (word, advice) in [
        ("nxt", "no command 'nxt'\n\ndid you mean 'roadmap next'?"),
        ("html", "no command 'html'\n\ndid you mean 'roadmap show html'?"),
        ("HTML and more", "no command 'HTML and more'\n\ndid you mean 'roadmap show html'?"),
        ("xyz", "no command 'xyz'"),
        ("rubby", "no command 'rubby'\n\ndid you mean 'roadmap show ruby'?"),
        ("backend", "no command 'backend'\n\ndid you mean 'roadmap show backend'?"),
        (
            "undone",
            "no command 'undone'\n\nto undo the newest change: roadmap undo\n\
             to make a skill todo again: roadmap uncheck <skill>",
        ),
        ("tick", "no command 'tick'\n\nto mark a skill as done: roadmap check <skill>"),
        ("learn", "no command 'learn'\n\nto mark a skill as being learned: roadmap start <skill>"),
        ("reset", "no command 'reset'\n\nto make a skill todo again: roadmap uncheck <skill>"),
        (
            "rm",
            "no command 'rm'\n\nto make a skill todo again: roadmap uncheck <skill>\n\
             to stop following a roadmap: roadmap use --drop <roadmap>",
        ),
        ("version", "no command 'version'\n\ndid you mean 'roadmap --version'?"),
        (
            "mine.yaml",
            "no command 'mine.yaml'\n\nto check that file: roadmap lint mine.yaml\n\
             to use it as a roadmap: roadmap add mine.yaml",
        ),
        (
            "gone.yaml",
            "no command 'gone.yaml'\n\nthere is no such file; to list the roadmaps: roadmap list",
        ),
        (
            "status",
            "no command 'status'\n\nfor the overview: roadmap\nfor the tables: roadmap progress",
        ),
    ] {
        let ran = home.run(&[word]);
        assert_eq!((ran.status, ran.stderr), (2, format!("error: {advice}{usage}")), "{word}");
    }
    assert_eq!(home.ok(&["help", "check"]), home.ok(&["check", "--help"]));
    assert_eq!(home.ok(&["ls"]), home.ok(&["list"]));
    assert_eq!(home.ok(&["todo"]), home.ok(&["next"]));
    assert_eq!(home.ok(&["stats"]), home.ok(&["progress"]));
    home.ok(&["done", "html"]);
    assert_eq!(status(&home, "html"), "done");
}

#[test]
fn the_line_to_paste_keeps_all_that_was_typed() {
    let home = web();
    let numbers = "lists change, so steps have no numbers; 1 is html now: ";
    for (args, advice) in [
        (&["check", "--known", "1"][..], format!("{numbers}roadmap check --known html")),
        (&["note", "1", "it's new"], format!(r"{numbers}roadmap note html 'it'\''s new'")),
        (&["spent", "1", "2h"], format!("{numbers}roadmap spent html 2h")),
        (&["estimate", "1", "5h"], format!("{numbers}roadmap estimate html 5h")),
        (
            &["check", "html", "rubby", "--on", "yesterday"],
            "did you mean 'ruby'?\nrun: roadmap check html ruby --on yesterday".to_owned(),
        ),
    ] {
        let wrong = if args.contains(&"1") { "1" } else { "rubby" };
        let want = format!("error: no skill '{wrong}'\n{advice}\nnothing was recorded\n");
        assert_eq!(home.fails(args), want, "{args:?}");
    }
    assert_eq!(home.events().len(), 1);
}

#[test]
fn spaces_around_a_name_mean_nothing() {
    let home = web();
    home.ok(&["check", "html "]);
    assert_eq!(status(&home, " html"), "done");
    home.ok(&["use", " backend "]);
    home.ok(&["next", "--stage", " 1 "]);
}

#[test]
fn a_miss_names_the_roadmaps_that_could_not_be_searched() {
    let home = web();
    let broken =
        home.roadmap("class", "title: Class\nstages:\n  - id: one\n").display().to_string();
    assert_eq!(
        home.fails(&["check", "class-first-skill"]),
        format!(
            "error: no skill 'class-first-skill'\n\
             to search titles and summaries: roadmap find class-first-skill\n\
             {broken} is left out: 2 errors; see roadmap lint {broken}\nnothing was recorded\n"
        )
    );
}
