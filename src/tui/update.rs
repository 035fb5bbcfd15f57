//! Handles keys and other events.

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind,
};

use super::filter::TESTS;
use super::input::Input;
use super::keys::{Action, action};
use super::mode::{About, Ask, Mode, Pane, View};
use super::rows::Item;
use super::state::State;
use crate::catalog::{Id, RoadmapId};

/// What the caller has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Run this command, and pass its answer to [`State::answer`].
    Run(Vec<String>),
    /// Show this roadmap with [`State::refresh`].
    Show(RoadmapId),
    /// List the roadmaps with [`State::choose`].
    Choose,
    /// Restore the terminal and stop the program until it is continued.
    Suspend,
    Quit,
}

impl State {
    /// Handles an event; returns what the caller has to do, if anything.
    pub fn update(&mut self, event: &Event) -> Option<Effect> {
        let effect = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                self.is_new = false;
                self.asked = None;
                self.forget_error();
                self.key(*key)
            }
            Event::Mouse(mouse) => {
                if matches!(mouse.kind, MouseEventKind::Down(_)) {
                    self.forget_error();
                }
                self.mouse(*mouse)
            }
            Event::Paste(text) => {
                self.paste(text);
                None
            }
            Event::Resize(columns, lines) => {
                self.size = (*columns, *lines);
                None
            }
            _ => None,
        };
        self.settle();
        effect
    }

    fn key(&mut self, key: KeyEvent) -> Option<Effect> {
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            match key.code {
                KeyCode::Char('c') => return Some(Effect::Quit),
                KeyCode::Char('z') => return Some(Effect::Suspend),
                _ => {}
            }
        }
        match std::mem::replace(&mut self.mode, Mode::Normal) {
            // Not a way out of the program from what was entered.
            Mode::Normal if key.code == KeyCode::Esc && self.pane == Pane::Details => {
                self.pane = Pane::List;
                None
            }
            Mode::Normal => self.act(action(key)?),
            Mode::Search(input) => {
                self.search(input, key);
                None
            }
            Mode::Ask(ask) => self.ask(ask, key),
            Mode::Filter(at) => {
                self.filter_key(at, key);
                None
            }
            Mode::Roadmaps(choices, at) => {
                let last = choices.len().saturating_sub(1);
                match (key.code, action(key)) {
                    (KeyCode::Enter | KeyCode::Char(' '), _) => {
                        return choices.get(at).map(|choice| Effect::Show(choice.id.clone()));
                    }
                    (_, Some(Action::Quit | Action::Choose)) => {}
                    (_, moved) => self.mode = Mode::Roadmaps(choices, moved_by(moved, at, last)),
                }
                None
            }
            Mode::Help => {
                let last = super::draw::help_lines(self).len();
                let last = last.saturating_sub(usize::from(self.layout().details.height).max(1));
                match action(key) {
                    Some(Action::Quit | Action::Help | Action::Enter) => {}
                    moved => {
                        self.mode = Mode::Help;
                        self.help_at = moved_by(moved, self.help_at, last);
                    }
                }
                None
            }
        }
    }

    /// Carries out the action of a key or a click.
    pub(super) fn act(&mut self, action: Action) -> Option<Effect> {
        match action {
            Action::Quit => return self.leave(),
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last => self.step(action),
            Action::In => self.go_in(),
            Action::Out => self.go_out(),
            Action::Enter => self.enter(),
            Action::FoldAll => self.fold_all(),
            Action::Done => return self.run("check", ""),
            Action::Start => return self.run("start", ""),
            Action::Skip => return self.run("skip", ""),
            Action::Known => return self.run("check", "--known"),
            Action::Todo => return self.run("uncheck", ""),
            Action::Open => return self.run("open", ""),
            Action::Undo => return Some(Effect::Run(vec!["undo".to_owned()])),
            Action::Tick(number) => return self.tick(number),
            Action::Note => self.begin(About::Note),
            Action::Evidence => self.begin(About::Evidence),
            Action::Spent => self.begin(About::Spent),
            Action::Estimate => self.begin(About::Estimate),
            Action::Search => {
                self.see(View::Tree);
                if !self.query.is_empty() {
                    self.query.clear();
                    self.list_again();
                }
                self.mode = Mode::Search(Input::default());
            }
            Action::Filter => {
                self.see(View::Tree);
                self.mode = Mode::Filter(0);
            }
            Action::NextInUse => return self.other_in_use(1),
            Action::PreviousInUse => return self.other_in_use(-1),
            Action::Choose => return Some(Effect::Choose),
            Action::View(view) => self.see(view),
            Action::NextView => self.see(View::ALL[(self.view as usize + 1) % View::ALL.len()]),
            Action::PreviousView => {
                let all = View::ALL.len();
                self.see(View::ALL[(self.view as usize + all - 1) % all]);
            }
            Action::Help => {
                self.help_at = 0;
                self.mode = Mode::Help;
            }
        }
        None
    }

    fn leave(&mut self) -> Option<Effect> {
        if !self.query.is_empty() || !self.filter.is_empty() {
            self.query.clear();
            self.filter.clear();
            self.list_again();
            return None;
        }
        Some(Effect::Quit)
    }

    pub(super) fn see(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            self.pane = Pane::List;
            self.details_at = 0;
            self.list();
        }
    }

    /// Rebuilds the list, and keeps the same item selected.
    pub(super) fn list_again(&mut self) {
        let selected = self.selected();
        let place = |state: &Self| state.rows.iter().position(|row| Some(row.item) == selected);
        self.list();
        // Keep a found item visible when the search or filter ends.
        if let (None, false, Some(ix)) =
            (place(self), self.is_narrowed(), selected.and_then(Item::entry))
        {
            self.unfold_to(ix);
            self.list();
        }
        if let Some(at) = place(self) {
            self.place_mut().selected = at;
            self.reveal();
        }
    }

    fn other_in_use(&mut self, by: isize) -> Option<Effect> {
        let ids: Vec<&RoadmapId> = self.board.in_use.iter().map(|roadmap| &roadmap.id).collect();
        let at = ids.iter().position(|id| **id == self.board.roadmap.id);
        let next = match at {
            Some(at) => at.checked_add_signed(by).unwrap_or(ids.len() - 1) % ids.len(),
            None => 0,
        };
        match ids.get(next) {
            Some(id) if at != Some(next) => return Some(Effect::Show((*id).clone())),
            _ => self.say("no other roadmap is in use; g lists all roadmaps"),
        }
        None
    }

    /// The id of the selected skill, group or stage.
    fn target(&self) -> Option<&Id> {
        let roadmap = &self.board.roadmap;
        match self.selected()? {
            Item::Stage(at) => Some(&roadmap.stages()[at].id),
            item => Some(&roadmap.entry(item.entry()?).id),
        }
    }

    /// Runs a command on the selected item.
    fn run(&mut self, command: &str, flag: &str) -> Option<Effect> {
        let Some(id) = self.target() else {
            self.say("select a skill first");
            return None;
        };
        let words = [command, flag, "--", id.as_str()].into_iter();
        Some(Effect::Run(words.filter(|word| !word.is_empty()).map(str::to_owned).collect()))
    }

    fn tick(&mut self, number: usize) -> Option<Effect> {
        let skill = self.selected().and_then(Item::entry).and_then(|ix| {
            let entry = self.board.roadmap.entry(ix);
            Some((entry, entry.skill()?))
        });
        let Some((entry, skill)) = skill else {
            self.say("select a skill first");
            return None;
        };
        let record = self.board.progress.record(entry.names());
        let resource = skill.resources.get(number - 1);
        let is_ticked = resource.is_some_and(|it| record.ticked.contains(it.url.as_str()));
        let command = if is_ticked { "uncheck" } else { "check" };
        let words = [command.to_owned(), "--".to_owned(), format!("{}/{number}", entry.id)];
        Some(Effect::Run(words.to_vec()))
    }

    /// Starts to ask for the text that a command needs.
    fn begin(&mut self, about: About) {
        let entry = self.selected().and_then(Item::entry).map(|ix| self.board.roadmap.entry(ix));
        match entry.filter(|entry| entry.is_skill()) {
            Some(entry) => {
                let (id, title) = (entry.id.clone(), entry.title.clone());
                self.mode = Mode::Ask(Ask { about, id, title, input: Input::default() });
            }
            None => self.say("select a skill first"),
        }
    }

    fn ask(&mut self, mut ask: Ask, key: KeyEvent) -> Option<Effect> {
        match key.code {
            KeyCode::Esc => self.say("nothing was recorded"),
            KeyCode::Enter => {
                let command = ask.command();
                self.asked = Some(ask);
                return Some(Effect::Run(command));
            }
            _ => {
                ask.input.press(key);
                self.mode = Mode::Ask(ask);
            }
        }
        None
    }

    fn search(&mut self, mut input: Input, key: KeyEvent) {
        match key.code {
            KeyCode::Esc => {
                self.query.clear();
                self.list_again();
                return;
            }
            KeyCode::Enter => return,
            KeyCode::Up => self.step(Action::Up),
            KeyCode::Down => self.step(Action::Down),
            KeyCode::PageUp => self.step(Action::PageUp),
            KeyCode::PageDown => self.step(Action::PageDown),
            KeyCode::Backspace if input.text().is_empty() => return,
            _ => {
                input.press(key);
                self.look_for(&input);
            }
        }
        self.mode = Mode::Search(input);
    }

    fn look_for(&mut self, input: &Input) {
        if self.query != input.text() {
            input.text().clone_into(&mut self.query);
            let best = self.list();
            self.select(best.unwrap_or(0));
        }
    }

    fn paste(&mut self, text: &str) {
        match std::mem::replace(&mut self.mode, Mode::Normal) {
            Mode::Search(mut input) => {
                input.insert(text);
                self.look_for(&input);
                self.mode = Mode::Search(input);
            }
            Mode::Ask(mut ask) => {
                ask.input.insert(text);
                self.mode = Mode::Ask(ask);
            }
            // Pasted text elsewhere is not meant as keys.
            other => self.mode = other,
        }
    }

    fn filter_key(&mut self, at: usize, key: KeyEvent) {
        match (key.code, action(key)) {
            (KeyCode::Enter | KeyCode::Char(' '), _) => self.toggle(at),
            (KeyCode::Char('c'), _) => {
                self.filter.clear();
                self.list_again();
            }
            (_, Some(Action::Quit | Action::Filter)) => return,
            (_, moved) => {
                self.mode = Mode::Filter(moved_by(moved, at, TESTS.len() - 1));
                return;
            }
        }
        self.mode = Mode::Filter(at);
    }

    pub(super) fn toggle(&mut self, at: usize) {
        if let Some(test) = TESTS.get(at) {
            self.filter.toggle(*test);
            self.list_again();
        }
    }
}

impl Ask {
    fn command(&self) -> Vec<String> {
        let (id, text) = (self.id.to_string(), self.input.text().trim().to_owned());
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        match self.about {
            About::Note => words(&["note", "--", &id, &text]),
            About::Spent => words(&["spent", "--", &id, &text]),
            About::Estimate if text.is_empty() => words(&["estimate", "--reset", "--", &id]),
            About::Estimate => words(&["estimate", "--", &id, &text]),
            About::Evidence => words(&["check", &format!("--evidence={text}"), "--", &id]),
        }
    }
}

/// The new index in a list with the last index `last`, after a key that moves.
pub(super) fn moved_by(action: Option<Action>, at: usize, last: usize) -> usize {
    const PAGE: usize = 10;
    let to = match action {
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::Down) => at + 1,
        Some(Action::PageUp) => at.saturating_sub(PAGE),
        Some(Action::PageDown) => at + PAGE,
        Some(Action::First) => 0,
        Some(Action::Last) => last,
        _ => at,
    };
    to.min(last)
}
