//! What both renderings of lists share.

use crate::catalog::RoadmapId;
use crate::query::catalog::{Hit, Listed};

use super::words::{Wording, list};

/// The hours of all of a roadmap; `None` where nothing has an estimate.
pub(super) fn hours(listed: &Listed<'_>, wording: Wording) -> Option<String> {
    let hours = listed.hours;
    (hours.max_minutes > 0).then(|| wording.span(hours.min_minutes, hours.max_minutes))
}

pub(super) fn is_own(listed: &Listed<'_>) -> bool {
    listed.origin != "built-in"
}

/// The status of a skill; what anything else is.
pub(super) fn state(hit: &Hit) -> String {
    hit.status.map_or_else(|| hit.kind.to_owned(), |status| status.to_string())
}

/// The roadmaps that have it.
pub(super) fn roadmaps(hit: &Hit) -> String {
    let ids: Vec<&str> = hit.roadmaps.iter().map(RoadmapId::as_str).collect();
    list(&ids, 3)
}

pub(super) const KEPT: &str = "Progress in all other roadmaps is kept.";

/// `In use:`, `Already in use:`.
pub(super) fn in_use(unchanged: bool) -> &'static str {
    if unchanged { "Already in use:" } else { "In use:" }
}
