//! One thing, told whole.

use jiff::civil::Date;

use crate::progress::Status;
use crate::query::next::{NeedState, ResourceAnswer};
use crate::query::show::{EntryGroup, EntrySkill, ShowEntry, ShowRoadmap, ShowSkill, StagePart};

use super::overview::done;
use super::style::{Role, Style, cut, pad, width, wrap};
use super::words::{Count, date, hours, list, spent};

/// A skill: what it is, where one stands, what it needs, how to learn it.
pub fn skill(skill: &ShowSkill<'_>, today: Date, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&format!(
        "{}  {}",
        style.paint(Role::Title, skill.title),
        style.paint(Role::Id, &format!("({})", skill.id))
    ));
    page.line(&status_line(skill, today, style));
    page.paragraph(skill.summary);
    page.field("In", &[&place(skill)]);
    page.field("Hours", &[&time_line(skill)]);
    let needs: Vec<String> = skill
        .needs
        .iter()
        .map(|need| {
            let state = match need.state {
                NeedState::Done { since: Some(on) } => format!("done since {}", date(on, today)),
                NeedState::Done { since: None } => "done".to_owned(),
                NeedState::Skipped { .. } => "skipped".to_owned(),
                NeedState::OutOfScope => "not needed any more".to_owned(),
                NeedState::Assumed => "assumed".to_owned(),
                NeedState::Optional => "optional".to_owned(),
                NeedState::Open => "open".to_owned(),
            };
            format!("{} ({state})", need.title)
        })
        .collect();
    page.field("Needs", &[&needs.join(", ")]);
    page.field("Needed by", &[&list(&skill.titles.needed_by, 8)]);
    let aliases: Vec<&str> = skill.aliases.iter().map(crate::catalog::Id::as_str).collect();
    page.field("Also called", &[&aliases.join(", ")]);
    page.field("Asked by", &skill.titles.asked_by);
    page.field("Done when", &skill.done_when.iter().map(String::as_str).collect::<Vec<_>>());
    page.resources(skill.id.as_str(), &skill.resources);
    let notes: Vec<String> =
        skill.notes.iter().map(|note| format!("{}: {}", date(note.on, today), note.text)).collect();
    page.field("Notes", &notes.iter().map(String::as_str).collect::<Vec<_>>());
    page.links("Evidence", &skill.evidence);
    page.finish()
}

fn status_line(skill: &ShowSkill<'_>, today: Date, style: &Style) -> String {
    let role = match skill.status {
        Status::Done => Role::Good,
        Status::Learning => Role::Active,
        Status::Todo | Status::Skipped => Role::Faint,
    };
    let mut text = skill.status.to_string();
    if skill.known {
        text.push_str(", known before");
    } else if let Some(since) = skill.since {
        text.push_str(&format!(" since {}", date(since, today)));
    }
    if skill.optional {
        text.push_str(", optional");
    }
    if !skill.in_scope {
        text.push_str(", not needed: another option was chosen");
    }
    style.paint(role, &text)
}

fn place(skill: &ShowSkill<'_>) -> String {
    let mut place = format!("{}, {}", skill.titles.roadmap, skill.titles.stage);
    for group in &skill.groups {
        place.push_str(&format!(", {group}"));
    }
    let others: Vec<&str> = skill
        .roadmaps
        .iter()
        .filter(|id| *id != skill.roadmap)
        .map(crate::catalog::RoadmapId::as_str)
        .collect();
    if !others.is_empty() {
        place.push_str(&format!("; counts in {} too", list(&others, 4)));
    }
    place
}

fn time_line(skill: &ShowSkill<'_>) -> String {
    let estimate = skill.hours.map_or_else(|| "no estimate".to_owned(), hours);
    match skill.spent_minutes {
        0 => estimate,
        minutes => format!("{estimate}, {} spent", spent(minutes)),
    }
}

/// A group, with what it holds.
pub fn group(group: &EntryGroup<'_>, place: &str, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&format!(
        "{}  {}",
        style.paint(Role::Title, group.title),
        style.paint(Role::Id, &format!("({})", group.id))
    ));
    let kind = match group.choose {
        Some(n) => format!("choose {n} of {}", group.skills.len()),
        None => "all of it".to_owned(),
    };
    let text = format!("{kind}; {} of {} done; in {place}", group.done, group.required);
    page.line(&style.paint(Role::Faint, &text));
    page.paragraph(group.summary);
    page.gap();
    page.entries(&group.skills, 0, group.choose.is_some());
    page.finish()
}

/// A stage, with what it holds.
pub fn stage(stage: &StagePart<'_>, roadmap: &str, style: &Style) -> String {
    let mut page = Page::new(style);
    page.stage(stage, None);
    page.paragraph(stage.summary);
    page.field("In", &[roadmap]);
    page.gap();
    page.entries(&stage.skills, 0, false);
    page.finish()
}

