//! The catalog: which roadmaps there are, and each of them once it is asked for.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::rc::Rc;

use super::builtin;
use super::compiled;
use super::document::{Document, Parsed, parse_roadmap, parse_skills};
use super::id::RoadmapId;
use super::model::{Origin, Roadmap};
use super::path::Finding;
use super::problem::{Code, Problem, Severity};
use super::resolve::{Layer, resolve};
use super::shared::Shared;
use super::source;
use super::unresolved::UnresolvedRoadmap;

/// The name of the file of shared definitions.
pub const SKILLS_FILE: &str = "skills.yaml";

/// Where the user's roadmaps are looked for.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// In order: of two files of the same name the one in the earlier folder wins.
    pub user: Vec<PathBuf>,
    /// Whether someone named them, so that one that is missing is a mistake.
    pub named: bool,
}

/// All roadmaps that are known. A file is read when it is first asked for.
#[derive(Debug)]
pub struct Catalog {
    listings: Vec<Listing>,
    folder_problems: Vec<Problem>,
    /// Files of shared definitions, the one that wins first.
    skills_files: Vec<PathBuf>,
    loaded: RefCell<BTreeMap<RoadmapId, Result<Rc<Roadmap>, Broken>>>,
    shared: OnceCell<SharedLayers>,
    warnings: RefCell<Vec<Problem>>,
}

/// A roadmap that is known by its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub id: RoadmapId,
    /// Of the file that counts.
    pub origin: Origin,
    /// Files of the same name that it hides, the first of them the next in line.
    pub shadowed: Vec<Origin>,
}

/// A roadmap that cannot be used, with every reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    pub id: RoadmapId,
    pub problems: Vec<Problem>,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.iter().filter(|problem| problem.is_error()).count();
        let s = if count == 1 { "" } else { "s" };
        write!(f, "the roadmap '{}' cannot be used: {count} problem{s}", self.id)
    }
}

impl std::error::Error for Broken {}

/// Shared definitions.
#[derive(Debug)]
struct SharedLayers {
    built_in: Shared,
    /// With the user's on top; what is broken is left out.
    all: Shared,
    /// What is wrong with the user's.
    problems: Vec<Problem>,
}

impl Catalog {
    /// Lists the folders; reads no file.
    pub fn open(folders: &Folders) -> Self {
        let mut user: BTreeMap<RoadmapId, Vec<Origin>> = BTreeMap::new();
        let mut folder_problems = Vec::new();
        let mut skills_files = Vec::new();
        for folder in &folders.user {
            let found = source::list(folder, folders.named);
            folder_problems.extend(found.problems);
            skills_files.extend(found.skills);
            for (id, path) in found.roadmaps {
                user.entry(id).or_default().push(Origin::File(path));
            }
        }
        let built_in = builtin::ROADMAPS.iter().map(|(id, _)| {
            RoadmapId::new(id).expect("shipped files have good names, which a test checks")
        });
        let mut listings: Vec<Listing> = built_in
            .map(|id| {
                let mut origins = user.remove(&id).unwrap_or_default();
                origins.push(Origin::BuiltIn);
                Listing { id, origin: origins.remove(0), shadowed: origins }
            })
            .collect();
        listings.extend(user.into_iter().map(|(id, mut origins)| Listing {
            id,
            origin: origins.remove(0),
            shadowed: origins,
        }));
        Self {
            listings,
            folder_problems,
            skills_files,
            loaded: RefCell::default(),
            shared: OnceCell::new(),
            warnings: RefCell::default(),
        }
    }

    /// Every roadmap: the built-in ones in their order, then the user's by id.
    pub fn listings(&self) -> &[Listing] {
        &self.listings
    }

    /// The one with this id.
    pub fn listing(&self, id: &str) -> Option<&Listing> {
        self.listings.iter().find(|listing| listing.id.as_str() == id)
    }

    /// What is wrong in the folders, apart from the content of files.
    pub fn folder_problems(&self) -> &[Problem] {
        &self.folder_problems
    }

    /// The roadmaps that were asked for and cannot be used, in order of their ids.
    pub fn broken(&self) -> Vec<Broken> {
        self.loaded.borrow().values().filter_map(|loaded| loaded.as_ref().err().cloned()).collect()
    }

