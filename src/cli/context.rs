//! The context of every command: the settings of this run, and the opened catalog and
//! journal.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use career_roadmap::cache::Entries;
use career_roadmap::catalog::{Catalog, Folders, Listing, Month, Roadmap, RoadmapId};
use career_roadmap::progress::{Change, Draft, Event, Journal, LockWait, Log, Progress};
use career_roadmap::query::catalog::{Listed, listed};
use career_roadmap::query::lookup::Lookup;
use career_roadmap::query::pace::{Pace, pace};
use career_roadmap::view::style::Style;
use career_roadmap::view::text::{Line, Text};
use jiff::civil::Date;

use super::env::{self, Clock, Places};
use super::error;

/// The current roadmap until one is chosen with `use`.
pub const DEFAULT_ROADMAP: &str = "backend";

/// The settings of this run, resolved once from arguments and environment.
pub struct Context {
    pub style: Style,
    pub error_style: Style,
    /// Whether plain output was asked for.
    pub plain: bool,
    /// Whether a long answer goes through a pager.
    pub pages: bool,
    pub places: Places,
    clock: OnceCell<Clock>,
    /// The broken roadmaps that were already warned about.
    reported: RefCell<BTreeSet<RoadmapId>>,
    /// Whether warnings about the journal were printed.
    warned: Cell<bool>,
    /// Collects the output if the browser runs the command.
    collected: Option<Collected>,
    /// The roadmap in which names are looked up first, instead of the current one.
    viewed: Option<RoadmapId>,
}

/// Collects the output of a command that the browser runs, instead of printing it.
pub struct Collected {
    pub text: RefCell<Text>,
    /// Called before waiting for a journal that another program has locked.
    pub on_wait: Box<dyn Fn()>,
}

/// The opened catalog and the current progress.
pub struct Opened {
    pub catalog: Catalog,
    pub progress: Progress,
    /// The roadmaps in use that the catalog has, the current one first. Never empty: if
    /// the catalog has none of them, this is the default roadmap.
    pub in_use: Vec<RoadmapId>,
    /// Whether they were chosen with `use`.
    pub chose: bool,
    /// Roadmaps in use that are missing from the catalog.
    pub missing: Vec<RoadmapId>,
}

/// The result of recording a change.
pub struct Recorded<T> {
    /// The catalog, and progress before the event.
    pub opened: Opened,
    /// Progress after the event.
    pub after: Progress,
    /// `None` when there was nothing to record.
    pub event: Option<Event>,
    pub value: T,
}

impl Context {
    /// Resolves the global options and the environment.
    pub fn new(global: &super::Global, plain: bool) -> Result<Self> {
        Ok(Self {
            style: env::style(global.color, plain),
            error_style: env::error_style(global.color, plain),
            plain,
            pages: false,
            places: Places::find(&global.roadmaps, global.progress.as_deref())?,
            clock: OnceCell::new(),
            reported: RefCell::default(),
            warned: Cell::default(),
            collected: None,
            viewed: None,
        })
    }

    /// Whether a long answer goes through a pager.
    #[must_use]
    pub fn with_pager(self, pages: bool) -> Self {
        Self { pages, ..self }
    }

    /// A context for a command that the browser runs: it reads the clock anew, collects
    /// the output, and looks names up in the roadmap `viewed` first.
    #[cfg(feature = "browse")]
    pub fn for_browser(
        places: Places,
        style: Style,
        viewed: RoadmapId,
        on_wait: Box<dyn Fn()>,
    ) -> Self {
        Self {
            style,
            error_style: style,
            plain: false,
            pages: false,
            places,
            clock: OnceCell::new(),
            reported: RefCell::default(),
            // The browser shows these warnings itself.
            warned: Cell::new(true),
            collected: Some(Collected { text: RefCell::default(), on_wait }),
            viewed: Some(viewed),
        }
    }

    /// Collects the output, if it does not go to stdout.
    pub fn listener(&self) -> Option<&RefCell<Text>> {
        self.collected.as_ref().map(|collected| &collected.text)
    }

    /// The current time, the same for the whole run.
    pub fn clock(&self) -> Result<Clock> {
        if let Some(clock) = self.clock.get() {
            return Ok(clock.clone());
        }
        let clock = Clock::read()?;
        Ok(self.clock.get_or_init(|| clock).clone())
    }

    /// The current month, to check the age of facts.
    ///
    /// # Errors
    /// If the clock cannot be read, or its year is not supported.
    pub fn this_month(&self) -> Result<Month> {
        let today = self.clock()?.today;
        let month = u16::try_from(today.year()).ok().zip(u8::try_from(today.month()).ok());
        let month = month.and_then(|(year, month)| Month::new(year, month));
        month.context("this year is not supported")
    }

