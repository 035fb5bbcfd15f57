//! Text shared by both renderers of progress.

use crate::query::summary::{Counts, MilestoneSummary, RoadmapSummary};

use super::words::{Count, Wording};

/// The hours left; `None` if nothing left has an estimate.
pub(super) fn hours_left(counts: &Counts, wording: Wording) -> Option<String> {
    let left = counts.hours.left;
    (left.max_minutes > 0).then(|| wording.span(left.min_minutes, left.max_minutes))
}

/// A line for each milestone: `Ready to apply for junior jobs: 12 of 48 done, 600–1000 h left`.
pub(super) fn milestones(summary: &RoadmapSummary<'_>, wording: Wording) -> Vec<String> {
    let line = |of: &MilestoneSummary<'_>| {
        let (milestone, left) = (&of.milestone, of.hours);
        if milestone.reached {
            return format!("{}: reached", milestone.text);
        }
        let hours = match left.max_minutes {
            0 => String::new(),
            max => format!(", {} left", wording.span(left.min_minutes, max)),
        };
        let units = milestone.units;
        format!("{}: {} of {} done{hours}", milestone.text, units.done, units.required)
    };
    summary.milestones.iter().map(line).collect()
}

/// `3 skills without an estimate`.
pub(super) fn unestimated(counts: &Counts) -> Option<String> {
    let n = counts.hours.unestimated;
    (n > 0).then(|| format!("{} without an estimate", Count(n, "skill")))
}
