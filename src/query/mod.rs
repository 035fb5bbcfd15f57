//! Pure questions about a roadmap under some progress, and their answers.

pub mod dates;
