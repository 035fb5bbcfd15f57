//! The details of the selected line, as text.

use jiff::civil::Date;

use super::board::{Board, Planned, PlannedWeek};
use super::mode::View;
use super::rows::Item;
use crate::catalog::Ix;
use crate::query::next::needs;
use crate::query::show;
use crate::view::screen;
use crate::view::style::{Style, Tone};
use crate::view::text::{Line, Text};
use crate::view::words::{date, list};
use crate::view::{self};

/// The details of a line of the list, wrapped for `style`.
pub(super) fn details(board: &Board, planned: &Planned, item: Item, style: &Style) -> Vec<Line> {
    let text = match item {
        Item::Stage(at) => stage(board, at, style),
        Item::Entry(ix) | Item::Part(_, _, ix) => entry(board, ix, style),
        Item::Week(at) => week(board, planned, &planned.weeks[at], style),
        Item::Off(first, last) => off(planned, first, last, board.today),
        Item::Milestone(at) => milestone(planned, at, board.today),
    };
    text.fitted(style)
}

/// What to show if the list is empty.
pub(super) fn nothing(view: View, is_filtered: bool) -> Vec<Line> {
    let text = match view {
        View::Tree if is_filtered => "Nothing matches. Esc shows everything.",
        View::Tree => "This roadmap has no skills.",
        View::Next => "Nothing is left to do here. g shows another roadmap.",
        View::Plan => "Nothing is left to plan.",
        View::Year => "",
    };
    vec![Line::new().faint(text)]
}

fn entry(board: &Board, ix: Ix, style: &Style) -> Text {
    let evaluation = board.evaluation();
    if let Some(skill) = show::skill(&evaluation, &board.progress, ix, board.having(ix)) {
        return view::skill(&skill, board.today, style);
    }
    let Some(group) = show::group(&evaluation, ix) else { return Text::new() };
    let group = group.group;
    let mut text: Text =
        Line::new().title(group.title).text("  ").id(&format!("({})", group.id)).into();
    text.line(Line::new().faint(&screen::group_facts(&group)).hang(0));
    paragraph(&mut text, group.summary);
    let stage = &board.roadmap.stages()[board.roadmap.entry(ix).stage].title;
    text.gap().line(field("In", &format!("{}, {stage}", board.roadmap.title)));
    if let Some((min, max)) = board.left_in(ix) {
        text.line(field("Left", &style.wording().span(min, max)));
    }
    let titles: Vec<&str> = needs(&evaluation, ix).iter().map(|need| need.title).collect();
    if !titles.is_empty() {
        text.line(field("Needs", &list(&titles, 8)));
    }
    if evaluation.is_undecided(ix) {
        text.gap().line(Line::new().faint("press s on an option to choose it").hang(0));
    }
    text
}

fn stage(board: &Board, at: usize, style: &Style) -> Text {
    let stage = &board.roadmap.stages()[at];
    let counts = &board.stages[at];
    let mut text: Text =
        Line::new().title(&stage.title).text("  ").id(&format!("({})", stage.id)).into();
    let level = stage.level.map_or_else(String::new, |level| format!("{level}, "));
    let done = screen::done(counts);
    text.line(Line::new().faint(&format!("{level}{done}, {}%", counts.percent)).hang(0));
    paragraph(&mut text, stage.summary.as_deref());
    text.gap().line(field("In", &board.roadmap.title));
    let left = counts.hours.left;
    if left.max_minutes > 0 {
        text.line(field("Left", &style.wording().span(left.min_minutes, left.max_minutes)));
    }
    if counts.hours.spent_minutes > 0 {
        text.line(field("Spent", &style.wording().time(counts.hours.spent_minutes)));
    }
    if counts.optional.total > 0 {
        let optional = counts.optional;
        text.line(field("Optional", &format!("{} of {} done", optional.done, optional.total)));
    }
    if let Some(milestone) = &stage.milestone {
        text.line(field("Milestone", milestone));
    }
    text
}

fn week(board: &Board, planned: &Planned, week: &PlannedWeek, style: &Style) -> Text {
    let today = board.today;
    let days = format!("{} to {}", date(week.start, today), date(week.end, today));
    let mut text: Text = Line::new().title(&days).into();
    text.line(
        Line::new()
            .faint(&style.wording().range(&screen::hours(week.hours), &screen::hours(week.hours))),
    );
    text.gap();
    for (ix, hours, finished) in &week.parts {
        let hours = screen::hours(*hours);
        let line = Line::from(format!("{hours:>5} h  ")).text(&board.roadmap.entry(*ix).title);
        let line = if *finished { line.paint(Tone::Good, ", finished") } else { line };
        text.line(line.hang(9));
    }
    text.gap();
    let within = |day: Date| (week.start..=week.end).contains(&day);
    for (at, finish) in planned.stages.iter().filter(|(_, finish)| within(finish.mid)) {
        let title = &board.roadmap.stages()[*at].title;
        text.line(field("Finishes", &format!("{title}, {}", date(finish.mid, today))));
    }
    if week.start <= today && today <= week.end {
        text.gap();
        for remark in &planned.remarks {
            text.line(Line::new().faint(remark).hang(0));
        }
    }
    text
}

fn off(planned: &Planned, first: usize, last: usize, today: Date) -> Text {
    let days = (planned.weeks.get(first), planned.weeks.get(last));
    let (Some(first), Some(last)) = days else { return Text::new() };
    let days = format!("{} to {}", date(first.start, today), date(last.end, today));
    Text::from_iter([Line::new().title(&days), Line::new().faint("off")])
}

fn milestone(planned: &Planned, at: usize, today: Date) -> Text {
    let Some((text, finish)) = planned.milestones.get(at) else { return Text::new() };
    let mut lines: Text = Line::new().title(text).hang(0).into();
    lines.line(Line::new().faint("milestone"));
    lines.gap().line(field("Reached by", &date(finish.mid, today)));
    lines.line(field("Early", &date(finish.early, today)));
    lines.line(field("Late", &date(finish.late, today)));
    lines
}

fn paragraph(text: &mut Text, words: Option<&str>) {
    if let Some(words) = words {
        text.gap().line(Line::from(words).hang(0));
    }
}

/// A label and its value, aligned as in `show`.
fn field(label: &str, value: &str) -> Line {
    const LABEL: usize = 14;
    Line::new().faint(label).pad(LABEL).text(value).hang(LABEL)
}
