//! Charts of the year: a heat map of its days, and below, in the same columns, the hours
//! of each week and how much of the roadmap was done.

use jiff::civil::Date;

use super::board::{Board, Year};
use crate::query::activity::{Day, HIGHEST, Week};
use crate::query::units::Units;
use crate::view::heat::sign;
use crate::view::style::{Style, Tone};
use crate::view::text::Line;
use crate::view::words::Count;

/// The width of the labels left of the charts.
const LABEL: usize = 6;

/// The minimum and maximum height of a chart, in lines.
const HIGH: (usize, usize) = (3, 8);

/// `The last year: 23 active days, 41 h, 12 skills done`.
pub(super) fn facts(year: &Year, style: &Style) -> String {
    let total = year.weeks.iter().fold(Day::default(), |sum, week| sum + week.total());
    let days = year.weeks.iter().flat_map(Week::dated);
    let active = days.filter(|(_, day)| day.level() > 0).count();
    let done = Count(usize::try_from(total.done).unwrap_or(usize::MAX), "skill");
    let time = match total.minutes {
        0 => String::new(),
        minutes => format!(", {}", style.wording().span(minutes, minutes)),
    };
    format!("The last year: {}{time}, {done} done", Count(active, "active day"))
}

/// The charts, for a size of (columns, lines).
pub(super) fn page(
    board: &Board,
    year: &Year,
    (columns, lines): (usize, usize),
    style: &Style,
) -> Vec<Line> {
    // The heat map with its months and legend, and the two titles.
    const FIXED: usize = 9 + 2;
    let Year { weeks, units } = year;
    let room = columns.saturating_sub(LABEL + 1);
    // A column or two for each week, and one between if there is room.
    let (cell, gap) = match room / weeks.len().max(1) {
        3.. => (2, 1),
        2 => (2, 0),
        _ => (1, 0),
    };
    let fitting = (room / (cell + gap)).max(1).min(weeks.len());
    let first = weeks.len() - fitting;
    let (weeks, units) = (&weeks[first..], &units[first..]);
    let is_roomy = lines >= FIXED + 2 + 2 * (HIGH.0 + 1);
    let high = lines.saturating_sub(FIXED + if is_roomy { 2 } else { 0 }) / 2;
    let chart = Chart { weeks, units, cell, gap, high: high.clamp(HIGH.0, HIGH.1), style };
    let mut page = vec![chart.months(board.today)];
    page.extend(chart.heat_map());
    page.push(chart.legend());
    for chart in [chart.hours(board.weekly_minutes().map(u64::from)), chart.burn_up()] {
        page.extend(is_roomy.then(Line::new));
        page.extend(chart);
    }
    page
}

struct Chart<'a> {
    weeks: &'a [Week],
    /// What was done of the roadmap by the end of each week.
    units: &'a [Units],
    cell: usize,
    gap: usize,
    /// The height of a chart, in lines.
    high: usize,
    style: &'a Style,
}

