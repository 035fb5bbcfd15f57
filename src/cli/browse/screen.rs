//! The terminal as a full screen, and back as it was: when the browser is left,
//! when it fails, and when it panics.

use std::io::{self, Stdout, Write as _, stdout};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result};
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size,
};
use ratatui::{Frame, Terminal};

/// Whether the terminal has to be put back.
static IS_ENTERED: AtomicBool = AtomicBool::new(false);

/// The full screen. Dropping it puts the terminal back.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal. A panic from now on puts it back before it is printed.
    pub fn enter() -> Result<Self> {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // Where that fails, the message is still printed.
            let _ = put_back();
            before(info);
        }));
        let terminal = Terminal::new(CrosstermBackend::new(stdout()));
        let screen = Self { terminal: terminal.context("cannot use the terminal")? };
        take().context("cannot use the terminal")?;
        Ok(screen)
    }

    /// Takes the terminal again, whatever happened to it, and draws all of it.
    pub fn enter_again(&mut self) -> Result<()> {
        put_back().and_then(|()| take()).context("cannot use the terminal")?;
        self.terminal.clear().context("cannot use the terminal")
    }

    /// Gives the terminal back.
    pub fn leave(&mut self) -> Result<()> {
        put_back().context("cannot restore the terminal")
    }

    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(draw).context("cannot draw on the terminal")?;
        Ok(())
    }

    /// Columns and lines.
    pub fn size(&self) -> Result<(u16, u16)> {
        size().context("cannot find out the size of the terminal")
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Where that fails, there is no terminal left to say so on.
        let _ = put_back();
    }
}

fn take() -> io::Result<()> {
    IS_ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste)
}

/// Does nothing where it is done already: what was printed since stays.
fn put_back() -> io::Result<()> {
    if !IS_ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let drawn =
        execute!(stdout(), DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, Show);
    disable_raw_mode()?;
    drawn?;
    stdout().flush()
}
