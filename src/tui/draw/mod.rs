//! Draws the state as a frame.

mod list;
mod panel;
mod pen;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

pub(super) use panel::{filter_panel, help_lines, roadmaps_panel};

use super::layout::{Layout, hints_at, tabs_at};
use super::mode::{About, Mode, Pane, View};
use super::state::State;
use crate::view::style::Tone;
use crate::view::text::Line;
use crate::view::wrap::width;
use pen::Pen;

/// Draws the state. The same state gives the same frame.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let cursor = {
        let mut pen = Pen::new(frame.buffer_mut(), &state.style);
        let layout = state.layout();
        if layout == Layout::default() || area.width < state.size.0 || area.height < state.size.1 {
            pen.line(area, &"too small".into());
            return;
        }
        header(&mut pen, state, layout.header);
        if let Some(ahead) = state.ahead() {
            pen.cut(layout.ahead, &Line::new().faint(&ahead));
        }
        tabs(&mut pen, state, layout.tabs);
        list::list(&mut pen, state, layout.list);
        rule(&mut pen, layout.rule);
        if state.mode == Mode::Help {
            pen.lines(layout.details, help_lines(state).get(state.help_at..).unwrap_or_default());
        } else {
            details(&mut pen, state, layout.details);
        }
        match &state.mode {
            Mode::Filter(at) => filter_panel(state, *at).draw(&mut pen),
            Mode::Roadmaps(choices, at) => roadmaps_panel(state, choices, *at).draw(&mut pen),
            _ => {}
        }
        keys(&mut pen, state, layout.keys);
        answer(&mut pen, state, layout.answer)
    };
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Draws the title, a bar, the percentage, and as many figures as fit.
fn header(pen: &mut Pen<'_>, state: &State, area: Rect) {
    const BAR: u16 = 20;
    let board = &state.board;
    let columns = usize::from(area.width);
    let bar = usize::from(BAR.min(area.width / 6));
    let percent = format!(" {}%", board.counts.percent);
    let room = columns.saturating_sub(bar + width(&percent) + 2);
    let title = state.style.cut_to(&board.roadmap.title, room);
    let mut line = Line::new()
        .title(&title)
        .text("  ")
        .then(pen.bar(board.counts.units.done, board.counts.units.required, bar))
        .text(&percent);
    let dot = format!(" {} ", state.style.signs().dot);
    for (at, fact) in board.figures.iter().enumerate() {
        let before = if at == 0 { "   " } else { &dot };
        if line.width() + width(before) + width(fact) > columns {
            break;
        }
        line = line.faint(before).faint(fact);
    }
    pen.line(area, &line);
}

/// Draws the tabs of the views, followed by the current search and filter.
fn tabs(pen: &mut Pen<'_>, state: &State, area: Rect) {
    for (columns, view) in tabs_at() {
        let tab = Rect { x: columns.start, width: columns.end - columns.start, ..area }
            .intersection(area);
        let name = format!(" {} ", view.name());
        let is_shown = view == state.view && state.mode != Mode::Help;
        let tone = if is_shown { Tone::Title } else { Tone::Faint };
        pen.line(tab, &Line::new().paint(tone, &name));
        if is_shown {
            pen.mark(tab, Modifier::REVERSED);
        }
    }
    let mut shown = Vec::new();
    if !state.query.is_empty() && !matches!(state.mode, Mode::Search(_)) {
        shown.push(format!("/{}", state.query));
    }
    if !state.filter.is_empty() {
        shown.push(format!("only {}", state.filter.words()));
    }
    if state.view == View::Tree && !shown.is_empty() {
        let text = format!("{}, Esc shows all", shown.join(", "));
        let from = tabs_at().last().map_or(0, |(columns, _)| columns.end + 2);
        let rest = Rect { x: from, width: area.width.saturating_sub(from), ..area };
        pen.cut(rest, &Line::new().paint(Tone::Active, &text));
    }
}

