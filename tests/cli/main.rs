//! Tests of the program from outside, with a module for each command.

#[path = "../common/mod.rs"]
mod common;
#[cfg(unix)]
#[path = "../common/terminal.rs"]
mod terminal;

mod check;
mod choices;
mod doctor;
mod edit;
mod estimate;
mod find;
mod gap;
mod history;
mod list;
mod names;
mod new;
mod next;
mod open;
mod overlay;
mod overview;
mod plan;
mod progress;
mod refresh;
mod report;
#[cfg(unix)]
mod setup;
mod show;
mod skip;
mod spent;
mod start;
mod team;
mod uncheck;
mod use_;

// Used by `terminal`.
#[cfg(unix)]
use common::Ran;

/// A small roadmap for the tests: `web`, with two stages, a choice whose options other
/// skills need, an optional skill and a group.
const WEB: &str = "\
title: Web basics
summary: The first steps on the web.
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
          - { title: Learn HTML, url: 'https://web.dev/learn/html', kind: course, cost: free }
          - https://developer.mozilla.org/en-US/docs/Web/HTML
      - { id: css, title: CSS, hours: 15, needs: html, optional: true }
  - id: program
    title: A first language
    skills:
      - id: language
        title: A language
        choose: 1
        needs: html
        skills:
          - { id: js, title: JavaScript, hours: 60-100 }
          - { id: ruby, title: Ruby, hours: 40 }
      - id: library
        title: A library
        choose: 1
        skills:
          - { id: react, title: React, needs: js, hours: 20 }
          - { id: rails, title: Rails, needs: ruby, hours: 30 }
      - id: practice
        title: Practice
        needs: language
        skills:
          - { id: exercises, title: Exercises }
          - { id: page, title: A page of your own, hours: 5 }
leads_to:
  - { roadmap: backend, why: The other side. }
";

/// A home with `web` in use.
fn web() -> common::Home {
    let home = common::Home::new();
    home.roadmap("web", WEB);
    home.ok(&["use", "web"]);
    home
}

/// The ids of the steps that `next` returns with these extra arguments.
#[track_caller]
fn steps(home: &common::Home, args: &[&str]) -> Vec<String> {
    let answer = home.json(&[&["next"], args].concat());
    let steps = answer["steps"].as_array().unwrap().iter();
    steps.map(|step| step["id"].as_str().unwrap().to_owned()).collect()
}

/// The percentage of the current roadmap.
#[track_caller]
fn percent(home: &common::Home) -> u64 {
    home.json(&["progress"])["roadmaps"][0]["percent"].as_u64().unwrap()
}

/// The status of a skill.
#[track_caller]
fn status(home: &common::Home, skill: &str) -> String {
    home.json(&["show", skill])["status"].as_str().unwrap().to_owned()
}
