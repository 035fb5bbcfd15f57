//! A report in plain lines.

use jiff::civil::Date;

use crate::query::report::{LearningReport, by_month};

use super::super::report::{
    NOTHING, done_facts, is_empty, lists, of_planned, range, summary, weeks,
};
use super::super::steps::Detail;
use super::super::text::{Line, Text};
use super::super::words::{Count, date};
use super::steps::steps;
use super::{WORDING, named, numbered};

pub(crate) fn report(report: &LearningReport<'_>, today: Date) -> Text {
    let mut text = Text::new();
    text.line(format!("Report from {}", range(report.days, today)));
    if is_empty(report) {
        text.line(NOTHING);
    }
    if report.hours.spent_minutes > 0 || report.hours.planned_minutes.is_some() {
        text.line(format!("{} logged", of_planned(report.hours, WORDING)));
    }
    if !summary(report).is_empty() {
        text.line(summary(report));
    }
    if !report.done.is_empty() {
        text.line("Done:");
    }
    for (at, done) in report.done.iter().enumerate() {
        let facts = format!(": {}", done_facts(done, WORDING, today));
        text.line(numbered(at).then(named(done.skill.title, done.skill.id.as_str())).text(&facts));
        for proof in &done.evidence {
            text.line(Line::from("Proof: ").link(proof));
        }
    }
    for milestone in &report.milestones {
        let line = Line::from("Milestone reached: ").title(milestone.text);
        text.line(line.text(&format!(", {}", date(milestone.on, today))));
    }
    for (heading, skills) in lists(report) {
        text.line(format!("{heading}:"));
        for (at, dated) in skills.iter().enumerate() {
            let line = numbered(at).then(named(dated.skill.title, dated.skill.id.as_str()));
            text.line(line.text(&format!(": {}", date(dated.on, today))));
        }
    }
    if !report.skills.is_empty() {
        text.line("Hours by skill:");
    }
    for (at, time) in report.skills.iter().enumerate() {
        let spent = format!(": {}", WORDING.time(time.spent_minutes));
        text.line(numbered(at).then(named(time.skill.title, time.skill.id.as_str())).text(&spent));
    }
    let weeks = weeks(report);
    if !weeks.is_empty() {
        text.line("Hours by week:");
    }
    for (at, week) in weeks.iter().enumerate() {
        let hours = of_planned(week.hours, WORDING);
        let line = format!("from {}: {hours}", date(week.days.since, today));
        text.line(numbered(at).text(&line));
    }
    let months = by_month(&report.year);
    if !months.is_empty() {
        text.line("The last 12 months:");
    }
    for (at, active) in months.iter().enumerate() {
        let days = Count(active.days, "day");
        let hours = WORDING.span(active.minutes, active.minutes);
        let month = active.month.strftime("%B %Y");
        text.line(numbered(at).text(&format!("{month}: active on {days}, {hours} logged")));
    }
    let next = steps(&report.next, Detail::Short, today);
    if !next.is_empty() {
        text.line("Next steps:").append(next);
    }
    text
}
