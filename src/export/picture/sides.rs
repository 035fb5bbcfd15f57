//! Decides which entries of a stage are left and which right of the spine.

use crate::query::show::ShowEntry;

/// The height of a group's label and padding, in thirds of a chip.
const LABEL: usize = 3;
/// Chips in a row.
const COLUMNS: usize = 2;

/// Splits the entries, in order, into left and right, so that the taller side is as
/// short as possible.
pub(in crate::export) fn sides<'e, 'a>(
    entries: &'e [ShowEntry<'a>],
) -> (&'e [ShowEntry<'a>], &'e [ShowEntry<'a>]) {
    let taller = |at: &usize| {
        let (left, right) = entries.split_at(*at);
        height(left).max(height(right))
    };
    // Of equals, the most even split, with more on the left.
    let uneven = |at: &usize| (taller(at), at.abs_diff(entries.len() - at));
    let at = (0..=entries.len()).rev().min_by_key(uneven).unwrap_or(0);
    entries.split_at(at)
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