/// A roadmap: the role, then every stage.
pub fn roadmap(roadmap: &ShowRoadmap<'_>, style: &Style) -> String {
    let mut page = Page::new(style);
    page.line(&format!(
        "{}  {}",
        style.paint(Role::Title, roadmap.title),
        style.paint(Role::Id, &format!("({})", roadmap.id))
    ));
    let counts = &roadmap.counts;
    page.line(&style.paint(Role::Faint, &format!("{}, {}%", done(counts), counts.percent)));
    page.paragraph(roadmap.summary);
    if let Some(role) = roadmap.role {
        page.paragraph(role.summary.as_deref());
        let all: Vec<&str> = role.responsibilities.iter().map(String::as_str).collect();
        page.field("You will", &all);
    }
    for (at, stage) in roadmap.stages.iter().enumerate() {
        page.gap();
        page.stage(stage, Some(at + 1));
        page.entries(&stage.skills, 0, false);
    }
    let next: Vec<String> = roadmap
        .leads_to
        .iter()
        .map(|next| match &next.why {
            Some(why) => format!("{}: {why}", next.roadmap),
            None => next.roadmap.to_string(),
        })
        .collect();
    if !next.is_empty() {
        page.gap();
    }
    page.field("Leads to", &next.iter().map(String::as_str).collect::<Vec<_>>());
    if let Some(role) = roadmap.role {
        let facts: Vec<String> = role
            .facts
            .iter()
            .map(|fact| match &fact.source {
                Some(source) => format!("{} [{source}]", fact.text),
                None => fact.text.clone(),
            })
            .collect();
        page.field("Facts", &facts.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let sources: Vec<String> = roadmap
        .sources
        .iter()
        .map(|source| {
            let rest = [source.publisher.clone(), source.year.map(|year| year.to_string())];
            let rest: Vec<String> = rest.into_iter().flatten().collect();
            let rest =
                if rest.is_empty() { String::new() } else { format!(" ({})", rest.join(", ")) };
            format!("[{}] {}{rest}", source.id, source.title)
        })
        .collect();
    page.field("Sources", &sources.iter().map(String::as_str).collect::<Vec<_>>());
    page.finish()
}

/// Lines in the making.
struct Page<'l> {
    style: &'l Style,
    lines: Vec<String>,
}

const LABEL: usize = 13;

impl<'l> Page<'l> {
    fn new(style: &'l Style) -> Self {
        Self { style, lines: Vec::new() }
    }

    fn line(&mut self, painted: &str) {
        self.lines.push(painted.to_owned());
    }

    fn gap(&mut self) {
        if !self.style.plain {
            self.lines.push(String::new());
        }
    }

    fn paragraph(&mut self, text: Option<&str>) {
        let Some(text) = text else { return };
        self.gap();
        for line in self.wrapped(text, self.style.columns()) {
            let line = self.style.paint(Role::Faint, &line);
            self.lines.push(line.replace(&self.style.paint(Role::Faint, ""), ""));
        }
        self.gap();
    }

    fn wrapped(&self, text: &str, columns: usize) -> Vec<String> {
        if self.style.width.is_none() { vec![text.to_owned()] } else { wrap(text, columns) }
    }

    /// A label and its values: the first beside it, the others below.
    fn field(&mut self, label: &str, values: &[&str]) {
        let values: Vec<&&str> = values.iter().filter(|value| !value.is_empty()).collect();
        let mut label = label;
        for value in values {
            if self.style.plain {
                let value = self.style.text(value);
                self.lines.push(format!("{label}: {value}"));
                continue;
            }
            for line in self.wrapped(value, self.style.columns() - LABEL) {
                let painted = pad(&self.style.paint(Role::Faint, label), width(label), LABEL);
                let line = self.style.text(&line);
                self.lines.push(format!("{painted}{line}"));
                label = "";
            }
        }
    }

    fn resources(&mut self, id: &str, resources: &[ResourceAnswer<'_>]) {
        let style = self.style;
        if resources.is_empty() {
            return;
        }
        self.gap();
        if !style.plain {
            self.line(&style.paint(Role::Faint, "Resources"));
        }
        for (at, resource) in resources.iter().enumerate() {
            let number = at + 1;
            let ticked = match (resource.done, style.plain) {
                (true, true) => ", read",
                (true, false) => " ✓",
                (false, _) => "",
            };
            let mut facts: Vec<&str> = Vec::new();
            facts.extend(resource.kind.map(crate::catalog::ResourceKind::as_str));
            facts.extend(resource.cost.map(crate::catalog::Cost::as_str));
            let facts =
                if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) };
            let title = resource.title.unwrap_or(resource.url);
            let title = style.text(title);
            let name = style.paint(Role::Faint, &format!("{id}/{number}"));
            if style.plain {
                self.line(&format!("Resource {number}, {name}: {title}{facts}{ticked}"));
            } else {
                let facts = style.paint(Role::Faint, &facts);
                let ticked = style.paint(Role::Good, ticked);
                self.line(&format!("  {number}. {title}{facts}{ticked}"));
            }
            if resource.title.is_some() {
                self.line(&format!("     {}", style.paint(Role::Id, resource.url)));
            }
        }
        self.gap();
    }

    /// Links, each on a line of its own.
    fn links(&mut self, label: &str, links: &[String]) {
        let style = self.style;
        if links.is_empty() {
            return;
        }
        self.line(&style.paint(Role::Faint, label));
        for link in links {
            self.line(&format!("  {}", style.paint(Role::Id, link)));
        }
    }

    fn stage(&mut self, stage: &StagePart<'_>, number: Option<usize>) {
        let style = self.style;
        let number = number.map_or_else(String::new, |n| format!("{n}. "));
        let title = style.paint(Role::Title, &format!("{number}{}", stage.title));
        let id = style.paint(Role::Id, &format!("({})", stage.id));
        let level = stage.level.map_or_else(String::new, |level| format!("{level}, "));
        let facts = style.paint(Role::Faint, &format!("{level}{}", done(&stage.counts)));
        let word = if style.plain { "Stage " } else { "" };
        self.line(&format!("{word}{title}  {id}  {facts}"));
    }

    /// Groups nest at most four deep, so this recursion is bounded.
    fn entries(&mut self, entries: &[ShowEntry<'_>], depth: usize, options: bool) {
        for entry in entries {
            match entry {
                ShowEntry::Skill(skill) => {
                    let mut line = skill_line(skill, depth, self.style);
                    if self.style.plain && options {
                        line = line.replacen(
                            line.trim_start(),
                            &format!("option: {}", line.trim_start()),
                            1,
                        );
                    }
                    self.line(&line);
                }
                ShowEntry::Group(group) => {
                    let line = group_line(group, depth, self.style);
                    self.line(&line);
                    self.entries(&group.skills, depth + 1, group.choose.is_some());
                }
            }
        }
    }

    fn finish(mut self) -> String {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines.dedup_by(|b, a| a.is_empty() && b.is_empty());
        self.lines.join("\n")
    }
}

fn skill_line(skill: &EntrySkill<'_>, depth: usize, style: &Style) -> String {
    let indent = "  ".repeat(depth + 1);
    let mut facts: Vec<String> = Vec::new();
    if style.plain {
        facts.push(skill.status.to_string());
    }
    facts.extend(skill.hours.map(hours));
    if skill.optional {
        facts.push("optional".to_owned());
    }
    if !skill.in_scope {
        facts.push("not needed".to_owned());
    }
    let (sign, role) = match skill.status {
        Status::Done => ("✓", Role::Good),
        Status::Learning => ("▸", Role::Active),
        Status::Skipped => ("–", Role::Faint),
        Status::Todo => ("·", Role::Faint),
    };
    let id = skill.id.as_str();
    if style.plain {
        let title = style.paint(Role::Title, skill.title);
        return format!("{indent}{title} ({}): {}", style.paint(Role::Id, id), facts.join(", "));
    }
    let room = style.columns().saturating_sub(indent.len() + 2 + width(id) + 2);
    let text = match facts.join(", ") {
        facts if facts.is_empty() => facts,
        facts => format!("  {facts}"),
    };
    let title = cut(skill.title, room.saturating_sub(width(&text)).max(12)).into_owned();
    let title = style.paint(if skill.in_scope { Role::Title } else { Role::Faint }, &title);
    let id = style.paint(Role::Id, id);
    format!("{indent}{} {title}  {id}{}", style.paint(role, sign), style.paint(Role::Faint, &text))
}

fn group_line(group: &EntryGroup<'_>, depth: usize, style: &Style) -> String {
    let indent = "  ".repeat(depth + 1);
    let kind = match group.choose {
        Some(n) => format!("choose {n} of {}", group.skills.len()),
        None => Count(group.skills.len(), "part").to_string(),
    };
    let optional = if group.optional { ", optional" } else { "" };
    let text = format!("{kind}, {} of {} done{optional}", group.done, group.required);
    let id = style.paint(Role::Id, group.id.as_str());
    if style.plain {
        return format!("{indent}{} ({id}): {text}", style.paint(Role::Title, group.title));
    }
    let others = indent.len() + 2 + width(group.id.as_str()) + 2 + width(&text);
    let title = cut(group.title, style.columns().saturating_sub(others).max(12));
    format!(
        "{indent}{}  {id}  {}",
        style.paint(Role::Title, &title),
        style.paint(Role::Faint, &text)
    )
}
