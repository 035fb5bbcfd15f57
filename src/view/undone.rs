//! What `undo` took back, and what holds now.

use jiff::tz::TimeZone;

use crate::catalog::RoadmapId;
use crate::progress::{Change, Event, Status};
use crate::query::effect::Counts;

use super::changed::progress;
use super::history::{describe, when};
use super::style::Style;
use super::text::{Line, Text};
use super::words::list;

/// How many titles a line names.
const MOST: usize = 6;

/// An event that was taken back, and what holds without it. Texts are titles.
#[derive(Debug)]
pub struct Undone<'a> {
    pub event: &'a Event,
    /// The roadmaps that are chosen now.
    pub chosen: &'a [RoadmapId],
    /// Those that are followed now, if the event was about that.
    pub following: Vec<&'a str>,
    /// The skills with another status than before.
    pub skills: Vec<(String, Status)>,
    pub counts: Vec<Counts<'a>>,
}

pub fn undone(undone: &Undone<'_>, zone: &TimeZone, style: &Style) -> Text {
    let command = command(undone, style);
    let mut text = Text::from(format!("undone: {command}, made {}", when(undone.event, zone)));
    if !undone.following.is_empty() {
        let titles = list(&undone.following, MOST);
        text.line(Line::from("following ").title(&titles).text(" again"));
    }
    for (status, one, more) in [
        (Status::Done, "is done", "are done"),
        (Status::Learning, "is being learned", "are being learned"),
        (Status::Todo, "is todo", "are todo"),
        (Status::Skipped, "is skipped", "are skipped"),
    ] {
        let with = undone.skills.iter().filter(|(_, of)| *of == status);
        let titles: Vec<&str> = with.map(|(title, _)| title.as_str()).collect();
        if titles.is_empty() {
            continue;
        }
        let verb = if titles.len() == 1 { one } else { more };
        text.line(Line::new().title(&list(&titles, MOST)).text(&format!(" {verb} again")));
    }
    text.append(undone.counts.iter().map(progress).collect::<Text>());
    text
}

/// The command that made the event: `use --drop devops`, although the journal has
/// the whole list.
fn command(undone: &Undone<'_>, style: &Style) -> String {
    let before = undone.chosen;
    let roadmaps = match &undone.event.change {
        Change::Use { roadmaps, .. } if roadmaps != before => roadmaps,
        _ => return describe(undone.event, style),
    };
    let ids = |ids: &[&RoadmapId]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(" ");
    let kept = before.iter().filter(|id| roadmaps.contains(id));
    let dropped: Vec<&RoadmapId> = before.iter().filter(|id| !roadmaps.contains(id)).collect();
    if !dropped.is_empty() && kept.eq(roadmaps) {
        format!("use --drop {}", ids(&dropped))
    } else if !before.is_empty() && roadmaps.starts_with(before) {
        let added: Vec<&RoadmapId> = roadmaps[before.len()..].iter().collect();
        format!("use --add {}", ids(&added))
    } else {
        format!("use {}", ids(&roadmaps.iter().collect::<Vec<_>>()))
    }
}
