//! Decides what a command records: the event to write, if any, for the named skills and
//! the progress so far.

use std::collections::HashSet;
use std::fmt;
use std::rc::Rc;

use jiff::civil::Date;

use crate::catalog::{Id, Ix};
use crate::progress::{Change, Progress, Record, ResourceRef, Status};

use super::Evaluation;
use super::lookup::{EntryRef, Part};

/// The event to write, and what it does to statuses.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decision {
    /// `None` if there is nothing to write.
    pub change: Option<Change>,
    /// The ids of skills whose status changes.
    pub changed: Vec<Id>,
    /// Skills that were named and keep their status.
    pub unchanged: Vec<Id>,
    /// The unchanged skills whose date is corrected.
    pub redated: Vec<Id>,
}

/// What is recorded along with a new status.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The day given with `--on`. It corrects the date of a skill that already has the
    /// status.
    pub on: Option<Date>,
    pub note: Option<String>,
    pub evidence: Vec<String>,
}

/// A resource of a skill, by its index.
pub type ResourceAt = (EntryRef, usize);

/// Makes `skills` learning.
pub fn start(skills: &[EntryRef], details: Details, progress: &Progress) -> Decision {
    let split = split(skills, progress, |record| {
        Verdict::of(record.status == Status::Learning, record.since, details.on)
    });
    let said = details.note.is_some();
    split.decide(said, false, |skills, redate| Change::Start { skills, redate, note: details.note })
}

/// Makes `skills` skipped.
pub fn skip(skills: &[EntryRef], details: Details, progress: &Progress) -> Decision {
    let split = split(skills, progress, |record| {
        Verdict::of(record.status == Status::Skipped, record.since, details.on)
    });
    let said = details.note.is_some();
    split.decide(said, false, |skills, redate| Change::Skip { skills, redate, note: details.note })
}

/// Makes `skills` done, and ticks `resources`. With `known`, they were known before, so
/// their dates are removed.
pub fn check(
    skills: &[EntryRef],
    resources: &[ResourceAt],
    known: bool,
    details: Details,
    progress: &Progress,
) -> Decision {
    let split = split(skills, progress, |record| {
        let done = record.status == Status::Done;
        match known {
            true if done && !record.known => Verdict::Redated,
            true => Verdict::of(done, None, None),
            false if record.known && details.on.is_none() => Verdict::of(done, None, None),
            false => Verdict::of(done, record.since, details.on),
        }
    });
    let resources = with_tick(resources, progress, false);
    let said = details.note.is_some() || !details.evidence.is_empty();
    // A note on a resource alone is a note on its skill.
    let noted = if said { resources.iter().map(|r| r.skill.clone()).collect() } else { Vec::new() };
    let ticks = !resources.is_empty();
    let Details { note, evidence, .. } = details;
    if split.is_empty() && ticks {
        return Decision {
            change: Some(Change::Done {
                skills: Vec::new(),
                known,
                redate: false,
                resources,
                note,
                evidence,
            }),
            unchanged: noted,
            ..Decision::default()
        };
    }
    split.decide(said, ticks, |skills, redate| Change::Done {
        skills,
        known,
        redate,
        resources,
        note,
        evidence,
    })
}

/// Makes `skills` todo and unticks all of their resources; unticks `resources`.
pub fn uncheck(skills: &[EntryRef], resources: &[ResourceAt], progress: &Progress) -> Decision {
    let split =
        split(skills, progress, |record| Verdict::of(record.status == Status::Todo, None, None));
    let mut ticked = with_tick(resources, progress, true);
    for skill in skills {
        let entry = skill.roadmap.entry(skill.ix);
        let record = progress.record(entry.names());
        let all = record
            .ticked
            .iter()
            .map(|url| ResourceRef { skill: entry.id.clone(), url: url.to_string() });
        let new: Vec<_> = all.filter(|resource| !ticked.contains(resource)).collect();
        ticked.extend(new);
    }
    let ticks = !ticked.is_empty();
    split.decide(false, ticks, |skills, _| Change::Reset { skills, resources: ticked })
}

/// The skills that `skip` of `named` skips: the skill itself, or those open in the
/// group.
pub fn to_skip(named: &EntryRef, progress: &Progress) -> Vec<EntryRef> {
    picked(named, progress, |record| record.status.is_open())
}

/// The skills that `uncheck` of `named` resets: the skill itself, or those in the group
/// that are not todo or have ticked resources.
pub fn to_reset(named: &EntryRef, progress: &Progress) -> Vec<EntryRef> {
    picked(named, progress, |record| record.status != Status::Todo || !record.ticked.is_empty())
}

