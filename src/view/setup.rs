//! The texts of the `setup` dialogue: questions, results and the summary.

use jiff::civil::Date;

use crate::catalog::{Ix, Roadmap};
use crate::query::catalog::Listed;
use crate::query::knowledge::{Found, Question};
use crate::query::plan::Schedule;

use super::plan::{about_goal, milestone};
use super::style::{Style, Tone};
use super::text::{Line, Text};
use super::words::{Count, date, list};

/// The maximum number of titles in a line of the summary.
const NAMES: usize = 12;

/// The fewest columns of a summary.
const SUMMARY: usize = 20;

/// The roadmaps to choose from, with a line each.
pub fn roles(roadmaps: &[Listed<'_>], style: &Style) -> Text {
    let mut text: Text = Line::new().title("Which role do you want to learn?").into();
    let name = |at: usize, listed: &Listed<'_>| number(at, roadmaps.len()).title(listed.title);
    let names = roadmaps.iter().enumerate().map(|(at, listed)| name(at, listed).width());
    // A line each; what does not fit is in `roadmap show`.
    let room = style.columns().saturating_sub(names.max().unwrap_or(0) + 2);
    let has_room = style.width.is_none() || room >= SUMMARY;
    for (at, listed) in roadmaps.iter().enumerate() {
        let line = name(at, listed);
        let summary = listed.summary.unwrap_or_default();
        let room = style.columns().saturating_sub(line.width() + 2);
        text.line(if summary.is_empty() || !has_room {
            line
        } else {
            line.text(": ").faint(&style.cut(summary, room))
        });
    }
    text
}

/// A question about what the user knows; `place` is its number, counted from 1.
pub fn question(
    question: &Question,
    place: usize,
    (settled, all): (usize, usize),
    roadmap: &Roadmap,
    style: &Style,
) -> Text {
    let place = format!("Question {place} ({settled} of {all} skills settled)");
    let mut text: Text = Line::new().faint(&place).into();
    match question {
        Question::Skill(ix) => {
            let entry = roadmap.entry(*ix);
            text.line(Line::new().title(&entry.title).text(". Could you do this today?"));
            let proofs = entry.skill().map_or(&[][..], |skill| &skill.done_when);
            if let ([], Some(summary)) = (proofs, &entry.summary) {
                text.line(Line::from(format!("  {summary}")));
            }
            for proof in proofs {
                text.line(bullet(style).text(proof).hang(4));
            }
        }
        Question::Choice { choice, skills } => {
            let entry = roadmap.entry(*choice);
            text.line(Line::new().title(&entry.title).text(". Which of these do you know?"));
            text.append(numbered(skills, roadmap));
        }
        Question::List(skills) => {
            text.line("Which of these do you know?");
            let mut stage = None;
            for (at, ix) in skills.iter().enumerate() {
                let entry = roadmap.entry(*ix);
                if stage.replace(entry.stage) != Some(entry.stage) {
                    let title = &roadmap.stages()[entry.stage].title;
                    text.line(Line::new().faint(title));
                }
                text.line(numbered_skill(at, *ix, skills.len(), roadmap));
            }
        }
    }
    text
}

/// The possible answers to `question`.
pub fn keys(question: &Question, style: &Style) -> Text {
    let keys = match question {
        Question::Skill(_) if style.plain => {
            "Answer yes, half or no; ? for more, b for back, q to end."
        }
        Question::Skill(_) => "[y]es  [h]alf  [n]o  [?] more  [b]ack  [q] end",
        _ => {
            "Numbers such as 1 3 5-7, or Enter for none; 4h: half of 4; all, ? for more, b for back, q to end"
        }
    };
    Line::new().faint(keys).hang(0).into()
}

/// More about the skills of `question`.
pub fn more(question: &Question, roadmap: &Roadmap, style: &Style) -> Text {
    let about = |ix: &Ix| {
        let entry = roadmap.entry(*ix);
        let hours = entry.skill().and_then(|skill| skill.hours);
        let hours = hours.map(|hours| format!(" ({})", style.wording().hours(hours)));
        let line = Line::new().title(&entry.title).text(&hours.unwrap_or_default());
        match &entry.summary {
            Some(summary) => line.text(": ").text(summary),
            None => line,
        }
    };
    let needs = |ix: &Ix| {
        let needs = roadmap.entry(*ix).needs.iter().filter_map(|need| match need {
            crate::catalog::Need::Entry(on) => Some(roadmap.entry(*on).title.as_str()),
            crate::catalog::Need::Assumed(_) => None,
        });
        let needs: Vec<_> = needs.collect();
        (!needs.is_empty()).then(|| Line::from(format!("It needs {}.", list(&needs, NAMES))))
    };
    match question {
        Question::Skill(ix) => std::iter::once(about(ix)).chain(needs(ix)).collect(),
        Question::Choice { skills, .. } | Question::List(skills) => {
            skills.iter().map(about).collect()
        }
    }
}

/// A sentence about what the user knows.
pub fn found(found: &Found) -> Text {
    let concluded = found.known.len().saturating_sub(found.named.len());
    let mut sentence = format!("You know {}", Count(found.known.len(), "skill"));
    if concluded > 0 {
        sentence += &format!(", {concluded} of them because others need them");
    }
    if !found.half.is_empty() {
        sentence += &format!("; you half know {}", Count(found.half.len(), "skill"));
    }
    format!("{sentence}.").into()
}

/// What the hours and the goal mean: dates of the milestones and the finish.
pub fn meaning(plan: &Schedule<'_>, today: Date, style: &Style) -> Text {
    let wording = style.wording();
    let Some(finish) = &plan.finish else { return "Nothing is left to plan.".into() };
    let weekly = wording.weekly(&plan.hours_per_week.to_string());
    let mut text: Text = format!("At {weekly}:").into();
    for sentence in plan.milestones.iter().filter_map(|one| milestone(one, today)) {
        text.line(bullet(style).text(&sentence).hang(4));
    }
    let [early, mid, late] = [finish.early, finish.mid, finish.late].map(|day| date(day, today));
    let all = format!("Everything: by {mid} (early {early}, late {late}).");
    text.line(bullet(style).text(&all).hang(4));
    if let Some(goal) = &plan.by {
        text.line(about_goal(plan, goal, wording, today));
    }
    text
}

/// The parts of [`summary`].
pub struct Summary<'a> {
    pub roadmap: &'a Roadmap,
    pub found: &'a Found,
    /// Whether the roadmaps in use change.
    pub uses: bool,
    pub plan: Option<&'a Schedule<'a>>,
    /// The startup file and the line to add to it.
    pub startup: Option<(&'a str, &'a str)>,
}

