//! The scripts that `roadmap init` prints: Tab completion that asks the program
//! for candidates, and a function for the prompt.

use std::fmt;
use std::str::FromStr;

/// A shell that is supported with a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
    Elvish,
}

impl Shell {
    pub const ALL: [Self; 4] = [Self::Bash, Self::Zsh, Self::Fish, Self::Elvish];

    /// The name of the shell's program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::Elvish => "elvish",
        }
    }

    /// The script to source. It runs `program` (a path, or a name to look up in `PATH`)
    /// only for prompts and completion, not when it is sourced.
    pub fn init(self, program: &str) -> String {
        let script = match self {
            Self::Bash => include_str!("init.bash"),
            Self::Zsh => include_str!("init.zsh"),
            Self::Fish => include_str!("init.fish"),
            Self::Elvish => include_str!("init.elv"),
        };
        self.render(script, program)
    }

    /// Inserts the program, and converts CRLF, which git may have put into the source on
    /// checkout and which shells cannot read.
    fn render(self, script: &str, program: &str) -> String {
        script.replace("\r\n", "\n").replace("@PROGRAM@", &self.quote(program))
    }

    /// The startup file of the shell, and the line to add to it.
    pub fn startup(self) -> (&'static str, &'static str) {
        match self {
            Self::Bash => ("~/.bashrc", r#"eval "$(roadmap init bash)""#),
            Self::Zsh => ("~/.zshrc", r#"eval "$(roadmap init zsh)""#),
            Self::Fish => ("~/.config/fish/config.fish", "roadmap init fish | source"),
            Self::Elvish => ("~/.config/elvish/rc.elv", "eval (roadmap init elvish | slurp)"),
        }
    }

    /// The line to add to the startup file if the program is run as `program`, a path or
    /// a name to look up in `PATH`.
    pub fn line(self, program: &str) -> String {
        let (_, line) = self.startup();
        if program == "roadmap" {
            return line.to_owned();
        }
        line.replacen("roadmap", &self.quote(program), 1)
    }

    /// `text` quoted as one word that the shell does not expand.
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

/// The error of a name that is not in [`Shell::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownShell;

impl fmt::Display for UnknownShell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown shell")
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
    fn the_program_is_quoted_as_one_word() {
        for (shell, quoted) in [
            (Shell::Bash, r"'/it'\''s a\ $(x)/roadmap'"),
            (Shell::Zsh, r"'/it'\''s a\ $(x)/roadmap'"),
            (Shell::Fish, r"'/it\'s a\\ $(x)/roadmap'"),
            (Shell::Elvish, r"'/it''s a\ $(x)/roadmap'"),
        ] {
            let script = shell.render("run @PROGRAM@ and @PROGRAM@", r"/it's a\ $(x)/roadmap");
            assert_eq!(script, format!("run {quoted} and {quoted}"));
        }
    }

    #[test]
    fn the_startup_line_has_the_path_of_the_program() {
        assert_eq!(Shell::Bash.line("roadmap"), r#"eval "$(roadmap init bash)""#);
        assert_eq!(Shell::Bash.line("/a b/roadmap"), r#"eval "$('/a b/roadmap' init bash)""#);
        assert_eq!(Shell::Fish.line("/b/roadmap"), "'/b/roadmap' init fish | source");
        assert_eq!(Shell::Elvish.line("/b/r"), "eval ('/b/r' init elvish | slurp)");
    }

    #[test]
    fn scripts_have_no_carriage_return() {
        assert_eq!(Shell::Bash.render("a\r\nb '\\r' c\r\n", "x"), "a\nb '\\r' c\n");
        for shell in Shell::ALL {
            let script = shell.init("roadmap");
            assert_eq!(script.find('\r'), None, "{shell}");
            assert_eq!(script.find(|char: char| !char.is_ascii()), None, "{shell}");
            assert_eq!(script.find("@PROGRAM@"), None, "{shell}");
        }
    }
}
