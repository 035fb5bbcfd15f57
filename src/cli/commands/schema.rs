//! `schema`: the JSON Schema of roadmap files, for editors.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::cli::error::{Outcome, Status};
use crate::cli::output;

/// Print the JSON Schema of roadmap files, for editors that complete and check while typing
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An editor with a YAML language server uses it when a roadmap begins with:\n  \
    # yaml-language-server: $schema=./roadmap.schema.json\n\n\
    Examples:\n  roadmap schema > roadmap.schema.json"
)]
pub struct Args {}

/// Made from the types that read the files; a test keeps it so.
const SCHEMA: &str = include_str!("../../../schema/roadmap.schema.json");

/// What every version of it says, and no other file.
const OURS: &str = "\"$comment\": \"Written by the program roadmap, ";

/// Its name beside roadmaps.
pub const FILE: &str = "roadmap.schema.json";

pub fn run(_: &Args) -> Outcome {
    output::print_raw(SCHEMA)?;
    Ok(Status::Done)
}

/// Puts the schema into `folder`, over none but an older one. Answers whether
/// it is there now.
pub fn put(folder: &Path) -> Result<bool> {
    let path = folder.join(FILE);
    match fs::read_to_string(&path) {
        Ok(text) if text == SCHEMA => return Ok(true),
        Ok(text) if !text.contains(OURS) => return Ok(false),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(false),
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
    fs::write(&path, SCHEMA).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(true)
}
