//! `schema`: the JSON Schema of roadmap files, for editors.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};
use career_roadmap::catalog::schema;

use crate::cli::error::{Outcome, Status};
use crate::cli::files::write_temporary;
use crate::cli::output;

/// Print the JSON Schema of roadmap files, for editors
#[derive(Debug, clap::Args)]
#[command(
    after_help = "An editor with a YAML language server uses it when a roadmap begins with:\n  \
    # yaml-language-server: $schema=./roadmap.schema.json\n\n\
    Examples:\n  roadmap schema > roadmap.schema.json"
)]
pub struct Args {}

/// What every version of the schema contains, and no other file.
const OURS: &str = "\"$comment\": \"Written by the program roadmap, ";

/// Its name in a folder of roadmaps.
pub const FILE: &str = "roadmap.schema.json";

/// The first line of a file beside it, from which editors find it.
pub const FIRST_LINE: &str = "# yaml-language-server: $schema=./roadmap.schema.json\n";

pub fn run(_: &Args) -> Outcome {
    output::print_raw(&schema())?;
    Ok(Status::Done)
}

/// Writes the schema into `folder`, over nothing but an older version of it. Returns
/// whether it is there now.
pub fn put(folder: &Path) -> Result<bool> {
    let path = folder.join(FILE);
    let schema = schema();
    match fs::symlink_metadata(&path) {
        Ok(about) if !about.is_file() => return Ok(false),
        Ok(_) => match fs::read_to_string(&path) {
            Ok(text) if text == schema => return Ok(true),
            Ok(text) if !text.contains(OURS) => return Ok(false),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Ok(false),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", path.display()));
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
    let cannot = || format!("cannot write {}", path.display());
    let file = write_temporary(folder, &schema).with_context(cannot)?;
    file.persist(&path).with_context(cannot)?;
    Ok(true)
}
