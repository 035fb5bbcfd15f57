//! What another role would take, as text.

use jiff::civil::Date;

use crate::query::gap::{Gap, RoleGap};

use super::plan::{choice, lines_of};
use super::style::{Role, Style};
use super::table::{Lean, table};
use super::words::{Count, date, hours, list, span};

/// One role in full, or several in a row each.
pub fn gap(gap: &Gap<'_>, today: Date, style: &Style) -> String {
    match gap.targets.as_slice() {
        [one] => in_full(one, today, style),
        several => side_by_side(several, today, style),
    }
}

fn side_by_side(targets: &[RoleGap<'_>], today: Date, style: &Style) -> String {
    let to_go = |target: &RoleGap<'_>| target.learning.len() + target.missing.len();
    if style.plain {
        let line = |(at, target): (usize, &RoleGap<'_>)| {
            format!(
                "{}. {} ({}): {}% done, {} to go, {}",
                at + 1,
                style.paint(Role::Title, target.title),
                style.paint(Role::Id, target.roadmap.as_str()),
                target.percent,
                Count(to_go(target), "skill"),
                way(target, today),
            )
        };
        return targets.iter().enumerate().map(line).collect::<Vec<_>>().join("\n");
    }
    let row = |target: &RoleGap<'_>| {
        vec![
            target.roadmap.to_string(),
            style.text(target.title),
            format!("{}%", target.percent),
            to_go(target).to_string(),
            span(target.hours.min_minutes, target.hours.max_minutes),
            target.weeks.map_or_else(|| "–".to_owned(), |weeks| weeks.to_string()),
            target.finish.map_or_else(|| "–".to_owned(), |finish| date(finish, today)),
        ]
    };
    let headers = [
        ("Roadmap", Lean::Mark),
        ("Title", Lean::Left),
        ("Done", Lean::Right),
        ("To go", Lean::Right),
        ("Hours", Lean::Right),
        ("Weeks", Lean::Right),
        ("By", Lean::Right),
    ];
    let table = table(&headers, targets.iter().map(row).collect(), style);
    let first = targets.first().map_or("", |target| target.roadmap.as_str());
    format!("{table}\n\n{}", style.paint(Role::Command, &format!("roadmap gap {first}")))
}

fn in_full(target: &RoleGap<'_>, today: Date, style: &Style) -> String {
    let title = style.paint(Role::Title, target.title);
    let facts = format!("{}% done, {}", target.percent, way(target, today));
    let mut parts = if style.plain {
        vec![format!("{title}: {facts}"), lines(target, today, style)]
    } else {
        vec![format!("{title}\n{}", style.paint(Role::Faint, &facts)), rows(target, today, style)]
    };
    parts.push(remarks(target, style));
    parts.retain(|part| !part.is_empty());
    parts.join(if style.plain { "\n" } else { "\n\n" })
}

/// `180–260 h left, 26 weeks at 8 h/week, by 3 Jun 2027`.
fn way(target: &RoleGap<'_>, today: Date) -> String {
    if target.weeks == Some(0) {
        return "nothing left".to_owned();
    }
    let hours = span(target.hours.min_minutes, target.hours.max_minutes);
    let at = format!("at {} h/week", target.hours_per_week);
    match (target.weeks, target.finish) {
        (Some(weeks), Some(finish)) => {
            let weeks = Count(usize::try_from(weeks).unwrap_or(usize::MAX), "week");
            format!("{hours} left, {weeks} {at}, by {}", date(finish, today))
        }
        _ => format!("{hours} left, {at} not within the calendar"),
    }
}

fn lines(target: &RoleGap<'_>, today: Date, style: &Style) -> String {
    let mut lines = Vec::new();
    for have in &target.have {
        lines.push(format!(
            "have {}: {}",
            style.paint(Role::Title, have.title),
            since(have.since, today)
        ));
    }
    for skill in &target.learning {
        let title = style.paint(Role::Title, skill.title);
        let since =
            skill.since.map_or_else(String::new, |day| format!(" since {}", date(day, today)));
        lines.push(format!("learning {title}{since}, {}", estimate(skill.hours)));
    }
    for skill in &target.missing {
        let title = style.paint(Role::Title, skill.title);
        let skipped = if skill.skipped { ", skipped" } else { "" };
        lines.push(format!("missing {title}, {}{skipped}", estimate(skill.hours)));
    }
    let numbered = lines.iter().enumerate().map(|(at, line)| format!("{}. {line}", at + 1));
    numbered.collect::<Vec<_>>().join("\n")
}

fn rows(target: &RoleGap<'_>, today: Date, style: &Style) -> String {
    let mut rows = Vec::new();
    for have in &target.have {
        rows.push(vec![
            "✓".into(),
            style.text(have.title),
            format!("have, {}", since(have.since, today)),
            String::new(),
        ]);
    }
    for skill in &target.learning {
        let since =
            skill.since.map_or_else(String::new, |day| format!(" since {}", date(day, today)));
        let cells = [style.text(skill.title), format!("learning{since}"), estimate(skill.hours)];
        rows.push(std::iter::once("▸".to_owned()).chain(cells).collect());
    }
    for (at, skill) in target.missing.iter().enumerate() {
        let state = if skill.skipped { "missing, skipped" } else { "missing" };
        rows.push(vec![
            (at + 1).to_string(),
            style.text(skill.title),
            state.to_owned(),
            estimate(skill.hours),
        ]);
    }
    let headers =
        [("", Lean::Right), ("Skill", Lean::Left), ("State", Lean::Left), ("Hours", Lean::Right)];
    table(&headers, rows, style)
}

fn since(since: Option<Date>, today: Date) -> String {
    since.map_or_else(|| "known before".to_owned(), |day| format!("since {}", date(day, today)))
}

fn estimate(estimate: Option<crate::catalog::Hours>) -> String {
    estimate.map_or_else(|| "no estimate".to_owned(), hours)
}

fn remarks(target: &RoleGap<'_>, style: &Style) -> String {
    let mut lines = Vec::new();
    for assumed in &target.assumed {
        lines.extend(lines_of(&choice(assumed), style));
    }
    if target.unestimated > 0 {
        lines.push(format!("{} without an estimate.", Count(target.unestimated, "skill")));
    }
    if !target.assumes.is_empty() {
        let ids: Vec<&str> = target.assumes.iter().map(|id| id.as_str()).collect();
        let text = format!("It assumes, without counting: {}.", list(&ids, usize::MAX));
        lines.extend(lines_of(&text, style));
    }
    lines.join("\n")
}
