//! The activity charts, as shapes with integer coordinates, and the same figures as
//! table rows.

use jiff::civil::Date;
use serde::Serialize;

use crate::export::RoadmapAnswers;
use crate::export::picture::WORDING;
use crate::query::activity::{Activity, Day, Week};
use crate::query::burn_up;
use crate::view::words::{self, Count};

/// The weeks of the heat map: a year, and the week of today.
const YEAR: u16 = 53;
/// The weeks of the bars.
const HALF_A_YEAR: u16 = 26;
/// From one cell of the heat map to the next.
const PITCH: i64 = 13;
const WIDTH: i64 = 520;
/// The left edge of charts, after the numbers.
const LEFT: i64 = 40;
const BASE: i64 = 168;
const TOP: i64 = 30;

#[derive(Debug, Serialize)]
pub(super) struct Charts {
    year: Year,
    weeks: Weeks,
    burn: Burn,
}

#[derive(Debug, Serialize)]
struct Year {
    about: String,
    width: i64,
    height: i64,
    labels: Vec<Label>,
    /// The corners of days without activity.
    empty: Vec<[i64; 2]>,
    days: Vec<Cell>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Cell {
    x: i64,
    y: i64,
    level: u8,
    done: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct Label {
    x: i64,
    y: i64,
    text: String,
}

/// A horizontal line and its label.
#[derive(Debug, Serialize)]
struct Line {
    y: i64,
    text: String,
}

#[derive(Debug, Serialize)]
struct Row {
    iso: String,
    day: String,
    logged: String,
    done: u32,
}

#[derive(Debug, Serialize)]
struct Weeks {
    about: String,
    width: i64,
    height: i64,
    lines: Vec<Line>,
    bars: Vec<Bar>,
    pace: Option<Line>,
    labels: Vec<Label>,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Bar {
    x: i64,
    y: i64,
    w: i64,
    h: i64,
    text: String,
}

#[derive(Debug, Serialize)]
struct Burn {
    about: String,
    width: i64,
    height: i64,
    base: i64,
    lines: Vec<Line>,
    labels: Vec<Label>,
    area: String,
    done: String,
    plan: Option<String>,
    rules: Vec<Rule>,
    rows: Vec<Reached>,
}

/// A vertical line at a date.
#[derive(Debug, Serialize)]
struct Rule {
    name: &'static str,
    x: i64,
    y: i64,
    text: String,
    /// Whether its text is on its left.
    left: bool,
}

#[derive(Debug, Serialize)]
struct Reached {
    iso: String,
    day: String,
    skills: usize,
    what: &'static str,
}

impl Charts {
    pub(super) fn of(answers: &RoadmapAnswers<'_>, today: Date) -> Self {
        Self {
            year: Year::of(&answers.activity, today),
            weeks: Weeks::of(answers, today),
            burn: Burn::of(answers, today),
        }
    }
}

impl Year {
    fn of(activity: &Activity, today: Date) -> Self {
        let weeks = activity.weeks(YEAR);
        let (left, top) = (30, 18);
        let (mut empty, mut cells) = (Vec::new(), Vec::new());
        let mut rows = Vec::new();
        let mut total = Day::default();
        for (x, week) in (0i64..).map(|at| left + PITCH * at).zip(&weeks) {
            for (y, (on, day)) in (0i64..).map(|at| top + PITCH * at).zip(week.dated()) {
                let level = day.level();
                if level == 0 {
                    empty.push([x, y]);
                    continue;
                }
                total = total + day;
                if has_figures(day) {
                    rows.push(Row::of(on, day, today));
                }
                let text = format!("{}: {}", words::date(on, today), in_words(day));
                cells.push(Cell { x, y, level, done: day.done > 0, text });
            }
        }
        let mut labels: Vec<_> = [("Mon", 0), ("Wed", 2), ("Fri", 4)]
            .map(|(text, at)| Label { x: 0, y: top + PITCH * at + 9, text: text.to_owned() })
            .into();
        labels.extend(months(&weeks, left, PITCH, 11));
        Self {
            about: format!(
                "{} with something recorded in a year: {}",
                Count(cells.len(), "day"),
                in_words(total)
            ),
            width: left + PITCH * i64::from(YEAR),
            height: top + PITCH * 7,
            labels,
            empty,
            days: cells,
            rows,
        }
    }
}

/// Whether there is anything for a table.
fn has_figures(day: Day) -> bool {
    day.minutes > 0 || day.done > 0
}

fn in_words(day: Day) -> String {
    let logged = format!("{} logged", WORDING.time(day.minutes));
    let done = format!("{} done", Count(usize::try_from(day.done).unwrap_or(usize::MAX), "skill"));
    match (day.minutes, day.done) {
        (0, 0) if day.events > 0 => "something recorded".to_owned(),
        (0, 0) => "nothing".to_owned(),
        (0, _) => done,
        (_, 0) => logged,
        _ => format!("{logged}, {done}"),
    }
}

/// The names of months over the weeks in which they begin.
fn months(weeks: &[Week], left: i64, pitch: i64, y: i64) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for (at, week) in (0i64..).zip(weeks) {
        let x = left + pitch * at;
        let begins = week.monday.day() <= 7;
        if begins && labels.last().is_none_or(|last| x - last.x >= 26) && at + 1 < 53 {
            labels.push(Label { x, y, text: week.monday.strftime("%b").to_string() });
        }
    }
    labels
}

impl Row {
    fn of(on: Date, day: Day, today: Date) -> Self {
        let logged = match day.minutes {
            0 => "–".to_owned(),
            minutes => WORDING.time(minutes),
        };
        Self { iso: on.to_string(), day: words::date(on, today), logged, done: day.done }
    }
}

impl Weeks {
    fn of(answers: &RoadmapAnswers<'_>, today: Date) -> Self {
        let weeks = answers.activity.weeks(HALF_A_YEAR);
        let plan = answers.plan.as_ref().ok();
        let pace = plan.map(|plan| plan.hours_per_week);
        let pace_minutes = pace.map_or(0, |pace| u64::from(pace.minutes()));
        let most = weeks.iter().map(|week| week.total().minutes).max().unwrap_or(0);
        let top = most.max(pace_minutes).max(60).div_ceil(120) * 2;
        let height = |minutes: u64| {
            let scaled = u128::from(minutes) * u128::from(BASE.unsigned_abs() - 30);
            i64::try_from(scaled / u128::from(top * 60)).unwrap_or(0)
        };
        let pitch = (WIDTH - LEFT) / i64::from(HALF_A_YEAR);
        let bar = |(at, week): (i64, &Week)| {
            let day = week.total();
            let h = height(day.minutes).max(i64::from(day.minutes > 0));
            let from = words::date(week.monday, today);
            let text = format!("Week from {from}: {}", in_words(day));
            Bar { x: LEFT + pitch * at + 2, y: BASE - h, w: pitch - 4, h, text }
        };
        let line = |hours: u64| Line { y: BASE - height(hours * 60), text: hours.to_string() };
        let with: Vec<_> = weeks.iter().filter(|week| has_figures(week.total())).collect();
        let logged: u64 = weeks.iter().map(|week| week.total().minutes).sum();
        Self {
            about: format!("{} logged in {}", WORDING.time(logged), Count(weeks.len(), "week")),
            width: WIDTH,
            height: BASE + 24,
            lines: [0, top / 2, top].map(line).into(),
            bars: (0i64..)
                .zip(&weeks)
                .filter(|(_, week)| week.total().minutes > 0)
                .map(bar)
                .collect(),
            pace: pace.map(|pace| Line {
                y: BASE - height(pace_minutes),
                text: format!("plan: {}", WORDING.weekly(&pace.to_string())),
            }),
            labels: months(&weeks, LEFT, pitch, BASE + 16),
            rows: with.iter().map(|week| Row::of(week.monday, week.total(), today)).collect(),
        }
    }
}

impl Burn {
    fn of(answers: &RoadmapAnswers<'_>, today: Date) -> Self {
        let burn = &answers.burn_up;
        let plan = answers.plan.as_ref().ok();
        let finish = plan.and_then(|plan| plan.finish).map(|finish| finish.mid);
        let goal = plan.and_then(|plan| plan.by.as_ref()).map(|goal| goal.date);
        let first = burn.done[0].on;
        let last = [Some(today), finish, goal].into_iter().flatten().max().unwrap_or(today);
        let span = days(first, last).max(1);
        let x = |on: Date| LEFT + (WIDTH - LEFT - 6) * days(first, on) / span;
        let total = i64::try_from(burn.total.max(1)).unwrap_or(i64::MAX);
        let y = |skills: usize| {
            BASE - (BASE - TOP) * i64::try_from(skills).unwrap_or(0).min(total) / total
        };
        let start = burn.done[0];
        let mut steps = format!("M{} {}", x(start.on), y(start.skills));
        for point in &burn.done[1..] {
            steps += &format!("H{}V{}", x(point.on), y(point.skills));
        }
        let area = format!("{steps}V{BASE}H{}Z", x(start.on));
        let line = burn.plan.iter().enumerate().map(|(at, point)| {
            format!("{}{} {}", if at == 0 { 'M' } else { 'L' }, x(point.on), y(point.skills))
        });
        let planned: String = line.collect();
        let row = |what: &'static str| {
            move |point: &burn_up::Reached| Reached {
                iso: point.on.to_string(),
                day: words::date(point.on, today),
                skills: point.skills,
                what,
            }
        };
        let rule = |name, on: Date, text: String, y| Rule {
            name,
            x: x(on),
            y,
            text,
            left: x(on) > WIDTH * 3 / 5,
        };
        let mut rules = vec![rule("today", today, "today".to_owned(), TOP - 6)];
        rules
            .extend(finish.map(|on| {
                rule("finish", on, format!("plan: {}", words::date(on, today)), TOP - 6)
            }));
        rules.extend(
            goal.map(|on| rule("goal", on, format!("goal: {}", words::date(on, today)), BASE - 8)),
        );
        let done = burn.done.last().map_or(0, |last| last.skills);
        Self {
            about: format!(
                "{done} of {} done{}",
                Count(burn.total, "skill"),
                finish.map_or(String::new(), |on| format!(", all by {}", words::date(on, today)))
            ),
            width: WIDTH,
            height: BASE + 24,
            base: BASE,
            lines: [0, burn.total / 2, burn.total]
                .map(|skills| Line { y: y(skills), text: skills.to_string() })
                .into(),
            labels: years(first, last, x),
            area,
            done: steps,
            plan: (!burn.plan.is_empty()).then_some(planned),
            rules,
            rows: burn
                .done
                .iter()
                .map(row("done"))
                .chain(burn.plan.iter().skip(1).map(row("plan")))
                .collect(),
        }
    }
}

/// Labels below a time axis: months, quarters or years, as many as fit.
fn years(first: Date, last: Date, x: impl Fn(Date) -> i64) -> Vec<Label> {
    let span = days(first, last);
    let (step, name) = match span {
        0..200 => (1, "%b"),
        200..550 => (3, "%b %y"),
        550..1500 => (6, "%b %y"),
        _ => (12, "%Y"),
    };
    let mut labels: Vec<Label> = Vec::new();
    let mut month = first.first_of_month();
    while month <= last {
        let begins = i16::from(month.month() - 1) + 12 * month.year();
        if month >= first && begins % step == 0 {
            let at = x(month);
            if labels.last().is_none_or(|last| at - last.x >= 48) && at < WIDTH - 24 {
                labels.push(Label { x: at, y: BASE + 16, text: month.strftime(name).to_string() });
            }
        }
        let Ok(next) = month.last_of_month().tomorrow() else { break };
        month = next;
    }
    labels
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}
