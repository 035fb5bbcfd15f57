//! Pure queries of a roadmap and progress.
//!
//! [`Evaluation`] has the state of every entry, [`next()`] what to do now,
//! [`Remaining`] what is left, [`summary()`] how much is done.

pub mod activity;
mod assume;
pub mod burn_up;
pub mod catalog;
pub mod dates;
pub mod days;
mod dependents;
pub mod effect;
pub mod estimate;
pub mod evaluation;
#[cfg(test)]
pub(crate) mod fixtures;
pub mod gap;
pub mod greeting;
pub mod knowledge;
pub mod links;
pub mod lookup;
pub mod milestone;
pub mod next;
pub mod overview;
pub mod own_estimate;
pub mod pace;
pub mod plan;
#[cfg(test)]
mod properties;
pub mod recap;
pub mod record;
pub mod recorded;
pub mod refresh;
pub mod remaining;
pub mod report;
mod row;
mod scope;
pub mod show;
pub mod speed;
pub mod spent;
pub mod start;
pub mod steps;
pub mod summary;
pub mod team;
pub mod units;
pub mod unlocks;
mod work;

pub use evaluation::{Evaluated, Evaluation, Reach};
pub use next::next;
pub use remaining::Remaining;
pub use start::{CannotStart, first_to_start};
pub use steps::{Step, Wanted, steps};
pub use summary::summary;
pub use units::Units;
pub use unlocks::Unlocks;
