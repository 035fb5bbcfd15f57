//! Sources the scripts that `init` prints.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use super::common::{Home, Ran};
use super::{has, set_up, sh, sh_ok, small_home};

/// The shells that can source a script without a terminal, with the line to do so. Elvish
/// needs a terminal.
const SHELLS: [(&str, &str); 3] = [
    ("bash", "eval \"$(roadmap init bash)\""),
    ("zsh", "eval \"$(roadmap init zsh)\""),
    ("fish", "roadmap init fish | source"),
];

#[test]
fn init_without_a_shell_lists_the_lines_to_add() {
    let text = Home::new().ok(&["init"]);
    for line in SHELLS.map(|(_, line)| line).iter().chain(&["eval (roadmap init elvish | slurp)"]) {
        assert!(text.lines().any(|found| found.trim() == *line), "{line} in {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn scripts_do_not_depend_on_the_home() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish"] {
        let script = home.ok(&["init", shell]);
        assert_eq!(script, home.ok(&["init", shell]));
        assert_eq!(script, small_home().ok(&["init", shell]));
    }
    assert_eq!(home.run(&["init", "tcsh"]).status, 2);
}

#[test]
fn scripts_can_be_sourced_twice() {
    let home = small_home();
    for (shell, line) in SHELLS.into_iter().filter(|(shell, _)| has(shell)) {
        let percent = if shell == "zsh" { "%%" } else { "%" };
        let wanted = format!("mine 0{percent} ▸ The first: thing");
        assert_eq!(sh_ok(&home, shell, &format!("{line}; roadmap_prompt")), wanted);
        assert_eq!(sh_ok(&home, shell, &format!("{line}; {line}; roadmap_prompt")), wanted);
        let strict = if shell == "fish" { "" } else { "set -eu;" };
        let script = format!("{strict} {line}; {line}; roadmap_prompt '(%s)'; echo ' and on'");
        assert_eq!(sh_ok(&home, shell, &script), format!("({wanted}) and on\n"));
    }
    if has("fish") {
        let script = format!("{0}; {0}; complete --command roadmap | count", SHELLS[2].1);
        assert_eq!(sh_ok(&home, "fish", &script), "2\n");
    }
}

#[test]
fn zsh_can_have_the_options_of_other_shells() {
    if !has("zsh") {
        return;
    }
    let home = small_home();
    let line = SHELLS[1].1;
    for options in [
        "emulate sh; set -eu",
        "emulate ksh; set -eu",
        "set -eu; setopt ksh_arrays sh_word_split glob_subst warn_create_global",
        "setopt sh_glob ksh_glob ignore_braces posix_identifiers",
    ] {
        let script = format!("{options}; {line}; {line}; roadmap_prompt '(%s)'; echo ' and on'");
        let wanted = "(mine 0%% ▸ The first: thing) and on\n";
        assert_eq!(sh_ok(&home, "zsh", &script), wanted, "{options}");
    }
}

#[test]
fn the_prompt_preserves_the_exit_status() {
    let home = small_home();
    for (shell, line) in SHELLS.into_iter().filter(|(shell, _)| has(shell)) {
        let status = if shell == "fish" { "$status" } else { "$?" };
        let script = format!("{line}; sh -c 'exit 7'; roadmap_prompt >/dev/null; echo {status}");
        assert_eq!(sh_ok(&home, shell, &script), "7\n", "{shell}");
    }
}

#[test]
fn the_prompt_is_empty_on_errors() {
    let missing = Home::new();
    let broken = small_home();
    fs::write(broken.journal(), "{ torn\n<<<<<<< HEAD\n").unwrap();
    let unreadable = small_home();
    fs::remove_file(unreadable.journal()).unwrap();
    fs::create_dir(unreadable.journal()).unwrap();
    let bad_roadmap = small_home();
    bad_roadmap.roadmap("mine", "title: [\n");
    for (shell, line) in SHELLS.into_iter().filter(|(shell, _)| has(shell)) {
        for home in [&missing, &broken, &unreadable, &bad_roadmap] {
            let script = format!("{line}; roadmap_prompt '(%s)'; echo on");
            assert_eq!(sh_ok(home, shell, &script), "on\n", "{shell}");
        }
    }
}

#[test]
fn sourcing_runs_nothing() {
    let home = small_home();
    let spy = home.file("spy", "#!/bin/sh\necho called >> called\n");
    fs::set_permissions(&spy, fs::Permissions::from_mode(0o755)).unwrap();
    for (shell, _) in SHELLS.into_iter().filter(|(shell, _)| has(shell)) {
        let script = home.ok(&["init", shell]);
        let spied = script.replace(env!("CARGO_BIN_EXE_roadmap"), spy.to_str().unwrap());
        assert_ne!(script, spied);
        let nowhere = if shell == "fish" { "set PATH /nowhere" } else { "PATH=/nowhere" };
        assert_eq!(sh_ok(&home, shell, &format!("{nowhere}\n{spied}")), "");
        assert!(!home.path().join("called").exists(), "{shell} ran it");
        sh_ok(&home, shell, &format!("{spied}\nroadmap_prompt"));
        assert!(fs::remove_file(home.path().join("called")).is_ok(), "{shell} did not run it");
    }
}

#[test]
fn the_program_can_be_at_an_unusual_path() {
    let home = small_home();
    let folder = home.path().join(r#"it's $(touch pwned) "here" \ "#);
    fs::create_dir(&folder).unwrap();
    let program = folder.join("roadmap");
    symlink(env!("CARGO_BIN_EXE_roadmap"), &program).unwrap();
    for (shell, _) in SHELLS.into_iter().filter(|(shell, _)| has(shell)) {
        let mut command = Command::new(&program);
        set_up(&home, command.args(["init", shell]));
        let script = Ran::of(&command.output().unwrap());
        assert_eq!((script.status, script.stderr.as_str()), (0, ""));
        let out = sh_ok(&home, shell, &format!("{}\nroadmap_prompt", script.stdout));
        assert!(out.starts_with("mine 0%"), "{shell}: {out}");
        fs::remove_file(&program).unwrap();
        let gone = sh(&home, shell, &format!("{}\nroadmap_prompt; echo on", script.stdout));
        assert_eq!((gone.stdout.as_str(), gone.stderr.as_str()), ("on\n", ""), "{shell}");
        symlink(env!("CARGO_BIN_EXE_roadmap"), &program).unwrap();
    }
    assert!(!home.path().join("pwned").exists());
}

#[test]
fn static_completions_are_valid_scripts() {
    let home = Home::new();
    for (shell, check) in [
        ("bash", "bash -n script"),
        ("zsh", "zsh -f -n script"),
        ("fish", "fish --no-execute script"),
        ("elvish", "elvish -compileonly script"),
    ] {
        let script = home.ok(&["completions", shell]);
        assert!(script.contains("uncheck"), "{shell}");
        home.file("script", &script);
        if has(shell) {
            let ran = sh(&home, "bash", check);
            // Elvish has `edit:` only if it is interactive.
            let only_that = shell == "elvish" && ran.stderr.contains("$edit:completion:");
            assert!(ran.status == 0 || only_that, "{shell}: {}", ran.stderr);
        }
    }
    assert!(home.ok(&["completions", "powershell"]).contains("Register-ArgumentCompleter"));
    assert!(home.ok(&["completions", "nushell"]).contains("export extern roadmap"));
}
