//! Caches: answers and compiled files, which can be deleted at any time.
//!
//! The cache never returns an error. An entry that is missing, damaged, outdated or not
//! private is a miss. One that cannot be written is made again by the next run.

mod entries;
mod stamp;
mod stamped;
mod store;

pub use entries::{Entries, Key};
pub use stamp::Inputs;
pub use stamped::Stamped;

/// A checksum of the sources of this program and its roadmaps, so that no version
/// trusts what another one wrote.
const PROGRAM: &str = env!("PROGRAM_CHECKSUM");
