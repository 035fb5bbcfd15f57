//! Roadmap files, written in the style of the shipped ones.

mod overlay;
mod roadmap;
mod scalar;

pub use overlay::overlay_yaml;
pub use roadmap::roadmap_yaml;
pub(crate) use scalar::{field, list, needs_escape, scalar, value};
