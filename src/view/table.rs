//! Tables, in one style, that fit the terminal.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

use super::style::Style;
use super::text::{Line, Text};
use super::wrap::width;
use crate::escape::clean;

/// Which way a column leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lean {
    /// Wrapped where the table would be too wide.
    Left,
    Right,
    /// Left, and never wrapped.
    Whole,
}

/// A column that is wrapped keeps its words whole, up to this.
const WORD: usize = 24;

/// Unless there is not even room for that: then it keeps this.
const NARROWEST: usize = 8;

/// A table under headings. Only drawn on a terminal; without one, answers are lines.
pub(super) fn table(headers: &[(&str, Lean)], mut rows: Vec<Vec<String>>, style: &Style) -> Text {
    for cell in rows.iter_mut().flatten() {
        *cell = harmless(cell);
    }
    let headers = without_empty(headers, &mut rows);
    let widths = widths(&headers, &rows, style.columns());
    let rule = style.signs().rule;
    let mut table = Table::new();
    table.load_style(
        TableStyle::new().header_separator(LineStyle::none().fill(rule).junction(rule)),
    );
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style.columns()).unwrap_or(u16::MAX));
    table.set_header(headers.iter().map(|(name, _)| *name));
    for row in rows {
        table.add_row(row);
    }
    for (at, ((_, lean), width)) in headers.iter().zip(widths).enumerate() {
        if let Some(column) = table.column_mut(at) {
            // A blank of padding and one of the border make the gap.
            let padding = u16::from(at + 1 < headers.len());
            column.set_padding((0, padding));
            let width = u16::try_from(width).unwrap_or(u16::MAX).saturating_add(padding);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            if *lean == Lean::Right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let drawn = table.to_string();
    let lines = drawn.lines().enumerate().map(|(at, line)| {
        let line = line.trim_end();
        if at < 2 { Line::new().faint(line).whole() } else { Line::from(line).whole() }
    });
    lines.collect()
}

/// The columns' widths: what each needs, the widest wrapped ones reduced until
/// all of them fit.
fn widths(headers: &[(&str, Lean)], rows: &[Vec<String>], columns: usize) -> Vec<usize> {
    let needed = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell));
        cells.chain([width(headers[at].0)]).max().unwrap_or(0).max(1)
    };
    let mut widths: Vec<usize> = (0..headers.len()).map(needed).collect();
    let gaps = 2 * headers.len().saturating_sub(1);
    let mut excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(columns);
    let word = |at: usize| {
        let words = rows.iter().filter_map(|row| row.get(at)).flat_map(|cell| cell.split(' '));
        words.map(width).max().unwrap_or(0).clamp(NARROWEST, WORD)
    };
    let floors = [(0..headers.len()).map(word).collect(), vec![NARROWEST; headers.len()]];
    for floor in floors {
        while excess > 0 {
            let is_wrapped = |at: &usize| headers[*at].1 == Lean::Left && widths[*at] > floor[*at];
            let widest = (0..headers.len()).filter(is_wrapped).max_by_key(|at| widths[*at]);
            let Some(widest) = widest else { break };
            widths[widest] -= 1;
            excess -= 1;
        }
    }
    widths
}

/// The headings of the columns that say anything; the others leave `rows`.
fn without_empty<'a>(
    headers: &[(&'a str, Lean)],
    rows: &mut [Vec<String>],
) -> Vec<(&'a str, Lean)> {
    let says = |at: usize| {
        !headers[at].0.is_empty()
            || rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))
    };
    let says: Vec<bool> = (0..headers.len()).map(says).collect();
    for row in rows {
        let mut says = says.iter();
        row.retain(|_| says.next().is_none_or(|says| *says));
    }
    headers.iter().zip(&says).filter(|(_, says)| **says).map(|(header, _)| *header).collect()
}

/// Cleaned, and without the joiners that make several emoji one: terminals
/// disagree on the width of those.
fn harmless(cell: &str) -> String {
    clean(cell).chars().filter(|c| !matches!(c, '\u{200d}' | '\u{fe0f}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Style = Style { color: false, unicode: true, plain: false, width: Some(32) };

    #[test]
    fn a_wide_column_is_wrapped_and_others_are_whole() {
        let headers = [("Id", Lean::Whole), ("Title", Lean::Left), ("Hours", Lean::Right)];
        let row = |id: &str, title: &str| vec![id.into(), title.into(), "25–40 h".to_owned()];
        let rows = vec![row("sql", "SQL"), row("relational", "Relational\nmodel of data")];
        let want = "\
Id          Title          Hours
────────────────────────────────
sql         SQL          25–40 h
relational  Relational\u{fffd}  25–40 h
            model of
            data
";
        let drawn = table(&headers, rows, &NARROW).render(&NARROW);
        assert_eq!(drawn, want);
        assert!(drawn.lines().all(|line| width(line) <= 32));
    }
}
