//! The skills of the page.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

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
) -> Vec<Skill> {
    let links = Links::of(answers);
    let entries = answers.shown.stages.iter().flat_map(skills_of);
    let skill = |(shown, entry): (&ShowSkill<'_>, &EntrySkill<'_>)| {
        let mark = next.mark(entry);
        let date = |on: Option<Date>| on.map(|on| words::date(on, today));
        let iso = |on: Option<Date>| on.map(|on| on.to_string());
        let since = shown.since.filter(|_| !shown.status.is_open() || shown.started.is_none());
        let unlocks = links.unlocked_by(shown);
        Skill {
            id: shown.id.to_string(),
            title: shown.title.to_owned(),
            mark: mark.name(),
            word: mark.word(),
            status: status_word(shown),
            caption: caption(entry, mark, shown.known, today),
            since: date(since),
            since_iso: iso(since),
            started: date(shown.started),
            started_iso: iso(shown.started),
            known: shown.known,
            optional: shown.optional,
            kind: shown.skill_kind.as_str(),
            summary: shown.summary.map(str::to_owned),
            hours: shown.hours.map(|hours| WORDING.hours(hours)),
            spent: (shown.spent_minutes > 0).then(|| WORDING.time(shown.spent_minutes)),
            needs: shown.needs.iter().map(|need| links.need(need)).collect(),
            unlocks: unlocks.into_iter().map(|(id, title)| links.to(id, title)).collect(),
            done_when: shown.done_when.to_vec(),
            resources: shown.resources.iter().map(resource).collect(),
            evidence: shown.evidence.iter().map(|text| evidence(text)).collect(),
            notes: shown
                .notes
                .iter()
                .map(|note| Note {
                    on: words::date(note.on, today),
                    iso: note.on.to_string(),
                    text: note.text.clone(),
                })
                .collect(),
        }
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

fn resource(found: &ResourceAnswer<'_>) -> Resource {
    let kind = found.kind.map(ResourceKind::as_str);
    let cost = found.cost.map(Cost::as_str);
    let about: Vec<_> = kind.into_iter().chain(cost).collect();
    Resource {
        title: found.title.unwrap_or(found.url).to_owned(),
        url: found.url.to_owned(),
        about: about.join(", "),
        done: found.done,
    }
}

/// Evidence; a link only if it is one that can be opened safely.
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

    fn need(&self, need: &NeedAnswer<'_>) -> Linked {
        let state = match need.state {
            NeedState::Done { .. } => Some("done"),
            NeedState::Skipped { .. } => Some("skipped"),
            NeedState::OutOfScope => Some("not chosen"),
            NeedState::Assumed => Some("assumed"),
            NeedState::Optional => Some("optional"),
            NeedState::Open => None,
        };
        Linked { state, ..self.to(need.id, need.title) }
    }

    fn to(&self, id: &Id, title: &str) -> Linked {
        let here = self.here.contains(id.as_str());
        Linked { id: id.to_string(), title: title.to_owned(), here, state: None }
    }
}
