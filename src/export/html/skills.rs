//! The skills of the page.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use minijinja::Value;
use minijinja::value::Serde;

use super::model::{Evidence, Linked, Note, Resource, Skill};
use crate::catalog::{Cost, Id, Link, ResourceKind};
use crate::export::RoadmapAnswers;
use crate::export::answers::skills_of;
use crate::export::picture::{NextSteps, WORDING, caption};
use crate::query::next::{NeedAnswer, NeedState, ResourceAnswer};
use crate::query::show::{EntrySkill, ShowSkill};
use crate::view::words;

/// Every skill, in the order of the roadmap.
pub(super) fn skills(
    answers: &RoadmapAnswers<'_>,
    next: &NextSteps<'_>,
    today: Date,
) -> Vec<Value> {
    let links = Links::of(answers);
    let entries = answers.shown.stages.iter().flat_map(skills_of);
    let skill = |(shown, entry): (&ShowSkill<'_>, &EntrySkill<'_>)| {
        let mark = next.mark(entry);
        let date = |on: Option<Date>| on.map(|on| words::date(on, today));
        let iso = |on: Option<Date>| on.map(|on| on.to_string());
        let since = shown.since.filter(|_| !shown.status.is_open() || shown.started.is_none());
        let unlocks = links.unlocked_by(shown);
        let notes = shown.notes.iter().map(|note| Note {
            on: words::date(note.on, today),
            iso: note.on.to_string(),
            text: note.text.clone(),
        });
        let evidence = shown.evidence.iter().map(|text| evidence(text));
        Value::from_object(Skill {
            id: shown.id.as_str().into(),
            title: shown.title.into(),
            mark: mark.name().into(),
            word: mark.word().into(),
            status: status_word(shown).into(),
            caption: caption(entry, mark, shown.known, today).into(),
            since: date(since).into(),
            since_iso: iso(since).into(),
            started: date(shown.started).into(),
            started_iso: iso(shown.started).into(),
            known: shown.known.into(),
            optional: shown.optional.into(),
            kind: shown.skill_kind.as_str().into(),
            summary: shown.summary.into(),
            hours: shown.hours.map(|hours| WORDING.hours(hours)).into(),
            spent: (shown.spent_minutes > 0).then(|| WORDING.time(shown.spent_minutes)).into(),
            needs: shown.needs.iter().map(|need| links.need(need)).collect(),
            unlocks: unlocks.into_iter().map(|(id, title)| links.to(id, title, None)).collect(),
            done_when: shown.done_when.iter().map(String::as_str).collect(),
            resources: shown.resources.iter().map(resource).collect(),
            evidence: evidence.map(|found| Value::from(Serde(found))).collect(),
            notes: notes.map(|note| Value::from(Serde(note))).collect(),
        })
    };
    answers.skills.iter().zip(entries).map(skill).collect()
}

fn status_word(skill: &ShowSkill<'_>) -> &'static str {
    match skill.status {
        crate::progress::Status::Todo => "todo",
        crate::progress::Status::Learning => "learning",
        crate::progress::Status::Done => "done",
        crate::progress::Status::Skipped => "skipped",
    }
}

fn resource(found: &ResourceAnswer<'_>) -> Value {
    let kind = found.kind.map(ResourceKind::as_str);
    let cost = found.cost.map(Cost::as_str);
    let about: Vec<_> = kind.into_iter().chain(cost).collect();
    Value::from_object(Resource {
        title: found.title.unwrap_or(found.url).into(),
        url: found.url.into(),
        about: about.join(", ").into(),
        done: found.done.into(),
    })
}

/// A piece of evidence, as a link only if that can be opened safely.
pub(in crate::export) fn evidence(text: &str) -> Evidence {
    let url = Link::new(text).ok().map(|link| link.as_str().to_owned());
    Evidence { text: text.to_owned(), url }
}

/// What needs what, by id.
struct Links<'s> {
    /// The skills and groups of the roadmap.
    here: HashSet<&'s str>,
    /// The titles of skills that need an id.
    dependents: HashMap<&'s str, Vec<(&'s Id, &'s str)>>,
}

impl<'s> Links<'s> {
    fn of(answers: &'s RoadmapAnswers<'_>) -> Self {
        let mut here = HashSet::new();
        let mut dependents: HashMap<&str, Vec<(&Id, &str)>> = HashMap::new();
        for skill in &answers.skills {
            let names = std::iter::once(&skill.id).chain(&skill.groups);
            here.extend(names.map(|name| name.as_str()));
            for need in &skill.needs {
                dependents.entry(need.id.as_str()).or_default().push((skill.id, skill.title));
            }
        }
        Self { here, dependents }
    }

    /// The skills that need this one or a group that it is in, each once.
    fn unlocked_by(&self, skill: &ShowSkill<'_>) -> Vec<(&'s Id, &'s str)> {
        let mut seen = BTreeSet::new();
        let names = std::iter::once(&skill.id).chain(&skill.groups);
        names
            .filter_map(|name| self.dependents.get(name.as_str()))
            .flatten()
            .filter(|(id, _)| seen.insert(id.as_str()))
            .copied()
            .collect()
    }

    fn need(&self, need: &NeedAnswer<'_>) -> Value {
        let state = match need.state {
            NeedState::Done { .. } => Some("done"),
            NeedState::Skipped { .. } => Some("skipped"),
            NeedState::OutOfScope => Some("not chosen"),
            NeedState::Assumed => Some("assumed"),
            NeedState::Optional => Some("optional"),
            NeedState::Open => None,
        };
        self.to(need.id, need.title, state)
    }

    fn to(&self, id: &Id, title: &str, state: Option<&str>) -> Value {
        let here = self.here.contains(id.as_str()).into();
        Value::from_object(Linked {
            id: id.as_str().into(),
            title: title.into(),
            here,
            state: state.into(),
        })
    }
}
