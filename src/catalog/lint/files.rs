//! The files that lint checks, and those around them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::content::Content;
use super::summary::Summary;
use crate::catalog::builtin;
use crate::catalog::check::{self, Checked};
use crate::catalog::folder::{self, SKILLS_FILE};
use crate::catalog::model::{Origin, RoadmapId};
use crate::catalog::problem::{Code, Problem, Severity};
use crate::catalog::source::SourceFile;
use crate::catalog::store::Catalog;
use crate::catalog::unresolved::UnresolvedSkills;

/// Read at most this many bytes of files that are not checked themselves.
const MAX_NEIGHBOURS: u64 = 4 * 1024 * 1024;

/// Keep the content of at most this many bytes of files; read the others again.
const MAX_KEPT: u64 = 8 * 1024 * 1024;

/// All files that matter.
#[derive(Debug)]
pub struct Files {
    /// Of two with the same name the first wins.
    pub list: Vec<File>,
    /// Problems that are not in the content of a file.
    pub problems: Vec<Problem>,
    /// Whether every file was read; some are skipped because of their size.
    pub is_whole: bool,
}

#[derive(Debug)]
pub struct File {
    from: From,
    /// Of a roadmap; `None` if its name is not an id.
    pub id: Option<RoadmapId>,
    pub is_skills: bool,
    /// Whether a file of the user is used in its place.
    pub is_hidden: bool,
    /// Whether its problems are asked for.
    pub is_checked: bool,
    pub summary: Summary,
    kept: Option<Content>,
}

#[derive(Debug)]
enum From {
    BuiltIn,
    Disk(PathBuf),
}

/// Goes through the files in order of precedence.
struct Gathering {
    files: Files,
    seen: HashSet<PathBuf>,
    neighbours: u64,
    kept: u64,
}

impl Files {
    pub fn gather(catalog: &Catalog, targets: &[PathBuf]) -> Self {
        let files = Self { list: Vec::new(), problems: Vec::new(), is_whole: true };
        let mut gathering = Gathering { files, seen: HashSet::new(), neighbours: 0, kept: 0 };
        let targets: Vec<Target> =
            targets.iter().map(|target| Target::new(catalog, target)).collect();
        let mut built_in_targets = HashSet::new();
        for target in &targets {
            match target {
                Target::Folder(folder) => gathering.folder(folder, true),
                Target::BuiltIn(id) => _ = built_in_targets.insert(id.clone()),
                Target::File(path) => {
                    // A missing file does not need a better name.
                    if path.exists() {
                        gathering.files.problems.extend(folder::name_problem(path));
                    }
                    gathering.file(path.clone(), true);
                }
            }
        }
        for target in &targets {
            let Target::File(path) = target else { continue };
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            gathering.folder(folder.unwrap_or(Path::new(".")), false);
        }
        let all = targets.is_empty();
        if all {
            gathering.files.problems.extend_from_slice(catalog.folder_problems());
        }
        for path in catalog.skills_files() {
            gathering.file(path.clone(), all);
        }
        gathering.built_in(None, all);
        for listing in catalog.listings() {
            for origin in std::iter::once(&listing.origin).chain(&listing.shadowed) {
                match origin {
                    Origin::File(path) => gathering.file(path.clone(), all),
                    Origin::BuiltIn => {
                        let is_target = built_in_targets.contains(&listing.id);
                        gathering.built_in(Some(&listing.id), all || is_target);
                    }
                }
            }
        }
        gathering.files
    }
}

/// What a target names.
enum Target {
    File(PathBuf),
    Folder(PathBuf),
    BuiltIn(RoadmapId),
}

impl Target {
    /// A path, or the id of a roadmap if there is no such file.
    fn new(catalog: &Catalog, target: &Path) -> Self {
        if target.is_dir() {
            return Self::Folder(target.to_owned());
        }
        let listing = target.to_str().and_then(|id| catalog.listing(id));
        match listing.filter(|_| !target.exists()) {
            Some(listing) => match &listing.origin {
                Origin::BuiltIn => Self::BuiltIn(listing.id.clone()),
                Origin::File(path) => Self::File(path.clone()),
            },
            None => Self::File(target.to_owned()),
        }
    }
}

