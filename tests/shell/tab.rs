//! Presses Tab in real shells.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use super::common::Home;
use super::terminal::Terminal;
use super::{has, small_home};

/// A terminal with a shell that has sourced `init`, at its prompt `ready> `.
pub fn open<'a>(home: &'a Home, shell: &str) -> Terminal<'a> {
    open_with(home, shell, "")
}

/// Like [`open`], with the line `before` at the start of the startup file.
fn open_with<'a>(home: &'a Home, shell: &str, before: &str) -> Terminal<'a> {
    let (file, rc) = match shell {
        "bash" => (".bashrc", "set -eu\nPS1='ready> '\neval \"$(roadmap init bash)\"\n"),
        // Before compinit, to test that the order does not matter.
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
    home.file(file, &format!("{before}\n{rc}"));
    home.file(".inputrc", "set show-all-if-ambiguous on\n");
    let terminal = Terminal::run(home, shell);
    terminal.wait_for("ready>");
    terminal
}

/// Deletes the typed text. Not with Ctrl-C, which as a signal could overtake the following
/// keys.
fn delete_line(terminal: &Terminal<'_>, shell: &str) {
    if shell == "elvish" {
        // Closes the list of candidates; the pause prevents reading Escape as Alt.
        terminal.press("Escape");
        sleep(Duration::from_millis(100));
    }
    terminal.press("C-u");
}

/// Types, presses Tab, and waits until the wanted texts appear.
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
    if !can_drive(shell) {
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
        delete_line(&terminal, shell);
    }
    let screen = complete(&terminal, "roadmap check ", list);
    assert!(!screen.contains("beam  "), "done skills are not offered:\n{screen}");
    assert!(!home.path().join("pwned").exists(), "a title was expanded");

    // With an unreadable journal, there are no candidates and no messages.
    fs::remove_file(home.journal()).unwrap();
    fs::create_dir(home.journal()).unwrap();
    let terminal = open(&home, shell);
    terminal.write("roadmap check a");
    terminal.wait_for("ready> roadmap check a");
    terminal.press("Tab");
    terminal.write("zz");
    let screen = terminal.wait_for("check azz");
    // Elvish itself reports that there are no candidates.
    let said = screen.trim().lines().filter(|line| *line != "error: no candidates");
    assert_eq!(said.collect::<Vec<_>>(), ["ready> roadmap check azz"]);
}

#[test]
fn bash() {
    tab(
        "bash",
        &["\nalpha  The first: thing\nleft   Left\nbeta   The $(touch pwned) one\nright  Right\n"],
    );
}

#[test]
fn zsh() {
    tab(
        "zsh",
        &[
            "\nalpha  -- The first: thing\n",
            "\nbeta   -- The $(touch pwned) one\n",
            "\nleft   -- Left\n",
        ],
    );
}

#[test]
fn fish() {
    tab("fish", &["alpha", "The first: thing", "The $(touch pwned) one"]);
}

#[test]
fn elvish() {
    tab("elvish", &["alpha  The first: thing", "beta  The $(touch pwned) one"]);
}

/// Whether `shell` can be tested in a terminal.
#[track_caller]
pub fn can_drive(shell: &str) -> bool {
    has("tmux") && has(shell)
}

/// Presses Tab after each text and waits until the command line is as wanted.
#[track_caller]
pub fn completes(terminal: &Terminal<'_>, shell: &str, table: &[(&str, &str)]) {
    for (typed, wanted) in table {
        terminal.write(typed);
        terminal.wait_for(typed.trim_end());
        terminal.press("Tab");
        let wanted = format!("ready> {wanted}");
        let command_line = |screen: &str| screen.lines().any(|line| line.trim_end() == wanted);
        terminal.wait(command_line, &format!("{shell}: {typed:?} does not become {wanted:?}"));
        delete_line(terminal, shell);
        // In elvish, Ctrl-L does something else, and there is no list to clear.
        if shell != "elvish" {
            terminal.clear();
        }
    }
}

#[test]
fn zsh_completes_with_the_options_of_other_shells() {
    if can_drive("zsh") {
        let home = small_home();
        home.file("files/one.yaml", "");
        for before in ["emulate sh; set -eu", "emulate ksh", "setopt ksh_arrays sh_word_split"] {
            let table = [
                ("roadmap check alp", "roadmap check alpha"),
                ("roadmap lint ~/fil", "roadmap lint ~/files/"),
                ("roadmap next --stage=sec", "roadmap next --stage=second"),
            ];
            completes(&open_with(&home, "zsh", before), "zsh", &table);
        }
    }
}

#[test]
fn zsh_shows_backslashes_and_colons_of_titles() {
    if can_drive("zsh") {
        let home = small_home();
        home.roadmap(
            "mine",
            "title: M\nstages: [{ id: a, title: A, skills: [\
             { id: one, title: 'C:\\new\\dir' }, { id: other, title: 'a\\:b' }] }]\n",
        );
        let terminal = open(&home, "zsh");
        complete(
            &terminal,
            "roadmap check o",
            &["\none    -- C:\\new\\dir\n", "\nother  -- a\\:b\n"],
        );
    }
}

#[test]
fn bash_never_inserts_a_title() {
    if can_drive("bash") {
        let home = small_home();
        home.roadmap(
            "mine",
            "title: M\nstages: [{ id: a, title: A, skills: [\
             { id: sql, title: SQL }, { id: sql-joins, title: SQL joins }] }]\n",
        );
        let terminal = open(&home, "bash");
        complete(&terminal, "roadmap check s", &["\nsql        SQL\nsql-joins  SQL joins\n"]);
        let last =
            |screen: &str| screen.trim_end().lines().last() == Some("ready> roadmap check sql");
        terminal.wait(last, "the common prefix is not inserted");
        delete_line(&terminal, "bash");
        terminal.clear();
        // Menu completion inserts whole candidates.
        terminal.write("bind TAB:menu-complete");
        terminal.press("Enter");
        completes(&terminal, "bash", &[("roadmap check sq", "roadmap check sql")]);
    }
}
