//! What shells source: completion that asks the program, and a function for
//! their prompts.

use std::fmt;
use std::str::FromStr;

/// A shell that `roadmap init` knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
}

impl Shell {
    pub const ALL: [Self; 4] = [Self::Bash, Self::Zsh, Self::Fish, Self::Elvish];

    /// The name of its program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::Elvish => "elvish",
        }
    }

    /// The script that it sources, which runs `program`: a name for `PATH`, or
    /// a path. Nothing is run before the first prompt or Tab.
    pub fn init(self, program: &str) -> String {
        let script = match self {
            Self::Bash => include_str!("init.bash"),
            Self::Zsh => include_str!("init.zsh"),
            Self::Fish => include_str!("init.fish"),
            Self::Elvish => include_str!("init.elv"),
        };
        // A checkout may have given the files CRLF, which shells do not read.
        script.replace('\r', "").replace("@PROGRAM@", &self.quote(program))
    }

    /// The line of a dotfile that sources the script, and the dotfile.
    pub fn begin(self) -> (&'static str, &'static str) {
        match self {
            Self::Bash => ("~/.bashrc", r#"eval "$(roadmap init bash)""#),
            Self::Zsh => ("~/.zshrc", r#"eval "$(roadmap init zsh)""#),
            Self::Fish => ("~/.config/fish/config.fish", "roadmap init fish | source"),
            Self::Elvish => ("~/.config/elvish/rc.elv", "eval (roadmap init elvish | slurp)"),
        }
    }

    /// `text` as one word that the shell takes as it is.
    fn quote(self, text: &str) -> String {
        let inner = match self {
            Self::Bash | Self::Zsh => text.replace('\'', r"'\''"),
            Self::Fish => text.replace('\\', r"\\").replace('\'', r"\'"),
            Self::Elvish => text.replace('\'', "''"),
        };
        format!("'{inner}'")
    }
}

impl fmt::Display for Shell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No shell of [`Shell::ALL`] has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownShell;

impl fmt::Display for UnknownShell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shell that roadmap does not know")
    }
}

impl std::error::Error for UnknownShell {}

impl FromStr for Shell {
    type Err = UnknownShell;

    fn from_str(name: &str) -> Result<Self, UnknownShell> {
        Self::ALL.into_iter().find(|shell| shell.name() == name).ok_or(UnknownShell)
    }
}

#[cfg(test)]
mod tests {
    use super::Shell;

    #[test]
    fn paths_are_one_word() {
        for (shell, quoted) in [
            (Shell::Bash, r"'/it'\''s a\ $(x)/roadmap'"),
            (Shell::Zsh, r"'/it'\''s a\ $(x)/roadmap'"),
            (Shell::Fish, r"'/it\'s a\\ $(x)/roadmap'"),
            (Shell::Elvish, r"'/it''s a\ $(x)/roadmap'"),
        ] {
            let script = shell.init(r"/it's a\ $(x)/roadmap");
            assert!(script.contains(quoted), "{script}");
            assert!(!script.contains("@PROGRAM@") && script.is_ascii(), "{script}");
        }
    }
}
