//! A plan in numbered lines.

use jiff::civil::Date;

use crate::query::plan::{Item, Schedule};

use super::super::plan::{
    Extent, Kept, Row, choose, finished_by, milestones, number, remarks, rows, saved, stages,
    subject, terms,
};
use super::super::text::{Line, Text};
use super::{WORDING, numbered, to_run};

pub(crate) fn plan(plan: &Schedule<'_>, extent: Extent, kept: &Kept, today: Date) -> Text {
    let title = Line::new().title(&subject(plan)).text(": ");
    let mut text = Text::new();
    if let Some(finish) = &plan.finish {
        text.line(title.text(&finished_by(finish, today)));
        text.line(terms(plan, WORDING, today));
        text.append(finishes(plan, today));
        text.append(milestones(plan, today).map(Line::from).collect::<Text>());
    } else {
        text.line(title.text("nothing is left to plan"));
    }
    let remarks = remarks(plan, extent, WORDING, today);
    text.append(remarks.into_iter().map(Line::from).collect::<Text>());
    if let Some(command) = choose(plan) {
        text.line("To choose an option, start it.").line(to_run(&command));
    }
    if plan.finish.is_some() {
        text.append(periods(plan, extent, today));
    }
    match (saved(kept), kept) {
        (Some(sentence), _) => text.append(sentence),
        (None, Kept::By(command)) if plan.finish.is_some() => {
            text.line("To keep this plan, save it.").line(to_run(command))
        }
        _ => &mut text,
    };
    text
}

fn periods(plan: &Schedule<'_>, extent: Extent, today: Date) -> Text {
    let (rows, is_cut) = rows(plan, extent, today);
    let line = |(at, row)| numbered(at).then(period(plan, row));
    let mut text: Text = rows.iter().enumerate().map(line).collect();
    if is_cut {
        text.line("For all weeks: add --weeks");
    }
    text
}

/// `20 Nov, 8 hours: Git 2 hours, finished; SQL 6 hours; in Basics, Databases`.
fn period(plan: &Schedule<'_>, row: &Row<'_>) -> Line {
    let items = &row.span.items;
    if items.is_empty() {
        return Line::from(format!("{}: off", row.when));
    }
    let hours = |work| {
        let number = number(work);
        WORDING.range(&number, &number)
    };
    let item = |item: &Item<'_>| {
        let finished = if item.finished { ", finished" } else { "" };
        Line::new().title(item.title).text(&format!(" {}{finished}; ", hours(item.hours)))
    };
    let line = Line::from(format!("{}, {}: ", row.when, hours(row.span.hours)));
    let line = items.iter().map(item).fold(line, Line::then);
    line.text("in ").text(&stages(plan, items))
}

fn finishes(plan: &Schedule<'_>, today: Date) -> Text {
    let mut text = Text::new();
    for stage in &plan.stages {
        let Some(finish) = &stage.finish else { continue };
        let line = Line::from(format!("Stage {}. ", stage.number)).title(stage.title);
        text.line(line.text(": ").text(&finished_by(finish, today)));
    }
    if let Some(finish) = &plan.finish {
        text.line(format!("All: {}", finished_by(finish, today)));
    }
    text
}
