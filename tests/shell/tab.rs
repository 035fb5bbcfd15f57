//! Tab, pressed in the real shells.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use super::common::Home;
use super::terminal::Terminal;
use super::{has, small_home};

/// A terminal with a shell that has sourced `init`, at its prompt `ready> `.
fn open<'a>(home: &'a Home, shell: &str) -> Terminal<'a> {
    let (file, rc) = match shell {
        "bash" => (".bashrc", "set -eu\nPS1='ready> '\neval \"$(roadmap init bash)\"\n"),
        // Before compinit on purpose: it must not matter.
        "zsh" => (
            ".zshrc",
            "setopt nounset\nPROMPT='ready> '\neval \"$(roadmap init zsh)\"\n\
             autoload -Uz compinit && compinit -u -D\n",
        ),
        "fish" => (
            ".config/fish/config.fish",
            "set fish_greeting\nfunction fish_prompt; echo 'ready> '; end\n\
             roadmap init fish | source\n",
        ),
        _ => (
            ".config/elvish/rc.elv",
            "set edit:prompt = { print 'ready> ' }\nset edit:rprompt = { }\n\
             eval (roadmap init elvish | slurp)\n",
        ),
    };
    home.file(file, rc);
    home.file(".inputrc", "set show-all-if-ambiguous on\n");
    let terminal = Terminal::run(home, shell);
    terminal.wait_for("ready>");
    terminal
}

/// Takes back what was typed. Not by an interrupt where that is a signal, which
/// may overtake what is typed next.
fn take_back(terminal: &Terminal<'_>, shell: &str) {
    if shell == "elvish" {
        // First out of the list of candidates; the pause tells it from Alt.
        terminal.press("Escape");
        sleep(Duration::from_millis(100));
    }
    terminal.press("C-u");
}

/// Types, presses Tab, and waits for what comes up.
#[track_caller]
fn complete(terminal: &Terminal<'_>, typed: &str, wanted: &[&str]) -> String {
    terminal.write(typed);
    terminal.wait_for(typed.trim_end());
    terminal.press("Tab");
    let all = |screen: &str| wanted.iter().all(|text| screen.contains(text));
    terminal.wait(all, &format!("{typed:?} does not complete to {wanted:?}"))
}

#[track_caller]
fn tab(shell: &str, list: &[&str]) {
    if !has("tmux") || !has(shell) {
        return;
    }
    let home = small_home();
    home.ok(&["check", "beam"]);
    let terminal = open(&home, shell);
    for (typed, wanted) in [
        ("roadmap unch", &["roadmap uncheck"][..]),
        ("roadmap check alp", &["roadmap check alpha"]),
        ("roadmap uncheck ", &["roadmap uncheck beam"]),
        ("roadmap use thei", &["roadmap use theirs"]),
        ("roadmap next --stage=sec", &["roadmap next ", "--stage=second"]),
        ("roadmap open alpha/", &["alpha/1", "alpha/2"]),
    ] {
        complete(&terminal, typed, wanted);
        take_back(&terminal, shell);
    }
    let screen = complete(&terminal, "roadmap check ", list);
    assert!(!screen.contains("beam  "), "done skills are not offered:\n{screen}");
    assert!(!home.path().join("pwned").exists(), "a title was expanded");

    // What cannot be read offers nothing and says nothing.
    fs::remove_file(home.journal()).unwrap();
    fs::create_dir(home.journal()).unwrap();
    let terminal = open(&home, shell);
    terminal.write("roadmap check a");
    terminal.wait_for("ready> roadmap check a");
    terminal.press("Tab");
    terminal.write("zz");
    let screen = terminal.wait_for("check azz");
    // Elvish says by itself that there is nothing.
    let said = screen.trim().lines().filter(|line| *line != "error: no candidates");
    assert_eq!(said.collect::<Vec<_>>(), ["ready> roadmap check azz"]);
}

#[test]
fn bash() {
    tab("bash", &["alpha", "beta", "left", "right"]);
}

#[test]
fn zsh() {
    tab("zsh", &["alpha  -- The first: thing", "beta   -- The $(touch pwned) one"]);
}

#[test]
fn fish() {
    tab("fish", &["alpha", "The first: thing", "The $(touch pwned) one"]);
}

#[test]
fn elvish() {
    tab("elvish", &["alpha  The first: thing", "beta  The $(touch pwned) one"]);
}
