//! Parses a command line that may be unfinished or invalid, as far as possible.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use career_roadmap::shell::Shell;
use clap::{ArgMatches, CommandFactory as _};

use crate::cli::env::Color;
use crate::cli::{Cli, Global};

/// What could be parsed from a command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    folders: Vec<PathBuf>,
    journal: Option<PathBuf>,
    /// Whether `--all` was given.
    pub(super) all: bool,
    /// The value of `--roadmap`.
    pub(super) roadmap: Option<String>,
    /// Whether a command was given.
    pub(super) has_command: bool,
    /// Whether anything other than options can follow.
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
        let folders = command.try_get_many::<PathBuf>("roadmap_folders").ok().flatten();
        Self {
            folders: folders.into_iter().flatten().cloned().collect(),
            journal: one(command, "journal"),
            all: one(command, "all").unwrap_or_default(),
            roadmap: one(command, "roadmap"),
            has_command: matches.subcommand().is_some(),
            takes_words: of.is_some_and(|command| {
                command.has_subcommands() || command.get_positionals().next().is_some()
            }),
        }
    }

    /// Expands `~` and `$HOME` in paths: the shell does so only when the command runs,
    /// not when it completes the line. Other variables are not expanded.
    pub(super) fn expand(mut self, home: &Path) -> Self {
        for path in self.folders.iter_mut().chain(&mut self.journal) {
            *path = expand(path, home);
        }
        self
    }

    /// The global options, of which only the paths come from the line.
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

/// The value of the argument `id`; `None` if it is not given or the command has no
/// such argument.
fn one<T: Clone + Send + Sync + 'static>(command: &ArgMatches, id: &str) -> Option<T> {
    command.try_get_one::<T>(id).ok().flatten().cloned()
}

fn expand(path: &Path, home: &Path) -> PathBuf {
    ["~", "$HOME", "${HOME}"]
        .iter()
        .find_map(|prefix| Some(home.join(path.strip_prefix(prefix).ok()?)))
        .unwrap_or_else(|| path.to_owned())
}

/// The words that `shell` passes, unquoted as they would be as arguments.
pub(super) fn as_arguments(words: Vec<OsString>, shell: Shell) -> Vec<OsString> {
    match shell {
        Shell::Bash => {
            join_options(words).iter().map(|word| unquote(word, is_special_in_bash)).collect()
        }
        Shell::Fish => {
            let mut words = words;
            // Fish unquotes the words before the last, which may be incomplete.
            if let Some(last) = words.last_mut() {
                *last = unquote(last, is_special_in_fish);
            }
            words
        }
        Shell::Zsh | Shell::Elvish => words,
    }
}

/// Drops the `=` of options: bash splits `--stage=basics` into three words, but the
/// engine expects two.
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

/// Whether a backslash within `quote` quotes escapes `next`.
type IsSpecial = fn(quote: char, next: char) -> bool;

fn is_special_in_bash(quote: char, next: char) -> bool {
    quote == '"' && matches!(next, '"' | '\\' | '$' | '`')
}

fn is_special_in_fish(quote: char, next: char) -> bool {
    next == '\\' || next == quote || (quote == '"' && next == '$')
}

/// A word without its quotes and backslashes. The closing quote may be missing, if the
/// cursor is within the quotes. A word that is not UTF-8 is returned unchanged.
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
    fn words_are_unquoted() {
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
    fn fish_unquotes_all_words_but_the_last() {
        let words = [r"it's", r"it\'s"].map(Into::into).to_vec();
        assert_eq!(as_arguments(words, Shell::Fish), ["it's", "it's"]);
    }

    #[test]
    fn an_equals_sign_after_an_option_is_dropped() {
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
    fn the_home_folder_is_expanded() {
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
