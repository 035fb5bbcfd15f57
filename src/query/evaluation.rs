//! Where one roadmap stands under some progress: the rules of counting, and
//! what is ready.
//!
//! Everything is worked out once, in a few passes over the entries: a group
//! stands before what it holds, so walking backwards sees what is inside a
//! group before the group, and walking forwards the group first.

use std::collections::{BTreeSet, HashSet};

use jiff::civil::Date;

use super::scope;
use super::units::Units;
use crate::catalog::{Entry, Hours, Ix, Need, Roadmap};
use crate::progress::{Progress, Status};

/// One roadmap under one progress.
#[derive(Debug, Clone)]
pub struct Evaluation<'a> {
    roadmap: &'a Roadmap,
    /// `None` where statuses alone are asked about.
    progress: Option<&'a Progress>,
    /// One per entry.
    rows: Vec<Row>,
}

/// Whether a question is about what counts towards 100 %, or about all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    #[default]
    Required,
    WithOptional,
}

/// What is known about an entry. What only skills have is at its default for
/// a group.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, in any combination")]
pub(super) struct Row {
    pub(super) status: Status,
    since: Option<Date>,
    touched: u32,
    /// It, or a group around it, is optional.
    pub(super) optional: bool,
    /// Of itself: of an optional entry as if it were required.
    pub(super) units: Units,
    /// It is learning or done; of a group, any skill in it is.
    pub(super) active: bool,
    /// It is an option that is out of scope by itself.
    pub(super) dropped: bool,
    /// It, or an option around it, is out of scope.
    pub(super) out: bool,
    /// A required need of it, or of a group around it, is unmet.
    blocked: bool,
    /// The same of an optional need, which blocks only what is optional.
    blocked_by_optional: bool,
}

impl<'a> Evaluation<'a> {
    /// The standing of `roadmap` under `progress`.
    pub fn new(roadmap: &'a Roadmap, progress: &'a Progress) -> Self {
        let mut rows = vec![Row::default(); roadmap.len()];
        for (ix, entry, _) in roadmap.skills() {
            let record = progress.record(entry.names());
            let row = &mut rows[ix.at()];
            (row.status, row.since, row.touched) = (record.status, record.since, record.touched);
        }
        Self::work_out(roadmap, Some(progress), rows)
    }

    /// The standing that `statuses`, one per entry, make; those of groups are
    /// ignored, nothing has a date.
    pub fn from_statuses(roadmap: &'a Roadmap, statuses: &[Status]) -> Self {
        let mut rows = vec![Row::default(); roadmap.len()];
        for (ix, _, _) in roadmap.skills() {
            rows[ix.at()].status = statuses[ix.at()];
        }
        Self::work_out(roadmap, None, rows)
    }

    /// The standing as it would be if these skills had this status.
    #[must_use]
    pub fn with(&self, skills: &[Ix], status: Status) -> Self {
        let kept = |row: &Row| Row {
            status: row.status,
            since: row.since,
            touched: row.touched,
            ..Row::default()
        };
        let mut rows: Vec<Row> = self.rows.iter().map(kept).collect();
        for skill in skills {
            rows[skill.at()].status = status;
        }
        Self::work_out(self.roadmap, self.progress, rows)
    }

    fn work_out(roadmap: &'a Roadmap, progress: Option<&'a Progress>, rows: Vec<Row>) -> Self {
        let mut evaluation = Self { roadmap, progress, rows };
        evaluation.count();
        scope::apply(roadmap, &mut evaluation.rows);
        evaluation.block();
        evaluation
    }

    /// Fills in what follows from the statuses alone.
    fn count(&mut self) {
        let roadmap = self.roadmap;
        for (ix, entry) in roadmap.entries() {
            self.rows[ix.at()].optional =
                entry.optional || entry.parent.is_some_and(|group| self.rows[group.at()].optional);
        }
        for (ix, entry) in roadmap.entries().rev() {
            let (units, active) = if entry.is_skill() {
                let status = self.rows[ix.at()].status;
                (Units::of_skill(status), matches!(status, Status::Learning | Status::Done))
            } else {
                let rows = || roadmap.children(ix).map(|child| &self.rows[child.at()]);
                let units = match entry.choose() {
                    Some(choose) => Units::of_choice(choose, rows().map(|row| row.units)),
                    None => roadmap
                        .children(ix)
                        .filter(|child| !roadmap.entry(*child).optional)
                        .map(|child| self.rows[child.at()].units)
                        .sum(),
                };
                (units, rows().any(|row| row.active))
            };
            let row = &mut self.rows[ix.at()];
            (row.units, row.active) = (units, active);
        }
    }

