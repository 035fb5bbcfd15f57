//! `schema`: prints the JSON Schema of roadmap files, for editors.

use career_roadmap::catalog::schema;

use crate::cli::error::{Outcome, Status};
use crate::cli::output;

/// Print the JSON Schema of roadmap files, for editors
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An editor with a YAML language server uses it if a roadmap begins with:\n  \
    # yaml-language-server: $schema=./roadmap.schema.json\n\n\
    Examples:\n  roadmap schema > roadmap.schema.json"
)]
pub struct Args {}

pub fn run(_: &Args) -> Outcome {
    output::print_raw(&schema())?;
    Ok(Status::Done)
}
