//! A gap in a table.

use jiff::civil::Date;

use crate::query::gap::{Gap, RoleGap};

use super::super::gap::{estimate, known_since, learning_since, remarks, to_go, way};
use super::super::style::Style;
use super::super::table::{Align, table};
use super::super::text::{Line, Text};
use super::super::words::date;

pub(crate) fn gap(gap: &Gap<'_>, today: Date, style: &Style) -> Text {
    match gap.targets.as_slice() {
        [one] => in_full(one, today, style),
        several => side_by_side(several, today, style),
    }
}

fn side_by_side(targets: &[RoleGap<'_>], today: Date, style: &Style) -> Text {
    let none = || style.signs().dash.to_owned();
    let row = |target: &RoleGap<'_>| {
        vec![
            target.roadmap.to_string(),
            target.title.to_owned(),
            format!("{}%", target.percent),
            to_go(target).to_string(),
            style.wording().span(target.hours.min_minutes, target.hours.max_minutes),
            target.weeks.map_or_else(none, |weeks| weeks.to_string()),
            target.finish.map_or_else(none, |finish| date(finish, today)),
        ]
    };
    let headers = [
        ("Roadmap", Align::Left),
        ("Title", Align::Left),
        ("Done", Align::Right),
        ("To go", Align::Right),
        ("Hours", Align::Right),
        ("Weeks", Align::Right),
        ("By", Align::Right),
    ];
    let first = targets.first().map_or_else(String::new, |target| target.roadmap.to_string());
    Text::paragraphs([
        table(&headers, targets.iter().map(row).collect(), style),
        Line::new().command(&format!("roadmap gap {first}")).into(),
    ])
}

fn in_full(target: &RoleGap<'_>, today: Date, style: &Style) -> Text {
    let facts = format!("{}% done, {}", target.percent, way(target, style.wording(), today));
    Text::paragraphs([
        Text::from_iter([Line::new().title(target.title), Line::new().faint(&facts)]),
        skills(target, today, style),
        remarks(target, today).into_iter().map(Line::from).collect(),
    ])
}

fn skills(target: &RoleGap<'_>, today: Date, style: &Style) -> Text {
    let signs = style.signs();
    let row = |sign: &str, title: &str, state: String, hours: String| {
        vec![sign.to_owned(), title.to_owned(), state, hours]
    };
    let hours = |hours| estimate(hours, style.wording());
    let have = target.have.iter().map(|skill| {
        let state = format!("have, {}", known_since(skill.since, today));
        row(signs.done, skill.title, state, String::new())
    });
    let learning = target.learning.iter().map(|skill| {
        let state = learning_since(skill.since, today);
        row(signs.learning, skill.title, state, hours(skill.hours))
    });
    let missing = target.missing.iter().enumerate().map(|(at, skill)| {
        let state = if skill.skipped { "missing, skipped" } else { "missing" };
        row(&(at + 1).to_string(), skill.title, state.to_owned(), hours(skill.hours))
    });
    let headers = [
        ("", Align::Right),
        ("Skill", Align::Left),
        ("State", Align::Left),
        ("Hours", Align::Right),
    ];
    let rows: Vec<_> = have.chain(learning).chain(missing).collect();
    if rows.is_empty() { Text::new() } else { table(&headers, rows, style) }
}
