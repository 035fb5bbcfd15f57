//! The stages of a plan as bars over time, with its milestones, today and the goal.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::query::plan::{Finish, Schedule};

use super::super::style::{Style, Tone};
use super::super::text::{Line, Text};
use super::super::words::date;
use super::super::wrap::width;

/// The maximum width of a stage's title.
const TITLE: usize = 24;

/// The width of a date, such as `14 Feb 2031`.
const DATE: usize = 11;

/// The maximum width of the bars.
const WIDEST: usize = 64;

/// Maps dates to columns.
struct Scale {
    first: Date,
    last: Date,
    columns: usize,
}

impl Scale {
    /// The column of a date, at most the last.
    fn column(&self, day: Date) -> usize {
        let days = |from: Date, to: Date| usize::try_from((to - from).get_days()).unwrap_or(0);
        let all = days(self.first, self.last).max(1);
        (days(self.first, day) * (self.columns - 1) / all).min(self.columns - 1)
    }
}

/// The layout of the timeline.
struct Picture<'s> {
    scale: Scale,
    /// The width to the left of the bars.
    left: usize,
    style: &'s Style,
    today: Date,
    goal: Option<Date>,
}

/// A bar for each unfinished stage, from its start to its middle finish and lighter to
/// its late finish; a mark for each milestone ahead; and the date of the middle finish
/// after them. The time axis is below.
pub(super) fn timeline(plan: &Schedule<'_>, today: Date, style: &Style) -> Text {
    let Some(Finish { late, .. }) = plan.finish else { return Text::new() };
    let goal = plan.by.as_ref().map(|goal| goal.date);
    let days = || [Some(today), goal].into_iter().flatten().chain([plan.from, late]);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Text::new() };
    let stages = plan.stages.iter().enumerate();
    let stages: Vec<_> = stages
        .filter_map(|(at, stage)| Some((at, stage.title, stage.start?, stage.finish?)))
        .collect();
    let titles = stages.iter().map(|(_, title, ..)| width(title)).max().unwrap_or(0).min(TITLE);
    let taken = titles + 2 + 2 + DATE;
    let columns = style.columns().saturating_sub(taken).clamp(8, WIDEST);
    let scale = Scale { first, last, columns };
    let picture = Picture { scale, left: titles + 2, style, today, goal };
    let mut milestones =
        plan.milestones.iter().filter_map(|one| Some((one, one.finish?))).peekable();
    let mut text = Text::new();
    for (at, title, start, finish) in stages {
        // A milestone of a finished stage comes before the next stage.
        while let Some((one, finish)) = milestones.next_if(|(one, _)| one.milestone.stage_at < at) {
            text.line(picture.milestone(one.milestone.text, finish));
        }
        text.line(picture.stage(&style.cut(title, titles), start, finish));
    }
    for (one, finish) in milestones {
        text.line(picture.milestone(one.milestone.text, finish));
    }
    text.line(picture.axis());
    text.append(picture.marks());
    text
}

