//! The user's editor.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::env::var;

/// A command that edits a file.
pub struct Editor {
    command: OsString,
}

/// How to tell an editor the line to start at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Jump {
    /// `+12 file`.
    Plus,
    /// `file:12`.
    Colon,
    /// `--goto file:12`.
    Goto,
    /// Unknown, so the line is left out.
    None,
}

impl Editor {
    /// `$VISUAL`, `$EDITOR` or vi.
    pub fn find() -> Self {
        let named = ["VISUAL", "EDITOR"].into_iter().find_map(var);
        let default = if cfg!(windows) { "notepad" } else { "vi" };
        Self { command: named.unwrap_or_else(|| default.into()) }
    }

    /// Opens `path`, at `line` if the editor supports it, and waits for the editor to exit.
    ///
    /// # Errors
    /// If the editor cannot be run, or fails.
    pub fn open(&self, path: &Path, line: Option<usize>) -> Result<()> {
        let shown = self.command.to_string_lossy();
        let args = arguments(&shown, path, line);
        let mut command = self.command();
        let status = command.args(args).status();
        let status = status.with_context(|| {
            format!("cannot run the editor '{shown}'; set VISUAL or EDITOR to another one")
        })?;
        if !status.success() {
            bail!("the editor '{shown}' failed ({status}); set VISUAL or EDITOR to another one");
        }
        Ok(())
    }

    /// The variables hold a shell command, as with git.
    #[cfg(not(windows))]
    fn command(&self) -> Command {
        let mut script = self.command.clone();
        script.push(" \"$@\"");
        let mut command = Command::new("sh");
        command.arg("-c").arg(script).arg("roadmap");
        command
    }

    #[cfg(windows)]
    fn command(&self) -> Command {
        let text = self.command.to_string_lossy();
        let mut words = text.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or("notepad"));
        command.args(words);
        command
    }
}

fn arguments(command: &str, path: &Path, line: Option<usize>) -> Vec<OsString> {
    // Without `./`, a name that begins with - would be an option.
    let path = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let at = |line: usize| {
        let mut text = path.clone().into_os_string();
        text.push(format!(":{line}"));
        text
    };
    match (line, jump(command)) {
        (Some(line), Jump::Plus) => vec![format!("+{line}").into(), path.into()],
        (Some(line), Jump::Colon) => vec![at(line)],
        (Some(line), Jump::Goto) => vec!["--goto".into(), at(line)],
        (_, _) => vec![path.into()],
    }
}

fn jump(command: &str) -> Jump {
    let program = command.split_whitespace().next().unwrap_or_default();
    let name = Path::new(program).file_stem().and_then(OsStr::to_str).unwrap_or_default();
    match name {
        "vi" | "vim" | "nvim" | "view" | "nano" | "emacs" | "emacsclient" | "micro" | "kak"
        | "joe" | "jed" | "mg" | "gedit" | "gvim" | "mvim" => Jump::Plus,
        "hx" | "helix" | "zed" | "subl" => Jump::Colon,
        "code" | "codium" | "code-insiders" | "cursor" => Jump::Goto,
        _ => Jump::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_arguments(command: &str, line: Option<usize>, want: &[&str]) {
        let found = arguments(command, Path::new("/x/web.yaml"), line);
        assert_eq!(found, want.iter().map(OsString::from).collect::<Vec<_>>(), "{command}");
    }

    #[test]
    fn editors_open_at_the_line_if_they_support_it() {
        assert_arguments("vi", None, &["/x/web.yaml"]);
        assert_arguments("vi", Some(12), &["+12", "/x/web.yaml"]);
        assert_arguments("/usr/bin/nvim -u NONE", Some(12), &["+12", "/x/web.yaml"]);
        assert_arguments("code --wait", Some(12), &["--goto", "/x/web.yaml:12"]);
        assert_arguments("hx", Some(3), &["/x/web.yaml:3"]);
        assert_arguments("my-editor", Some(3), &["/x/web.yaml"]);
    }

    #[test]
    fn a_file_name_is_never_an_option() {
        assert_eq!(arguments("vi", Path::new("-c.yaml"), None), [OsString::from("./-c.yaml")]);
    }
}
