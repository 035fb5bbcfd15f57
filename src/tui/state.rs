//! The state of the browser, which determines what is drawn.

use std::collections::{HashMap, HashSet};

use super::board::{Board, Choice, Planned, Year};
use super::filter::Filter;
use super::layout::{Layout, Wanted};
use super::mode::{Ask, Mode, Pane, View};
use super::pages;
use super::rows::{self, Item, Row, Shown};
use super::year;
use crate::catalog::{Id, Ix, RoadmapId};
use crate::view::style::{Style, Tone};
use crate::view::text::{Line, Text};

/// The state of the browser.
#[derive(Debug)]
pub struct State {
    pub(super) board: Board,
    pub(super) style: Style,
    /// Columns and lines of the screen.
    pub(super) size: (u16, u16),
    pub(super) view: View,
    pub(super) pane: Pane,
    pub(super) mode: Mode,
    pub(super) query: String,
    pub(super) filter: Filter,
    pub(super) folded: HashSet<Id>,
    pub(super) rows: Vec<Row>,
    /// The selection and scroll position of each view.
    places: [Place; View::ALL.len()],
    /// The details of the selected line, wrapped to their width.
    pub(super) details: Vec<Line>,
    /// The first visible line of the details.
    pub(super) details_at: usize,
    /// The first visible line of the help.
    pub(super) help_at: usize,
    pub(super) planned: Planned,
    pub(super) year: Year,
    answer: Text,
    /// Whether no key was pressed since the answer. After a key, only its first line is
    /// shown.
    pub(super) is_new: bool,
    /// Whether the answer is an error. It goes with the next key, unless that
    /// corrects what was typed.
    pub(super) is_error: bool,
    /// What was typed for the command that runs.
    pub(super) asked: Option<Ask>,
    problems: Vec<String>,
    /// The answer and the problems, wrapped for the screen.
    answer_lines: Vec<Line>,
    /// The folding and the selection in other roadmaps.
    visited: HashMap<RoadmapId, (HashSet<Id>, Option<Anchor>)>,
}

/// The selected line of a list, and the first that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    pub(super) selected: usize,
    pub(super) offset: usize,
}

/// Identifies a line even if the roadmap changes.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Anchor {
    Stage(Id),
    Entry(Id),
}

impl State {
    /// The browser on a screen of `size` (columns, lines). Only the colour and character
    /// set of `style` are used.
    pub fn new(board: Board, style: Style, size: (u16, u16)) -> Self {
        let folded = rows::folded_at_first(&board);
        let mut state = Self {
            board,
            style: Style { plain: false, ..style },
            size,
            view: View::Tree,
            pane: Pane::List,
            mode: Mode::Normal,
            query: String::new(),
            filter: Filter::default(),
            folded,
            rows: Vec::new(),
            places: <_>::default(),
            details: Vec::new(),
            details_at: 0,
            help_at: 0,
            planned: Planned::default(),
            year: Year::default(),
            answer: Text::new(),
            is_new: true,
            is_error: false,
            asked: None,
            problems: Vec::new(),
            answer_lines: Vec::new(),
            visited: HashMap::new(),
        };
        state.begin_at_step();
        state.settle();
        state
    }

    /// The id of the roadmap that is shown.
    pub fn viewed(&self) -> &RoadmapId {
        self.board.id()
    }

    /// The columns of the screen.
    pub fn columns(&self) -> u16 {
        self.size.0
    }

    /// Shows a new board, and keeps the selection.
    pub fn refresh(&mut self, board: Board) {
        let anchor = self.anchor();
        if board.id() == self.board.id() {
            self.board = board;
            self.list();
            self.select_anchor(anchor.as_ref());
        } else {
            let folded = std::mem::take(&mut self.folded);
            self.visited.insert(self.board.id().clone(), (folded, anchor));
            self.board = board;
            self.query.clear();
            self.places = <_>::default();
            let visited = self.visited.remove(self.board.id());
            let (folded, anchor) =
                visited.unwrap_or_else(|| (rows::folded_at_first(&self.board), None));
            self.folded = folded;
            match anchor {
                Some(anchor) => {
                    self.list();
                    self.select_anchor(Some(&anchor));
                }
                None => self.begin_at_step(),
            }
        }
        self.settle();
    }

