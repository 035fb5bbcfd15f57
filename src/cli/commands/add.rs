//! `add`: copies roadmap files from someone else into the user's folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, Result};
use career_roadmap::catalog::{
    Catalog, Folders, Origin, Problem, Roadmap, RoadmapId, lint, read_file,
};
use career_roadmap::view::added::{Added, about, added};
use career_roadmap::view::style::Style;
use career_roadmap::view::text::Text;
use career_roadmap::view::words::Count;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{self, Outcome, Status, advised};
use crate::cli::files;
use crate::cli::output::Answer;

/// Add roadmap files from someone else to your folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Checks all files first, and adds none if one has an error. Asks before \
    replacing a roadmap; without a terminal, replacing needs --force.\n\n\
    Examples:\n  roadmap add my-roadmap.yaml\n  roadmap add my-roadmap.yaml --force")]
pub struct Args {
    /// Roadmap files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Replace existing roadmaps without asking
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    answer: Answer,
}

/// The file name of shared skills, without the extension.
const SKILLS: &str = "skills";

/// A file to copy.
struct Received {
    source: PathBuf,
    text: String,
    /// `None` for a file of shared skills.
    id: Option<RoadmapId>,
    target: PathBuf,
    exists: bool,
    replaces_built_in: bool,
    roadmap: Option<Rc<Roadmap>>,
    shared: Vec<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    file: String,
    path: String,
    id: Option<&'a RoadmapId>,
    title: Option<&'a str>,
    stages: usize,
    skills: usize,
    shared: &'a [String],
    replaced: bool,
}

#[derive(Serialize)]
struct Rows<'a> {
    added: Vec<Row<'a>>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let catalog = context.catalog();
    check(context, &catalog, args)?;
    let folder = context.places.roadmaps.first().cloned().unwrap_or_default();
    let mut all: Vec<Received> = Vec::new();
    for file in &args.files {
        let received = receive(&catalog, &folder, file)?;
        if all.iter().any(|other| other.target == received.target) {
            let name = received.target.file_name().unwrap_or_default().display().to_string();
            return Err(advised(
                format!("two of the files are named {name}"),
                ["rename one of them".to_owned()],
            ));
        }
        all.push(received);
    }
    load(context, &catalog, &mut all)?;
    for received in &all {
        may_copy(received, args.force, &context.error_style)?;
    }
    files::folder(&context.places.roadmaps)?;
    for received in &all {
        files::write_whole(&received.target, &received.text, received.exists)?;
    }
    let row = |received: &Received| {
        added(
            &Added {
                roadmap: received.roadmap.as_deref(),
                target: &received.target,
                shared: &received.shared,
                replaces_built_in: received.replaces_built_in,
            },
            &context.style,
        )
    };
    let answer = Rows { added: all.iter().map(Row::new).collect() };
    let text = || Text::paragraphs(all.iter().map(row));
    args.answer.print(context, &answer, text)?;
    Ok(Status::Done)
}

impl<'a> Row<'a> {
    fn new(received: &'a Received) -> Self {
        let roadmap = received.roadmap.as_deref();
        Self {
            file: received.source.display().to_string(),
            path: received.target.display().to_string(),
            id: received.id.as_ref(),
            title: roadmap.map(|roadmap| roadmap.title.as_str()),
            stages: roadmap.map_or(0, |roadmap| roadmap.stages().len()),
            skills: roadmap.map_or(0, |roadmap| roadmap.skills().count()),
            shared: &received.shared,
            replaced: received.exists,
        }
    }
}

/// Lints the files and prints the problems.
///
/// # Errors
/// If a file has an error.
fn check(context: &Context, catalog: &Catalog, args: &Args) -> Result<()> {
    let problems = lint(catalog, &args.files, context.this_month()?);
    let errors = problems.iter().filter(|found| found.is_error()).count();
    let shown = |found: &&Problem| found.severity != career_roadmap::catalog::Severity::Note;
    for found in problems.iter().filter(shown) {
        error::problem(found, &context.error_style);
    }
    if errors > 0 {
        let count = Count(errors, "error");
        return Err(advised(format!("{count}, so nothing was added"), None));
    }
    Ok(())
}

