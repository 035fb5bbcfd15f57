//! What every command works with: where things are, how they look, and the
//! opened catalog and journal.

use std::cell::OnceCell;

use anyhow::{Context, Result};
use career_roadmap::catalog::{Catalog, Folders, RoadmapId};
use career_roadmap::progress::event::Event;
use career_roadmap::progress::journal::Journal;
use career_roadmap::progress::{Log, Progress};
use career_roadmap::view::look::Look;
use career_roadmap::view::problem;

use super::edge::{self, Clock, Places};
use super::fail::{self, advised};

/// The roadmap that is current before `use` chose one.
pub const DEFAULT_ROADMAP: &str = "backend";

/// The program as started: arguments and environment, resolved once.
pub struct App {
    pub look: Look,
    pub error_look: Look,
    pub places: Places,
    clock: OnceCell<Clock>,
}

/// Catalog and progress, read.
pub struct Opened {
    pub catalog: Catalog,
    pub log: Log,
    pub progress: Progress,
    /// The roadmaps in use that the catalog knows, the current one first; never empty.
    pub in_use: Vec<RoadmapId>,
}

impl App {
    /// Resolves what was typed and what the environment says.
    pub fn new(global: &super::Global, plain: bool) -> Result<Self> {
        Ok(Self {
            look: edge::look(global.color, plain),
            error_look: edge::error_look(global.color, plain),
            places: Places::find(&global.roadmaps, global.progress.as_deref())?,
            clock: OnceCell::new(),
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
        Catalog::open(&Folders { user: self.places.roadmaps.clone() })
    }

    pub fn journal(&self) -> Journal {
        Journal::new(self.places.journal.clone())
    }

    /// Reads progress and the names of the roadmaps; says what was left out.
    pub fn open(&self) -> Result<Opened> {
        let catalog = self.catalog();
        let log = self.journal().read()?;
        self.warn_of(&log);
        let progress = log.progress();
        let in_use = self.in_use(&catalog, &progress)?;
        Ok(Opened { catalog, log, progress, in_use })
    }

    /// The roadmaps in use, or the default one; what the catalog lost is said.
    pub fn in_use(&self, catalog: &Catalog, progress: &Progress) -> Result<Vec<RoadmapId>> {
        let chosen = progress.roadmaps_in_use();
        let (known, lost): (Vec<_>, Vec<_>) =
            chosen.iter().cloned().partition(|id| catalog.listing(id.as_str()).is_some());
        for id in &lost {
            let text = format!("the roadmap '{id}' is in use, but there is no file of it; see roadmap doctor");
            fail::warn(&text, &self.error_look);
        }
        if !known.is_empty() {
            return Ok(known);
        }
        let default = RoadmapId::new(DEFAULT_ROADMAP)?;
        match catalog.listing(DEFAULT_ROADMAP) {
            Some(_) if lost.is_empty() => Ok(vec![default]),
            _ => Err(advised(
                "no roadmap in use is there",
                ["choose another: roadmap use <roadmap> (roadmap list shows them)".to_owned()],
            )),
        }
    }

    fn warn_of(&self, log: &Log) {
        for warning in log.warnings() {
            fail::warn(&warning.to_string(), &self.error_look);
        }
    }

    /// Reports what became known of the catalog while it was used.
    pub fn warn_of_catalog(&self, catalog: &Catalog) {
        for found in catalog.folder_problems().iter().chain(&catalog.warnings()) {
            fail::say(&problem::show(found, &self.error_look), &self.error_look);
        }
    }
}

impl Opened {
    /// The current roadmap's id.
    pub fn current(&self) -> &RoadmapId {
        &self.in_use[0]
    }
}