fn rule(pen: &mut Pen<'_>, area: Rect) {
    let is_upright = area.width == 1;
    let sign = match (is_upright, pen.style().unicode) {
        (true, true) => "│",
        (true, false) => "|",
        (false, true) => "─",
        (false, false) => "-",
    };
    let line = Line::new().faint(&sign.repeat(usize::from(area.width)));
    for y in area.top()..area.bottom() {
        pen.line(Rect { y, height: 1, ..area }, &line);
    }
}

fn details(pen: &mut Pen<'_>, state: &State, area: Rect) {
    if area.is_empty() {
        return;
    }
    pen.lines(area, state.details.get(state.details_at..).unwrap_or_default());
    let below = state.details.len().saturating_sub(state.details_at + usize::from(area.height));
    if below > 0 {
        let more = format!(" {below} more ");
        let columns = u16::try_from(width(&more)).unwrap_or(u16::MAX).min(area.width);
        let corner = Rect::new(area.right() - columns, area.bottom() - 1, columns, 1);
        pen.line(corner, &Line::new().faint(&more));
    }
    if state.pane == Pane::Details && state.view != View::Year {
        // The underlined first line shows that the details have the focus.
        pen.mark(Rect { height: 1, ..area }, Modifier::UNDERLINED);
    }
}

/// Draws the text being typed, or the answer to the last key. Returns the position of the
/// cursor, if text is being typed.
fn answer(pen: &mut Pen<'_>, state: &State, area: Rect) -> Option<Position> {
    let (label, input) = match &state.mode {
        Mode::Search(input) => ("/".to_owned(), input),
        Mode::Ask(ask) => {
            let columns = usize::from(area.width) / 2;
            let what = match ask.about {
                About::Note => "Note on",
                About::Evidence => "Evidence (link, file or text) for",
                About::Spent => "Time (1h30m) spent on",
                About::Estimate => "Hours (10h, 8-12h, 50%) for",
            };
            let label = format!("{what} {}", ask.title);
            (format!("{}: ", state.style.cut_to(&label, columns)), &ask.input)
        }
        _ => {
            pen.lines(area, state.answer_lines());
            return None;
        }
    };
    let area = if state.is_corrected() {
        let above = area.height.saturating_sub(1);
        pen.lines(Rect { height: above, ..area }, state.answer_lines());
        Rect { y: area.y + above, height: 1, ..area }
    } else {
        Rect { height: 1, ..area }
    };
    let (before, behind) = input.split();
    let room = usize::from(area.width).saturating_sub(width(&label) + 1);
    // If the text is too long, show the part right before the cursor.
    let mut from = 0;
    while width(&before[from..]) > room {
        from += before[from..].chars().next().map_or(1, char::len_utf8);
    }
    let line = Line::new().title(&label).text(&before[from..]);
    let column = u16::try_from(line.width()).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    pen.line(area, &line.text(behind));
    Some(Position::new(area.x + column, area.y))
}

/// Draws the keys that work in this mode.
fn keys(pen: &mut Pen<'_>, state: &State, area: Rect) {
    let fixed: &[(&str, &str)] = match &state.mode {
        Mode::Normal => {
            for (columns, name, short, _) in hints_at(state.view, area.width) {
                let cell = Rect { x: columns.start, width: columns.end - columns.start, ..area };
                pen.line(cell.intersection(area), &hint(name, short));
            }
            return;
        }
        Mode::Search(_) => &[("enter", "keep"), ("esc", "show all"), ("up/down", "move")],
        Mode::Ask(ask) if ask.about == About::Estimate => {
            &[("enter", "record (empty: the roadmap's)"), ("esc", "cancel")]
        }
        Mode::Ask(_) => &[("enter", "record"), ("esc", "cancel")],
        Mode::Filter(_) => &[("space", "toggle"), ("c", "clear"), ("esc", "close")],
        Mode::Roadmaps(..) => &[("enter", "view"), ("esc", "close")],
        Mode::Help => &[("up/down", "scroll"), ("esc", "close")],
    };
    let mut line = Line::new();
    for (name, what) in fixed {
        line = line.then(hint(name, what)).text("  ");
    }
    pen.cut(area, &line);
}

fn hint(name: &str, what: &str) -> Line {
    Line::new().title(name).text(" ").faint(what)
}
