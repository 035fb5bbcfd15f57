//! Exports answers as pages, pictures, calendars and the formats of other tools.
//!
//! Each format is a function from [`Answers`] to text, in a file or folder of its name.
//! Formats neither read the journal nor count anything, and the same answers give the
//! same bytes.
//!
//! To add a format, add a variant of [`Format`], its row in the table of `format.rs`,
//! and its line in [`export`].

mod answers;
mod badge;
mod csv;
mod format;
mod html;
mod ics;
mod id;
mod journal;
mod json_resume;
mod markdown;
mod mermaid;
mod picture;
mod portfolio;
mod svg;
mod taskwarrior;
mod template;
mod todo_txt;
mod wishes;

pub use answers::{Answers, RoadmapAnswers};
pub use format::{Allowed, Format};
pub use wishes::{CalendarOf, Evidence, Notes, Wishes};

use crate::escape::is_unsafe;
use crate::query::plan::CannotPlan;

/// `answers` in this format.
///
/// Control characters from roadmap files and the journal are replaced, so the text is
/// safe to print.
///
/// # Errors
/// When the format needs a plan and there is none.
pub fn export(format: Format, answers: &Answers<'_>, wishes: Wishes) -> Result<String, CannotPlan> {
    let text = match format {
        Format::Html => html::html(answers),
        Format::Svg => svg::svg(answers),
        Format::Badge => badge::badge(answers),
        Format::Portfolio => portfolio::portfolio(answers),
        Format::Markdown => markdown::markdown(answers),
        Format::Mermaid => mermaid::mermaid(answers),
        Format::Ics => ics::ics(answers, wishes.calendar)?,
        Format::Csv => csv::csv(answers),
        Format::JsonResume => json_resume::json_resume(answers),
        Format::Taskwarrior => taskwarrior::taskwarrior(answers),
        Format::TodoTxt => todo_txt::todo_txt(answers),
        Format::Journal => journal::journal(answers.history, wishes),
    };
    Ok(without_unsafe(text))
}

/// `text` with every unsafe character except line breaks and tabs replaced.
fn without_unsafe(text: String) -> String {
    let is_bad = |c: char| is_unsafe(c) && !matches!(c, '\n' | '\r' | '\t');
    // Nearly every byte is plain, so look only at those that may begin a bad character.
    let may_be_bad = |byte: u8| !matches!(byte, b' '..=b'~' | b'\n' | 0x80..0xc0);
    let candidates = text.bytes().enumerate().filter(|(_, byte)| may_be_bad(*byte));
    let has_bad = candidates.map(|(at, _)| &text[at..]).any(|rest| rest.starts_with(is_bad));
    if has_bad { text.replace(is_bad, "\u{fffd}") } else { text }
}
