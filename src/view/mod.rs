//! Renders answers: for a terminal, as plain lines, or for programs.
//!
//! Each answer has a renderer in `plain` and one in `terminal`; the functions here pick
//! one. Text that both share is in the file with the answer's name. All renderers return
//! [`Text`], which sanitizes its input.

pub mod added;
pub mod ascii;
mod changed;
pub mod doctor;
pub mod estimate;
mod gap;
pub(crate) mod heat;
pub mod history;
pub mod import;
pub mod json;
mod list;
mod markdown;
pub mod open;
mod overview;
mod plain;
pub mod plan;
mod problem;
mod progress;
pub mod prompt;
pub mod refresh;
pub mod report;
pub mod screen;
pub mod setup;
pub mod show;
pub mod spent;
pub mod steps;
pub mod style;
mod table;
pub mod team;
pub mod template;
mod terminal;
pub mod text;
pub mod undone;
pub mod words;
pub mod wrap;

use jiff::civil::Date;

use crate::catalog::{Problem, Roadmap, RoadmapId};
use crate::progress::{Log, Logged};
use crate::query::Evaluation;
use crate::query::catalog::{Hit, Listed};
use crate::query::effect::{Effect, Verb};
use crate::query::gap::Gap;
use crate::query::next::Next;
use crate::query::overview::Overview;
use crate::query::plan::{Forecast, Schedule};
use crate::query::refresh::Refresh;
use crate::query::report::LearningReport;
use crate::query::show::{EntryGroup, ShowRoadmap, ShowSkill, StagePart};
use crate::query::summary::RoadmapSummary;

use doctor::Doctor;
use estimate::Estimated;
use history::{Ids, ResourceName};
use plan::{Extent, Kept};
use refresh::Refreshed;
use show::Facts;
use spent::Spent;
use steps::Detail;
use style::Style;
use text::{Line, Text};

/// The overview of the roadmaps in use, with the forecast of the current one.
pub fn overview(overview: &Overview<'_>, forecast: Text, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::overview::overview(overview, forecast, today)
    } else {
        terminal::overview::overview(overview, forecast, today, style)
    }
}

/// A command to copy.
pub fn command(command: &str, style: &Style) -> Line {
    if style.plain { plain::to_run(command) } else { Line::new().command(command) }
}

/// What to say when nothing is left; `in_use` are the roadmaps in use.
pub fn finished(roadmap: &Roadmap, in_use: &[&RoadmapId], today: Date, style: &Style) -> Text {
    if style.plain {
        plain::overview::finished(roadmap, None, in_use, today)
    } else {
        terminal::overview::finished(roadmap, None, in_use, today, style)
    }
}

/// The forecast of the saved plan.
pub fn forecast(forecast: &Forecast<'_>, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::overview::forecast(forecast, today)
    } else {
        terminal::overview::forecast(forecast, today, style)
    }
}

/// How to get a forecast if no plan is saved.
pub fn no_forecast(style: &Style) -> Text {
    const COMMAND: &str = "roadmap plan --hours-per-week 8";
    if style.plain {
        plain::overview::no_forecast(COMMAND)
    } else {
        terminal::overview::no_forecast(COMMAND)
    }
}

/// The welcome for a user who has recorded nothing yet.
pub fn welcome(roadmaps: &[Listed<'_>], first: &str, style: &Style) -> Text {
    if style.plain {
        plain::overview::welcome(roadmaps, first)
    } else {
        terminal::overview::welcome(roadmaps, first, style)
    }
}

pub fn steps(next: &Next<'_>, detail: Detail, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::steps::steps(next, detail, today)
    } else {
        terminal::steps::steps(next, detail, today, style)
    }
}

pub fn progress(roadmaps: &[RoadmapSummary<'_>], style: &Style) -> Text {
    if style.plain {
        plain::progress::progress(roadmaps)
    } else {
        terminal::progress::progress(roadmaps, style)
    }
}

/// Everything about a skill: its status, what it needs, how to learn it.
pub fn skill(skill: &ShowSkill<'_>, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::show::skill(skill, today)
    } else {
        terminal::show::skill(skill, today, style)
    }
}