    /// What went wrong on the way and was worked around, so far.
    pub fn warnings(&self) -> Vec<Problem> {
        self.warnings.borrow().clone()
    }

    /// The user's files of shared definitions, the one that wins first.
    pub fn skills_files(&self) -> &[PathBuf] {
        &self.skills_files
    }

    /// Reads a roadmap, once; `skills.yaml` only if it can matter to it.
    ///
    /// # Errors
    /// [`Broken`] with all that is wrong with it, or that there is none.
    pub fn load(&self, id: &RoadmapId) -> Result<Rc<Roadmap>, Broken> {
        if let Some(loaded) = self.loaded.borrow().get(id) {
            return loaded.clone();
        }
        let loaded =
            self.read(id).map(Rc::new).map_err(|problems| Broken { id: id.clone(), problems });
        self.loaded.borrow_mut().insert(id.clone(), loaded.clone());
        loaded
    }

    fn read(&self, id: &RoadmapId) -> Result<Roadmap, Vec<Problem>> {
        let Some(listing) = self.listing(id.as_str()) else {
            return Err(vec![Problem {
                severity: Severity::Error,
                file: PathBuf::from(format!("{id}.yaml")),
                place: None,
                code: Code::UnknownRoadmap,
                message: format!("there is no roadmap '{id}'"),
                help: None,
            }]);
        };
        // Nothing can be laid over a built-in roadmap but the user's definitions.
        if listing.origin == Origin::BuiltIn
            && self.skills_files.is_empty()
            && let Some(roadmap) = compiled::find(id.as_str())
        {
            return Ok(roadmap);
        }
        let (file, text) = text_of(listing).map_err(|problem| vec![problem])?;
        let Parsed { document, value, problems } = parse_roadmap(file, text);
        let Some(value) = value else { return Err(problems) };
        let none = Shared::default();
        let Some(shared) = self.shared_for(&value) else {
            return finish(listing, value, &none, &document, problems);
        };
        let whole = finish(listing, value, &shared.all, &document, problems);
        match (&listing.origin, whole) {
            (Origin::BuiltIn, Err(problems)) => {
                // What the user laid over the shipped definitions does not go with this one.
                let Parsed { value, .. } =
                    parse_roadmap(document.file.clone(), document.text.clone());
                let value = value.expect("the same text was read above");
                let roadmap = finish(listing, value, &shared.built_in, &document, Vec::new())?;
                self.warnings.borrow_mut().extend(problems);
                Ok(roadmap)
            }
            (_, whole) => whole,
        }
    }

    /// The shared definitions, if the roadmap may use any of them.
    fn shared_for(&self, _roadmap: &UnresolvedRoadmap) -> Option<&SharedLayers> {
        Some(self.shared.get_or_init(|| {
            let layers = SharedLayers::read(&self.skills_files);
            self.warnings.borrow_mut().extend(layers.problems.iter().cloned());
            layers
        }))
    }
}

impl SharedLayers {
    fn read(files: &[PathBuf]) -> Self {
        let mut built_in = Shared::default();
        let file = builtin_name("skills");
        let shipped = parse_skills(file, Cow::Borrowed(builtin::SKILLS));
        if let Some(skills) = &shipped.value {
            built_in.lay_over(skills, &shipped.document);
        }
        let mut all = built_in.clone();
        let mut problems = Vec::new();
        for file in files.iter().rev() {
            match source::read(file) {
                Err(problem) => problems.push(problem),
                Ok(text) => {
                    let parsed = parse_skills(file.clone(), Cow::Owned(text));
                    match parsed.value {
                        Some(skills) if parsed.problems.is_empty() => {
                            all.lay_over(&skills, &parsed.document);
                        }
                        _ => problems.extend(parsed.problems),
                    }
                }
            }
        }
        Self { built_in, all, problems }
    }
}

