//! The command line that was typed, as a line to paste.

use std::ffi::OsString;

use career_roadmap::query::lookup::{Correction, quote};
use clap::{ArgAction, Command, CommandFactory as _};

use super::Cli;

/// The command with these arguments, and the ids that were meant in place of
/// wrong names. Everything else stays as it was typed.
pub fn corrected(typed: &[OsString], corrections: &[Correction]) -> String {
    let mut words: Vec<String> =
        typed.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let values = values(&words);
    for Correction { typed, meant } in corrections {
        let is_name = |at: &usize| corrected_word(&words[*at], typed, meant).is_some();
        // The value of an option is a name only where nothing else can be it.
        let names = (0..words.len()).filter(|at| !values[*at]);
        let found = names.chain(0..words.len()).find(is_name);
        if let Some(at) = found
            && let Some(word) = corrected_word(&words[at], typed, meant)
        {
            words[at] = word;
        }
    }
    let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
    format!("roadmap {}", words.join(" "))
}

/// `word`, or the part of it between commas that is the wrong name, corrected.
fn corrected_word(word: &str, wrong: &str, meant: &str) -> Option<String> {
    if word.trim() == wrong {
        return Some(meant.to_owned());
    }
    let mut parts: Vec<&str> = word.split(',').map(str::trim).collect();
    let part = parts.iter_mut().find(|part| **part == wrong)?;
    *part = meant;
    Some(parts.join(","))
}

/// Which words are values of an option, as `yesterday` in `--on yesterday`.
fn values(words: &[String]) -> Vec<bool> {
    let program = Cli::command();
    let mut command = &program;
    let mut is_value = false;
    let mut only_names = false;
    let mut values = Vec::new();
    for word in words {
        values.push(is_value);
        if std::mem::take(&mut is_value) || only_names {
            continue;
        }
        only_names = word == "--";
        is_value = takes_value(command, &program, word);
        if let Some(found) = command.find_subcommand(word) {
            command = found;
        }
    }
    values
}

/// Whether this option of a command takes the next word.
fn takes_value(command: &Command, program: &Command, word: &str) -> bool {
    let mut arguments = command.get_arguments().chain(program.get_arguments());
    arguments.any(|argument| {
        let is_this = match word.strip_prefix("--") {
            Some(long) => argument.get_long() == Some(long),
            None => argument.get_short().is_some_and(|short| word == format!("-{short}")),
        };
        is_this && matches!(argument.get_action(), ArgAction::Set | ArgAction::Append)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_corrected(typed: &[&str], corrections: &[(&str, &str)], want: &str) {
        let typed: Vec<OsString> = typed.iter().map(OsString::from).collect();
        let correction = |(typed, meant): &(&str, &str)| Correction {
            typed: (*typed).to_owned(),
            meant: (*meant).to_owned(),
        };
        let corrections: Vec<_> = corrections.iter().map(correction).collect();
        assert_eq!(corrected(&typed, &corrections), want);
    }

    #[test]
    fn only_wrong_names_are_replaced() {
        let databse: &[_] = &[("databse", "database")];
        assert_corrected(
            &["check", "git", "databse", "--on", "yesterday"],
            databse,
            "roadmap check git database --on yesterday",
        );
        assert_corrected(
            &["check", "--note", "databse", "databse", "--known"],
            databse,
            "roadmap check --note databse database --known",
        );
        assert_corrected(
            &["note", "1", "it's 1"],
            &[("1", "git")],
            r"roadmap note git 'it'\''s 1'",
        );
        assert_corrected(
            &["check", "databse,pyhton", "git"],
            &[("databse", "database"), ("pyhton", "python")],
            "roadmap check database,python git",
        );
        assert_corrected(&["team", "--who", "1"], &[("1", "git")], "roadmap team --who git");
        assert_corrected(&["check", " git"], &[("git", "sql")], "roadmap check sql");
    }
}
