//! The shipped files, compiled in.

use std::path::PathBuf;

macro_rules! shipped {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../roadmaps/", $id, ".yaml")))),*]
    };
}

/// Name and text of every roadmap, in the order in which they are listed.
pub const ROADMAPS: &[(&str, &str)] = shipped![
    "backend",
    "frontend",
    "full-stack",
    "wordpress-backend",
    "devops",
    "data-engineer",
    "ai-engineer",
    "senior-backend",
    "architect",
    "tech-lead",
];

/// The text of the shipped `skills.yaml`.
pub const SKILLS: &str = include_str!("../../roadmaps/skills.yaml");

/// What a shipped file is called in problems.
pub fn file(stem: &str) -> PathBuf {
    PathBuf::from(format!("<built-in>/{stem}.yaml"))
}

/// The text of the roadmap with this id.
pub fn text(id: &str) -> Option<&'static str> {
    ROADMAPS.iter().find(|(other, _)| *other == id).map(|(_, text)| *text)
}
