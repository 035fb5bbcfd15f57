//! Tests of the full-screen browser in a real terminal: keys, mouse, resizing, signals,
//! and changing files.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../shell/terminal.rs"]
mod terminal;

mod changes;
mod keys;
mod restore;
mod usage;

use std::path::Path;
use std::process::{Command, Stdio};

use common::{Home, missing};
use terminal::Terminal;

/// Whether there is a terminal to test in.
#[track_caller]
fn has_tmux() -> bool {
    let mut command = Command::new("tmux");
    command.arg("-V").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let found = command.status().is_ok();
    if !found {
        missing("tmux");
    }
    found
}

/// Sets up `command` to run in this home, with the program in its `PATH`.
fn set_up(home: &Home, command: &mut Command) {
    home.set_up(command);
    let folder = Path::new(env!("CARGO_BIN_EXE_roadmap")).parent().unwrap();
    let bin = home.path().join("bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [bin, folder.to_owned()].into_iter().chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(folders).unwrap());
}

const MINE: &str = "title: My way\nstages:\n\
    - id: first\n  title: First steps\n  milestone: Ready to go on\n  skills:\n\
    \x20 - { id: alpha, title: Alpha, hours: 2, resources: [https://a.example/1, { title: Two, url: https://a.example/2 }] }\n\
    \x20 - { id: beta, title: Beta, needs: [alpha] }\n\
    - id: second\n  title: Second steps\n  skills:\n\
    \x20 - { id: gamma, title: Gamma rays }\n";

const THEIRS: &str = "title: Their way\nstages:\n\
    - id: only\n  title: The only stage\n  skills: [{ id: delta, title: Delta }]\n";

/// A home with the roadmaps `mine` and `theirs` in use.
fn home() -> Home {
    let home = Home::new();
    home.roadmap("mine", MINE);
    home.roadmap("theirs", THEIRS);
    home.ok(&["use", "mine", "theirs"]);
    home
}

/// Starts the browser in a terminal, and waits until it is drawn.
fn browse(home: &Home) -> Terminal<'_> {
    let terminal = Terminal::run(home, "roadmap browse; exec sleep 1000");
    terminal.wait_for("q quit");
    terminal
}

/// The last `lines` lines of a screen above the key hints.
fn answer(screen: &str, lines: usize) -> Vec<&str> {
    let all: Vec<&str> = screen.trim_end().lines().collect();
    let end = all.len().saturating_sub(1);
    all[end.saturating_sub(lines)..end].iter().map(|line| line.trim_end()).collect()
}
