//! A class as text.

mod csv;
pub(crate) mod facts;

use jiff::civil::Date;

use super::style::Style;
use super::text::Text;
use super::{plain, terminal};
use crate::query::team::{Happened, SkillTable, StageMaps, Standing, Table, WhoSkill};

pub use facts::people;

/// An answer about a class, for people and for spreadsheets.
pub trait ClassView {
    fn text(&self, today: Date, style: &Style) -> Text;

    /// Comma-separated values, with a heading.
    fn csv(&self) -> String;
}

impl ClassView for Table<'_> {
    fn text(&self, today: Date, style: &Style) -> Text {
        if style.plain {
            plain::team::table(&self.people, &self.sums, today)
        } else {
            terminal::team::table(&self.people, &self.sums, today, style)
        }
    }

    fn csv(&self) -> String {
        csv::table(&self.people)
    }
}

impl ClassView for StageMaps<'_> {
    fn text(&self, _: Date, style: &Style) -> Text {
        if style.plain {
            plain::team::stages(&self.roadmaps)
        } else {
            terminal::team::stages(&self.roadmaps, style)
        }
    }

    fn csv(&self) -> String {
        csv::stages(&self.roadmaps)
    }
}

impl ClassView for SkillTable<'_> {
    fn text(&self, _: Date, style: &Style) -> Text {
        if self.skills.is_empty() {
            NO_SKILLS.into()
        } else if style.plain {
            plain::team::skills(&self.skills)
        } else {
            terminal::team::skills(&self.skills, style)
        }
    }

    fn csv(&self) -> String {
        csv::skills(&self.skills)
    }
}

impl ClassView for WhoSkill<'_> {
    fn text(&self, today: Date, style: &Style) -> Text {
        if style.plain { plain::team::who(self, today) } else { terminal::team::who(self, today) }
    }

    fn csv(&self) -> String {
        csv::who(self)
    }
}

impl ClassView for Happened {
    fn text(&self, today: Date, style: &Style) -> Text {
        if style.plain {
            plain::team::happened(self, today)
        } else {
            terminal::team::happened(self, today, style)
        }
    }

    fn csv(&self) -> String {
        csv::happened(self)
    }
}

/// Instead of tables of skills.
pub(crate) const NO_SKILLS: &str = "Nobody has started a skill.";

/// How many rows are about roadmaps that are not known here, and which.
pub fn unknown_roadmaps(rows: &[Standing<'_>]) -> Option<String> {
    const MOST: usize = 3;
    let unknown = rows.iter().filter(|row| row.percent.is_none());
    let mut ids: Vec<String> = unknown.map(|row| format!("'{}'", row.roadmap)).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    let more = ids.len().saturating_sub(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    ids.truncate(MOST);
    (count > 0).then(|| {
        let (people, ids) = (people(count), ids.join(", "));
        format!(
            "{people} in roadmaps that are not known here: {ids}{more}; \
             --roadmaps DIR names their folder"
        )
    })
}
