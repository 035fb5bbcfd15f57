//! A plan as text: rows of weeks or months, finish dates, a timeline, and what
//! was assumed.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::progress::Plan;
use crate::query::next::Named;
use crate::query::plan::{
    Assumed, Finish, Goal, Item, PaceSource, Period, PlanPeriod, Schedule, StageFinish, Weekly,
    Work,
};

use super::style::{Role, Style, width, wrap};
use super::table::{Lean, table};
use super::timeline::timeline;
use super::words::{Count, date, list};

/// More hours a week than people have beside a life.
const TOO_MANY: u32 = 60 * 60;

/// How many titles a sentence holds.
const NAMES: usize = 12;

/// What to do so that the plan stays, or what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Not saved; this would.
    By(String),
    /// It is the saved one.
    IsSaved,
    /// It was saved just now.
    Saved,
    /// It was saved before, and again now.
    SavedBefore,
    Cleared,
    NothingToClear,
}

/// Which rows to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// A row a week for half a year, then a row a month.
    Fitting,
    /// A row a week.
    Weeks,
}

/// The plan.
pub fn plan(plan: &Schedule<'_>, rows: Rows, kept: &Kept, today: Date, style: &Style) -> String {
    let mut parts = vec![header(plan, today, style)];
    if plan.finish.is_some() {
        parts.push(self::rows(plan, rows, today, style));
        parts.push(finishes(plan, today, style));
        if !style.plain {
            parts.push(timeline(plan, today, style));
        }
    }
    parts.push(remarks(plan, today, style));
    parts.push(ending(kept, style));
    parts.retain(|part| !part.is_empty());
    parts.join(if style.plain { "\n" } else { "\n\n" })
}

/// The command that would save `plan` of a roadmap that is not the current one,
/// or of the current one.
pub fn save_command(plan: &Plan, roadmap: Option<&str>) -> String {
    let weekly = plan.minutes_per_week.and_then(Weekly::from_minutes);
    let off = plan.off.iter().map(|(first, last)| format!("--off {first}..{last}"));
    let words = std::iter::once("roadmap plan".to_owned())
        .chain(roadmap.map(|roadmap| format!("--roadmap {roadmap}")))
        .chain(weekly.map(|weekly| format!("--hours-per-week {weekly}")))
        .chain(off)
        .chain(plan.by.map(|by| format!("--by {by}")))
        .chain(plan.optional.then(|| "--optional".to_owned()))
        .chain(["--save".to_owned()]);
    words.collect::<Vec<_>>().join(" ")
}

fn header(plan: &Schedule<'_>, today: Date, style: &Style) -> String {
    let title = style.paint(Role::Title, &plan.within.title);
    if plan.finish.is_none() {
        return format!("{title}: nothing is left to plan");
    }
    let (min, mid, max) = (hours(plan.hours.min), hours(plan.hours.mid), hours(plan.hours.max));
    let left =
        if min == max { format!("{mid} h left") } else { format!("{mid} h left ({min}–{max})") };
    let why = match plan.source {
        PaceSource::Typed => "",
        PaceSource::Saved => ", as saved",
        PaceSource::Default => ", since you gave no pace",
        PaceSource::Goal => ", as the goal takes",
    };
    let from = date(plan.from, today);
    let text = format!("{left}, at {} h/week from {from}{why}", plan.hours_per_week);
    // The answer first; the rest says how.
    let answer = plan.finish.map_or_else(String::new, |finish| {
        let [early, mid, late] = [finish.early, finish.mid, finish.late].map(|on| date(on, today));
        format!("Finished by {mid}, early {early}, late {late}")
    });
    if style.plain {
        format!("{title}: {text}\n{answer}")
    } else {
        format!("{title}\n{}\n{answer}", faint(style, &text))
    }
}

