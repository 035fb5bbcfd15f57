//! The logic of `roadmap`, a career roadmap planner for the terminal.
//!
//! Data flows through the modules in one direction:
//!
//! ```text
//! YAML files ──▶ catalog ──▶ Roadmap ─┐
//!                                     ├──▶ query ──▶ answers ──▶ view, export ──▶ text, tables, JSON, files
//! journal ────▶ progress ─▶ Progress ─┘
//! ```
//!
//! Nothing here prints, reads the environment or the clock; the program does.

#![warn(clippy::unwrap_used)]
#![cfg_attr(not(test), warn(clippy::disallowed_macros, clippy::disallowed_methods))]

pub mod cache;
pub mod catalog;
pub mod escape;
pub mod export;
pub mod graph;
pub mod import;
pub mod progress;
pub mod query;
pub mod shell;
pub mod suggest;
pub mod sync;
#[cfg(feature = "browse")]
pub mod tui;
pub mod view;
