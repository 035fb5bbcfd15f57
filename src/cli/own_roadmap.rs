//! Creates files in the user's roadmap folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use career_roadmap::catalog::{Roadmap, RoadmapId, overlay_yaml, schema};

use super::context::Context;
use super::error::{self, advised};
use super::files::write_temporary;

/// Text that every version of the schema contains, and no other file.
const OURS: &str = "\"$comment\": \"Written by the program roadmap, ";

/// The file name of the schema in a roadmap folder.
const FILE: &str = "roadmap.schema.json";

/// The first line of roadmap files, which tells editors where the schema is.
pub const FIRST_LINE: &str = "# yaml-language-server: $schema=./roadmap.schema.json\n";

/// Writes a new roadmap and the schema into the user's folder; returns the path of the
/// roadmap.
pub fn create(context: &Context, id: &RoadmapId, text: &str) -> Result<PathBuf> {
    let Some(folder) = context.places.roadmaps.first() else {
        return Err(advised(
            "no folder for your roadmaps is set",
            ["unset ROADMAP_DIR, or set it to a folder".to_owned()],
        ));
    };
    let path = folder.join(format!("{id}.yaml"));
    if path.symlink_metadata().is_ok() {
        return Err(exists(&path));
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let with_schema = put_schema(folder)?;
    if !with_schema {
        let path = folder.join(FILE);
        let text = format!(
            "{} is not the schema of roadmap files; not changed; see roadmap schema --help",
            path.display()
        );
        error::warn(&text, &context.error_style);
    }
    let first_line = if with_schema { FIRST_LINE } else { "" };
    write(&path, &format!("{first_line}{text}"))?;
    Ok(path)
}

/// The text of a roadmap that extends `base`, without changes yet.
pub fn overlay(id: &RoadmapId, base: &Roadmap) -> String {
    let title = (*id != base.id).then(|| title(id));
    overlay_yaml(id, title.as_deref(), base)
}

/// The id as a title: `data-engineer` is "Data Engineer".
pub fn title(id: &RoadmapId) -> String {
    let words = id.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

fn exists(path: &Path) -> anyhow::Error {
    advised(
        format!("{} already exists; not changed", path.display()),
        [format!("to check it: roadmap lint {}", path.display())],
    )
}

/// Writes a new file atomically; never replaces an existing one.
fn write(path: &Path, text: &str) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let folder = path.parent().unwrap_or(Path::new("."));
    let file = write_temporary(folder, text).with_context(cannot)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(failed) => Err(failed.error).with_context(cannot),
    }
}

/// Writes the schema into `folder`, unless another file has its name; an older version
/// is replaced. Returns whether the folder has the schema now.
pub fn put_schema(folder: &Path) -> Result<bool> {
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
