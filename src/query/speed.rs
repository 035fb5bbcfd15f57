//! How long a person takes compared with the estimates.

use std::collections::HashSet;

use serde::Serialize;

use crate::catalog::{Id, Roadmap};
use crate::progress::{Progress, Status};

/// With fewer skills, the factor means little.
pub const ENOUGH: usize = 3;

/// Limits of the factor, in percent. Beyond them, somebody forgot to log time or left
/// a clock running.
const RANGE: (u64, u64) = (10, 1000);

/// The time that a person logged on finished skills, compared with the estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Speed {
    /// In percent: 80 for somebody who takes 0.8 times the estimates.
    pub percent: u32,
    /// How many skills it is based on.
    pub skills: usize,
}

/// The speed of a person over the finished skills of `roadmaps` that have an
/// estimate and logged time; `None` if there are none.
pub fn speed<'a>(
    progress: &Progress,
    roadmaps: impl IntoIterator<Item = &'a Roadmap>,
) -> Option<Speed> {
    let mut seen: HashSet<&Id> = HashSet::new();
    let (mut spent, mut estimated, mut skills) = (0, 0, 0);
    for roadmap in roadmaps {
        for (_, entry, skill) in roadmap.skills() {
            let Some(hours) = skill.hours else { continue };
            if entry.names().any(|name| seen.contains(name)) {
                continue;
            }
            seen.extend(entry.names());
            let record = progress.record(entry.names());
            let minutes = record.minutes();
            if record.status == Status::Done && !record.known && minutes > 0 {
                spent += 2 * minutes;
                estimated += u64::from(hours.min_minutes) + u64::from(hours.max_minutes);
                skills += 1;
            }
        }
    }
    if skills == 0 {
        return None;
    }
    let percent = ((100 * spent + estimated / 2) / estimated).clamp(RANGE.0, RANGE.1);
    Some(Speed { percent: u32::try_from(percent).ok()?, skills })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::fixtures::with_events;

    #[test]
    fn the_speed_is_the_logged_time_relative_to_the_estimates() {
        for (events, want) in [
            (&[][..], None),
            (&["spent a"], None),
            (&["done a"], None),
            (&["spent a", "known a"], None),
            (&["spent c", "done c"], None),
            // One hour each, with estimates of 1-3 and 1 hours.
            (&["spent a", "done a"], Some((50, 1))),
            (&["spent a", "done a", "spent b", "done b"], Some((67, 2))),
            (&["spent a", "done a", "estimate a 9h"], Some((50, 1))),
        ] {
            let found = with_events("a:1-3 b:1 c", events, |evaluation| {
                let progress = evaluation.progress().unwrap();
                speed(progress, [evaluation.roadmap()]).map(|speed| (speed.percent, speed.skills))
            });
            assert_eq!(found, want, "{events:?}");
        }
    }
}
