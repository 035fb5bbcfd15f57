//! Reading YAML: what is plain quickly, all else with the parser, which only
//! this file names.

use serde::Deserialize;

use super::plain;

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
    if let Some(value) = plain::from_str(text) {
        return Ok(value);
    }
    serde_yaml::from_str(text).map_err(|error| Stopped {
        message: error.to_string(),
        at: error.location().map(|at| (at.line(), at.column())),
    })
}