fn rows(plan: &Schedule<'_>, rows: Rows, today: Date, style: &Style) -> String {
    let half_a_year = plan.from.saturating_add(6.months());
    let spans = match rows {
        Rows::Weeks => plan.spans(Period::Week),
        Rows::Fitting => plan.spans(Period::WeekThenMonth(half_a_year)),
    };
    // Days off for weeks on end are one row.
    let runs: Vec<&[PlanPeriod<'_>]> =
        spans.chunk_by(|a, b| a.items.is_empty() && b.items.is_empty()).collect();
    let name = |span: &PlanPeriod<'_>| {
        if rows == Rows::Weeks || span.start <= half_a_year {
            return date(span.start, today);
        }
        let rest = if span.start.day() == 1 { "" } else { "rest of " };
        format!("{rest}{}", span.start.strftime("%b %Y"))
    };
    let rows = runs.iter().copied().filter_map(|run| {
        let (first, last) = (run.first()?, run.last()?);
        let when = match run {
            [one] => name(one),
            _ => format!("{} to {}", name(first), date(last.end, today)),
        };
        Some((when, first))
    });
    if style.plain {
        let line = |(at, (when, span)): (usize, (String, &PlanPeriod<'_>))| {
            format!("{}. {when}{}", at + 1, sentence(plan, span, style))
        };
        return rows.enumerate().map(line).collect::<Vec<_>>().join("\n");
    }
    let headers = [
        ("From", Lean::Mark),
        ("Hours", Lean::Right),
        ("Worked on (✓ finished)", Lean::Left),
        ("Stage", Lean::Left),
    ];
    table(&headers, rows.map(|(when, span)| row(plan, when, span, style)).collect(), style)
}

/// `, 8 h: Git 2 h, finished; SQL 6 h; in Basics, Databases`.
fn sentence(plan: &Schedule<'_>, span: &PlanPeriod<'_>, style: &Style) -> String {
    if span.items.is_empty() {
        return ": off".to_owned();
    }
    let item = |item: &Item<'_>| {
        let finished = if item.finished { ", finished" } else { "" };
        format!("{} {} h{finished}", style.paint(Role::Title, item.title), hours(item.hours))
    };
    let items: Vec<_> = span.items.iter().map(item).collect();
    let stages = style.text(&stages(plan, &span.items));
    format!(", {} h: {}; in {stages}", hours(span.hours), items.join("; "))
}

fn row(plan: &Schedule<'_>, when: String, span: &PlanPeriod<'_>, style: &Style) -> Vec<String> {
    if span.items.is_empty() {
        return vec![when, "–".to_owned(), "off".to_owned(), String::new()];
    }
    let item = |item: &Item<'_>| {
        let finished = if item.finished { "✓ " } else { "" };
        format!("{finished}{} {}", style.text(item.title), hours(item.hours))
    };
    let items: Vec<_> = span.items.iter().map(item).collect();
    vec![when, hours(span.hours), items.join(", "), style.text(&stages(plan, &span.items))]
}

/// The titles of the stages of `items`, each once.
fn stages(plan: &Schedule<'_>, items: &[Item<'_>]) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for item in items {
        let title = plan.stages[plan.within.entry(item.ix).stage].title;
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(", ")
}

fn finishes(plan: &Schedule<'_>, today: Date, style: &Style) -> String {
    let open = |stage: &StageFinish<'_>| Some((stage.title.to_owned(), stage.finish?));
    let mut all: Vec<(String, Finish)> = plan.stages.iter().filter_map(open).collect();
    if style.plain {
        let when = |finish: &Finish| {
            let [early, mid, late] =
                [finish.early, finish.mid, finish.late].map(|day| date(day, today));
            if early == late {
                format!("finished by {mid}")
            } else {
                format!("finished by {mid}, early {early}, late {late}")
            }
        };
        let mut lines: Vec<String> = all
            .iter()
            .enumerate()
            .map(|(at, (title, finish))| {
                format!("Stage {}. {}: {}", at + 1, style.paint(Role::Title, title), when(finish))
            })
            .collect();
        lines.extend(plan.finish.map(|finish| format!("All: {}", when(&finish))));
        return lines.join("\n");
    }
    all.extend(plan.finish.map(|finish| ("All".to_owned(), finish)));
    let row = |(title, finish): &(String, Finish)| {
        let mut row = vec![style.text(title)];
        row.extend([finish.early, finish.mid, finish.late].map(|day| date(day, today)));
        row
    };
    let headers = [
        ("Finished by", Lean::Left),
        ("Early", Lean::Right),
        ("Middle", Lean::Right),
        ("Late", Lean::Right),
    ];
    table(&headers, all.iter().map(row).collect(), style)
}

