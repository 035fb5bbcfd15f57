//! `browse`: the whole roadmap, full screen.

use crate::cli::browse;
use crate::cli::context::Context;
use crate::cli::error::Outcome;

/// Browse the whole roadmap, full screen, and record what you do
#[derive(Debug, clap::Args)]
#[command(after_help = "? lists the keys, q quits. Every change is recorded at once, as with \
    the commands; u undoes the last one.\n\n\
    Examples:\n  roadmap browse\n  roadmap browse devops")]
pub struct Args {
    /// Id or title of a roadmap, instead of the current one
    #[arg(value_name = "ROADMAP")]
    roadmap: Option<String>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    browse::run(context, args.roadmap.as_deref())
}
