//! When will I be there: what is left, in order, laid over the weeks.
//!
//! ```text
//! Evaluation ─▶ Left ─▶ order ─▶ shares ─┐
//!                                      ├─▶ lay ─▶ Schedule
//! Terms ───────────────▶ Calendar ─────┘
//! ```
//!
//! All sums are exact ([`Work`]) and all dates civil, so that a plan is the
//! same in every time zone.

mod amount;
mod answer;
mod calendar;
mod forecast;
mod lay;
mod order;
mod terms;

use crate::catalog::{Ix, Roadmap, Stage};
use crate::query::Evaluation;
use crate::query::next::Named;
use crate::query::pace::Pace;
use crate::query::remaining::Remaining;

pub use amount::{BadWeekly, Weekly, Work};
pub use answer::{Assumed, AtPace, CannotPlan, Goal, Item, Range, Schedule, Span, StageFinish};
pub use forecast::{Forecast, forecast};
pub use lay::{Finish, Period};
pub use terms::{Asked, GoalBeforeStart, Source, Terms, Typed};

pub(super) use calendar::Calendar;
pub(super) use lay::{Lane, shares, total};
pub(super) use order::order;

use answer::{Layout, spans};
use lay::{Share, running};

/// Lays what is left of a roadmap over the days.
///
/// # Errors
/// [`CannotPlan`], when something is left.
pub fn plan<'a>(
    evaluation: &Evaluation<'a>,
    terms: &Terms,
    pace: Option<Pace>,
) -> Result<Schedule<'a>, CannotPlan> {
    let left = Remaining::of(evaluation);
    let skills = order(evaluation, &left.skills(terms.reach));
    let shares = shares(&left, &skills);
    let sums = total(&shares);
    let calendar = Calendar::new(terms.from, &terms.off);
    if !skills.is_empty() && !calendar.has_days() {
        return Err(CannotPlan::NoDays { from: terms.from });
    }
    let days = terms.by.map_or(0, |by| calendar.days_through(by));
    let least = Weekly::least(sums[1], days).filter(|_| !skills.is_empty());
    let (weekly, source) = match terms.pace {
        Asked::At(weekly, source) => (weekly, source),
        Asked::AsTheGoalTakes(otherwise, source) => {
            least.map_or((otherwise, source), |least| (least, Source::Goal))
        }
    };
    let lane = Lane::new(&calendar, weekly.per_day());
    let finish_at = |per_day: Work| {
        let works = !skills.is_empty() && per_day > Work::default();
        works.then(|| Lane::new(&calendar, per_day).finish(sums)).flatten()
    };
    let finish = finish_at(weekly.per_day());
    if finish.is_none() && !skills.is_empty() {
        return Err(CannotPlan::TooFar { weekly });
    }
    let by = terms.by.map(|date| {
        let in_time = lane.done_by(date);
        let unfit = running(&shares).filter(|(_, done)| done[1] > in_time);
        let does_not_fit = Named::all(evaluation, unfit.map(|(ix, _)| ix));
        let met = does_not_fit.is_empty();
        Goal { date, hours_per_week: least, met, does_not_fit, has_passed: date < terms.from }
    });
    let usual = match terms.pace {
        Asked::AsTheGoalTakes(usual, _) => Some(usual),
        Asked::At(..) => terms.saved,
    };
    let unestimated = skills.iter().copied().filter(|ix| evaluation.hours(*ix).is_none());
    let roadmap = evaluation.roadmap();
    let [min, mid, max] = sums;
    Ok(Schedule {
        within: roadmap,
        roadmap: &roadmap.id,
        hours_per_week: weekly,
        source,
        from: terms.from,
        hours: Range { min, mid, max },
        finish,
        by,
        assumed: assumed(&left, &skills),
        unestimated: Named::all(evaluation, unestimated),
        median: Work::of_minutes(left.median_minutes().into()),
        pace: pace.map(|pace| AtPace { hours_per_week: pace, finish: finish_at(pace.per_day()) }),
        usual: usual
            .filter(|usual| *usual != weekly)
            .map(|usual| AtPace { hours_per_week: usual, finish: finish_at(usual.per_day()) }),
        weeks: spans(roadmap, lane, &shares, Period::Week),
        stages: stages(roadmap, lane, &shares),
        to_save: terms.to_save(weekly),
        layout: Layout { calendar, shares },
    })
}

fn stages<'a>(roadmap: &'a Roadmap, lane: Lane<'_>, shares: &[Share]) -> Vec<StageFinish<'a>> {
    let finish = |stage: &'a Stage| StageFinish {
        id: &stage.id,
        title: &stage.title,
        start: None,
        finish: None,
    };
    let mut stages: Vec<_> = roadmap.stages().iter().map(finish).collect();
    let mut before = Work::default();
    for (ix, done) in running(shares) {
        let stage = &mut stages[roadmap.entry(ix).stage];
        stage.start = stage.start.or_else(|| lane.start(before));
        stage.finish = lane.finish(done);
        before = done[1];
    }
    stages
}

/// The choices that are open though the plan has a way through them.
pub(super) fn assumed<'a>(left: &Remaining<'a, '_>, skills: &[Ix]) -> Vec<Assumed<'a>> {
    let evaluation = left.evaluation();
    let roadmap = evaluation.roadmap();
    let mut is_planned = vec![false; roadmap.len()];
    for skill in skills {
        is_planned[skill.at()] = true;
        for group in roadmap.around(*skill) {
            is_planned[group.at()] = true;
        }
    }
    let mut assumed = Vec::new();
    for (choice, entry) in roadmap.entries() {
        if entry.choose().is_none() || !is_planned[choice.at()] || !evaluation.is_undecided(choice)
        {
            continue;
        }
        let taken = left
            .options(choice)
            .filter(|option| is_planned[option.at()] && !evaluation.is_begun(*option));
        let options = Named::all(evaluation, taken);
        let among = evaluation.options(choice);
        // Where all that is there must be taken, nothing is assumed.
        if !options.is_empty() && options.len() < among.len() {
            let among = among.iter().map(|(option, _)| &roadmap.entry(*option).id).collect();
            assumed.push(Assumed { choice: Named::of(evaluation, choice), options, among });
        }
    }
    assumed
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
