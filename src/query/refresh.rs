//! Skills that were learned long ago and are due for a refresh.

use std::collections::HashSet;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::evaluation::Evaluation;
use super::lookup::EntryRef;
use super::record::Decision;
use crate::catalog::{EntryKind, Id, Ix, Roadmap, RoadmapId};
use crate::progress::{Change, Progress, Record, Status};

/// Days until a done skill is due: after it was done, after the first refresh, after
/// the second, and after every later one.
const DAYS: [i32; 4] = [30, 90, 180, 365];

/// What is due for a refresh, the longest due first.
#[derive(Debug, Clone, Serialize)]
pub struct Refresh<'a> {
    pub due: Vec<Due<'a>>,
    /// The day on which the next skill becomes due.
    pub next: Option<Date>,
    /// Whether it was turned off with `use --no-refresh` for all of them.
    pub off: bool,
    /// Those for which it was turned off. Serialises as their ids.
    #[serde(serialize_with = "as_ids")]
    pub off_for: Vec<&'a Roadmap>,
}

/// A done skill that is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due<'a> {
    pub roadmap: &'a RoadmapId,
    pub id: &'a Id,
    pub title: &'a str,
    /// `None` when it was known before.
    pub since: Option<Date>,
    /// When it was refreshed last.
    pub refreshed: Option<Date>,
    /// Since when it is due.
    pub due: Date,
    /// Links, paths or words.
    pub evidence: Vec<String>,
    /// How a person knows that it is done.
    pub done_when: &'a [String],
}

/// The done skills of these roadmaps that are due on the day `today`. A skill that
/// something finished later depends on was used since, so it is not due.
pub fn refresh<'a>(in_use: &[Evaluation<'a>], progress: &Progress, today: Date) -> Refresh<'a> {
    let (off, on): (Vec<_>, Vec<_>) =
        in_use.iter().partition(|one| progress.no_refresh().contains(&one.roadmap().id));
    let off_for = off.iter().map(|one| one.roadmap()).collect();
    let is_off = on.is_empty() && !off.is_empty();
    let mut answer = Refresh { due: Vec::new(), next: None, off: is_off, off_for };
    // What such a roadmap has is not asked for by another one either.
    let off_skills = off.iter().flat_map(|one| one.roadmap().skills());
    let mut seen: HashSet<&Id> = off_skills.flat_map(|(_, entry, _)| entry.names()).collect();
    for evaluation in on {
        let used = used(evaluation);
        let roadmap = evaluation.roadmap();
        for (ix, entry, skill) in roadmap.skills() {
            if evaluation.status(ix) != Status::Done
                || entry.names().any(|name| seen.contains(name))
            {
                continue;
            }
            seen.extend(entry.names());
            let record = progress.record(entry.names());
            let Some((learned, due)) = due_on(&record) else { continue };
            if used[ix.at()].is_some_and(|used| used >= learned) {
                continue;
            }
            if due > today {
                answer.next = Some(answer.next.map_or(due, |next| next.min(due)));
                continue;
            }
            answer.due.push(Due {
                roadmap: &roadmap.id,
                id: &entry.id,
                title: &entry.title,
                since: record.since,
                refreshed: record.refreshed.iter().max().copied(),
                due,
                evidence: record.evidence.iter().map(ToString::to_string).collect(),
                done_when: &skill.done_when,
            });
        }
    }
    answer.due.sort_by_key(|due| due.due);
    answer
}

fn as_ids<S: Serializer>(roadmaps: &[&Roadmap], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(roadmaps.iter().map(|roadmap| &roadmap.id))
}

/// When it was learned, and when it is due for a refresh. `None` if nobody knows.
pub fn due_on(record: &Record) -> Option<(Date, Date)> {
    let learned = record.since.or(record.known_on).filter(|_| record.status == Status::Done)?;
    let days = DAYS[record.refreshed.len().min(DAYS.len() - 1)];
    let last = record.refreshed.iter().max().copied().unwrap_or(learned);
    Some((learned, last.checked_add(days.days()).unwrap_or(Date::MAX)))
}

/// For each entry, the last day on which something that needs it, directly or not, was
/// finished.
fn used(evaluation: &Evaluation<'_>) -> Vec<Option<Date>> {
    let roadmap = evaluation.roadmap();
    let done = roadmap.skills().filter(|(ix, ..)| evaluation.status(*ix) == Status::Done);
    let mut finished: Vec<(Date, Ix)> =
        done.filter_map(|(ix, ..)| Some((evaluation.since(ix)?, ix))).collect();
    // Latest first, so that the first to reach a need sets its latest date.
    finished.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    let mut used = vec![None; roadmap.len()];
    for (on, ix) in finished {
        let mut waiting: Vec<Ix> = evaluation.needs_of(ix).collect();
        while let Some(need) = waiting.pop() {
            if used[need.at()].is_some() {
                continue;
            }
            used[need.at()] = Some(on);
            match roadmap.entry(need).kind {
                EntryKind::Skill(_) => waiting.extend(evaluation.needs_of(need)),
                EntryKind::Group(_) => waiting.extend(roadmap.children(need)),
            }
        }
    }
    used
}

