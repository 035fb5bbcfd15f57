//! A roadmap evaluated under some progress: units, scope, and what is ready.
//!
//! Everything is computed once, in a few passes over the entries.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::own_estimate;
use super::row::{self, Row};
use super::scope;
use super::units::Units;
use crate::catalog::{Entry, Hours, Ix, Need, Roadmap};
use crate::progress::{Estimate, Progress, Status};

/// A roadmap evaluated under some progress.
#[derive(Debug, Clone)]
pub struct Evaluation<'a> {
    roadmap: &'a Roadmap,
    /// `None` where only the statuses are known.
    progress: Option<&'a Progress>,
    /// One per entry.
    rows: Arc<Vec<Row>>,
}

/// An evaluation without its roadmap and progress, for callers that keep these
/// themselves. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Evaluated(Arc<Vec<Row>>);

/// Whether to include only what counts towards 100 %, or optional entries too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    #[default]
    Required,
    WithOptional,
}

impl<'a> Evaluation<'a> {
    /// Evaluates `roadmap` under `progress`.
    pub fn new(roadmap: &'a Roadmap, progress: &'a Progress) -> Self {
        let mut rows = vec![Row::default(); roadmap.len()];
        for (ix, entry, _) in roadmap.skills() {
            rows[ix.at()] = Row::of_record(&progress.record(entry.names()));
        }
        Self::work_out(roadmap, Some(progress), rows)
    }

    /// Evaluates `roadmap` with these statuses, one per entry; those of groups
    /// are ignored, and nothing has a date.
    pub fn from_statuses(roadmap: &'a Roadmap, statuses: &[Status]) -> Self {
        let mut rows = vec![Row::default(); roadmap.len()];
        for (ix, _, _) in roadmap.skills() {
            rows[ix.at()] = Row::of_status(statuses[ix.at()]);
        }
        Self::work_out(roadmap, None, rows)
    }

    /// The same roadmap, if these skills had this status.
    #[must_use]
    pub fn with(&self, skills: &[Ix], status: Status) -> Self {
        let mut rows: Vec<Row> = self.rows.iter().map(Row::recorded).collect();
        for skill in skills {
            rows[skill.at()].status = status;
        }
        Self::work_out(self.roadmap, self.progress, rows)
    }

    fn work_out(roadmap: &'a Roadmap, progress: Option<&'a Progress>, mut rows: Vec<Row>) -> Self {
        row::count(roadmap, &mut rows);
        scope::apply(roadmap, &mut rows);
        let mut evaluation = Self { roadmap, progress, rows: Arc::new(rows) };
        evaluation.block();
        evaluation
    }

    /// The result on its own, to keep it.
    pub fn evaluated(&self) -> Evaluated {
        Evaluated(Arc::clone(&self.rows))
    }

    /// Restores an evaluation that was kept, of the same `roadmap` and `progress`.
    ///
    /// # Panics
    /// If the roadmap has another number of entries.
    pub fn of_evaluated(
        roadmap: &'a Roadmap,
        progress: &'a Progress,
        evaluated: &Evaluated,
    ) -> Self {
        assert_eq!(roadmap.len(), evaluated.0.len(), "it belongs to another roadmap");
        Self { roadmap, progress: Some(progress), rows: Arc::clone(&evaluated.0) }
    }

    /// Fills in what is blocked. Scope must be known.
    fn block(&mut self) {
        for (ix, entry) in self.roadmap.entries() {
            let around = entry.parent.map(|group| self.rows[group.at()]).unwrap_or_default();
            let (mut blocked, mut by_optional) = (around.blocked, around.blocked_by_optional);
            for need in &entry.needs {
                if let Need::Entry(on) = *need
                    && !self.is_met(on)
                {
                    if self.is_optional(on) { by_optional = true } else { blocked = true }
                }
            }
            let row = &mut Arc::make_mut(&mut self.rows)[ix.at()];
            (row.blocked, row.blocked_by_optional) = (blocked, by_optional);
        }
    }

