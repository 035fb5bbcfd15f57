//! The next steps as text: what `next` prints, and its short form in the overview.

use jiff::civil::Date;

use crate::progress::Status;
use crate::query::next::{ChoiceStep, NeedAnswer, NeedState, Next, SkillStep, StepAnswer};

use super::style::{Role, Style, cut, pad, width, wrap};
use super::words::{date, hours, list};

/// How much is told about each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// A line each.
    Short,
    /// With a link to begin with.
    Normal,
    /// With needs, what is unlocked, and all links.
    Explained,
}

/// The steps, with headings on a terminal, numbered without one.
pub fn steps(next: &Next<'_>, detail: Detail, today: Date, style: &Style) -> String {
    let mut lines = Vec::new();
    if style.plain {
        for (at, step) in next.steps.iter().enumerate() {
            lines.push(format!("{}. {}", at + 1, plain_step(step, today, style)));
            details(step, detail, today, style, &mut lines);
        }
    } else {
        let columns = titles_column(next, style);
        let mut heading = "";
        for step in &next.steps {
            let this = if is_learning(step) { "Learning" } else { "Next" };
            let shown = if this == heading { "" } else { this };
            if detail != Detail::Short && !lines.is_empty() {
                lines.push(String::new());
            }
            heading = this;
            lines.push(drawn_step(step, shown, columns, today, style));
            details(step, detail, today, style, &mut lines);
        }
    }
    if !next.beside.is_empty() {
        let titles: Vec<&str> = next.beside.iter().map(|skill| skill.title).collect();
        let text = format!("Also learning, beyond what is needed: {}", list(&titles, 5));
        lines.push(style.paint(Role::Faint, &text));
    }
    lines.join("\n")
}

fn is_learning(step: &StepAnswer<'_>) -> bool {
    matches!(step, StepAnswer::Skill(skill) if skill.status == Status::Learning)
}

fn title<'a>(step: &StepAnswer<'a>) -> &'a str {
    match step {
        StepAnswer::Skill(skill) => skill.title,
        StepAnswer::Choice(choice) => choice.title,
    }
}

fn id<'a>(step: &StepAnswer<'a>) -> &'a str {
    match step {
        StepAnswer::Skill(skill) => skill.id.as_str(),
        StepAnswer::Choice(choice) => choice.id.as_str(),
    }
}

const HEADING: usize = 11;

fn titles_column(next: &Next<'_>, style: &Style) -> usize {
    let longest = next.steps.iter().map(|step| width(title(step))).max().unwrap_or(0);
    longest.clamp(12, style.columns() / 2 - HEADING)
}

fn drawn_step(
    step: &StepAnswer<'_>,
    heading: &str,
    columns: usize,
    today: Date,
    style: &Style,
) -> String {
    let heading_role = if heading == "Learning" { Role::Active } else { Role::Faint };
    let heading = pad(&style.paint(heading_role, heading), width(heading), HEADING);
    let name = style.cut(title(step), columns).into_owned();
    let name = pad(&style.paint(Role::Title, &name), width(&name), columns + 2);
    let room = style.columns().saturating_sub(HEADING + columns + 2);
    let facts = facts(step, today, style, room);
    format!("{heading}{name}{facts}").trim_end().to_owned()
}

/// What stands behind the title; on a terminal what fits in `room` columns, in
/// fewer words where the full ones do not.
fn facts(step: &StepAnswer<'_>, today: Date, style: &Style, room: usize) -> String {
    let mut facts: Vec<String> = Vec::new();
    let mut unlocked = None;
    match step {
        StepAnswer::Skill(skill) => {
            if !skill.blocked_by.is_empty() {
                let titles: Vec<&str> = skill.blocked_by.iter().map(|need| need.title).collect();
                facts.push(format!("needs {}", list(&titles, 2)));
            }
            if let Some(since) = skill.since.filter(|_| skill.status == Status::Learning) {
                facts.push(format!("since {}", date(since, today)));
            }
            facts.push(skill.hours.map_or_else(|| "no estimate".to_owned(), hours));
            if skill.blocked_by.is_empty() && skill.unlocks_total > 0 {
                facts.push(unlocks(&skill.unlocks, skill.unlocks_total));
                unlocked = Some(format!("unlocks {}", skill.unlocks_total));
            }
        }
        StepAnswer::Choice(choice) => facts.push(choice_fact(choice)),
    }
    let mut text = facts.join(style.dot());
    if style.width.is_some() {
        if let Some(short) = unlocked.filter(|_| width(&text) > room) {
            facts.pop();
            facts.push(short);
            text = facts.join(style.dot());
        }
        text = cut(&text, room.max(10)).into_owned();
    }
    style.paint(Role::Faint, &text)
}

