//! Text shared by both renderers of lists.

use crate::catalog::RoadmapId;
use crate::query::catalog::{Hit, Listed};

use super::words::{Wording, list};

/// The hours of a whole roadmap; `None` if nothing has an estimate.
pub(super) fn hours(listed: &Listed<'_>, wording: Wording) -> Option<String> {
    let hours = listed.hours;
    (hours.max_minutes > 0).then(|| wording.span(hours.min_minutes, hours.max_minutes))
}

pub(super) fn is_own(listed: &Listed<'_>) -> bool {
    listed.origin != "built-in"
}

/// The status of a skill, or the kind of anything else.
pub(super) fn state(hit: &Hit) -> String {
    hit.status.map_or_else(|| hit.kind.to_owned(), |status| status.to_string())
}

/// The ids of the roadmaps that have it.
pub(super) fn roadmaps(hit: &Hit) -> String {
    let ids: Vec<&str> = hit.roadmaps.iter().map(RoadmapId::as_str).collect();
    list(&ids, 3)
}

pub(super) const KEPT: &str = "Progress in all other roadmaps is kept.";

/// The heading of the list of roadmaps in use.
pub(super) fn in_use(unchanged: bool) -> &'static str {
    if unchanged { "Already in use:" } else { "In use:" }
}
