//! A file for each command: its arguments and a `run`.

pub mod check;
pub mod completions;
pub mod doctor;
pub mod find;
pub mod gap;
pub mod history;
pub mod init;
pub mod lint;
pub mod list;
pub mod man;
pub mod new;
pub mod next;
pub mod note;
pub mod open;
pub mod overview;
pub mod plan;
pub mod progress;
pub mod prompt;
pub mod schema;
pub mod show;
pub mod skip;
pub mod spent;
pub mod start;
pub mod uncheck;
pub mod undo;
pub mod use_;