/// Why a skill cannot be refreshed: it is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDone {
    pub id: String,
    pub status: Status,
}

/// Records that done `skills` are still remembered. A skill that was already refreshed
/// `today` stays as it is.
///
/// # Errors
/// [`NotDone`] for the first skill that is not done.
pub fn still_there(
    skills: &[EntryRef],
    progress: &Progress,
    today: Date,
) -> Result<Decision, NotDone> {
    let mut decision = Decision::default();
    let mut fresh: Vec<Id> = Vec::new();
    for skill in skills {
        let entry = skill.roadmap.entry(skill.ix);
        let record = progress.record(entry.names());
        if record.status != Status::Done {
            return Err(NotDone { id: entry.id.to_string(), status: record.status });
        }
        if decision.unchanged.contains(&entry.id) {
            continue;
        }
        decision.unchanged.push(entry.id.clone());
        if record.refreshed.last() != Some(&today) {
            fresh.push(entry.id.clone());
        }
    }
    decision.change = (!fresh.is_empty()).then_some(Change::Refresh { skills: fresh });
    Ok(decision)
}

impl std::fmt::Display for NotDone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "'{}' is {}, and only what is done can be refreshed", self.id, self.status)
    }
}

impl std::error::Error for NotDone {}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::progress::Event;
    use crate::query::fixtures::sketch;

    const TODAY: Date = date(2026, 11, 20);

    /// Asserts what is due after these events, each with how many days ago it was.
    #[track_caller]
    fn assert_due(text: &str, events: &[(i32, &str, &str)], want: &str) {
        let event = |(ago, what, skill): &(i32, &str, &str)| {
            let skills = vec![skill.parse().unwrap()];
            let change = match *what {
                "refresh" => Change::Refresh { skills },
                "start" => Change::Start { skills, redate: false, note: None },
                what => Change::Done {
                    skills,
                    known: what == "known",
                    redate: false,
                    resources: Vec::new(),
                    note: None,
                    evidence: Vec::new(),
                },
            };
            let at = jiff::Timestamp::UNIX_EPOCH;
            Event { id: Uuid::nil(), at, on: TODAY - ago.days(), change }
        };
        let progress = Progress::fold(&events.iter().map(event).collect::<Vec<_>>());
        let roadmap = sketch(text);
        let evaluation = Evaluation::new(&roadmap, &progress);
        let answer = refresh(&[evaluation], &progress, TODAY);
        let due: Vec<_> = answer.due.iter().map(|due| due.id.to_string()).collect();
        assert_eq!(due.join(" "), want, "{events:?}");
    }

    #[test]
    fn skills_are_due_after_30_then_90_180_and_365_days() {
        let done = |ago| (ago, "done", "a");
        let again = |ago| (ago, "refresh", "a");
        for (events, want) in [
            (&[done(29)][..], ""),
            (&[done(30)], "a"),
            (&[(30, "known", "a")], "a"),
            (&[(29, "known", "a")], ""),
            (&[done(200), again(89)], ""),
            (&[done(200), again(90)], "a"),
            (&[done(900), again(800), again(179)], ""),
            (&[done(900), again(800), again(180)], "a"),
            (&[done(900), again(800), again(700), again(364)], ""),
            (&[done(900), again(800), again(700), again(365)], "a"),
            (&[done(2900), again(2800), again(2700), again(2000), again(364)], ""),
            (&[done(2900), again(2800), again(2700), again(2000), again(365)], "a"),
            (&[done(90), (3, "start", "a")], ""),
            (&[done(90), (50, "start", "a"), done(29)], ""),
        ] {
            assert_due("a", events, want);
        }
    }

    #[test]
    fn skills_needed_by_something_finished_later_are_not_due() {
        let a = (90, "done", "a");
        for (text, events, want) in [
            ("a b<a", &[a, (40, "done", "b")][..], "b"),
            ("a b<a", &[a, (90, "done", "b")], "b"),
            ("a b<a", &[a, (100, "done", "b")], "b a"),
            ("a b<a", &[a, (10, "start", "b")], "a"),
            ("a b<a", &[a, (10, "known", "b")], "a"),
            ("a b<a c<b", &[a, (10, "done", "c")], ""),
            ("g[a x] b<g", &[a, (10, "done", "b")], ""),
            ("a g<a[b]", &[a, (10, "done", "b")], ""),
        ] {
            assert_due(text, events, want);
        }
    }

    #[test]
    fn the_longest_overdue_comes_first() {
        assert_due("a b c", &[(40, "done", "b"), (50, "done", "c"), (45, "done", "a")], "c a b");
    }
}
