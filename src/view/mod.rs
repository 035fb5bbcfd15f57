//! Answers as text: for a terminal, for a screen reader, for machines.

pub mod changed;
pub mod doctor;
pub mod escape;
pub mod forecast;
pub mod gap;
pub mod history;
pub mod json;
pub mod list;
pub mod overview;
pub mod plan;
pub mod problem;
pub mod progress;
pub mod show;
pub mod spent;
pub mod steps;
pub mod style;
mod table;
mod timeline;
pub mod words;
