//! From YAML text to roadmaps that cannot be invalid.
//!
//! ```text
//! text ──▶ yaml ──▶ nodes ──▶ check ──▶ unresolved ──▶ resolve ──▶ drafts ──▶ link ──▶ model::Roadmap
//!                                       └─▶ overlay over drafts of its base ──┘
//! ```
//!
//! A roadmap that extends another one (an overlay) is applied to its resolved base. So the base is
//! valid by itself, every problem is the overlay's, and a built-in base is decoded instead of read
//! again.

mod builtin;
mod check;
#[cfg(not(roadmaps_compiled))]
mod compile;
mod cycle;
mod draft;
mod folder;
mod link;
#[cfg(roadmaps_compiled)]
mod lint;
#[cfg(roadmaps_compiled)]
mod load;
mod model;
#[cfg(roadmaps_compiled)]
mod overlay;
mod problem;
mod resolve;
mod shared;
mod source;
#[cfg(roadmaps_compiled)]
mod store;
mod unresolved;
#[cfg(roadmaps_compiled)]
pub(crate) mod write;
mod yaml;

#[cfg(roadmaps_compiled)]
pub use check::schema;
#[cfg(not(roadmaps_compiled))]
pub use compile::compile;
#[cfg(roadmaps_compiled)]
pub use folder::read as read_file;
#[cfg(roadmaps_compiled)]
pub use lint::lint;
pub use model::{
    BadHours, BadId, BadIdReason, BadLink, Cost, Edit, Entry, EntryKind, Fact, Group, Hours, Id,
    Ix, LeadsTo, Level, Link, Month, Need, Origin, Resource, ResourceKind, Roadmap, RoadmapId,
    Role, Skill, SkillKind, Source, Stage, StartsAfter, hours_json, slug,
};
pub use problem::{Code, Position, Problem, Severity};
#[cfg(roadmaps_compiled)]
pub use store::{Broken, Catalog, Folders, Listing};
#[cfg(roadmaps_compiled)]
pub use write::{overlay_yaml, roadmap_yaml};
