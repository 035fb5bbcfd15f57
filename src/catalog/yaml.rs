//! The YAML parser: the one file that names it.

use serde::Deserialize;

/// Why a text is not YAML, or not what was wanted.
#[derive(Debug)]
pub struct Stopped {
    /// In the parser's words.
    pub message: String,
    /// Line and column, counted from 1, if the parser tells them.
    pub at: Option<(usize, usize)>,
}

/// Reads a text with one YAML document.
///
/// # Errors
/// The first thing that the parser cannot go on from.
pub fn read<'t, T: Deserialize<'t>>(text: &'t str) -> Result<T, Stopped> {
    serde_yaml::from_str(text).map_err(|error| Stopped {
        message: error.to_string(),
        at: error.location().map(|at| (at.line(), at.column())),
    })
}
