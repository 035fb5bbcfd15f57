//! The stages of a plan as bars over time, with today and the goal in it.

use jiff::civil::Date;

use crate::query::plan::{Finish, Schedule};

use super::style::{Role, Style, cut, pad, width};
use super::words::date;

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
pub(super) fn timeline(plan: &Schedule<'_>, today: Date, style: &Style) -> String {
    let Some(Finish { late, .. }) = plan.finish else { return String::new() };
    let goal = plan.by.as_ref().map(|goal| goal.date);
    let marks = [Some(today), goal];
    let days = || marks.iter().flatten().copied().chain([plan.from, late]);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return String::new() };
    let stages =
        plan.stages.iter().filter_map(|stage| Some((stage.title, stage.start?, stage.finish?)));
    let stages: Vec<_> = stages.collect();
    let titles = stages.iter().map(|(title, ..)| width(&style.text(title))).max().unwrap_or(0);
    let titles = titles.min(TITLE);
    let scale =
        Scale { first, last, columns: style.columns().saturating_sub(titles + 2).clamp(8, 64) };
    let now = scale.column(today);
    let goal = goal.map(|goal| (scale.column(goal), goal));
    let mut lines = Vec::new();
    for (title, start, finish) in stages {
        let title = style.text(title);
        let title = cut(&title, titles);
        let title = pad(&title, width(&title), titles + 2);
        let [from, mid, late] = [start, finish.mid, finish.late].map(|day| scale.column(day));
        let cell = |at: usize| match at {
            _ if (from..=mid).contains(&at) => '█',
            _ if (from..=late).contains(&at) => '░',
            _ if goal.is_some_and(|(goal, _)| goal == at) => '┆',
            _ if at == now => '│',
            _ => ' ',
        };
        let bar: String = (0..scale.columns).map(cell).collect();
        let bar = style.paint(Role::Good, bar.trim_end());
        lines.push(format!("{title}{bar}"));
    }
    let mut labels = vec![(now, format!("│ today, {}", date(today, today)))];
    labels.extend(goal.map(|(at, goal)| (at, format!("┆ goal, {}", date(goal, today)))));
    for (at, label) in labels {
        // A label that would run out of the picture stands before its mark.
        let (mark, text) = label.split_at(label.find(' ').unwrap_or(0));
        let column = titles + 2 + at;
        let line = if at + width(&label) > scale.columns {
            format!("{:>column$} {mark}", text.trim_start(), column = column.saturating_sub(1))
        } else {
            format!("{:column$}{label}", "")
        };
        lines.push(style.paint(Role::Faint, &line));
    }
    lines.join("\n")
}
