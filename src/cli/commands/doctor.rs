//! `doctor`: shows where the files are, which are used and why, and anything unusual in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use career_roadmap::catalog::{Catalog, Origin};
use career_roadmap::progress::Log;
use career_roadmap::view::doctor;
use career_roadmap::view::doctor::{
    Ahead, Doctor, Folder, ForeignLine, JournalReport, RoadmapReport, SharedId,
};

use crate::cli::context::Context;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::Answer;

/// Show where your files are, which are used, and anything unusual in them
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Only reads files; never changes or repairs them.\n\nExamples:\n  roadmap doctor"
)]
pub struct Args {
    #[command(flatten)]
    answer: Answer,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let catalog = context.catalog();
    let log = context.journal().read();
    let clock = context.clock()?;
    let mut report = Doctor {
        version: env!("CARGO_PKG_VERSION"),
        roadmap_folders: context.places.roadmaps.iter().map(|path| folder(path)).collect(),
        roadmap_folders_from: context.places.roadmaps_from,
        roadmaps: roadmaps(&catalog),
        problems: Vec::new(),
        journal: JournalReport::new(&context.places.journal, context.places.journal_from),
    };
    for found in catalog.folder_problems().iter().chain(&catalog.warnings()) {
        report.problems.push(format!("{}: {}", found.file.display(), found.message));
    }
    match &log {
        Ok(log) => read_log(&mut report.journal, log, &catalog, clock.now),
        Err(error) => report.journal.error = Some(error.to_string()),
    }
    report.journal.git_attributes = git_attributes(&context.places.journal);
    let failed = report.journal.error.is_some();
    args.answer.print(context, &report, || doctor(&report, &context.style))?;
    Ok(if failed { Status::Failed } else { Status::Done })
}

fn folder(path: &Path) -> Folder {
    Folder { path: path.display().to_string(), exists: path.is_dir() }
}

/// A report on each roadmap, with the files that it shadows.
fn roadmaps(catalog: &Catalog) -> Vec<RoadmapReport> {
    let origin = |origin: &Origin| match origin {
        Origin::BuiltIn => "built-in".to_owned(),
        Origin::File(path) => path.display().to_string(),
    };
    let report = |listing: &career_roadmap::catalog::Listing| {
        let (extends, errors) = match catalog.load(&listing.id) {
            Ok(roadmap) => (roadmap.extends.as_ref().map(ToString::to_string), 0),
            Err(broken) => {
                (None, broken.problems.iter().filter(|problem| problem.is_error()).count())
            }
        };
        RoadmapReport {
            id: listing.id.to_string(),
            origin: origin(&listing.origin),
            hides: listing.shadowed.iter().map(origin).collect(),
            extends,
            errors,
        }
    };
    catalog.listings().iter().map(report).collect()
}

fn read_log(report: &mut JournalReport, log: &Log, catalog: &Catalog, now: jiff::Timestamp) {
    report.events = log.events().len();
    report.undone = log.events().iter().filter(|logged| logged.is_void()).count();
    report.newer = log.newer();
    report.files = log.files().map(|path| path.display().to_string()).collect();
    report.foreign = log
        .foreign()
        .map(|(place, why)| ForeignLine { place: place.to_string(), why: why.to_owned() })
        .collect();
    report.shared_ids = log
        .shared_ids()
        .into_iter()
        .map(|(id, events)| SharedId {
            id: id.to_string(),
            places: events.iter().map(|logged| log.place(logged).to_string()).collect(),
        })
        .collect();
    report.ahead = log
        .ahead(now)
        .iter()
        .map(|logged| Ahead { at: logged.at.to_string(), place: log.place(logged).to_string() })
        .collect();
    let mut known = BTreeSet::new();
    for listing in catalog.listings() {
        let Ok(roadmap) = catalog.load(&listing.id) else { continue };
        known.extend(
            roadmap.skills().flat_map(|(_, entry, _)| entry.names().cloned().collect::<Vec<_>>()),
        );
    }
    let progress = log.progress();
    let unknown = progress.names().into_iter().filter(|name| !known.contains(*name));
    report.unknown_ids = unknown.map(ToString::to_string).collect();
    let unknown = progress.roadmaps_in_use().iter();
    let unknown = unknown.filter(|id| catalog.listing(id.as_str()).is_none());
    report.unknown_roadmaps = unknown.map(ToString::to_string).collect();
}

/// If the journal is in a git work tree: the path of its `.gitattributes`, and whether
/// that has the line that lets git merge journals without a conflict.
fn git_attributes(journal: &Path) -> Option<(PathBuf, bool)> {
    let real = std::fs::canonicalize(journal).unwrap_or_else(|_| journal.to_owned());
    let tree = real.ancestors().skip(1).find(|folder| folder.join(".git").exists())?;
    let file = tree.join(".gitattributes");
    let there = std::fs::read_to_string(&file).is_ok_and(|text| {
        text.lines().any(|line| line.contains(".jsonl") && line.contains("merge=union"))
    });
    Some((file, there))
}
