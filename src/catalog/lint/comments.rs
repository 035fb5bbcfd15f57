//! ` #` in a text without quotes: YAML takes the rest for a comment.

use granit_parser::{Event, Parser, ScalarStyle};

use crate::catalog::document::Document;
use crate::catalog::locate::Stretch;
use crate::catalog::problem::{Code, Problem, Severity};

/// The keys whose text people read, and may write a `#` in.
const TEXTS: &[&str] = &["title", "summary", "text", "why"];

/// Texts that end at a comment in the same line.
pub fn cut_short(document: &Document) -> Vec<Problem> {
    let text: &str = &document.text;
    let mut problems = Vec::new();
    let mut key = None;
    for next in Parser::new_from_str(text) {
        let Ok((Event::Scalar(value, style, ..), span)) = next else {
            if next.is_err() {
                break;
            }
            key = None;
            continue;
        };
        let Some(range) = span.byte_range() else { continue };
        let next = text[range.end..].trim_start_matches([' ', '\t']);
        let before = std::mem::take(&mut key);
        if next.starts_with(':') {
            key = TEXTS.iter().find(|known| **known == value);
            continue;
        }
        let Some(key) = before.filter(|_| style == ScalarStyle::Plain) else { continue };
        let Some(comment) = next.strip_prefix('#') else { continue };
        if text[range.end..].len() - next.len() > 1 {
            // Set apart by more than a space it is meant as a comment.
            continue;
        }
        let comment = comment.lines().next().unwrap_or_default();
        let rest = &text[range.end..text.len() - next.len() + 1 + comment.len()];
        let start = range.end + rest.len() - comment.len() - 1;
        let stretch = Stretch {
            line: span.end.line(),
            column: 1 + span.end.col() + text[range.end..start].chars().count(),
            range: start..range.end + rest.trim_end().len(),
            plain: false,
        };
        let whole = format!("{}{}", &text[range.clone()], rest.trim_end());
        problems.push(Problem {
            severity: Severity::Warning,
            file: document.file.clone(),
            place: Some(stretch.place(text)),
            code: Code::Comment,
            message: format!("the {key} ends before the '#': the rest of the line is a comment"),
            help: Some(if whole.contains(['"', '\\', '\n']) {
                "put the text in quotes, or the comment in a line of its own".to_owned()
            } else {
                format!("put it in quotes: {key}: \"{whole}\"; or put the comment in its own line")
            }),
        });
    }
    problems
}
