//! Units: the measure of progress.

use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;

use crate::progress::Status;

/// How many units something has, and how many of them are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Units {
    pub done: u32,
    pub required: u32,
}

impl Units {
    pub(super) fn of_skill(status: Status) -> Self {
        match status {
            Status::Todo | Status::Learning => Self { done: 0, required: 1 },
            Status::Done => Self { done: 1, required: 1 },
            Status::Skipped => Self::default(),
        }
    }

    pub(super) fn of_choice(choose: u32, options: impl Iterator<Item = Self>) -> Self {
        let (mut counting, mut done) = (0, 0);
        for option in options {
            counting += u32::from(option.required > 0);
            done += u32::from(option.is_done());
        }
        let required = counting.min(choose);
        Self { done: done.min(required), required }
    }

    /// Whether there are units and all of them are done.
    pub fn is_done(self) -> bool {
        self.required > 0 && !self.is_open()
    }

    /// Whether a unit is not done.
    pub fn is_open(self) -> bool {
        self.done < self.required
    }

    /// Rounded down, so that it is 100 only when all are done; 100 if there are none.
    pub fn percent(self) -> u64 {
        let (done, required) = (u64::from(self.done), u64::from(self.required));
        (done * 100).checked_div(required).unwrap_or(100)
    }
}

impl Add for Units {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { done: self.done + other.done, required: self.required + other.required }
    }
}

impl Sum for Units {
    fn sum<I: Iterator<Item = Self>>(units: I) -> Self {
        units.fold(Self::default(), Add::add)
    }
}
