//! Terminal renderers: bars, tables and colour, within the width of the terminal.

pub(super) mod changed;
pub(super) mod doctor;
pub(super) mod gap;
pub(super) mod history;
pub(super) mod list;
pub(super) mod overview;
pub(super) mod plan;
pub(super) mod problem;
pub(super) mod progress;
pub(super) mod report;
pub(super) mod show;
pub(super) mod steps;
pub(super) mod team;
mod timeline;

use super::style::{Style, Tone};
use super::text::Line;

/// A bar of `cells` columns for `done` of `all`: full only if all is done, empty only if
/// nothing is.
pub(super) fn bar(done: u32, all: u32, cells: usize, style: &Style) -> Line {
    let full = if all == 0 {
        cells
    } else {
        usize::try_from(u64::from(done) * cells as u64 / u64::from(all)).unwrap_or(cells)
    };
    let full = if done > 0 { full.max(1) } else { full }.min(cells);
    let signs = style.signs();
    Line::new()
        .paint(Tone::Good, &signs.bar.to_string().repeat(full))
        .paint(Tone::Faint, &signs.rest_of_bar.to_string().repeat(cells - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_if_all_is_done_and_empty_only_if_nothing_is() {
        let style = Style { plain: false, ..Style::PLAIN };
        for (done, all, want) in [
            (0, 9, "░░░░"),
            (1, 900, "█░░░"),
            (899, 900, "███░"),
            (900, 900, "████"),
            (0, 0, "████"),
        ] {
            let text = super::super::text::Text::from(bar(done, all, 4, &style));
            assert_eq!(text.render(&style), format!("{want}\n"));
        }
    }
}
