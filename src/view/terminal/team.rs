//! A team in tables.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::query::team::{Happened, SkillFigures, StageMap, StageRow, Standing, Sums, WhoSkill};

use super::super::overview::when;
use super::super::style::{Style, Tone};
use super::super::table::{Align, table as drawn};
use super::super::team::facts::{
    are_mixed, deeds, happened_in_all, in_all, last_active, people, rankings, stage,
};
use super::super::text::{Line, Text};
use super::super::words::{date, list};
use super::super::wrap::width;

/// The maximum width of names in a wide table.
const NAME: usize = 24;

/// The maximum width of names in a narrower table.
const NARROW_NAME: usize = 14;
/// The width from which a table is wide.
const WIDE: usize = 100;

pub(crate) fn table(rows: &[Standing<'_>], sums: &Sums<'_>, today: Date, style: &Style) -> Text {
    let none = style.signs().dash;
    let mixed = are_mixed(rows);
    let is_narrow = style.columns() < WIDE;
    let names = if is_narrow { NARROW_NAME } else { NAME };
    let row = |row: &Standing<'_>| {
        vec![
            style.cut(&row.person, names).into_owned(),
            if mixed { row.roadmap.to_string() } else { String::new() },
            row.percent.map_or_else(|| none.to_owned(), |percent| format!("{percent}%")),
            row.milestone.filter(|_| !is_narrow).unwrap_or_default().to_owned(),
            stage(row).to_owned(),
            learning(row),
            last_active(row, today),
            hours(row.minutes_this_month),
            row.pace.and_then(|pace| tenths(pace.weekly().tenths())).unwrap_or_default(),
            row.finish.map_or_else(String::new, |finish| when(finish.mid, today)),
        ]
    };
    let reached = if is_narrow { milestones(rows) } else { Vec::new() };
    let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
    // A column without a heading is left out if it is empty.
    let heading = |name: &'static str, at: usize| {
        if rows.iter().any(|row| !row[at].is_empty()) { name } else { "" }
    };
    let headers = [
        ("Person", Align::Whole),
        (heading("Roadmap", 1), Align::Left),
        ("Done", Align::Right),
        (heading("Milestone", 3), Align::Left),
        ("Stage", Align::Left),
        (heading("Learning", 5), Align::Left),
        ("Active", Align::Right),
        (heading("Hours", 7), Align::Right),
        (heading("Pace", 8), Align::Right),
        (heading("Finish", 9), Align::Right),
    ];
    let note = heading("Hours are those of this month; pace is in hours a week.", 7);
    let note = if note.is_empty() { heading("Pace is in hours a week.", 8) } else { note };
    let mut below: Text = in_all(sums).into_iter().map(Line::from).collect();
    below.append(reached.into_iter().map(Line::from).collect::<Text>());
    if !note.is_empty() {
        below.line(Line::new().faint(note));
    }
    let people = if rows.is_empty() { Text::new() } else { drawn(&headers, rows.clone(), style) };
    Text::paragraphs([people, below])
}

