//! Text shared by both renderers of the overview.

use jiff::civil::Date;

use crate::query::greeting::Greeting;
use crate::query::next::{Next, StepAnswer};
use crate::query::overview::{Overview, RoadmapOverview};
use crate::query::plan::Forecast;
use crate::query::recap::Recap;
use crate::query::summary::{Counts, RoadmapSummary};

use super::plan::number;
use super::report::of_planned;
use super::steps::command;
use super::words::{Count, Wording, about, against, date};

/// Dates up to this many days ahead are shown with the day, later ones without.
const SOON: i32 = 183;

/// `16 of 47 done, 1 skipped`.
pub(super) fn done(counts: &Counts) -> String {
    let units = counts.units;
    let skipped = match counts.skipped {
        0 => String::new(),
        n => format!(", {n} skipped"),
    };
    format!("{} of {} done{skipped}", units.done, units.required)
}

/// How far the roadmap is: `16 of 47 done`, `180–260 h left`, `stage 2 of 5`.
pub(super) fn figures(summary: &RoadmapSummary<'_>, wording: Wording) -> Vec<String> {
    let counts = &summary.counts;
    let mut facts = vec![done(counts)];
    if counts.optional.total > 0 {
        facts.push(format!("{} of {} optional", counts.optional.done, counts.optional.total));
    }
    let left = counts.hours.left;
    if left.max_minutes > 0 {
        facts.push(format!("{} left", wording.span(left.min_minutes, left.max_minutes)));
    }
    if counts.hours.unestimated > 0 {
        facts.push(format!("{} without an estimate", Count(counts.hours.unestimated, "skill")));
    }
    if let Some(at) = summary.stage_at {
        facts.push(format!("stage {} of {}", at + 1, summary.stages.len()));
    }
    facts
}

/// The next milestone: `Next milestone: Ready to apply for junior jobs, by Mar 2028
/// (12 of 40 done)`.
pub(super) fn milestone(overview: &Overview<'_>, today: Date) -> Option<String> {
    milestone_of(&overview.roadmaps.first()?.summary, overview.forecast.as_ref(), today)
}

/// The next milestone of one roadmap.
pub(super) fn milestone_of(
    roadmap: &RoadmapSummary<'_>,
    forecast: Option<&Forecast<'_>>,
    today: Date,
) -> Option<String> {
    let next = roadmap.milestones.iter().map(|of| &of.milestone).find(|of| !of.reached)?;
    let dated = forecast.and_then(|forecast| forecast.milestone.as_ref());
    let finish = dated.filter(|dated| dated.milestone.stage == next.stage);
    let by = finish.and_then(|dated| Some(format!(", by {}", when(dated.finish?.mid, today))));
    let (by, units) = (by.unwrap_or_default(), next.units);
    Some(format!("Next milestone: {}{by} ({} of {} done)", next.text, units.done, units.required))
}

/// `This week 5.5 of 8 h`.
pub(super) fn week(greeting: &Greeting<'_>, wording: Wording) -> Option<String> {
    let hours = of_planned(greeting.week?, wording);
    Some(match wording {
        Wording::Short { .. } => format!("this week {hours}"),
        Wording::Long => format!("This week: {hours}"),
    })
}

/// `Last: SQL, 3 weeks ago`.
pub(super) fn last(greeting: &Greeting<'_>, today: Date) -> Option<String> {
    let last = greeting.last?;
    Some(format!("Last: {}, {} ago", last.title, about(last.on, today)))
}

