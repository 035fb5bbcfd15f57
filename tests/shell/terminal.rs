//! A terminal whose screen can be read, run by a private tmux server.

#![allow(dead_code, reason = "each test program uses only a part")]

use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::common::Home;
use super::set_up;

pub struct Terminal<'a> {
    home: &'a Home,
    socket: PathBuf,
}

impl<'a> Terminal<'a> {
    /// Runs `command` in a terminal of 100 columns.
    pub fn run(home: &'a Home, command: &str) -> Self {
        static OPENED: AtomicUsize = AtomicUsize::new(0);
        let number = OPENED.fetch_add(1, Ordering::Relaxed);
        let terminal = Self { home, socket: home.path().join(format!("terminal-{number}")) };
        terminal.tmux(&["new-session", "-d", "-x", "100", "-y", "24", command]);
        terminal
    }

    pub fn write(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
    }

    /// Presses a key, such as `Tab` or `Enter`.
    pub fn press(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// Clears the screen except for the command line.
    pub fn clear(&self) {
        self.press("C-l");
        self.wait(|screen| screen.trim_end().lines().count() <= 1, "the screen is not cleared");
    }

    pub fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    /// The screen, including escape sequences for colours.
    pub fn screen_with_colours(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-e"])
    }

    pub fn resize(&self, columns: u16, lines: u16) {
        let (columns, lines) = (columns.to_string(), lines.to_string());
        self.tmux(&["resize-window", "-x", &columns, "-y", &lines]);
    }

    /// The value of a tmux format, such as `#{alternate_on}`.
    pub fn ask(&self, format: &str) -> String {
        self.tmux(&["display-message", "-p", format])
    }

    /// Waits until the screen contains `text`; returns the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) -> String {
        self.wait(|screen| screen.contains(text), &format!("{text:?} does not appear"))
    }

    /// Waits until `wanted` is true of the screen; panics with the message `otherwise`.
    #[track_caller]
    pub fn wait(&self, wanted: impl Fn(&str) -> bool, otherwise: &str) -> String {
        let begun = Instant::now();
        loop {
            let screen = self.screen();
            if wanted(&screen) {
                return screen;
            }
            assert!(begun.elapsed() < PATIENCE, "{otherwise}:\n{}", screen.trim_end());
            sleep(Duration::from_millis(20));
        }
    }

    /// Closes the terminal.
    pub fn close(&self) {
        self.tmux(&["kill-server"]);
    }

    fn tmux(&self, args: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.args(["-u", "-f", "/dev/null", "-S"]).arg(&self.socket).args(args);
        set_up(self.home, &mut command);
        let output = command.output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.close();
    }
}

const PATIENCE: Duration = Duration::from_secs(15);
