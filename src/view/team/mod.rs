//! Renders a team, with the text that both renderers share.

pub mod csv;
pub(super) mod facts;

use jiff::civil::Date;

use super::style::Style;
use super::text::Text;
use super::{plain, terminal};
use crate::query::team::{Happened, SkillFigures, StageMap, Standing, Sums, WhoSkill};

pub use facts::people;

/// The progress of each person, and the totals below.
pub fn table(rows: &[Standing<'_>], sums: &Sums<'_>, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::team::table(rows, sums, today)
    } else {
        terminal::team::table(rows, sums, today, style)
    }
}

/// The percentage of each person in each stage.
pub fn stages(maps: &[StageMap<'_>], style: &Style) -> Text {
    if style.plain { plain::team::stages(maps) } else { terminal::team::stages(maps, style) }
}

/// The skills that take longest, are abandoned, or are skipped.
pub fn skills(figures: &[SkillFigures<'_>], style: &Style) -> Text {
    if figures.is_empty() {
        return "Nobody has started a skill.".into();
    }
    if style.plain { plain::team::skills(figures) } else { terminal::team::skills(figures, style) }
}

/// Who has done a skill, is learning it, or is ready for it.
pub fn who(who: &WhoSkill<'_>, today: Date, style: &Style) -> Text {
    if style.plain { plain::team::who(who, today) } else { terminal::team::who(who, today) }
}

/// What happened since a day.
pub fn happened(happened: &Happened, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::team::happened(happened, today)
    } else {
        terminal::team::happened(happened, today, style)
    }
}
