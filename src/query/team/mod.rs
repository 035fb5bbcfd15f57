//! The figures of a class: what many journals say about some roadmaps.
//!
//! Every core reads one journal at a time, evaluates it and drops it, so memory grows
//! with the number of people, not of events.

mod happened;
mod skills;
mod stages;
mod standing;
mod sums;
mod who;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::catalog::{Roadmap, RoadmapId};
use crate::progress::{Log, Person, PersonProblem, Progress};

pub use happened::{Happened, Happening, Names, SkillOn, happened};
pub use skills::{SkillFigures, SkillMark, skills};
pub use stages::{StageColumn, StageMap, StageRow, stages};
pub use standing::{Sort, Standing, standings};
pub use sums::{RoadmapSums, StageSum, Sums, sums};
pub use who::{DoneBy, LearningBy, Who, WhoSkill, who};

/// What everybody's progress is measured by.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The whole catalog, in its order.
    pub roadmaps: &'a [&'a Roadmap],
    /// The roadmap that was asked for. Without it, everybody's current one.
    pub chosen: Option<&'a Roadmap>,
    /// The roadmap of those who have not chosen any.
    pub default: &'a RoadmapId,
    pub today: Date,
}

/// A person whose journal was read.
#[derive(Debug)]
pub struct Member<'m> {
    pub name: &'m str,
    pub progress: Progress,
    /// The latest day that something was recorded for.
    pub last_active: Option<Date>,
}

/// The answers for each journal, in the order of the people, and the problems of
/// journals.
#[derive(Debug)]
pub struct Survey<T> {
    pub answers: Vec<T>,
    pub problems: Vec<PersonProblem>,
}

/// Reads the journal of each of `people` and calls `ask` with it.
pub fn survey<T: Send>(
    people: &[Person],
    ask: impl Fn(&Member<'_>) -> Option<T> + Sync,
) -> Survey<T> {
    let ask_one = |person: &Person| match person.read() {
        Ok(None) => (None, Vec::new()),
        Ok(Some(read)) => (ask(&Member::new(&person.name, &read.log)), read.problems),
        Err(problem) => (None, vec![problem]),
    };
    let asked: Vec<(Option<T>, Vec<PersonProblem>)> = people.par_iter().map(ask_one).collect();
    let mut survey = Survey { answers: Vec::with_capacity(asked.len()), problems: Vec::new() };
    for (answer, problems) in asked {
        survey.answers.extend(answer);
        survey.problems.extend(problems);
    }
    survey
}

impl<'m> Member<'m> {
    pub fn new(name: &'m str, log: &Log) -> Self {
        Self { name, progress: log.progress(), last_active: log.last_day() }
    }
}

impl<'a> Basis<'a> {
    /// The roadmap that somebody is measured by.
    ///
    /// # Errors
    /// The id of their current roadmap, if the catalog does not have it.
    pub fn followed(&self, progress: &Progress) -> Result<&'a Roadmap, RoadmapId> {
        if let Some(chosen) = self.chosen {
            return Ok(chosen);
        }
        let in_use = progress.roadmaps_in_use();
        let known = in_use.iter().find_map(|id| self.roadmap(id.as_str()));
        let first = in_use.first().cloned();
        match (known, first) {
            (Some(roadmap), _) => Ok(roadmap),
            (None, Some(unknown)) => Err(unknown),
            (None, None) => self.roadmap(self.default.as_str()).ok_or_else(|| self.default.clone()),
        }
    }

    fn roadmap(&self, id: &str) -> Option<&'a Roadmap> {
        self.roadmaps.iter().copied().find(|roadmap| roadmap.id.as_str() == id)
    }
}

/// The median of some numbers. With two in the middle, their mean, rounded down.
fn median(mut numbers: Vec<u64>) -> Option<u64> {
    numbers.sort_unstable();
    let half = numbers.len() / 2;
    let upper = *numbers.get(half)?;
    Some(if numbers.len() % 2 == 1 { upper } else { u64::midpoint(numbers[half - 1], upper) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        for (numbers, expected) in [
            (&[][..], None),
            (&[7], Some(7)),
            (&[9, 1, 5], Some(5)),
            (&[4, 1, 9, 6], Some(5)),
            (&[0, 1], Some(0)),
            (&[u64::MAX, u64::MAX - 1], Some(u64::MAX - 1)),
        ] {
            assert_eq!(median(numbers.to_vec()), expected, "{numbers:?}");
        }
    }
}
