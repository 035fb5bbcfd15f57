//! JSON Resume 1.0.0 (<https://jsonresume.org/schema>): what is done, with evidence.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::answers::{Answers, RoadmapAnswers, skills_of};
use crate::catalog::{Id, Link, ResourceKind, SkillKind};
use crate::progress::Status;
use crate::query::show::{ShowSkill, StagePart};

const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

#[derive(Serialize)]
struct Resume<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    education: Vec<Education<'a>>,
    certificates: Vec<Certificate<'a>>,
    skills: Vec<Skills<'a>>,
    projects: Vec<Project<'a>>,
    meta: Meta,
}

/// The skills of a stage.
#[derive(Serialize)]
struct Skills<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    keywords: Vec<&'a str>,
}

/// A done skill with evidence.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Project<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    highlights: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Certificate<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Education<'a> {
    area: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    canonical: &'static str,
    version: &'static str,
    last_modified: String,
}

/// Everything done in all roadmaps, each skill once.
pub(super) fn json_resume(answers: &Answers<'_>) -> String {
    let mut resume = Resume {
        schema: SCHEMA,
        education: Vec::new(),
        certificates: Vec::new(),
        skills: Vec::new(),
        projects: Vec::new(),
        meta: Meta {
            canonical: SCHEMA,
            version: "v1.0.0",
            last_modified: format!("{}T00:00:00", answers.today),
        },
    };
    let mut seen = BTreeSet::new();
    for roadmap in &answers.roadmaps {
        for stage in &roadmap.shown.stages {
            resume.add(roadmap, stage, &mut seen);
        }
    }
    serde_json::to_string_pretty(&resume).expect("texts and dates are always JSON") + "\n"
}

impl<'s> Resume<'s> {
    fn add<'a: 's>(
        &mut self,
        roadmap: &'s RoadmapAnswers<'a>,
        stage: &'s StagePart<'a>,
        seen: &mut BTreeSet<&'a Id>,
    ) {
        let level = stage.level.map(crate::catalog::Level::as_str);
        let mut skills = Skills { name: stage.title, level, keywords: Vec::new() };
        for listed in skills_of(stage) {
            let skill = roadmap.skill(listed.id);
            if skill.status != Status::Done || !seen.insert(skill.id) {
                continue;
            }
            let url = link(skill);
            let (start_date, end_date) = (skill.started, skill.since);
            if skill.skill_kind == SkillKind::Education {
                self.education.push(Education { area: skill.title, url, start_date, end_date });
                continue;
            }
            skills.keywords.push(skill.title);
            if skill.evidence.is_empty() {
                continue;
            }
            if let Some(name) = certificate(skill) {
                self.certificates.push(Certificate { name, date: skill.since, url });
            } else {
                self.projects.push(Project {
                    name: skill.title,
                    description: skill.summary,
                    highlights: skill.done_when,
                    start_date,
                    end_date,
                    url,
                });
            }
        }
        if !skills.keywords.is_empty() {
            self.skills.push(skills);
        }
    }
}

/// The first piece of evidence that is a link.
fn link<'s>(skill: &'s ShowSkill<'_>) -> Option<&'s str> {
    skill.evidence.iter().map(String::as_str).find(|text| Link::new(text).is_ok())
}

/// The certificate of a skill: the title of a ticked resource that is a certification.
fn certificate<'a>(skill: &ShowSkill<'a>) -> Option<&'a str> {
    let mut resources = skill.resources.iter();
    let ticked = resources
        .find(|resource| resource.done && resource.kind == Some(ResourceKind::Certification))?;
    Some(ticked.title.unwrap_or(skill.title))
}
