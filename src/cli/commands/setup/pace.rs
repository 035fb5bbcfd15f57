//! Asks for the hours a week and the goal, and shows the resulting plan.

use anyhow::Result;
use career_roadmap::query::Evaluation;
use career_roadmap::query::dates::{BadDate, Direction, parse};
use career_roadmap::query::plan::{PlanRequest, Terms, Weekly, plan};
use career_roadmap::view::setup::meaning;
use jiff::civil::Date;

use super::dialogue::{Dialogue, Reply, Step, is_no, is_yes};

/// The plan to save; `None` for no plan.
pub fn ask(
    dialogue: &Dialogue,
    evaluation: &Evaluation<'_>,
    today: Date,
) -> Result<Step<Option<PlanRequest>>> {
    if !evaluation.total().is_open() {
        return Ok(Step::NotAsked);
    }
    loop {
        let weekly = match weekly(dialogue)? {
            Step::Next(Some(weekly)) => weekly,
            Step::Next(None) => return Ok(Step::Next(None)),
            Step::Back | Step::NotAsked => return Ok(Step::Back),
        };
        let mut request = PlanRequest { weekly: Some(weekly), ..PlanRequest::default() };
        if !show(dialogue, evaluation, &request, today)? {
            continue;
        }
        match goal(dialogue, today)? {
            None => continue,
            Some(None) => return Ok(Step::Next(Some(request))),
            Some(by) => request.by = by,
        }
        if !show(dialogue, evaluation, &request, today)? {
            continue;
        }
        loop {
            match dialogue.ask("Keep this plan? [y]es, [n]o plan, [b]ack:")? {
                Reply::Back => break,
                Reply::Text(text) if is_yes(&text) => return Ok(Step::Next(Some(request))),
                Reply::Text(text) if is_no(&text) => return Ok(Step::Next(None)),
                Reply::Text(_) => dialogue.mistake(&"Please answer y, n or b.", &[])?,
            }
        }
    }
}

/// Prints the resulting plan, or the error; returns whether planning succeeded.
fn show(
    dialogue: &Dialogue,
    evaluation: &Evaluation<'_>,
    request: &PlanRequest,
    today: Date,
) -> Result<bool> {
    let terms = Terms::new(request, None, today)?;
    match plan(evaluation, &terms, None) {
        Ok(plan) => dialogue.say(meaning(&plan, today, dialogue.style())).map(|()| true),
        Err(error) => dialogue.mistake(&error, &[]).map(|()| false),
    }
}

/// The hours a week; `None` for no plan.
fn weekly(dialogue: &Dialogue) -> Result<Step<Option<Weekly>>> {
    dialogue.say("How many hours a week do you have for learning?")?;
    loop {
        match dialogue.ask("Hours, such as 8, or Enter for no plan:")? {
            Reply::Back => return Ok(Step::Back),
            Reply::Text(text) if text.is_empty() => return Ok(Step::Next(None)),
            Reply::Text(text) => match text.trim_end_matches(['h', ' ']).parse() {
                Ok(weekly) => return Ok(Step::Next(Some(weekly))),
                Err(error) => dialogue.mistake(&error, &[])?,
            },
        }
    }
}

/// The goal: `Some(None)` for no goal, `None` to go back.
#[expect(clippy::option_option, reason = "no goal is an answer, going back is not")]
fn goal(dialogue: &Dialogue, today: Date) -> Result<Option<Option<Date>>> {
    dialogue.say("When do you want to be done?")?;
    loop {
        match dialogue.ask("A date such as 2028-06-01, or Enter for no goal:")? {
            Reply::Back => return Ok(None),
            Reply::Text(text) if text.is_empty() => return Ok(Some(None)),
            Reply::Text(text) => match parse(&text, today, Direction::Ahead) {
                Ok(date) if date < today => {
                    dialogue.mistake(&format!("{date} has passed."), &[])?;
                }
                Ok(date) => return Ok(Some(Some(date))),
                // The day before today, which dates may be elsewhere, is no goal.
                Err(BadDate::Unknown(text, _)) => {
                    let said = format!("'{text}' is not a date; write one such as 2028-06-01");
                    dialogue.mistake(&said, &[])?;
                }
                Err(error) => dialogue.mistake(&error, &[])?,
            },
        }
    }
}
