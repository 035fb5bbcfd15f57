//! Tables of courses, as in the curricula of OSSU: course, weeks, hours a week, and
//! prerequisites.

use super::inline::Inline;
use crate::import::columns::{Column, column};
use crate::import::draft::{At, Estimate, Item, is_yes, span};
use crate::import::report::{Remark, Tally};

/// A table that is being read.
pub struct Table {
    /// The item that its rows go into.
    pub parent: Option<At>,
    line: usize,
    cells: Vec<Inline>,
    /// The columns; `None` for a table without courses.
    columns: Option<Vec<Column>>,
}

impl Table {
    pub fn new(parent: Option<At>, line: usize) -> Self {
        Self { parent, line, cells: Vec::new(), columns: None }
    }

    pub fn cell(&mut self, cell: Inline) {
        self.cells.push(cell);
    }

    pub fn end_head(&mut self, source: &str, tally: &mut Tally) {
        let cells = std::mem::take(&mut self.cells);
        let mut columns: Vec<Column> = cells.iter().map(|cell| column(&cell.text)).collect();
        let is_course = |column: &Column| {
            matches!(column, Column::Duration | Column::Effort | Column::Hours | Column::Needs)
        };
        if !columns.contains(&Column::Title)
            && columns.iter().any(is_course)
            && let Some(first) = columns.first_mut().filter(|first| **first == Column::Other)
        {
            *first = Column::Title;
        }
        if !columns.contains(&Column::Title) {
            tally.add(Remark::Table, self.line, source);
            return;
        }
        for (column, cell) in columns.iter().zip(&cells) {
            if *column == Column::Other && !cell.text.trim().is_empty() {
                tally.add(Remark::Column, self.line, &cell.text);
            }
        }
        self.columns = Some(columns);
    }

    /// The item of a row, if it is a table of courses.
    pub fn end_row(&mut self, line: usize, tally: &mut Tally) -> Option<Item> {
        let cells = std::mem::take(&mut self.cells);
        let columns = self.columns.as_ref()?;
        let mut item = Item::new(line, "");
        let (mut duration, mut effort) = (String::new(), String::new());
        for (column, cell) in columns.iter().zip(cells) {
            let text = cell.text.trim();
            if is_blank(text) && cell.links.is_empty() && *column != Column::Done {
                continue;
            }
            match column {
                Column::Title => {
                    item.ticked = item.ticked.or(cell.ticked);
                    if let Some(marker) = &cell.marker {
                        marker.apply(&mut item, tally);
                    }
                    let title = cell.into_title();
                    title.title.trim_end_matches('*').clone_into(&mut item.title);
                    item.summary.push_str(&title.summary);
                    item.links.extend(title.links);
                }
                Column::Summary => {
                    item.summary = format!("{} {text}", item.summary);
                    item.links.extend(cell.links());
                }
                Column::Duration => text.clone_into(&mut duration),
                Column::Effort => text.clone_into(&mut effort),
                Column::Hours => {
                    item.hours = Estimate::parse(text);
                    if item.hours.is_none() {
                        tally.add(Remark::BadHours, line, text);
                    }
                }
                Column::Needs => {
                    item.needs.push(text.to_owned());
                    for link in &cell.links {
                        tally.add(Remark::LooseLink, line, &link.url);
                    }
                }
                Column::Url => item.links.extend(cell.links()),
                Column::Id => item.id = Some(text.to_owned()),
                Column::Done => item.ticked = Some(is_yes(text)),
                Column::Optional => item.optional = is_yes(text),
                Column::Stage
                | Column::Group
                | Column::Level
                | Column::Kind
                | Column::DoneWhen
                | Column::MaxHours
                | Column::Other => tally.add(Remark::Cell, line, text),
            }
        }
        if !duration.is_empty() || !effort.is_empty() {
            match total_hours(&duration, &effort) {
                Some(hours) => {
                    item.hours = item.hours.or(Some(hours));
                    tally.add(Remark::HoursOfWeeks, line, &item.title);
                }
                None => tally.add(Remark::BadHours, line, format!("{duration} {effort}").trim()),
            }
        }
        Some(item)
    }
}

fn is_blank(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "—")
}

/// Converts weeks and hours a week to hours. A duration in hours stays as it is.
fn total_hours(duration: &str, effort: &str) -> Option<Estimate> {
    /// Weeks in a month.
    const MONTH: f64 = 52.0 / 12.0;
    let (length, unit) = measure(duration)?;
    let weeks = match unit {
        "hour" | "hours" | "h" | "hrs" => return Estimate::hours(length.0, length.1),
        "week" | "weeks" | "wk" | "wks" => 1.0,
        "month" | "months" => MONTH,
        _ => return None,
    };
    let (hours, unit) = measure(effort)?;
    if !matches!(unit, "hour" | "hours" | "h" | "hrs") {
        return None;
    }
    Estimate::hours((length.0 * weeks * hours.0).round(), (length.1 * weeks * hours.1).round())
}

/// A number or range, and the word after it.
fn measure(text: &str) -> Option<((f64, f64), &str)> {
    let text = text.trim();
    let number = |c: char| c.is_ascii_digit() || " .-–—".contains(c);
    let end = text.find(|c| !number(c)).unwrap_or(text.len());
    let rest = &text[end..];
    let unit = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    Some((span(text[..end].trim())?, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_hours(duration: &str, effort: &str, want: Option<&str>) {
        let hours = total_hours(duration, effort).map(Estimate::written);
        assert_eq!(hours.as_deref(), want, "{duration}, {effort}");
    }

    #[test]
    fn hours_are_weeks_times_hours_a_week() {
        assert_hours("7 weeks", "8-10 hours/week", Some("56-70"));
        assert_hours("10-12 weeks", "6-10 hours/week", Some("60-120"));
        assert_hours("8 weeks", "4–12 hours/week", Some("32-96"));
        assert_hours("6 months", "5 hours/week", Some("130"));
        assert_hours("20 hours", "", Some("20"));
        assert_hours("14 weeks", "-", None);
        assert_hours("", "5 hours/week", None);
        assert_hours("a while", "some", None);
    }
}
