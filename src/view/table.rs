//! Tables, in one style, that fit the terminal.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
};

use super::style::Style;

/// Only the headings are set off.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Which way a column leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    Left,
    Right,
    /// Never wrapped: bars and signs.
    Mark,
}

/// A table of cells, which are text without escape sequences, already cleaned.
/// Only drawn on a terminal; without one, answers are lines.
pub fn table(headers: &[(&str, Lean)], rows: Vec<Vec<String>>, style: &Style) -> String {
    let mut table = Table::new();
    table.load_style(STYLE);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style.columns()).unwrap_or(u16::MAX));
    table.set_header(headers.iter().map(|(name, _)| *name));
    for row in rows {
        table.add_row(row);
    }
    for (at, (_, lean)) in headers.iter().enumerate() {
        if let Some(column) = table.column_mut(at) {
            column.set_padding((0, 1));
            match lean {
                Lean::Left => {
                    column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(8)));
                }
                Lean::Right => {
                    column.set_cell_alignment(CellAlignment::Right);
                    column.set_constraint(ColumnConstraint::ContentWidth);
                }
                Lean::Mark => {
                    column.set_constraint(ColumnConstraint::ContentWidth);
                }
            }
        }
    }
    let text = table.to_string();
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
