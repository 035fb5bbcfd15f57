//! A plan: the finish dates, a timeline, what was assumed, and tables of weeks.

use jiff::civil::Date;

use crate::query::plan::{Finish, Item, Schedule};

use super::super::plan::{
    Extent, Kept, Row, choose, finished_by, number, remarks, rows, saved, stages, subject, terms,
};
use super::super::style::Style;
use super::super::table::{Align, table};
use super::super::text::{Line, Text};
use super::super::words::date;
use super::super::wrap::width;
use super::timeline::timeline;

pub(crate) fn plan(
    plan: &Schedule<'_>,
    extent: Extent,
    kept: &Kept,
    today: Date,
    style: &Style,
) -> Text {
    let mut parts = vec![header(plan, today, style)];
    if plan.finish.is_some() {
        parts.push(timeline(plan, today, style));
    }
    let mut ending = Text::new();
    for sentence in remarks(plan, extent, style.wording(), today) {
        ending.line(Line::from(sentence).hang(0));
    }
    if let Some(command) = choose(plan) {
        ending.line(Line::from("To choose an option, start it: ").command(&command));
    }
    parts.push(ending);
    if plan.finish.is_some() {
        let (rows, is_cut) = rows(plan, extent, today);
        let mut weeks = periods(&rows, plan, style);
        if is_cut {
            weeks.line(
                Line::new().faint("For all weeks, options, early and late dates: add --weeks"),
            );
        }
        parts.push(weeks);
        if extent == Extent::Whole {
            parts.push(finishes(plan, today, style));
        }
    }
    match (saved(kept), kept) {
        (Some(sentence), _) => parts.push(Line::new().faint(sentence).into()),
        (None, Kept::By(command)) if plan.finish.is_some() => {
            let lines = in_lines(command, style).into_iter();
            let mut text: Text = "To keep this plan:".into();
            text.append(lines.map(|line| Line::new().command(&line)).collect::<Text>());
            parts.push(text);
        }
        _ => {}
    }
    Text::paragraphs(parts)
}

/// The finish dates, and the hours and pace below.
fn header(plan: &Schedule<'_>, today: Date, style: &Style) -> Text {
    let title = Line::new().title(&subject(plan));
    let Some(finish) = &plan.finish else {
        return title.text(": nothing is left to plan").into();
    };
    let terms = Line::new().faint(&terms(plan, style.wording(), today)).hang(0);
    Text::from_iter([title.text(": ").text(&finished_by(finish, today)), terms])
}

fn periods(rows: &[Row<'_>], plan: &Schedule<'_>, style: &Style) -> Text {
    let finishes = style.signs().finishes;
    let row = |Row { when, span }: &Row<'_>| {
        if span.items.is_empty() {
            let none = style.signs().dash.to_owned();
            return vec![when.clone(), none, "off".to_owned(), String::new()];
        }
        let item = |item: &Item<'_>| {
            let mark = if item.finished { finishes.to_owned() } else { String::new() };
            format!("{} {}{mark}", item.title, number(item.hours))
        };
        let items: Vec<_> = span.items.iter().map(item).collect();
        vec![when.clone(), number(span.hours), items.join(", "), stages(plan, &span.items)]
    };
    let work = format!("Work on ({finishes} finish)");
    let headers = [
        ("From", Align::Whole),
        ("Hours", Align::Right),
        (work.as_str(), Align::Left),
        ("Stage", Align::Left),
    ];
    table(&headers, rows.iter().map(row).collect(), style)
}

fn finishes(plan: &Schedule<'_>, today: Date, style: &Style) -> Text {
    let row = |title: &str, finish: Finish| {
        let days = [finish.early, finish.mid, finish.late].map(|day| date(day, today));
        std::iter::once(title.to_owned()).chain(days).collect()
    };
    let stages = plan.stages.iter().filter_map(|stage| Some(row(stage.title, stage.finish?)));
    let all = plan.finish.map(|finish| row("All", finish));
    let headers = [
        ("Finished by", Align::Left),
        ("Early", Align::Right),
        ("Middle", Align::Right),
        ("Late", Align::Right),
    ];
    table(&headers, stages.chain(all).collect(), style)
}

/// The command in lines that fit the width, joined with `\` so that it can be pasted.
fn in_lines(command: &str, style: &Style) -> Vec<String> {
    let fits = |text: &str| width(text) <= style.columns();
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

#[cfg(test)]
mod tests {
    use super::super::super::plan::save_command;
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
        let draw = |extent| plan(&laid, extent, &kept, TODAY, &TERMINAL).render(&TERMINAL);
        draw(Extent::Short) + &draw(Extent::Whole)
    }

    #[test]
    fn a_plan_fits_in_80_columns() {
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
                let out = drawn("a:9 b c=1[d:50 e:60] !Ready | f:90-200<a g !Done", &typed);
                for line in out.lines() {
                    assert!(width(line) <= 80, "{line}\n{out}");
                }
            }
        }
    }

    #[test]
    fn a_long_command_can_be_pasted() {
        let command = format!("roadmap plan{} --save", " --off 2026-12-24..2027-01-02".repeat(3));
        let lines = in_lines(&command, &TERMINAL);
        assert_eq!(lines.len(), 2);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&lines.concat().replace(" \\", "")), words(&command));
    }
}
