//! What both renderings of a class share.

use jiff::civil::Date;

use crate::query::team::{Happened, Happening, SkillFigures, SkillOn, Standing, Sums};
use crate::view::words::{Count, Wording, date, list};

/// `1 person`, `2 people`.
pub fn people(n: usize) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

/// Whether the rows are about several roadmaps.
pub(in crate::view) fn are_mixed(rows: &[Standing<'_>]) -> bool {
    rows.windows(2).any(|pair| pair[0].roadmap != pair[1].roadmap)
}

/// The stage that somebody is at, `finished`, or that the roadmap is not known.
pub(in crate::view) fn stage<'s>(row: &'s Standing<'_>) -> &'s str {
    match row.stage {
        Some(stage) => stage.title,
        None if row.percent.is_some() => "finished",
        None => "unknown roadmap",
    }
}

/// The titles of what somebody is learning, at most `most`.
pub(in crate::view) fn learning(row: &Standing<'_>, most: usize) -> String {
    let titles: Vec<&str> = row.learning.iter().map(|skill| skill.title).collect();
    list(&titles, most)
}

/// A day, or that there is none.
pub(in crate::view) fn last_active(row: &Standing<'_>, today: Date) -> String {
    row.last_active.map_or_else(|| "never".to_owned(), |day| date(day, today))
}

/// What one person did, in phrases: `done SQL and Git`, `2 h`.
pub(in crate::view) fn deeds(happening: &Happening, wording: Wording) -> Vec<String> {
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

/// `12 people did something since 16 Nov: 30 skills done, 41 hours; 3 did nothing`.
pub(in crate::view) fn happened_in_all(
    happened: &Happened,
    wording: Wording,
    today: Date,
) -> String {
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

/// The sums below the table, a line each.
pub(in crate::view) fn in_all(sums: &Sums<'_>) -> Vec<String> {
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

/// The skills to look at, in three lists: a heading, what is counted, and the
/// first ten.
pub(in crate::view) type Ranking<'f, 'a> = (&'static str, Vec<&'f SkillFigures<'a>>, usize);

const MOST: usize = 10;

pub(in crate::view) fn rankings<'f, 'a>(figures: &'f [SkillFigures<'a>]) -> [Ranking<'f, 'a>; 3] {
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
