//! The files that lint looks at, and those that it looks around in.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::catalog::builtin;
use crate::catalog::document::{Parsed, parse_roadmap, parse_skills};
use crate::catalog::id::RoadmapId;
use crate::catalog::model::Origin;
use crate::catalog::problem::Problem;
use crate::catalog::source::{self, SKILLS_FILE};
use crate::catalog::store::Catalog;
use crate::catalog::unresolved::{UnresolvedRoadmap, UnresolvedSkills};

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Files {
    /// Of two with the same id the first wins.
    pub roadmaps: Vec<RoadmapText>,
    /// The first wins.
    pub skills: Vec<SkillsText>,
    /// What is wrong apart from the content of files.
    pub problems: Vec<Problem>,
}

#[derive(Debug)]
pub struct RoadmapText {
    /// `None` if its name is no id.
    pub id: Option<RoadmapId>,
    pub built_in: bool,
    /// Whether its problems are asked for.
    pub told: bool,
    pub parsed: Result<Parsed<UnresolvedRoadmap>, Vec<Problem>>,
}

#[derive(Debug)]
pub struct SkillsText {
    pub told: bool,
    pub parsed: Result<Parsed<UnresolvedSkills>, Vec<Problem>>,
}

impl Files {
    pub fn gather(catalog: &Catalog, targets: &[PathBuf]) -> Self {
        let mut files = Self::default();
        let mut seen = HashSet::new();
        for target in targets {
            if target.is_dir() {
                let found = source::list(target, true);
                files.problems.extend(found.problems);
                for path in found.skills.into_iter().chain(found.roadmaps.into_iter().map(|r| r.1))
                {
                    files.read(path, true, &mut seen);
                }
            } else {
                files.problems.extend(source::name_problem(target));
                files.read(target.clone(), true, &mut seen);
            }
        }
        for target in targets.iter().filter(|target| !target.is_dir()) {
            let folder = match target.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            let found = source::list(folder, false);
            for path in found.skills.into_iter().chain(found.roadmaps.into_iter().map(|r| r.1)) {
                files.read(path, false, &mut seen);
            }
        }
        let all = targets.is_empty();
        if all {
            files.problems.extend_from_slice(catalog.folder_problems());
        }
        for path in catalog.skills_files() {
            files.read(path.clone(), all, &mut seen);
        }
        let text = Cow::Borrowed(builtin::SKILLS);
        let parsed = parse_skills(builtin::file("skills"), text);
        files.skills.push(SkillsText { told: all, parsed });
        for listing in catalog.listings() {
            for origin in std::iter::once(&listing.origin).chain(&listing.shadowed) {
                match origin {
                    Origin::File(path) => files.read(path.clone(), all, &mut seen),
                    Origin::BuiltIn => {
                        let id = listing.id.as_str();
                        let text = builtin::text(id).unwrap_or_default();
                        let shadowed = listing.origin != Origin::BuiltIn;
                        files.roadmaps.push(RoadmapText {
                            id: Some(listing.id.clone()),
                            built_in: true,
                            told: all && !shadowed,
                            parsed: parse_roadmap(builtin::file(id), Cow::Borrowed(text)),
                        });
                    }
                }
            }
        }
        files
    }

    fn read(&mut self, path: PathBuf, told: bool, seen: &mut HashSet<PathBuf>) {
        if !seen.insert(std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            return;
        }
        let text = source::read(&path).map(Cow::Owned).map_err(|problem| vec![*problem]);
        if path.file_name().is_some_and(|name| name == SKILLS_FILE) {
            let parsed = text.and_then(|text| parse_skills(path, text));
            self.skills.push(SkillsText { told, parsed });
        } else {
            let id = source::roadmap_id(&path);
            let parsed = text.and_then(|text| parse_roadmap(path, text));
            self.roadmaps.push(RoadmapText { id, built_in: false, told, parsed });
        }
    }
}