pub(crate) fn stages(maps: &[StageMap<'_>], style: &Style) -> Text {
    Text::paragraphs(maps.iter().map(|map| heat(map, style)))
}

/// A row for each person and a cell for each stage, darker the more is done.
fn heat(map: &StageMap<'_>, style: &Style) -> Text {
    let names = map.people.iter().map(|row| width(&row.person)).max().unwrap_or(0);
    let names = names.clamp("Median".len(), NAME);
    let mut text: Text = Line::new().title(map.title).into();
    let mut heading = Line::new().pad(names + 2);
    for at in 0..map.stages.len() {
        heading = heading.faint(&format!("{:>5} ", at + 1));
    }
    text.line(heading.whole());
    for person in &map.people {
        text.line(cells(person, names, style));
    }
    let median = Line::new().faint("Median").pad(names + 2);
    let medians = map.stages.iter().map(|stage| stage.median_percent.unwrap_or_default());
    text.line(medians.fold(median, |line, percent| line.then(cell(percent, style))).whole());
    text.gap();
    let titles = map.stages.iter().map(|stage| width(stage.title)).max().unwrap_or(0);
    let titles = titles.min(style.columns().saturating_sub(24));
    for (at, stage) in map.stages.iter().enumerate() {
        let line = Line::new()
            .faint(&format!("{:>2} ", at + 1))
            .text(&style.cut(stage.title, titles))
            .pad(3 + titles + 2);
        let there = if stage.people == 0 { String::new() } else { people(stage.people) };
        text.line(line.text(&there));
    }
    text
}

fn cells(person: &StageRow<'_>, names: usize, style: &Style) -> Line {
    let name = Line::new().text(&style.cut(&person.person, names)).pad(names + 2);
    person.percents.iter().fold(name, |line, percent| line.then(cell(*percent, style))).whole()
}

/// A cell of six columns: the shade, and the number for those who cannot see the shade.
fn cell(percent: u64, style: &Style) -> Line {
    let shades =
        if style.unicode { ["·", "░", "▒", "▓", "█"] } else { [".", ":", "+", "%", "#"] };
    let (shade, tone) = match percent {
        0 => (shades[0], Tone::Faint),
        1..34 => (shades[1], Tone::Active),
        34..67 => (shades[2], Tone::Active),
        67..100 => (shades[3], Tone::Good),
        _ => (shades[4], Tone::Good),
    };
    let number = if percent == 0 { String::new() } else { percent.to_string() };
    Line::new().text(" ").paint(tone, shade).text(&format!("{number:>3} "))
}

pub(crate) fn skills(figures: &[SkillFigures<'_>], style: &Style) -> Text {
    let some = |n: usize| if n == 0 { String::new() } else { n.to_string() };
    let row = |skill: &&SkillFigures<'_>| {
        vec![
            skill.title.to_owned(),
            skill.days.map_or_else(String::new, |days| days.to_string()),
            skill.minutes.map(hours).unwrap_or_default(),
            skill.estimate.map_or_else(String::new, |hours| style.wording().hours(hours)),
            some(skill.done),
            some(skill.learning),
            some(skill.left),
            some(skill.skipped),
        ]
    };
    Text::paragraphs(rankings(figures).map(|(heading, skills, all)| {
        if skills.is_empty() {
            return Text::new();
        }
        let headers = [
            (heading, Align::Left),
            ("Days", Align::Right),
            ("Hours", Align::Right),
            ("Estimate", Align::Right),
            ("Done", Align::Right),
            ("Learning", Align::Right),
            ("Left", Align::Right),
            ("Skipped", Align::Right),
        ];
        let mut text = drawn(&headers, skills.iter().map(row).collect(), style);
        if all > skills.len() {
            text.line(Line::new().faint(&format!("{} more", all - skills.len())));
        }
        text
    }))
}

pub(crate) fn who(who: &WhoSkill<'_>, today: Date) -> Text {
    let all = || {
        let done = who.done.iter().map(|by| &by.person);
        let learning = who.learning.iter().map(|by| &by.person);
        done.chain(learning).chain(&who.ready)
    };
    let names = all().map(|person| width(person)).max().unwrap_or(0).min(NAME);
    let line = |person: &str, when: String| {
        Line::from("  ").text(person).pad(names + 4).faint(&when).hang(names + 4)
    };
    let part = |heading: &str, lines: Vec<Line>| {
        let mut text = Text::new();
        if !lines.is_empty() {
            text.line(Line::new().text(heading));
            text.append(lines.into_iter().collect::<Text>());
        }
        text
    };
    let done = who.done.iter().flat_map(|by| {
        let on = by.on.map_or_else(|| "known before".to_owned(), |on| date(on, today));
        let proof = by.evidence.iter().map(|proof| Line::from("    ").link(proof));
        std::iter::once(line(&by.person, on)).chain(proof)
    });
    let learning = who.learning.iter().map(|by| {
        line(
            &by.person,
            by.since.map_or_else(String::new, |on| format!("since {}", date(on, today))),
        )
    });
    let ready = who.ready.iter().map(|person| line(person, String::new()));
    let title: Text = Line::new().title(who.skill.title).into();
    let nobody = if all().next().is_none() {
        "Nobody has done it, is learning it, or is ready for it.".into()
    } else {
        Text::new()
    };
    Text::paragraphs([
        title,
        part("Done", done.collect()),
        part("Learning", learning.collect()),
        part("Ready for it", ready.collect()),
        nobody,
    ])
}

pub(crate) fn happened(happened: &Happened, today: Date, style: &Style) -> Text {
    let names = happened.people.iter().map(|one| width(&one.person)).max().unwrap_or(0).min(NAME);
    let line = |one: &crate::query::team::Happening| {
        let name = style.cut(&one.person, NAME);
        let deeds = deeds(one, style.wording()).join("; ");
        Line::new().title(&name).pad(names + 2).text(&deeds).hang(names + 2)
    };
    let all = happened_in_all(happened, style.wording(), today);
    Text::paragraphs([happened.people.iter().map(line).collect(), Line::new().faint(&all).into()])
}

/// Who has reached which milestone, for tables without a column for it.
fn milestones(rows: &[Standing<'_>]) -> Vec<String> {
    const MOST: usize = 8;
    let mut reached: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows {
        if let Some(milestone) = row.milestone {
            reached.entry(milestone).or_default().push(&row.person);
        }
    }
    let line =
        |(milestone, people): (&str, Vec<&str>)| format!("{milestone}: {}", list(&people, MOST));
    reached.into_iter().map(line).collect()
}

/// The title of the most recent skill, and the number of others: `SQL +2`.
fn learning(row: &Standing<'_>) -> String {
    match row.learning.as_slice() {
        [] => String::new(),
        [one] => one.title.to_owned(),
        [first, others @ ..] => format!("{} +{}", first.title, others.len()),
    }
}

/// Minutes as hours; empty for 0.
fn hours(minutes: u64) -> String {
    tenths((minutes + 3) / 6).unwrap_or_default()
}

/// Tenths as a number; `None` for 0.
fn tenths(tenths: u64) -> Option<String> {
    (tenths > 0).then(|| format!("{}.{}", tenths / 10, tenths % 10))
}
