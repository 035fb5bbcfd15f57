//! `undo`: takes back the newest event.

use career_roadmap::progress::event::Change;
use career_roadmap::query::change::Decision;
use serde::Serialize;

use super::app::App;
use super::fail::{Outcome, Status};
use super::read::Answer;
use super::write;

/// Take back the newest thing recorded, from whichever machine
#[derive(Debug, clap::Args)]
#[command(after_help = "There is no redo: repeat the command.\n\nExamples:\n  roadmap undo")]
pub struct Args {
    #[command(flatten)]
    answer: Answer,
}

pub fn run(app: &App, args: &Args) -> Outcome {
    todo!()
}
