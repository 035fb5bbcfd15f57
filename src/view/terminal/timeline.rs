//! The stages of a plan as bars over time, with today and the goal in it.

use jiff::civil::Date;

use crate::query::plan::{Finish, Schedule};

use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::words::date;
use super::super::wrap::width;

/// The most columns of a stage's title.
const TITLE: usize = 24;

/// Time, laid over columns.
struct Scale {
    first: Date,
    last: Date,
    columns: usize,
}

impl Scale {
    /// The column of a day, within the picture.
    fn column(&self, day: Date) -> usize {
        let days = |from: Date, to: Date| usize::try_from((to - from).get_days()).unwrap_or(0);
        let all = days(self.first, self.last).max(1);
        (days(self.first, day) * (self.columns - 1) / all).min(self.columns - 1)
    }
}

/// A bar for each stage that is left: from its beginning to its middle finish,
/// lighter up to its late one.
pub(super) fn timeline(plan: &Schedule<'_>, today: Date, style: &Style) -> Text {
    let Some(Finish { late, .. }) = plan.finish else { return Text::new() };
    let goal = plan.by.as_ref().map(|goal| goal.date);
    let marks = [Some(today), goal];
    let days = || marks.iter().flatten().copied().chain([plan.from, late]);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Text::new() };
    let stages =
        plan.stages.iter().filter_map(|stage| Some((stage.title, stage.start?, stage.finish?)));
    let stages: Vec<_> = stages.collect();
    let titles = stages.iter().map(|(title, ..)| width(title)).max().unwrap_or(0).min(TITLE);
    let scale =
        Scale { first, last, columns: style.columns().saturating_sub(titles + 2).clamp(8, 64) };
    let now = scale.column(today);
    let goal = goal.map(|goal| (scale.column(goal), goal));
    let signs = style.signs();
    let mut text = Text::new();
    for (title, start, finish) in stages {
        let [from, mid, late] = [start, finish.mid, finish.late].map(|day| scale.column(day));
        let cell = |at: usize| match at {
            _ if (from..=mid).contains(&at) => signs.bar,
            _ if (from..=late).contains(&at) => signs.rest_of_bar,
            _ if goal.is_some_and(|(goal, _)| goal == at) => signs.goal,
            _ if at == now => signs.today,
            _ => ' ',
        };
        let bar: String = (0..scale.columns).map(cell).collect();
        let line = Line::from(&*style.cut(title, titles)).pad(titles + 2);
        text.line(line.paint(Tone::Good, bar.trim_end()).whole());
    }
    let label = |name: &str, day| format!("{name}, {}", date(day, today));
    let goal = goal.map(|(at, goal)| (at, signs.goal, label("goal", goal)));
    let today = (now, signs.today, label("today", today));
    for (at, mark, label) in [Some(today), goal].into_iter().flatten() {
        // A label that would run out of the picture goes in front of its mark.
        let line = if at + 2 + width(&label) > scale.columns {
            Line::new().faint(&format!("{label} {mark}")).pad_left(titles + 3 + at)
        } else {
            Line::new().pad(titles + 2 + at).faint(&format!("{mark} {label}"))
        };
        text.line(line.whole());
    }
    text
}