    /// Fills in what is blocked. Needs scope.
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
            let row = &mut self.rows[ix.at()];
            (row.blocked, row.blocked_by_optional) = (blocked, by_optional);
        }
    }

    /// The roadmap that this is about.
    pub fn roadmap(&self) -> &'a Roadmap {
        self.roadmap
    }

    /// The progress behind it; `None` for one made of statuses.
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

    /// Since when a skill has its status, if that is known.
    pub fn since(&self, ix: Ix) -> Option<Date> {
        self.row(ix).since
    }

    /// Orders skills by when something was last recorded about them; 0 is never.
    pub fn touched(&self, ix: Ix) -> u32 {
        self.row(ix).touched
    }

    /// The estimate of a skill, if it has one.
    pub fn hours(&self, skill: Ix) -> Option<Hours> {
        self.entry(skill).skill().and_then(|skill| skill.hours)
    }

    /// The minutes that were logged on a skill.
    pub fn minutes_spent(&self, skill: Ix) -> u64 {
        let names = self.entry(skill).names();
        self.progress.map_or(0, |progress| progress.record(names).minutes())
    }

    /// The links of the resources of a skill that are ticked.
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

    /// Whether it is neither an option out of scope nor inside one.
    pub fn in_scope(&self, ix: Ix) -> bool {
        !self.row(ix).out
    }

    /// What it counts, an optional entry as if it were required.
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

    /// The stage one is in: the first with an open required skill in scope.
    /// `None` when everything is done.
    pub fn current_stage(&self) -> Option<usize> {
        (0..self.roadmap.stages().len()).find(|stage| self.stage_units(*stage).is_open())
    }

    /// Whether a skill is todo or learning; whether something required in a
    /// group, and in scope, is.
    pub fn is_open(&self, ix: Ix) -> bool {
        if self.entry(ix).is_skill() {
            self.status(ix).is_open()
        } else {
            // Units and scope agree: where a unit is missing, a skill in scope is open.
            self.units(ix).is_open()
        }
    }

    /// Whether all that counts in it is done, and something is.
    pub fn is_done(&self, ix: Ix) -> bool {
        self.units(ix).is_done()
    }

    /// Whether an option is learning or done.
    pub fn is_begun(&self, option: Ix) -> bool {
        self.row(option).is_begun()
    }

    /// Whether `on` holds nothing back: done, skipped, or out of scope.
    pub fn is_met(&self, on: Ix) -> bool {
        !self.in_scope(on) || !self.is_open(on)
    }

    /// Whether `dependent` waits for an unmet `on`: an optional need blocks
    /// only what is optional.
    pub(super) fn can_block(&self, on: Ix, dependent: Ix) -> bool {
        !self.is_optional(on) || self.is_optional(dependent)
    }

    /// Whether an unmet need, of its own or of a group around it, holds it back.
    pub fn is_blocked(&self, ix: Ix) -> bool {
        let row = self.row(ix);
        row.blocked || (row.optional && row.blocked_by_optional)
    }

    /// The needs that hold it back, its own first, then those of the groups
    /// around it, each once.
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

    /// Whether a skill is todo, in scope, and nothing holds it back. An optional
    /// skill is asked the same; whether it may be suggested is for the caller.
    pub fn is_ready(&self, ix: Ix) -> bool {
        self.entry(ix).is_skill()
            && self.status(ix) == Status::Todo
            && self.in_scope(ix)
            && !self.is_blocked(ix)
    }

    /// Whether every option that it is, or is in, is begun: what is inside an
    /// option is reached through the choice until then.
    pub fn is_reached(&self, ix: Ix) -> bool {
        let entries = std::iter::once(ix).chain(self.roadmap.around(ix));
        entries.filter(|ix| self.is_option(*ix)).all(|option| self.is_begun(option))
    }

    /// Whether a skill is a step that [`steps`](super::steps()) suggests to begin.
    pub fn is_suggested(&self, ix: Ix) -> bool {
        self.is_ready(ix) && !self.is_optional(ix) && self.is_reached(ix)
    }

    /// Whether `ix` is required in `group`, which holds it: nothing between is optional.
    pub(super) fn is_required_in(&self, ix: Ix, group: Ix) -> bool {
        self.path_to(ix, group).all(|ix| !self.entry(ix).optional)
    }

    /// `ix` and the groups around it, up to but without `group`, which holds it.
    pub(super) fn path_to(&self, ix: Ix, group: Ix) -> impl Iterator<Item = Ix> {
        std::iter::once(ix).chain(self.roadmap.around(ix)).take_while(move |ix| *ix != group)
    }

    /// Whether a person can begin the option now: it is a ready skill, or a
    /// group with one that is required in it.
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

    /// Whether fewer options of the choice are begun than it asks for.
    pub fn is_undecided(&self, choice: Ix) -> bool {
        let choose = self.entry(choice).choose().unwrap_or(0) as usize;
        self.units(choice).is_open() && self.chosen(choice).take(choose).count() < choose
    }

    /// The options that can still be chosen: in scope, counting, not begun.
    /// Those that can be begun now stand first, then file order.
    pub fn options(&self, choice: Ix) -> Vec<(Ix, bool)> {
        let mut options: Vec<_> = self
            .roadmap
            .children(choice)
            .filter(|option| {
                self.in_scope(*option)
                    && self.units(*option).required > 0
                    && !self.is_begun(*option)
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

impl Row {
    /// Whether an option is learning or done. One that does not count (all that
    /// is required in it was skipped) is not, though something optional in it
    /// may be: else it would close a choice that it cannot fill.
    pub(super) fn is_begun(&self) -> bool {
        self.active && self.units.required > 0
    }
}

#[cfg(test)]
mod tests;