/// The goal, the pace, and what was assumed.
fn remarks(plan: &Schedule<'_>, today: Date, style: &Style) -> String {
    let mut lines = Vec::new();
    let mut say = |text: &str| lines.extend(lines_of(text, style));
    if let Some(goal) = &plan.by {
        say(&about_goal(plan, goal, today));
    }
    let at = |weekly: String, finish: Option<Finish>| match finish {
        Some(finish) => format!("{weekly} h/week: finished by {}", date(finish.mid, today)),
        None => format!("{weekly} h/week: not within the calendar"),
    };
    if plan.finish.is_some() {
        if let Some(usual) = &plan.usual {
            say(&format!("At {}.", at(usual.hours_per_week.to_string(), usual.finish)));
        }
        if let Some(pace) = &plan.pace {
            let weekly = hours(pace.hours_per_week.weekly());
            say(&format!("Your pace of the last 4 weeks, {}.", at(weekly, pace.finish)));
        }
    }
    for assumed in &plan.assumed {
        say(&choice(assumed));
    }
    if let Some(option) = plan.assumed.first().and_then(|assumed| assumed.options.first()) {
        say(&format!("To choose is to start: roadmap start {}", option.id));
    }
    if !plan.unestimated.is_empty() {
        say(&format!(
            "{} without an estimate, planned with {} h each: {}.",
            Count(plan.unestimated.len(), "skill"),
            hours(plan.median),
            names(&plan.unestimated)
        ));
    }
    if plan.source == PaceSource::Default {
        say("5 h/week is only a beginning; say what you have: --hours-per-week 8");
    }
    lines.join("\n")
}

/// `Assumed for A relational database: MySQL, out of mysql, postgresql.`
pub(super) fn choice(assumed: &Assumed<'_>) -> String {
    let among: Vec<&str> = assumed.among.iter().map(|id| id.as_str()).collect();
    let options = names(&assumed.options);
    format!("Assumed for {}: {options}, out of {}.", assumed.choice.title, list(&among, 5))
}

