//! Loads roadmaps together with what they extend.

use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::builtin;
use super::check::{self, Checked};
use super::folder::{self, MAX_BYTES};
use super::model::{Origin, Roadmap, RoadmapId};
use super::overlay::overlay;
use super::problem::{Code, Problem, Problems, summary};
use super::resolve::resolve;
use super::shared::Shared;
use super::source::SourceFile;
use super::unresolved::{UnresolvedFile, UnresolvedOverlay};
use crate::suggest;

/// Follow `extends` at most this many times.
const MAX_CHAIN: usize = 4;

/// The files that a roadmap can extend.
#[derive(Debug)]
pub(crate) struct Loader<'l> {
    /// Of two with the same name the first counts. If it extends its own name, that is the second.
    pub files: Vec<(&'l RoadmapId, Origin)>,
    pub shared: &'l Shared,
}

/// The roadmap that is loaded, then what it extends, and so on.
struct Chain {
    links: Vec<(RoadmapId, Origin)>,
    /// Bytes that were read for all of them.
    bytes: u64,
}

/// Why the base cannot be loaded.
enum NoBase {
    Unknown {
        id: RoadmapId,
        near: Option<String>,
    },
    /// The cycle, with its first roadmap repeated at the end.
    Circle(Vec<RoadmapId>),
    /// The chain, as far as it was followed.
    TooLong(Vec<RoadmapId>),
    TooLarge,
    Broken {
        id: RoadmapId,
        problems: Vec<Problem>,
    },
}

impl Loader<'_> {
    /// Resolves a file and adds what is wrong to `problems`. `None` if there is an
    /// error, found here or before.
    pub fn resolve(
        &self,
        id: RoadmapId,
        origin: Origin,
        file: UnresolvedFile,
        source: &Rc<SourceFile>,
        problems: &mut Problems,
    ) -> Option<Roadmap> {
        let links = vec![(id.clone(), origin.clone())];
        let mut chain = Chain { links, bytes: source.text.len() as u64 };
        match self.resolve_in(&mut chain, id, origin, file, source, problems) {
            Ok(roadmap) => roadmap,
            Err((overlay, no_base)) => {
                problems.add(no_base.problem(source, &overlay));
                None
            }
        }
    }

    /// The roadmap that a file extends, if it can be used.
    pub fn base(&self, id: &RoadmapId, origin: &Origin, extends: &RoadmapId) -> Option<Roadmap> {
        let mut chain = Chain { links: vec![(id.clone(), origin.clone())], bytes: 0 };
        self.extended(&mut chain, extends).ok()
    }

    fn resolve_in(
        &self,
        chain: &mut Chain,
        id: RoadmapId,
        origin: Origin,
        file: UnresolvedFile,
        source: &Rc<SourceFile>,
        problems: &mut Problems,
    ) -> Result<Option<Roadmap>, (Box<UnresolvedOverlay>, NoBase)> {
        match file {
            UnresolvedFile::Roadmap(roadmap) => {
                Ok(resolve(id, origin, roadmap, source, self.shared, problems))
            }
            UnresolvedFile::Overlay(file) => {
                let Some(extends) = &file.extends else { return Ok(None) };
                match self.extended(chain, &extends.value) {
                    Ok(base) => Ok(overlay(id, origin, file, &base, source, self.shared, problems)),
                    Err(no_base) => Err((Box::new(file), no_base)),
                }
            }
        }
    }

    /// Loads `extends`, the base of the last roadmap of the chain.
    fn extended(&self, chain: &mut Chain, extends: &RoadmapId) -> Result<Roadmap, NoBase> {
        let (id, origin) = chain.links.last().expect("a chain starts with a roadmap");
        let own = self.files.iter().position(|file| file.0 == id && file.1 == *origin);
        let after = own.filter(|_| id == extends).map_or(0, |own| own + 1);
        let mut files = self.files.iter().skip(after);
        let is_itself = |file: &&(&RoadmapId, Origin)| file.0 == id && file.1 == *origin;
        let found = files.find(|file| file.0 == extends && !is_itself(file));
        let Some((_, origin)) = found else {
            let others = self.files.iter().map(|(other, _)| other.as_str());
            let near =
                suggest::nearest(extends.as_str(), others.filter(|other| *other != id.as_str()));
            return Err(NoBase::Unknown { id: extends.clone(), near: near.map(str::to_owned) });
        };
        let link = (extends.clone(), origin.clone());
        if let Some(start) = chain.links.iter().position(|other| *other == link) {
            let ids = chain.links[start..].iter().chain([&link]).map(|(id, _)| id.clone());
            return Err(NoBase::Circle(ids.collect()));
        }
        if chain.links.len() > MAX_CHAIN {
            let ids = chain.links.iter().chain([&link]).map(|(id, _)| id.clone());
            return Err(NoBase::TooLong(ids.collect()));
        }
        chain.links.push(link);
        let broken = |problems| NoBase::Broken { id: extends.clone(), problems };
        let path = match origin {
            Origin::BuiltIn => {
                let (roadmap, problems) = built_in(extends, self.shared);
                return roadmap.ok_or_else(|| broken(problems));
            }
            Origin::File(path) => path,
        };
        let text = folder::read(path).map_err(|problem| broken(vec![*problem]))?;
        chain.bytes += text.len() as u64;
        if chain.bytes > MAX_BYTES {
            return Err(NoBase::TooLarge);
        }
        let Checked { source, value, mut problems } =
            check::roadmap(&SourceFile::new(path.clone(), text.into()));
        let resolved = match value {
            Some(file) => {
                let origin = origin.clone();
                self.resolve_in(chain, extends.clone(), origin, file, &source, &mut problems)
                    .map_err(|(_, no_base)| no_base)?
            }
            None => None,
        };
        resolved.ok_or_else(|| broken(problems.into_list(&source.path)))
    }
}

