//! Every skill that something is recorded on, once, by whatever names.

use std::collections::HashSet;

use serde::Serialize;

use crate::catalog::{Id, Roadmap, RoadmapId};
use crate::progress::{Progress, Record};

/// A skill by its id and title, in the roadmap where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RecordedSkill<'a> {
    pub id: &'a Id,
    /// The id if no roadmap has it.
    pub title: &'a str,
    pub roadmap: Option<&'a RoadmapId>,
}

/// What is recorded on each skill: those of `roadmaps` in their order, each in
/// the first one that has it, then what none of them has.
pub fn recorded<'a>(
    progress: &'a Progress,
    roadmaps: impl IntoIterator<Item = &'a Roadmap>,
) -> Vec<(RecordedSkill<'a>, Record)> {
    let mut found = Vec::new();
    let mut unknown = progress.names();
    let mut seen: HashSet<&Id> = HashSet::new();
    for roadmap in roadmaps {
        for (_, entry, _) in roadmap.skills() {
            let is_recorded = entry.names().any(|name| unknown.contains(name));
            if !is_recorded || entry.names().any(|name| seen.contains(name)) {
                continue;
            }
            seen.extend(entry.names());
            let roadmap = Some(&roadmap.id);
            let skill = RecordedSkill { id: &entry.id, title: &entry.title, roadmap };
            found.push((skill, progress.record(entry.names())));
        }
    }
    unknown.retain(|name| !seen.contains(name));
    for id in unknown {
        let skill = RecordedSkill { id, title: id.as_str(), roadmap: None };
        found.push((skill, progress.record([id])));
    }
    found
}