    /// Shows the roadmaps to choose from.
    pub fn choose(&mut self, roadmaps: Vec<Choice>) {
        let at = roadmaps.iter().position(|choice| choice.id == *self.board.id());
        self.mode = Mode::Roadmaps(roadmaps, at.unwrap_or(0));
        self.settle();
    }

    /// Shows the answer to the last key.
    pub fn answer(&mut self, answer: impl Into<Text>) {
        self.answer = answer.into();
        self.is_new = true;
        self.is_error = false;
        self.settle();
    }

    /// Shows why the last command failed, and asks again for what was typed for
    /// it, unless a key was pressed since.
    pub fn fail(&mut self, error: impl Into<Text>) {
        self.answer(error);
        self.is_error = true;
        if let (Some(ask), Mode::Normal) = (self.asked.take(), &self.mode) {
            self.mode = Mode::Ask(ask);
        }
        self.settle();
    }

    /// Whether an error is shown above what is typed.
    pub(super) fn is_corrected(&self) -> bool {
        self.is_error && matches!(self.mode, Mode::Ask(_))
    }

    pub(super) fn forget_error(&mut self) {
        if self.is_error && !self.is_corrected() {
            self.is_error = false;
            self.answer = Text::new();
        }
    }

    /// Shows what is wrong with files, until this is called again.
    pub fn problems(&mut self, problems: Vec<String>) {
        if self.problems != problems {
            self.problems = problems;
            self.settle();
        }
    }

    /// Whether only a part of the tree is shown.
    pub(super) fn is_narrowed(&self) -> bool {
        !self.query.is_empty() || !self.filter.is_empty()
    }

    pub(super) fn say(&mut self, answer: &str) {
        self.answer = Line::new().faint(answer).into();
        self.is_new = true;
        self.is_error = false;
    }

    /// Where everything is on the screen.
    pub(super) fn layout(&self) -> Layout {
        let is_whole = self.view == View::Year || self.mode == Mode::Help;
        Layout::of(Wanted {
            size: self.size,
            has_ahead: self.ahead().is_some(),
            answer: self.answer_lines.len() + usize::from(self.is_corrected()),
            list: !is_whole,
            pane: self.pane,
        })
    }

    pub(super) fn answer_lines(&self) -> &[Line] {
        &self.answer_lines
    }

    /// The line below the header.
    pub(super) fn ahead(&self) -> Option<String> {
        match self.view {
            View::Tree | View::Next => self.board.milestone.clone(),
            View::Plan => {
                let facts: Vec<&str> =
                    self.planned.facts.iter().rev().map(String::as_str).collect();
                Some(facts.join("; ")).filter(|facts| !facts.is_empty())
            }
            View::Year => Some(year::facts(&self.year, &self.style)),
        }
    }

    pub(super) fn place(&self) -> Place {
        self.places[self.view as usize]
    }

    pub(super) fn place_mut(&mut self) -> &mut Place {
        &mut self.places[self.view as usize]
    }

    pub(super) fn selected(&self) -> Option<Item> {
        self.rows.get(self.place().selected).map(|row| row.item)
    }

    pub(super) fn select(&mut self, at: usize) {
        self.details_at = 0;
        self.place_mut().selected = at;
    }

