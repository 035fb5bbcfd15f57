//! What `spent` says.

use jiff::civil::Date;

use crate::catalog::Hours;

use super::style::{Role, Style};
use super::words::{self, date, hours};

/// Time that was logged.
#[derive(Debug)]
pub struct Spent<'a> {
    pub title: &'a str,
    pub minutes: u64,
    pub on: Date,
    /// All minutes logged on the skill, these included.
    pub all: u64,
    pub estimate: Option<Hours>,
    /// The roadmap that has the skill, if that is not in use.
    pub elsewhere: Option<&'a str>,
}

/// `SQL: 1 h 30 min logged, 4 h of 25–40 h spent`.
pub fn spent(spent: &Spent<'_>, today: Date, style: &Style) -> String {
    let on =
        if spent.on == today { String::new() } else { format!(" on {}", date(spent.on, today)) };
    let of = spent.estimate.map_or_else(String::new, |estimate| format!(" of {}", hours(estimate)));
    let title = style.paint(Role::Title, spent.title);
    let (new, all) = (words::spent(spent.minutes), words::spent(spent.all));
    let line = format!("{title}: {new} logged{on}, {all}{of} spent");
    match spent.elsewhere {
        Some(roadmap) => {
            let where_ = format!("counts in {roadmap}, which is not in use");
            format!("{line}\n{}", style.paint(Role::Faint, &where_))
        }
        None => line,
    }
}
