//! Prints and reads the lines of the dialogue.

use std::fmt;
use std::io::{self, BufRead as _};

use anyhow::{Context as _, Result};
use career_roadmap::view::setup::mistake;
use career_roadmap::view::style::Style;
use career_roadmap::view::text::Text;

use crate::cli::context::Context;
use crate::cli::env;
use crate::cli::output::print_raw;

/// The terminal on which the user answers.
pub struct Dialogue {
    style: Style,
}

/// The answer to a question.
#[derive(Debug, PartialEq, Eq)]
pub enum Reply {
    Text(String),
    Back,
}

/// How a part of the dialogue ends.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<T> {
    Next(T),
    /// To the part before.
    Back,
    /// There was nothing to ask.
    NotAsked,
}

impl<T> Step<T> {
    /// Hands what was answered over.
    pub fn then(self, take: impl FnOnce(T)) -> Step<()> {
        match self {
            Self::Next(answer) => {
                take(answer);
                Step::Next(())
            }
            Self::Back => Step::Back,
            Self::NotAsked => Step::NotAsked,
        }
    }
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

    /// Prints `text`.
    pub fn print(&self, text: impl Into<Text>) -> Result<()> {
        print_raw(&text.into().render(&self.style))
    }

    /// Prints `text` as a paragraph, after an empty line.
    pub fn say(&self, text: impl Into<Text>) -> Result<()> {
        print_raw(&format!("\n{}", text.into().render(&self.style)))
    }

    /// Prints what is wrong with an answer, and the advice that is not a command.
    pub fn mistake(&self, message: &dyn fmt::Display, advice: &[String]) -> Result<()> {
        let mut text = mistake(&message.to_string());
        for line in advice.iter().filter(|line| !line.starts_with("roadmap ")) {
            text.line(line.as_str());
        }
        print_raw(&text.render(&self.style))
    }

    /// Prints `prompt` and reads the answer on the same line.
    ///
    /// # Errors
    /// [`Left`] after `q` or at the end of input.
    pub fn ask(&self, prompt: &str) -> Result<Reply> {
        let text = self.line(prompt)?;
        match text.to_lowercase().as_str() {
            "q" | "quit" | "exit" => Err(Left.into()),
            "b" | "back" => Ok(Reply::Back),
            _ => Ok(Reply::Text(text)),
        }
    }

    /// Prints `prompt` and reads a line; returns it trimmed.
    ///
    /// # Errors
    /// [`Left`] at the end of input.
    pub fn line(&self, prompt: &str) -> Result<String> {
        let prompt = Text::from(prompt).render(&Style { width: None, ..self.style });
        // Rendering trims lines, so add the space after the prompt here.
        print_raw(&format!("{} ", prompt.trim_end()))?;
        let mut line = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut line).context("cannot read the answer")?;
        if line.is_empty() {
            print_raw("\n")?;
            return Err(Left.into());
        }
        Ok(String::from_utf8_lossy(&line).trim().to_owned())
    }
}

pub fn is_yes(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "y" | "yes")
}

pub fn is_no(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "n" | "no")
}
