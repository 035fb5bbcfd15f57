//! `new`: writes a roadmap to edit.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::{Context as _, Result};
use career_roadmap::catalog::{BadIdReason, Id, RoadmapId, slug};
use career_roadmap::view;
use career_roadmap::view::text::{Line, Text};

use super::schema;
use crate::cli::context::Context;
use crate::cli::error::{self, Outcome, Status, advised};
use crate::cli::files::write_temporary;
use crate::cli::output;

/// Write a commented roadmap into your folder, to edit
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Never overwrites a roadmap. Also writes the schema of the format into the \
    folder, so that an editor with a YAML language server can complete and check as you type.\n\n\
    Examples:\n  roadmap new data-engineer"
)]
pub struct Args {
    /// Its id and the name of the file: lower-case words joined by -
    id: String,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let id = RoadmapId::new(&args.id).map_err(|bad| {
        let advice = match (bad.why, slug(&args.id)) {
            (BadIdReason::Reserved, _) | (_, None) => "choose another id".to_owned(),
            (_, Some(slug)) => format!("for example: roadmap new {slug}"),
        };
        advised(bad.to_string(), [advice])
    })?;
    let Some(folder) = context.places.roadmaps.first() else {
        return Err(advised(
            "there is no folder for your roadmaps",
            ["leave ROADMAP_DIR unset, or name a folder in it".to_owned()],
        ));
    };
    let path = folder.join(format!("{id}.yaml"));
    if path.symlink_metadata().is_ok() {
        return Err(exists(&path));
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let with_schema = schema::put(folder)?;
    if !with_schema {
        let path = folder.join(schema::FILE);
        let text = format!(
            "{} is not the schema of roadmap files: not changed; see roadmap schema --help",
            path.display()
        );
        error::warn(&text, &context.error_style);
    }
    let first_line = if with_schema { schema::FIRST_LINE } else { "" };
    write(&path, &format!("{first_line}{}", template(&id)?))?;
    let shadows =
        context.catalog().listing(id.as_str()).is_some_and(|listing| !listing.shadowed.is_empty());
    let mut text = Text::new();
    text.line(Line::from("wrote ").id(&path.display().to_string()).whole());
    if shadows {
        text.line(format!("it replaces the built-in roadmap '{id}'"));
    }
    text.line("edit it, then:");
    text.line(view::command(&format!("roadmap lint {}", path.display()), &context.style));
    text.line(view::command(&format!("roadmap use {id}"), &context.style));
    output::print(context, text)?;
    Ok(Status::Done)
}

fn exists(path: &Path) -> anyhow::Error {
    advised(
        format!("{} exists: not changed", path.display()),
        [format!("to check it: roadmap lint {}", path.display())],
    )
}

/// Writes a new file whole or not at all, and never over another one.
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

/// What a new roadmap looks like; it passes lint as it is. The same id is the same
/// skill everywhere, so the ids of the examples contain the id of the roadmap.
fn template(id: &RoadmapId) -> Result<String> {
    const TEMPLATE: &str = include_str!("new-roadmap.yaml");
    let title = serde_yaml::to_string(&title(id))?;
    let skill = |name: &str| {
        let room = Id::MAX_LEN - name.len() - 1;
        let prefix = &id.as_str()[..id.as_str().len().min(room)];
        format!("{}-{name}", prefix.trim_end_matches('-'))
    };
    Ok(TEMPLATE
        .replace("My roadmap", title.trim_end())
        .replace("first-skill", &skill("first-skill"))
        .replace("second-skill", &skill("second-skill")))
}

/// The id as a title: `data-engineer` is "Data Engineer".
fn title(id: &RoadmapId) -> String {
    let words = id.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}
