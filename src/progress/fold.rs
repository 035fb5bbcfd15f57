//! Progress: the state that the events result in.

mod record;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Status;
use super::event::{Change, Event, Plan, ResourceRef};
use crate::catalog::{Id, RoadmapId};

use record::{Mark, What};
pub use record::{Note, Record};

/// What a person has done so far, by the names that events were written under.
/// Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Progress(Arc<Marks>);

/// What the events say, in order. Every part has the number of its event.
#[derive(Debug, Clone, Default)]
struct Marks {
    /// How many events there are. Their numbers begin at 1.
    events: u32,
    /// Indexes of `traces`.
    names: HashMap<Id, usize>,
    traces: Vec<Vec<Mark>>,
    /// The texts that marks refer to: notes, evidence and links.
    texts: Vec<Arc<str>>,
    uses: Vec<(u32, Use)>,
    /// With the days that they were saved for.
    plans: HashMap<RoadmapId, Vec<(u32, Date, Plan)>>,
    spent: Vec<(Date, u32)>,
    /// The numbers of the events of `spent`.
    spent_orders: Vec<u32>,
}

#[derive(Debug, Clone)]
struct Use {
    roadmaps: Vec<RoadmapId>,
    no_refresh: Vec<RoadmapId>,
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
        self.0.events == 0
    }

    /// The roadmaps in use, the current one first.
    pub fn roadmaps_in_use(&self) -> &[RoadmapId] {
        self.0.uses.last().map_or(&[], |(_, newest)| &newest.roadmaps)
    }

    /// The roadmaps whose done skills are never due for a refresh.
    pub fn no_refresh(&self) -> &[RoadmapId] {
        self.0.uses.last().map_or(&[], |(_, newest)| &newest.no_refresh)
    }

    /// The saved plan of a roadmap.
    pub fn plan(&self, roadmap: &RoadmapId) -> Option<&Plan> {
        let (_, _, newest) = self.0.plans.get(roadmap)?.last()?;
        (!newest.is_empty()).then_some(newest)
    }

    /// The plan of a roadmap that was in force on `day`: the newest of those
    /// saved up to then.
    pub fn plan_on(&self, roadmap: &RoadmapId, day: Date) -> Option<&Plan> {
        let plans = self.0.plans.get(roadmap)?;
        let (_, _, plan) = plans.iter().rev().find(|(_, on, _)| *on <= day)?;
        (!plan.is_empty()).then_some(plan)
    }

    /// Every logged time, in order of recording: its date and minutes.
    pub fn spent(&self) -> &[(Date, u32)] {
        &self.0.spent
    }

    /// Every name that an event has, in order.
    pub fn names(&self) -> BTreeSet<&Id> {
        self.0.names.keys().collect()
    }

    /// The names of what was marked as done on a day that `is_wanted`, repeats included.
    pub fn names_done(&self, is_wanted: impl Fn(Date) -> bool) -> Vec<&Id> {
        let is_done = |mark: &Mark| {
            let is_done =
                matches!(mark.what, What::Status(Status::Done) | What::Redate(Status::Done));
            is_done && is_wanted(mark.on)
        };
        let names = self.0.names.iter();
        names.filter(|(_, at)| self.0.traces[**at].iter().any(is_done)).map(|(id, _)| id).collect()
    }

    /// The events about skills with a name that `is_wanted`, in order: the date of
    /// each, and the minutes that it logs.
    pub fn events(&self, is_wanted: impl Fn(&Id) -> bool) -> impl Iterator<Item = (Date, u32)> {
        let names = self.0.names.iter().filter(|(name, _)| is_wanted(name));
        let marks = names.flat_map(|(_, at)| &self.0.traces[*at]).map(|mark| match mark.what {
            What::Spent(minutes) => (mark.order, mark.on, minutes),
            _ => (mark.order, mark.on, 0),
        });
        let mut events: Vec<_> = marks.collect();
        events.sort_unstable();
        events.dedup();
        events.into_iter().map(|(_, on, minutes)| (on, minutes))
    }

    /// The name and day of what was touched last by its day, and of that by the
    /// order of recording.
    pub fn last_touched(&self) -> Option<(&Id, Date)> {
        let last = |at: &usize| self.0.traces[*at].iter().map(|mark| (mark.on, mark.order)).max();
        let names = self.0.names.iter().filter_map(|(name, at)| Some((last(at)?, name)));
        names.max().map(|((on, _), name)| (name, on))
    }

    /// What is recorded on a skill that goes by these names.
    pub fn record<'a>(&self, names: impl IntoIterator<Item = &'a Id>) -> Record {
        let Marks { names: known, traces, texts, .. } = &*self.0;
        let mut traces =
            names.into_iter().filter_map(|name| known.get(name)).map(|at| &traces[*at]);
        let Some(first) = traces.next() else { return Record::default() };
        let mut marks: Vec<&Mark> = first.iter().collect();
        let alone = marks.len();
        marks.extend(traces.flatten());
        if marks.len() > alone {
            marks.sort_by_key(|mark| mark.order);
        }
        let mut record = Record::default();
        for mark in marks {
            record.add(*mark, texts);
        }
        record
    }

    /// Adds an event that is newer than all so far.
    pub fn add(&mut self, event: &Event) {
        Arc::make_mut(&mut self.0).add(event);
    }

    /// Renumbers the events: event `n` gets the number `orders[n - 1]`, or is dropped if that is 0.
    /// The new numbers are 1, 2, 3 and so on.
    pub(super) fn reorder(&mut self, orders: &[u32]) {
        Arc::make_mut(&mut self.0).reorder(orders);
    }
}

