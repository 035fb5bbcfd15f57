//! Questions about the whole catalog: `list` and `find`.

use std::collections::HashMap;

use serde::Serialize;

use super::evaluation::Evaluation;
use super::remaining::Sum;
use crate::catalog::{Id, Listing, Origin, Roadmap, RoadmapId};
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
    /// Of everything required, with the assumed options of choices, without any progress.
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

/// Everything with all of `words` in its id, aliases, title or summary; names
/// before summaries, then in the order of the roadmaps.
pub fn find(roadmaps: &[&Roadmap], progress: &Progress, words: &[String]) -> Vec<Hit> {
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
    for roadmap in roadmaps {
        if let Some(rank) =
            rank(&words, &[roadmap.id.as_str(), &roadmap.title], roadmap.summary.as_deref())
        {
            add("roadmap", roadmap.id.as_str(), &roadmap.title, roadmap, None, rank);
        }
        for stage in roadmap.stages() {
            if let Some(rank) =
                rank(&words, &[stage.id.as_str(), &stage.title], stage.summary.as_deref())
            {
                add("stage", stage.id.as_str(), &stage.title, roadmap, None, rank);
            }
        }
        for (_, entry) in roadmap.entries() {
            let names: Vec<&str> =
                entry.names().map(Id::as_str).chain([entry.title.as_str()]).collect();
            if let Some(rank) = rank(&words, &names, entry.summary.as_deref()) {
                let (kind, status) = if entry.is_skill() {
                    ("skill", Some(progress.record(entry.names()).status))
                } else {
                    ("group", None)
                };
                add(kind, entry.id.as_str(), &entry.title, roadmap, status, rank);
            }
        }
    }
    hits.sort_by_key(|hit| hit.rank);
    hits
}

/// 0 if the words are a name, 1 if names contain them, 2 if the summary has to help.
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
