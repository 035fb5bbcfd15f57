//! Renders the answers of `refresh`.

use jiff::civil::Date;

use crate::catalog::Roadmap;
use crate::query::refresh::{Due, Refresh};

use super::style::Style;
use super::text::{Line, Text};
use super::words::{self, Count, date};

/// A skill that was refreshed.
#[derive(Debug)]
pub struct Refreshed<'a> {
    pub title: &'a str,
    /// When it is due again.
    pub due: Option<Date>,
    /// Whether it had already been refreshed today.
    pub unchanged: bool,
}

/// `3 to refresh: roadmap refresh`, for the overview on a terminal.
pub(super) fn reminder(due: usize, style: &Style) -> Option<Line> {
    let line = || Line::new().faint(&format!("{due} to refresh: "));
    (due > 0).then(|| line().then(super::command("roadmap refresh", style)))
}

/// That done skills of these roadmaps are not due, and how to change that; nothing
/// without any.
pub fn off(roadmaps: &[&Roadmap], style: &Style) -> Text {
    if roadmaps.is_empty() {
        return Text::new();
    }
    let titles: Vec<&str> = roadmaps.iter().map(|roadmap| roadmap.title.as_str()).collect();
    let ids: Vec<&str> = roadmaps.iter().map(|roadmap| roadmap.id.as_str()).collect();
    let said = format!("refresh is off for {}", words::list(&titles, titles.len()));
    let command = format!("roadmap use {} --refresh", ids.join(" "));
    if style.plain {
        return Text::from_iter([Line::from(said), super::command(&command, style)]);
    }
    Line::from(format!("{said}; to ask again: ")).command(&command).hang(2).into()
}

pub(super) fn list(refresh: &Refresh<'_>, today: Date, style: &Style) -> Text {
    let off = off(&refresh.off_for, style);
    let Some(first) = refresh.due.first() else {
        let mut text = Text::from(match refresh.next {
            Some(next) => format!("nothing is due; the next one is on {}", date(next, today)),
            None => "nothing is due".to_owned(),
        });
        return text.append(off).clone();
    };
    let count = Count(refresh.due.len(), "skill");
    let verb = if refresh.due.len() == 1 { "is" } else { "are" };
    let mut text = Text::from(format!("{count} {verb} due: could you still do this today?"));
    for (at, due) in refresh.due.iter().enumerate() {
        let number = if style.plain { format!("{}. ", at + 1) } else { "  ".to_owned() };
        let line = Line::from(number).title(due.title).text(" (").id(due.id.as_str()).text("): ");
        text.line(line.text(&facts(due, today)));
        for proof in due.done_when {
            text.line(Line::from("    ").text("done when: ").text(proof).hang(6));
        }
        for proof in &due.evidence {
            text.line(Line::from("    ").text("proof: ").link(proof));
        }
    }
    text.gap();
    let line = |what: &str, command: String| {
        if style.plain {
            Text::from_iter([Line::from(what), super::command(&command, style)])
        } else {
            Line::from(what).text(" ").command(&command).into()
        }
    };
    text.append(line("If you still know it:", format!("roadmap refresh {}", first.id)));
    text.append(line("To learn it again:", format!("roadmap refresh {} --faded", first.id)));
    text.append(off);
    text
}

/// `done 3 Jun`, `known before, refreshed 3 Jun`.
fn facts(due: &Due<'_>, today: Date) -> String {
    let done = due
        .since
        .map_or_else(|| "known before".to_owned(), |since| format!("done {}", date(since, today)));
    match due.refreshed {
        Some(day) => format!("{done}, refreshed {}", date(day, today)),
        None => done,
    }
}

pub(super) fn refreshed(skills: &[Refreshed<'_>], today: Date) -> Text {
    let line = |skill: &Refreshed<'_>| {
        let before = if skill.unchanged { " (as before)" } else { "" };
        let due = skill.due.map(|due| format!(", due again on {}", date(due, today)));
        let said = format!(": still known{}{before}", due.unwrap_or_default());
        Line::new().title(skill.title).text(&said)
    };
    skills.iter().map(line).collect()
}
