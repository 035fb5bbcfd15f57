//! Runs the full-screen browser: reads events, carries out their effects, draws.
//! Everything else about it is in the library.

mod commands;
mod files;
mod screen;
mod signals;

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use career_roadmap::tui::{Effect, State, draw};
use career_roadmap::view::style::Style;
use ratatui::crossterm::event;

use super::context::Context;
use super::env;
use super::error::{self, Outcome, Status};
use commands::{Commands, Message};
use files::Files;
use screen::Screen;
use signals::{Signal, Signals};

/// How often to check whether files have changed.
const LOOK: Duration = Duration::from_millis(400);

/// How long to wait for a key before checking signals and files.
const IDLE: Duration = Duration::from_millis(150);

/// The same while a command runs, so that its answer is shown at once.
const BUSY: Duration = Duration::from_millis(5);

/// Shows `roadmap`, or else the current roadmap, until the user quits.
///
/// # Errors
/// If nothing can be shown, or the terminal fails.
pub fn run(context: &Context, roadmap: Option<&str>) -> Outcome {
    let style = Style { plain: false, width: None, ..context.style };
    let mut files = Files::open(context, style, roadmap)?;
    let (board, problems) = files.load()?;
    let signals = Signals::register()?;
    let mut screen = Screen::enter()?;
    let mut state = State::new(board, style, screen.size()?);
    state.problems(problems);
    let commands = Commands::new(context.places.clone(), style);
    let mut browser = Browser { files, commands, state, is_drawn: false };
    let left = browser.run(&mut screen, &signals);
    drop(screen);
    let left = left?;
    // Queued commands still run; print the answers that were not shown.
    for text in browser.commands.finish() {
        error::say(text.render(&context.error_style).trim_end());
    }
    if let Left::By(signal) = left {
        signal.end()?;
    }
    Ok(Status::Done)
}

/// How the browser was left.
enum Left {
    Quit,
    By(Signal),
}

struct Browser<'c> {
    files: Files<'c>,
    commands: Commands,
    state: State,
    /// Whether the screen shows the state.
    is_drawn: bool,
}

impl Browser<'_> {
    fn run(&mut self, screen: &mut Screen, signals: &Signals) -> Result<Left> {
        let mut looked = Instant::now();
        loop {
            if !self.is_drawn {
                screen.draw(|frame| draw(&self.state, frame))?;
                self.is_drawn = true;
            }
            match signals.take() {
                Some(Signal::Stop) => self.suspend(screen, signals)?,
                Some(Signal::Continue) => self.resume(screen)?,
                Some(signal) => return Ok(Left::By(signal)),
                None if signals::is_terminal_gone() => return Ok(Left::Quit),
                None => {}
            }
            let wait = if self.commands.is_busy() { BUSY } else { IDLE };
            let mut has_event = event::poll(wait).context("cannot read the terminal")?;
            // Events that came together are drawn once.
            while has_event {
                let event = event::read().context("cannot read the terminal")?;
                self.is_drawn = false;
                match self.state.update(&event) {
                    Some(Effect::Quit) => return Ok(Left::Quit),
                    Some(Effect::Suspend) if signals::can_stop() => {
                        screen.leave()?;
                        signals::stop_others()?;
                        signals.forget(Signal::Stop);
                        self.suspend(screen, signals)?;
                    }
                    Some(Effect::Suspend) => {
                        self.state.answer("cannot suspend: there is no shell to return to");
                    }
                    Some(effect) => self.carry_out(effect),
                    None => {}
                }
                has_event = event::poll(Duration::ZERO).context("cannot read the terminal")?;
            }
            self.receive()?;
            if looked.elapsed() >= LOOK {
                looked = Instant::now();
                if self.files.have_changed() {
                    self.load();
                }
            }
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Run(words) => {
                if words.first().is_some_and(|word| word == "open") {
                    self.state.answer("opening …");
                }
                let columns = usize::from(self.state.columns());
                self.commands.run(words, self.state.viewed().clone(), columns);
            }
            Effect::Show(id) => match self.files.view(id) {
                Ok(()) => self.load(),
                Err(error) => self.say_error(&error),
            },
            Effect::Choose => {
                let choices = self.files.choices();
                self.state.choose(choices);
            }
            Effect::Suspend | Effect::Quit => {}
        }
    }

    /// Shows the messages of commands, and reloads after each answer.
    fn receive(&mut self) -> Result<()> {
        while let Some(message) = self.commands.receive()? {
            self.is_drawn = false;
            match message {
                Message::Waiting => {
                    self.state.answer("waiting for another program that has locked the journal");
                }
                Message::Answer(text) => {
                    self.state.answer(text);
                    self.load();
                }
                Message::Error(text) => {
                    self.state.fail(text);
                    self.load();
                }
            }
        }
        Ok(())
    }

    /// Reloads what changed; if that fails, keeps the old state and shows the problem.
    fn load(&mut self) {
        self.is_drawn = false;
        match self.files.load() {
            Ok((board, problems)) => {
                self.state.refresh(board);
                self.state.problems(problems);
            }
            Err(error) => self.state.problems(vec![format!("{error:#}")]),
        }
    }

    fn say_error(&mut self, error: &anyhow::Error) {
        self.state.answer(error::text(
            error,
            &Style { width: None, ..self.files.style },
            false,
            &[],
        ));
    }

    /// Restores the terminal and stops the program until it is continued.
    fn suspend(&mut self, screen: &mut Screen, signals: &Signals) -> Result<()> {
        screen.leave()?;
        Signal::Stop.end()?;
        signals.forget(Signal::Continue);
        self.resume(screen)
    }

    fn resume(&mut self, screen: &mut Screen) -> Result<()> {
        screen.enter_again()?;
        let (columns, lines) = screen.size()?;
        self.state.update(&event::Event::Resize(columns, lines));
        self.load();
        Ok(())
    }
}

/// Whether the terminal can show a full screen.
pub fn is_possible() -> bool {
    use std::io::IsTerminal as _;
    let is_dumb = env::var("TERM").is_some_and(|term| term == "dumb");
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !is_dumb
}
