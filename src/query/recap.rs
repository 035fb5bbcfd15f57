//! The recap of a finished roadmap.

use jiff::civil::Date;
use serde::Serialize;

use super::evaluation::Evaluation;
use super::remaining::Sum;
use super::summary::summary;
use crate::catalog::{LeadsTo, Roadmap, RoadmapId, hours_json};
use crate::progress::Status;

/// What was done in a roadmap, from the first to the last day.
#[derive(Debug, Clone, Serialize)]
pub struct Recap<'a> {
    #[serde(skip)]
    pub within: &'a Roadmap,
    pub roadmap: &'a RoadmapId,
    pub title: &'a str,
    /// The first day with a record; `None` if no record has a date.
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// Skills that were learned, optional ones included.
    pub learned: usize,
    /// Skills that were known before.
    pub known: usize,
    pub skipped: usize,
    /// The time logged on all of them, in minutes.
    #[serde(rename = "spent", serialize_with = "as_hours")]
    pub spent_minutes: u64,
    /// The hours of what is done.
    pub hours: Sum,
    /// How many links, paths and words are recorded as evidence.
    pub proofs: usize,
    pub leads_to: &'a [LeadsTo],
}

/// The recap of a roadmap; `None` while something required is open, or if only statuses
/// are known.
pub fn recap<'a>(evaluation: &Evaluation<'a>) -> Option<Recap<'a>> {
    let progress = evaluation.progress().filter(|_| !evaluation.total().is_open())?;
    let roadmap = evaluation.roadmap();
    let mut recap = Recap {
        within: roadmap,
        roadmap: &roadmap.id,
        title: &roadmap.title,
        first: None,
        last: None,
        learned: 0,
        known: 0,
        skipped: 0,
        spent_minutes: 0,
        hours: summary(evaluation).counts.hours.done,
        proofs: 0,
        leads_to: &roadmap.leads_to,
    };
    for (_, entry, _) in roadmap.skills() {
        let record = progress.record(entry.names());
        let spent = record.spent.iter().map(|(on, _)| *on);
        let is_closed = matches!(record.status, Status::Done | Status::Skipped);
        let since = record.since.filter(|_| is_closed);
        for day in spent.chain(record.started).chain(since) {
            recap.first = Some(recap.first.map_or(day, |first| first.min(day)));
            recap.last = Some(recap.last.map_or(day, |last| last.max(day)));
        }
        match record.status {
            Status::Done if record.known => recap.known += 1,
            Status::Done => recap.learned += 1,
            Status::Skipped => recap.skipped += 1,
            Status::Todo | Status::Learning => {}
        }
        recap.spent_minutes += record.minutes();
        recap.proofs += record.evidence.len();
    }
    Some(recap)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn as_hours<S: serde::Serializer>(minutes: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    hours_json(*minutes).serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::with_events;

    #[test]
    fn only_finished_roadmaps_have_a_recap() {
        let events = ["start a", "spent a", "done a", "known b", "skip c", "done x"];
        let recap = |events: &[&str]| {
            with_events("a:2-3 b:4 c x:1?", events, |evaluation| {
                recap(evaluation).map(|recap| {
                    let Recap { learned, known, skipped, spent_minutes, .. } = recap;
                    (learned, known, skipped, spent_minutes, recap.hours.max_minutes)
                })
            })
        };
        assert_eq!(recap(&events), Some((2, 1, 1, 60, 7 * 60)));
        assert_eq!(recap(&events[..4]), None);
    }
}