    /// Why the roadmap that somebody looks at cannot be used, if it cannot.
    #[cfg(feature = "browse")]
    pub fn error_of_viewed(&self) -> Option<anyhow::Error> {
        let viewed = self.viewed.as_ref()?;
        self.catalog().load(viewed).err().map(anyhow::Error::from)
    }

    pub fn catalog(&self) -> Catalog {
        Catalog::open(&Folders {
            user: self.places.roadmaps.clone(),
            named: self.places.roadmaps_from != "default",
        })
        .with_cache(env::cache_dir().map(|folder| Entries::new(&folder)))
    }

    /// Records the event that `decide` returns for the journal; see [`Journal::append`].
    pub fn append(
        &self,
        decide: impl FnMut(Log) -> Result<Option<Draft>>,
    ) -> Result<Option<Event>> {
        self.with_lock_wait(|wait| self.journal().append(self.clock()?.now, wait, decide))
    }

    /// Calls `run` with the limit and the notice for waiting for the journal's lock.
    pub fn with_lock_wait<T>(&self, run: impl FnOnce(&LockWait<'_>) -> Result<T>) -> Result<T> {
        let notify = |path: &Path| {
            if let Some(collected) = &self.collected {
                return (collected.on_wait)();
            }
            let text = format!("waiting for another program that has locked {}", path.display());
            error::hint(&text, &self.error_style);
        };
        let wait = LockWait {
            limit: env::lock_timeout()?,
            notify_after: Duration::from_secs(2),
            notify: &notify,
        };
        run(&wait)
    }

    pub fn journal(&self) -> Journal {
        Journal::new(self.places.journal.clone())
    }

    /// Reads progress and lists the roadmaps; warns about what was skipped.
    ///
    /// # Errors
    /// If the journal cannot be read.
    pub fn open(&self) -> Result<Opened> {
        Ok(self.open_with_log()?.0)
    }

    /// Like [`Self::open`], for a command that needs the events too.
    pub fn open_with_log(&self) -> Result<(Opened, Log)> {
        let log = self.journal().read()?;
        let opened = self.opened(&log)?;
        Ok((opened, log))
    }

    /// Records the change that `decide` returns for the newest progress, under the lock of
    /// the journal. `decide` is called again if the journal had to be created. The event
    /// counts for the day `on`, by default today.
    ///
    /// # Errors
    /// If `decide` fails, or nothing can be recorded.
    pub fn record<T>(
        &self,
        on: Option<Date>,
        mut decide: impl FnMut(&Opened) -> Result<(Option<Change>, T)>,
    ) -> Result<Recorded<T>> {
        let on = on.map_or_else(|| Ok(self.clock()?.today), Ok::<_, anyhow::Error>)?;
        let mut decided = None;
        let event = self.append(|log| {
            let opened = self.opened(&log)?;
            let (change, value) = decide(&opened)?;
            decided = Some((opened, value));
            Ok(change.map(|change| Draft { on, change }))
        })?;
        let (opened, value) = decided.expect("append calls the closure unless it fails");
        let mut after = opened.progress.clone();
        if let Some(event) = &event {
            after.add(event);
        }
        Ok(Recorded { opened, after, event, value })
    }

    fn opened(&self, log: &Log) -> Result<Opened> {
        let mut opened = Opened::new(self.catalog(), log.progress())?;
        if let Some(viewed) = &self.viewed {
            opened.in_use.retain(|id| id != viewed);
            opened.in_use.insert(0, viewed.clone());
        }
        if self.warned.replace(true) {
            return Ok(opened);
        }
        self.warn_of(log);
        if !opened.missing.is_empty() {
            let named = opened.missing.iter().take(3).map(|id| format!("'{id}'"));
            let mut ids: Vec<_> = named.collect();
            let more = opened.missing.len() - ids.len();
            let (verb, what) = if ids.len() == 1 { ("is", "file") } else { ("are", "files") };
            if more > 0 {
                ids.push(format!("{more} more"));
            }
            let text = format!(
                "{} {verb} in use but the {what} {verb} missing; see roadmap doctor",
                ids.join(", ")
            );
            error::warn(&text, &self.error_style);
        }
        Ok(opened)
    }

    /// Warns about lines of the journal that were skipped or not fully understood.
    pub fn warn_of(&self, log: &Log) {
        if self.collected.is_some() {
            return;
        }
        for warning in log.warnings() {
            error::warn(&warning.to_string(), &self.error_style);
        }
    }

    /// Loads the roadmaps `ids`, with a warning about broken ones.
    ///
    /// # Errors
    /// If all of them are broken.
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

    /// Warns about loaded roadmaps that are broken.
    pub fn warn_of_broken(&self, catalog: &Catalog) {
        if self.collected.is_some() {
            return;
        }
        for broken in catalog.broken() {
            if !self.reported.borrow_mut().insert(broken.id.clone()) {
                continue;
            }
            error::warn(&broken.left_out(), &self.error_style);
        }
    }

    /// Prints a hint.
    pub fn hint(&self, text: &str) {
        match &self.collected {
            Some(collected) => {
                collected.text.borrow_mut().line(Line::new().faint(text));
            }
            None => error::hint(text, &self.error_style),
        }
    }

    /// Hints on a terminal how to choose a roadmap, if the user never did.
    pub fn hint_to_choose(&self, opened: &Opened) {
        if !opened.chose && self.error_style.width.is_some() && self.collected.is_none() {
            let text = format!(
                "following {}; roadmap list shows the others, roadmap use <roadmap> chooses",
                opened.current()
            );
            error::hint(&text, &self.error_style);
        }
    }

    /// Warns about problems in the catalog that did not stop the command.
    pub fn warn_of_catalog(&self, catalog: &Catalog) {
        if self.collected.is_some() {
            return;
        }
        for found in &catalog.warnings() {
            error::warn(&found.message, &self.error_style);
        }
    }

    /// Reports files in the roadmap folders that are skipped, for commands that list
    /// roadmaps.
    pub fn warn_of_folders(&self, catalog: &Catalog) {
        if self.collected.is_some() {
            return;
        }
        for found in catalog.folder_problems() {
            error::problem(found, &self.error_style);
        }
    }
}

impl Opened {
    pub fn new(catalog: Catalog, progress: Progress) -> Result<Self> {
        let chosen = progress.roadmaps_in_use();
        let chose = !chosen.is_empty();
        let (mut in_use, missing): (Vec<_>, Vec<_>) =
            chosen.iter().cloned().partition(|id| catalog.listing(id.as_str()).is_some());
        if in_use.is_empty() {
            in_use.push(RoadmapId::new(DEFAULT_ROADMAP)?);
        }
        Ok(Self { catalog, progress, in_use, chose, missing })
    }

