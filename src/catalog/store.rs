//! The catalog: lists all roadmaps and loads each when it is first needed.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::builtin;
use super::check::{self, Checked};
use super::folder;
use super::load::{self, Loader};
use super::model::{Origin, Roadmap, RoadmapId};
use super::problem::{Code, Problem, Severity, summary};
use super::shared::Shared;
use super::source::SourceFile;
use crate::cache::{Entries, Key};

/// Shorter files are not cached: parsing them is as fast as finding their compiled form.
const WORTH_KEEPING: usize = 8 * 1024;

/// Where to look for the user's roadmaps.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// Of two files of the same name the one in the earlier folder wins.
    pub user: Vec<PathBuf>,
    /// Whether the user named them, so that a missing one is a mistake.
    pub named: bool,
}

/// All known roadmaps. A file is read when it is first asked for.
#[derive(Debug)]
pub struct Catalog {
    listings: Vec<Listing>,
    folder_problems: Vec<Problem>,
    /// The user's files of shared definitions, the one that wins first.
    skills_files: Vec<PathBuf>,
    shared: OnceCell<Layers>,
    loaded: RefCell<BTreeMap<RoadmapId, Result<Rc<Roadmap>, Broken>>>,
    warnings: RefCell<Vec<Problem>>,
    /// The cache of the user's compiled roadmaps.
    cache: Option<Entries>,
}

/// The shared definitions, with those of the user on top.
#[derive(Debug)]
struct Layers {
    shared: Shared,
    /// The user's files that are not used because of errors.
    broken: Vec<Problem>,
}

/// A roadmap of the catalog, loaded or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub id: RoadmapId,
    /// The file that is used.
    pub origin: Origin,
    /// Files of the same name that it hides, in order of precedence.
    pub shadowed: Vec<Origin>,
}

/// A roadmap that cannot be used, with every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub id: RoadmapId,
    pub problems: Vec<Problem>,
}

impl Broken {
    /// The file to look at first.
    pub fn file(&self) -> Option<&Path> {
        self.problems.first().map(|problem| problem.file.as_path())
    }
}

/// One line: which file, how many errors, and the first of them.
impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot use the roadmap '{}': {}", self.id, summary(&self.problems))
    }
}

impl std::error::Error for Broken {}

impl Catalog {
    /// Lists the folders; reads no file.
    #[expect(clippy::missing_panics_doc, reason = "the names of built-in roadmaps are tested")]
    pub fn open(folders: &Folders) -> Self {
        let mut user: BTreeMap<RoadmapId, Vec<Origin>> = BTreeMap::new();
        let mut folder_problems = Vec::new();
        let mut skills_files = Vec::new();
        for path in &folders.user {
            let found = folder::list(path, folders.named);
            folder_problems.extend(found.problems);
            skills_files.extend(found.skills);
            for (id, path) in found.roadmaps {
                user.entry(id).or_default().push(Origin::File(path));
            }
        }
        let listing = |id, mut origins: Vec<Origin>| {
            let origin = origins.remove(0);
            Listing { id, origin, shadowed: origins }
        };
        let mut listings: Vec<Listing> = Vec::with_capacity(builtin::ROADMAPS.len() + user.len());
        for (id, _) in builtin::ROADMAPS {
            let id = RoadmapId::new(id).expect("built-in names are ids, as a test checks");
            let mut origins = user.remove(&id).unwrap_or_default();
            origins.push(Origin::BuiltIn);
            listings.push(listing(id, origins));
        }
        listings.extend(user.into_iter().map(|(id, origins)| listing(id, origins)));
        Self {
            listings,
            folder_problems,
            skills_files,
            shared: OnceCell::new(),
            loaded: RefCell::default(),
            warnings: RefCell::default(),
            cache: None,
        }
    }

    /// Keeps the user's compiled roadmaps in `cache`, and reads them from there as long as nothing
    /// they were made from has changed.
    #[must_use]
    pub fn with_cache(self, cache: Option<Entries>) -> Self {
        Self { cache, ..self }
    }

    /// Every roadmap: the built-in ones in their order, then the user's by id.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The one with this id.
    pub fn listing(&self, id: &str) -> Option<&Listing> {
        self.listings.iter().find(|listing| listing.id.as_str() == id)
    }

    /// Problems of the folders, not of the content of files.
    pub fn folder_problems(&self) -> &[Problem] {
        &self.folder_problems
    }

    /// The roadmaps that were asked for and cannot be used, by id.
    pub fn broken(&self) -> Vec<Broken> {
        self.loaded.borrow().values().filter_map(|loaded| loaded.as_ref().err().cloned()).collect()
    }