/// The skill itself, or every skill in the group.
pub fn skills_within(named: &EntryRef) -> Vec<EntryRef> {
    let roadmap = &named.roadmap;
    let skills = std::iter::once(named.ix).chain(roadmap.within(named.ix));
    let skills = skills.filter(|ix| roadmap.entry(*ix).is_skill());
    skills.map(|ix| EntryRef { roadmap: Rc::clone(roadmap), ix }).collect()
}

/// What `check --all` marks.
#[derive(Debug, Default)]
pub struct AllOpen {
    /// The open skills that are required and in scope, without options that
    /// were not begun.
    pub skills: Vec<EntryRef>,
    /// The open choices, which are left as they are.
    pub choices: Vec<EntryRef>,
}

/// Everything that is open in these groups, stages and roadmaps.
///
/// # Errors
/// If only choices are open.
pub fn all_open(parts: &[Part], progress: &Progress) -> Result<AllOpen, OnlyChoicesOpen> {
    let mut open = AllOpen::default();
    for part in parts {
        let (roadmap, named, entries): (_, _, Vec<Ix>) = match part {
            Part::Entry(EntryRef { roadmap, ix }) => {
                (roadmap, Some(*ix), std::iter::once(*ix).chain(roadmap.within(*ix)).collect())
            }
            Part::Stage(roadmap, stage) => (roadmap, None, roadmap.stage_within(*stage).collect()),
            Part::Roadmap(roadmap) => {
                (roadmap, None, roadmap.entries().map(|(ix, _)| ix).collect())
            }
        };
        let evaluation = Evaluation::new(roadmap, progress);
        let mut skipped_to = 0;
        for ix in entries {
            if ix.at() < skipped_to {
                continue;
            }
            let entry = roadmap.entry(ix);
            let entry_ref = || EntryRef { roadmap: Rc::clone(roadmap), ix };
            // A named entry counts as required and begun.
            let is_left_out =
                entry.optional || (evaluation.is_option(ix) && !evaluation.is_begun(ix));
            if named != Some(ix) && (is_left_out || !evaluation.in_scope(ix)) {
                skipped_to = roadmap.within(ix).next_back().map_or(ix.at(), Ix::at) + 1;
            } else if entry.is_skill() && evaluation.status(ix).is_open() {
                open.skills.push(entry_ref());
            } else if entry.choose().is_some() && evaluation.is_undecided(ix) {
                open.choices.push(entry_ref());
            }
        }
    }
    if open.skills.is_empty() && !open.choices.is_empty() {
        let choice = |choice: &EntryRef| {
            let roadmap = &choice.roadmap;
            let evaluation = Evaluation::new(roadmap, progress);
            let options = evaluation.options(choice.ix).into_iter();
            let ids = options.map(|(ix, _)| roadmap.entry(ix).id.to_string()).collect();
            (choice.title().to_owned(), ids)
        };
        return Err(OnlyChoicesOpen(open.choices.iter().map(choice).collect()));
    }
    Ok(open)
}

/// Nothing could be marked, since only choices are open: their titles, and the
/// ids of the options that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlyChoicesOpen(Vec<(String, Vec<String>)>);

impl OnlyChoicesOpen {
    /// What to do about it, a line each.
    pub fn advice(&self) -> Vec<String> {
        let line = |(title, ids): &(String, Vec<String>)| {
            format!("{title}: start one of {}", ids.join(", "))
        };
        self.0.iter().map(line).collect()
    }
}

impl fmt::Display for OnlyChoicesOpen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing to mark: only choices are open")
    }
}

impl std::error::Error for OnlyChoicesOpen {}

/// A group cannot be marked as done, only skills can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupNotDone {
    id: String,
    /// The ids of its options, if it is a choice.
    options: Option<Vec<String>>,
}

impl GroupNotDone {
    pub fn of(group: &EntryRef) -> Self {
        let roadmap = &group.roadmap;
        let options = roadmap.children(group.ix).map(|option| roadmap.entry(option).id.to_string());
        let is_choice = roadmap.entry(group.ix).choose().is_some();
        Self { id: group.id().to_string(), options: is_choice.then(|| options.collect()) }
    }

    /// What to do about it, a line each.
    pub fn advice(&self) -> Vec<String> {
        vec![match &self.options {
            Some(options) => format!("check the option that you learned: {}", options.join(", ")),
            None => format!("to mark everything open in it: roadmap check --all {}", self.id),
        }]
    }
}

impl fmt::Display for GroupNotDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is a group, and only skills can be done", self.id)
    }
}

impl std::error::Error for GroupNotDone {}

