//! `portfolio`: finished skills with dates and evidence, as one page.

use std::collections::HashSet;

use jiff::civil::Date;
use minijinja::Value;
use serde::Serialize;

use super::html::{Evidence, STYLE, STYLE_HASH, evidence, policy};
use super::picture::WORDING;
use super::template::{Templates, render};
use super::{Answers, RoadmapAnswers};
use crate::catalog::Id;
use crate::progress::Status;
use crate::query::show::ShowSkill;
use crate::view::words::{self, Count};

const TEMPLATES: Templates = &[
    ("portfolio.html", include_str!("portfolio.html")),
    ("parts.html", include_str!("../html/parts.html")),
    ("symbols.html", include_str!("../html/symbols.html")),
];

#[derive(Serialize)]
struct Values {
    title: String,
    policy: String,
    style: Value,
    version: &'static str,
    today: String,
    today_iso: String,
    roadmaps: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    id: String,
    title: String,
    percent: u64,
    facts: Vec<String>,
    milestones: Vec<String>,
    stages: Vec<Stage>,
}

#[derive(Serialize)]
struct Stage {
    title: String,
    skills: Vec<Skill>,
}

#[derive(Serialize)]
struct Skill {
    title: String,
    kind: Option<&'static str>,
    when: Option<String>,
    iso: Option<String>,
    spent: Option<String>,
    summary: Option<String>,
    done_when: Vec<String>,
    evidence: Vec<Evidence>,
    notes: Vec<String>,
}

/// The finished skills of these roadmaps, each in the first roadmap that has it.
pub(super) fn portfolio(answers: &Answers<'_>) -> String {
    let mut seen = HashSet::new();
    let parts = answers.roadmaps.iter().map(|roadmap| part(roadmap, &mut seen));
    let roadmaps: Vec<_> = parts.collect();
    let titles: Vec<_> = roadmaps.iter().map(|part| part.title.as_str()).collect();
    let values = Values {
        title: format!("Portfolio: {}", titles.join(", ")),
        policy: policy(STYLE_HASH, None),
        style: Value::from_safe_string(STYLE.to_owned()),
        version: env!("CARGO_PKG_VERSION"),
        today: with_year(answers.today),
        today_iso: answers.today.to_string(),
        roadmaps,
    };
    render(TEMPLATES, &values)
}

fn part<'a>(answers: &RoadmapAnswers<'a>, seen: &mut HashSet<&'a Id>) -> Part {
    let shown = &answers.shown;
    let mut stages = Vec::new();
    let (mut count, mut proven) = (0, 0);
    for stage in &shown.stages {
        let of_stage = answers.skills.iter().filter(|skill| skill.stage == stage.id);
        let done = of_stage.filter(|skill| skill.status == Status::Done && seen.insert(skill.id));
        let skills: Vec<_> = done.map(|skill| self::skill(skill)).collect();
        count += skills.len();
        proven += skills.iter().filter(|skill| !skill.evidence.is_empty()).count();
        if !skills.is_empty() {
            stages.push(Stage { title: stage.title.to_owned(), skills });
        }
    }
    let mut facts = vec![Count(count, "finished skill").to_string()];
    if proven > 0 {
        facts.push(format!("{proven} with evidence"));
    }
    let spent = shown.counts.hours.spent_minutes;
    if spent > 0 {
        facts.push(format!("{} logged", WORDING.time(spent)));
    }
    let reached = answers.summary.milestones.iter().filter(|found| found.milestone.reached);
    Part {
        id: shown.id.to_string(),
        title: shown.title.to_owned(),
        percent: shown.counts.percent,
        facts,
        milestones: reached.map(|found| found.milestone.text.to_owned()).collect(),
        stages,
    }
}

fn skill(skill: &ShowSkill<'_>) -> Skill {
    let kind = skill.skill_kind.as_str();
    Skill {
        title: skill.title.to_owned(),
        kind: (kind != "technical").then_some(kind),
        when: skill.since.map(with_year),
        iso: skill.since.map(|on| on.to_string()),
        spent: (skill.spent_minutes > 0).then(|| WORDING.time(skill.spent_minutes)),
        summary: skill.summary.map(str::to_owned),
        done_when: skill.done_when.to_vec(),
        evidence: skill.evidence.iter().map(|text| evidence(text)).collect(),
        notes: skill.notes.iter().map(|note| note.text.clone()).collect(),
    }
}

/// A date with its year, so that it is still clear later.
fn with_year(on: Date) -> String {
    words::date(on, Date::MIN)
}