impl Picture<'_> {
    fn stage(&self, title: &str, start: Date, finish: Finish) -> Line {
        let signs = self.style.signs();
        let [from, mid, late] = [start, finish.mid, finish.late].map(|day| self.scale.column(day));
        let bar = self.row(|at| match at {
            _ if (from..=mid).contains(&at) => Some(signs.bar),
            _ if (from..=late).contains(&at) => Some(signs.rest_of_bar),
            _ => None,
        });
        self.dated(Line::from(title).pad(self.left).paint(Tone::Good, &bar), finish)
    }

    /// A mark at the finish date, with the text on the side with more room.
    fn milestone(&self, text: &str, finish: Finish) -> Line {
        let at = self.scale.column(finish.mid);
        let (before, behind) = (self.left + at, self.scale.columns - at - 1);
        let mark = self.style.signs().finishes;
        let line = if before > behind {
            let text = self.style.cut(text, before.saturating_sub(1));
            Line::new().title(&text).text(" ").pad_left(before).paint(Tone::Good, mark)
        } else {
            let text = self.style.cut(text, behind.saturating_sub(1));
            Line::new().pad(before).paint(Tone::Good, mark).text(" ").title(&text)
        };
        self.dated(line, finish)
    }

    /// A row of cells, in which today and the goal are marked if nothing else is there.
    fn row(&self, cell: impl Fn(usize) -> Option<char>) -> String {
        let signs = self.style.signs();
        let now = self.scale.column(self.today);
        let goal = self.goal.map(|goal| self.scale.column(goal));
        let cell = |at| match cell(at) {
            Some(sign) => sign,
            None if goal == Some(at) => signs.goal,
            None if now == at => signs.today,
            None => ' ',
        };
        (0..self.scale.columns).map(cell).collect()
    }

    fn dated(&self, line: Line, finish: Finish) -> Line {
        let day = date(finish.mid, self.today);
        let blanks = DATE.saturating_sub(width(&day));
        line.pad(self.left + self.scale.columns + 2).text(&" ".repeat(blanks)).text(&day).whole()
    }

    /// The axis: years, or months for a short plan, each at its first day.
    fn axis(&self) -> Line {
        let Scale { first, last, columns } = self.scale;
        let is_long = (last - first).get_days() > 400;
        let mut ticks: Vec<(usize, String)> = Vec::new();
        let mut day = first.first_of_month();
        while day <= last {
            let at = if day < first { 0 } else { self.scale.column(day) };
            let label = day.strftime(if is_long { "%Y" } else { "%b" }).to_string();
            let is_tick = !is_long || day.month() == 1 || day < first;
            if is_tick && at + label.len() <= columns {
                ticks.push((at, label));
            }
            let Ok(next) = day.checked_add(1.month()) else { break };
            day = next;
        }
        // Leave out the first label if the second is too close.
        if let [(at, first), (next, _), ..] = ticks.as_slice()
            && at + first.len() >= *next
        {
            ticks.remove(0);
        }
        let mut labels = String::new();
        for (at, label) in ticks {
            // Labels must not touch.
            if labels.is_empty() || labels.len() < at {
                labels.push_str(&" ".repeat(at - labels.len()));
                labels.push_str(&label);
            }
        }
        Line::new().pad(self.left).faint(&labels).whole()
    }

    /// The legend of the marks for today and the goal.
    fn marks(&self) -> Text {
        let signs = self.style.signs();
        let label = |name: &str, day| format!("{name}, {}", date(day, self.today));
        let goal = self.goal.map(|goal| (goal, signs.goal, label("goal", goal)));
        let today = (self.today, signs.today, label("today", self.today));
        let line = |(day, mark, label): (Date, char, String)| {
            let at = self.scale.column(day);
            // A label that would exceed the width goes before its mark.
            let line = if at + 2 + width(&label) > self.scale.columns {
                Line::new().faint(&format!("{label} {mark}")).pad_left(self.left + 1 + at)
            } else {
                Line::new().pad(self.left + at).faint(&format!("{mark} {label}"))
            };
            line.whole()
        };
        [Some(today), goal].into_iter().flatten().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use crate::query::Evaluation;
    use crate::query::fixtures::{sketch, statuses};
    use crate::query::plan::{PlanRequest, Terms, plan};

    #[track_caller]
    fn assert_drawn(text: &str, by: Option<Date>, want: &str) {
        let style = Style { color: false, unicode: true, plain: false, width: Some(80) };
        let today = day(2026, 11, 20);
        let roadmap = sketch(text);
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses(&roadmap, ""));
        let request =
            PlanRequest { weekly: Some("8".parse().unwrap()), by, ..PlanRequest::default() };
        let terms = Terms::new(&request, None, today).unwrap();
        let plan = plan(&evaluation, &terms, None).unwrap();
        assert_eq!(timeline(&plan, today, &style).render(&style), want);
    }

    #[test]
    fn a_short_plan_has_months() {
        assert_drawn(
            "a:20 b:20-30 !Ready | d:40 | e:0.5 !Working",
            Some(day(2027, 1, 1)),
            "\
Stage 1  █████████████████████████████░░░                                 29 Dec
                               Ready ●                                    29 Dec
Stage 2  │                           ██████████████████████████░░░    2 Feb 2027
Stage 3  │                             ┆                      █░░░░   2 Feb 2027
                                                      Working ●       2 Feb 2027
         Nov    Dec                    Jan                   Feb
         │ today, 20 Nov
                                       ┆ goal, 1 Jan 2027
",
        );
    }

    #[test]
    fn a_long_plan_has_years() {
        assert_drawn(
            "a:200 | b:200-600 !Ready | d:400",
            None,
            "\
Stage 1  ██████████                                                  13 May 2027
Stage 2  │        ████████████████████░░░░░░░░░                      27 Apr 2028
                               Ready ●                               27 Apr 2028
Stage 3  │                           ████████████████████░░░░░░░░░░  12 Apr 2029
           2027                2028                2029
         │ today, 20 Nov
",
        );
    }
}