    /// Warnings about files that could not be used in full so far. Each message is complete by
    /// itself.
    pub fn warnings(&self) -> Vec<Problem> {
        self.warnings.borrow().clone()
    }

    /// The user's files of shared definitions, the one that wins first.
    pub fn skills_files(&self) -> &[PathBuf] {
        &self.skills_files
    }

    /// Loads a roadmap, once.
    ///
    /// # Errors
    /// [`Broken`] with every problem of the file, or if there is no such roadmap.
    pub fn load(&self, id: &RoadmapId) -> Result<Rc<Roadmap>, Broken> {
        if let Some(loaded) = self.loaded.borrow().get(id) {
            return loaded.clone();
        }
        let read = match self.listing(id.as_str()).map(|listing| &listing.origin) {
            Some(Origin::BuiltIn) => self.load_built_in(id),
            Some(Origin::File(path)) => self.load_file(id, path),
            None => Err(vec![Problem::of_file(
                Severity::Error,
                format!("{id}.yaml"),
                Code::UnknownRoadmap,
                format!("there is no roadmap '{id}'"),
            )]),
        };
        let loaded = read.map(Rc::new).map_err(|problems| Broken { id: id.clone(), problems });
        self.loaded.borrow_mut().insert(id.clone(), loaded.clone());
        loaded
    }

    /// Loads a file of the user. The result depends on its text, the user's `skills.yaml` files and
    /// the program.
    fn load_file(&self, id: &RoadmapId, path: &Path) -> Result<Roadmap, Vec<Problem>> {
        let text = folder::read(path).map_err(|problem| vec![*problem])?;
        let is_small = text.len() < WORTH_KEEPING;
        let path_text = path.to_str().filter(|_| !is_small);
        let key = path_text.and_then(|path| self.key(&[id.as_str(), path, &text]));
        self.compiled(key, || self.resolve_file(id, path, text))
    }

    /// The cached roadmap for this key, or what `resolve` returns.
    fn compiled(
        &self,
        key: Option<Key>,
        resolve: impl FnOnce() -> Result<Roadmap, Vec<Problem>>,
    ) -> Result<Roadmap, Vec<Problem>> {
        let Some((cache, key)) = self.cache.as_ref().zip(key) else { return resolve() };
        let kept = cache.get(key).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        if let Some(roadmap) = kept {
            return Ok(roadmap);
        }
        let roadmap = resolve()?;
        // Not cached if there are warnings, which must be given each time.
        if self.warnings.borrow().is_empty()
            && let Ok(bytes) = postcard::to_allocvec(&roadmap)
        {
            cache.put(key, &bytes);
        }
        Ok(roadmap)
    }

    /// The cache key of everything that a roadmap is made from: `own`, which ends with the text of
    /// its file, the user's shared definitions, and the files that it may extend. `None` without a
    /// cache, or if a file cannot be read.
    fn key(&self, own: &[&str]) -> Option<Key> {
        self.cache.as_ref()?;
        let mut paths = self.skills_files.clone();
        if own.last().is_some_and(|text| text.contains("extends")) {
            paths.extend(load::paths(&self.files()));
        }
        let mut inputs: Vec<String> = own.iter().map(|&input| input.to_owned()).collect();
        for path in paths {
            inputs.push(path.to_str()?.to_owned());
            inputs.push(folder::read(&path).ok()?);
        }
        Some(Key::of(inputs.iter().map(std::string::String::as_bytes)))
    }

    fn resolve_file(
        &self,
        id: &RoadmapId,
        path: &Path,
        text: String,
    ) -> Result<Roadmap, Vec<Problem>> {
        let source = SourceFile::new(path.to_owned(), text.into());
        let Layers { shared, broken } = self.layers();
        let Checked { value, mut problems, .. } = check::roadmap(&source);
        let origin = Origin::File(path.to_owned());
        let loader = Loader { files: self.files(), shared };
        let resolved =
            value.and_then(|file| loader.resolve(id.clone(), origin, file, &source, &mut problems));
        let mut problems = problems.into_list(path);
        let Some(roadmap) = resolved else {
            let is_missing = |problem: &Problem| problem.code == Code::UnknownReference;
            if problems.iter().any(is_missing) {
                // The missing definition may be in a file that is not used.
                problems.splice(0..0, broken.iter().cloned());
            }
            return Err(problems);
        };
        if roadmap.extends.is_some() {
            self.warnings.borrow_mut().extend(outdated(path, &problems));
        }
        Ok(roadmap)
    }

