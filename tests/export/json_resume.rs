//! `json-resume`, validated against its schema.

use std::path::Path;

use serde_json::{Value, json};

use crate::common::Home;
use crate::tools::{python, read};
use crate::{hostile, web};

#[track_caller]
fn resume(home: &Home, options: &[&str]) -> Value {
    let args: Vec<&str> = ["export", "json-resume"].iter().chain(options).copied().collect();
    let text = home.ok(&args);
    if let Some(mut check) = python("json_resume.py") {
        let schema = "tests/export/json-resume/schema-1.0.0.json";
        check.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(schema));
        read(check, &text);
    }
    serde_json::from_str(&text).unwrap()
}

#[test]
fn done_skills_and_their_evidence() {
    let home = web();
    home.roadmap(
        "more",
        "title: More\nstages:\n- id: one\n  title: One\n  level: advanced\n  skills:\n  \
         - { id: degree, title: A degree, kind: education }\n  \
         - id: cloud\n    title: The cloud\n    resources: [{ title: Cloud exam, url: 'https://example.org/x', kind: certification }]\n  \
         - { id: talk, title: A talk, kind: practice }\n  - { id: pages, title: Pages }\n",
    );
    home.ok(&["check", "degree", "--on", "2026-11-01"]);
    home.ok(&["check", "cloud/1"]);
    home.ok(&["check", "cloud", "--on", "2026-11-02", "--evidence", "number 12"]);
    home.ok(&["check", "talk"]);
    let resume = resume(&home, &["--roadmap", "web", "--roadmap", "more"]);
    assert_eq!(resume["education"], json!([{ "area": "A degree", "endDate": "2026-11-01" }]));
    assert_eq!(resume["certificates"], json!([{ "name": "Cloud exam", "date": "2026-11-02" }]));
    assert_eq!(
        resume["skills"],
        json!([
            { "name": "First steps", "level": "beginner", "keywords": ["Pages"] },
            { "name": "One", "level": "advanced", "keywords": ["The cloud", "A talk"] },
        ])
    );
    assert_eq!(
        resume["projects"],
        json!([{
            "name": "Pages",
            "description": "What a page is made of.",
            "highlights": ["A page about a hobby, seen by a friend"],
            "startDate": "2026-11-03",
            "endDate": "2026-11-15",
            "url": "https://example.org/me",
        }])
    );
    assert_eq!(resume["meta"]["lastModified"], "2026-11-20T00:00:00");
}

#[test]
fn empty_progress_and_hostile_texts_give_a_valid_resume() {
    let empty = resume(&Home::new(), &[]);
    assert_eq!(empty["skills"], json!([]));
    let odd = resume(&hostile(), &[]);
    assert_eq!(odd["skills"][0]["keywords"][0], "-2 \"quoted\"; <i>é日本🚀</i> #1 end");
}
