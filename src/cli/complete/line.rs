//! A command line that is not finished or not valid, as far as it can be read.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use career_roadmap::shell::Shell;
use clap::{ArgMatches, CommandFactory as _};

use crate::cli::env::Color;
use crate::cli::{Cli, Global};

/// What the words of a command line decide, whatever else is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    folders: Vec<PathBuf>,
    journal: Option<PathBuf>,
    /// The folders of people, after `team`.
    pub(super) class: Vec<PathBuf>,
    /// Whether `--all` was given.
    pub(super) all: bool,
    /// The value of `--roadmap`.
    pub(super) roadmap: Option<String>,
    /// Whether a command was given.
    pub(super) has_command: bool,
    /// Whether anything but options can follow.
    pub(super) takes_words: bool,
}

impl CommandLine {
    pub fn parse(words: &[OsString]) -> Self {
        let mut program = Cli::command().ignore_errors(true);
        let Ok(matches) = program.try_get_matches_from_mut(words) else { return Self::default() };
        let (of, command) = match matches.subcommand() {
            Some((name, command)) => (program.find_subcommand(name), command),
            None => (Some(&program), &matches),
        };
        Self {
            folders: paths(command, "roadmap_folders"),
            class: paths(command, "folders"),
            journal: one(command, "journal"),
            all: one(command, "all").unwrap_or_default(),
            roadmap: one(command, "roadmap"),
            has_command: matches.subcommand().is_some(),
            takes_words: of.is_some_and(|command| {
                command.has_subcommands() || command.get_positionals().next().is_some()
            }),
        }
    }

    /// With paths as the shell will pass them when the command runs: it completes
    /// a line before it expands `~` and variables. Only `home` is expanded.
    pub(super) fn expand(mut self, home: &Path) -> Self {
        let paths = self.folders.iter_mut().chain(&mut self.journal);
        for path in paths.chain(&mut self.class) {
            *path = expand(path, home);
        }
        self
    }

    /// The global options that say where the data is.
    pub fn global(&self) -> Global {
        Global {
            roadmaps: self.folders.clone(),
            progress: self.journal.clone(),
            color: Color::Never,
            plain: true,
            no_pager: true,
        }
    }
}

/// The value of an argument, which this command may not have.
fn one<T: Clone + Send + Sync + 'static>(command: &ArgMatches, id: &str) -> Option<T> {
    command.try_get_one::<T>(id).ok().flatten().cloned()
}

/// The values of an argument that takes paths.
fn paths(command: &ArgMatches, id: &str) -> Vec<PathBuf> {
    let paths = command.try_get_many::<PathBuf>(id).ok().flatten();
    paths.into_iter().flatten().cloned().collect()
}

fn expand(path: &Path, home: &Path) -> PathBuf {
    ["~", "$HOME", "${HOME}"]
        .iter()
        .find_map(|prefix| Some(home.join(path.strip_prefix(prefix).ok()?)))
        .unwrap_or_else(|| path.to_owned())
}

/// The words of `shell` as the program's arguments.
pub(super) fn as_arguments(words: Vec<OsString>, shell: Shell) -> Vec<OsString> {
    match shell {
        Shell::Bash => {
            join_options(words).iter().map(|word| unquote(word, is_special_in_bash)).collect()
        }
        Shell::Fish => {
            let mut words = words;
            // The words before were unquoted by fish; the last may be half a word.
            if let Some(last) = words.last_mut() {
                *last = unquote(last, is_special_in_fish);
            }
            words
        }
        Shell::Zsh | Shell::Elvish => words,
    }
}

/// Bash splits `--stage=basics` into three words; the engine takes two of them.
fn join_options(words: Vec<OsString>) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    for word in words {
        let after_option =
            joined.last().is_some_and(|last| last.as_encoded_bytes().starts_with(b"--"));
        if !(word == "=" && after_option) {
            joined.push(word);
        }
    }
    joined
}

/// Whether a backslash between the quotes `quote` escapes `next`.
type IsSpecial = fn(quote: char, next: char) -> bool;

fn is_special_in_bash(quote: char, next: char) -> bool {
    quote == '"' && matches!(next, '"' | '\\' | '$' | '`')
}

fn is_special_in_fish(quote: char, next: char) -> bool {
    next == '\\' || next == quote || (quote == '"' && next == '$')
}

/// A word without its quotes and backslashes. The last quote may be missing: the
/// cursor is in it. A word that is not UTF-8 stays as it is.
fn unquote(word: &OsStr, is_special: IsSpecial) -> OsString {
    let Some(text) = word.to_str() else { return word.to_owned() };
    let mut plain = String::new();
    let mut quote = None;
    let mut rest = text.chars().peekable();
    while let Some(char) = rest.next() {
        match (quote, char) {
            (None, '\'' | '"') => quote = Some(char),
            (Some(open), _) if char == open => quote = None,
            (None, '\\') => plain.extend(rest.next()),
            (Some(open), '\\') => {
                plain.push(rest.next_if(|next| is_special(open, *next)).unwrap_or('\\'));
            }
            _ => plain.push(char),
        }
    }
    plain.into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{as_arguments, expand};
    use career_roadmap::shell::Shell;

    #[test]
    fn words_lose_their_quotes() {
        for (shell, typed, meant) in [
            (Shell::Bash, r#""al"#, "al"),
            (Shell::Bash, r"'it s", "it s"),
            (Shell::Bash, r#"my\ "own  \$x \d"'\'"#, r"my own  $x \d\"),
            (Shell::Bash, "a\\", "a"),
            (Shell::Fish, r"'it\'s \d", r"it's \d"),
            (Shell::Fish, r#""\$x\ "#, r"$x\ "),
            (Shell::Zsh, r#""al"#, r#""al"#),
        ] {
            assert_eq!(as_arguments(vec![typed.into()], shell), [meant], "{shell}: {typed}");
        }
    }

    #[test]
    fn fish_unquoted_the_words_before() {
        let words = [r"it's", r"it\'s"].map(Into::into).to_vec();
        assert_eq!(as_arguments(words, Shell::Fish), ["it's", "it's"]);
    }

    #[test]
    fn an_equals_sign_after_an_option_is_not_a_word() {
        for (typed, meant) in [
            (&["--stage", "=", "b"][..], &["--stage", "b"][..]),
            (&["--stage", "=", ""], &["--stage", ""]),
            (&["check", "=", "b"], &["check", "=", "b"]),
        ] {
            let words = typed.iter().map(Into::into).collect();
            assert_eq!(as_arguments(words, Shell::Bash), meant, "{typed:?}");
        }
    }

    #[test]
    fn paths_begin_at_home() {
        let home = Path::new("/home/me");
        for (typed, meant) in [
            ("~/a", "/home/me/a"),
            ("~", "/home/me"),
            ("$HOME/a b", "/home/me/a b"),
            ("${HOME}/a", "/home/me/a"),
            ("~you/a", "~you/a"),
            ("a/~/b", "a/~/b"),
            ("$HOMES/a", "$HOMES/a"),
        ] {
            assert_eq!(expand(Path::new(typed), home), Path::new(meant), "{typed}");
        }
    }
}
