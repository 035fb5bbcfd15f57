//! The full-screen browser: what it knows, what keys do to it, and how it looks.
//!
//! ```text
//! Board, what is known ─┐
//!                       ├─▶ State ──draw──▶ frame
//! keys, mouse ──update──┘        └────────▶ Effect, for the caller to carry out
//! ```
//!
//! Nothing here reads or writes: the caller loads boards, records what an
//! [`Effect`] asks for, and hands back the answer.

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
