//! Tables that fit the terminal.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

use super::style::Style;
use super::text::{Line, Text};
use super::wrap::width;
use crate::escape::clean;

/// The alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Left, and wrapped if the table would be too wide.
    Left,
    Right,
    /// Left, never wrapped.
    Whole,
}

/// Wrapped columns keep words of up to this width whole, if possible.
const WORD: usize = 24;

/// The minimum width of a wrapped column.
const NARROWEST: usize = 8;

/// A table with headings, for answers on a terminal.
pub(super) fn table(headers: &[(&str, Align)], mut rows: Vec<Vec<String>>, style: &Style) -> Text {
    for cell in rows.iter_mut().flatten() {
        *cell = sanitized(cell);
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
    for (at, ((_, align), width)) in headers.iter().zip(widths).enumerate() {
        if let Some(column) = table.column_mut(at) {
            // One space of padding and one of the border make the gap.
            let padding = u16::from(at + 1 < headers.len());
            column.set_padding((0, padding));
            let width = u16::try_from(width).unwrap_or(u16::MAX).saturating_add(padding);
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
            if *align == Align::Right {
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

/// The widths of the columns: what each needs, with the widest wrapped ones reduced until
/// the table fits.
fn widths(headers: &[(&str, Align)], rows: &[Vec<String>], columns: usize) -> Vec<usize> {
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
            let is_wrapped = |at: &usize| headers[*at].1 == Align::Left && widths[*at] > floor[*at];
            let widest = (0..headers.len()).filter(is_wrapped).max_by_key(|at| widths[*at]);
            let Some(widest) = widest else { break };
            widths[widest] -= 1;
            excess -= 1;
        }
    }
    widths
}

/// The headings of columns that are not empty. Removes the empty ones from `rows`.
fn without_empty<'a>(
    headers: &[(&'a str, Align)],
    rows: &mut [Vec<String>],
) -> Vec<(&'a str, Align)> {
    let is_used = |at: usize| {
        !headers[at].0.is_empty()
            || rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.is_empty()))
    };
    let used: Vec<bool> = (0..headers.len()).map(is_used).collect();
    for row in rows {
        let mut used = used.iter();
        row.retain(|_| used.next().is_none_or(|used| *used));
    }
    headers.iter().zip(&used).filter(|(_, used)| **used).map(|(header, _)| *header).collect()
}

/// `cell` sanitized, and without the joiners of combined emoji, on whose width terminals
/// disagree.
fn sanitized(cell: &str) -> String {
    clean(cell).chars().filter(|c| !matches!(c, '\u{200d}' | '\u{fe0f}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Style = Style { color: false, unicode: true, plain: false, width: Some(32) };

    #[test]
    fn wraps_only_columns_that_may_be_wrapped() {
        let headers = [("Id", Align::Whole), ("Title", Align::Left), ("Hours", Align::Right)];
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