    /// Rebuilds the lines of the list. Returns the index of the best hit of a search.
    pub(super) fn list(&mut self) -> Option<usize> {
        let shown = Shown { query: &self.query, filter: &self.filter, folded: &self.folded };
        let mut best = None;
        self.rows = match self.view {
            View::Tree => {
                let (rows, hit) = rows::tree(&self.board, shown);
                best = hit;
                rows
            }
            View::Next => rows::steps(&self.board.steps()),
            View::Plan => {
                self.planned = self.board.planned(&self.style);
                rows::plan(&self.planned)
            }
            View::Year => {
                self.year = self.board.year();
                Vec::new()
            }
        };
        best
    }

    /// Updates everything that depends on other parts of the state.
    pub(super) fn settle(&mut self) {
        let last = self.rows.len().saturating_sub(1);
        let place = self.place_mut();
        place.selected = place.selected.min(last);
        let broad = Style { width: Some(usize::from(self.size.0)), ..self.style };
        self.answer_lines = self.answer.broken(&broad);
        if !self.is_new {
            self.answer_lines.truncate(1);
        }
        for problem in &self.problems {
            let line: Text = Line::new().paint(Tone::Warning, problem).into();
            self.answer_lines.extend(line.broken(&broad));
        }
        let layout = self.layout();
        let columns = if layout.details.is_empty() { self.size.0 } else { layout.details.width };
        let columns = usize::from(columns);
        let style = Style { width: Some(columns), ..self.style };
        self.details = match (self.view, self.selected()) {
            (View::Year, _) => {
                let lines = usize::from(layout.details.height);
                year::page(&self.board, &self.year, (columns, lines), &style)
            }
            (_, Some(item)) => pages::details(&self.board, &self.planned, item, &style),
            (_, None) => pages::nothing(self.view, self.is_narrowed()),
        };
        let room = usize::from(layout.details.height).max(1);
        self.details_at = self.details_at.min(self.details.len().saturating_sub(room));
        let height = usize::from(layout.list.height).max(1);
        let most = self.rows.len().saturating_sub(height);
        let place = self.place_mut();
        place.offset =
            place.offset.clamp((place.selected + 1).saturating_sub(height), place.selected);
        place.offset = place.offset.min(most);
    }

    /// Selects the first step, and unfolds what is around it.
    fn begin_at_step(&mut self) {
        let step = self.board.steps().first().map(|step| step.ix);
        if let Some(ix) = step {
            self.unfold_to(ix);
        }
        self.list();
        let at = self.rows.iter().position(|row| row.item.entry() == step && step.is_some());
        self.select(at.unwrap_or(0));
        self.reveal();
    }

    /// Unfolds everything around an entry.
    pub(super) fn unfold_to(&mut self, ix: Ix) {
        let roadmap = &self.board.roadmap;
        let stage = &roadmap.stages()[roadmap.entry(ix).stage].id;
        let groups = roadmap.around(ix).map(|group| &roadmap.entry(group).id);
        for id in groups.chain([stage]) {
            self.folded.remove(id);
        }
    }

    fn anchor(&self) -> Option<Anchor> {
        let roadmap = &self.board.roadmap;
        Some(match self.selected()? {
            Item::Stage(at) => Anchor::Stage(roadmap.stages()[at].id.clone()),
            item => Anchor::Entry(roadmap.entry(item.entry()?).id.clone()),
        })
    }

    /// Selects the line of `anchor`, if it is in the list; otherwise keeps the selection.
    fn select_anchor(&mut self, anchor: Option<&Anchor>) {
        let roadmap = &self.board.roadmap;
        let is_it = |row: &Row| match (row.item, anchor) {
            (Item::Stage(at), Some(Anchor::Stage(id))) => roadmap.stages()[at].id == *id,
            (item, Some(Anchor::Entry(id))) => {
                item.entry().is_some_and(|ix| roadmap.entry(ix).id == *id)
            }
            _ => false,
        };
        // The plan may show a skill in several weeks, so keep the current line if it fits.
        let now = self.rows.get(self.place().selected);
        if now.is_some_and(is_it) {
            return;
        }
        if let Some(at) = self.rows.iter().position(is_it) {
            self.place_mut().selected = at;
        }
    }
}
