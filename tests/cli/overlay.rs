//! Roadmaps that extend another one.

use std::fs;

use serde_json::json;

use crate::common::Home;

/// A home with `web`, and `mine`, which extends it.
fn home(overlay: &str) -> Home {
    let home = Home::new();
    home.roadmap("web", crate::WEB);
    home.roadmap("mine", &format!("extends: web\n{overlay}"));
    home
}

#[test]
fn hiding_keeps_progress() {
    let home = home("title: Mine\nhide: [html]\n");
    home.ok(&["use", "web"]);
    home.ok(&["check", "html"]);
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["done"], json!(1));
    home.ok(&["use", "mine"]);
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["done"], json!(0));
    // What needs the hidden skill is not blocked.
    let steps = home.json(&["next"])["steps"].clone();
    assert_eq!(steps[0]["id"], json!("language"));
    home.roadmap("mine", "extends: web\n");
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["done"], json!(1));
}

#[test]
fn progress_counts_in_both_roadmaps() {
    let home = home("title: Mine\nadd: [{ after: html, skills: [{ id: ours, title: Ours }] }]\n");
    home.ok(&["use", "mine", "web"]);
    home.ok(&["check", "html", "ours"]);
    let progress = home.json(&["progress"]);
    let done = |at: usize| {
        (progress["roadmaps"][at]["id"].clone(), progress["roadmaps"][at]["done"].clone())
    };
    assert_eq!(done(0), (json!("mine"), json!(2)));
    assert_eq!(done(1), (json!("web"), json!(1)));
}

#[test]
fn show_marks_what_was_added_or_changed() {
    let home = home(
        "title: Mine\nhide: [program]\nchange:\n  css: { hours: 9 }\nadd:\n  - after: html\n    \
         skills: [{ id: ours, title: Ours }]\n  - stages: [{ id: more, title: More, skills: [git] }]\n",
    );
    assert_eq!(
        home.ok(&["show", "roadmap/mine"]),
        "Mine (mine)\n0 of 3 done, 0%, extends web\nThe first steps on the web.\n\
         Stage 1. First steps (start): beginner, 0 of 2 done\n  \
         HTML and more (html): todo, 8 to 12 hours\n  Ours (ours): todo, added\n  \
         CSS (css): todo, 9 hours, optional, changed\n\
         Stage 2. More (more): 0 of 1 done, added\n  Git (git): todo, 10 to 20 hours, added\n\
         Leads to: backend: The other side.\n"
    );
    let shown = home.json(&["show", "roadmap/mine"]);
    assert_eq!(shown["extends"], json!("web"));
    assert_eq!(shown["stages"][0]["edit"], json!(null));
    assert_eq!(shown["stages"][0]["skills"][1]["edit"], json!("added"));
    assert_eq!(shown["stages"][0]["skills"][2]["edit"], json!("changed"));
    home.ok(&["use", "mine"]);
    let css = home.ok(&["show", "css"]);
    assert_eq!(css.lines().nth(1), Some("todo, optional, changed by your file"));
}

#[test]
fn entries_missing_in_the_base_are_one_warning() {
    let home = home("title: Mine\nhide: [gone, html, lost]\n");
    let path = home.roadmaps().join("mine.yaml");
    let path = path.display();
    let ran = home.run(&["use", "mine"]);
    assert_eq!(
        ran.stderr,
        format!(
            "warning: {path}:3: the base no longer has 'gone', and 1 more; see roadmap lint {path}\n"
        )
    );
    assert_eq!(ran.status, 0);
    let ran = home.run(&["lint", "--plain", "mine"]);
    assert_eq!(
        ran.stderr,
        format!(
            "{path}:3:8: warning[not-in-base]: the base no longer has 'gone'; remove it\n\
             {path}:3:20: warning[not-in-base]: the base no longer has 'lost'; remove it\n"
        )
    );
    assert_eq!((ran.stdout.as_str(), ran.status), ("2 warnings\n", 0));
}

