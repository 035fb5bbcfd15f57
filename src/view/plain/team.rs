//! A team in numbered lines.

use jiff::civil::Date;

use crate::query::team::{Happened, SkillFigures, StageMap, Standing, Sums, WhoSkill};

use super::super::team::facts::{
    are_mixed, deeds, happened_in_all, in_all, last_active, learning, people, rankings, stage,
};
use super::super::text::{Line, Text};
use super::super::words::{Count, date};
use super::{WORDING, numbered};

pub(crate) fn table(rows: &[Standing<'_>], sums: &Sums<'_>, today: Date) -> Text {
    let mixed = are_mixed(rows);
    let line = |(at, row): (usize, &Standing<'_>)| {
        let mut facts = Vec::new();
        facts.extend(row.percent.map(|percent| format!("{percent}%")));
        if mixed || row.percent.is_none() {
            facts.push(format!("roadmap {}", row.roadmap));
        }
        facts.extend(row.milestone.map(|milestone| format!("milestone {milestone}")));
        match row.stage {
            Some(at) => facts.push(format!("stage {}", at.title)),
            None => facts.push(stage(row).to_owned()),
        }
        if !row.learning.is_empty() {
            facts.push(format!("learning {}", learning(row, 3)));
        }
        facts.push(format!("last active {}", last_active(row, today)));
        if row.minutes_this_month > 0 {
            facts.push(format!("{} this month", WORDING.time(row.minutes_this_month)));
        }
        facts.extend(row.pace.map(|pace| WORDING.weekly(&weekly(pace.weekly().tenths()))));
        facts.extend(row.finish.map(|finish| format!("finished by {}", date(finish.mid, today))));
        numbered(at).title(&row.person).text(": ").text(&facts.join(", "))
    };
    let mut text: Text = rows.iter().enumerate().map(line).collect();
    for line in in_all(sums) {
        text.line(line);
    }
    text
}

pub(crate) fn stages(maps: &[StageMap<'_>]) -> Text {
    let map = |map: &StageMap<'_>| {
        let mut text: Text = Line::new().title(map.title).text(":").into();
        for (at, person) in map.people.iter().enumerate() {
            let stages = map.stages.iter().zip(&person.percents);
            let percents: Vec<String> =
                stages.map(|(stage, percent)| format!("{} {percent}%", stage.title)).collect();
            text.line(numbered(at).title(&person.person).text(": ").text(&percents.join(", ")));
        }
        for stage in &map.stages {
            let median = stage.median_percent.unwrap_or_default();
            let facts = format!(": {} there, median {median}%", people(stage.people));
            text.line(Line::from("Stage ").title(stage.title).text(&facts));
        }
        text
    };
    Text::paragraphs(maps.iter().map(map))
}

pub(crate) fn skills(figures: &[SkillFigures<'_>]) -> Text {
    let count = |n: u64, noun| Count(usize::try_from(n).unwrap_or(usize::MAX), noun).to_string();
    Text::paragraphs(rankings(figures).map(|(heading, skills, all)| {
        let mut text = Text::new();
        if skills.is_empty() {
            return text;
        }
        text.line(format!("{heading}:"));
        for (at, skill) in skills.iter().enumerate() {
            let mut facts = Vec::new();
            facts.extend(skill.days.map(|days| format!("median {}", count(days, "day"))));
            facts.extend(skill.minutes.map(|minutes| format!("median {}", WORDING.time(minutes))));
            facts.extend(skill.estimate.map(|hours| format!("estimate {}", WORDING.hours(hours))));
            facts.push(format!("{} done", skill.done));
            facts.push(format!("{} learning", skill.learning));
            facts.push(format!("{} left", skill.left));
            facts.push(format!("{} skipped", skill.skipped));
            text.line(numbered(at).title(skill.title).text(": ").text(&facts.join(", ")));
        }
        if all > skills.len() {
            text.line(format!("{} more", all - skills.len()));
        }
        text
    }))
}

pub(crate) fn who(who: &WhoSkill<'_>, today: Date) -> Text {
    let mut text: Text = Line::new().title(who.skill.title).text(":").into();
    let mut at = 0;
    let mut line = |person: &str, facts: String| {
        text.line(numbered(at).title(person).text(": ").text(&facts));
        at += 1;
    };
    for by in &who.done {
        let on = by.on.map_or_else(|| "known before".to_owned(), |on| date(on, today));
        let proof = by.evidence.iter().map(|proof| format!(", {proof}"));
        line(&by.person, format!("done, {on}{}", proof.collect::<String>()));
    }
    for by in &who.learning {
        let since = by.since.map_or_else(String::new, |on| format!(" since {}", date(on, today)));
        line(&by.person, format!("learning{since}"));
    }
    for person in &who.ready {
        line(person, "ready for it".to_owned());
    }
    if at == 0 {
        text.line("Nobody has done it, is learning it, or is ready for it.");
    }
    text
}

pub(crate) fn happened(happened: &Happened, today: Date) -> Text {
    let line = |(at, one): (usize, &crate::query::team::Happening)| {
        let deeds = deeds(one, WORDING).join("; ");
        numbered(at).title(&one.person).text(": ").text(&deeds)
    };
    let mut text: Text = happened.people.iter().enumerate().map(line).collect();
    text.line(happened_in_all(happened, WORDING, today));
    text
}

/// Hours from tenths of an hour: `1.5`.
fn weekly(tenths: u64) -> String {
    if tenths.is_multiple_of(10) {
        (tenths / 10).to_string()
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}
