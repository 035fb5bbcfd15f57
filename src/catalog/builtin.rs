//! The shipped roadmaps, compiled in.

macro_rules! shipped {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../roadmaps/", $id, ".yaml")))),*]
    };
}

/// Name and text of every roadmap, in the order in which they are listed.
pub const ROADMAPS: &[(&str, &str)] = shipped![
    "backend",
    "wordpress-backend",
    "full-stack",
    "devops",
    "senior-backend",
    "architect",
    "tech-lead",
];

/// The text of the shipped `skills.yaml`.
pub const SKILLS: &str = include_str!("../../roadmaps/skills.yaml");
