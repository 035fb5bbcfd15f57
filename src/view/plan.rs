//! Text shared by both renderers of a plan.

use jiff::civil::Date;

use crate::catalog::Roadmap;
use crate::progress::Plan;
use crate::query::next::Named;
use crate::query::plan::{
    Assumed, Finish, Goal, Item, LeftOutOptions, MilestoneFinish, PaceSource, Period, PlanPeriod,
    Range, Schedule, Until, Weekly, Work,
};

use crate::query::speed::{ENOUGH, Speed};

use super::command;
use super::style::Style;
use super::text::{Line, Text};
use super::words::{Count, Wording, against, date, list};

/// Minutes a week that most people cannot keep up.
const TOO_MANY: u32 = 60 * 60;

/// The maximum number of titles in a sentence.
const NAMES: usize = 12;

/// Whether the plan is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is not saved; this command saves it.
    By(String),
    /// It is the saved plan.
    IsSaved,
    /// It was saved just now.
    Saved,
    /// It should be saved, but already was.
    SavedBefore,
    Cleared,
    NothingToClear,
}

/// How much of a plan is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The next weeks, and what was assumed in one line.
    Short,
    /// All of it.
    Whole,
}

/// How many assumed options a short plan names.
const OPTIONS: usize = 5;

/// How many weeks a short plan shows.
const FIRST_WEEKS: usize = 4;

/// The command that saves `plan`, of the current roadmap or of the one named.
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

/// Adds `You take 0.8 of the estimates, over 9 skills.` and how to plan with it, if there
/// are enough skills.
pub fn add_speed(text: &mut Text, speed: Speed, is_used: bool, style: &Style) {
    // The average of fewer skills would be chance.
    if speed.skills < ENOUGH {
        return;
    }
    let factor = format!("{}.{:02}", speed.percent / 100, speed.percent % 100);
    let factor = factor.trim_end_matches('0').trim_end_matches('.');
    let over = Count(speed.skills, "skill");
    let line = Line::from(format!("You take {factor} of the estimates, over {over}."));
    if !style.plain {
        text.gap();
    }
    text.line(line);
    if !is_used {
        text.line(super::command("roadmap plan --my-speed", style));
    }
}

/// Roadmaps in use that can be planned, where nothing is left of the one that was.
pub fn still_open(roadmaps: &[&Roadmap], style: &Style) -> Text {
    let mut text = Text::new();
    for roadmap in roadmaps {
        text.line(Line::new().title(&roadmap.title).text(" is still open"));
        text.line(command(&format!("roadmap plan --roadmap {}", roadmap.id), style));
    }
    text
}

/// The title of what is planned: a roadmap, or a part of one.
pub(super) fn subject(plan: &Schedule<'_>) -> String {
    let title = &plan.within.title;
    match plan.until {
        None => title.clone(),
        Some(Until { milestone: Some(text), .. }) => format!("{title} up to {text}"),
        Some(Until { title: stage, .. }) => format!("{title} up to {stage}"),
    }
}

/// `120 h left (100–140), at 8 h/week (saved) from 20 Nov`.
pub(super) fn terms(plan: &Schedule<'_>, wording: Wording, today: Date) -> String {
    let Range { min, mid, max } = plan.hours;
    let (min, mid, max) = (number(min), number(mid), number(max));
    let left = wording.range(&mid, &mid);
    let between =
        if min == max { String::new() } else { format!(" ({})", wording.range(&min, &max)) };
    let why = match plan.source {
        PaceSource::Typed => "",
        PaceSource::Saved => " (saved)",
        PaceSource::Default => " (default)",
        PaceSource::Goal => " (what the goal takes)",
    };
    let weekly = wording.weekly(&plan.hours_per_week.to_string());
    format!("{left} left{between}, at {weekly}{why} from {}", date(plan.from, today))
}

/// `finished by 3 Jun 2027, early 4 May 2027, late 1 Aug 2027`.
pub(super) fn finished_by(finish: &Finish, today: Date) -> String {
    let [early, mid, late] = [finish.early, finish.mid, finish.late].map(|day| date(day, today));
    if early == late {
        format!("finished by {mid}")
    } else {
        format!("finished by {mid}, early {early}, late {late}")
    }
}