/// Titles, of a long list the first ones; JSON has them all.
fn names(skills: &[Named<'_>]) -> String {
    let titles: Vec<&str> = skills.iter().map(|skill| skill.title).collect();
    list(&titles, NAMES)
}

/// Whether the goal is met, and what it takes. Plain, never a reproach.
fn about_goal(plan: &Schedule<'_>, goal: &Goal<'_>, today: Date) -> String {
    let by = date(goal.date, today);
    let Some(finish) = plan.finish else {
        return format!("Goal {by}: met, nothing is left.");
    };
    let mid = date(finish.mid, today);
    let is_much = |weekly: Weekly| weekly.minutes() > TOO_MANY;
    if goal.has_passed {
        let when = if goal.date < today { "has passed" } else { "lies before the first day" };
        return format!(
            "Goal {by}: that day {when}. At {} h/week it will be {mid}; a new goal is a good start.",
            plan.hours_per_week
        );
    }
    let Some(least) = goal.hours_per_week else {
        return format!(
            "Goal {by}: more is left ({} h) than the hours until then, so no pace is enough. \
             At {} h/week it will be {mid}.",
            hours(plan.hours.mid),
            plan.hours_per_week
        );
    };
    if plan.source == PaceSource::Goal {
        let much = if is_much(least) {
            ", more than 60, which few weeks have; a later day would be kinder"
        } else {
            ""
        };
        return format!("Goal {by}: it takes {least} h/week{much}. Finished by {mid}.");
    }
    if goal.met {
        return format!("Goal {by}: in time, finished by {mid}.");
    }
    let takes = if is_much(least) {
        format!("All of it would take {least} h/week, more than 60, which few weeks have.")
    } else {
        format!("All of it takes {least} h/week.")
    };
    let count = Count(goal.does_not_fit.len(), "skill");
    let does = if goal.does_not_fit.len() == 1 { "does" } else { "do" };
    format!("Goal {by}: {count} {does} not fit: {}. {takes}", names(&goal.does_not_fit))
}

fn ending(kept: &Kept, style: &Style) -> String {
    let text = match kept {
        Kept::By(command) => {
            let lines =
                fold(command, style).into_iter().map(|line| style.paint(Role::Command, &line));
            return format!("To keep this plan:\n{}", lines.collect::<Vec<_>>().join("\n"));
        }
        Kept::IsSaved => "This is the saved plan.",
        Kept::Saved => "Saved.",
        Kept::SavedBefore => "This plan was saved already.",
        Kept::Cleared => "The saved plan is cleared.",
        Kept::NothingToClear => "There was no saved plan to clear.",
    };
    faint(style, text)
}

/// A command that is too long for the width, on lines that a shell takes as one.
fn fold(command: &str, style: &Style) -> Vec<String> {
    let fits = |text: &str| style.width.is_none() || width(text) <= style.columns();
    if fits(command) {
        return vec![command.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for (at, word) in command.split(" --").enumerate() {
        let word = if at == 0 { word.to_owned() } else { format!(" --{word}") };
        if at > 0 && !fits(&format!("{line}{word} \\")) {
            lines.push(format!("{line} \\"));
            " ".clone_into(&mut line);
        }
        line.push_str(&word);
    }
    lines.push(line);
    lines
}

/// Hours to the tenth, from 20 on to the hour.
pub(super) fn hours(work: Work) -> String {
    let tenths = work.tenths();
    match (tenths / 10, tenths % 10) {
        (hours @ 20.., tenths) => (hours + u64::from(tenths >= 5)).to_string(),
        (hours, 0) => hours.to_string(),
        (hours, tenths) => format!("{hours}.{tenths}"),
    }
}

/// `text` cleaned, and wrapped where there is a width.
pub(super) fn lines_of(text: &str, style: &Style) -> Vec<String> {
    let text = style.text(text);
    if style.width.is_none() { vec![text] } else { wrap(&text, style.columns()) }
}

fn faint(style: &Style, text: &str) -> String {
    style.paint(Role::Faint, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Evaluation;
    use crate::query::fixtures::{sketch, statuses};
    use crate::query::plan::{PlanRequest, Terms, plan as lay};

    const TODAY: Date = jiff::civil::date(2026, 11, 20);

    const TERMINAL: Style = Style { color: false, unicode: true, plain: false, width: Some(80) };

    fn drawn(roadmap: &str, typed: &PlanRequest) -> String {
        let mut roadmap = sketch(roadmap);
        for (at, entry) in roadmap.entries.iter_mut().enumerate() {
            entry.title = format!("{} 日本語の長い題名 {at}", "long words ".repeat(4));
        }
        for stage in &mut roadmap.stages {
            stage.title = "日本語の長い題名 and a very long title of a stage".into();
        }
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses(&roadmap, ""));
        let terms = Terms::new(typed, None, TODAY).unwrap();
        let laid = lay(&evaluation, &terms, None).unwrap();
        let kept = Kept::By(save_command(&laid.to_save, Some("sketch")));
        plan(&laid, Rows::Fitting, &kept, TODAY, &TERMINAL)
    }

    #[test]
    fn a_terminal_of_80_columns_is_enough() {
        let days = |month| jiff::civil::date(2027, month, 1);
        let off = vec![(days(1), days(2)), (days(8), days(12)), (days(3), days(4))];
        for by in [TODAY, days(3), days(12), jiff::civil::date(2029, 1, 1)] {
            for weekly in ["0.5", "5", "168"] {
                let weekly = Some(weekly.parse().unwrap());
                let typed = PlanRequest {
                    weekly,
                    by: Some(by),
                    off: off.clone(),
                    ..PlanRequest::default()
                };
                let out = drawn("a:9 b c=1[d:50 e:60] | f:90-200<a g", &typed);
                for line in out.lines() {
                    assert!(width(line) <= 80, "{line}\n{out}");
                }
            }
        }
    }

    #[test]
    fn a_long_command_can_be_pasted() {
        let command = format!("roadmap plan{} --save", " --off 2026-12-24..2027-01-02".repeat(3));
        let lines = fold(&command, &TERMINAL);
        assert_eq!(lines.len(), 2);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&lines.concat().replace(" \\", "")), words(&command));
        assert_eq!(fold(&command, &Style::PLAIN), [command]);
    }
}
