//! Which entries of a stage are on the left of the spine, and which on the right.

use crate::query::show::ShowEntry;

/// The height of a group's label and padding, in thirds of a chip.
const LABEL: usize = 3;
/// Chips in a row.
const COLUMNS: usize = 2;

/// The entries on the left and those on the right: as they follow each other,
/// divided so that the taller side is as short as it can be.
pub(in crate::export) fn sides<'e, 'a>(
    entries: &'e [ShowEntry<'a>],
) -> (&'e [ShowEntry<'a>], &'e [ShowEntry<'a>]) {
    let taller = |at: &usize| {
        let (left, right) = entries.split_at(*at);
        height(left).max(height(right))
    };
    // Of several, the first that puts at least as much on the left.
    let enough = |at: &usize| {
        let (left, right) = entries.split_at(*at);
        height(left) >= height(right)
    };
    let at = (0..=entries.len()).filter(enough).min_by_key(taller).unwrap_or(entries.len());
    let other = (0..=entries.len()).min_by_key(taller).unwrap_or(at);
    entries.split_at(if taller(&other) < taller(&at) { other } else { at })
}

/// The height of entries, in thirds of a chip.
fn height(entries: &[ShowEntry<'_>]) -> usize {
    let (mut total, mut chips) = (0, 0);
    for entry in entries {
        match entry {
            ShowEntry::Skill(_) => chips += 1,
            ShowEntry::Group(group) => {
                total += rows(chips) + LABEL + height(&group.skills);
                chips = 0;
            }
        }
    }
    total + rows(chips)
}

fn rows(chips: usize) -> usize {
    3 * chips.div_ceil(COLUMNS)
}
