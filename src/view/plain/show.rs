//! Everything about one skill, group, stage or roadmap, in plain lines.

use jiff::civil::Date;

use crate::query::show::{EntryGroup, ShowEntry, ShowRoadmap, ShowSkill, StagePart};

use super::super::overview::done;
use super::super::show::{
    Facts, Field, edited, ending, entry_facts, extends, fields, group_facts, notes, resource_facts,
    responsibilities, status,
};
use super::super::text::{Line, Text};
use super::{WORDING, named, numbered};

pub(crate) fn skill(skill: &ShowSkill<'_>, today: Date) -> Text {
    let mut text: Text = named(skill.title, skill.id.as_str()).into();
    text.line(status(skill, today));
    text.append(summary(skill.summary));
    put(&mut text, fields(skill, WORDING, today));
    for (at, resource) in skill.resources.iter().enumerate() {
        let number = at + 1;
        let ticked = if resource.done { ", done" } else { "" };
        let line = Line::from(format!("Resource {number}, ")).id(&format!("{}/{number}", skill.id));
        let facts = format!("{}{ticked}", resource_facts(resource));
        let Some(title) = resource.title else {
            text.line(line.text(": ").link(resource.url).text(&facts));
            continue;
        };
        text.line(line.text(": ").text(title).text(&facts));
        text.line(Line::from("  ").link(resource.url));
    }
    put(&mut text, vec![("Notes", notes(skill, today))]);
    if !skill.links.is_empty() {
        text.line("Your links:");
    }
    for (at, link) in skill.links.iter().enumerate() {
        text.line(numbered(skill.resources.len() + at).link(link));
    }
    if !skill.evidence.is_empty() {
        text.line("Evidence:");
    }
    for link in &skill.evidence {
        text.line(Line::from("  ").link(link));
    }
    text
}

pub(crate) fn group(group: &EntryGroup<'_>, place: &str) -> Text {
    let mut text: Text = named(group.title, group.id.as_str()).into();
    text.line(format!("{}, in {place}", group_facts(group)));
    text.append(summary(group.summary));
    entries(&group.skills, 1, group.choose.is_some(), &mut text);
    text
}

pub(crate) fn stage(stage: &StagePart<'_>, roadmap: &str) -> Text {
    let mut text: Text = Line::from("Stage ").then(stage_line(stage)).into();
    text.append(summary(stage.summary));
    text.line(format!("In: {roadmap}"));
    entries(&stage.skills, 1, false, &mut text);
    text
}

pub(crate) fn roadmap(roadmap: &ShowRoadmap<'_>, facts: Facts) -> Text {
    let mut text: Text = named(roadmap.title, roadmap.id.as_str()).into();
    let counts = &roadmap.counts;
    text.line(format!("{}, {}%{}", done(counts), counts.percent, extends(roadmap)));
    text.append(summary(roadmap.summary));
    text.append(summary(roadmap.role.and_then(|role| role.summary.as_deref())));
    put(&mut text, vec![("You will", responsibilities(roadmap))]);
    for (at, stage) in roadmap.stages.iter().enumerate() {
        text.line(Line::from(format!("Stage {}. ", at + 1)).then(stage_line(stage)));
        entries(&stage.skills, 1, false, &mut text);
    }
    put(&mut text, ending(roadmap, facts));
    text
}

fn summary(text: Option<&str>) -> Text {
    text.map_or_else(Text::new, |text| Line::from(text).into())
}

/// Adds a line for each value, with its label.
fn put(text: &mut Text, fields: Vec<Field>) {
    for (label, values) in fields {
        for value in values.iter().filter(|value| !value.is_empty()) {
            text.line(Line::from(label).text(": ").text(value));
        }
    }
}

fn stage_line(stage: &StagePart<'_>) -> Line {
    let level = stage.level.map_or_else(String::new, |level| format!("{level}, "));
    let line = named(stage.title, stage.id.as_str());
    line.text(&format!(": {level}{}{}", done(&stage.counts), edited(stage.edit)))
}

/// Groups nest at most four deep, so this recursion is bounded.
fn entries(entries: &[ShowEntry<'_>], depth: usize, are_options: bool, text: &mut Text) {
    let indent = "  ".repeat(depth);
    for entry in entries {
        let line = Line::from(&*indent).text(if are_options { "option: " } else { "" });
        match entry {
            ShowEntry::Skill(skill) => {
                let facts: Vec<String> = std::iter::once(skill.status.to_string())
                    .chain(entry_facts(skill, WORDING))
                    .collect();
                let line = line.then(named(skill.title, skill.id.as_str()));
                text.line(line.text(": ").text(&facts.join(", ")));
            }
            ShowEntry::Group(group) => {
                let line = line.then(named(group.title, group.id.as_str()));
                text.line(line.text(": ").text(&group_facts(group)));
                self::entries(&group.skills, depth + 1, group.choose.is_some(), text);
            }
        }
    }
}
