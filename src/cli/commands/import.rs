//! `import`: turns lists in other formats into roadmaps.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use career_roadmap::catalog::{Catalog, Id, Origin, RoadmapId, read_file, slug};
use career_roadmap::import::{Imported, Kind, Known, Options, Report, import, stated_id};
use career_roadmap::progress::{Change, Event, Status as SkillStatus};
use career_roadmap::view::import as view;
use career_roadmap::view::text::Text;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::error::{self, Outcome, advised};
use crate::cli::files;
use crate::cli::output::{self, Answer};
use crate::cli::own_roadmap;
use crate::cli::record::finish;

/// Turn a list into a roadmap: Markdown, CSV, Taskwarrior, roadmap.sh
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The format is detected from the content. Each file becomes one roadmap in \
    your folder; what was left out or guessed is listed. See docs/import.md.\n\n\
    Examples:\n  roadmap import plan.md\n  roadmap import skills.csv --as data --title 'Data at work'\n  \
    roadmap import backend.json --content backend/content\n  roadmap import plan.md -o -"
)]
pub struct Args {
    /// Files to import
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Format of the files, instead of the detected one
    #[arg(long, value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name))
        .map(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name).expect("the name of a kind")))]
    kind: Option<Kind>,
    /// Id of the roadmap, instead of the file name
    #[arg(long = "as", value_name = "ID")]
    id: Option<String>,
    /// Title of the roadmap, instead of the one in the file
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Write to FILE instead of your folder; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Folder of Markdown files about the topics of a graph
    #[arg(long, value_name = "FOLDER")]
    content: Option<PathBuf>,
    /// Mark ticked items as known before
    #[arg(long)]
    known: bool,
    /// Give skills new ids, even if the catalog has skills with the same titles
    #[arg(long)]
    own_ids: bool,
    /// Replace existing files
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    answer: Answer,
}

impl Args {
    /// Whether it writes to the journal.
    pub fn records(&self) -> bool {
        self.known
    }

    fn to_stdout(&self) -> bool {
        self.output.as_deref() == Some(Path::new("-"))
    }
}

/// A file that was read, and where its roadmap goes.
struct Work {
    source: PathBuf,
    id: RoadmapId,
    /// `None` for standard output.
    target: Option<PathBuf>,
    replace: bool,
    replaces_built_in: bool,
    imported: Imported,
}

#[derive(Serialize)]
struct Row<'a> {
    file: String,
    id: &'a RoadmapId,
    title: &'a str,
    path: Option<String>,
    #[serde(flatten)]
    report: &'a Report,
}

#[derive(Serialize)]
struct Rows<'a> {
    imported: Vec<Row<'a>>,
    /// The id of the recorded event, if any.
    event: Option<String>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    check(args)?;
    let catalog = context.catalog();
    let mut works: Vec<Work> = Vec::new();
    for file in &args.files {
        let work = read(context, args, &catalog, file)?;
        if let Some(other) = works.iter().find(|other| other.id == work.id) {
            return Err(advised(
                format!(
                    "{} and {} would both become '{}'",
                    other.source.display(),
                    work.source.display(),
                    work.id
                ),
                ["import them one by one, with --as".to_owned()],
            ));
        }
        works.push(work);
    }
    for work in &mut works {
        may_write(work, args.force)?;
    }
    for work in &works {
        write(context, work, args.output.is_none())?;
    }
    let event = if args.known { record(context, &works)? } else { None };
    let row = |work: &Work| {
        let about = view::About {
            id: &work.id,
            title: &work.imported.title,
            source: &work.source,
            target: work.target.as_deref(),
            replaces_built_in: work.replaces_built_in,
            in_folder: args.output.is_none(),
            recorded: args.known,
        };
        view::imported(&about, &work.imported.report, &context.style)
    };
    if args.to_stdout() {
        for work in &works {
            error::say(row(work).render(&context.error_style).trim_end());
        }
        return finish(Ok(()), event.is_some());
    }
    let rows = works.iter().map(|work| Row {
        file: work.source.display().to_string(),
        id: &work.id,
        title: &work.imported.title,
        path: work.target.as_ref().map(|path| path.display().to_string()),
        report: &work.imported.report,
    });
    let id = event.as_ref().map(|event| event.id.to_string());
    let answer = Rows { imported: rows.collect(), event: id };
    let text = || Text::paragraphs(works.iter().map(row));
    finish(args.answer.print(context, &answer, text), event.is_some())
}

/// Checks that options for a single file are given with one file, and that only one
/// thing goes to standard output.
fn check(args: &Args) -> Result<()> {
    let only_one = [
        ("--as", args.id.is_some()),
        ("--title", args.title.is_some()),
        ("--output", args.output.is_some()),
        ("--content", args.content.is_some()),
    ];
    if let Some((flag, _)) = only_one.iter().find(|(_, given)| *given && args.files.len() > 1) {
        return Err(advised(
            format!("{flag} works with one file, not with {}", args.files.len()),
            ["import them one by one".to_owned()],
        ));
    }
    if args.to_stdout() && args.answer.is_for_machines() {
        return Err(advised(
            "the roadmap and the answer cannot both go to standard output",
            ["name a file with --output, or leave out --json".to_owned()],
        ));
    }
    Ok(())
}

