//! A person's own estimates: parsing, applying and recording them.

use std::collections::HashSet;
use std::fmt;

use super::lookup::EntryRef;
use super::record::Decision;
use super::spent;
use crate::catalog::{BadHours, Hours, Id};
use crate::progress::{Change, Estimate, MAX_ESTIMATE, MAX_PERCENT, Progress};

/// Why something is not an estimate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadEstimate {
    /// It has none of the forms.
    Unknown(String),
    /// A percentage out of range.
    Percent(String),
    /// More, or less, than an estimate can be.
    Hours(String),
    /// The larger end comes first. Holds the corrected range.
    Backwards(String),
}

/// The estimate that `text` means: `10`, `10h`, `1h30m`, `8-12`, `8-12h`, `50%`.
///
/// # Errors
/// [`BadEstimate`].
pub fn parse(text: &str) -> Result<Estimate, BadEstimate> {
    let text = text.trim();
    if let Some(percent) = text.strip_suffix('%').map(str::trim_end) {
        let is_number = !percent.is_empty() && percent.bytes().all(|b| b.is_ascii_digit());
        if !is_number {
            return Err(BadEstimate::Unknown(text.to_owned()));
        }
        let percent = percent.parse().ok().filter(|percent| (1..=MAX_PERCENT).contains(percent));
        return percent.map(Estimate::Percent).ok_or_else(|| BadEstimate::Percent(text.to_owned()));
    }
    let (low, high) = match text.parse::<Hours>() {
        Ok(hours) => (hours.min_minutes, hours.max_minutes),
        Err(BadHours::Backwards(range)) => return Err(BadEstimate::Backwards(range)),
        Err(BadHours::TooLarge | BadHours::NotPositive) => {
            return Err(BadEstimate::Hours(text.to_owned()));
        }
        Err(BadHours::NotANumber) => {
            let minutes = spent::parse(text);
            let minutes = minutes.map_err(|_| BadEstimate::Unknown(text.to_owned()))?;
            let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
            (minutes, minutes)
        }
    };
    if high > MAX_ESTIMATE {
        return Err(BadEstimate::Hours(text.to_owned()));
    }
    Ok(Estimate::Minutes { low, high })
}

/// Makes `own` the estimate of `skills`; `None` goes back to the roadmap's. Only skills
/// whose estimate differs are written.
pub fn estimate(skills: &[EntryRef], own: Option<Estimate>, progress: &Progress) -> Decision {
    let mut seen = HashSet::new();
    let (mut differs, mut unchanged): (Vec<Id>, Vec<Id>) = (Vec::new(), Vec::new());
    for skill in skills {
        let entry = skill.roadmap.entry(skill.ix);
        if !seen.insert(&entry.id) {
            continue;
        }
        if progress.record(entry.names()).estimate != own {
            differs.push(entry.id.clone());
        }
        unchanged.push(entry.id.clone());
    }
    let change =
        (!differs.is_empty()).then_some(Change::Estimate { skills: differs, estimate: own });
    Decision { change, unchanged, ..Decision::default() }
}

impl fmt::Display for BadEstimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(text) => {
                write!(f, "'{text}' is not an estimate; write 10h, 8-12h, 1h30m or 50%")
            }
            Self::Percent(text) => {
                write!(f, "'{text}' is out of range: 1% to {MAX_PERCENT}% of the roadmap's hours")
            }
            Self::Hours(text) => {
                let most = MAX_ESTIMATE / 60;
                write!(f, "'{text}' is out of range: an estimate is 1 minute to {most} hours")
            }
            Self::Backwards(range) => {
                write!(f, "this range is reversed; write {range}h")
            }
        }
    }
}

impl std::error::Error for BadEstimate {}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::query::fixtures::{at, sketch, with_events};
    use crate::query::remaining::{Remaining, Sum, Tally};

    #[test]
    fn estimates_are_hours_ranges_or_percentages() {
        let minutes = |low, high| Ok(Estimate::Minutes { low, high });
        for (text, want) in [
            ("10", minutes(600, 600)),
            ("10h", minutes(600, 600)),
            ("10 hours", minutes(600, 600)),
            ("8-12", minutes(480, 720)),
            ("8–12h", minutes(480, 720)),
            ("1.5", minutes(90, 90)),
            ("1h30m", minutes(90, 90)),
            ("90m", minutes(90, 90)),
            ("10000", minutes(600_000, 600_000)),
            ("50%", Ok(Estimate::Percent(50))),
            (" 1000 % ", Ok(Estimate::Percent(1000))),
            ("12-8", Err(BadEstimate::Backwards("8-12".into()))),
            ("0", Err(BadEstimate::Hours("0".into()))),
            ("10001", Err(BadEstimate::Hours("10001".into()))),
            ("999999m", Err(BadEstimate::Hours("999999m".into()))),
            ("0%", Err(BadEstimate::Percent("0%".into()))),
            ("1001%", Err(BadEstimate::Percent("1001%".into()))),
            ("99999999999%", Err(BadEstimate::Percent("99999999999%".into()))),
            ("half", Err(BadEstimate::Unknown("half".into()))),
            ("", Err(BadEstimate::Unknown(String::new()))),
            ("%", Err(BadEstimate::Unknown("%".into()))),
            ("-5%", Err(BadEstimate::Unknown("-5%".into()))),
        ] {
            assert_eq!(parse(text), want, "{text}");
        }
    }

    #[test]
    fn an_estimate_replaces_the_hours_of_the_roadmap_in_sums() {
        for (events, min, max, unestimated) in [
            (&[][..], 5, 7, 1),
            (&["estimate a 10h"], 11, 11, 1),
            (&["estimate a 50%"], 3, 4, 1),
            (&["estimate b 2-3h"], 7, 10, 0),
            (&["estimate b 50%"], 5, 7, 1),
            (&["estimate a 10h", "estimate a none"], 5, 7, 1),
        ] {
            let tally = with_events("a:4-6 b c:1", events, |evaluation| {
                let left = Remaining::of(evaluation);
                Tally::of(evaluation, left.skills(super::super::Reach::Required))
            });
            let hours = Sum { min_minutes: 60 * min, max_minutes: 60 * max };
            assert_eq!((tally.hours, tally.unestimated), (hours, unestimated), "{events:?}");
        }
    }

    #[test]
    fn a_percentage_of_a_skill_without_hours_is_of_the_median() {
        with_events("a:4-6 b", &["estimate b 50%", "estimate a 100h"], |evaluation| {
            let left = Remaining::of(evaluation);
            let minutes = |id: &str| {
                left.estimate_or_median(at(evaluation.roadmap(), id)).map(|work| work.tenths() * 6)
            };
            assert_eq!((minutes("a"), minutes("b")), ([6000; 3], [150; 3]));
        });
    }

    #[test]
    fn only_skills_whose_estimate_differs_are_written() {
        let roadmap = Rc::new(sketch("a b"));
        let skills = ["a", "b", "a"]
            .map(|id| EntryRef { roadmap: Rc::clone(&roadmap), ix: at(&roadmap, id) });
        let none = Progress::default();
        assert_eq!(estimate(&skills, None, &none).change, None);
        let own = Some(Estimate::Percent(50));
        let decision = estimate(&skills, own, &none);
        let ids = || vec!["a".parse().unwrap(), "b".parse().unwrap()];
        assert_eq!(decision.change, Some(Change::Estimate { skills: ids(), estimate: own }));
        assert_eq!((decision.changed, decision.unchanged), (Vec::new(), ids()));
    }
}