/// A built-in roadmap with these shared definitions. If they do not fit, the roadmap without them,
/// and the problems.
pub(crate) fn built_in(id: &RoadmapId, shared: &Shared) -> (Option<Roadmap>, Vec<Problem>) {
    let compiled = builtin::compiled().and_then(|built_in| built_in.roadmap(id.as_str()));
    let is_changed = |roadmap: &Roadmap| {
        let mut names = roadmap.entries().flat_map(|(_, entry)| entry.names());
        names.any(|name| shared.is_redefined(name))
    };
    if compiled.as_ref().is_some_and(|compiled| !is_changed(compiled)) {
        return (compiled, Vec::new());
    }
    let Some(source) = builtin::source(id.as_str()) else { return (compiled, Vec::new()) };
    let Checked { value, mut problems, .. } = check::roadmap(&source);
    let resolved = match value {
        Some(UnresolvedFile::Roadmap(file)) => {
            resolve(id.clone(), Origin::BuiltIn, file, &source, shared, &mut problems)
        }
        _ => None,
    };
    match resolved {
        Some(resolved) => (Some(resolved), Vec::new()),
        None => (compiled, problems.into_list(&source.path)),
    }
}

impl NoBase {
    /// The problem of the overlay, placed where it names its base.
    fn problem(self, source: &SourceFile, overlay: &UnresolvedOverlay) -> Problem {
        let error = |code, message: String| source.error(code, overlay.span, message);
        match self {
            Self::Unknown { id, near } => {
                let problem = error(
                    Code::UnknownRoadmap,
                    format!("there is no other roadmap '{id}' to extend"),
                );
                match near {
                    Some(near) => problem.help(format!("did you mean '{near}'?")),
                    None => problem.help("roadmap list shows the ids of all roadmaps"),
                }
            }
            Self::Circle(ids) => {
                let ids: Vec<&str> = ids.iter().map(RoadmapId::as_str).collect();
                let message = format!("these roadmaps extend each other: {}", ids.join(" -> "));
                error(Code::Cycle, message).help("let one of them extend something else")
            }
            Self::TooLong(ids) => {
                let ids: Vec<&str> = ids.iter().map(RoadmapId::as_str).collect();
                let message = format!(
                    "'extends' is followed at most {MAX_CHAIN} times: {}",
                    ids.join(" -> ")
                );
                error(Code::TooDeep, message).help("extend one that comes later in this list")
            }
            Self::TooLarge => {
                let limit = MAX_BYTES >> 20;
                let message = format!("this file and what it extends are larger than {limit} MiB");
                error(Code::TooLarge, message).help("extend a smaller roadmap")
            }
            Self::Broken { id, problems } => {
                let message =
                    format!("the roadmap '{id}' cannot be extended: {}", summary(&problems));
                let file = problems.first().map_or(Path::new(""), |problem| &problem.file);
                error(Code::BrokenBase, message).help(Help(file).to_string())
            }
        }
    }
}

struct Help<'p>(&'p Path);

impl fmt::Display for Help<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line break in a name would break the layout of the help.
        let shown: String = self.0.display().to_string();
        if shown.contains(char::is_control) {
            f.write_str("roadmap lint shows what is wrong with it")
        } else {
            write!(f, "see roadmap lint {shown}")
        }
    }
}

/// The user's files among these.
pub(crate) fn paths(files: &[(&RoadmapId, Origin)]) -> Vec<PathBuf> {
    let path = |origin: &Origin| match origin {
        Origin::File(path) => Some(path.clone()),
        Origin::BuiltIn => None,
    };
    files.iter().filter_map(|(_, origin)| path(origin)).collect()
}
