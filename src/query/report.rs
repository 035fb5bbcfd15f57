//! What was done in a range of days. Serialises to the JSON of `report`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::activity::{Activity, Day, Week};
use super::days::{Days, sunday};
use super::evaluation::Evaluation;
use super::milestone::{milestones, reached_on};
use super::next::{Next, next, through_first_open};
use super::recorded::{RecordedSkill, recorded};
use super::steps::Wanted;
use crate::catalog::{Id, Roadmap, RoadmapId, hours_json};
use crate::progress::{Progress, Record, Status};

/// How many weeks the map of the year has.
const YEAR: u16 = 53;

/// What was done in some days. Times are minutes; they serialise as hours.
#[derive(Debug, Clone, Serialize)]
pub struct LearningReport<'a> {
    #[serde(flatten)]
    pub days: Days,
    /// The roadmaps in use, the current one first. Serialises as their ids.
    #[serde(serialize_with = "as_ids")]
    pub roadmaps: Vec<&'a Roadmap>,
    pub hours: SpentOfPlanned,
    pub weeks: Vec<WeekReport>,
    /// The skills that time was logged on, most first.
    pub skills: Vec<SkillTime<'a>>,
    /// Finished skills, by day.
    pub done: Vec<DoneSkill<'a>>,
    /// Skills that were marked as known before.
    pub known: Vec<DatedSkill<'a>>,
    /// Skills that were begun and are still being learned.
    pub started: Vec<DatedSkill<'a>>,
    pub skipped: Vec<DatedSkill<'a>>,
    /// Skills that were refreshed.
    pub refreshed: Vec<DatedSkill<'a>>,
    /// The milestones of the roadmaps in use that were reached.
    pub milestones: Vec<ReachedMilestone<'a>>,
    /// What comes next.
    #[serde(flatten)]
    pub next: Next<'a>,
    /// The year up to the last day. Serialises as the days with something on them.
    #[serde(serialize_with = "days_with_something")]
    pub year: Vec<Week>,
}

/// Time that was logged, and what the saved plan asks for since it was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SpentOfPlanned {
    #[serde(rename = "spent", serialize_with = "as_hours")]
    pub spent_minutes: u64,
    /// `None` where no plan was in force. A week that is not over counts to its end.
    #[serde(rename = "planned", serialize_with = "as_known_hours")]
    pub planned_minutes: Option<u64>,
}

/// A week of the report; the first and last may be shorter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WeekReport {
    #[serde(flatten)]
    pub days: Days,
    #[serde(flatten)]
    pub hours: SpentOfPlanned,
}

/// The time logged on a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkillTime<'a> {
    #[serde(flatten)]
    pub skill: RecordedSkill<'a>,
    pub status: Status,
    #[serde(rename = "spent", serialize_with = "as_hours")]
    pub spent_minutes: u64,
}

/// A skill that was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DoneSkill<'a> {
    pub on: Date,
    #[serde(flatten)]
    pub skill: RecordedSkill<'a>,
    /// Since when it was learned, if it was started.
    pub started: Option<Date>,
    /// All time logged on it.
    #[serde(rename = "spent", serialize_with = "as_hours")]
    pub spent_minutes: u64,
    /// Links, paths or words.
    pub evidence: Vec<String>,
}

/// A skill, and a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DatedSkill<'a> {
    pub on: Date,
    #[serde(flatten)]
    pub skill: RecordedSkill<'a>,
}

/// A milestone that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ReachedMilestone<'a> {
    pub on: Date,
    pub roadmap: &'a RoadmapId,
    pub stage: &'a Id,
    pub text: &'a str,
}

/// What was done in `days` according to `progress`. `in_use` are the roadmaps in use,
/// the current one first, evaluated under it. Titles are looked up in `roadmaps`.
pub fn report<'a>(
    progress: &'a Progress,
    in_use: &[Evaluation<'a>],
    roadmaps: &[&'a Roadmap],
    days: Days,
    today: Date,
) -> LearningReport<'a> {
    let found = Found::of(progress, roadmaps, days);
    let current = in_use.first().map(|first| &first.roadmap().id);
    let weeks: Vec<WeekReport> = days
        .weeks()
        .map(|week| WeekReport { days: week, hours: hours(progress, current, week, today) })
        .collect();
    let planned = weeks.iter().filter_map(|week| week.hours.planned_minutes);
    let hours = SpentOfPlanned {
        spent_minutes: weeks.iter().map(|week| week.hours.spent_minutes).sum(),
        planned_minutes: planned.reduce(|a, b| a + b),
    };
    let reached = |evaluation: &Evaluation<'a>| {
        let reached = milestones(evaluation).into_iter().filter_map(|milestone| {
            let on = reached_on(evaluation, &milestone).filter(|on| days.contains(*on))?;
            let roadmap = &evaluation.roadmap().id;
            Some(ReachedMilestone { on, roadmap, stage: milestone.stage, text: milestone.text })
        });
        reached.collect::<Vec<_>>()
    };
    LearningReport {
        days,
        roadmaps: in_use.iter().map(Evaluation::roadmap).collect(),
        hours,
        weeks,
        skills: found.skills,
        done: found.done,
        known: found.known,
        started: found.started,
        skipped: found.skipped,
        refreshed: found.refreshed,
        milestones: in_use.iter().flat_map(reached).collect(),
        next: next(through_first_open(in_use), &Wanted::default()),
        year: Activity::of_all(progress, roadmaps.iter().copied(), days.until).weeks(YEAR),
    }
}

