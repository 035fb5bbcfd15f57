//! Progress: what the events come to.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Status;
use super::event::{Change, Event, Plan, ResourceRef};
use crate::catalog::{Id, RoadmapId};

/// What a person has done so far, by the names that events were written under.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// Places in `traces`.
    names: HashMap<Id, usize>,
    traces: Vec<Vec<Mark>>,
    /// What marks say in words: notes and links.
    texts: Vec<Arc<str>>,
    in_use: Vec<RoadmapId>,
    plans: HashMap<RoadmapId, Plan>,
    spent: Vec<(Date, u32)>,
    events: u32,
}

/// What the events say about one skill, under all of its names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub status: Status,
    /// The date of the status: that of the event which set it, repeats aside.
    /// `None` if nothing did, or if it was known before.
    pub since: Option<Date>,
    /// Done, and known before, so without a date.
    pub known: bool,
    /// The number of the newest event that names it, counted from 1; 0 if none does.
    pub touched: u32,
    /// The number of the event that began it, by starting it again or by making
    /// it done; 0 while it is neither learning nor done.
    pub begun: u32,
    /// Since when it is, or before it was done was, being learned.
    pub started: Option<Date>,
    /// Oldest first.
    pub notes: Vec<Note>,
    /// Links, oldest first.
    pub evidence: Vec<Arc<str>>,
    /// Minutes of learning by their date, in order of recording.
    pub spent: Vec<(Date, u32)>,
    /// The links of the resources that are ticked.
    pub ticked: BTreeSet<Box<str>>,
}

/// Words on a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub on: Date,
    pub text: Arc<str>,
}

/// What one event says about one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    order: u32,
    on: Date,
    what: What,
}

/// Texts are places in `texts`: a line with many skills and a long note does
/// not multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Status(Status),
    Known,
    Spent(u32),
    Note(u32),
    Evidence { first: u32, count: u32 },
    Tick(u32),
    Untick(u32),
}

impl Progress {
    /// Folds events, oldest first. Void ones must not be among them.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut progress = Self::default();
        for event in events {
            progress.add(event);
        }
        progress
    }

    /// Whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.events == 0
    }

    /// The roadmaps in use, the current one first.
    pub fn roadmaps_in_use(&self) -> &[RoadmapId] {
        &self.in_use
    }

    /// The saved plan of a roadmap.
    pub fn plan(&self, roadmap: &RoadmapId) -> Option<&Plan> {
        self.plans.get(roadmap)
    }

    /// Every logged time, in order of recording: its date and minutes.
    pub fn spent(&self) -> &[(Date, u32)] {
        &self.spent
    }

    /// Every name that an event has, in order.
    pub fn names(&self) -> BTreeSet<&Id> {
        self.names.keys().collect()
    }

    /// What is recorded on a skill that goes by these names.
    pub fn record<'a>(&self, names: impl IntoIterator<Item = &'a Id>) -> Record {
        let mut traces =
            names.into_iter().filter_map(|name| self.names.get(name)).map(|at| &self.traces[*at]);
        let Some(first) = traces.next() else { return Record::default() };
        let mut marks: Vec<&Mark> = first.iter().collect();
        let alone = marks.len();
        marks.extend(traces.flatten());
        if marks.len() > alone {
            marks.sort_by_key(|mark| mark.order);
        }
        let mut record = Record::default();
        for mark in marks {
            record.add(*mark, &self.texts);
        }
        record
    }

    /// Adds an event that is newer than all so far.
    pub fn add(&mut self, event: &Event) {
        self.events += 1;
        let on = event.on;
        match &event.change {
            Change::Start { skills, note } => {
                self.mark(on, skills, Some(Status::Learning.into()), note.as_deref(), &[]);
            }
            Change::Done { skills, known, resources, note, evidence } => {
                let done = if *known { What::Known } else { Status::Done.into() };
                self.mark(on, skills, Some(done), note.as_deref(), evidence);
                if !resources.is_empty() {
                    let skills = resources.iter().map(|resource| &resource.skill);
                    self.mark(on, skills, None, note.as_deref(), evidence);
                    self.mark_resources(on, resources, What::Tick);
                }
            }
            Change::Skip { skills, note } => {
                self.mark(on, skills, Some(Status::Skipped.into()), note.as_deref(), &[]);
            }
            Change::Reset { skills, resources } => {
                self.mark(on, skills, Some(Status::Todo.into()), None, &[]);
                self.mark_resources(on, resources, What::Untick);
            }
            Change::Note { skills, note } => self.mark(on, skills, None, Some(note), &[]),
            Change::Spent { skills, minutes } => {
                self.spent.push((on, *minutes));
                self.mark(on, skills, Some(What::Spent(*minutes)), None, &[]);
            }
            Change::Use { roadmaps } => {
                let mut seen = HashSet::new();
                self.in_use = roadmaps.iter().filter(|id| seen.insert(*id)).cloned().collect();
            }
            Change::Plan { roadmap, plan } if plan.is_empty() => {
                self.plans.remove(roadmap);
            }
            Change::Plan { roadmap, plan } => {
                self.plans.insert(roadmap.clone(), plan.clone());
            }
            Change::Undo { .. } | Change::Unknown { .. } => {}
        }
    }

    /// Says the same of each skill, once even if the event names it twice.
    fn mark<'a>(
        &mut self,
        on: Date,
        skills: impl IntoIterator<Item = &'a Id>,
        what: Option<What>,
        note: Option<&str>,
        evidence: &[String],
    ) {
        let note = note.map(|text| What::Note(self.keep(text)));
        let links = evidence.split_first().map(|(first, rest)| {
            let first = self.keep(first);
            let last = rest.iter().fold(first, |_, link| self.keep(link));
            What::Evidence { first, count: last - first + 1 }
        });
        let order = self.events;
        let marks = [what, note, links].into_iter().flatten().map(|what| Mark { order, on, what });
        for skill in skills {
            let trace = self.trace(skill);
            if trace.last().is_none_or(|mark| mark.order != order) {
                trace.extend(marks.clone());
            }
        }
    }

    fn mark_resources(&mut self, on: Date, resources: &[ResourceRef], what: fn(u32) -> What) {
        let order = self.events;
        for resource in resources {
            let what = what(self.keep(&resource.url));
            self.trace(&resource.skill).push(Mark { order, on, what });
        }
    }

    /// Where the text is kept.
    fn keep(&mut self, text: &str) -> u32 {
        self.texts.push(text.into());
        u32::try_from(self.texts.len() - 1).expect("2^32 texts do not fit into memory")
    }

    fn trace(&mut self, skill: &Id) -> &mut Vec<Mark> {
        let at = self.names.get(skill).copied().unwrap_or_else(|| {
            self.names.insert(skill.clone(), self.traces.len());
            self.traces.push(Vec::new());
            self.traces.len() - 1
        });
        &mut self.traces[at]
    }
}

