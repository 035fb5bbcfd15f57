//! Schedules skills one after the other over the working days.

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use super::calendar::Calendar;
use crate::catalog::Ix;
use crate::query::evaluation::Evaluation;
use crate::query::milestone::{Milestone, milestones};
use crate::query::remaining::Remaining;
use crate::query::work::{Spread, Work};

/// A skill, and the time that it still takes.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) struct Share {
    pub(in crate::query) skill: Ix,
    pub(in crate::query) left: Spread,
}

/// The days by whose end the hours are done, at the minimum, midpoint and maximum of
/// the estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finish {
    pub early: Date,
    pub mid: Date,
    pub late: Date,
}

/// Working days with the same hours each.
#[derive(Debug, Clone, Copy)]
pub(in crate::query) struct Lane<'c> {
    calendar: &'c Calendar,
    per_day: Work,
}

/// The periods of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Monday to Sunday.
    Week,
    /// Weeks that begin on or before this day, then months.
    WeekThenMonth(Date),
}

/// A part of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Portion {
    pub(super) skill: Ix,
    pub(super) work: Work,
    /// Whether it finishes the skill.
    pub(super) finished: bool,
}

/// The time that each of `skills` still takes, in their order.
pub(in crate::query) fn shares(left: &Remaining<'_, '_>, skills: &[Ix]) -> Vec<Share> {
    let evaluation = left.evaluation();
    let share = |ix: &Ix| Share {
        skill: *ix,
        left: Work::left_of(left.estimate_or_median(*ix), evaluation.minutes_spent(*ix)),
    };
    skills.iter().map(share).collect()
}

/// The sums of the time that is left.
pub(in crate::query) fn total<'s>(shares: impl IntoIterator<Item = &'s Share>) -> Spread {
    let mut sums = [Work::default(); 3];
    for share in shares {
        add(&mut sums, share.left);
    }
    sums
}

/// For each share, the total work done once it is finished.
pub(super) fn running(shares: &[Share]) -> impl Iterator<Item = (Ix, Spread)> {
    shares.iter().scan([Work::default(); 3], |sums, share| {
        add(sums, share.left);
        Some((share.skill, *sums))
    })
}

/// A milestone, and when a plan reaches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneFinish<'a> {
    #[serde(flatten)]
    pub milestone: Milestone<'a>,
    /// `None` if it is already reached.
    pub finish: Option<Finish>,
}

/// When each milestone is reached: once every required skill up to its stage is
/// finished, in any order.
pub(in crate::query) fn milestone_finishes<'a>(
    evaluation: &Evaluation<'a>,
    lane: Lane<'_>,
    shares: &[Share],
) -> Vec<MilestoneFinish<'a>> {
    let roadmap = evaluation.roadmap();
    let mut by_stage = vec![None; roadmap.stages().len()];
    for (ix, done) in running(shares) {
        if !evaluation.is_optional(ix) {
            by_stage[roadmap.entry(ix).stage] = Some(done);
        }
    }
    let finish = |milestone: Milestone<'a>| {
        let last = by_stage[..=milestone.stage_at].iter().flatten().max_by_key(|done| done[1]);
        let finish = last.filter(|_| !milestone.reached).and_then(|done| lane.finish(*done));
        MilestoneFinish { milestone, finish }
    };
    milestones(evaluation).into_iter().map(finish).collect()
}

fn add(sums: &mut Spread, more: Spread) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

impl<'c> Lane<'c> {
    pub(in crate::query) fn new(calendar: &'c Calendar, per_day: Work) -> Self {
        Self { calendar, per_day }
    }

    /// When this much is done. It must be more than nothing. `None` after the year
    /// 9999.
    pub(in crate::query) fn finish(self, sums: Spread) -> Option<Finish> {
        let [early, mid, late] = sums.map(|sum| self.calendar.day(sum.days_at(self.per_day)));
        Some(Finish { early: early?, mid: mid?, late: late? })
    }

    /// The day on which work begins once `before` is done.
    pub(super) fn start(self, before: Work) -> Option<Date> {
        self.calendar.day(before.full_days_at(self.per_day) + 1)
    }

    /// How much is done by the end of `date`.
    pub(super) fn done_by(self, date: Date) -> Work {
        self.per_day.times(self.calendar.days_through(date))
    }
}

/// Cuts the midpoints of `shares` into periods, and calls `each` with the first
/// and last day of a period and the work in it.
pub(super) fn cut(
    lane: Lane<'_>,
    shares: &[Share],
    period: Period,
    mut each: impl FnMut(Date, Date, &[Portion]),
) {
    let mut rest = shares.iter().map(|share| (share.skill, share.left[1]));
    let mut current = rest.next();
    let mut start = lane.calendar.from();
    let mut before = Work::default();
    let mut work = Vec::new();
    while current.is_some() {
        let end = period.end(start);
        let by_end = lane.done_by(end);
        let mut room = by_end - before;
        before = by_end;
        work.clear();
        while let Some((skill, left)) = current
            && room > Work::default()
        {
            let finished = left <= room;
            let part = left.min(room);
            work.push(Portion { skill, work: part, finished });
            room = room - part;
            current = if finished { rest.next() } else { Some((skill, left - part)) };
        }
        each(start, end, &work);
        match end.tomorrow() {
            Ok(next) => start = next,
            Err(_) => break,
        }
    }
}

impl Period {
    /// The last day of the period that `date` is in.
    fn end(self, date: Date) -> Date {
        match self {
            Self::WeekThenMonth(last) if date > last => date.last_of_month(),
            Self::Week | Self::WeekThenMonth(_) => {
                let days = date.weekday().until(Weekday::Sunday);
                date.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
            }
        }
    }
}
