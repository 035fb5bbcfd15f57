//! What the events say about one skill.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::progress::Status;
use crate::progress::event::Estimate;

/// What the events say about one skill, under all of its names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    pub status: Status,
    /// The date of the status: that of the event which set it, repeats aside.
    /// `None` if nothing did, or if it was known before.
    pub since: Option<Date>,
    /// Done, and known before, so without a date.
    pub known: bool,
    /// The date on which that was said.
    pub known_on: Option<Date>,
    /// The number of the newest event that names it, counted from 1; 0 if none does.
    pub touched: u32,
    /// The number of the event that began it, by starting it again or by making
    /// it done; 0 while it is neither learning nor done.
    pub begun: u32,
    /// Since when it is being learned, or was, before it was done.
    pub started: Option<Date>,
    /// Oldest first.
    pub notes: Vec<Note>,
    /// The person's own links, oldest first.
    pub links: Vec<Arc<str>>,
    /// Links, paths or words, oldest first.
    pub evidence: Vec<Arc<str>>,
    /// Minutes of learning by their date, in order of recording.
    pub spent: Vec<(Date, u32)>,
    /// The links of the resources that are ticked.
    pub ticked: BTreeSet<Box<str>>,
    /// How long it takes this person, if that differs from the roadmap.
    pub estimate: Option<Estimate>,
    /// When it was refreshed since it was done, oldest first.
    pub refreshed: Vec<Date>,
}

/// A text on a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub on: Date,
    pub text: Arc<str>,
}

/// What one event says about one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub order: u32,
    pub on: Date,
    pub what: What,
}

/// Texts are indexes of `texts`: a line with many skills and a long note does
/// not multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Status(Status),
    /// The same status since another day.
    Redate(Status),
    Known,
    /// Known before, also where it has a date.
    KnownAfterAll,
    Spent(u32),
    Estimate(Option<Estimate>),
    Refresh,
    Note(u32),
    /// Named, and nothing else: a note whose text was left out.
    Touch,
    Links {
        first: u32,
        count: u32,
    },
    Evidence {
        first: u32,
        count: u32,
    },
    Tick(u32),
    Untick(u32),
}

impl Record {
    /// Minutes of learning in total.
    pub fn minutes(&self) -> u64 {
        self.spent.iter().map(|(_, minutes)| u64::from(*minutes)).sum()
    }

    pub(super) fn add(&mut self, Mark { order, on, what }: Mark, texts: &[Arc<str>]) {
        let text = |at: u32| Arc::clone(&texts[at as usize]);
        self.touched = order;
        match what {
            What::Redate(status) if self.status == status => self.redate(on),
            What::Status(status) | What::Redate(status) => self.set(status, on, order),
            // A date once given stays, unless it is taken back.
            What::Known if self.status == Status::Done => {}
            What::Known | What::KnownAfterAll => {
                self.begin(Status::Done, order);
                self.status = Status::Done;
                self.known = true;
                self.known_on = Some(on);
                self.since = None;
                self.refreshed.clear();
            }
            What::Spent(minutes) => self.spent.push((on, minutes)),
            What::Note(at) => self.notes.push(Note { on, text: text(at) }),
            What::Touch => {}
            What::Estimate(estimate) => self.estimate = estimate,
            What::Refresh => self.refreshed.push(on),
            What::Links { first, count } => {
                self.links.extend((first..first + count).map(text));
            }
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
        self.known_on = None;
        self.since = Some(on);
        self.refreshed.clear();
        match status {
            Status::Learning => self.started = Some(on),
            Status::Todo => self.started = None,
            Status::Done | Status::Skipped => {}
        }
    }

    /// Corrects the date of the status.
    fn redate(&mut self, on: Date) {
        self.known = false;
        self.known_on = None;
        self.since = Some(on);
        self.refreshed.retain(|day| *day > on);
        if self.status == Status::Learning {
            self.started = Some(on);
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

impl What {
    pub(super) fn status(status: Status, redate: bool) -> Self {
        if redate { Self::Redate(status) } else { Self::Status(status) }
    }
}
