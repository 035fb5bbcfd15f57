//! Switches the terminal to full screen, and restores it when the browser quits,
//! fails or panics.

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
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::{Frame, Terminal};

/// Whether the terminal has to be restored.
static IS_ENTERED: AtomicBool = AtomicBool::new(false);

/// The full screen. Dropping it restores the terminal.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Switches to full screen. From now on, a panic restores the terminal before its
    /// message is printed.
    pub fn enter() -> Result<Self> {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // Even if this fails, the message is printed.
            let _ = restore();
            before(info);
        }));
        let terminal = Terminal::new(CrosstermBackend::new(stdout()));
        let screen = Self { terminal: terminal.context("cannot use the terminal")? };
        switch().context("cannot use the terminal")?;
        Ok(screen)
    }

    /// Switches to full screen again after another program used the terminal, and
    /// clears it so that everything is redrawn.
    pub fn enter_again(&mut self) -> Result<()> {
        restore().and_then(|()| switch()).context("cannot use the terminal")?;
        self.terminal.clear().context("cannot use the terminal")
    }

    /// Restores the terminal.
    pub fn leave(&mut self) -> Result<()> {
        let shown = self.terminal.show_cursor();
        restore().and(shown).context("cannot restore the terminal")
    }

    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(draw).context("cannot draw on the terminal")?;
        Ok(())
    }

    /// The size as (columns, lines).
    pub fn size(&self) -> Result<(u16, u16)> {
        let size = self.terminal.size().context("cannot get the size of the terminal")?;
        Ok((size.width, size.height))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // If this fails, there is no terminal left to report it on.
        let _ = restore();
    }
}

fn switch() -> io::Result<()> {
    IS_ENTERED.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste)
}

/// Restores the terminal. Does nothing if it is restored already, so that text
/// printed since then stays.
fn restore() -> io::Result<()> {
    if !IS_ENTERED.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let drawn =
        execute!(stdout(), DisableBracketedPaste, DisableMouseCapture, LeaveAlternateScreen, Show);
    disable_raw_mode()?;
    drawn?;
    stdout().flush()
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    #[ignore = "run in a terminal by the next test"]
    fn panics_on_the_full_screen() {
        let _screen = Screen::enter().unwrap();
        panic!("something went wrong");
    }

    #[test]
    fn a_panic_restores_the_terminal_before_it_is_printed() {
        if Command::new("tmux").arg("-V").stdout(Stdio::null()).status().is_err() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let tmux = |args: &[&str]| {
            let mut command = Command::new("tmux");
            command.args(["-u", "-f", "/dev/null", "-S"]).arg(folder.path().join("socket"));
            let output = command.args(args).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let program = std::env::current_exe().unwrap();
        let test = concat!(module_path!(), "::panics_on_the_full_screen");
        let test = test.split_once("::").unwrap().1;
        let line = format!(
            "{} --exact {test} --ignored --nocapture; stty -a | grep -ow -e -icanon -e icanon; \
             exec sleep 1000",
            program.display()
        );
        tmux(&["new-session", "-d", "-x", "100", "-y", "40", &line]);
        let begun = Instant::now();
        let screen = loop {
            let screen = tmux(&["capture-pane", "-p"]);
            if screen.contains("icanon") || begun.elapsed() > Duration::from_secs(15) {
                break screen;
            }
            sleep(Duration::from_millis(20));
        };
        let flags = tmux(&["display-message", "-p", "#{alternate_on} #{mouse_any_flag}"]);
        tmux(&["kill-server"]);
        assert!(screen.contains("something went wrong"), "{screen}");
        assert!(screen.trim_end().ends_with("\nicanon"), "{screen}");
        assert_eq!(flags.trim(), "0 0", "{screen}");
    }
}
