//! `edit`: opens the file of a roadmap in an editor, and checks it afterwards.

use std::path::{Path, PathBuf};

use anyhow::Result;
use career_roadmap::catalog::{Origin, Problem, Roadmap, RoadmapId, Severity, lint};
use career_roadmap::view;
use career_roadmap::view::text::{Line, Text};
use career_roadmap::view::words::Count;

use crate::cli::context::Context;
use crate::cli::editor::Editor;
use crate::cli::error::{self, Outcome, Status, advised};
use crate::cli::{files, output, own_roadmap};

/// Open the file of a roadmap in your editor, and check it afterwards
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The editor is $VISUAL, $EDITOR or vi. A built-in roadmap has no file to edit:\n\
    edit offers to create one that changes it, like roadmap new --from.\n\n\
    Examples:\n  roadmap edit web"
)]
pub struct Args {
    /// Id or title of a roadmap, instead of the current one
    #[arg(value_name = "ROADMAP")]
    roadmap: Option<String>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let opened = context.open()?;
    let lookup = opened.lookup("edit");
    let listed = args.roadmap.as_ref().and_then(|name| opened.catalog.listing(name));
    let id = match (&args.roadmap, listed) {
        // Looked up in the catalog, so that a broken roadmap can be edited too.
        (_, Some(listing)) => listing.id.clone(),
        (Some(name), None) => lookup.roadmap(name)?,
        (None, None) => opened.current().clone(),
    };
    let listing = opened.catalog.listing(id.as_str());
    let path = match listing.map(|listing| &listing.origin) {
        Some(Origin::File(path)) => path.clone(),
        _ => start(context, &id, &*opened.catalog.load(&id)?)?,
    };
    let editor = Editor::find();
    let mut line = None;
    loop {
        editor.open(&path, line)?;
        let problems = check(context, &path)?;
        let Some(first) = problems.iter().find(|problem| problem.is_error()) else {
            let text = format!("{}: no errors", path.display());
            let mut text: Text = Line::from(text).whole().into();
            text.line(view::command(&format!("roadmap show {id}"), &context.style));
            output::print(context, text)?;
            return Ok(Status::Done);
        };
        line = first.position.as_ref().map(|position| position.line);
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        let place = line.map_or_else(String::new, |line| format!(" at line {line}"));
        let question = format!("{}: open it again{place}?", Count(errors, "error"));
        if files::ask(&question)? != Some(true) {
            return Err(advised(
                format!("{} has {} and cannot be used", path.display(), Count(errors, "error")),
                [format!("to continue: roadmap edit {id}")],
            ));
        }
    }
}

/// Creates a file that changes a built-in roadmap, after asking.
///
/// # Errors
/// If the answer is no, or the file cannot be written.
fn start(context: &Context, id: &RoadmapId, base: &Roadmap) -> Result<PathBuf> {
    let command = format!("roadmap new {id} --from {id}");
    let question = format!("'{id}' is built in: create a file that changes it?");
    if files::ask(&question)? == Some(true) {
        return own_roadmap::create(context, id, &own_roadmap::overlay(id, base));
    }
    Err(advised(
        format!("'{id}' is built in, so there is no file to edit"),
        [format!("to create one that changes it: {command}")],
    ))
}

/// Lints the file and prints its errors and warnings; returns all problems.
fn check(context: &Context, path: &Path) -> Result<Vec<Problem>> {
    let problems = lint(&context.catalog(), &[path.to_owned()], context.this_month()?);
    for found in problems.iter().filter(|found| found.severity != Severity::Note) {
        error::problem(found, &context.error_style);
    }
    Ok(problems)
}