fn receive(catalog: &Catalog, folder: &Path, file: &Path) -> Result<Received> {
    let text = read_file(file).map_err(|problem| {
        advised(format!("{}: {}", file.display(), problem.message), problem.help.clone())
    })?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let id = if stem == SKILLS { None } else { Some(RoadmapId::new(&stem)?) };
    let target = folder.join(format!("{stem}.yaml"));
    let is_same = |a: &Path| fs::canonicalize(a).ok();
    if is_same(&target).is_some() && is_same(&target) == is_same(file) {
        return Err(advised(
            format!("{} is in your folder already", file.display()),
            id.map(|id| format!("to follow it: roadmap use {id}")),
        ));
    }
    let listing = id.as_ref().and_then(|id| catalog.listing(id.as_str()));
    let replaces_built_in = listing.is_some_and(|listing| {
        listing.origin == Origin::BuiltIn || listing.shadowed.contains(&Origin::BuiltIn)
    });
    Ok(Received {
        source: file.to_owned(),
        text,
        id,
        exists: target.symlink_metadata().is_ok(),
        target,
        replaces_built_in,
        roadmap: None,
        shared: Vec::new(),
    })
}

/// Loads the roadmaps as they will be once all files are in the folder.
fn load(context: &Context, catalog: &Catalog, all: &mut [Received]) -> Result<()> {
    let trial = tempfile::tempdir().context("cannot create a temporary folder")?;
    for received in &*all {
        let name = received.target.file_name().unwrap_or_default();
        fs::write(trial.path().join(name), &received.text)
            .context("cannot write into a temporary folder")?;
    }
    let user = [vec![trial.path().to_owned()], context.places.roadmaps.clone()].concat();
    let after = Catalog::open(&Folders { user, named: false });
    let ids: BTreeSet<RoadmapId> = all.iter().filter_map(|one| one.id.clone()).collect();
    for received in all {
        let Some(id) = &received.id else { continue };
        let roadmap = after.load(id).map_err(|mut broken| {
            for found in &mut broken.problems {
                if found.file.starts_with(trial.path()) {
                    found.file.clone_from(&received.source);
                }
            }
            broken
        })?;
        let others = catalog.listings().iter().filter(|listing| !ids.contains(&listing.id));
        let others: Vec<_> = others.filter_map(|one| catalog.load(&one.id).ok()).collect();
        received.shared = roadmap
            .skills()
            .map(|(_, entry, _)| entry.id.to_string())
            .filter(|id| others.iter().any(|other| other.with_id(id).is_some()))
            .collect();
        // A roadmap that extends the built-in one of the same id does not replace it.
        received.replaces_built_in &= roadmap.extends.as_ref() != Some(id);
        received.roadmap = Some(roadmap);
    }
    Ok(())
}

/// Asks before something is replaced, unless `force`.
///
/// # Errors
/// If something would be replaced and the answer is no, or there is no terminal.
fn may_copy(received: &Received, force: bool, style: &Style) -> Result<()> {
    if force || !(received.exists || received.replaces_built_in) {
        return Ok(());
    }
    let what = if received.exists {
        format!("{} already exists", received.target.display())
    } else {
        let name = received.target.file_stem().unwrap_or_default().display();
        format!("'{name}' is a built-in roadmap")
    };
    if let Some(roadmap) = &received.roadmap {
        error::say(Text::from(about(roadmap)).render(style).trim_end());
    }
    if files::ask(&format!("{what}: replace it?"))? == Some(true) {
        return Ok(());
    }
    Err(advised(
        format!("{what}; nothing was replaced"),
        ["to replace it: --force; to keep both: give the file another name".to_owned()],
    ))
}
