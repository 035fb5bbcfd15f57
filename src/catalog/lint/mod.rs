//! All that is wrong with files, each by itself and all of them together.

mod choices;
mod comments;
mod cross;
mod files;

use std::path::PathBuf;

use self::cross::World;
use self::files::{Files, RoadmapText, SkillsText};
use super::document::Parsed;
use super::finding::Findings;
use super::id::RoadmapId;
use super::model::Origin;
use super::problem::Problem;
use super::resolve::resolve;
use super::store::Catalog;

/// What is wrong with the `targets`, files or folders, or with the whole
/// catalog if there are none. In the order of files, then lines.
///
/// A target counts as part of the catalog, before the user's own files, and so
/// do the files beside it: its `skills.yaml` and the roadmaps that it mentions.
pub fn lint(catalog: &Catalog, targets: &[PathBuf]) -> Vec<Problem> {
    let Files { roadmaps, skills, mut problems } = Files::gather(catalog, targets);
    let world = World::new(&roadmaps, &skills);
    let found: Vec<Findings> = roadmaps.iter().map(|file| world.roadmap(file)).collect();
    let found_in_skills: Vec<Findings> = skills.iter().map(|file| world.skills(file)).collect();
    let shared = world.into_shared();
    for (SkillsText { told, parsed, .. }, cross) in skills.into_iter().zip(found_in_skills) {
        if !told {
            continue;
        }
        match parsed {
            Err(refused) => problems.extend(refused),
            Ok(Parsed { document, mut findings, .. }) => {
                findings.append(cross);
                problems
                    .extend(in_order(document.problems(&findings), comments::cut_short(&document)));
            }
        }
    }
    for (RoadmapText { told, id, parsed, .. }, cross) in roadmaps.into_iter().zip(found) {
        if !told {
            continue;
        }
        let Parsed { document, value, mut findings } = match parsed {
            Err(refused) => {
                problems.extend(refused);
                continue;
            }
            Ok(parsed) => parsed,
        };
        if let Some(value) = value {
            let paths = choices::option_paths(&value);
            let id = id.unwrap_or_else(stand_in);
            let before = findings.is_empty();
            let (roadmap, resolved) = resolve(id, Origin::BuiltIn, value, &shared, findings);
            findings = resolved;
            if before && findings.is_empty() {
                findings.extend(choices::dead_ends(&roadmap, &paths));
            }
        }
        findings.append(cross);
        problems.extend(in_order(document.problems(&findings), comments::cut_short(&document)));
    }
    problems
}

/// For a roadmap whose file has a name that is none: told, and read all the same.
fn stand_in() -> RoadmapId {
    RoadmapId::new("nameless").expect("lower-case letters")
}

fn in_order(mut problems: Vec<Problem>, more: Vec<Problem>) -> Vec<Problem> {
    problems.extend(more);
    problems.sort_by_key(|problem| {
        // What is about the file as a whole stands after what has a place.
        problem.place.as_ref().map_or((usize::MAX, 0), |place| (place.line, place.column))
    });
    problems
}
