//! Tests in real shells: sources the scripts that `init` prints, presses Tab in a terminal,
//! reads the prompts, and runs the recipes of docs/shell.md.
//!
//! A shell that is not installed is reported as skipped; with `CI=true`, the test fails.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;
mod terminal;

mod candidates;
mod init;
mod paths;
mod recipes;
mod tab;

use std::path::Path;
use std::process::{Command, Stdio};

use common::{Home, Ran, missing};

/// Whether `program` is installed; with `CI=true`, panics if it is not.
#[track_caller]
fn has(program: &str) -> bool {
    let found = runs(program);
    if !found {
        missing(program);
    }
    found
}

fn runs(program: &str) -> bool {
    let flag = if program == "tmux" { "-V" } else { "--version" };
    let mut command = Command::new(program);
    command.arg(flag).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok()
}

/// Sets up `command` to run in this home, with the program in its `PATH`.
fn set_up(home: &Home, command: &mut Command) {
    home.set_up(command);
    let folder = Path::new(env!("CARGO_BIN_EXE_roadmap")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(folders).unwrap());
}

/// Runs a script in a shell without its startup files.
fn sh(home: &Home, shell: &str, script: &str) -> Ran {
    let mut command = Command::new(shell);
    let bare: &[&str] = match shell {
        "bash" => &["--noprofile", "--norc", "-c"],
        "zsh" => &["-f", "-c"],
        "fish" => &["--no-config", "-c"],
        _ => &["-c"],
    };
    set_up(home, command.args(bare).arg(script));
    Ran::of(&command.output().unwrap())
}

/// Like [`sh`], but must succeed without output on stderr. Returns stdout.
#[track_caller]
fn sh_ok(home: &Home, shell: &str, script: &str) -> String {
    let ran = sh(home, shell, script);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{shell}: {script}: {}", ran.stdout);
    ran.stdout
}

/// A home with the roadmaps `mine`, which is in use, and `theirs`.
fn small_home() -> Home {
    let home = Home::new();
    home.roadmap(
        "mine",
        "title: My way\nstages:\n\
         - id: first\n  title: First steps\n  skills:\n\
         \x20 - { id: alpha, title: 'The first: thing', resources: [https://a.example/1, { title: Two, url: https://a.example/2 }] }\n\
         \x20 - { id: beta, title: The $(touch pwned) one, needs: [alpha] }\n\
         \x20 - { id: beam, title: A beam }\n\
         - id: second\n  title: Second steps\n  skills:\n\
         \x20 - { id: pick, title: A choice, choose: 1, skills: [{ id: left, title: Left }, { id: right, title: Right, needs: [beta] }] }\n",
    );
    home.roadmap(
        "theirs",
        "title: Their way\nstages:\n- id: only\n  title: The only stage\n  skills: [{ id: gamma, title: Gamma rays }]\n",
    );
    home.ok(&["use", "mine"]);
    home
}
