//! Handles clicks and the mouse wheel.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::draw::{filter_panel, help_lines, roadmaps_panel};
use super::layout::{Layout, hints_at, tabs_at};
use super::mode::{Mode, Pane};
use super::state::State;
use super::update::Effect;

/// The number of lines to scroll for each turn of the wheel.
const WHEEL: usize = 3;

impl State {
    pub(super) fn mouse(&mut self, mouse: MouseEvent) -> Option<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            MouseEventKind::ScrollDown => {
                self.wheel(at, |first| first + WHEEL);
                None
            }
            MouseEventKind::ScrollUp => {
                self.wheel(at, |first| first.saturating_sub(WHEEL));
                None
            }
            _ => None,
        }
    }

    fn click(&mut self, at: Position) -> Option<Effect> {
        let layout = self.layout();
        match std::mem::replace(&mut self.mode, Mode::Normal) {
            Mode::Filter(selected) => {
                let panel = filter_panel(self, selected);
                if let Some(row) = panel.row_at(at) {
                    self.toggle(row);
                    self.mode = Mode::Filter(row);
                }
                return None;
            }
            Mode::Roadmaps(choices, selected) => {
                let panel = roadmaps_panel(self, &choices, selected);
                let choice = panel.row_at(at).and_then(|row| choices.get(row));
                return choice.map(|choice| Effect::Show(choice.id.clone()));
            }
            Mode::Help => return None,
            // A click outside the list keeps the text being typed.
            mode @ (Mode::Search(_) | Mode::Ask(_)) if !layout.list.contains(at) => {
                self.mode = mode;
                return None;
            }
            Mode::Normal | Mode::Search(_) | Mode::Ask(_) => {}
        }
        if layout.tabs.contains(at) {
            let tab = tabs_at().into_iter().find(|(columns, _)| columns.contains(&at.x));
            if let Some((_, view)) = tab {
                self.see(view);
            }
        } else if layout.keys.contains(at) {
            let mut hints = hints_at(self.view, layout.keys.width).into_iter();
            let hint = hints.find(|(columns, ..)| columns.contains(&at.x));
            return hint.and_then(|(.., action)| self.act(action));
        } else if layout.list.contains(at) {
            self.pane = Pane::List;
            let row = self.place().offset + usize::from(at.y - layout.list.y);
            if row == self.place().selected && self.rows.get(row).is_some() {
                self.enter();
            } else if row < self.rows.len() {
                self.select(row);
            }
        } else if layout.details.contains(at) {
            self.pane = Pane::Details;
        }
        None
    }

    fn wheel(&mut self, at: Position, turn: impl Fn(usize) -> usize) {
        let Layout { list, details, .. } = self.layout();
        match &mut self.mode {
            Mode::Help => self.help_at = turn(self.help_at),
            Mode::Filter(_) | Mode::Roadmaps(..) => {}
            _ if details.contains(at) => self.details_at = turn(self.details_at),
            _ if list.contains(at) => self.scroll(list, turn),
            _ => {}
        }
        let last = help_lines(self).len();
        self.help_at = self.help_at.min(last.saturating_sub(usize::from(details.height).max(1)));
    }

    /// Scrolls the list, and keeps the selection visible.
    fn scroll(&mut self, list: Rect, turn: impl Fn(usize) -> usize) {
        let height = usize::from(list.height).max(1);
        let most = self.rows.len().saturating_sub(height);
        let place = self.place();
        let offset = turn(place.offset).min(most);
        let selected = place.selected.clamp(offset, offset + height - 1);
        if selected != place.selected {
            self.select(selected);
        }
        self.place_mut().offset = offset;
    }
}
