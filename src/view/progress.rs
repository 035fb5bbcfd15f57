//! What both renderings of progress share.

use crate::query::summary::Counts;

use super::words::{Count, Wording};

/// What is left, in hours; `None` where no estimate is left.
pub(super) fn hours_left(counts: &Counts, wording: Wording) -> Option<String> {
    let left = counts.hours.left;
    (left.max_minutes > 0).then(|| wording.span(left.min_minutes, left.max_minutes))
}

/// `3 skills without an estimate`.
pub(super) fn unestimated(counts: &Counts) -> Option<String> {
    let n = counts.hours.unestimated;
    (n > 0).then(|| format!("{} without an estimate", Count(n, "skill")))
}
