//! Finds out with few questions what a person already knows of a roadmap.
//!
//! Needs work in both directions: whoever knows a skill knows what it needs, and
//! whoever does not know it does not know what needs it. So the next question is always
//! the one whose answer settles the most. When no question settles much, choices and
//! then short lists ask for the rest.

mod interview;
mod relations;
mod ticks;

#[cfg(test)]
mod simulation;

pub use interview::{Answer, Found, Interview, Question};
pub use ticks::{BadTicks, Ticks};
