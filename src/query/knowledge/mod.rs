//! Finds out what a person knows of a roadmap with few questions.
//!
//! Needs are used both ways: whoever knows a skill knows what it needs, and
//! whoever does not know it does not know what needs it. So the next question is
//! always the one whose answer settles the most. Where none settles much any
//! more, choices and then short lists ask for the rest.

mod interview;
mod relations;
mod ticks;

#[cfg(test)]
mod simulation;

pub use interview::{Answer, Found, Interview, Question};
pub use ticks::{BadTicks, Ticks};
