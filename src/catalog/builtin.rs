//! The built-in roadmaps, as text and as compiled by the build script.
//!
//! The build script resolves them, so that a run only decodes what it needs. For that it compiles
//! the catalog modules a second time. A generated file in the repository would avoid this, but it
//! would have to be regenerated after every change to a roadmap, would conflict in every merge, and
//! would be stale whenever somebody forgot.

use std::path::PathBuf;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::model::Roadmap;
use super::source::SourceFile;
use super::unresolved::Definition;

macro_rules! shipped {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../roadmaps/", $id, ".yaml")))),*]
    };
}

/// The id and text of every built-in roadmap, in listing order.
pub(crate) const ROADMAPS: &[(&str, &str)] = shipped![
    "backend",
    "frontend",
    "full-stack",
    "wordpress-backend",
    "devops",
    "data-engineer",
    "ai-engineer",
    "senior-backend",
    "architect",
    "tech-lead",
];

/// The text of the built-in `skills.yaml`.
const SKILLS: &str = include_str!("../../roadmaps/skills.yaml");

/// The built-in files, compiled by the build script.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BuiltIn<'d> {
    /// The id and encoded [`Roadmap`] of each file without errors.
    #[serde(borrow)]
    pub roadmaps: Vec<(&'d str, &'d [u8])>,
    /// The ids and aliases of shared definitions, sorted, each with an index into `shared`.
    #[serde(borrow)]
    pub shared_names: Vec<(&'d str, u32)>,
    /// Every shared [`Definition`], encoded.
    #[serde(borrow)]
    pub shared: Vec<&'d [u8]>,
}

/// The built-in `skills.yaml`.
pub(crate) fn skills() -> Rc<SourceFile> {
    SourceFile::built_in(path("skills"), SKILLS)
}

/// The file of the built-in roadmap with this id.
pub(crate) fn source(id: &str) -> Option<Rc<SourceFile>> {
    let (_, text) = ROADMAPS.iter().find(|(other, _)| *other == id)?;
    Some(SourceFile::built_in(path(id), text))
}

/// The path by which problems name a built-in file.
fn path(stem: &str) -> PathBuf {
    PathBuf::from(format!("<built-in>/{stem}.yaml"))
}

/// The compiled files; `None` in the build script, which makes them.
#[cfg(roadmaps_compiled)]
pub(crate) fn compiled() -> Option<&'static BuiltIn<'static>> {
    use std::sync::LazyLock;

    const COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/roadmaps"));
    static BUILT_IN: LazyLock<Option<BuiltIn<'static>>> =
        LazyLock::new(|| postcard::from_bytes(COMPILED).ok());
    BUILT_IN.as_ref()
}

/// The compiled files; `None` in the build script, which makes them.
#[cfg(not(roadmaps_compiled))]
pub(crate) fn compiled() -> Option<&'static BuiltIn<'static>> {
    None
}

impl<'d> BuiltIn<'d> {
    /// Decodes the roadmap with this id. `None` if there is none, or if its file
    /// had errors when the program was built.
    pub fn roadmap(&self, id: &str) -> Option<Roadmap> {
        let (_, bytes) = self.roadmaps.iter().find(|(other, _)| *other == id)?;
        postcard::from_bytes(bytes).ok()
    }

    /// The ids and aliases of the shared definitions, sorted.
    pub fn shared_names(&self) -> impl ExactSizeIterator<Item = &'d str> {
        self.shared_names.iter().map(|(name, _)| *name)
    }

    /// The index of the shared definition with this id or alias.
    pub fn shared_index(&self, name: &str) -> Option<u32> {
        let at = self.shared_names.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
        Some(self.shared_names[at].1)
    }

    /// Every shared definition, in file order.
    #[cfg(roadmaps_compiled)]
    pub fn shared_definitions(&self) -> impl Iterator<Item = Definition> {
        self.shared.iter().filter_map(|bytes| postcard::from_bytes(bytes).ok())
    }

    /// Decodes a shared definition.
    pub fn shared_definition(&self, at: u32) -> Option<Definition> {
        postcard::from_bytes(self.shared.get(at as usize)?).ok()
    }
}
