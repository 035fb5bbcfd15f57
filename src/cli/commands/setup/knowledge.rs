//! Asks what the user knows already.

use anyhow::Result;
use career_roadmap::catalog::{Ix, Roadmap};
use career_roadmap::query::knowledge::{Answer, Found, Interview, Question, Ticks};
use career_roadmap::view::setup as view;

use super::dialogue::{Dialogue, is_no, is_yes};

/// Asks what the interview has left to ask; `None` when going back from its
/// first question.
pub fn ask(
    dialogue: &Dialogue,
    roadmap: &Roadmap,
    interview: &mut Interview<'_, '_>,
) -> Result<Option<Found>> {
    while let Some(question) = interview.question() {
        let place = interview.answers() + 1;
        let style = dialogue.style();
        dialogue.say(view::question(&question, place, interview.settled(), roadmap, style))?;
        dialogue.print(view::keys(&question, style))?;
        loop {
            let text = dialogue.line(">")?;
            match text.to_lowercase().as_str() {
                "q" | "quit" | "enough" => return finish(dialogue, interview).map(Some),
                "b" | "back" => {
                    if !interview.back() {
                        return Ok(None);
                    }
                    break;
                }
                "?" | "m" | "more" => dialogue.print(view::more(&question, roadmap, style))?,
                _ => match answer(&question, &text) {
                    Ok(answer) => {
                        interview.answer(&question, answer);
                        break;
                    }
                    Err(message) => dialogue.mistake(&message, &[])?,
                },
            }
        }
    }
    finish(dialogue, interview).map(Some)
}

/// Goes back into an interview that was over: to the question at which it was
/// left, or to the last one. False if there is none.
pub fn reopen(interview: &mut Interview<'_, '_>) -> bool {
    interview.question().is_some() || interview.back()
}

fn finish(dialogue: &Dialogue, interview: &Interview<'_, '_>) -> Result<Found> {
    let found = interview.found();
    dialogue.say(view::found(&found))?;
    Ok(found)
}

/// Parses the answer to `question`; the error is a message for the user.
fn answer(question: &Question, text: &str) -> Result<Answer, String> {
    let skills = match question {
        Question::Skill(_) => return one(text),
        Question::Choice { skills, .. } | Question::List(skills) => skills,
    };
    let ticks = Ticks::parse(text, skills.len()).map_err(|error| error.to_string())?;
    let of = |places: Vec<usize>| -> Vec<Ix> { places.into_iter().map(|at| skills[at]).collect() };
    Ok(Answer::These { known: of(ticks.known), half: of(ticks.half) })
}

fn one(text: &str) -> Result<Answer, String> {
    match text {
        text if is_yes(text) => Ok(Answer::Yes),
        text if is_no(text) => Ok(Answer::No),
        "h" | "H" | "half" => Ok(Answer::Half),
        _ => Err("Please answer y, h or n; ? for more, b to go back, q to end.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_the_answer_about_one_skill() {
        for (text, want) in [
            ("y", Some(Answer::Yes)),
            ("YES", Some(Answer::Yes)),
            ("h", Some(Answer::Half)),
            ("half", Some(Answer::Half)),
            ("n", Some(Answer::No)),
            ("", None),
            ("1", None),
        ] {
            assert_eq!(one(text).ok(), want, "{text}");
        }
    }
}
