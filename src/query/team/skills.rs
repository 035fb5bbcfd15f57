//! Which skills take long, are abandoned or are skipped.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{Basis, Member, median};
use crate::catalog::{Hours, Id, Ix, Roadmap, hours_json};
use crate::progress::{Record, Status};

/// A skill that was started and not touched for this many days was abandoned.
pub const LEFT_AFTER: i32 = 28;

/// A skill in the figures of a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkillFigures<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub done: usize,
    /// Being learned, including those who abandoned it.
    pub learning: usize,
    /// Started, and not touched for four weeks.
    pub left: usize,
    pub skipped: usize,
    /// The median of the days from the start until it was done.
    pub days: Option<u64>,
    /// The median of the minutes logged by those who are done. Serialises as hours.
    #[serde(rename = "hours", serialize_with = "as_hours")]
    pub minutes: Option<u64>,
    /// The roadmap's estimate.
    pub estimate: Option<Hours>,
}

/// What one person did with one skill.
#[derive(Debug, Clone, Copy)]
pub struct SkillMark<'a> {
    roadmap: &'a Roadmap,
    skill: Ix,
    what: What,
}

#[derive(Debug, Clone, Copy)]
enum What {
    Done { days: Option<u32>, minutes: Option<u32> },
    Learning { left: bool },
    Skipped,
}

impl<'a> SkillMark<'a> {
    /// What a person did in their roadmap.
    pub fn all_of(basis: &Basis<'a>, member: &Member<'_>) -> Option<Vec<Self>> {
        let roadmap = basis.followed(&member.progress).ok()?;
        let mark = |(skill, entry): (Ix, &'a crate::catalog::Entry)| {
            let what = What::of(&member.progress.record(entry.names()), basis.today)?;
            Some(Self { roadmap, skill, what })
        };
        let skills = roadmap.skills().map(|(ix, entry, _)| (ix, entry));
        Some(skills.filter_map(mark).collect())
    }
}

impl What {
    fn of(record: &Record, today: Date) -> Option<Self> {
        Some(match record.status {
            Status::Todo => return None,
            Status::Skipped => Self::Skipped,
            Status::Learning => {
                let limit = today.checked_sub(LEFT_AFTER.days()).unwrap_or(Date::MIN);
                Self::Learning { left: last_day(record).is_some_and(|last| last < limit) }
            }
            Status::Done => {
                let days = record.started.zip(record.since);
                let days = days.and_then(|(from, to)| u32::try_from((to - from).get_days()).ok());
                let minutes = u32::try_from(record.minutes()).ok().filter(|minutes| *minutes > 0);
                Self::Done { days, minutes }
            }
        })
    }
}

/// The last day on which something was recorded for a skill.
fn last_day(record: &Record) -> Option<Date> {
    let spent = record.spent.iter().map(|(on, _)| *on);
    let notes = record.notes.iter().map(|note| note.on);
    spent.chain(notes).chain(record.since).max()
}

/// The figures of every skill that somebody did anything with, by id.
pub fn skills<'a>(marks: impl IntoIterator<Item = SkillMark<'a>>) -> Vec<SkillFigures<'a>> {
    #[derive(Default)]
    struct Tally {
        days: Vec<u64>,
        minutes: Vec<u64>,
    }
    let mut found: BTreeMap<&'a Id, (SkillFigures<'a>, Tally)> = BTreeMap::new();
    for SkillMark { roadmap, skill, what } in marks {
        let entry = roadmap.entry(skill);
        let (figures, tally) = found.entry(&entry.id).or_insert_with(|| {
            let figures = SkillFigures {
                id: &entry.id,
                title: &entry.title,
                done: 0,
                learning: 0,
                left: 0,
                skipped: 0,
                days: None,
                minutes: None,
                estimate: entry.skill().and_then(|skill| skill.hours),
            };
            (figures, Tally::default())
        });
        match what {
            What::Done { days, minutes } => {
                figures.done += 1;
                tally.days.extend(days.map(u64::from));
                tally.minutes.extend(minutes.map(u64::from));
            }
            What::Learning { left } => {
                figures.learning += 1;
                figures.left += usize::from(left);
            }
            What::Skipped => figures.skipped += 1,
        }
    }
    let finish = |(figures, tally): (SkillFigures<'a>, Tally)| SkillFigures {
        days: median(tally.days),
        minutes: median(tally.minutes),
        ..figures
    };
    found.into_values().map(finish).collect()
}

#[expect(clippy::ref_option, reason = "serde passes fields so")]
fn as_hours<S: Serializer>(minutes: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    minutes.map(hours_json).serialize(serializer)
}
