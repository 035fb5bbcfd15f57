//! What a person's own estimate makes of a roadmap's hours.

use serde::Serialize;

use crate::catalog::Hours;
use crate::progress::Estimate;

/// A person's own estimate, as `show` answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OwnEstimate {
    /// `None` for a percentage of a skill without an estimate.
    pub hours: Option<Hours>,
    /// How much of the roadmap's hours, if it was given so.
    pub percent: Option<u32>,
}

impl OwnEstimate {
    /// A person's own estimate of a skill that the roadmap says takes `hours`.
    pub fn new(own: Estimate, hours: Option<Hours>) -> Self {
        let percent = match own {
            Estimate::Minutes { .. } => None,
            Estimate::Percent(percent) => Some(percent),
        };
        Self { hours: applied(Some(own), hours), percent }
    }
}

/// What a skill takes: the person's own estimate over the roadmap's.
pub(super) fn applied(own: Option<Estimate>, hours: Option<Hours>) -> Option<Hours> {
    match own {
        None => hours,
        Some(Estimate::Minutes { low, high }) => {
            Some(Hours { min_minutes: low, max_minutes: high })
        }
        Some(Estimate::Percent(percent)) => hours.map(|hours| Hours {
            min_minutes: part(hours.min_minutes, percent),
            max_minutes: part(hours.max_minutes, percent),
        }),
    }
}

/// So many percent, to the minute, but at least one.
fn part(minutes: u32, percent: u32) -> u32 {
    let part = (u64::from(minutes) * u64::from(percent) + 50) / 100;
    u32::try_from(part).unwrap_or(u32::MAX).max(1)
}
