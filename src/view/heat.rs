//! Draws the activity of a year as a heat map in characters.

use jiff::civil::Date;

use crate::query::heat::{HOTTEST, Heat};

use super::style::{Style, Tone};
use super::text::{Line, Text};

/// The width of the weekday labels.
const LABEL: usize = 4;

/// The heat map: a row for each weekday and a column for each week, as many as fit,
/// under the names of the months.
pub(super) fn heat(heat: &Heat, style: &Style) -> Text {
    let room = style.columns().saturating_sub(LABEL);
    let weeks = &heat.weeks[heat.weeks.len().saturating_sub(room)..];
    let mut text = Text::new();
    text.line(months(weeks.iter().map(|week| week.monday)).whole());
    for weekday in 0..7 {
        let name = ["Mon", "", "Wed", "", "Fri", "", ""][weekday];
        let mut line = Line::new().faint(name).pad(LABEL);
        let days: Vec<_> = weeks.iter().filter_map(|week| week.days[weekday]).collect();
        for run in days.chunk_by(|a, b| (a.level == 0) == (b.level == 0)) {
            let tone = if run[0].level == 0 { Tone::Faint } else { Tone::Good };
            let signs: String = run.iter().map(|day| sign(day.level, style)).collect();
            line = line.paint(tone, &signs);
        }
        text.line(line.whole());
    }
    text
}

/// The legend of the heat map: `less ·░▒▓█ more`.
pub(super) fn legend(style: &Style) -> Line {
    let signs: String = (0..=HOTTEST).map(|level| sign(level, style)).collect();
    Line::new().faint("less ").paint(Tone::Good, &signs).faint(" more")
}

fn sign(level: u8, style: &Style) -> char {
    let signs =
        if style.unicode { ['·', '░', '▒', '▓', '█'] } else { ['.', '-', '+', '*', '#'] };
    signs[usize::from(level.min(HOTTEST))]
}

/// The name of each month above its first week, if there is room.
fn months(mondays: impl Iterator<Item = Date>) -> Line {
    let mut line = Line::new().pad(LABEL);
    let mut before = None;
    for (at, monday) in mondays.enumerate() {
        let month = monday.first_of_month();
        let column = LABEL + at;
        let is_free = line.width() < column || at == 0;
        if before != Some(month) && (is_free || line.width() == LABEL) && line.width() <= column {
            line = line.pad(column).faint(&month.strftime("%b").to_string());
        }
        before = Some(month);
    }
    line
}
