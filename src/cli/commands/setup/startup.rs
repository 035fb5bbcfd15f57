//! Offers to add the line for completion and the prompt to the shell's startup file.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use career_roadmap::shell::Shell;
use career_roadmap::view::text::{Line, Text};

use super::dialogue::{Dialogue, Reply, Step, is_no, is_yes};
use crate::cli::env;

/// A line to append to a startup file.
pub struct Startup {
    path: PathBuf,
    /// The path for display, with `~` for the home folder.
    pub shown: String,
    pub line: String,
}

/// Asks whether to add the line; not if the file has it, or the shell is unknown.
pub fn ask(dialogue: &Dialogue) -> Result<Step<Option<Startup>>> {
    let Some(startup) = Startup::find()? else { return Ok(Step::NotAsked) };
    let mut text: Text = Line::from(
        "Tab can complete your skills, and the prompt can show your next step. To set this up:",
    )
    .hang(0)
    .into();
    text.line(Line::from("  ").command(&startup.line));
    dialogue.say(text)?;
    loop {
        match dialogue.ask(&format!("Add it to {}? [y]es, [n]o, [b]ack:", startup.shown))? {
            Reply::Back => return Ok(Step::Back),
            Reply::Text(text) if is_yes(&text) => return Ok(Step::Next(Some(startup))),
            Reply::Text(text) if is_no(&text) || text.is_empty() => return Ok(Step::Next(None)),
            Reply::Text(_) => dialogue.mistake(&"Please answer y, n or b.", &[])?,
        }
    }
}

impl Startup {
    /// For the user's shell; `None` if its startup file has the line already.
    fn find() -> Result<Option<Self>> {
        let (Some(shell), Some(home)) = (env::shell(), env::home()) else { return Ok(None) };
        let (usual, _) = shell.startup();
        let named = match shell {
            Shell::Zsh => env::var("ZDOTDIR").map(|folder| PathBuf::from(folder).join(".zshrc")),
            Shell::Fish | Shell::Elvish => env::var("XDG_CONFIG_HOME").and_then(|folder| {
                let rest = usual.strip_prefix("~/.config/")?;
                Some(PathBuf::from(folder).join(rest))
            }),
            Shell::Bash => None,
        };
        let path = named.unwrap_or_else(|| home.join(usual.trim_start_matches("~/")));
        let shown = match path.strip_prefix(&home) {
            Ok(rest) => format!("~/{}", rest.display()),
            Err(_) => path.display().to_string(),
        };
        let line = shell.line(&env::program()?);
        // A file that cannot be read is left alone.
        let text = match fs::read(&path) {
            Ok(text) => String::from_utf8_lossy(&text).into_owned(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(_) => return Ok(None),
        };
        let is_there = text.lines().any(|known| {
            !known.trim_start().starts_with('#')
                && (known.contains(&line) || known.contains(&format!("roadmap init {shell}")))
        });
        Ok((!is_there).then_some(Self { path, shown, line }))
    }

    /// Appends the line, after a newline if the file does not end with one.
    pub fn append(&self) -> Result<()> {
        let write = || -> std::io::Result<()> {
            if let Some(folder) = self.path.parent() {
                fs::create_dir_all(folder)?;
            }
            let text = fs::read(&self.path).unwrap_or_default();
            let end = if text.last().is_none_or(|last| *last == b'\n') { "" } else { "\n" };
            let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
            file.write_all(format!("{end}{}\n", self.line).as_bytes())?;
            file.sync_all()
        };
        write().with_context(|| {
            format!("cannot write {}; add this line yourself: {}", self.shown, self.line)
        })
    }
}
