//! Text shared by the renderers of a report.

use jiff::civil::Date;

use crate::query::days::Days;
use crate::query::report::{DatedSkill, DoneSkill, LearningReport, SpentOfPlanned, WeekReport};

use super::words::{Count, Wording, date};

/// Renders a report as Markdown.
pub use super::markdown::report as markdown;

/// `16 to 20 Nov`, `1 Jan 2025 to 20 Nov`, `20 Nov`.
pub(super) fn range(days: Days, today: Date) -> String {
    let (since, until) = (days.since, days.until);
    if since == until {
        return date(until, today);
    }
    format!("{} to {}", date(since, today), date(until, today))
}

/// `5.5 of 8 h`, `5.5 h`.
pub(super) fn of_planned(hours: SpentOfPlanned, wording: Wording) -> String {
    let spent = wording.span(hours.spent_minutes, hours.spent_minutes);
    match hours.planned_minutes {
        None => spent,
        Some(planned) => {
            let planned = wording.span(planned, planned);
            match wording {
                Wording::Short { .. } => {
                    format!("{} of {planned}", spent.trim_end_matches(" h"))
                }
                Wording::Long => format!("{spent} of {planned}"),
            }
        }
    }
}

/// A summary in one line: `3 skills done, 1 known before, 2 started`.
pub(super) fn summary(report: &LearningReport<'_>) -> String {
    let counts = [
        (report.done.len(), "done"),
        (report.known.len(), "known before"),
        (report.started.len(), "started"),
        (report.refreshed.len(), "refreshed"),
        (report.skipped.len(), "skipped"),
    ];
    let said = counts.into_iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> =
        said.map(|(count, what)| format!("{} {what}", Count(count, "skill"))).collect();
    said.join(", ")
}

/// Whether nothing was recorded on these days.
pub(super) fn is_empty(report: &LearningReport<'_>) -> bool {
    report.hours.spent_minutes == 0 && summary(report).is_empty()
}

/// The lists of skills and days with their headings, without empty lists.
pub(super) fn lists<'r, 'a>(
    report: &'r LearningReport<'a>,
) -> impl Iterator<Item = (&'static str, &'r [DatedSkill<'a>])> {
    let lists = [
        ("Known before", &*report.known),
        ("Started", &*report.started),
        ("Refreshed", &*report.refreshed),
        ("Skipped", &*report.skipped),
    ];
    lists.into_iter().filter(|(_, skills)| !skills.is_empty())
}

/// `18 Nov, 12 h spent`, `18 Nov, started 2 Nov, 12 h spent`.
pub(super) fn done_facts(done: &DoneSkill<'_>, wording: Wording, today: Date) -> String {
    let mut facts = vec![date(done.on, today)];
    if let Some(started) = done.started.filter(|started| *started < done.on) {
        facts.push(format!("started {}", date(started, today)));
    }
    if done.spent_minutes > 0 {
        facts.push(format!("{} spent", wording.time(done.spent_minutes)));
    }
    facts.join(", ")
}

/// The weeks from the first with logged time or a plan on; none if there is only
/// one, or if no time was logged at all.
pub(super) fn weeks<'r>(report: &'r LearningReport<'_>) -> &'r [WeekReport] {
    if report.weeks.len() < 2 || report.hours.spent_minutes == 0 {
        return &[];
    }
    let has_something =
        |week: &WeekReport| week.hours.spent_minutes > 0 || week.hours.planned_minutes.is_some();
    let first = report.weeks.iter().position(has_something).unwrap_or(0);
    &report.weeks[first..]
}

pub(super) const NOTHING: &str = "Nothing was recorded on these days.";