    /// The roadmaps in use, including missing ones; the default one if none was chosen.
    pub fn followed(&self) -> &[RoadmapId] {
        if self.chose { self.progress.roadmaps_in_use() } else { &self.in_use }
    }

    /// Every roadmap without errors, in catalog order.
    pub fn load_all(&self) -> Vec<(&Listing, Rc<Roadmap>)> {
        let load = |listing: &Listing| self.catalog.load(&listing.id).ok();
        let listings = self.catalog.listings().iter();
        listings.filter_map(|listing| Some((listing, load(listing)?))).collect()
    }

    /// Enough roadmaps to find every recorded skill: `roadmaps` and, if they lack one,
    /// the rest of the catalog.
    pub fn roadmaps_of_progress(&self, roadmaps: &[Rc<Roadmap>]) -> Vec<Rc<Roadmap>> {
        let mut all = roadmaps.to_vec();
        let is_known = |name: &str| all.iter().any(|roadmap| roadmap.named(name).is_some());
        if !self.progress.names().iter().all(|name| is_known(name.as_str())) {
            let rest = self.load_all().into_iter().map(|(_, roadmap)| roadmap);
            let rest: Vec<_> =
                rest.filter(|new| all.iter().all(|known| known.id != new.id)).collect();
            all.extend(rest);
        }
        all
    }

    /// The pace of the last weeks, from all learned skills, not only those of `roadmaps`.
    pub fn pace(&self, roadmaps: &[Rc<Roadmap>], today: Date) -> Option<Pace> {
        let all = self.roadmaps_of_progress(roadmaps);
        pace(&self.progress, all.iter().map(Rc::as_ref), today)
    }

    /// A summary of each of `loaded`, for lists of roadmaps.
    pub fn listed<'a>(&self, loaded: &'a [(&'a Listing, Rc<Roadmap>)]) -> Vec<Listed<'a>> {
        let in_use: &[_] = if self.chose { &self.in_use } else { &[] };
        let line = |(listing, roadmap): &'a (&'a Listing, Rc<Roadmap>)| {
            listed(listing, roadmap, &self.progress, in_use)
        };
        loaded.iter().map(line).collect()
    }

    /// Looks up names for `command`, which is used in advice.
    pub fn lookup(&self, command: &'static str) -> Lookup<'_> {
        Lookup { catalog: &self.catalog, in_use: &self.in_use, progress: &self.progress, command }
    }

    /// The current roadmap's id.
    pub fn current(&self) -> &RoadmapId {
        &self.in_use[0]
    }
}
