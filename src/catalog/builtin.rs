//! The shipped roadmaps, compiled in.

/// Name and text of every roadmap, in the order in which they are listed.
pub const ROADMAPS: &[(&str, &str)] = &[];

/// The text of the shipped `skills.yaml`.
pub const SKILLS: &str = "skills: []\n";
