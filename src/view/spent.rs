//! Renders the answer of `spent`.

use jiff::civil::Date;

use crate::catalog::Hours;

use super::changed::elsewhere;
use super::text::{Line, Text};
use super::words::{Wording, date};

/// Time that was logged.
#[derive(Debug)]
pub struct Spent<'a> {
    pub title: &'a str,
    pub minutes: u64,
    pub on: Date,
    /// All minutes logged on the skill, including these.
    pub all: u64,
    pub estimate: Option<Hours>,
    /// The title of the roadmap that has the skill, if it is not in use.
    pub elsewhere: Option<&'a str>,
}

/// `SQL: 1 h 30 min logged, 4 h of 25–40 h spent`.
pub(super) fn text(spent: &Spent<'_>, wording: Wording, today: Date) -> Text {
    let on =
        if spent.on == today { String::new() } else { format!(" on {}", date(spent.on, today)) };
    let of = spent.estimate.map(|estimate| format!(" of {}", wording.hours(estimate)));
    let of = of.unwrap_or_default();
    let (new, all) = (wording.time(spent.minutes), wording.time(spent.all));
    let line = Line::new().title(spent.title).text(&format!(": {new} logged{on}, {all}{of} spent"));
    let mut text = Text::from(line);
    if let Some(roadmap) = spent.elsewhere {
        text.line(Line::new().faint(&elsewhere(roadmap)));
    }
    text
}
