//! The facts about each entry of a roadmap that follow from the statuses alone.

use jiff::civil::Date;

use super::units::Units;
use crate::catalog::Roadmap;
use crate::progress::{Estimate, Record, Status};

/// The facts about one entry. Groups keep the defaults of facts that only skills have.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, in any combination")]
pub(super) struct Row {
    pub(super) status: Status,
    pub(super) since: Option<Date>,
    /// Orders skills by their newest event; 0 without one.
    pub(super) touched: u32,
    /// Orders options by when they were begun; 0 if not begun, or not known.
    pub(super) begun: u32,
    /// How long it takes this person, if that differs from the roadmap.
    pub(super) estimate: Option<Estimate>,
    /// It, or a group around it, is optional.
    pub(super) optional: bool,
    /// Its units. An optional entry has units as if it were required.
    pub(super) units: Units,
    /// It is learning or done; for a group, any skill in it is.
    pub(super) active: bool,
    /// It is an option that is itself out of scope.
    pub(super) dropped: bool,
    /// It, or an option around it, is out of scope.
    pub(super) out: bool,
    /// A required need of it, or of a group around it, is unmet.
    pub(super) blocked: bool,
    /// The same for an optional need, which blocks only what is optional.
    pub(super) blocked_by_optional: bool,
}

impl Row {
    /// The row of a skill with this record.
    pub(super) fn of_record(record: &Record) -> Self {
        let Record { status, since, touched, begun, estimate, .. } = *record;
        Self { status, since, touched, begun, estimate, ..Self::default() }
    }

    /// The row of a skill with this status and no dates.
    pub(super) fn of_status(status: Status) -> Self {
        Self { status, ..Self::default() }
    }

    /// The same skill with everything that is computed cleared.
    pub(super) fn recorded(&self) -> Self {
        let Self { status, since, touched, begun, estimate, .. } = *self;
        Self { status, since, touched, begun, estimate, ..Self::default() }
    }

    /// Whether an option is learning or done. An option that does not count
    /// (everything required in it was skipped) is not begun, even if something
    /// optional in it is: it would close a choice that it cannot fill.
    pub(super) fn is_begun(&self) -> bool {
        self.active && self.counts()
    }

    /// Whether an option counts: something required in it is not skipped.
    pub(super) fn counts(&self) -> bool {
        self.units.required > 0
    }
}

/// Fills in what follows from the statuses alone: what is optional, units, and what is
/// begun. A group comes before its contents, so one forward and one backward pass are
/// enough.
pub(super) fn count(roadmap: &Roadmap, rows: &mut [Row]) {
    for (ix, entry) in roadmap.entries() {
        rows[ix.at()].optional =
            entry.optional || entry.parent.is_some_and(|group| rows[group.at()].optional);
    }
    for (ix, entry) in roadmap.entries().rev() {
        if entry.is_skill() {
            let row = &mut rows[ix.at()];
            row.units = Units::of_skill(row.status);
            row.active = matches!(row.status, Status::Learning | Status::Done);
            continue;
        }
        let children = || roadmap.children(ix).map(|child| (child, &rows[child.at()]));
        let units = match entry.choose() {
            Some(choose) => Units::of_choice(choose, children().map(|(_, row)| row.units)),
            None => children()
                .filter(|(child, _)| !roadmap.entry(*child).optional)
                .map(|(_, row)| row.units)
                .sum(),
        };
        let active = || children().map(|(_, row)| row).filter(|row| row.active);
        let begun = active().map(|row| row.begun).min().unwrap_or(0);
        let active = active().next().is_some();
        let row = &mut rows[ix.at()];
        (row.units, row.active, row.begun) = (units, active, begun);
    }
}
