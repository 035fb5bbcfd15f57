//! Draws the activity of a year as a heat map in characters.

use jiff::civil::Date;

use crate::query::activity::{Day, HIGHEST, Week};

use super::style::{Style, Tone};
use super::text::{Line, Text};

/// The width of the weekday labels.
const LABEL: usize = 4;

/// A row for each weekday, a column for each week, as many weeks as fit; the
/// months above.
pub(super) fn heat(weeks: &[Week], style: &Style) -> Text {
    let room = style.columns().saturating_sub(LABEL);
    let weeks = &weeks[weeks.len().saturating_sub(room)..];
    let mut text = Text::new();
    text.line(months(weeks.iter().map(|week| week.monday)).whole());
    for weekday in 0..7 {
        let name = ["Mon", "", "Wed", "", "Fri", "", ""][weekday];
        let mut line = Line::new().faint(name).pad(LABEL);
        let days = weeks.iter().filter_map(|week| week.days[weekday]);
        let levels: Vec<u8> = days.map(Day::level).collect();
        for run in levels.chunk_by(|a, b| (*a == 0) == (*b == 0)) {
            let tone = if run[0] == 0 { Tone::Faint } else { Tone::Good };
            let signs: String = run.iter().map(|level| sign(*level, style)).collect();
            line = line.paint(tone, &signs);
        }
        text.line(line.whole());
    }
    text
}

/// The legend of the heat map: `less ·░▒▓█ more`.
pub(super) fn legend(style: &Style) -> Line {
    let signs: String = (0..=HIGHEST).map(|level| sign(level, style)).collect();
    Line::new().faint("less ").paint(Tone::Good, &signs).faint(" more")
}

/// How a level is drawn: one of `·░▒▓█`.
pub(crate) fn sign(level: u8, style: &Style) -> char {
    let signs =
        if style.unicode { ['·', '░', '▒', '▓', '█'] } else { ['.', '-', '+', '*', '#'] };
    signs[usize::from(level.min(HIGHEST))]
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
