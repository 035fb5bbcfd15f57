//! Loads the catalog and the journal for the browser, and notices when they change.

use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Result;
use career_roadmap::cache::Inputs;
use career_roadmap::catalog::{Catalog, Origin, Roadmap, RoadmapId};
use career_roadmap::progress::Progress;
use career_roadmap::tui::{Board, Choice};
use career_roadmap::view::style::Style;
use jiff::civil::Date;

use crate::cli::context::{Context, Opened};
use crate::cli::env::Clock;

/// The loaded catalog and progress, and the state of their files before loading.
pub struct Files<'c> {
    context: &'c Context,
    pub style: Style,
    opened: Opened,
    viewed: RoadmapId,
    /// The last version of each roadmap that had no errors.
    good: HashMap<RoadmapId, Rc<Roadmap>>,
    roadmaps: Inputs,
    journal: Inputs,
    today: Date,
}

impl<'c> Files<'c> {
    /// Opens the catalog and the journal, and views `roadmap` or else the current roadmap.
    ///
    /// # Errors
    /// If the journal cannot be read, or `roadmap` does not exist.
    pub fn open(context: &'c Context, style: Style, roadmap: Option<&str>) -> Result<Self> {
        let catalog = context.catalog();
        let roadmaps = look_at_roadmaps(context, &catalog);
        let journal = look_at_journal(context);
        let progress = context.journal().read()?.progress();
        let opened = Opened::new(catalog, progress)?;
        let viewed = match roadmap {
            Some(name) => opened.lookup("browse").roadmap(name)?,
            None => opened.current().clone(),
        };
        let today = context.clock()?.today;
        let good = HashMap::new();
        Ok(Self { context, style, opened, viewed, good, roadmaps, journal, today })
    }

    /// Whether a file was written, created or deleted since the last load, or the date changed.
    pub fn have_changed(&self) -> bool {
        let is_today = Clock::read().is_ok_and(|clock| clock.today == self.today);
        !is_today || !self.roadmaps.are_unchanged() || !self.journal.are_unchanged()
    }

    /// Views another roadmap.
    ///
    /// # Errors
    /// If it is broken and was never loaded without errors.
    pub fn view(&mut self, id: RoadmapId) -> Result<()> {
        if let Err(broken) = self.opened.catalog.load(&id)
            && !self.good.contains_key(&id)
        {
            return Err(broken.into());
        }
        self.viewed = id;
        Ok(())
    }

    /// Reloads what changed. Returns what to show, and the problems found.
    ///
    /// # Errors
    /// If the journal cannot be read, or no good version of the roadmap is known.
    pub fn load(&mut self) -> Result<(Board, Vec<String>)> {
        self.today = Clock::read()?.today;
        let are_same = self.roadmaps.are_unchanged();
        if !are_same {
            let catalog = self.context.catalog();
            self.roadmaps = look_at_roadmaps(self.context, &catalog);
            self.opened.catalog = catalog;
        }
        self.journal = look_at_journal(self.context);
        let log = self.context.journal().read()?;
        let mut problems: Vec<String> = log.warnings().iter().map(ToString::to_string).collect();
        self.reopen(log.progress())?;
        let id = self.viewed.clone();
        let roadmap = self.roadmap(&id, &mut problems)?;
        let in_use = self.opened.in_use.clone();
        let in_use = in_use.iter().filter_map(|id| self.roadmap(id, &mut problems).ok()).collect();
        let warnings = self.opened.catalog.warnings();
        problems.extend(warnings.into_iter().map(|warning| warning.message));
        problems.dedup();
        let progress = self.opened.progress.clone();
        Ok((Board::new(roadmap, progress, in_use, self.today, &self.style), problems))
    }

    fn reopen(&mut self, progress: Progress) -> Result<()> {
        let empty = Catalog::open(&career_roadmap::catalog::Folders::default());
        let catalog = std::mem::replace(&mut self.opened.catalog, empty);
        self.opened = Opened::new(catalog, progress)?;
        Ok(())
    }

    /// The current version of a roadmap or, while it is broken, the last good one.
    fn roadmap(&mut self, id: &RoadmapId, problems: &mut Vec<String>) -> Result<Rc<Roadmap>> {
        let catalog = &self.opened.catalog;
        let has_warnings = || !catalog.warnings().is_empty();
        match (catalog.load(id), self.good.get(id)) {
            // The file of shared skills is broken, so this version lacks its skills.
            (Ok(_), Some(good)) if has_warnings() => Ok(Rc::clone(good)),
            (Ok(roadmap), _) => {
                self.good.insert(id.clone(), Rc::clone(&roadmap));
                Ok(roadmap)
            }
            (Err(broken), good) => {
                let problem = match broken.file() {
                    Some(file) => format!("{broken}; see roadmap lint {}", file.display()),
                    None => broken.to_string(),
                };
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
                good.map(Rc::clone).ok_or_else(|| broken.into())
            }
        }
    }

    /// Every roadmap that can be used.
    pub fn choices(&self) -> Vec<Choice> {
        let loaded = self.opened.load_all();
        let choice = |listed: career_roadmap::query::catalog::Listed<'_>| Choice {
            id: listed.id.clone(),
            title: listed.title.to_owned(),
            percent: listed.percent,
            in_use: listed.in_use,
        };
        self.opened.listed(&loaded).into_iter().map(choice).collect()
    }
}

fn look_at_roadmaps(context: &Context, catalog: &Catalog) -> Inputs {
    let mut inputs = Inputs::new();
    inputs.add(&context.places.roadmaps);
    let files = catalog
        .listings()
        .iter()
        .flat_map(|listing| std::iter::once(&listing.origin).chain(&listing.shadowed));
    let files = files.filter_map(|origin| match origin {
        Origin::File(path) => Some(path.clone()),
        Origin::BuiltIn => None,
    });
    inputs.add(files.chain(catalog.skills_files().iter().cloned()).collect::<Vec<PathBuf>>());
    inputs
}

fn look_at_journal(context: &Context) -> Inputs {
    let journal = context.journal();
    let mut inputs = Inputs::new();
    inputs.add([journal.path()]);
    inputs.add(journal.folders());
    // A folder that cannot be listed is reported when the journal is read.
    inputs.add(journal.candidates().unwrap_or_default());
    inputs
}
