//! `new`: a roadmap of your own to fill in.

use std::fs::OpenOptions;
use std::io::{self, Write as _};

use anyhow::Context as _;
use career_roadmap::catalog::{BadIdReason, RoadmapId, slug};
use career_roadmap::view;
use career_roadmap::view::text::{Line, Text};

use super::schema;
use crate::cli::context::Context;
use crate::cli::error::{self, Outcome, Status, advised};
use crate::cli::output;

/// Write a commented roadmap to fill in, into your folder
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Never overwrites a roadmap. Also writes the schema of the format into the \
    folder, so that an editor with a YAML language server can complete and check as you type.\n\n\
    Examples:\n  roadmap new data-engineer"
)]
pub struct Args {
    /// Its id, which becomes the name of the file: lower-case words joined by -
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
            "no folder for your roadmaps is named",
            ["leave ROADMAP_DIR unset, or name a folder in it".to_owned()],
        ));
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let with_schema = schema::put(folder)?;
    if !with_schema {
        let path = folder.join(schema::FILE);
        let text = format!(
            "{} is not the schema of roadmap files, and is left as it is; see roadmap schema --help",
            path.display()
        );
        error::warn(&text, &context.error_style);
    }
    let path = folder.join(format!("{id}.yaml"));
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(advised(
                format!("{} is there already, and is left as it is", path.display()),
                [format!("to see what is wrong in it: roadmap lint {}", path.display())],
            ));
        }
        Err(error) => {
            return Err(error).with_context(|| format!("cannot write {}", path.display()));
        }
    };
    let first_line = if with_schema { schema::FIRST_LINE } else { "" };
    file.write_all(first_line.as_bytes())
        .and_then(|()| file.write_all(TEMPLATE.replace("My roadmap", &title(&id)).as_bytes()))
        .and_then(|()| file.sync_all())
        // Half a file would stand in the way of the next try.
        .inspect_err(|_| drop(std::fs::remove_file(&path)))
        .with_context(|| format!("cannot write {}", path.display()))?;
    let shadows =
        context.catalog().listing(id.as_str()).is_some_and(|listing| !listing.shadowed.is_empty());
    let mut text = Text::new();
    text.line(Line::from("wrote ").id(&path.display().to_string()).whole());
    if shadows {
        text.line(format!("it replaces the built-in roadmap '{id}'"));
    }
    text.line("fill it in, then:");
    text.line(view::command(&format!("roadmap lint {}", path.display()), &context.style));
    text.line(view::command(&format!("roadmap use {id}"), &context.style));
    output::print(context, text)?;
    Ok(Status::Done)
}

/// The id as a title: `data-engineer` is "Data Engineer".
fn title(id: &RoadmapId) -> String {
    let words = id.as_str().split('-').map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What a new roadmap looks like; it passes lint as it stands.
const TEMPLATE: &str = include_str!("new-roadmap.yaml");
