//! The greeting of the overview: this week, the latest activity after a pause, and what
//! is due for a refresh.

use jiff::civil::Date;
use serde::Serialize;

use super::days::Days;
use super::evaluation::Evaluation;
use super::refresh::refresh;
use super::report::{SpentOfPlanned, hours};
use crate::catalog::Id;
use crate::progress::Progress;

/// After this many days without activity, the latest activity is shown.
const PAUSE: i32 = 14;

/// The greeting of the overview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Greeting<'a> {
    /// `None` if there is no plan and nothing is logged.
    pub week: Option<SpentOfPlanned>,
    /// What was recorded last, after a pause of two weeks.
    pub last: Option<Last<'a>>,
    /// How many skills are due for a refresh.
    pub refresh: usize,
}

/// What was recorded last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Last<'a> {
    pub id: &'a Id,
    /// The id if no roadmap in use has it.
    pub title: &'a str,
    pub on: Date,
}

/// The greeting of the day `today`, for the roadmaps in use, the current one first.
pub fn greeting<'a>(
    in_use: &[Evaluation<'a>],
    progress: &'a Progress,
    today: Date,
) -> Greeting<'a> {
    let current = in_use.first().map(|first| &first.roadmap().id);
    let week = hours(progress, current, Days::week(today), today);
    let says = week.spent_minutes > 0 || week.planned_minutes.is_some();
    let last = progress.last_touched().filter(|(_, on)| (today - *on).get_days() >= PAUSE);
    Greeting {
        week: says.then_some(week),
        last: last.map(|(id, on)| {
            let mut roadmaps = in_use.iter().map(Evaluation::roadmap);
            let found =
                roadmaps.find_map(|roadmap| Some(roadmap.entry(roadmap.named(id.as_str())?)));
            let (id, title) = found.map_or((id, id.as_str()), |entry| (&entry.id, &entry.title));
            Last { id, title, on }
        }),
        refresh: refresh(in_use, progress, today).due.len(),
    }
}
