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
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
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
        let shown = self.terminal.show_cursor();
        put_back().and(shown).context("cannot restore the terminal")
    }

    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        self.terminal.draw(draw).context("cannot draw on the terminal")?;
        Ok(())
    }

    /// Columns and lines.
    pub fn size(&self) -> Result<(u16, u16)> {
        let size = self.terminal.size().context("cannot find out the size of the terminal")?;
        Ok((size.width, size.height))
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

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    #[ignore = "the test below runs it in a terminal"]
    fn panics_on_the_full_screen() {
        let _screen = Screen::enter().unwrap();
        panic!("something went wrong");
    }

    #[test]
    fn a_panic_is_printed_on_the_usual_screen() {
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
