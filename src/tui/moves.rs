//! Moves through the list and the details, and folds.

use super::keys::Action;
use super::mode::{Pane, View};
use super::rows::{Item, Row};
use super::state::State;
use crate::catalog::Id;

impl State {
    /// Moves up or down in the details or the list.
    pub(super) fn step(&mut self, action: Action) {
        let layout = self.layout();
        let in_details = self.pane == Pane::Details || self.view == View::Year;
        let (at, height, last) = if in_details {
            let height = usize::from(layout.details.height).max(1);
            (self.details_at, height, self.details.len().saturating_sub(height))
        } else {
            let height = usize::from(layout.list.height).max(1);
            (self.place().selected, height, self.rows.len().saturating_sub(1))
        };
        let to = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => at + 1,
            Action::PageUp => at.saturating_sub(height.saturating_sub(1).max(1)),
            Action::PageDown => at + height.saturating_sub(1).max(1),
            Action::First => 0,
            Action::Last => last,
            _ => at,
        };
        let to = to.min(last);
        if in_details {
            self.details_at = to;
        } else if to != at {
            self.select(to);
            self.reveal();
        }
    }

    /// Scrolls the list so that the lines around the selected one are visible.
    pub(super) fn reveal(&mut self) {
        const AROUND: usize = 2;
        let height = usize::from(self.layout().list.height).max(1);
        let around = AROUND.min((height - 1) / 2);
        let place = self.place_mut();
        let (first, last) = (
            (place.selected + around + 1).saturating_sub(height),
            place.selected.saturating_sub(around),
        );
        place.offset = place.offset.clamp(first.min(last), last);
    }

    /// Unfolds a folded line; moves from an open one to its first child, or from a skill to
    /// the details.
    pub(super) fn go_in(&mut self) {
        let Some(row) = self.rows.get(self.place().selected).copied() else { return };
        match row.open {
            Some(false) => self.fold(row),
            Some(true) if self.pane == Pane::List => self.step(Action::Down),
            _ => self.pane = Pane::Details,
        }
    }

    /// Moves from the details back to the list; folds an open line; moves from any other
    /// line to its parent.
    pub(super) fn go_out(&mut self) {
        if self.pane == Pane::Details {
            self.pane = Pane::List;
            return;
        }
        let at = self.place().selected;
        let Some(row) = self.rows.get(at).copied() else { return };
        if row.open == Some(true) && self.can_fold() {
            self.fold(row);
        } else if let Some(around) = self.rows[..at].iter().rposition(|it| it.depth < row.depth) {
            self.select(around);
        }
    }

    /// Folds or unfolds the line, or shows its details if it cannot be folded.
    pub(super) fn enter(&mut self) {
        let Some(row) = self.rows.get(self.place().selected).copied() else { return };
        if row.open.is_some() && self.can_fold() && self.pane == Pane::List {
            self.fold(row);
        } else {
            self.pane = if self.pane == Pane::List { Pane::Details } else { Pane::List };
        }
    }

    /// Unfolds everything, or folds everything if all is open.
    pub(super) fn fold_all(&mut self) {
        if self.folded.is_empty() {
            let roadmap = &self.board.roadmap;
            let groups = roadmap.entries().filter(|(_, entry)| !entry.is_skill());
            let groups = groups.map(|(_, entry)| entry.id.clone());
            self.folded =
                roadmap.stages().iter().map(|stage| stage.id.clone()).chain(groups).collect();
        } else {
            self.folded.clear();
        }
        let stage = self.selected().map(|item| match item {
            Item::Stage(at) => at,
            item => item.entry().map_or(0, |ix| self.board.roadmap.entry(ix).stage),
        });
        let selected = self.selected();
        self.list();
        let is = |wanted: Option<Item>| move |row: &Row| Some(row.item) == wanted;
        let at = self.rows.iter().position(is(selected));
        let at = at.or_else(|| self.rows.iter().position(is(stage.map(Item::Stage))));
        self.place_mut().selected = at.unwrap_or(0);
    }

    /// Whether lines can be folded: a search or filter shows everything unfolded.
    fn can_fold(&self) -> bool {
        self.query.is_empty() && self.filter.is_empty()
    }

    fn fold(&mut self, row: Row) {
        let Some(id) = self.id_of(row.item) else { return };
        if !self.folded.remove(&id) {
            self.folded.insert(id);
        }
        self.list_again();
    }

    fn id_of(&self, item: Item) -> Option<Id> {
        let roadmap = &self.board.roadmap;
        match item {
            Item::Stage(at) => Some(roadmap.stages()[at].id.clone()),
            item => Some(roadmap.entry(item.entry()?).id.clone()),
        }
    }
}
