//! A roadmap that cannot be invalid: every need is an index, every id and link
//! is checked, and the only way to make one is to resolve a file.

mod entry;
mod hours;
mod id;
mod link;
mod month;
mod roadmap;
mod word;

pub use entry::{Edit, Entry, EntryKind, Group, Ix, Need, Resource, Skill};
pub use hours::{BadHours, Hours, MAX_HOURS, hours_json};
pub use id::{BadId, BadIdReason, Id, RoadmapId, slug};
pub use link::{BadLink, Link};
pub use month::Month;
pub(crate) use roadmap::Parts;
pub use roadmap::{Fact, LeadsTo, Origin, Roadmap, Role, Source, Stage, StartsAfter};
pub(crate) use word::Word;
pub use word::{Cost, Level, ResourceKind, SkillKind};
