use crate::web;

#[test]
fn prints_a_line_for_each_stage() {
    let home = web();
    home.ok(&["check", "html", "css"]);
    home.ok(&["start", "js"]);
    assert_eq!(
        home.ok(&["progress"]),
        "Web basics: 1 of 5 done, 20%, 1 learning, 1 of 1 optional, 85 to 125 hours left, 1 skill without an estimate\n\
         1. First steps (beginner): 1 of 1 done, 100%, 1 of 1 optional, nothing left\n\
         2. A first language: 0 of 4 done, 0%, 1 learning, 85 to 125 hours left, 1 skill without an estimate\n"
    );
}

#[test]
fn shows_the_given_roadmaps() {
    let home = web();
    let answer = home.json(&["progress", "devops", "backend"]);
    let ids: Vec<_> = answer["roadmaps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|roadmap| roadmap["id"].clone())
        .collect();
    assert_eq!(ids, ["devops", "backend"]);
}

#[test]
fn shows_the_progress_of_milestones() {
    let home = crate::common::Home::new();
    home.roadmap(
        "shop",
        "title: Shop\nstages:\n\
         - { id: a, title: A, milestone: Ready to help, skills: [{ id: sql, title: SQL, hours: 5 }] }\n\
         - { id: b, title: B, milestone: Ready to lead, skills: [{ id: http, title: HTTP, hours: 3-4 }] }\n",
    );
    home.ok(&["use", "shop"]);
    home.ok(&["check", "sql"]);
    let out = home.ok(&["progress"]);
    let milestones: Vec<_> = out.lines().filter(|line| line.starts_with("Milestone")).collect();
    assert_eq!(
        milestones,
        [
            "Milestone: Ready to help: reached",
            "Milestone: Ready to lead: 1 of 2 done, 3 to 4 hours left"
        ]
    );
}
