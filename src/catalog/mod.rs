//! From YAML text to roadmaps that cannot be invalid.

mod id;
mod model;

pub use id::{BadId, BadIdReason, Id, RoadmapId, slug};
pub use model::{
    Cost, Entry, EntryKind, Fact, Group, Hours, Ix, LeadsTo, Level, Need, Origin, Resource,
    ResourceKind, Roadmap, Role, Skill, SkillKind, Source, Stage, hours_json,
};
