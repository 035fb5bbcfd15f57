//! The completion candidates that the program prints for the shell scripts.

use std::fs;

use super::common::{Home, Ran};
use super::small_home;

/// The lines printed for a command line whose last word ends at the cursor.
#[track_caller]
fn offered(home: &Home, words: &[&str]) -> Vec<String> {
    offered_to(home, "zsh", words)
}

#[track_caller]
fn offered_to(home: &Home, shell: &str, words: &[&str]) -> Vec<String> {
    let mut command = home.command(&["--", "roadmap"]);
    let ran = Ran::of(&command.args(words).env("COMPLETE", shell).output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{words:?}");
    ran.stdout.lines().map(str::to_owned).collect()
}

/// Like [`offered`], without the descriptions.
#[track_caller]
fn values(home: &Home, words: &[&str]) -> Vec<String> {
    let lines = offered(home, words).into_iter();
    lines.map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

#[test]
fn offers_skills_by_status() {
    let home = small_home();
    assert_eq!(
        offered(&home, &["check", ""]),
        [
            "alpha\tThe first: thing",
            "beam\tA beam",
            "left\tLeft",
            "beta\tThe $(touch pwned) one",
            "right\tRight"
        ]
    );
    home.ok(&["start", "beam"]);
    assert_eq!(offered(&home, &["check", "be"])[0], "beam\tA beam (learning)");
    home.ok(&["check", "alpha"]);
    home.ok(&["skip", "beam"]);
    assert_eq!(values(&home, &["check", ""]), ["beta", "left", "right"]);
    assert_eq!(
        offered(&home, &["uncheck", ""]),
        ["beam\tA beam (skipped)", "alpha\tThe first: thing (done)"]
    );
    assert_eq!(values(&home, &["skip", ""]), ["beta", "pick", "left", "right"]);
    assert_eq!(values(&home, &["open", ""]), ["alpha"]);
    assert_eq!(
        offered(&home, &["check", "alpha/"]),
        ["alpha/1\thttps://a.example/1", "alpha/2\tTwo"]
    );
}

#[test]
fn start_offers_options_of_open_choices_first() {
    let home = small_home();
    assert_eq!(values(&home, &["start", ""]), ["left", "right", "alpha", "beam", "beta"]);
    home.ok(&["start", "left"]);
    assert_eq!(values(&home, &["start", ""]), ["alpha", "beam", "beta", "right"]);
}

#[test]
fn words_on_the_line_are_not_offered_again() {
    let home = small_home();
    assert_eq!(values(&home, &["check", "alpha", "be"]), ["beam", "beta"]);
    assert_eq!(values(&home, &["check", "beam", "be"]), ["beta"]);
}

#[test]
fn offers_roadmaps_stages_and_everything() {
    let home = small_home();
    assert_eq!(offered(&home, &["use", "m"]), ["mine\tMy way"]);
    assert_eq!(values(&home, &["use", "mine", "the"]), ["theirs"]);
    assert_eq!(offered(&home, &["next", "--stage", "s"]), ["second\tSecond steps"]);
    assert_eq!(values(&home, &["next", "--roadmap", "theirs", "--stage", ""]), ["only"]);
    assert_eq!(values(&home, &["next", "--roadmap", "the"]), ["theirs"]);
    assert_eq!(offered(&home, &["show", "gam"]), ["gamma\tGamma rays"]);
    let all = values(&home, &["show", ""]);
    for name in ["alpha", "pick", "second", "only", "mine", "theirs", "backend", "sql"] {
        assert!(all.iter().any(|value| value == name), "{name}");
    }
    assert_eq!(
        values(&home, &["check", "--all", ""])[..6],
        ["first", "second", "alpha", "beta", "beam", "pick"]
    );
}

#[test]
fn paths_on_the_line_are_used() {
    let home = small_home();
    let other = home.path().join("other.jsonl");
    home.ok(&["check", "alpha", "--progress", other.to_str().unwrap(), "--json"]);
    let words = ["--progress", other.to_str().unwrap(), "uncheck", ""];
    assert_eq!(values(&home, &words), Vec::<String>::new(), "mine is not in use in that journal");
    home.ok(&["use", "mine", "--progress", other.to_str().unwrap()]);
    assert_eq!(values(&home, &words), ["alpha"]);
    let words = ["uncheck", "--progress", other.to_str().unwrap(), ""];
    assert_eq!(values(&home, &words), ["alpha"]);
}

#[test]
fn offers_commands_and_options() {
    let home = small_home();
    assert_eq!(values(&home, &["chec"]), ["check"]);
    assert_eq!(values(&home, &["next", ""])[..2], ["--limit", "--all"]);
    assert_eq!(values(&home, &["next", "--exp"]), ["--explain"]);
    assert_eq!(values(&home, &["check", "--on", ""]), ["today", "yesterday"]);
}

#[test]
fn offers_the_command_names_that_help_lists() {
    let home = small_home();
    let help = home.ok(&["--help"]);
    let (_, commands) = help.split_once("\nCommands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let listed: Vec<&str> = commands
        .lines()
        .filter_map(|line| {
            line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty())
        })
        .collect();
    assert_eq!(values(&home, &[""]), listed);
    let none: [String; 0] = [];
    // Aliases work, but are not offered.
    for alias in ["log", "don", "complete", "tod", "stat"] {
        assert_eq!(values(&home, &[alias]), none, "{alias}");
    }
    assert_eq!(
        values(&home, &["s"]),
        ["setup", "show", "start", "skip", "spent", "sync", "schema"]
    );
    assert_eq!(values(&home, &["done", "alp"]), ["alpha"]);
    assert_eq!(values(&home, &["help", "chec"]), ["check"]);
}

#[test]
fn bash_splits_at_an_equals_sign() {
    let home = small_home();
    let second = "second\tSecond steps";
    assert_eq!(offered_to(&home, "bash", &["next", "--stage", "=", "s"]), [second]);
    let second = "--stage=second\tSecond steps";
    assert_eq!(offered_to(&home, "bash", &["next", "--stage=s"]), [second]);
}

#[test]
fn words_can_be_quoted() {
    let home = small_home();
    let alpha = ["alpha\tThe first: thing"];
    assert_eq!(offered_to(&home, "bash", &["'check'", "\"alp"]), alpha);
    assert_eq!(offered_to(&home, "fish", &["check", "'alp"]), alpha);
}

#[test]
fn the_shell_completes_paths() {
    let home = small_home();
    home.file("files/a.yaml", "");
    let files = ["\tfiles"];
    let folders = ["\tfolders"];
    for shell in ["bash", "zsh", "fish", "elvish"] {
        assert_eq!(offered_to(&home, shell, &["lint", "fi"]), files, "{shell}");
        assert_eq!(offered_to(&home, shell, &["lint", "--progress", ""]), files, "{shell}");
        assert_eq!(offered_to(&home, shell, &["--progress=fi"]), files, "{shell}");
        assert_eq!(offered_to(&home, shell, &["next", "--roadmaps=fi"]), folders, "{shell}");
        assert_eq!(offered_to(&home, shell, &["man", "--dir", ""]), folders, "{shell}");
    }
    assert_eq!(values(&home, &["lint", "--plai"]), ["--plain"], "options are not paths");
}

#[test]
fn the_home_folder_is_expanded_to_find_the_data() {
    let home = small_home();
    let other = home.path().join("other.jsonl");
    home.ok(&["use", "mine", "--progress", other.to_str().unwrap()]);
    home.ok(&["check", "beam", "--progress", other.to_str().unwrap()]);
    for path in ["~/other.jsonl", "$HOME/other.jsonl", "${HOME}/other.jsonl"] {
        assert_eq!(values(&home, &["uncheck", "--progress", path, ""]), ["beam"], "{path}");
    }
}

#[test]
fn errors_offer_nothing_and_print_nothing() {
    let none: [String; 0] = [];
    let home = small_home();
    home.roadmap("mine", "title: [\n");
    assert_eq!(values(&home, &["check", ""]), none);
    assert_eq!(values(&home, &["use", "the"]), ["theirs"]);
    home.ok(&["use", "theirs"]);
    fs::write(home.journal(), "{ torn\n<<<<<<< HEAD\n").unwrap();
    assert_eq!(values(&home, &["check", "postgresq"]), ["postgresql"], "the default roadmap");
    fs::remove_file(home.journal()).unwrap();
    assert_eq!(values(&home, &["check", "postgresq"]), ["postgresql"]);
    assert!(!home.journal().exists(), "completion writes nothing");
    fs::create_dir(home.journal()).unwrap();
    assert_eq!(values(&home, &["check", ""]), none);
    assert_eq!(offered(&home, &[]), none);
    assert_eq!(offered(&home, &["nothing", "of", "this"]), none);
}

#[test]
fn titles_are_sanitized() {
    let home = small_home();
    home.roadmap(
        "mine",
        "title: M\nstages: [{ id: a, title: A, skills: [{ id: alpha, title: \"a\\tb\\nc\\e[31m\" }] }]\n",
    );
    let lines = offered(&home, &["check", "alp"]);
    assert_eq!(lines, ["alpha\ta\u{fffd}b\u{fffd}c\u{fffd}[31m"]);
    let mut command = home.command(&["--", "roadmap", "check", "alp"]);
    let ran = Ran::of(&command.env("COMPLETE", "fish").env("LANG", "C").output().unwrap());
    assert_eq!(ran.stdout, "alpha\ta?b?c?[31m\n");
}

#[test]
fn the_variable_alone_has_no_effect() {
    let home = small_home();
    for value in ["zsh", "1", "nonsense"] {
        let mut command = home.command(&["show", "alpha", "--json"]);
        let ran = Ran::of(&command.env("COMPLETE", value).output().unwrap());
        assert!(ran.stdout.starts_with('{'), "{ran:?}");
    }
}