/// A row of a plan: its dates, and its items, which are empty for time off.
pub(super) struct Row<'a> {
    pub(super) when: String,
    pub(super) span: PlanPeriod<'a>,
}

/// A row for each week, weeks off in a run as one, and whether some are left out.
pub(super) fn rows<'a>(
    plan: &'a Schedule<'_>,
    extent: Extent,
    today: Date,
) -> (Vec<Row<'a>>, bool) {
    let spans = plan.spans(Period::Week);
    let name = |span: &PlanPeriod<'_>| date(span.start, today);
    let runs = spans.chunk_by(|a, b| a.items.is_empty() && b.items.is_empty());
    let row = |run: &[PlanPeriod<'a>]| {
        let (first, last) = (run.first()?, run.last()?);
        let when = match run {
            [one] => name(one),
            _ => format!("{} to {}", name(first), date(last.end, today)),
        };
        Some(Row { when, span: first.clone() })
    };
    let mut rows: Vec<_> = runs.filter_map(row).collect();
    let is_cut = extent == Extent::Short && rows.len() > FIRST_WEEKS;
    if is_cut {
        rows.truncate(FIRST_WEEKS);
    }
    (rows, is_cut)
}

/// The titles of the stages of `items`, without duplicates.
pub(super) fn stages(plan: &Schedule<'_>, items: &[Item<'_>]) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for item in items {
        let title = plan.stages[plan.within.entry(item.ix).stage].title;
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.join(", ")
}

/// The milestones ahead, a sentence each.
pub(super) fn milestones(plan: &Schedule<'_>, today: Date) -> impl Iterator<Item = String> {
    plan.milestones.iter().filter_map(move |one| milestone(one, today))
}

/// The goal, the pace, and what was assumed, a sentence each.
pub(super) fn remarks(
    plan: &Schedule<'_>,
    extent: Extent,
    wording: Wording,
    today: Date,
) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(goal) = &plan.by {
        remarks.push(about_goal(plan, goal, wording, today));
    }
    if plan.finish.is_none() {
        return remarks;
    }
    let finish = |finish: Option<Finish>| match finish {
        Some(finish) => format!("finished by {}", date(finish.mid, today)),
        None => "too far in the future".to_owned(),
    };
    if let Some(usual) = &plan.usual {
        let weekly = wording.weekly(&usual.hours_per_week.to_string());
        remarks.push(format!("At {weekly}: {}.", finish(usual.finish)));
    }
    if let Some(pace) = &plan.pace {
        let weekly = wording.weekly(&number(pace.hours_per_week.weekly()));
        let finish = finish(pace.finish);
        remarks.push(format!("Your pace of the last 4 weeks, {weekly}: {finish}."));
    }
    match (extent, plan.assumed.as_slice()) {
        (Extent::Short, several @ [_, _, ..]) => {
            let options: Vec<&str> =
                several.iter().flat_map(|one| &one.options).map(|option| option.title).collect();
            let count = Count(several.len(), "choice");
            remarks.push(format!("{count} assumed: {}.", list(&options, OPTIONS)));
        }
        (_, each) => remarks.extend(each.iter().map(assumed)),
    }
    remarks.extend(plan.left_out.iter().map(left_out));
    if !plan.unestimated.is_empty() {
        let each = number(plan.median);
        remarks.push(format!(
            "{} without an estimate, planned with {} each: {}.",
            Count(plan.unestimated.len(), "skill"),
            wording.range(&each, &each),
            names(&plan.unestimated)
        ));
    }
    if plan.source == PaceSource::Default {
        let weekly = wording.weekly(&plan.hours_per_week.to_string());
        remarks.push(format!("{weekly} is the default; set yours with --hours-per-week."));
    }
    remarks
}

/// `Assuming MySQL for A relational database (choose from mysql, postgresql).`
pub(super) fn assumed(assumed: &Assumed<'_>) -> String {
    let among: Vec<&str> = assumed.among.iter().map(|id| id.as_str()).collect();
    let options = names(&assumed.options);
    format!("Assuming {options} for {} (options: {}).", assumed.choice.title, list(&among, 5))
}