/// A summary of a finished roadmap, in lines.
pub(super) fn recap(recap: &Recap<'_>, wording: Wording, today: Date) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(first), Some(last)) = (recap.first, recap.last) {
        let (from, to) = (date(first, today), date(last, today));
        lines.push(if first == last {
            format!("On {to}")
        } else {
            format!("From {from} to {to}: {}", about(first, last))
        });
    }
    let mut skills = vec![format!("{} learned", Count(recap.learned, "skill"))];
    let others = [(recap.known, "known before"), (recap.skipped, "skipped")];
    let others = others.iter().filter(|(count, _)| *count > 0);
    skills.extend(others.map(|(count, what)| format!("{count} {what}")));
    if recap.proofs > 0 {
        skills.push(Count(recap.proofs, "proof").to_string());
    }
    lines.push(skills.join(", "));
    let mut hours = Vec::new();
    if recap.spent_minutes > 0 {
        hours.push(format!("{} logged", wording.span(recap.spent_minutes, recap.spent_minutes)));
    }
    if recap.hours.max_minutes > 0 {
        let estimate = wording.span(recap.hours.min_minutes, recap.hours.max_minutes);
        hours.push(format!("estimated at {estimate}"));
    }
    lines.extend((!hours.is_empty()).then(|| hours.join(", ")));
    lines
}

/// The title of the next step of another roadmap in use, or `finished`.
pub(super) fn next_in<'a>(other: &RoadmapOverview<'a>) -> &'a str {
    match &other.next {
        Some(StepAnswer::Skill(step)) => step.title,
        Some(StepAnswer::Choice(step)) => step.title,
        None => "finished",
    }
}

/// Commands to run for the first steps.
pub(super) fn commands(next: &Next<'_>) -> Vec<String> {
    let steps = next.steps.iter().filter_map(command).take(2);
    steps.chain(["roadmap next --explain".to_owned()]).collect()
}

/// `At 6 h/week: Databases by 14 Feb, all by Jun 2027`, and a shorter variant.
pub(super) fn forecast(forecast: &Forecast<'_>, wording: Wording, today: Date) -> [String; 2] {
    let all = when(forecast.finish.mid, today);
    let stage = forecast.stage.as_ref().and_then(|stage| {
        let finish = stage.finish.filter(|finish| *finish != forecast.finish)?;
        Some(format!("{} by {}, ", stage.title, when(finish.mid, today)))
    });
    let weekly = wording.weekly(&forecast.hours_per_week.to_string());
    let stage = stage.unwrap_or_default();
    [format!("At {weekly}: {stage}all by {all}"), format!("At {weekly}: all by {all}")]
}

/// Whether the goal will be met: `Goal 1 Jun 2029: at 8 h/week 16 months late; you log 4.8`.
pub(super) fn goal(forecast: &Forecast<'_>, wording: Wording, today: Date) -> Option<String> {
    let by = forecast.by?;
    let weekly = wording.weekly(&forecast.hours_per_week.to_string());
    let against = against(by, forecast.finish.mid);
    let pace = forecast.pace.map(|pace| {
        let logged = number(pace.weekly());
        match wording {
            Wording::Short { .. } => format!("; you log {logged}"),
            Wording::Long => format!("; you log {}", wording.weekly(&logged)),
        }
    });
    Some(format!("Goal {}: at {weekly} {against}{}", date(by, today), pace.unwrap_or_default()))
}

/// `14 Feb 2027` for a day within half a year, `Jun 2027` for a later one.
pub(super) fn when(finish: Date, today: Date) -> String {
    let is_soon = (finish - today).get_days() <= SOON;
    if is_soon { date(finish, today) } else { finish.strftime("%b %Y").to_string() }
}

/// The first commands to run, and what they do.
pub(super) fn first_commands(roadmap: &str) -> [(String, &'static str); 4] {
    [
        ("roadmap setup".to_owned(), "find out where you start"),
        (format!("roadmap use {roadmap}"), "follow a roadmap"),
        ("roadmap check --known html-and-css".to_owned(), "mark what you know already"),
        ("roadmap next".to_owned(), "see what to learn next"),
    ]
}

pub(super) const WELCOME: &str = "Welcome to roadmap: your way to a role, one skill at a time.";

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_far_ahead_have_no_day() {
        let today = date(2026, 11, 20);
        for (to, want) in [
            (date(2026, 11, 20), "20 Nov"),
            (date(2027, 2, 14), "14 Feb 2027"),
            (date(2027, 6, 1), "Jun 2027"),
        ] {
            assert_eq!(when(to, today), want);
        }
    }
}
