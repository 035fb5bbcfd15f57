//! The full-screen browser: its state, how events change it, and how it is drawn.
//!
//! ```text
//! Board (data) ────────┐
//!                      ├─▶ State ──draw──▶ frame
//! keys, mouse ──update─┘        └────────▶ Effect, for the caller to carry out
//! ```
//!
//! Nothing here does input or output: the caller loads boards, carries out each
//! [`Effect`], and passes the answer back.

mod board;
mod draw;
mod filter;
mod input;
mod keys;
mod layout;
mod mode;
mod mouse;
mod moves;
mod pages;
mod rows;
mod search;
mod state;
mod update;
mod year;

pub use board::{Board, Choice};
pub use draw::draw;
pub use state::State;
pub use update::Effect;

#[cfg(test)]
mod tests;