impl Gathering {
    fn folder(&mut self, folder: &Path, is_checked: bool) {
        let found = folder::list(folder, is_checked);
        if is_checked {
            self.files.problems.extend(found.problems);
        }
        let roadmaps = found.roadmaps.into_iter().map(|(_, path)| path);
        for path in found.skills.into_iter().chain(roadmaps) {
            self.file(path, is_checked);
        }
    }

    fn file(&mut self, path: PathBuf, is_checked: bool) {
        if !self.seen.insert(std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            return;
        }
        let size = std::fs::metadata(&path).map_or(0, |about| about.len());
        let is_skills = path.file_name().is_some_and(|name| name == SKILLS_FILE);
        let id = if is_skills { None } else { folder::roadmap_id(&path) };
        let mut file = File {
            from: From::Disk(path),
            is_hidden: id.as_ref().is_some_and(|id| self.has(id)),
            id,
            is_skills,
            is_checked,
            summary: Summary::default(),
            kept: None,
        };
        if !is_checked {
            self.neighbours += size;
            if self.neighbours > MAX_NEIGHBOURS {
                self.files.is_whole = false;
                self.files.list.push(file);
                return;
            }
        }
        let content = file.content();
        file.summary = Summary::of(&content);
        // Without its definitions the checked roadmaps look broken, so check it too.
        let is_broken = matches!(&content, Content::Skills(skills) if skills.problems.has_errors());
        file.is_checked |= is_broken;
        self.kept += size;
        if file.is_checked && self.kept <= MAX_KEPT {
            file.kept = Some(content);
        } else if let Content::Skills(_) = content {
            file.kept = Some(content);
        }
        self.files.list.push(file);
    }

    /// A built-in roadmap, or the built-in `skills.yaml`.
    fn built_in(&mut self, id: Option<&RoadmapId>, is_checked: bool) {
        let is_hidden = id.is_some_and(|id| self.has(id));
        let mut file = File {
            from: From::BuiltIn,
            id: id.cloned(),
            is_skills: id.is_none(),
            is_hidden,
            is_checked: is_checked && !is_hidden,
            summary: Summary::default(),
            kept: None,
        };
        file.summary = Summary::compiled(id).unwrap_or_else(|| Summary::of(&file.content()));
        self.files.list.push(file);
    }

    fn has(&self, id: &RoadmapId) -> bool {
        self.files.list.iter().any(|file| file.id.as_ref() == Some(id))
    }
}

impl File {
    pub fn is_built_in(&self) -> bool {
        matches!(self.from, From::BuiltIn)
    }

    pub fn origin(&self) -> Origin {
        match &self.from {
            From::BuiltIn => Origin::BuiltIn,
            From::Disk(path) => Origin::File(path.clone()),
        }
    }

    /// The id and origin of a roadmap; `None` for any other file.
    pub fn named(&self) -> Option<(RoadmapId, Origin)> {
        Some((self.id.clone()?, self.origin()))
    }

    /// What the file is called in messages about others.
    pub fn label(&self) -> &str {
        self.id.as_ref().map_or(SKILLS_FILE, RoadmapId::as_str)
    }

    /// What it contains, read again if it was not kept.
    pub fn content(&mut self) -> Content {
        if let Some(content) = self.kept.take() {
            return content;
        }
        let source = match (&self.from, &self.id) {
            (From::BuiltIn, None) => builtin::skills(),
            (From::BuiltIn, Some(id)) => match builtin::source(id.as_str()) {
                Some(source) => source,
                None => return Content::Unreadable(Box::new(not_built_in(id))),
            },
            (From::Disk(path), _) => match folder::read(path) {
                Ok(text) => SourceFile::new(path.clone(), text.into()),
                Err(problem) => return Content::Unreadable(problem),
            },
        };
        if self.is_skills {
            Content::Skills(check::skills(&source))
        } else {
            Content::Roadmap(check::roadmap(&source))
        }
    }

    /// The shared definitions of a `skills.yaml` that was kept, and its source.
    pub fn skills(&self) -> Option<(&UnresolvedSkills, &Rc<SourceFile>)> {
        match &self.kept {
            Some(Content::Skills(Checked { value: Some(value), source, .. })) => {
                Some((value, source))
            }
            _ => None,
        }
    }
}

fn not_built_in(id: &RoadmapId) -> Problem {
    let message = format!("there is no built-in roadmap '{id}'");
    Problem::of_file(Severity::Error, format!("{id}.yaml"), Code::UnknownRoadmap, message)
}