/// `skills` and every open skill that they need, directly or not, and the
/// undecided choices among their needs.
pub fn with_needs(skills: &[EntryRef], progress: &Progress) -> (Vec<EntryRef>, Vec<EntryRef>) {
    let (mut all, mut choices) = (Vec::new(), Vec::new());
    for skill in skills {
        let roadmap = &skill.roadmap;
        let evaluation = Evaluation::new(roadmap, progress);
        let mut seen = HashSet::new();
        let mut waiting = vec![skill.ix];
        while let Some(ix) = waiting.pop() {
            if !seen.insert(ix) {
                continue;
            }
            let target = EntryRef { roadmap: Rc::clone(roadmap), ix };
            let entry = roadmap.entry(ix);
            if entry.is_skill() {
                if ix == skill.ix || evaluation.status(ix).is_open() {
                    push_new(&mut all, target);
                }
                waiting.extend(evaluation.needs_of(ix).filter(|on| evaluation.can_block(*on, ix)));
            } else if entry.choose().is_some() {
                if evaluation.is_undecided(ix) {
                    push_new(&mut choices, target);
                }
                waiting.extend(evaluation.chosen(ix));
            } else {
                waiting
                    .extend(roadmap.children(ix).filter(|child| !roadmap.entry(*child).optional));
            }
        }
    }
    (all, choices)
}

fn picked(
    named: &EntryRef,
    progress: &Progress,
    wanted: impl Fn(&Record) -> bool,
) -> Vec<EntryRef> {
    if named.is_skill() {
        return vec![named.clone()];
    }
    let mut skills = skills_within(named);
    skills.retain(|skill| wanted(&progress.record(skill.roadmap.entry(skill.ix).names())));
    skills
}

fn push_new(targets: &mut Vec<EntryRef>, target: EntryRef) {
    if targets.iter().all(|known| known.id() != target.id()) {
        targets.push(target);
    }
}

/// What recording a status would do to a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Changed,
    Unchanged,
    Redated,
}

impl Verdict {
    /// `since` is the date that the skill has, `on` the one that was given.
    fn of(same_status: bool, since: Option<Date>, on: Option<Date>) -> Self {
        match on {
            _ if !same_status => Self::Changed,
            Some(on) if since != Some(on) => Self::Redated,
            _ => Self::Unchanged,
        }
    }
}

#[derive(Default)]
struct Split {
    changed: Vec<Id>,
    unchanged: Vec<Id>,
    redated: Vec<Id>,
}

/// Judges each skill once, even if it was named several times.
fn split(skills: &[EntryRef], progress: &Progress, judge: impl Fn(&Record) -> Verdict) -> Split {
    let mut split = Split::default();
    let mut seen = HashSet::new();
    for skill in skills {
        let entry = skill.roadmap.entry(skill.ix);
        if !seen.insert(&entry.id) {
            continue;
        }
        match judge(&progress.record(entry.names())) {
            Verdict::Changed => &mut split.changed,
            Verdict::Unchanged => &mut split.unchanged,
            Verdict::Redated => &mut split.redated,
        }
        .push(entry.id.clone());
    }
    split
}

impl Split {
    fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.unchanged.is_empty() && self.redated.is_empty()
    }

    /// A note applies to every named skill. Without one only changes are written.
    /// `more` says that the event has something else to record.
    fn decide(
        self,
        noted: bool,
        more: bool,
        change: impl FnOnce(Vec<Id>, bool) -> Change,
    ) -> Decision {
        let Self { changed, mut unchanged, redated } = self;
        let mut skills = [changed.as_slice(), &redated].concat();
        if noted {
            skills.extend(unchanged.iter().cloned());
        }
        let redate = !redated.is_empty();
        let change = (!skills.is_empty() || more).then(|| change(skills, redate));
        unchanged.extend(redated.iter().cloned());
        Decision { change, changed, unchanged, redated }
    }
}

/// The resources that are ticked, or those that are not, each once.
fn with_tick(resources: &[ResourceAt], progress: &Progress, ticked: bool) -> Vec<ResourceRef> {
    let mut refs: Vec<ResourceRef> = Vec::new();
    for (target, at) in resources {
        let entry = target.roadmap.entry(target.ix);
        let Some(resource) = entry.skill().and_then(|skill| skill.resources.get(*at)) else {
            continue;
        };
        let is_ticked = progress.record(entry.names()).ticked.contains(resource.url.as_str());
        let resource = ResourceRef { skill: entry.id.clone(), url: resource.url.to_string() };
        if is_ticked == ticked && !refs.contains(&resource) {
            refs.push(resource);
        }
    }
    refs
}