impl Chart<'_> {
    /// The names of the months, each above the week of its first day.
    fn months(&self, today: Date) -> Line {
        let step = self.cell + self.gap;
        let mut text = String::new();
        let mut before = None;
        for (at, week) in self.weeks.iter().enumerate() {
            let sunday = week.sunday().min(today.max(week.monday));
            let month = (sunday.year(), sunday.month());
            let is_new = before.replace(month) != Some(month);
            let column = at * step;
            let name = sunday.strftime("%b").to_string();
            let room = self.weeks.len() * step;
            // Skip a name that does not fit, or that would touch the one before.
            let fits = column + name.len() <= room && (column == 0 || text.len() < column);
            if is_new && fits && !(at == 0 && self.month_ends_soon(step)) {
                text += &" ".repeat(column - text.len());
                text += &name;
            }
        }
        Line::new().pad(LABEL).faint(&text)
    }

    /// Whether the month of the first week has too few weeks to show its name.
    fn month_ends_soon(&self, step: usize) -> bool {
        let month = |week: &Week| week.sunday().month();
        let first = self.weeks.first().map(month);
        let weeks = self.weeks.iter().take_while(|week| Some(month(week)) == first).count();
        weeks * step < 4
    }

    fn heat_map(&self) -> Vec<Line> {
        const DAYS: [&str; 7] = ["Mon", "", "Wed", "", "Fri", "", "Sun"];
        let row = |(at, name): (usize, &&str)| {
            let mut line = Line::new().faint(name).pad(LABEL);
            for week in self.weeks {
                let level = week.days[at].map(Day::level);
                let sign = level.map_or(' ', |level| sign(level, self.style));
                let tone = if level == Some(0) { Tone::Faint } else { Tone::Good };
                line = line.paint(tone, &self.cell_of(sign));
            }
            line
        };
        DAYS.iter().enumerate().map(row).collect()
    }

    fn legend(&self) -> Line {
        let mut line =
            Line::new().pad(LABEL).faint("less ").faint(&sign(0, self.style).to_string());
        for level in 1..=HIGHEST {
            line = line.text(" ").paint(Tone::Good, &sign(level, self.style).to_string());
        }
        line.faint(" more")
    }

    /// The hours of each week.
    fn hours(&self, planned: Option<u64>) -> Vec<Line> {
        let minutes: Vec<u64> = self.weeks.iter().map(|week| week.total().minutes).collect();
        let most = minutes.iter().copied().chain(planned).max().unwrap_or(0).max(60);
        let of = planned
            .map(|minutes| format!(", planned {}", self.style.wording().span(minutes, minutes)));
        let title = format!("Hours by week{}", of.unwrap_or_default());
        let top = format!("{} h", most.div_ceil(60));
        let full = most.div_ceil(60) * 60;
        let mut lines = vec![Line::new().pad(LABEL).title(&title)];
        for row in (0..self.high).rev() {
            let label = if row == self.high - 1 { top.as_str() } else { "" };
            let mut line = Line::new().faint(label).pad(LABEL);
            for minutes in &minutes {
                let enough = planned.is_none_or(|planned| *minutes >= planned);
                let tone = if enough { Tone::Good } else { Tone::Active };
                line = line.paint(tone, &self.cell_of(self.block(*minutes, full, row)));
            }
            lines.push(line);
        }
        lines
    }

    /// How much of the roadmap was done by the end of each week.
    fn burn_up(&self) -> Vec<Line> {
        let last = self.units.last().copied().unwrap_or_default();
        let most = self.units.iter().map(|units| units.required).max().unwrap_or(0).max(1);
        let title = format!("Done, of {} required", last.required);
        let mut lines = vec![Line::new().pad(LABEL).title(&title)];
        for row in (0..self.high).rev() {
            let label = if row == self.high - 1 { most.to_string() } else { String::new() };
            let mut line = Line::new().faint(&label).pad(LABEL);
            for units in self.units {
                let block = self.block(units.done.into(), most.into(), row);
                // What is required is the lighter ground.
                let is_ground =
                    block == ' ' && self.block(units.required.into(), most.into(), row) != ' ';
                let sign = if is_ground { sign(0, self.style) } else { block };
                let tone = if is_ground { Tone::Faint } else { Tone::Good };
                line = line.paint(tone, &self.cell_of(sign));
            }
            lines.push(line);
        }
        lines
    }

    /// The cells of a week in a line.
    fn cell_of(&self, sign: char) -> String {
        let filled = std::iter::repeat_n(sign, self.cell);
        filled.chain(std::iter::repeat_n(' ', self.gap)).collect()
    }

    /// The part of a column for `value` of `full` that is in line `row`, from below.
    fn block(&self, value: u64, full: u64, row: usize) -> char {
        const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
        let row = row as u64;
        let eighths = value * 8 * self.high as u64 / full.max(1);
        // Any value above 0 is visible.
        let eighths = if value > 0 { eighths.max(1) } else { 0 };
        let here = usize::try_from(eighths.saturating_sub(row * 8).min(8)).unwrap_or(8);
        match (self.style.unicode, here) {
            (true, here) => BLOCKS[here],
            (false, 0) => ' ',
            (false, _) => '#',
        }
    }
}
