//! The catalog: which roadmaps there are, and each of them once it is asked for.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::PathBuf;
use std::rc::Rc;

use super::builtin;
use super::compiled;
use super::document::{Parsed, parse_roadmap};
use super::id::RoadmapId;
use super::model::{Origin, Roadmap};
use super::problem::{Code, Problem, Severity};
use super::resolve::resolve;
use super::shared::Shared;
use super::source;
use super::unresolved::{UnresolvedEntry, UnresolvedRoadmap, entries};

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
    skills_texts: OnceCell<Vec<SkillsText>>,
    shared: OnceCell<Layers>,
    loaded: RefCell<BTreeMap<RoadmapId, Result<Rc<Roadmap>, Broken>>>,
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

/// A file of shared definitions, and its text or why there is none.
type SkillsText = (PathBuf, Result<Cow<'static, str>, Box<Problem>>);

/// Shared definitions.
#[derive(Debug)]
struct Layers {
    built_in: Shared,
    /// With the user's on top; what is broken is left out.
    all: Shared,
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
        let listing = |id, mut origins: Vec<Origin>| {
            let origin = origins.remove(0);
            Listing { id, origin, shadowed: origins }
        };
        let mut listings: Vec<Listing> = Vec::with_capacity(builtin::ROADMAPS.len() + user.len());
        for (id, _) in builtin::ROADMAPS {
            let id = shipped_id(id);
            let mut origins = user.remove(&id).unwrap_or_default();
            origins.push(Origin::BuiltIn);
            listings.push(listing(id, origins));
        }
        listings.extend(user.into_iter().map(|(id, origins)| listing(id, origins)));
        Self {
            listings,
            folder_problems,
            skills_files,
            skills_texts: OnceCell::new(),
            shared: OnceCell::new(),
            loaded: RefCell::default(),
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

    /// What went wrong while loading and was worked around, so far.
    pub fn warnings(&self) -> Vec<Problem> {
        self.warnings.borrow().clone()
    }

    /// The user's files of shared definitions, the one that wins first.
    pub fn skills_files(&self) -> &[PathBuf] {
        &self.skills_files
    }

    /// Reads a roadmap, once; files of shared definitions only if they can
    /// matter to it.
    ///
    /// # Errors
    /// [`Broken`] with all that is wrong with it, or that there is none.
    pub fn load(&self, id: &RoadmapId) -> Result<Rc<Roadmap>, Broken> {
        if let Some(loaded) = self.loaded.borrow().get(id) {
            return loaded.clone();
        }
        let read = self.read(id).map(Rc::new);
        let loaded = read.map_err(|problems| Broken { id: id.clone(), problems });
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
        let (file, text) = text_of(listing).map_err(|problem| vec![*problem])?;
        let parsed = parse_roadmap(file, text)?;
        if !parsed.value.as_ref().is_some_and(|value| self.may_share(value)) {
            return finish(listing, parsed, &Shared::default());
        }
        let shared = self.shared();
        if listing.origin != Origin::BuiltIn {
            return finish(listing, parsed, &shared.all);
        }
        let again = Rc::clone(&parsed.document);
        finish(listing, parsed, &shared.all).or_else(|problems| {
            // What the user laid over the shipped definitions does not go with this one.
            let parsed = parse_roadmap(again.file.clone(), again.text.clone())?;
            let roadmap = finish(listing, parsed, &shared.built_in)?;
            let instead = format!("'{id}' does without it");
            self.warnings.borrow_mut().extend(left_out(&problems, &instead));
            Ok(roadmap)
        })
    }

    /// Whether a shared definition can have a part in the roadmap: it names one,
    /// or it writes out one of the same id, whose aliases then hold in it.
    fn may_share(&self, roadmap: &UnresolvedRoadmap) -> bool {
        let mut own: HashSet<&str> = HashSet::new();
        for entry in entries(roadmap.stages.iter().flat_map(|stage| &stage.entries)) {
            match entry {
                UnresolvedEntry::Shared(_) => return true,
                UnresolvedEntry::Own(definition) => own.insert(definition.id.as_str()),
            };
        }
        self.shared.get().is_some()
            || self
                .skills_texts()
                .iter()
                .any(|(_, text)| text.as_ref().is_ok_and(|text| may_alias(text, &own)))
    }

    fn shared(&self) -> &Layers {
        self.shared.get_or_init(|| {
            let mut built_in = Shared::default();
            let mut all = Shared::default();
            let texts = self.skills_texts();
            for (at, (file, text)) in texts.iter().enumerate().rev() {
                let problems = match text {
                    Ok(text) => all.read_over(file.clone(), text.clone()),
                    Err(problem) => vec![Problem::clone(problem)],
                };
                self.warnings.borrow_mut().extend(left_out(&problems, "it is left out"));
                if at + 1 == texts.len() {
                    built_in = all.clone();
                }
            }
            Layers { built_in, all }
        })
    }

    /// The user's, the one that wins first, then the built-in one.
    fn skills_texts(&self) -> &[SkillsText] {
        self.skills_texts.get_or_init(|| {
            let user = self.skills_files.iter();
            user.map(|file| (file.clone(), source::read(file).map(Cow::Owned)))
                .chain([(builtin::file("skills"), Ok(Cow::Borrowed(builtin::SKILLS)))])
                .collect()
        })
    }
}

/// Whether `skills`, the text of a `skills.yaml`, may give aliases to one of the
/// ids. A look at its words, as reading it takes much longer; an id that is
/// written with an escape is no word.
fn may_alias(skills: &str, ids: &HashSet<&str>) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    skills.contains("aliases")
        && (skills.contains('\\') || skills.split(|c| !is_part(c)).any(|word| ids.contains(word)))
}

/// One warning for all that is wrong with a file that the program does without.
fn left_out(problems: &[Problem], instead: &str) -> Option<Problem> {
    let first = problems.first()?;
    let more = match problems.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    Some(Problem {
        severity: Severity::Warning,
        message: format!("{instead}: {}{more}", first.message),
        ..first.clone()
    })
}

impl Roadmap {
    /// Reads a roadmap from text, as if it stood in `<id>.yaml`, with `skills`,
    /// the text of a `skills.yaml`, beside it and no other file anywhere.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn from_yaml(
        id: &RoadmapId,
        text: &str,
        skills: Option<&str>,
    ) -> Result<Self, Vec<Problem>> {
        let mut shared = Shared::default();
        if let Some(skills) = skills {
            let text = Cow::Owned(skills.to_owned());
            let problems = shared.read_over(source::SKILLS_FILE.into(), text);
            if !problems.is_empty() {
                return Err(problems);
            }
        }
        let file = PathBuf::from(format!("{id}.yaml"));
        let parsed = parse_roadmap(file, Cow::Owned(text.to_owned()))?;
        let listing = Listing { id: id.clone(), origin: Origin::BuiltIn, shadowed: Vec::new() };
        finish(&listing, parsed, &shared)
    }
}

fn shipped_id(name: &str) -> RoadmapId {
    RoadmapId::new(name).expect("shipped names are ids, as a test checks")
}

fn finish(
    listing: &Listing,
    parsed: Parsed<UnresolvedRoadmap>,
    shared: &Shared,
) -> Result<Roadmap, Vec<Problem>> {
    let Parsed { document, value, findings } = parsed;
    let Some(value) = value else { return Err(document.problems(&findings)) };
    let (id, origin) = (listing.id.clone(), listing.origin.clone());
    let (roadmap, findings) = resolve(id, origin, value, shared, findings);
    if findings.is_empty() { Ok(roadmap) } else { Err(document.problems(&findings)) }
}

fn text_of(listing: &Listing) -> Result<(PathBuf, Cow<'static, str>), Box<Problem>> {
    match &listing.origin {
        Origin::File(path) => Ok((path.clone(), Cow::Owned(source::read(path)?))),
        Origin::BuiltIn => {
            let id = listing.id.as_str();
            let text = builtin::text(id).expect("only shipped roadmaps are listed as built-in");
            Ok((builtin::file(id), Cow::Borrowed(text)))
        }
    }
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
