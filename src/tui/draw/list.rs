//! Draws the list: the tree, the next steps, or the weeks of the plan.

use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::pen::Pen;
use crate::catalog::Ix;
use crate::progress::Status;
use crate::query::Evaluation;
use crate::tui::mode::{Pane, View};
use crate::tui::rows::{Item, Row};
use crate::tui::state::State;
use crate::view::screen;
use crate::view::style::Tone;
use crate::view::text::Line;
use crate::view::words::date;
use crate::view::wrap::width;

pub(super) fn list(pen: &mut Pen<'_>, state: &State, area: Rect) {
    if area.is_empty() {
        return;
    }
    if state.rows.is_empty() {
        if area.width < state.size.0 {
            // The details already say so.
            return;
        }
        pen.lines(area, &crate::tui::pages::nothing(state.view, state.is_narrowed()));
        return;
    }
    let evaluation = state.board.evaluation();
    let place = state.place();
    let rows = state.rows.iter().enumerate().skip(place.offset);
    for (y, (at, row)) in (area.top()..area.bottom()).zip(rows) {
        let line_area = Rect { y, height: 1, ..area };
        let line = line(pen, state, &evaluation, row, usize::from(area.width));
        pen.cut(line_area, &line);
        if at == place.selected {
            let is_here = state.pane == Pane::List;
            pen.mark(line_area, if is_here { Modifier::REVERSED } else { Modifier::UNDERLINED });
        }
    }
}

fn line(
    pen: &Pen<'_>,
    state: &State,
    evaluation: &Evaluation<'_>,
    row: &Row,
    columns: usize,
) -> Line {
    match row.item {
        Item::Stage(at) => stage(pen, state, at, row, columns),
        Item::Entry(ix) => entry(state, evaluation, ix, row, columns),
        Item::Part(week, part, ix) => part_of_week(state, week, part, ix, columns),
        Item::Week(at) => {
            let week = &state.planned.weeks[at];
            let today = state.board.today;
            let name = date(week.start, today);
            let now = (week.start..=week.end).contains(&today);
            let name = if now { format!("{name}, this week") } else { format!("Week of {name}") };
            let hours = format!("{} h", screen::hours(week.hours));
            two_sided(Line::new(), &name, Tone::Title, &hours, state, columns)
        }
        Item::Off(first, last) => {
            let weeks = (&state.planned.weeks[first], &state.planned.weeks[last]);
            let today = state.board.today;
            let days = format!("{} to {}", date(weeks.0.start, today), date(weeks.1.end, today));
            two_sided(Line::new(), &days, Tone::Faint, "off", state, columns)
        }
        Item::Milestone(at) => {
            let (text, finish) = &state.planned.milestones[at];
            let sign = Line::new().paint(Tone::Good, state.style.signs().done).text(" ");
            let by = date(finish.mid, state.board.today);
            two_sided(sign, text, Tone::Good, &by, state, columns)
        }
    }
}

fn fold_sign(open: bool, state: &State) -> &'static str {
    match (open, state.style.unicode) {
        (true, true) => "▾",
        (false, true) => "▹",
        (true, false) => "-",
        (false, false) => "+",
    }
}

/// `▾ 2. Databases          3/9 ███░░░░░`.
fn stage(pen: &Pen<'_>, state: &State, at: usize, row: &Row, columns: usize) -> Line {
    const BAR: usize = 8;
    let units = state.board.stages[at].units;
    let sign = fold_sign(row.open == Some(true), state);
    let name = format!("{}. {}", at + 1, state.board.roadmap.stages()[at].title);
    let counts = format!("{:>5} ", format!("{}/{}", units.done, units.required));
    let before = Line::from(sign).text(" ");
    let room = columns.saturating_sub(before.width() + 1 + width(&counts) + BAR);
    let is_current = state.board.stage_at == Some(at);
    let tone = if is_current { Tone::Title } else { Tone::Normal };
    before
        .paint(tone, &state.style.cut_to(&name, room))
        .pad(columns.saturating_sub(width(&counts) + BAR))
        .faint(&counts)
        .then(pen.bar(units.done, units.required, BAR))
}

/// A skill (`  ✓ Git           10–15 h`) or a group with its counts.
fn entry(state: &State, evaluation: &Evaluation<'_>, ix: Ix, row: &Row, columns: usize) -> Line {
    let entry = evaluation.entry(ix);
    let indent = Line::from("  ".repeat(row.depth));
    let in_scope = evaluation.in_scope(ix);
    if !entry.is_skill() {
        let sign = fold_sign(row.open != Some(false), state);
        let units = evaluation.units(ix);
        let choose = entry.choose().filter(|_| evaluation.is_undecided(ix));
        let options = evaluation.roadmap().children(ix).count();
        let facts = match choose {
            Some(n) => crate::view::words::choose(n, options),
            None => format!("{}/{}", units.done, units.required),
        };
        let tone = if in_scope { Tone::Normal } else { Tone::Faint };
        return two_sided(indent.text(sign).text(" "), &entry.title, tone, &facts, state, columns);
    }
    let status = evaluation.status(ix);
    let (sign, tone) = state.style.signs().status(status);
    let before = indent.paint(tone, sign).text(" ");
    let tone = match status {
        Status::Learning => Tone::Title,
        Status::Todo if in_scope && evaluation.is_ready(ix) => Tone::Title,
        Status::Todo if in_scope => Tone::Normal,
        Status::Done => Tone::Normal,
        Status::Todo | Status::Skipped => Tone::Faint,
    };
    let hours = evaluation.hours(ix).map(|hours| state.style.wording().hours(hours));
    let mut facts = Vec::new();
    if !in_scope {
        facts.push("not needed".to_owned());
    } else if entry.optional {
        facts.push("optional".to_owned());
    } else if state.view == View::Next && evaluation.is_blocked(ix) {
        facts.push("not ready".to_owned());
    }
    facts.extend(hours);
    let mut facts = facts.join(", ");
    // The title is more important than these facts.
    if before.width() + width(&entry.title) + 2 + width(&facts) > columns
        && let Some((_, hours)) = facts.split_once(", ")
    {
        facts = hours.to_owned();
    }
    two_sided(before, &entry.title, tone, &facts, state, columns)
}

fn part_of_week(state: &State, week: usize, part: usize, ix: Ix, columns: usize) -> Line {
    let (_, hours, finished) = state.planned.weeks[week].parts[part];
    let signs = state.style.signs();
    let sign = if finished { signs.finishes } else { signs.todo };
    let tone = if finished { Tone::Good } else { Tone::Faint };
    let before = Line::from("  ").paint(tone, sign).text(" ");
    let hours = format!("{} h", screen::hours(hours));
    two_sided(before, &state.board.roadmap.entry(ix).title, Tone::Normal, &hours, state, columns)
}

/// A title on the left, cut if necessary, and facts on the right.
fn two_sided(
    before: Line,
    title: &str,
    tone: Tone,
    facts: &str,
    state: &State,
    columns: usize,
) -> Line {
    let room = columns.saturating_sub(before.width() + 1 + width(facts));
    let line = before.paint(tone, &state.style.cut_to(title, room));
    line.pad(columns.saturating_sub(width(facts))).faint(facts)
}
