//! The logic of `roadmap`, a career roadmap planner for the terminal.
//!
//! The way of the data is the way of the modules:
//!
//! ```text
//! YAML files ──▶ catalog ──▶ Roadmap ─┐
//!                                     ├──▶ query ──▶ answers ──▶ view ──▶ text, tables, JSON
//! journal ────▶ progress ─▶ Progress ─┘
//! ```
//!
//! Nothing here prints, reads the environment or asks the clock; the binary does.

#![warn(clippy::print_stderr, clippy::print_stdout, clippy::unwrap_used)]

pub mod catalog;
pub mod graph;
pub mod progress;
pub mod prompt;
pub mod query;
pub mod shell;
pub mod sync;
pub mod view;