    /// The evaluated roadmap.
    pub fn roadmap(&self) -> &'a Roadmap {
        self.roadmap
    }

    /// The progress it was evaluated under; `None` for plain statuses.
    pub fn progress(&self) -> Option<&'a Progress> {
        self.progress
    }

    /// The entry at `ix`.
    pub fn entry(&self, ix: Ix) -> &'a Entry {
        self.roadmap.entry(ix)
    }

    /// The status of a skill; todo for a group.
    pub fn status(&self, ix: Ix) -> Status {
        self.row(ix).status
    }

    /// The date of a skill's status, if it is known.
    pub fn since(&self, ix: Ix) -> Option<Date> {
        self.row(ix).since
    }

    /// The number of a skill's newest event, for sorting; 0 without one.
    pub fn touched(&self, ix: Ix) -> u32 {
        self.row(ix).touched
    }

    /// The estimate for a skill: the person's own, or else the roadmap's, if there is
    /// one.
    pub fn hours(&self, skill: Ix) -> Option<Hours> {
        let hours = self.entry(skill).skill().and_then(|skill| skill.hours);
        own_estimate::applied(self.row(skill).estimate, hours)
    }

    /// The person's own estimate of a skill, if there is one.
    pub fn own_estimate(&self, skill: Ix) -> Option<Estimate> {
        self.row(skill).estimate
    }

    /// The minutes that were logged on a skill.
    pub fn minutes_spent(&self, skill: Ix) -> u64 {
        let names = self.entry(skill).names();
        self.progress.map_or(0, |progress| progress.record(names).minutes())
    }

    /// The links of a skill's ticked resources.
    pub fn ticked(&self, skill: Ix) -> BTreeSet<Box<str>> {
        let names = self.entry(skill).names();
        self.progress.map(|progress| progress.record(names).ticked).unwrap_or_default()
    }

    /// Whether it is an option of a choice.
    pub fn is_option(&self, ix: Ix) -> bool {
        self.entry(ix).parent.is_some_and(|group| self.entry(group).choose().is_some())
    }

    /// Whether it, or a group around it, is optional.
    pub fn is_optional(&self, ix: Ix) -> bool {
        self.row(ix).optional
    }

    /// Whether it is neither an option that is out of scope nor inside one. An
    /// option that does not count is out of scope too.
    pub fn in_scope(&self, ix: Ix) -> bool {
        !self.row(ix).out
    }

    /// Its units. An optional entry has units as if it were required.
    pub fn units(&self, ix: Ix) -> Units {
        self.row(ix).units
    }

    /// The units of a stage.
    pub fn stage_units(&self, stage: usize) -> Units {
        self.roadmap
            .stage_children(stage)
            .filter(|ix| !self.is_optional(*ix))
            .map(|ix| self.units(ix))
            .sum()
    }

    /// The units of the roadmap.
    pub fn total(&self) -> Units {
        (0..self.roadmap.stages().len()).map(|stage| self.stage_units(stage)).sum()
    }

    /// The current stage: the first with an open required skill in scope.
    /// `None` when everything is done.
    pub fn current_stage(&self) -> Option<usize> {
        (0..self.roadmap.stages().len()).find(|stage| self.stage_units(*stage).is_open())
    }

    /// Whether a skill is todo or learning; for a group, whether a required skill
    /// in it, in scope, is.
    pub fn is_open(&self, ix: Ix) -> bool {
        if self.entry(ix).is_skill() {
            self.status(ix).is_open()
        } else {
            // If a unit is missing, a skill in scope is open.
            self.units(ix).is_open()
        }
    }

    /// Whether everything that counts in it is done, and something is.
    pub fn is_done(&self, ix: Ix) -> bool {
        self.units(ix).is_done()
    }

    /// Whether an option is learning or done.
    pub fn is_begun(&self, option: Ix) -> bool {
        self.row(option).is_begun()
    }

    /// Whether `on` blocks nothing: it is done, skipped, or out of scope.
    pub fn is_met(&self, on: Ix) -> bool {
        !self.in_scope(on) || !self.is_open(on)
    }

    /// Whether an unmet `on` blocks `dependent`: an optional need blocks only what
    /// is optional.
    pub(super) fn can_block(&self, on: Ix, dependent: Ix) -> bool {
        !self.is_optional(on) || self.is_optional(dependent)
    }

    /// Whether an unmet need, its own or that of a group around it, blocks it.
    pub fn is_blocked(&self, ix: Ix) -> bool {
        let row = self.row(ix);
        row.blocked || (row.optional && row.blocked_by_optional)
    }

    /// The needs that block it, its own first, then those of the groups around
    /// it, each once.
    pub fn unmet(&self, ix: Ix) -> Vec<Ix> {
        let mut seen = HashSet::new();
        self.needs_of(ix)
            .filter(|on| !self.is_met(*on) && self.can_block(*on, ix) && seen.insert(*on))
            .collect()
    }

    /// The needs in this roadmap of `ix` and of the groups around it.
    pub(super) fn needs_of(&self, ix: Ix) -> impl Iterator<Item = Ix> {
        let entries = std::iter::once(ix).chain(self.roadmap.around(ix));
        entries.flat_map(|ix| &self.entry(ix).needs).filter_map(|need| match need {
            Need::Entry(on) => Some(*on),
            Need::Assumed(_) => None,
        })
    }

    /// Whether a skill is todo, in scope, and not blocked. This does not ask
    /// whether it is optional.
    pub fn is_ready(&self, ix: Ix) -> bool {
        self.entry(ix).is_skill()
            && self.status(ix) == Status::Todo
            && self.in_scope(ix)
            && !self.is_blocked(ix)
    }

    /// Whether it, if it is an option, and every option around it are begun. Until
    /// then, the choice is suggested instead of what is inside its options.
    pub fn is_reached(&self, ix: Ix) -> bool {
        let entries = std::iter::once(ix).chain(self.roadmap.around(ix));
        entries.filter(|ix| self.is_option(*ix)).all(|option| self.is_begun(option))
    }

    /// Whether [`steps`](super::steps()) suggests beginning this skill.
    pub fn is_suggested(&self, ix: Ix) -> bool {
        self.is_ready(ix) && !self.is_optional(ix) && self.is_reached(ix)
    }

    /// Whether `ix` is required in `group`, which contains it.
    pub(super) fn is_required_in(&self, ix: Ix, group: Ix) -> bool {
        self.path_to(ix, group).all(|ix| !self.entry(ix).optional)
    }

    /// `ix` and the groups around it, up to but without `group`.
    pub(super) fn path_to(&self, ix: Ix, group: Ix) -> impl Iterator<Item = Ix> {
        std::iter::once(ix).chain(self.roadmap.around(ix)).take_while(move |ix| *ix != group)
    }

    /// Whether an option can be begun now: it is a ready skill, or a group with a
    /// ready skill that is required in it.
    pub fn can_begin(&self, option: Ix) -> bool {
        if self.entry(option).is_skill() {
            return self.is_ready(option);
        }
        let mut within = self.roadmap.within(option);
        within.any(|ix| self.is_ready(ix) && self.is_required_in(ix, option))
    }

    /// The options of a choice that are learning or done.
    pub fn chosen(&self, choice: Ix) -> impl Iterator<Item = Ix> {
        self.roadmap.children(choice).filter(|option| self.is_begun(*option))
    }

    /// Whether options of the choice are still to be chosen.
    pub fn is_undecided(&self, choice: Ix) -> bool {
        self.to_choose(choice) > 0
    }

    /// How many options of the choice are still to be chosen: the units that
    /// neither a done nor a begun option fills.
    pub fn to_choose(&self, choice: Ix) -> u32 {
        let units = self.units(choice);
        if self.entry(choice).choose().is_none() || !units.is_open() {
            return 0;
        }
        let chosen = u32::try_from(self.chosen(choice).count()).unwrap_or(u32::MAX);
        units.required.saturating_sub(chosen)
    }

    /// The options that can still be chosen (in scope, counting, not begun), and
    /// whether they can be begun now. Those come first, then file order.
    pub fn options(&self, choice: Ix) -> Vec<(Ix, bool)> {
        let mut options: Vec<_> = self
            .roadmap
            .children(choice)
            .filter(|option| {
                let row = self.row(*option);
                !row.out && row.counts() && !row.is_begun()
            })
            .map(|option| (option, self.can_begin(option)))
            .collect();
        options.sort_by_key(|(_, ready)| !ready);
        options
    }

    pub(super) fn row(&self, ix: Ix) -> &Row {
        &self.rows[ix.at()]
    }
}

#[cfg(test)]
mod tests;