impl Marks {
    fn add(&mut self, event: &Event) {
        self.events += 1;
        let order = self.events;
        let on = event.on;
        match &event.change {
            Change::Start { skills, redate, note } => {
                let what = What::status(Status::Learning, *redate);
                self.mark(on, skills, Some(what), note.as_deref(), None);
            }
            Change::Done { skills, known, redate, resources, note, evidence } => {
                let done = match (*known, *redate) {
                    (true, false) => What::Known,
                    (true, true) => What::KnownAfterAll,
                    (false, redate) => What::status(Status::Done, redate),
                };
                let (note, evidence) = (note.as_deref(), self.evidence(evidence));
                self.mark(on, skills, Some(done), note, evidence);
                if !resources.is_empty() {
                    let skills = resources.iter().map(|resource| &resource.skill);
                    self.mark(on, skills, None, note, evidence);
                    self.mark_resources(on, resources, What::Tick);
                }
            }
            Change::Skip { skills, redate, note } => {
                let what = What::status(Status::Skipped, *redate);
                self.mark(on, skills, Some(what), note.as_deref(), None);
            }
            Change::Reset { skills, resources } => {
                self.mark(on, skills, Some(What::Status(Status::Todo)), None, None);
                self.mark_resources(on, resources, What::Untick);
            }
            Change::Note { skills, note, links } => {
                let links = self.keep_all(links).map(|(first, count)| What::Links { first, count });
                let touch = (note.is_none() && links.is_none()).then_some(What::Touch);
                self.mark(on, skills, touch, note.as_deref(), links);
            }
            Change::Spent { skills, minutes } => {
                self.spent.push((on, *minutes));
                self.spent_orders.push(order);
                self.mark(on, skills, Some(What::Spent(*minutes)), None, None);
            }
            Change::Estimate { skills, estimate } => {
                self.mark(on, skills, Some(What::Estimate(*estimate)), None, None);
            }
            Change::Refresh { skills } => {
                self.mark(on, skills, Some(What::Refresh), None, None);
            }
            Change::Use { roadmaps, no_refresh } => {
                let mut seen = HashSet::new();
                let roadmaps = roadmaps.iter().filter(|id| seen.insert(*id)).cloned().collect();
                let no_refresh = no_refresh.clone();
                self.uses.push((order, Use { roadmaps, no_refresh }));
            }
            Change::Plan { roadmap, plan } => {
                self.plans.entry(roadmap.clone()).or_default().push((order, on, plan.clone()));
            }
            Change::Undo { .. } | Change::Unknown { .. } => {}
        }
    }

    fn reorder(&mut self, orders: &[u32]) {
        let reorder = |order: &mut u32| {
            *order = orders[*order as usize - 1];
            *order > 0
        };
        for trace in &mut self.traces {
            trace.retain_mut(|mark| reorder(&mut mark.order));
            trace.sort_by_key(|mark| mark.order);
        }
        self.names.retain(|_, at| !self.traces[*at].is_empty());
        self.uses.retain_mut(|(order, _)| reorder(order));
        self.uses.sort_by_key(|(order, _)| *order);
        for plans in self.plans.values_mut() {
            plans.retain_mut(|(order, ..)| reorder(order));
            plans.sort_by_key(|(order, ..)| *order);
        }
        let spent = self.spent_orders.iter_mut().zip(&self.spent);
        let mut spent: Vec<(u32, (Date, u32))> =
            spent.filter_map(|(order, spent)| reorder(order).then_some((*order, *spent))).collect();
        spent.sort_by_key(|(order, _)| *order);
        (self.spent_orders, self.spent) = spent.into_iter().unzip();
        self.events = orders.iter().max().copied().unwrap_or_default();
    }

    /// Marks each skill, once even if the event names it twice.
    fn mark<'a>(
        &mut self,
        on: Date,
        skills: impl IntoIterator<Item = &'a Id>,
        what: Option<What>,
        note: Option<&str>,
        texts: Option<What>,
    ) {
        let note = note.map(|text| What::Note(self.keep(text)));
        let order = self.events;
        let marks = [what, note, texts].into_iter().flatten().map(|what| Mark { order, on, what });
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

    fn evidence(&mut self, texts: &[String]) -> Option<What> {
        self.keep_all(texts).map(|(first, count)| What::Evidence { first, count })
    }

    /// Keeps these texts. Returns the index of the first and their count; `None` if there are none.
    fn keep_all(&mut self, texts: &[String]) -> Option<(u32, u32)> {
        let (first, rest) = texts.split_first()?;
        let first = self.keep(first);
        let last = rest.iter().fold(first, |_, text| self.keep(text));
        Some((first, last - first + 1))
    }

    /// Keeps a text and returns its index.
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
