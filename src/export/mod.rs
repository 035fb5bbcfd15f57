//! Exports answers as pages, pictures, calendars and the formats of other tools.
//!
//! Each format is a function from [`Answers`] to text, in a file or folder of its name.
//! Formats neither read the journal nor count anything, and the same answers give the
//! same bytes. [`team()`] is the page about a class.
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
mod team;
mod template;
mod todo_txt;
mod wishes;

pub use answers::{Answers, RoadmapAnswers};
pub use format::{Allowed, Format};
pub use team::{PeopleNames, team};
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

/// `text` with every unsafe character except line breaks and tabs replaced. A carriage
/// return is a line break only before a newline; elsewhere it would overwrite a line of
/// the terminal.
fn without_unsafe(text: String) -> String {
    let begins_bad = |rest: &str| match rest.as_bytes() {
        [b'\n' | b'\t', ..] | [b'\r', b'\n', ..] => false,
        _ => rest.starts_with(is_unsafe),
    };
    // Nearly every byte is plain, so look only at those that may begin a bad character.
    let may_be_bad = |byte: u8| !matches!(byte, b' '..=b'~' | b'\n' | 0x80..0xc0);
    let candidates = text.bytes().enumerate().filter(|(_, byte)| may_be_bad(*byte));
    if !candidates.map(|(at, _)| &text[at..]).any(begins_bad) {
        return text;
    }
    let replaced = |(at, c)| if begins_bad(&text[at..]) { '\u{fffd}' } else { c };
    text.char_indices().map(replaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_line_breaks_and_tabs_are_kept() {
        for (text, want) in [
            ("a\tb\nc\r\nd", "a\tb\nc\r\nd"),
            ("a\rb", "a\u{fffd}b"),
            ("a\r\r\nb\r", "a\u{fffd}\r\nb\u{fffd}"),
            ("é\u{1b}[31m\u{202e}\u{85}日", "é\u{fffd}[31m\u{fffd}\u{fffd}日"),
        ] {
            assert_eq!(without_unsafe(text.to_owned()), want, "{text:?}");
        }
    }
}