fn read(context: &Context, args: &Args, catalog: &Catalog, file: &Path) -> Result<Work> {
    let text = read_file(file).map_err(|problem| {
        advised(format!("{}: {}", file.display(), problem.message), problem.help.clone())
    })?;
    let id = id(args, file, &text)?;
    let content = args.content.as_deref().map(pages).transpose()?.unwrap_or_default();
    let known = known(catalog, &id);
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    let options = Options {
        id: &id,
        source: &name,
        title: args.title.as_deref(),
        kind: args.kind,
        content: &content,
        known: &known,
        share: !args.own_ids,
    };
    let imported = import(&text, &options).map_err(|failed| {
        let advice = failed.advice().into_iter();
        let shown = file.display().to_string();
        advised(
            format!("{shown}: {failed}"),
            advice.map(|line| line.replace("<file>", &shown)).collect::<Vec<_>>(),
        )
    })?;
    let target = match &args.output {
        Some(_) if args.to_stdout() => None,
        Some(path) => Some(path.clone()),
        None => Some(files::folder(&context.places.roadmaps)?.join(format!("{id}.yaml"))),
    };
    let listing = catalog.listing(id.as_str()).filter(|_| args.output.is_none());
    let replaces_built_in = listing.is_some_and(|listing| {
        listing.origin == Origin::BuiltIn || listing.shadowed.contains(&Origin::BuiltIn)
    });
    Ok(Work { source: file.to_owned(), id, target, replace: false, replaces_built_in, imported })
}

/// The id given with `--as`, or else the one stated in the text, or else one made from
/// the file name.
fn id(args: &Args, file: &Path, text: &str) -> Result<RoadmapId> {
    if let Some(given) = &args.id {
        return RoadmapId::new(given).map_err(|bad| {
            let advice = slug(given).map(|slug| format!("for example: --as {slug}"));
            advised(bad.to_string(), advice)
        });
    }
    let output = args.output.as_deref().filter(|_| !args.to_stdout());
    if let (None, Some(id)) = (output, stated_id(text)) {
        return Ok(id);
    }
    let named = output.unwrap_or(file);
    let stem = named.file_stem().unwrap_or_default().to_string_lossy();
    let id = slug(&stem).and_then(|slug| RoadmapId::new(&slug).ok());
    id.with_context(|| format!("cannot make an id from the file name of {}", named.display()))
        .map_err(|error| advised(error.to_string(), ["to choose one: --as <id>".to_owned()]))
}

/// The skills of the catalog, except those of the roadmap that is replaced.
fn known(catalog: &Catalog, id: &RoadmapId) -> Known {
    let mut known = Known::default();
    for listing in catalog.listings() {
        let is_replaced = listing.id == *id && listing.origin != Origin::BuiltIn;
        if let Ok(roadmap) = catalog.load(&listing.id)
            && !is_replaced
        {
            known.add_roadmap(&roadmap);
        }
    }
    for file in catalog.skills_files() {
        if let Ok(text) = read_file(file) {
            known.add_skills_file(&text);
        }
    }
    known
}

/// The name and text of each Markdown file of a folder, sorted by name.
fn pages(folder: &Path) -> Result<Vec<(String, String)>> {
    /// The maximum total size in bytes.
    const MOST: usize = 8 * 1024 * 1024;
    let unreadable = || format!("cannot read {}", folder.display());
    let mut paths: BTreeMap<String, PathBuf> = BTreeMap::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "md") {
            paths.insert(name, path);
        }
    }
    let mut pages = Vec::with_capacity(paths.len());
    let mut size = 0;
    for (name, path) in paths {
        let text = read_file(&path)
            .map_err(|problem| advised(format!("{}: {}", path.display(), problem.message), None))?;
        size += text.len();
        if size > MOST {
            return Err(advised(
                format!("{} has more than {} MiB of Markdown", folder.display(), MOST >> 20),
                ["use a folder with the content of one roadmap".to_owned()],
            ));
        }
        pages.push((name, text));
    }
    Ok(pages)
}

/// Asks before an existing file is replaced, unless `force`.
///
/// # Errors
/// If the file exists and may not be replaced.
fn may_write(work: &mut Work, force: bool) -> Result<()> {
    let Some(target) = work.target.as_ref().filter(|target| target.symlink_metadata().is_ok())
    else {
        return Ok(());
    };
    let there = format!("{} already exists", target.display());
    let may = force || files::ask(&format!("{there}: replace it?"))?.unwrap_or(false);
    if !may {
        let other = "to keep both: --as <id>".to_owned();
        return Err(advised(
            format!("{there}; it was not changed"),
            ["to replace it: --force".to_owned(), other],
        ));
    }
    work.replace = true;
    Ok(())
}

fn write(context: &Context, work: &Work, in_folder: bool) -> Result<()> {
    let yaml = &work.imported.yaml;
    let Some(target) = &work.target else { return output::print_raw(yaml) };
    let with_schema =
        in_folder && own_roadmap::put_schema(files::folder(&context.places.roadmaps)?)?;
    let first_line = if with_schema { own_roadmap::FIRST_LINE } else { "" };
    files::write_whole(target, &format!("{first_line}{yaml}"), work.replace)
}

/// Records the ticked skills that are not done yet as known; returns the event, if any.
fn record(context: &Context, works: &[Work]) -> Result<Option<Event>> {
    let ticked = || works.iter().flat_map(|work| &work.imported.report.ticked);
    let recorded = context.record(None, |opened| {
        let mut skills: Vec<Id> = Vec::new();
        for id in ticked() {
            let is_done = opened.progress.record([id]).status == SkillStatus::Done;
            if !is_done && !skills.contains(id) {
                skills.push(id.clone());
            }
        }
        let change = (!skills.is_empty()).then(|| Change::Done {
            skills,
            known: true,
            redate: false,
            resources: Vec::new(),
            note: None,
            evidence: Vec::new(),
        });
        Ok((change, ()))
    })?;
    Ok(recorded.event)
}
