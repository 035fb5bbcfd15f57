//! Text for the full-screen browser, shared with the other renderers.

use jiff::civil::Date;

use crate::query::plan::{Forecast, Schedule, Work};
use crate::query::show::EntryGroup;
use crate::query::summary::{Counts, RoadmapSummary};

use super::style::Style;
use super::text::Line;
use super::{overview, plan, show, terminal};

/// A bar of `cells` columns for `done` of `all`: full only if all is done, empty only if
/// nothing is.
pub fn bar(done: u32, all: u32, cells: usize, style: &Style) -> Line {
    terminal::bar(done, all, cells, style)
}

/// How far a roadmap is, the most important figures first: `16 of 47 done`,
/// `180–260 h left`.
pub fn figures(summary: &RoadmapSummary<'_>, style: &Style) -> Vec<String> {
    let mut facts = overview::figures(summary, style.wording());
    facts.sort_by_key(|fact| fact.ends_with(" optional"));
    facts
}

/// `16 of 47 done, 1 skipped`.
pub fn done(counts: &Counts) -> String {
    overview::done(counts)
}

/// The next milestone: `Next milestone: Ready to apply for junior jobs, by Mar 2028
/// (12 of 40 done)`.
pub fn milestone(
    summary: &RoadmapSummary<'_>,
    forecast: Option<&Forecast<'_>>,
    today: Date,
) -> Option<String> {
    overview::milestone_of(summary, forecast, today)
}

/// `choose 1 of 3, 0 of 1 done, optional`.
pub fn group_facts(group: &EntryGroup<'_>) -> String {
    show::group_facts(group)
}

/// `120 h left (100–140), at 8 h/week from 20 Nov`, and the finish dates.
pub fn plan_facts(schedule: &Schedule<'_>, today: Date, style: &Style) -> Vec<String> {
    let finish = schedule.finish.as_ref().map(|finish| plan::finished_by(finish, today));
    std::iter::once(plan::terms(schedule, style.wording(), today)).chain(finish).collect()
}

/// Sentences about the goal and what was assumed.
pub fn plan_remarks(schedule: &Schedule<'_>, today: Date, style: &Style) -> Vec<String> {
    let remarks = plan::remarks(schedule, plan::Extent::Whole, style.wording(), today);
    plan::milestones(schedule, today).chain(remarks).collect()
}

/// Hours rounded to a tenth, or to whole hours from 20.
pub fn hours(work: Work) -> String {
    plan::number(work)
}
