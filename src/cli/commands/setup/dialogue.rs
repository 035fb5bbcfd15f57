//! The terminal of the dialogue: lines are printed, lines are read.

use std::fmt;
use std::io::{self, BufRead as _};

use anyhow::{Context as _, Result};
use career_roadmap::view::setup::mistake;
use career_roadmap::view::style::Style;
use career_roadmap::view::text::Text;

use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::output::print_raw;

/// A terminal on which somebody answers.
pub struct Dialogue {
    style: Style,
}

/// What was answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    Text(String),
    Back,
}

/// The dialogue was left, so nothing is recorded.
#[derive(Debug)]
pub struct Left;

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the dialogue was left")
    }
}

impl std::error::Error for Left {}

impl Dialogue {
    pub fn new(context: &Context) -> Self {
        Self { style: env::dialogue_style(context.style, context.plain) }
    }

    pub fn style(&self) -> &Style {
        &self.style
    }

    /// Prints lines.
    pub fn print(&self, text: impl Into<Text>) -> Result<()> {
        print_raw(&text.into().render(&self.style))
    }

    /// Prints a paragraph.
    pub fn say(&self, text: impl Into<Text>) -> Result<()> {
        print_raw(&format!("\n{}", text.into().render(&self.style)))
    }

    /// Prints what is wrong with an answer.
    pub fn mistake(&self, message: &dyn fmt::Display, advice: &[String]) -> Result<()> {
        let mut text = mistake(&message.to_string());
        for line in advice.iter().filter(|line| !line.starts_with("roadmap ")) {
            text.line(line.as_str());
        }
        print_raw(&text.render(&self.style))
    }

    /// Asks with `prompt` on the line of the answer.
    ///
    /// # Errors
    /// [`Left`] after `q` or at the end of input.
    pub fn ask(&self, prompt: &str) -> Result<Reply> {
        match self.line(prompt)?.as_str() {
            "q" | "quit" | "exit" => Err(Left.into()),
            "b" | "back" => Ok(Reply::Back),
            text => Ok(Reply::Text(text.to_owned())),
        }
    }

    /// The line that is typed after `prompt`, without blanks around it.
    ///
    /// # Errors
    /// [`Left`] at the end of input.
    pub fn line(&self, prompt: &str) -> Result<String> {
        let prompt = Text::from(prompt).render(&Style { width: None, ..self.style });
        // The blank behind it is cut where lines are rendered.
        print_raw(&format!("{} ", prompt.trim_end()))?;
        let mut line = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut line).context("cannot read the answer")?;
        if line.is_empty() {
            print_raw("\n")?;
            return Err(Left.into());
        }
        Ok(String::from_utf8_lossy(&line).trim().to_owned())
    }

    /// Whether the answer is yes; asked until it is yes or no.
    pub fn confirm(&self, prompt: &str) -> Result<bool> {
        loop {
            match self.ask(prompt)? {
                Reply::Text(text) if is_yes(&text) => return Ok(true),
                Reply::Text(text) if is_no(&text) => return Ok(false),
                _ => print_raw("Please answer y or n.\n")?,
            }
        }
    }
}

pub fn is_yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "y" | "yes")
}

pub fn is_no(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "n" | "no")
}