#[test]
fn doctor_shows_which_roadmaps_extend_others() {
    let home = home("title: Mine\n");
    home.roadmap("backend", "extends: backend\n");
    let folder = home.roadmaps();
    let doctor = home.ok(&["doctor"]);
    let lines: Vec<&str> = doctor.lines().filter(|line| line.contains("extends")).collect();
    let want = [
        format!("  backend: {}, extends built-in", folder.join("backend.yaml").display()),
        format!("  mine: {}, extends web", folder.join("mine.yaml").display()),
    ];
    assert_eq!(lines, want);
}

#[test]
fn the_prompt_follows_changes_of_the_base() {
    let home = home("title: Mine\n");
    home.ok(&["use", "mine"]);
    assert_eq!(home.ok(&["prompt"]), "mine 0% ▸ HTML and more\n");
    home.roadmap("web", &crate::WEB.replace("HTML and more", "HTML"));
    assert_eq!(home.ok(&["prompt"]), "mine 0% ▸ HTML\n");
}

#[test]
fn show_prints_equivalent_yaml() {
    let home = home("title: Mine\nhide: [css]\nchange:\n  language: { only: [js] }\n");
    let yaml = home.ok(&["show", "roadmap/mine", "--yaml"]);
    assert_eq!(
        yaml,
        "# The roadmap 'mine' in full, with the shared skills that it uses.
format: 1
title: Mine
summary: The first steps on the web.
leads_to:
  - roadmap: backend
    why: The other side.
stages:
  - id: start
    title: First steps
    level: beginner
    skills:
      - id: html
        title: HTML and more
        hours: 8-12
        aliases: [hypertext]
        resources:
          - url: https://web.dev/learn/html
            title: Learn HTML
            kind: course
            cost: free
          - https://developer.mozilla.org/en-US/docs/Web/HTML

  - id: program
    title: A first language
    skills:
      - id: language
        title: A language
        choose: 1
        needs: [html]
        skills:
          - id: js
            title: JavaScript
            hours: 60-100
      - id: library
        title: A library
        choose: 1
        skills:
          - id: react
            title: React
            hours: 20
            needs: [js]
            aliases: [reactjs]
          - id: rails
            title: Rails
            hours: 30
            needs: [ruby]
            aliases: [ruby-on-rails]
      - id: practice
        title: Practice
        needs: [language]
        skills:
          - id: exercises
            title: Exercises
          - id: page
            title: A page of your own
            hours: 5
"
    );
    home.roadmap("copy", &yaml);
    let again = home.ok(&["show", "roadmap/copy", "--yaml"]);
    assert_eq!(again, yaml.replace("'mine'", "'copy'"));
    assert_eq!(
        home.fails(&["show", "html", "--yaml"]),
        "error: only whole roadmaps can be printed as YAML\nfor example: roadmap show backend --yaml\n"
    );
}

#[test]
fn new_writes_an_overlay_or_a_copy() {
    let home = Home::new();
    home.roadmap("web", crate::WEB);
    let path = home.roadmaps().join("class.yaml");
    let file = path.display().to_string();
    assert_eq!(
        home.ok(&["new", "class", "--from", "web"]),
        format!("wrote {file}\nedit it, then:\nRun: roadmap lint {file}\nRun: roadmap use class\n")
    );
    let text = fs::read_to_string(&path).unwrap();
    let said: Vec<&str> =
        text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert_eq!(said, ["format: 1", "extends: web", "title: Class"]);
    assert_eq!(home.run(&["lint", "class"]).status, 0);
    home.ok(&["new", "web-copy", "--from", "web", "--copy"]);
    let copy = fs::read_to_string(home.roadmaps().join("web-copy.yaml")).unwrap();
    let whole = home.ok(&["show", "roadmap/web", "--yaml"]);
    let whole =
        whole.replace("'web'", "'web-copy'").replace("title: Web basics", "title: Web Copy");
    assert_eq!(copy, format!("# yaml-language-server: $schema=./roadmap.schema.json\n{whole}"));
    // With the name of a built-in roadmap, it changes that one.
    let file = home.roadmaps().join("devops.yaml");
    let file = file.display();
    assert_eq!(
        home.ok(&["new", "devops", "--from", "devops"]),
        format!(
            "wrote {file}\nit changes the built-in roadmap 'devops'\nedit it, then:\n\
             Run: roadmap lint {file}\nRun: roadmap use devops\n"
        )
    );
    assert_eq!(home.run(&["new", "other", "--from", "wep"]).status, 1);
}