/// What will be recorded if the user confirms.
pub fn summary(summary: &Summary<'_>, today: Date, style: &Style) -> Text {
    let Summary { roadmap, found, uses, plan, startup } = summary;
    let titles = |skills: &[Ix]| {
        let titles: Vec<_> = skills.iter().map(|ix| roadmap.entry(*ix).title.as_str()).collect();
        list(&titles, NAMES)
    };
    let mut lines = Vec::new();
    if *uses {
        lines.push(format!("Follow {}.", roadmap.title));
    }
    if !found.known.is_empty() {
        let count = Count(found.known.len(), "skill");
        lines.push(format!("{count} known before: {}.", titles(&found.known)));
    }
    if !found.half.is_empty() {
        let count = Count(found.half.len(), "skill");
        lines.push(format!("{count} at half the hours: {}.", titles(&found.half)));
    }
    if let Some(plan) = plan {
        let weekly = style.wording().weekly(&plan.hours_per_week.to_string());
        let goal = plan.by.as_ref().map(|goal| format!(", goal {}", date(goal.date, today)));
        lines.push(format!("Plan: {weekly}{}.", goal.unwrap_or_default()));
    }
    if let Some((file, line)) = startup {
        lines.push(format!("In {file}: {line}"));
    }
    if lines.is_empty() {
        return "There is nothing new to record.".into();
    }
    let mut text: Text = Line::new().title("This will be recorded:").into();
    let count = lines.len();
    text.append(
        lines
            .iter()
            .enumerate()
            .map(|(at, line)| number(at, count).text(line).hang(3))
            .collect::<Text>(),
    );
    text
}

/// The skills that will be recorded as known, stage by stage.
pub fn listed(found: &Found, roadmap: &Roadmap, style: &Style) -> Text {
    let mut text = Text::new();
    for (stage, shown) in roadmap.stages().iter().enumerate() {
        let is_here = |ix: &&Ix| roadmap.entry(**ix).stage == stage;
        let known = found.known.iter().filter(is_here).map(|ix| {
            let is_named = found.named.contains(ix);
            (*ix, if is_named { "" } else { ", because others need it" })
        });
        let half = found.half.iter().filter(is_here).map(|ix| (*ix, ", half"));
        let mut skills: Vec<_> = known.chain(half).collect();
        skills.sort_unstable();
        if skills.is_empty() {
            continue;
        }
        text.line(Line::new().title(&shown.title));
        for (ix, why) in skills {
            text.line(bullet(style).text(&roadmap.entry(ix).title).faint(why).hang(4));
        }
    }
    text
}

/// An error in an answer.
pub fn mistake(message: &str) -> Text {
    Line::new().paint(Tone::Warning, message).hang(0).into()
}

fn numbered(skills: &[Ix], roadmap: &Roadmap) -> Text {
    let line = |(at, ix): (usize, &Ix)| number(at, skills.len()).text(&roadmap.entry(*ix).title);
    skills.iter().enumerate().map(line).collect()
}

/// ` 3. PostgreSQL (A relational database)`.
fn numbered_skill(at: usize, ix: Ix, len: usize, roadmap: &Roadmap) -> Line {
    let choice = roadmap.around(ix).find(|group| roadmap.entry(*group).choose().is_some());
    let line = number(at, len).text(&roadmap.entry(ix).title);
    match choice {
        Some(choice) => line.faint(&format!(" ({})", roadmap.entry(choice).title)),
        None => line,
    }
}

fn number(at: usize, len: usize) -> Line {
    let width = len.to_string().len();
    Line::from(format!("{:>width$}. ", at + 1))
}

fn bullet(style: &Style) -> Line {
    Line::from(if style.plain { "  ".to_owned() } else { format!("  {} ", style.signs().dot) })
}
