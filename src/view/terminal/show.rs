//! Everything about one skill, group, stage or roadmap, as a page.

use jiff::civil::Date;

use crate::query::next::ResourceAnswer;
use crate::query::show::{EntryGroup, EntrySkill, ShowEntry, ShowRoadmap, ShowSkill, StagePart};

use super::super::overview::done;
use super::super::show::{
    Facts, Field, edited, ending, entry_facts, extends, fields, group_facts, notes, resource_facts,
    responsibilities, status,
};
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::wrap::width;

/// The column at which the values of fields start.
const LABEL: usize = 14;

pub(crate) fn skill(skill: &ShowSkill<'_>, today: Date, style: &Style) -> Text {
    let mut text: Text = heading(skill.title, skill.id.as_str()).into();
    let (_, tone) = style.signs().status(skill.status);
    text.line(Line::new().paint(tone, &status(skill, today)));
    paragraph(&mut text, skill.summary);
    text.gap();
    put(&mut text, fields(skill, style.wording(), today));
    resources(&mut text, &skill.resources, style);
    text.gap();
    put(&mut text, vec![("Notes", notes(skill, today))]);
    for (at, link) in skill.links.iter().enumerate() {
        let label = if at == 0 { "Your links" } else { "" };
        let number = format!("{}. ", skill.resources.len() + at + 1);
        text.line(Line::new().faint(label).pad(LABEL).text(&number).link(link));
    }
    for (at, link) in skill.evidence.iter().enumerate() {
        let label = if at == 0 { "Evidence" } else { "" };
        text.line(Line::new().faint(label).pad(LABEL).link(link));
    }
    text
}

pub(crate) fn group(group: &EntryGroup<'_>, place: &str, style: &Style) -> Text {
    let mut text: Text = heading(group.title, group.id.as_str()).into();
    text.line(Line::new().faint(&format!("{}, in {place}", group_facts(group))));
    paragraph(&mut text, group.summary);
    text.gap();
    entries(&group.skills, 1, style, &mut text);
    text
}

pub(crate) fn stage(stage: &StagePart<'_>, roadmap: &str, style: &Style) -> Text {
    let mut text: Text = stage_line(stage, "").into();
    paragraph(&mut text, stage.summary);
    text.gap();
    put(&mut text, vec![("In", vec![roadmap.to_owned()])]);
    text.gap();
    entries(&stage.skills, 1, style, &mut text);
    text
}

pub(crate) fn roadmap(roadmap: &ShowRoadmap<'_>, facts: Facts, style: &Style) -> Text {
    let mut text: Text = heading(roadmap.title, roadmap.id.as_str()).into();
    let counts = &roadmap.counts;
    text.line(Line::new().faint(&format!(
        "{}, {}%{}",
        done(counts),
        counts.percent,
        extends(roadmap)
    )));
    paragraph(&mut text, roadmap.summary);
    paragraph(&mut text, roadmap.role.and_then(|role| role.summary.as_deref()));
    text.gap();
    put(&mut text, vec![("You will", responsibilities(roadmap))]);
    for (at, stage) in roadmap.stages.iter().enumerate() {
        text.gap().line(stage_line(stage, &format!("{}. ", at + 1)));
        entries(&stage.skills, 1, style, &mut text);
    }
    text.gap();
    put(&mut text, ending(roadmap, facts));
    text
}

fn heading(title: &str, id: &str) -> Line {
    Line::new().title(title).text("  ").id(&format!("({id})"))
}

fn paragraph(text: &mut Text, words: Option<&str>) {
    if let Some(words) = words {
        text.gap().line(Line::from(words).hang(0));
    }
}

/// Adds the values in a column, with the label before the first.
fn put(text: &mut Text, fields: Vec<Field>) {
    for (mut label, values) in fields {
        for value in values.iter().filter(|value| !value.is_empty()) {
            text.line(Line::new().faint(label).pad(LABEL).text(value).hang(LABEL));
            label = "";
        }
    }
}

fn resources(text: &mut Text, resources: &[ResourceAnswer<'_>], style: &Style) {
    if resources.is_empty() {
        return;
    }
    text.gap().line(Line::new().faint("Resources"));
    for (at, resource) in resources.iter().enumerate() {
        let number = Line::from(format!("  {}. ", at + 1)).hang(5);
        let line = match resource.title {
            Some(title) => number.text(title),
            None => number.link(resource.url),
        };
        let line = line.faint(&resource_facts(resource));
        let done = if resource.done { style.signs().done } else { "" };
        text.line(if done.is_empty() { line } else { line.text(" ").paint(Tone::Good, done) });
        if resource.title.is_some() {
            text.line(Line::from("     ").link(resource.url));
        }
    }
}

fn stage_line(stage: &StagePart<'_>, number: &str) -> Line {
    let level = stage.level.map_or_else(String::new, |level| format!("{level}, "));
    let line = Line::new().title(&format!("{number}{}", stage.title)).text("  ");
    let line = line.id(&format!("({})", stage.id)).text("  ");
    line.faint(&format!("{level}{}{}", done(&stage.counts), edited(stage.edit)))
}

/// Groups nest at most four deep, so this recursion is bounded.
fn entries(entries: &[ShowEntry<'_>], depth: usize, style: &Style, text: &mut Text) {
    for entry in entries {
        match entry {
            ShowEntry::Skill(skill) => text.line(skill_line(skill, depth, style)),
            ShowEntry::Group(group) => {
                let id = group.id.as_str();
                text.line(entry_line(depth, "", group.title, id, &group_facts(group), style));
                self::entries(&group.skills, depth + 1, style, text);
                continue;
            }
        };
    }
}

fn skill_line(skill: &EntrySkill<'_>, depth: usize, style: &Style) -> Line {
    let (sign, tone) = style.signs().status(skill.status);
    let facts = entry_facts(skill, style.wording()).join(", ");
    let indent = Line::from("  ".repeat(depth)).paint(tone, sign).text(" ");
    let title = if skill.in_scope { Tone::Title } else { Tone::Faint };
    let room = room(indent.width(), skill.id.as_str(), &facts, style);
    let line = indent.paint(title, &style.cut(skill.title, room)).text("  ");
    let line = line.id(skill.id.as_str());
    if facts.is_empty() { line } else { line.text("  ").faint(&facts) }
}

fn entry_line(depth: usize, sign: &str, title: &str, id: &str, facts: &str, style: &Style) -> Line {
    let indent = Line::from("  ".repeat(depth)).text(sign);
    let room = room(indent.width(), id, facts, style);
    let line = indent.title(&style.cut(title, room)).text("  ").id(id);
    line.text("  ").faint(facts)
}

/// The width left for a title between the other parts of the line.
fn room(before: usize, id: &str, facts: &str, style: &Style) -> usize {
    style.columns().saturating_sub(before + 2 + width(id) + 2 + width(facts)).max(12)
}
