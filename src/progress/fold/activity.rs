//! On which days something was recorded, and when a skill was touched last.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Progress;
use crate::catalog::Id;

/// What was recorded on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Activity {
    /// Events about skills.
    pub events: u32,
    /// Minutes of learning.
    pub minutes: u64,
}

impl Progress {
    /// The days on which something about skills was recorded.
    pub fn activity(&self) -> BTreeMap<Date, Activity> {
        let marks = self.0.traces.iter().flatten();
        let events: BTreeSet<_> = marks.map(|mark| (mark.order, mark.on)).collect();
        let mut days: BTreeMap<Date, Activity> = BTreeMap::new();
        for (_, on) in events {
            days.entry(on).or_default().events += 1;
        }
        for (on, minutes) in &self.0.spent {
            days.entry(*on).or_default().minutes += u64::from(*minutes);
        }
        days
    }

    /// The name and day of the skill that was touched last: on the latest day, and there by the
    /// newest event.
    pub fn last_touched(&self) -> Option<(&Id, Date)> {
        let last = |at: &usize| self.0.traces[*at].iter().map(|mark| (mark.on, mark.order)).max();
        let names = self.0.names.iter().filter_map(|(name, at)| Some((last(at)?, name)));
        names.max().map(|((on, _), name)| (name, on))
    }
}
