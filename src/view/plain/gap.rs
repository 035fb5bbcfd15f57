//! A gap in numbered lines.

use jiff::civil::Date;

use crate::query::gap::{Gap, RoleGap};

use super::super::gap::{estimate, known_since, learning_since, remarks, to_go, way};
use super::super::text::{Line, Text};
use super::super::words::Count;
use super::{WORDING, named, numbered, to_run};

pub(crate) fn gap(gap: &Gap<'_>, today: Date) -> Text {
    match gap.targets.as_slice() {
        [one] => in_full(one, today),
        several => side_by_side(several, today),
    }
}

fn side_by_side(targets: &[RoleGap<'_>], today: Date) -> Text {
    let line = |(at, target): (usize, &RoleGap<'_>)| {
        let line = numbered(at).then(named(target.title, target.roadmap.as_str()));
        let to_go = Count(to_go(target), "skill");
        let way = way(target, WORDING, today);
        line.text(&format!(": {}% done, {to_go} to go, {way}", target.percent))
    };
    let mut text: Text = targets.iter().enumerate().map(line).collect();
    if let Some(first) = targets.first() {
        text.line(to_run(&format!("roadmap gap {}", first.roadmap)));
    }
    text
}

fn in_full(target: &RoleGap<'_>, today: Date) -> Text {
    let mut text = Text::new();
    let way = way(target, WORDING, today);
    text.line(Line::new().title(target.title).text(&format!(": {}% done, {way}", target.percent)));
    let have = target.have.iter().map(|skill| {
        let state = format!(": {}", known_since(skill.since, today));
        Line::from("have ").title(skill.title).text(&state)
    });
    let learning = target.learning.iter().map(|skill| {
        let state = learning_since(skill.since, today);
        let hours = estimate(skill.hours, WORDING);
        Line::new().title(skill.title).text(&format!(": {state}, {hours}"))
    });
    let missing = target.missing.iter().map(|skill| {
        let skipped = if skill.skipped { ", skipped" } else { "" };
        let hours = estimate(skill.hours, WORDING);
        Line::from("missing ").title(skill.title).text(&format!(": {hours}{skipped}"))
    });
    for (at, line) in have.chain(learning).chain(missing).enumerate() {
        text.line(numbered(at).then(line));
    }
    text.append(remarks(target, today).into_iter().map(Line::from).collect::<Text>());
    text
}
