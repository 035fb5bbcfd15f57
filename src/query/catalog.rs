//! Questions about the whole catalog: `list` and `find`.

use std::collections::HashMap;

use serde::Serialize;

use super::evaluation::Evaluation;
use super::remaining::Sum;
use crate::catalog::{Cost, Id, Ix, Level, Listing, Origin, Roadmap, RoadmapId, SkillKind};
use crate::progress::{Progress, Status};

/// One roadmap of the catalog.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    pub id: &'a RoadmapId,
    pub title: &'a str,
    pub summary: Option<&'a str>,
    /// `built-in`, or the path of the file.
    pub origin: String,
    /// How many skills it has, options and optional ones included.
    pub skills: usize,
    /// The hours of everything required, with the assumed options of choices, from the
    /// start.
    pub hours: Sum,
    pub percent: u64,
    pub in_use: bool,
}

/// The line of `list` for one roadmap.
pub fn listed<'a>(
    listing: &'a Listing,
    roadmap: &'a Roadmap,
    progress: &Progress,
    in_use: &[RoadmapId],
) -> Listed<'a> {
    let evaluation = Evaluation::new(roadmap, progress);
    let nothing = Progress::default();
    let untouched = Evaluation::new(roadmap, &nothing);
    Listed {
        id: &roadmap.id,
        title: &roadmap.title,
        summary: roadmap.summary.as_deref(),
        origin: match &listing.origin {
            Origin::BuiltIn => "built-in".to_owned(),
            Origin::File(path) => path.display().to_string(),
        },
        skills: roadmap.skills().count(),
        hours: super::summary::summary(&untouched).counts.hours.left,
        percent: evaluation.total().percent(),
        in_use: in_use.contains(&roadmap.id),
    }
}

/// Something that `find` found.
#[derive(Debug, Serialize)]
pub struct Hit {
    /// `skill`, `group`, `stage` or `roadmap`.
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    /// The roadmaps that have it.
    pub roadmaps: Vec<RoadmapId>,
    /// Of a skill.
    pub status: Option<Status>,
    #[serde(skip)]
    pub rank: u32,
}

/// What to find. A skill must meet every condition; of the values in a list, one is
/// enough.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub statuses: Vec<Status>,
    pub kinds: Vec<SkillKind>,
    pub levels: Vec<Level>,
    /// In this stage.
    pub stage: Option<Id>,
    /// With a free resource.
    pub free: bool,
    pub optional: bool,
    pub without_hours: bool,
    /// Every skill, if there is no other condition.
    pub every: bool,
}

impl Filter {
    /// Whether everything is found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it lets the skill at `ix` through.
    fn takes(&self, roadmap: &Roadmap, ix: Ix, status: Status) -> bool {
        fn is_one<T: PartialEq>(wanted: &[T], value: Option<&T>) -> bool {
            wanted.is_empty() || value.is_some_and(|value| wanted.contains(value))
        }
        let entry = roadmap.entry(ix);
        let Some(skill) = entry.skill() else { return self.is_empty() };
        let stage = &roadmap.stages()[entry.stage];
        let is_free = || skill.resources.iter().any(|resource| resource.cost == Some(Cost::Free));
        is_one(&self.statuses, Some(&status))
            && is_one(&self.kinds, Some(&skill.kind))
            && is_one(&self.levels, stage.level.as_ref())
            && self.stage.as_ref().is_none_or(|wanted| *wanted == stage.id)
            && (!self.free || is_free())
            && (!self.optional || roadmap.is_optional(ix))
            && (!self.without_hours || skill.hours.is_none())
    }
}

/// Everything that `filter` accepts and that has all of `words` in its id, aliases,
/// title or summary; names before summaries, then in the order of the roadmaps. With a
/// filter only skills are found; without words, all of them.
pub fn find(
    roadmaps: &[&Roadmap],
    progress: &Progress,
    words: &[String],
    filter: &Filter,
) -> Vec<Hit> {
    let words: Vec<String> =
        words.iter().flat_map(|words| words.split_whitespace()).map(str::to_lowercase).collect();
    let mut hits: Vec<Hit> = Vec::new();
    let mut found: HashMap<(&'static str, &str), usize> = HashMap::new();
    let mut add = |kind, id, title: &str, roadmap: &Roadmap, status, rank| {
        // Stages are local to a roadmap, everything else is the same everywhere.
        match found.get(&(kind, id)) {
            Some(at) if kind != "stage" => {
                let hit: &mut Hit = &mut hits[*at];
                hit.roadmaps.push(roadmap.id.clone());
            }
            _ => {
                found.insert((kind, id), hits.len());
                hits.push(Hit {
                    kind,
                    id: id.to_owned(),
                    title: title.to_owned(),
                    roadmaps: vec![roadmap.id.clone()],
                    status,
                    rank,
                });
            }
        }
    };
    let rank = |names: &[&str], summary: Option<&str>| match rank(&words, names, summary) {
        None if words.is_empty() && !filter.is_empty() => Some(0),
        rank => rank,
    };
    for roadmap in roadmaps {
        let whole = filter.is_empty();
        if let Some(rank) = rank(&[roadmap.id.as_str(), &roadmap.title], roadmap.summary.as_deref())
            && whole
        {
            add("roadmap", roadmap.id.as_str(), &roadmap.title, roadmap, None, rank);
        }
        for stage in roadmap.stages().iter().filter(|_| whole) {
            if let Some(rank) = rank(&[stage.id.as_str(), &stage.title], stage.summary.as_deref()) {
                add("stage", stage.id.as_str(), &stage.title, roadmap, None, rank);
            }
        }
        for (ix, entry) in roadmap.entries() {
            let names: Vec<&str> =
                entry.names().map(Id::as_str).chain([entry.title.as_str()]).collect();
            if let Some(rank) = rank(&names, entry.summary.as_deref()) {
                let status = progress.record(entry.names()).status;
                if !filter.takes(roadmap, ix, status) {
                    continue;
                }
                let (kind, status) =
                    if entry.is_skill() { ("skill", Some(status)) } else { ("group", None) };
                add(kind, entry.id.as_str(), &entry.title, roadmap, status, rank);
            }
        }
    }
    hits.sort_by_key(|hit| hit.rank);
    hits
}

/// 0 if the words are a name, 1 if names contain them, 2 if names and summary do.
/// `None` without a match.
fn rank(words: &[String], names: &[&str], summary: Option<&str>) -> Option<u32> {
    let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let in_names = |word: &String| names.iter().any(|name| name.contains(word.as_str()));
    if words.is_empty() {
        return None;
    }
    if names.iter().any(|name| *name == words.join(" ") || *name == words.join("-")) {
        return Some(0);
    }
    if words.iter().all(in_names) {
        return Some(1);
    }
    let summary = summary.unwrap_or_default().to_lowercase();
    words.iter().all(|word| in_names(word) || summary.contains(word.as_str())).then_some(2)
}