fn unlocks(now: &[crate::query::next::Named<'_>], total: usize) -> String {
    match (now, total) {
        ([], total) => format!("{total} wait for it"),
        ([first, ..], 1) => format!("unlocks {}", first.title),
        ([first, ..], total) => format!("unlocks {} and {} more", first.title, total - 1),
    }
}

fn choice_fact(choice: &ChoiceStep<'_>) -> String {
    let titles: Vec<&str> = choice.options.iter().map(|option| option.title).collect();
    let chosen = match choice.chosen.as_slice() {
        [] => String::new(),
        chosen => {
            let titles: Vec<&str> = chosen.iter().map(|option| option.title).collect();
            format!(" (chosen: {})", list(&titles, 4))
        }
    };
    format!("choose {}{chosen}: {}", choice.choose, titles.join(", "))
}

fn plain_step(step: &StepAnswer<'_>, today: Date, style: &Style) -> String {
    let title = style.paint(Role::Title, title(step));
    let id = style.paint(Role::Id, id(step));
    let state = if is_learning(step) { "learning, " } else { "" };
    match step {
        StepAnswer::Skill(_) => {
            format!("{title} ({id}): {state}{}", facts(step, today, style, usize::MAX))
        }
        StepAnswer::Choice(choice) => {
            let options: Vec<String> = choice
                .options
                .iter()
                .map(|option| format!("{} ({})", option.title, option.id))
                .collect();
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            let text = format!("choose {} of {}", choice.choose, options.join(", "));
            format!("{title} ({id}): {}", style.paint(Role::Faint, &text))
        }
    }
}

fn details(
    step: &StepAnswer<'_>,
    detail: Detail,
    today: Date,
    style: &Style,
    lines: &mut Vec<String>,
) {
    let indent = if style.plain { 3 } else { HEADING };
    let mut add = |role: Role, text: &str| {
        lines.push(format!("{:indent$}{}", "", style.paint(role, text)));
    };
    if detail == Detail::Short {
        return;
    }
    match step {
        StepAnswer::Skill(skill) => {
            if detail == Detail::Explained {
                for line in explanation(skill, today, style) {
                    add(Role::Faint, &line);
                }
            }
            let most = if detail == Detail::Explained { usize::MAX } else { 1 };
            let unread = skill.resources.iter().filter(|resource| !resource.done).take(most);
            for resource in unread {
                if let Some(title) = resource.title {
                    add(Role::Faint, title);
                }
                add(Role::Id, resource.url);
            }
            if !style.plain {
                let verb = if skill.status == Status::Learning { "check" } else { "start" };
                add(Role::Command, &format!("roadmap {verb} {}", skill.id));
            }
        }
        StepAnswer::Choice(choice) => {
            if detail == Detail::Explained {
                for line in need_lines(&choice.needs, today) {
                    add(Role::Faint, &line);
                }
                add(Role::Faint, &unlock_line(&choice.unlocks, choice.unlocks_total));
            }
            if style.plain {
                return;
            }
            for option in &choice.options {
                let hours = option.hours.map_or_else(String::new, |sum| {
                    format!(", {}", super::words::span(sum.min_minutes, sum.max_minutes))
                });
                let ready = if option.ready { "" } else { " (not ready)" };
                let text = format!("roadmap start {}", option.id);
                let painted = style.paint(Role::Command, &text);
                let rest = format!("  {}{hours}{ready}", option.title);
                lines.push(format!("{:indent$}{painted}{}", "", style.paint(Role::Faint, &rest)));
            }
        }
    }
}

fn explanation(skill: &SkillStep<'_>, today: Date, style: &Style) -> Vec<String> {
    let mut lines = Vec::from_iter(skill.summary.map(str::to_owned));
    lines.extend(skill.done_when.iter().map(|proof| format!("done when: {proof}")));
    lines.extend(need_lines(&skill.needs, today));
    lines.push(unlock_line(&skill.unlocks, skill.unlocks_total));
    let columns = style.columns().saturating_sub(HEADING);
    if style.plain { lines } else { lines.iter().flat_map(|line| wrap(line, columns)).collect() }
}

fn need_lines(needs: &[NeedAnswer<'_>], today: Date) -> Vec<String> {
    if needs.is_empty() {
        return vec!["needs nothing first".to_owned()];
    }
    let since = |since: Option<Date>| {
        since.map_or_else(String::new, |on| format!(" since {}", date(on, today)))
    };
    let line = |need: &NeedAnswer<'_>| {
        let state = match need.state {
            NeedState::Done { since: on } => format!("done{}", since(on)),
            NeedState::Skipped { since: on } => format!("skipped{}", since(on)),
            NeedState::OutOfScope => "not needed, since another option was chosen".to_owned(),
            NeedState::Assumed => "assumed knowledge, not part of this roadmap".to_owned(),
            NeedState::Optional => "optional, and open".to_owned(),
            NeedState::Open => "still open".to_owned(),
        };
        format!("needs {}: {state}", need.title)
    };
    needs.iter().map(line).collect()
}

fn unlock_line(now: &[crate::query::next::Named<'_>], total: usize) -> String {
    let titles: Vec<&str> = now.iter().map(|skill| skill.title).collect();
    let later = total.saturating_sub(now.len());
    match (titles.len(), later) {
        (0, 0) => "nothing else in this roadmap waits for it".to_owned(),
        (0, later) => format!("unlocks nothing at once, {later} later"),
        (_, 0) => format!("unlocks {}", list(&titles, 8)),
        (_, later) => format!("unlocks {} at once, {later} later", list(&titles, 8)),
    }
}
