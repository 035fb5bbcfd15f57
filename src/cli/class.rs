//! The class that was named on the command line, and what is wrong with it.

use std::path::PathBuf;
use std::rc::Rc;

use anyhow::{Context as _, Result};
use career_roadmap::catalog::{Id, Roadmap, RoadmapId};
use career_roadmap::progress::{People, PersonProblem, Progress};
use career_roadmap::query::days::Days;
use career_roadmap::query::lookup::EntryRef;
use career_roadmap::query::team::{Answered, Basis, Class, Standing};
use career_roadmap::suggest::nearest;
use career_roadmap::view::team as view;
use jiff::civil::Date;

use super::context::{Context, DEFAULT_ROADMAP, Opened};
use super::error::{self, Outcome, advised};
use super::output::Answer;
use super::overview::{self, Somebody};

/// The people of some folders, and every roadmap that they may follow.
pub struct OpenedClass {
    folders: Vec<PathBuf>,
    pub people: People,
    opened: Opened,
    /// The whole catalog, in its order.
    roadmaps: Vec<Rc<Roadmap>>,
    /// The roadmap that was asked for.
    chosen: Option<Rc<Roadmap>>,
    default: RoadmapId,
}

impl OpenedClass {
    /// Lists the people, without reading a journal. Names are looked up as for
    /// somebody who has recorded nothing.
    ///
    /// # Errors
    /// When a folder cannot be listed, or the roadmap `chosen` cannot be used.
    pub fn open(context: &Context, folders: &[PathBuf], chosen: Option<&str>) -> Result<Self> {
        let people = People::find(folders)?;
        let opened = Opened::new(context.catalog(), Progress::default())?;
        let roadmaps = opened.load_all().into_iter().map(|(_, loaded)| loaded).collect();
        context.warn_of_broken(&opened.catalog);
        context.warn_of_catalog(&opened.catalog);
        let chosen = chosen.map(|name| {
            let id = opened.lookup("team --roadmap").roadmap(name)?;
            anyhow::Ok(opened.catalog.load(&id)?)
        });
        let (chosen, default) = (chosen.transpose()?, RoadmapId::new(DEFAULT_ROADMAP)?);
        Ok(Self { folders: folders.to_owned(), people, opened, roadmaps, chosen, default })
    }

    /// What can be asked.
    pub fn class(&self, today: Date) -> Class<'_> {
        let basis = Basis {
            roadmaps: self.roadmaps.iter().map(Rc::as_ref).collect(),
            chosen: self.chosen.as_deref(),
            default: &self.default,
            today,
        };
        Class { basis, people: &self.people }
    }

    /// Warns of what is wrong with journals.
    ///
    /// # Errors
    /// When nobody has one.
    pub fn check<T>(&self, context: &Context, answered: &Answered<T>) -> Result<()> {
        warn_of(context, &answered.problems);
        if answered.read > 0 {
            return Ok(());
        }
        let places = self.folders.iter().map(|place| place.display().to_string());
        Err(advised(
            format!("no journals in {}", places.collect::<Vec<_>>().join(", ")),
            ["everybody needs NAME/progress.jsonl or NAME.jsonl there".to_owned()],
        ))
    }

    /// Says who has no figures in the table, and who is not in it. `rows` are
    /// those of all `read` journals.
    pub fn warn_of_rows(&self, context: &Context, rows: &[Standing<'_>], read: usize) {
        if let Some(text) = view::unknown_roadmaps(rows) {
            error::warn(&text, &context.error_style);
        }
        if let Some(roadmap) = self.chosen.as_ref().filter(|_| rows.len() < read) {
            let people = view::people(read - rows.len());
            let text = format!("{people} left out, with nothing in {}", roadmap.id);
            error::hint(&text, &context.error_style);
        }
    }

    /// The stage with this name in the roadmaps that `rows` are about.
    pub fn stage(&self, rows: &[Standing<'_>], name: &str) -> Result<Id> {
        let followed = |roadmap: &&Rc<Roadmap>| rows.iter().any(|row| row.roadmap == roadmap.id);
        let followed: Vec<_> = self.roadmaps.iter().filter(followed).cloned().collect();
        Ok(self.opened.lookup("team --at-stage").stage(&followed, name)?)
    }

    /// The skill with this name, first in the roadmaps of the most people.
    pub fn skill(&self, class: &Class<'_>, name: &str) -> Result<EntryRef> {
        let followed = class.followed();
        let mut lookup = self.opened.lookup("team --who");
        if !followed.is_empty() {
            lookup.in_use = &followed;
        }
        Ok(lookup.skill(name)?)
    }
}

/// Prints the overview of one person and their report of this week.
///
/// # Errors
/// When nobody has this name, or their journal cannot be read.
pub fn print_person(
    context: &Context,
    folders: &[PathBuf],
    name: &str,
    answer: &Answer,
) -> Outcome {
    let found = People::find(folders)?;
    let Some(person) = found.people.iter().find(|person| person.name == name) else {
        let names = found.people.iter().map(|person| person.name.as_str());
        let advice = nearest(name, names).map(|near| format!("did you mean '{near}'?"));
        return Err(advised(format!("no person '{name}'"), advice));
    };
    let read = person.read().map_err(|problem| advised(describe(&problem), None))?;
    let read = read.with_context(|| format!("'{name}' has no journal"))?;
    warn_of(context, &read.problems);
    let opened = Opened::new(context.catalog(), read.log.progress())?;
    for id in &opened.missing {
        let text =
            format!("{name}: roadmap '{id}' is not known here; --roadmaps DIR names its folder");
        error::warn(&text, &context.error_style);
    }
    let days = Days::week(context.clock()?.today);
    overview::print(context, &opened, answer, Some(&Somebody { person: name, days }))
}

/// The most problems that are printed; `--json` has all of them.
const MOST: usize = 10;

fn warn_of(context: &Context, problems: &[PersonProblem]) {
    for problem in problems.iter().take(MOST) {
        error::warn(&describe(problem), &context.error_style);
    }
    if problems.len() > MOST {
        let more = problems.len() - MOST;
        let text = format!("{more} more; roadmap team --json lists all of them");
        error::warn(&text, &context.error_style);
    }
}

fn describe(problem: &PersonProblem) -> String {
    format!("{}: {}", problem.person, problem.message)
}