impl Roadmap {
    /// Reads a roadmap from text, as if it stood in `<id>.yaml` with `skills`,
    /// the text of a `skills.yaml`, beside it and no other file anywhere.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn from_yaml(
        id: &RoadmapId,
        text: &str,
        skills: Option<&str>,
    ) -> Result<Self, Vec<Problem>> {
        let listing = Listing { id: id.clone(), origin: Origin::BuiltIn, shadowed: Vec::new() };
        let mut shared = Shared::default();
        if let Some(skills) = skills {
            let parsed = parse_skills(SKILLS_FILE.into(), Cow::Owned(skills.to_owned()));
            if !parsed.problems.is_empty() {
                return Err(parsed.problems);
            }
            if let Some(skills) = parsed.value {
                shared.lay_over(&skills, &parsed.document);
            }
        }
        let file = PathBuf::from(format!("{id}.yaml"));
        let Parsed { document, value, problems } = parse_roadmap(file, Cow::Owned(text.to_owned()));
        match value {
            Some(value) => finish(&listing, value, &shared, &document, problems),
            None => Err(problems),
        }
    }
}

fn finish(
    listing: &Listing,
    value: UnresolvedRoadmap,
    shared: &Shared,
    document: &Document,
    mut problems: Vec<Problem>,
) -> Result<Roadmap, Vec<Problem>> {
    let (roadmap, findings) = resolve(listing.id.clone(), listing.origin.clone(), value, shared);
    problems.extend(located(document, &findings));
    if problems.is_empty() { Ok(roadmap) } else { Err(problems) }
}

fn located(document: &Document, findings: &[(Layer, Finding)]) -> Vec<Problem> {
    findings
        .iter()
        .flat_map(|(layer, finding)| {
            let document = layer.as_deref().unwrap_or(document);
            document.problems(std::slice::from_ref(finding))
        })
        .collect()
}

fn text_of(listing: &Listing) -> Result<(PathBuf, Cow<'static, str>), Problem> {
    match &listing.origin {
        Origin::File(path) => Ok((path.clone(), Cow::Owned(source::read(path)?))),
        Origin::BuiltIn => {
            let shipped = builtin::ROADMAPS.iter().find(|(id, _)| *id == listing.id.as_str());
            let (id, text) = shipped.expect("only shipped roadmaps are listed as built-in");
            Ok((builtin_name(id), Cow::Borrowed(*text)))
        }
    }
}

fn builtin_name(stem: &str) -> PathBuf {
    PathBuf::from(format!("<built-in>/{stem}.yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roadmap(text: &str, skills: Option<&str>) -> Roadmap {
        let id = RoadmapId::new("test").unwrap();
        Roadmap::from_yaml(&id, text, skills).unwrap_or_else(|problems| panic!("{problems:#?}"))
    }

    #[test]
    fn the_smallest_roadmap_resolves() {
        let text = "title: Web basics\nstages:\n  - id: start\n    title: First steps\n    \
                    skills:\n      - id: html-and-css\n        title: HTML and CSS\n      - git\n";
        let skills = "skills:\n  - id: git\n    title: Git\n    aliases: [vcs]\n";
        let roadmap = roadmap(text, Some(skills));
        assert_eq!(roadmap.len(), 2);
        assert_eq!(roadmap.named("vcs"), roadmap.with_id("git"));
        assert!(roadmap.entry(roadmap.named("git").unwrap()).shared);
    }

    #[test]
    fn groups_nest_and_needs_become_indexes() {
        let text = "title: T\nstages:\n  - id: s\n    title: S\n    skills:\n      \
                    - id: g\n        title: G\n        choose: 1\n        skills:\n          \
                    - { id: a, title: A, needs: elsewhere }\n          \
                    - { id: b, title: B }\n      - { id: c, title: C, needs: [g, c2] }\n      \
                    - { id: d, title: D, aliases: c2, hours: 25–40 }\n";
        let roadmap = roadmap(text, None);
        let ix = |name| roadmap.named(name).unwrap();
        assert_eq!(roadmap.entry(ix("c")).needs, [ix("g"), ix("d")].map(super::super::Need::Entry));
        assert_eq!(roadmap.entry(ix("a")).parent, Some(ix("g")));
        assert_eq!(roadmap.children(ix("g")).count(), 2);
        assert_eq!(roadmap.stage_children(0).count(), 3);
    }
}
