//! Problems of roadmap files as text.

use crate::catalog::Problem;

use super::look::Look;

/// The problem as a picture, or in one line where output is plain.
pub fn show(problem: &Problem, look: &Look) -> String {
    let _ = look;
    format!("{}: {}", problem.file.display(), problem.message)
}