/// The time logged in `week`, and what the plans of the roadmap `current` ask
/// for: of each day, the plan that was in force on it. Of the week that is not
/// over, the days to come count too.
pub(super) fn hours(
    progress: &Progress,
    current: Option<&RoadmapId>,
    week: Days,
    today: Date,
) -> SpentOfPlanned {
    let spent = progress.spent().iter().filter(|(on, _)| week.contains(*on));
    let until = if week.until == today { sunday(today) } else { week.until };
    let planned = Days { since: week.since, until }.each().filter_map(|day| {
        let plan = progress.plan_on(current?, day.min(today))?;
        let minutes = u64::from(plan.minutes_per_week?);
        let is_off = plan.off.iter().any(|(from, to)| *from <= day && day <= *to);
        Some(if is_off { 0 } else { minutes })
    });
    SpentOfPlanned {
        spent_minutes: spent.map(|(_, minutes)| u64::from(*minutes)).sum(),
        // A day has a seventh of a week.
        planned_minutes: planned.reduce(|a, b| a + b).map(|sevenths| (sevenths + 3) / 7),
    }
}

/// What the records of skills contain for some days.
#[derive(Default)]
struct Found<'a> {
    skills: Vec<SkillTime<'a>>,
    done: Vec<DoneSkill<'a>>,
    known: Vec<DatedSkill<'a>>,
    started: Vec<DatedSkill<'a>>,
    skipped: Vec<DatedSkill<'a>>,
    refreshed: Vec<DatedSkill<'a>>,
}

impl<'a> Found<'a> {
    fn of(progress: &'a Progress, roadmaps: &[&'a Roadmap], days: Days) -> Self {
        let mut found = Self::default();
        // The place of a skill in its roadmap orders what has the same day.
        for (skill, record) in recorded(progress, roadmaps.iter().copied()) {
            found.add(skill, &record, days);
        }
        found.skills.sort_by_key(|time| std::cmp::Reverse(time.spent_minutes));
        found.done.sort_by_key(|done| done.on);
        for dated in
            [&mut found.known, &mut found.started, &mut found.skipped, &mut found.refreshed]
        {
            dated.sort_by_key(|dated| dated.on);
        }
        found
    }

    fn add(&mut self, skill: RecordedSkill<'a>, record: &Record, days: Days) {
        let within = |day: &Date| days.contains(*day);
        let spent = record.spent.iter().filter(|(on, _)| within(on));
        let spent_minutes = spent.map(|(_, minutes)| u64::from(*minutes)).sum();
        if spent_minutes > 0 {
            self.skills.push(SkillTime { skill, status: record.status, spent_minutes });
        }
        if let Some(on) = record.known_on.filter(within) {
            self.known.push(DatedSkill { on, skill });
        }
        let refreshed = record.refreshed.iter().copied().filter(within);
        self.refreshed.extend(refreshed.map(|on| DatedSkill { on, skill }));
        let Some(on) = record.since.filter(within) else { return };
        match record.status {
            Status::Todo => {}
            Status::Learning => self.started.push(DatedSkill { on, skill }),
            Status::Skipped => self.skipped.push(DatedSkill { on, skill }),
            Status::Done => self.done.push(DoneSkill {
                on,
                skill,
                started: record.started,
                spent_minutes: record.minutes(),
                evidence: record.evidence.iter().map(ToString::to_string).collect(),
            }),
        }
    }
}

fn as_ids<S: Serializer>(roadmaps: &[&Roadmap], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(roadmaps.iter().map(|roadmap| &roadmap.id))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn as_hours<S: Serializer>(minutes: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    hours_json(*minutes).serialize(serializer)
}

#[expect(clippy::ref_option, reason = "serde hands over a reference")]
fn as_known_hours<S: Serializer>(minutes: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    minutes.map(hours_json).serialize(serializer)
}

/// A day with activity.
#[derive(Serialize)]
struct ActiveDay {
    date: Date,
    events: u32,
    #[serde(serialize_with = "as_hours")]
    hours: u64,
    level: u8,
}

fn days_with_something<S: Serializer>(year: &[Week], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(active_days(year).map(|(date, day)| {
        let Day { events, minutes: hours, .. } = day;
        ActiveDay { date, events, hours, level: day.level() }
    }))
}

fn active_days(year: &[Week]) -> impl Iterator<Item = (Date, Day)> {
    year.iter().flat_map(Week::dated).filter(|(_, day)| day.level() > 0)
}

/// A month with something on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveMonth {
    /// Its first day.
    pub month: Date,
    /// How many of its days have something on them.
    pub days: usize,
    /// Minutes logged.
    pub minutes: u64,
}

/// The months of the map with something on them, in order.
pub fn by_month(year: &[Week]) -> Vec<ActiveMonth> {
    let mut months: BTreeMap<Date, ActiveMonth> = BTreeMap::new();
    for (date, day) in active_days(year) {
        let month = date.first_of_month();
        let empty = ActiveMonth { month, days: 0, minutes: 0 };
        let active = months.entry(month).or_insert(empty);
        active.days += 1;
        active.minutes += day.minutes;
    }
    months.into_values().collect()
}

#[cfg(test)]
mod tests;
