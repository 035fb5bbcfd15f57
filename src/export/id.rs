//! Names by which other tools know what was imported before.

use std::fmt::Display;

use crate::catalog::RoadmapId;

/// `<name>@<roadmap>`. A name that is no id of a skill has a dot in it.
pub(super) fn uid(name: impl Display, roadmap: &RoadmapId) -> String {
    format!("{name}@{roadmap}")
}
