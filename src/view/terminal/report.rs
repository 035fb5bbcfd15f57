//! A report with bars and the heat map of the year.

use jiff::civil::Date;

use crate::query::report::{LearningReport, WeekReport};

use super::super::heat::{heat, legend};
use super::super::report::{NOTHING, done_facts, is_empty, lists, of_planned, range, summary};
use super::super::steps::Detail;
use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::words::{Count, date};
use super::super::wrap::width;
use super::steps::steps;

/// The width of a bar.
const BAR: usize = 20;

/// The maximum number of weeks with a row.
const WEEKS: usize = 27;

pub(crate) fn report(report: &LearningReport<'_>, today: Date, style: &Style) -> Text {
    let mut parts = vec![header(report, today, style)];
    parts.push(done(report, today, style));
    parts.push(milestones(report, today));
    for (heading, skills) in lists(report) {
        let titles: Vec<String> = skills
            .iter()
            .map(|dated| format!("{} ({})", dated.skill.title, date(dated.on, today)))
            .collect();
        let line = Line::new().faint(heading).text("  ").text(&titles.join(", "));
        parts.push(line.hang(width(heading) + 2).into());
    }
    parts.push(skills(report, style));
    parts.push(weeks(report, today, style));
    if report.year.iter().any(|week| week.total().level() > 0) {
        let mut map = heat(&report.year, style);
        map.line(Line::from("    ").then(legend(style)));
        parts.push(map);
    }
    let next = steps(&report.next, Detail::Short, today, style);
    if !next.is_empty() {
        let mut text: Text = Line::new().title("Next").into();
        parts.push(text.append(next).clone());
    }
    Text::paragraphs(parts)
}

fn header(report: &LearningReport<'_>, today: Date, style: &Style) -> Text {
    let mut line = Line::new().title(&range(report.days, today));
    if report.hours.spent_minutes > 0 || report.hours.planned_minutes.is_some() {
        line = line.text("  ").text(&of_planned(report.hours, style.wording()));
    }
    let mut text: Text = line.into();
    if is_empty(report) {
        text.line(NOTHING);
    } else if !summary(report).is_empty() {
        text.line(Line::new().faint(&summary(report)).hang(0));
    }
    text
}

fn done(report: &LearningReport<'_>, today: Date, style: &Style) -> Text {
    let mut text = Text::new();
    for done in &report.done {
        let line = Line::new().paint(Tone::Good, style.signs().done).text(" ");
        let facts = done_facts(done, style.wording(), today);
        text.line(line.title(done.skill.title).text("  ").faint(&facts));
        for proof in &done.evidence {
            text.line(Line::from("  ").link(proof));
        }
    }
    text
}

fn milestones(report: &LearningReport<'_>, today: Date) -> Text {
    let line = |milestone: &crate::query::report::ReachedMilestone<'_>| {
        Line::new()
            .paint(Tone::Good, "Milestone: ")
            .title(milestone.text)
            .faint(&format!("  {}", date(milestone.on, today)))
    };
    report.milestones.iter().map(line).collect()
}

/// The logged time of each skill as a bar.
fn skills(report: &LearningReport<'_>, style: &Style) -> Text {
    let longest = report.skills.iter().map(|time| width(time.skill.title)).max().unwrap_or(0);
    let titles = longest.min(style.columns().saturating_sub(BAR + 14));
    let most = report.skills.first().map_or(0, |time| time.spent_minutes);
    let line = |time: &crate::query::report::SkillTime<'_>| {
        let title = style.cut(time.skill.title, titles);
        let hours = style.wording().span(time.spent_minutes, time.spent_minutes);
        let bar = filled(time.spent_minutes, most, style);
        Line::from(&*title).pad(titles + 2).then(bar).pad(titles + 2 + BAR + 2).text(&hours)
    };
    report.skills.iter().map(line).collect()
}

/// The time by week against the plan.
fn weeks(report: &LearningReport<'_>, today: Date, style: &Style) -> Text {
    let weeks = super::super::report::weeks(report);
    let left_out = weeks.len().saturating_sub(WEEKS);
    let shown = &weeks[left_out..];
    let goal =
        |week: &WeekReport| week.hours.planned_minutes.unwrap_or(0).max(week.hours.spent_minutes);
    let most = shown.iter().map(goal).max().unwrap_or(0);
    let name = |week: &WeekReport| date(week.days.since, today);
    let names = shown.iter().map(|week| width(&name(week))).max().unwrap_or(0);
    let line = |week: &WeekReport| {
        Line::new()
            .faint(&name(week))
            .pad(names + 2)
            .then(filled(week.hours.spent_minutes, most, style))
            .pad(names + 2 + BAR + 2)
            .text(&of_planned(week.hours, style.wording()))
    };
    let mut text = Text::new();
    if left_out > 0 {
        let weeks = Count(left_out, "earlier week");
        text.line(Line::new().faint(&format!("{weeks} not shown")));
    }
    text.append(shown.iter().map(line).collect::<Text>());
    text
}

/// A bar for `part` of `most`, at least one column unless `part` is 0.
fn filled(part: u64, most: u64, style: &Style) -> Line {
    let cells = (part * BAR as u64).checked_div(most).unwrap_or(0);
    let cells = usize::try_from(cells).unwrap_or(BAR).max(usize::from(part > 0)).min(BAR);
    Line::new().paint(Tone::Good, &style.signs().bar.to_string().repeat(cells))
}