/// A group and its entries; `place` is the title of its roadmap and stage.
pub fn group(group: &EntryGroup<'_>, place: &str, style: &Style) -> Text {
    if style.plain {
        plain::show::group(group, place)
    } else {
        terminal::show::group(group, place, style)
    }
}

/// A stage and its entries; `roadmap` is the title of the roadmap.
pub fn stage(stage: &StagePart<'_>, roadmap: &str, style: &Style) -> Text {
    if style.plain {
        plain::show::stage(stage, roadmap)
    } else {
        terminal::show::stage(stage, roadmap, style)
    }
}

/// A roadmap: the role, then every stage.
pub fn roadmap(roadmap: &ShowRoadmap<'_>, facts: Facts, style: &Style) -> Text {
    if style.plain {
        plain::show::roadmap(roadmap, facts)
    } else {
        terminal::show::roadmap(roadmap, facts, style)
    }
}

pub fn list(roadmaps: &[Listed<'_>], style: &Style) -> Text {
    if style.plain {
        plain::list::roadmaps(roadmaps)
    } else {
        terminal::list::roadmaps(roadmaps, style)
    }
}

/// The answer of `use`: the roadmaps in use, and what is done in each.
pub fn used(evaluations: &[Evaluation<'_>], unchanged: bool, style: &Style) -> Text {
    if style.plain {
        plain::list::used(evaluations, unchanged)
    } else {
        terminal::list::used(evaluations, unchanged)
    }
}

/// The answer of `find`.
pub fn hits(hits: &[Hit], style: &Style) -> Text {
    if style.plain { plain::list::hits(hits) } else { terminal::list::hits(hits, style) }
}

pub fn plan(plan: &Schedule<'_>, extent: Extent, kept: &Kept, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::plan::plan(plan, extent, kept, today)
    } else {
        terminal::plan::plan(plan, extent, kept, today, style)
    }
}

/// One role in detail, or one row for each of several roles.
pub fn gap(gap: &Gap<'_>, today: Date, style: &Style) -> Text {
    if style.plain { plain::gap::gap(gap, today) } else { terminal::gap::gap(gap, today, style) }
}

/// Events, newest first; those that were undone are marked.
pub fn history(
    log: &Log,
    events: &[&Logged],
    ids: Ids,
    name: &ResourceName<'_>,
    today: Date,
    style: &Style,
) -> Text {
    if style.plain {
        plain::history::history(log, events, ids, name)
    } else {
        terminal::history::history(log, events, ids, name, today, style)
    }
}

/// A report on a range of days.
pub fn report(report: &LearningReport<'_>, today: Date, style: &Style) -> Text {
    if style.plain {
        plain::report::report(report, today)
    } else {
        terminal::report::report(report, today, style)
    }
}

/// The effect of a change of status.
pub fn changed(verb: Verb, effect: &Effect<'_>, style: &Style) -> Text {
    if style.plain {
        plain::changed::changed(verb, effect)
    } else {
        terminal::changed::changed(verb, effect, style)
    }
}

pub fn spent(spent: &Spent<'_>, today: Date, style: &Style) -> Text {
    spent::text(spent, style.wording(), today)
}

/// The skills that are due for a refresh.
pub fn refresh(due: &Refresh<'_>, today: Date, style: &Style) -> Text {
    refresh::list(due, today, style)
}

/// The skills that were refreshed.
pub fn refreshed(skills: &[Refreshed<'_>], today: Date) -> Text {
    refresh::refreshed(skills, today)
}

/// The answer of `estimate`.
pub fn estimated(estimated: &Estimated<'_>, style: &Style) -> Text {
    estimate::text(estimated, style.wording())
}

pub fn doctor(report: &Doctor, style: &Style) -> Text {
    if style.plain { plain::doctor::doctor(report) } else { terminal::doctor::doctor(report) }
}

/// A problem of a file: one line in plain output, or else with a picture of the place.
pub fn problem(problem: &Problem, style: &Style) -> String {
    if style.plain {
        plain::problem::problem(problem, style.unicode)
    } else {
        terminal::problem::problem(problem, style)
    }
}
