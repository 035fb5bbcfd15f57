//! What was read of a file.

use crate::catalog::check::Checked;
use crate::catalog::problem::Problem;
use crate::catalog::unresolved::{UnresolvedFile, UnresolvedSkills};

#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "one for each file, and most are roadmaps")]
pub enum Content {
    Roadmap(Checked<UnresolvedFile>),
    Skills(Checked<UnresolvedSkills>),
    Unreadable(Box<Problem>),
}