impl Record {
    /// Minutes of learning, all together.
    pub fn minutes(&self) -> u64 {
        self.spent.iter().map(|(_, minutes)| u64::from(*minutes)).sum()
    }

    fn add(&mut self, Mark { order, on, what }: Mark, texts: &[Arc<str>]) {
        let text = |at: u32| Arc::clone(&texts[at as usize]);
        self.touched = order;
        match what {
            What::Status(status) => self.set(status, on, order),
            // A date once given stays.
            What::Known if self.status == Status::Done => {}
            What::Known => {
                self.begin(Status::Done, order);
                self.status = Status::Done;
                self.known = true;
                self.since = None;
            }
            What::Spent(minutes) => self.spent.push((on, minutes)),
            What::Note(at) => self.notes.push(Note { on, text: text(at) }),
            What::Evidence { first, count } => {
                self.evidence.extend((first..first + count).map(text));
            }
            What::Tick(url) => {
                self.ticked.insert(Box::from(&*text(url)));
            }
            What::Untick(url) => {
                self.ticked.remove(&*text(url));
            }
        }
    }

    /// A repeat changes nothing, so that the date stays when two machines
    /// record the same.
    fn set(&mut self, status: Status, on: Date, order: u32) {
        if self.status == status && !self.known {
            return;
        }
        self.begin(status, order);
        self.status = status;
        self.known = false;
        self.since = Some(on);
        match status {
            Status::Learning => self.started = Some(on),
            Status::Todo => self.started = None,
            Status::Done | Status::Skipped => {}
        }
    }

    /// Keeps when it was begun, before the status changes.
    fn begin(&mut self, status: Status, order: u32) {
        match status {
            Status::Todo | Status::Skipped => self.begun = 0,
            Status::Learning => self.begun = order,
            Status::Done if self.begun == 0 => self.begun = order,
            Status::Done => {}
        }
    }
}

impl From<Status> for What {
    fn from(status: Status) -> Self {
        Self::Status(status)
    }
}
