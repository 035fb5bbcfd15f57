//! From YAML text to roadmaps that cannot be invalid.

mod builtin;
mod check;
mod circle;
mod compiled;
mod document;
mod entry;
mod file;
mod finding;
mod guard;
mod id;
mod lint;
mod locate;
mod model;
mod path;
mod plain;
mod problem;
mod resolve;
#[cfg(test)]
mod schema;
mod shared;
mod source;
mod store;
mod syntax;
mod unresolved;
mod value;
mod yaml;

#[cfg(not(roadmaps_compiled))]
pub use builtin::{ROADMAPS, SKILLS};
#[cfg(not(roadmaps_compiled))]
pub use compiled::write as compile;
pub use id::{BadId, BadIdReason, Id, RoadmapId, slug};
pub use lint::lint;
pub use model::{
    Cost, Entry, EntryKind, Fact, Group, Hours, Ix, LeadsTo, Level, Month, Need, Origin, Resource,
    ResourceKind, Roadmap, Role, Skill, SkillKind, Source, Stage, StartsAfter, hours_json,
};
pub use problem::{Code, Place, Problem, Severity};
pub use store::{Broken, Catalog, Folders, Listing};
pub use value::check_url;
