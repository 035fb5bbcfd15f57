//! todo.txt (<https://github.com/todotxt/todo.txt>): one line per skill that is done or
//! to do.

use super::answers::{Answers, RoadmapAnswers, skills_of};
use crate::catalog::Id;
use crate::progress::Status;
use crate::query::show::{EntrySkill, ShowSkill};

/// The skills of all roadmaps, without those that are skipped or out of scope.
pub(super) fn todo_txt(answers: &Answers<'_>) -> String {
    let mut out = String::new();
    for roadmap in &answers.roadmaps {
        for stage in &roadmap.shown.stages {
            for entry in skills_of(stage) {
                let skill = roadmap.skill(entry.id);
                let is_task = match skill.status {
                    Status::Done => true,
                    Status::Todo | Status::Learning => skill.in_scope,
                    Status::Skipped => false,
                };
                if is_task {
                    out.push_str(&line(roadmap, stage.id, entry, skill));
                    out.push('\n');
                }
            }
        }
    }
    out
}

fn line(
    roadmap: &RoadmapAnswers<'_>,
    stage: &Id,
    entry: &EntrySkill<'_>,
    skill: &ShowSkill<'_>,
) -> String {
    let mut parts: Vec<String> = Vec::new();
    // In the order of the format: completion, priority, dates.
    match skill.status {
        Status::Done => {
            parts.push("x".to_owned());
            if let Some(done) = skill.since {
                parts.push(done.to_string());
                parts.extend(skill.started.map(|date| date.to_string()));
            }
        }
        Status::Learning => {
            parts.push("(A)".to_owned());
            parts.extend(skill.started.map(|date| date.to_string()));
        }
        _ if entry.ready && !skill.optional => parts.push("(B)".to_owned()),
        _ => {}
    }
    parts.push(words(skill.title));
    parts.push(format!("+{}", roadmap.shown.id));
    parts.push(format!("@{stage}"));
    parts.push(format!("id:{}", skill.id));
    if !entry.needs.is_empty() && skill.status.is_open() {
        let needs: Vec<&str> = entry.needs.iter().map(|id| id.as_str()).collect();
        parts.push(format!("needs:{}", needs.join(",")));
    }
    parts.join(" ")
}

/// Quotes words of a title that would be read as a project, context, key and value, or
/// as a date or priority at the start.
fn words(title: &str) -> String {
    let word = |(at, word): (usize, &str)| {
        let is_date = word.len() == 10 && word.parse::<jiff::civil::Date>().is_ok();
        let is_priority = word.len() == 3 && word.starts_with('(') && word.ends_with(')');
        if word.starts_with(['+', '@']) || (at == 0 && (word == "x" || is_date || is_priority)) {
            format!("\"{word}\"")
        } else if word.contains(':') && !word.ends_with(':') && !word.contains("://") {
            word.replace(':', ": ")
        } else {
            word.to_owned()
        }
    };
    title.split_whitespace().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_title_are_not_read_as_syntax() {
        for (title, want) in [
            ("HTML and CSS", "HTML and CSS"),
            ("Build with +love @home", "Build with \"+love\" \"@home\""),
            ("x marks it", "\"x\" marks it"),
            ("(A) first", "\"(A)\" first"),
            ("2026-01-01 and later", "\"2026-01-01\" and later"),
            ("Deploy due:2026-01-01", "Deploy due: 2026-01-01"),
            ("Why: see https://a.example", "Why: see https://a.example"),
            ("C++ a+b", "C++ a+b"),
        ] {
            assert_eq!(words(title), want);
        }
    }
}
