//! `browse`: the whole roadmap, full screen.

use crate::cli::browse;
use crate::cli::context::Context;
use crate::cli::error::{Advised, Misused, Outcome};

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
    if context.plain || !browse::is_possible() {
        return Err(cannot_draw());
    }
    browse::run(context, args.roadmap.as_deref())
}

fn cannot_draw() -> anyhow::Error {
    let advice = [
        "to see the whole roadmap: roadmap show",
        "to see what to do next: roadmap next",
        "to mark a skill as done: roadmap check <skill>",
    ];
    Misused(Advised {
        message: "roadmap browse needs a terminal that supports full-screen output".to_owned(),
        advice: advice.map(str::to_owned).to_vec(),
    })
    .into()
}
