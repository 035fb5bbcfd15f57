//! What every command works with: where things are, how they look, and the
//! opened catalog and journal.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::{Catalog, Folders, Roadmap, RoadmapId};
use career_roadmap::progress::{Journal, Log, Progress};
use career_roadmap::view::problem;
use career_roadmap::view::style::Style;
use career_roadmap::view::words::Count;

use super::env::{self, Clock, Places};
use super::error::{self, advised};

/// The roadmap that is current before `use` chose one.
pub const DEFAULT_ROADMAP: &str = "backend";

/// The program as started: arguments and environment, resolved once.
pub struct Context {
    pub style: Style,
    pub error_style: Style,
    pub places: Places,
    clock: OnceCell<Clock>,
    /// The broken roadmaps that were mentioned.
    said: RefCell<BTreeSet<RoadmapId>>,
}

/// Catalog and progress, read.
pub struct Opened {
    pub catalog: Catalog,
    pub log: Log,
    pub progress: Progress,
    /// The roadmaps in use that the catalog knows, the current one first, or
    /// the default one; empty only where none of them has to be there.
    pub in_use: Vec<RoadmapId>,
    /// Whether `use` chose them.
    pub chose: bool,
}

impl Context {
    /// Resolves what was typed and what the environment says.
    pub fn new(global: &super::Global, plain: bool) -> Result<Self> {
        Ok(Self {
            style: env::style(global.color, plain),
            error_style: env::error_style(global.color, plain),
            places: Places::find(&global.roadmaps, global.progress.as_deref())?,
            clock: OnceCell::new(),
            said: RefCell::default(),
        })
    }

    /// Now, the same for the whole run.
    pub fn clock(&self) -> Result<Clock> {
        if let Some(clock) = self.clock.get() {
            return Ok(*clock);
        }
        let clock = Clock::read()?;
        Ok(*self.clock.get_or_init(|| clock))
    }

    pub fn catalog(&self) -> Catalog {
        Catalog::open(&Folders {
            user: self.places.roadmaps.clone(),
            named: self.places.roadmaps_from != "default",
        })
    }

    pub fn journal(&self) -> Journal {
        Journal::new(self.places.journal.clone())
    }

    /// Reads progress and the names of the roadmaps; says what was left out.
    ///
    /// # Errors
    /// When the journal cannot be read, or no roadmap in use is there.
    pub fn open(&self) -> Result<Opened> {
        let opened = self.open_journal()?;
        if opened.in_use.is_empty() {
            return Err(advised(
                "no roadmap in use is there",
                ["choose another: roadmap use <roadmap> (roadmap list shows them)".to_owned()],
            ));
        }
        Ok(opened)
    }

    /// The same for a command that can do without a roadmap in use.
    pub fn open_journal(&self) -> Result<Opened> {
        let log = self.journal().read()?;
        self.warn_of(&log);
        let (opened, lost) = Opened::new(self.catalog(), log)?;
        for id in &lost {
            let text = format!(
                "there is no file of the roadmap '{id}' that is in use; see roadmap doctor"
            );
            error::warn(&text, &self.error_style);
        }
        Ok(opened)
    }

    /// Says which lines of the journal were skipped or not fully understood.
    pub fn warn_of(&self, log: &Log) {
        for warning in log_warnings(log) {
            error::warn(&warning, &self.error_style);
        }
    }

    /// Those of these roadmaps that can be used; one that is broken is said,
    /// and only when none is left is that an error.
    pub fn load_usable(&self, opened: &Opened, ids: &[RoadmapId]) -> Result<Vec<Rc<Roadmap>>> {
        let loaded: Vec<_> = ids.iter().map(|id| opened.catalog.load(id)).collect();
        if loaded.iter().all(Result::is_err)
            && let Some(Err(broken)) = loaded.into_iter().next()
        {
            return Err(broken.into());
        }
        self.warn_of_broken(&opened.catalog);
        Ok(ids.iter().filter_map(|id| opened.catalog.load(id).ok()).collect())
    }

    /// Says which roadmaps that were asked for are broken; the rest works.
    pub fn warn_of_broken(&self, catalog: &Catalog) {
        for broken in catalog.broken() {
            if !self.said.borrow_mut().insert(broken.id.clone()) {
                continue;
            }
            let errors = broken.problems.iter().filter(|problem| problem.is_error()).count();
            let file = broken.problems.first().map(|problem| problem.file.display().to_string());
            let file = file.unwrap_or_else(|| broken.id.to_string());
            let count = Count(errors, "error");
            let text = format!("{file} is left out: {count}; see roadmap lint {file}");
            error::warn(&text, &self.error_style);
        }
    }

    /// On a terminal, says how to choose a roadmap to someone who never did.
    pub fn hint_to_choose(&self, opened: &Opened) {
        if !opened.chose && self.error_style.width.is_some() {
            let text = format!(
                "following {}; roadmap list shows the others, roadmap use <roadmap> chooses",
                opened.current()
            );
            error::hint(&text, &self.error_style);
        }
    }

    /// Reports what was worked around while the catalog was used.
    pub fn warn_of_catalog(&self, catalog: &Catalog) {
        for found in &catalog.warnings() {
            error::warn(&found.message, &self.error_style);
        }
    }

    /// Reports files in the folders that are left out, where somebody looks
    /// for what is there.
    pub fn warn_of_folders(&self, catalog: &Catalog) {
        for found in catalog.folder_problems() {
            error::say(&problem::show(found, &self.error_style), &self.error_style);
        }
    }
}

impl Opened {
    /// What the catalog and the journal come to, and the roadmaps that are in
    /// use but not there.
    pub fn new(catalog: Catalog, log: Log) -> Result<(Self, Vec<RoadmapId>)> {
        let progress = log.progress();
        let chosen = progress.roadmaps_in_use();
        let chose = !chosen.is_empty();
        let default = RoadmapId::new(DEFAULT_ROADMAP)?;
        let chosen = if chose { chosen } else { std::slice::from_ref(&default) };
        let (in_use, lost) =
            chosen.iter().cloned().partition(|id| catalog.listing(id.as_str()).is_some());
        Ok((Self { catalog, log, progress, in_use, chose }, lost))
    }

    /// The current roadmap's id.
    pub fn current(&self) -> &RoadmapId {
        &self.in_use[0]
    }
}

/// One warning a run about lines that were skipped, and one about newer ones.
fn log_warnings(log: &Log) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some((place, _)) = log.foreign().next() {
        let count = Count(log.foreign().len(), "line");
        let name = place.file.file_name().unwrap_or(place.file.as_os_str()).to_string_lossy();
        let line = place.line;
        warnings.push(format!("{count} skipped, first at {name}:{line}; see roadmap doctor"));
    }
    if log.newer() > 0 {
        let count = Count(log.newer(), "event");
        warnings.push(format!(
            "{count} of a newer version of roadmap, read as far as understood; see roadmap doctor"
        ));
    }
    warnings
}
