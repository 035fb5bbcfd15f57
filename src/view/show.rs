//! Text shared by both renderers of `show`.

use jiff::civil::Date;

use crate::catalog::{Cost, Edit, Id, LeadsTo, ResourceKind, RoadmapId};
use crate::progress::Status;
use crate::query::next::ResourceAnswer;
use crate::query::show::{EntryGroup, EntrySkill, ShowRoadmap, ShowSkill};

use super::steps::state;
use super::words::{Count, Wording, choose, date, list, since};

/// Whether to show the facts about a role and their sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    Shown,
    Hidden,
}

/// A label and its values. Empty values are not shown.
pub(super) type Field = (&'static str, Vec<String>);

pub(super) fn status(skill: &ShowSkill<'_>, today: Date) -> String {
    let mut text = skill.status.to_string();
    match skill.since {
        _ if skill.known => text.push_str(", known before"),
        Some(day) if skill.status != Status::Todo => {
            text.push_str(&format!(" {}", since(day, today)));
        }
        _ => {}
    }
    if skill.optional {
        text.push_str(", optional");
    }
    if !skill.in_scope {
        text.push_str(", not needed: another option was chosen");
    }
    match skill.edit {
        Some(Edit::Added) => text.push_str(", added by your file"),
        Some(Edit::Changed) => text.push_str(", changed by your file"),
        None => {}
    }
    text
}

/// The fields of a skill between its summary and its resources.
pub(super) fn fields(skill: &ShowSkill<'_>, wording: Wording, today: Date) -> Vec<Field> {
    let need = |need| {
        let crate::query::next::NeedAnswer { title, .. } = need;
        format!("{title} ({})", state(&need, today))
    };
    let needs: Vec<String> = skill.needs.iter().copied().map(need).collect();
    let aliases: Vec<&str> = skill.aliases.iter().map(Id::as_str).collect();
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    vec![
        ("In", vec![place(skill)]),
        ("Hours", vec![hours(skill, wording)]),
        ("Needs", vec![needs.join(", ")]),
        ("Needed by", vec![list(&skill.titles.needed_by, 8)]),
        ("Also called", vec![aliases.join(", ")]),
        ("Asked for by", owned(&skill.titles.asked_by)),
        ("Done when", skill.done_when.to_vec()),
    ]
}

pub(super) fn notes(skill: &ShowSkill<'_>, today: Date) -> Vec<String> {
    let note =
        |note: &crate::query::show::ShowNote| format!("{}: {}", date(note.on, today), note.text);
    skill.notes.iter().map(note).collect()
}

/// `Backend Developer, Databases, A relational database; counts in devops too`.
fn place(skill: &ShowSkill<'_>) -> String {
    let titles = [skill.titles.roadmap, skill.titles.stage];
    let titles: Vec<&str> = titles.into_iter().chain(skill.titles.groups.iter().copied()).collect();
    let others = skill.roadmaps.iter().filter(|id| *id != skill.roadmap);
    let others: Vec<&str> = others.map(RoadmapId::as_str).collect();
    let place = titles.join(", ");
    if others.is_empty() { place } else { format!("{place}; counts in {} too", list(&others, 4)) }
}

fn hours(skill: &ShowSkill<'_>, wording: Wording) -> String {
    let roadmap = skill.hours.map(|hours| wording.hours(hours));
    let estimate = match skill.estimate {
        None => roadmap.unwrap_or_else(|| "no estimate".to_owned()),
        Some(own) => super::estimate::own(own, skill.hours, wording),
    };
    match skill.spent_minutes {
        0 => estimate,
        minutes => format!("{estimate}, {} spent", wording.time(minutes)),
    }
}

/// ` (book, free)`.
pub(super) fn resource_facts(resource: &ResourceAnswer<'_>) -> String {
    let kind = resource.kind.map(ResourceKind::as_str);
    let facts: Vec<&str> = kind.into_iter().chain(resource.cost.map(Cost::as_str)).collect();
    if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) }
}

/// The facts about a skill in a list, without its status.
pub(super) fn entry_facts(skill: &EntrySkill<'_>, wording: Wording) -> Vec<String> {
    let mut facts = Vec::from_iter(skill.hours.map(|hours| wording.hours(hours)));
    if skill.optional {
        facts.push("optional".to_owned());
    }
    if !skill.in_scope {
        facts.push("not needed".to_owned());
    }
    facts.extend(skill.edit.map(|edit| edit.as_str().to_owned()));
    facts
}

/// `choose 1 of 3, 0 of 1 done, optional`.
pub(super) fn group_facts(group: &EntryGroup<'_>) -> String {
    let kind = match group.choose {
        Some(n) => choose(n, group.skills.len()),
        None => Count(group.skills.len(), "part").to_string(),
    };
    let optional = if group.optional { ", optional" } else { "" };
    let edit = edited(group.edit);
    format!("{kind}, {} of {} done{optional}{edit}", group.done, group.required)
}

/// `, added` or `, changed`, for an entry of a roadmap that extends another one.
pub(super) fn edited(edit: Option<Edit>) -> String {
    edit.map_or_else(String::new, |edit| format!(", {}", edit.as_str()))
}

/// `, extends backend`.
pub(super) fn extends(roadmap: &ShowRoadmap<'_>) -> String {
    roadmap.extends.map_or_else(String::new, |base| format!(", extends {base}"))
}

pub(super) fn responsibilities(roadmap: &ShowRoadmap<'_>) -> Vec<String> {
    roadmap.role.map_or_else(Vec::new, |role| role.responsibilities.clone())
}

/// The fields at the end of a roadmap.
pub(super) fn ending(roadmap: &ShowRoadmap<'_>, facts: Facts) -> Vec<Field> {
    let leads_to = |next: &LeadsTo| match &next.why {
        Some(why) => format!("{}: {why}", next.roadmap),
        None => next.roadmap.to_string(),
    };
    let mut fields = vec![("Leads to", roadmap.leads_to.iter().map(leads_to).collect())];
    if facts == Facts::Hidden {
        return fields;
    }
    if let Some(role) = roadmap.role {
        let fact = |fact: &crate::catalog::Fact| match &fact.source {
            Some(source) => format!("{} [{source}]", fact.text),
            None => fact.text.clone(),
        };
        fields.push(("Facts", role.facts.iter().map(fact).collect()));
    }
    let source = |source: &crate::catalog::Source| {
        let year = source.year.map(|year| year.to_string());
        let rest: Vec<&str> =
            source.publisher.as_deref().into_iter().chain(year.as_deref()).collect();
        let rest = if rest.is_empty() { String::new() } else { format!(" ({})", rest.join(", ")) };
        format!("[{}] {}{rest}", source.id, source.title)
    };
    fields.push(("Sources", roadmap.sources.iter().map(source).collect()));
    fields
}
