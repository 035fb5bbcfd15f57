//! Skills one after the other, laid over the days that carry hours.

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use super::amount::Work;
use super::calendar::Calendar;
use crate::catalog::Ix;
use crate::query::remaining::Remaining;

/// A skill in its place in the order, and what is left of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) skill: Ix,
    /// At the minimum, the middle and the maximum of its estimate.
    pub(crate) left: [Work; 3],
}

/// The first days by whose end the hours are there, if the estimates turn out
/// at their minimum, middle or maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finish {
    pub early: Date,
    pub mid: Date,
    pub late: Date,
}

/// Days that each carry the same.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lane<'c> {
    calendar: &'c Calendar,
    per_day: Work,
}

/// What to cut time into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// Monday to Sunday.
    Week,
    /// Weeks that begin up to this day, then months.
    WeekThenMonth(Date),
}

/// A part of a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Portion {
    pub(super) skill: Ix,
    pub(super) work: Work,
    /// Whether it is the last of it.
    pub(super) finished: bool,
}

/// What is left of each of `skills`, in their order.
pub(crate) fn shares(left: &Remaining<'_, '_>, skills: &[Ix]) -> Vec<Share> {
    let evaluation = left.evaluation();
    let share = |ix: &Ix| Share {
        skill: *ix,
        left: Work::left_of(left.hours_or_median(*ix), evaluation.minutes_spent(*ix)),
    };
    skills.iter().map(share).collect()
}

/// The sums of what is left.
pub(crate) fn total<'s>(shares: impl IntoIterator<Item = &'s Share>) -> [Work; 3] {
    let mut sums = [Work::default(); 3];
    for share in shares {
        add(&mut sums, share.left);
    }
    sums
}

/// For each share, what is done once it is.
pub(super) fn running(shares: &[Share]) -> impl Iterator<Item = (Ix, [Work; 3])> {
    shares.iter().scan([Work::default(); 3], |sums, share| {
        add(sums, share.left);
        Some((share.skill, *sums))
    })
}

fn add(sums: &mut [Work; 3], more: [Work; 3]) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

impl<'c> Lane<'c> {
    pub(crate) fn new(calendar: &'c Calendar, per_day: Work) -> Self {
        Self { calendar, per_day }
    }

    /// When so much is done, which is not nothing; `None` beyond the last date there is.
    pub(crate) fn finish(self, sums: [Work; 3]) -> Option<Finish> {
        let [early, mid, late] = sums.map(|sum| self.calendar.day(sum.days_at(self.per_day)));
        Some(Finish { early: early?, mid: mid?, late: late? })
    }

    /// The day on which what follows `before` begins.
    pub(super) fn start(self, before: Work) -> Option<Date> {
        self.calendar.day(before.full_days_at(self.per_day) + 1)
    }

    /// What is done by the end of `date`.
    pub(super) fn done_by(self, date: Date) -> Work {
        self.per_day.times(self.calendar.days_through(date))
    }
}

/// Cuts the middles of `shares` into periods from the first day on, and hands
/// over each with its first and last day.
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
