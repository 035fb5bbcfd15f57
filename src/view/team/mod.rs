//! Renders a team, with the text that both renderers share.

pub mod csv;

use jiff::civil::Date;

use super::style::Style;
use super::text::Text;
use super::words::{Count, Wording, date, list};
use super::{plain, terminal};
use crate::query::team::{Happened, SkillFigures, SkillOn, StageMap, Standing, Sums, WhoSkill};

/// The progress of each person, and the totals below.
pub fn table(rows: &[Standing<'_>], sums: &Sums<'_>, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::team::table(rows, sums, today)
    } else {
        terminal::team::table(rows, sums, today, style)
    }
}

/// The percentage of each person in each stage.
pub fn stages(maps: &[StageMap<'_>], style: &Style) -> Text {
    if style.plain { plain::team::stages(maps) } else { terminal::team::stages(maps, style) }
}

/// The skills that take longest, are abandoned, or are skipped.
pub fn skills(figures: &[SkillFigures<'_>], style: &Style) -> Text {
    if figures.is_empty() {
        return "Nobody has started a skill.".into();
    }
    if style.plain { plain::team::skills(figures) } else { terminal::team::skills(figures, style) }
}

/// Who has done a skill, is learning it, or is ready for it.
pub fn who(who: &WhoSkill<'_>, today: Date, style: &Style) -> Text {
    if style.plain { plain::team::who(who, today) } else { terminal::team::who(who, today) }
}

/// What happened since a day.
pub fn happened(happened: &Happened, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::team::happened(happened, today)
    } else {
        terminal::team::happened(happened, today, style)
    }
}

/// `1 person`, `2 people`.
pub fn people(n: usize) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

/// Whether the rows have different roadmaps.
pub(super) fn are_mixed(rows: &[Standing<'_>]) -> bool {
    rows.windows(2).any(|pair| pair[0].roadmap != pair[1].roadmap)
}

/// The title of the person's stage, `finished`, or `unknown roadmap`.
pub(super) fn stage<'s>(row: &'s Standing<'_>) -> &'s str {
    match row.stage {
        Some(stage) => stage.title,
        None if row.percent.is_some() => "finished",
        None => "unknown roadmap",
    }
}

/// The titles of the skills that the person is learning, at most `most`.
pub(super) fn learning(row: &Standing<'_>, most: usize) -> String {
    let titles: Vec<&str> = row.learning.iter().map(|skill| skill.title).collect();
    list(&titles, most)
}

/// The day of the last activity, or `never`.
pub(super) fn last_active(row: &Standing<'_>, today: Date) -> String {
    row.last_active.map_or_else(|| "never".to_owned(), |day| date(day, today))
}

/// Phrases about what one person did: `done SQL and Git`, `2 h`.
pub(super) fn deeds(happening: &crate::query::team::Happening, wording: Wording) -> Vec<String> {
    let titles = |skills: &[SkillOn]| {
        let titles: Vec<&str> = skills.iter().map(|skill| skill.title.as_str()).collect();
        list(&titles, usize::MAX)
    };
    let lists = [
        ("done", &happening.done),
        ("started", &happening.started),
        ("skipped", &happening.skipped),
    ];
    let mut phrases: Vec<String> = lists
        .into_iter()
        .filter(|(_, skills)| !skills.is_empty())
        .map(|(verb, skills)| format!("{verb} {}", titles(skills)))
        .collect();
    if happening.minutes > 0 {
        phrases.push(wording.time(happening.minutes));
    }
    phrases
}

/// `12 people active since 16 Nov: 30 skills done, 41 hours; 3 people recorded nothing`.
pub(super) fn happened_in_all(happened: &Happened, wording: Wording, today: Date) -> String {
    let done = happened.people.iter().map(|one| one.done.len()).sum();
    let minutes: u64 = happened.people.iter().map(|one| one.minutes).sum();
    let since = date(happened.since, today);
    let mut text = format!(
        "{} active since {since}: {} done",
        people(happened.people.len()),
        Count(done, "skill")
    );
    if minutes > 0 {
        text.push_str(&format!(", {}", wording.time(minutes)));
    }
    if happened.idle > 0 {
        text.push_str(&format!("; {} recorded nothing", people(happened.idle)));
    }
    text
}

/// The totals below the table, in lines.
pub(super) fn in_all(sums: &Sums<'_>) -> Vec<String> {
    let mut first = people(sums.people);
    if let Some(median) = sums.median_percent {
        first.push_str(&format!(", median {median}%"));
    }
    let mut lines = vec![first];
    for roadmap in &sums.roadmaps {
        let mut parts = Vec::new();
        if let Some(most) = roadmap.most() {
            parts.push(format!("most are at {} ({})", most.title, most.people));
        }
        if roadmap.finished > 0 {
            parts.push(format!("{} finished", roadmap.finished));
        }
        let median = roadmap.median_percent.unwrap_or_default();
        if sums.roadmaps.len() > 1 {
            parts.insert(0, format!("{}, median {median}%", people(roadmap.people)));
        }
        lines.push(format!("{}: {}", roadmap.title, parts.join(", ")));
    }
    lines
}

/// A list of skills: the heading, the first [`MOST`] skills, and the number of all.
pub(super) type Ranking<'f, 'a> = (&'static str, Vec<&'f SkillFigures<'a>>, usize);

const MOST: usize = 10;

pub(super) fn rankings<'f, 'a>(figures: &'f [SkillFigures<'a>]) -> [Ranking<'f, 'a>; 3] {
    let rank = |heading, count: fn(&SkillFigures<'_>) -> u64| {
        let mut ranked: Vec<_> = figures.iter().filter(|one| count(one) > 0).collect();
        ranked.sort_by_key(|one| std::cmp::Reverse(count(one)));
        let all = ranked.len();
        ranked.truncate(MOST);
        (heading, ranked, all)
    };
    [
        rank("Take longest", |one| one.days.unwrap_or(0).max(one.minutes.unwrap_or(0).min(1))),
        rank("Started and left", |one| one.left as u64),
        rank("Skipped", |one| one.skipped as u64),
    ]
}
