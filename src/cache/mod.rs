//! What may be thrown away at any time: answers and compiled files that can be
//! made again.
//!
//! Nothing in here is ever an error for the caller. An entry that is missing,
//! damaged, outdated or not private is a miss; one that cannot be written is
//! made again by the next run.

mod entries;
mod stamp;
mod stamped;
mod store;

pub use entries::{Entries, Key};
pub use stamp::Inputs;
pub use stamped::Stamped;

/// A checksum of the sources of this program and of its roadmaps, so that no
/// version believes what another one wrote.
const PROGRAM: &str = env!("PROGRAM_CHECKSUM");