/// `JavaScript is left out: A language takes 1, and Ruby was begun later. ...`
pub(super) fn left_out(left_out: &LeftOutOptions<'_>) -> String {
    let ids: Vec<&str> = left_out.options.iter().map(|option| option.id.as_str()).collect();
    let are = if ids.len() == 1 { "is" } else { "are" };
    format!(
        "{} {are} not counted, since {} counts for {}; to drop it: roadmap uncheck {}",
        names(&left_out.options),
        names(&left_out.kept),
        left_out.choice.title,
        ids.join(" ")
    )
}

/// `Ready to apply for junior jobs: by 3 Jun 2027`; `None` once it is reached.
pub(super) fn milestone(milestone: &MilestoneFinish<'_>, today: Date) -> Option<String> {
    let finish = milestone.finish?;
    Some(format!("{}: by {}.", milestone.milestone.text, date(finish.mid, today)))
}

/// The command that starts the first assumed option.
pub(super) fn choose(plan: &Schedule<'_>) -> Option<String> {
    let option = plan.assumed.first()?.options.first()?;
    Some(format!("roadmap start {}", option.id))
}

/// The titles, of which a long list shows only the first.
fn names(skills: &[Named<'_>]) -> String {
    let titles: Vec<&str> = skills.iter().map(|skill| skill.title).collect();
    list(&titles, NAMES)
}

/// A sentence about whether the goal is met, and what it takes.
pub(super) fn about_goal(
    plan: &Schedule<'_>,
    goal: &Goal<'_>,
    wording: Wording,
    today: Date,
) -> String {
    let by = date(goal.date, today);
    let Some(finish) = plan.finish else {
        return format!("Goal {by}: met, nothing is left.");
    };
    let mid = date(finish.mid, today);
    let weekly = |weekly: Weekly| wording.weekly(&weekly.to_string());
    let is_much = |weekly: Weekly| weekly.minutes() > TOO_MANY;
    let finished = format!("finished by {mid}, {}", against(goal.date, finish.mid));
    if goal.has_passed {
        let why = if goal.date < today { "has passed" } else { "is before the first day" };
        return format!(
            "Goal {by}: that day {why}. At {} you are finished by {mid}.",
            weekly(plan.hours_per_week)
        );
    }
    let Some(least) = goal.hours_per_week else {
        let left = number(plan.hours.mid);
        return format!(
            "Goal {by}: {} are left, more than there is time for until then. At {}: {finished}.",
            wording.range(&left, &left),
            weekly(plan.hours_per_week)
        );
    };
    let advice = if is_much(least) {
        format!(", more than {}; a later goal would be easier", wording.weekly("60"))
    } else {
        String::new()
    };
    if plan.source == PaceSource::Goal {
        return format!("Goal {by}: it takes {}{advice}. Finished by {mid}.", weekly(least));
    }
    if goal.met {
        return format!("Goal {by}: {finished}.");
    }
    let count = Count(goal.does_not_fit.len(), "skill");
    let does = if goal.does_not_fit.len() == 1 { "does" } else { "do" };
    let unfit = names(&goal.does_not_fit);
    let takes = weekly(least);
    format!(
        "Goal {by}: {finished}. {count} {does} not fit: {unfit}. All of it takes {takes}{advice}."
    )
}

/// A sentence about the saved plan; `None` if the plan is not saved.
pub(super) fn saved(kept: &Kept) -> Option<&'static str> {
    Some(match kept {
        Kept::By(_) => return None,
        Kept::IsSaved => "This is the saved plan.",
        Kept::Saved => "Saved.",
        Kept::SavedBefore => "This plan is already saved.",
        Kept::Cleared => "The saved plan is cleared.",
        Kept::NothingToClear => "There was no saved plan to clear.",
    })
}

/// Hours rounded to a tenth, or to whole hours from 20.
pub(super) fn number(work: Work) -> String {
    let tenths = work.tenths();
    match (tenths / 10, tenths % 10) {
        (hours @ 20.., tenths) => (hours + u64::from(tenths >= 5)).to_string(),
        (hours, 0) => hours.to_string(),
        (hours, tenths) => format!("{hours}.{tenths}"),
    }
}
