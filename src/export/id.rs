//! Ids by which other tools recognise what they imported before.

use std::fmt::Display;

use crate::catalog::RoadmapId;

/// `<name>@<roadmap>`. A name that is not the id of a skill contains a dot.
pub(super) fn uid(name: impl Display, roadmap: &RoadmapId) -> String {
    format!("{name}@{roadmap}")
}
