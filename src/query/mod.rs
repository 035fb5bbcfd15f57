//! Pure questions about a roadmap under some progress, and their answers.
//!
//! [`Standing`] says where everything stands, [`next()`] what to do now,
//! [`Left`] what is still ahead, [`summary()`] how much is done.

pub mod catalog;
pub mod change;
pub mod dates;
mod dependents;
pub mod gap;
#[cfg(test)]
mod laws;
pub mod left;
pub mod names;
pub mod next;
pub mod pace;
pub mod plan;
mod scope;
pub mod show;
#[cfg(test)]
pub(crate) mod sketch;
pub mod spent;
pub mod standing;
pub mod start;
pub mod steps;
pub mod summary;
pub mod units;
pub mod unlocks;

pub use left::Left;
pub use next::next;
pub use standing::{Reach, Standing};
pub use start::{CannotStart, first_to_start};
pub use steps::{Step, Wanted, steps};
pub use summary::summary;
pub use units::Units;
pub use unlocks::Unlocks;
