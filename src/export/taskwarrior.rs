//! Tasks for `task import`. Task ids are derived from skill ids, and nothing depends on
//! the day of the export, so importing twice changes nothing.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;
use uuid::Uuid;

use super::answers::{Answers, RoadmapAnswers, skills_of};
use super::id::uid;
use crate::catalog::{Id, Ix, Need, hours_json};
use crate::progress::Status;
use crate::query::show::ShowSkill;

/// Fields in the order of `task export`.
#[derive(Serialize)]
struct Task {
    uuid: String,
    description: String,
    status: &'static str,
    project: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Annotation>,
}

#[derive(Serialize)]
struct Annotation {
    entry: String,
    description: String,
}

/// The skills of all roadmaps, one per line.
pub(super) fn taskwarrior(answers: &Answers<'_>) -> String {
    let mut lines = Vec::new();
    for roadmap in &answers.roadmaps {
        let planned = planned(roadmap);
        for stage in &roadmap.shown.stages {
            for entry in skills_of(stage) {
                let task = task(roadmap, stage.id, roadmap.skill(entry.id), &planned);
                lines.push(serde_json::to_string(&task).expect("texts are always JSON"));
            }
        }
    }
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// The skills in the plan: for open choices, only the options that it assumes.
fn planned(roadmap: &RoadmapAnswers<'_>) -> BTreeSet<Ix> {
    let weeks = roadmap.plan.iter().flat_map(|plan| &plan.weeks);
    weeks.flat_map(|week| &week.items).map(|item| item.ix).collect()
}

fn task(
    roadmap: &RoadmapAnswers<'_>,
    stage: &Id,
    skill: &ShowSkill<'_>,
    planned: &BTreeSet<Ix>,
) -> Task {
    let status = match skill.status {
        Status::Done => "completed",
        Status::Todo | Status::Learning if skill.in_scope => "pending",
        // Skipped, or another option was chosen.
        Status::Todo | Status::Learning | Status::Skipped => "deleted",
    };
    let since = skill.since.map(|date| at(date, 0));
    let is_learning = skill.status == Status::Learning && skill.in_scope;
    let mut tags = vec![skill.skill_kind.to_string()];
    if skill.optional {
        tags.push("optional".to_owned());
    }
    Task {
        uuid: uuid(skill.id, roadmap),
        description: skill.title.split_whitespace().collect::<Vec<_>>().join(" "),
        status,
        project: format!("{}.{stage}", roadmap.shown.id),
        // A date that was corrected may be before the start; no task ends before its entry.
        entry: skill.started.map(|date| at(skill.since.map_or(date, |since| date.min(since)), 0)),
        start: since.clone().filter(|_| is_learning),
        end: since.filter(|_| status != "pending"),
        tags,
        depends: depends(roadmap, skill, planned),
        annotations: annotations(skill),
    }
}

/// The tasks that an open skill depends on, by its needs and those of the groups around
/// it.
fn depends(
    roadmap: &RoadmapAnswers<'_>,
    skill: &ShowSkill<'_>,
    planned: &BTreeSet<Ix>,
) -> Vec<String> {
    if !skill.status.is_open() {
        return Vec::new();
    }
    let whole = roadmap.summary.roadmap;
    let bearers = std::iter::once(skill.ix).chain(whole.around(skill.ix));
    let mut found = BTreeSet::new();
    for need in bearers.flat_map(|ix| &whole.entry(ix).needs) {
        let Need::Entry(on) = need else { continue };
        if whole.entry(*on).is_skill() {
            found.insert(*on);
        } else {
            found.extend(whole.within(*on).filter(|ix| planned.contains(ix)));
        }
    }
    found.iter().map(|ix| uuid(&whole.entry(*ix).id, roadmap)).collect()
}

fn uuid(skill: &Id, roadmap: &RoadmapAnswers<'_>) -> String {
    let uid = uid(skill, roadmap.shown.id);
    Uuid::new_v5(&Uuid::NAMESPACE_URL, uid.as_bytes()).to_string()
}

fn annotations(skill: &ShowSkill<'_>) -> Vec<Annotation> {
    let mut texts: Vec<String> = Vec::new();
    texts.extend(skill.summary.map(str::to_owned));
    if let Some(hours) = skill.hours {
        let (min, max) =
            (hours_json(hours.min_minutes.into()), hours_json(hours.max_minutes.into()));
        texts.push(format!("Hours: {min} to {max}"));
    }
    texts.extend(skill.done_when.iter().map(|text| format!("Done when: {text}")));
    texts.extend(skill.resources.iter().map(|resource| match resource.title {
        Some(title) => format!("{title}: {}", resource.url),
        None => resource.url.to_owned(),
    }));
    texts.extend(skill.evidence.iter().map(|text| format!("Evidence: {text}")));
    /// The date of texts without one. Taskwarrior sorts annotations by their Unix time
    /// as text, which has ten digits from 2001 on.
    const UNDATED: Date = jiff::civil::date(2002, 1, 1);
    let undated = texts.into_iter().map(|text| (UNDATED, text));
    let notes = skill.notes.iter().map(|note| (note.on, format!("Note: {}", note.text)));
    // Taskwarrior keeps only one annotation per second.
    let annotation = |(number, (date, text)): (usize, (Date, String))| Annotation {
        entry: at(date, number),
        description: text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    undated.chain(notes).enumerate().map(annotation).collect()
}

/// Noon in UTC, which is on the same day in most places, plus this many seconds.
fn at(date: Date, seconds: usize) -> String {
    let (hours, minutes) = (12 + seconds / 3600 % 12, seconds / 60 % 60);
    format!("{}T{hours:02}{minutes:02}{:02}Z", date.strftime("%Y%m%d"), seconds % 60)
}