    /// Every file of a roadmap, in order of precedence.
    fn files(&self) -> Vec<(&RoadmapId, Origin)> {
        let of = |listing: &Listing| {
            let origins = std::iter::once(&listing.origin).chain(&listing.shadowed);
            origins.cloned().collect::<Vec<_>>()
        };
        let files = self
            .listings
            .iter()
            .flat_map(|listing| of(listing).into_iter().map(move |origin| (&listing.id, origin)));
        files.collect()
    }

    /// The user's files that the roadmaps which were loaded so far may depend on.
    pub fn roadmap_files(&self) -> Vec<PathBuf> {
        let loaded = self.loaded.borrow();
        let extends = |loaded: &Result<Rc<Roadmap>, Broken>| match loaded {
            Ok(roadmap) => roadmap.extends.is_some(),
            Err(_) => true,
        };
        if loaded.values().any(extends) {
            return load::paths(&self.files());
        }
        let used = loaded.keys().filter_map(|id| match &self.listing(id.as_str())?.origin {
            Origin::File(path) => Some(path.clone()),
            Origin::BuiltIn => None,
        });
        used.collect()
    }

    /// Loads a built-in roadmap, which only the user's definitions can change.
    fn load_built_in(&self, id: &RoadmapId) -> Result<Roadmap, Vec<Problem>> {
        if self.skills_files.is_empty() {
            let compiled = builtin::compiled().and_then(|built_in| built_in.roadmap(id.as_str()));
            if let Some(compiled) = compiled {
                return Ok(compiled);
            }
        }
        let key = self.key(&["built-in", id.as_str()]);
        self.compiled(key, || self.resolve_built_in(id))
    }

    /// Resolves a built-in roadmap with the user's definitions.
    fn resolve_built_in(&self, id: &RoadmapId) -> Result<Roadmap, Vec<Problem>> {
        let (roadmap, problems) = load::built_in(id, &self.layers().shared);
        if roadmap.is_some() && !problems.is_empty() {
            // The user's definitions do not fit into it.
            let file = self.skills_files.first().map_or(Path::new(""), PathBuf::as_path);
            let message = format!(
                "the built-in roadmap '{id}' is used without {}: {}",
                file.display(),
                summary(&problems)
            );
            let code = problems.first().map_or(Code::UnknownReference, |problem| problem.code);
            let warning = Problem::of_file(Severity::Warning, file, code, message);
            self.warnings.borrow_mut().push(warning);
        }
        roadmap.ok_or(problems)
    }

    fn layers(&self) -> &Layers {
        self.shared.get_or_init(|| {
            let mut shared = Shared::built_in();
            let mut broken = Vec::new();
            for path in self.skills_files.iter().rev() {
                let read = folder::read(path).map_err(|problem| vec![*problem]);
                let skills = read.and_then(|text| {
                    check::skills(&SourceFile::new(path.clone(), text.into())).valid()
                });
                match skills {
                    Ok((skills, source)) => shared.lay_over(&skills, &source),
                    Err(problems) => broken.push(not_used(path, &problems)),
                }
            }
            self.warnings.borrow_mut().extend(broken.iter().cloned());
            Layers { shared, broken }
        })
    }
}

/// The warning about a file that is not used, in one line.
fn not_used(path: &Path, problems: &[Problem]) -> Problem {
    let message = format!(
        "{path} is not used: {}; see roadmap lint {path}",
        summary(problems),
        path = path.display()
    );
    let code = problems.first().map_or(Code::Unreadable, |problem| problem.code);
    Problem::of_file(Severity::Warning, path, code, message)
}

/// The warning about what an overlay says that no longer fits its base, in one line.
fn outdated(path: &Path, problems: &[Problem]) -> Option<Problem> {
    let is_outdated = |problem: &&Problem| {
        let codes = [Code::NotInBase, Code::InBase, Code::DoesNotFit, Code::ChooseTooLarge];
        codes.contains(&problem.code) || problem.code == Code::Cycle
    };
    let found: Vec<&Problem> = problems.iter().filter(is_outdated).collect();
    let first = found.first()?;
    let line = first.position.as_ref().map_or(1, |position| position.line);
    let more = match found.len() - 1 {
        0 => String::new(),
        n => format!(", and {n} more"),
    };
    let path_shown = path.display();
    let message =
        format!("{path_shown}:{line}: {}{more}; see roadmap lint {path_shown}", first.message);
    Some(Problem::of_file(Severity::Warning, path, first.code, message))
}
