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

/// The name of each month above its first week. The first month makes way when
/// the next one begins too soon; all others have at least four weeks.
fn months(mondays: impl Iterator<Item = Date>) -> Line {
    let months: Vec<Date> = mondays.map(Date::first_of_month).collect();
    let mut runs: Vec<&[Date]> = months.chunk_by(|a, b| a == b).collect();
    let mut column = LABEL;
    let mut line = Line::new();
    if let [first, _, ..] = runs.as_slice()
        && first.len() < NAME
    {
        column += first.len();
        runs.remove(0);
    }
    for run in runs {
        line = line.pad(column).faint(&run[0].strftime("%b").to_string());
        column += run.len();
    }
    line
}

/// The columns of a month's name, and a blank.
const NAME: usize = 4;

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn only_the_first_month_makes_way() {
        let above = |first: Date, weeks: i32| {
            let style = Style { color: false, unicode: true, plain: false, width: None };
            let mondays = (0..weeks).map(|week| first + (7 * week).days());
            Text::from(months(mondays).whole()).render(&style)
        };
        // Two Mondays of November, then all of December.
        assert_eq!(above(date(2025, 11, 17), 11), "      Dec  Jan\n");
        assert_eq!(above(date(2025, 11, 3), 12), "    Nov Dec  Jan\n");
        assert_eq!(above(date(2025, 12, 29), 7), "     Jan Feb\n");
        assert_eq!(above(date(2025, 12, 29), 1), "    Dec\n");
    }
}
