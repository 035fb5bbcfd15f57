//! Errors of the YAML parser, in words that help.

use super::guard::Refusal;
use super::locate::Stretch;
use super::problem::Code;
use super::yaml::Stopped;

/// How the parser tells of a quote that is never closed; the place follows.
const UNCLOSED: &str = "found unexpected end of stream, while scanning a quoted scalar at line ";

/// What the parser stopped at. It is the only problem that its file is told:
/// what follows cannot be read.
pub fn explain(text: &str, stopped: &Stopped) -> Refusal {
    let message = without_place(&stopped.message);
    let place =
        stopped.at.filter(|at| *at != (1, 1)).map(|(line, column)| spot(text, line, column));
    if message.contains("more than one document") {
        return Refusal {
            code: Code::ManyDocuments,
            message: "a second YAML document begins here".to_owned(),
            help: Some("a file holds one roadmap: take this line out".to_owned()),
            stretch: second_document(text),
        };
    }
    if message.contains("recursion limit") {
        return Refusal {
            code: Code::TooDeep,
            message: "lists and maps nest too deep here".to_owned(),
            help: Some("groups nest at most 4 deep".to_owned()),
            stretch: place,
        };
    }
    if let Some(place) = message.strip_prefix(UNCLOSED) {
        let mut numbers = place.split_whitespace().filter_map(|word| word.parse().ok());
        if let (Some(line), Some(column)) = (numbers.next(), numbers.next()) {
            return Refusal {
                code: Code::Syntax,
                message: "this quote is not closed".to_owned(),
                help: Some("end the text with the same quote".to_owned()),
                stretch: Some(spot(text, line, column)),
            };
        }
    }
    // Of some errors the parser knows no place.
    let stretch = place.or_else(|| unprintable(text));
    let help = stretch.as_ref().and_then(|stretch| advice(text, stretch));
    Refusal { code: Code::Syntax, message: format!("this is not YAML: {message}"), help, stretch }
}

/// The parser's message without the place of the problem, but with what it was
/// doing and where that began.
fn without_place(full: &str) -> String {
    let at = [" at line ", " at position "].iter().filter_map(|at| full.find(at)).min();
    let Some(at) = at else { return full.to_owned() };
    let context = full[at..].find(", ").map_or("", |comma| &full[at + comma..]);
    format!("{}{context}", &full[..at])
}

/// What a person most likely has to change in the line of an error.
pub fn advice(text: &str, at: &Stretch) -> Option<String> {
    let start = at.range.start.min(text.len());
    let line_start = text[..start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let indent = &line[..line.len() - line.trim_start().len()];
    if indent.contains('\t') || text[start..].starts_with('\t') {
        return Some("YAML is indented with spaces, not with tabs".to_owned());
    }
    if text[start..].starts_with(|c: char| c.is_control() && c != '\n') {
        return Some("take the control character out".to_owned());
    }
    let (key, value) = line.split_once(": ")?;
    let (key, value) = (key.trim_start_matches([' ', '-']), value.trim());
    let plain = !value.starts_with(['"', '\'', '[', '{', '|', '>']);
    if plain && (value.contains(": ") || value.ends_with(':')) {
        return Some(format!("a text with ': ' in it stands in quotes: {key}: {value:?}"));
    }
    if value.starts_with(['@', '`', '%', '&', '!', '*']) {
        let first = &value[..1];
        return Some(format!("a text that starts with {first} stands in quotes: {key}: {value:?}"));
    }
    if value.starts_with('"') || value.starts_with('\'') {
        return Some(
            "a text in quotes ends with the quote; one in it is doubled in '…', and \
                     written \\\" in \"…\""
                .to_owned(),
        );
    }
    None
}

/// From a line and a column that count characters, as the parser counts lines.
fn spot(text: &str, line: usize, column: usize) -> Stretch {
    let mut rest = text;
    for _ in 1..line {
        let Some(at) = rest.find(is_break) else { break };
        let two = rest[at..].starts_with("\r\n");
        let length = rest[at..].chars().next().map_or(0, char::len_utf8);
        rest = &rest[at + if two { 2 } else { length }..];
    }
    let from = text.len() - rest.len();
    let until = rest.find(is_break).unwrap_or(rest.len());
    let start = rest[..until].char_indices().nth(column - 1).map_or(until, |(at, _)| at);
    Stretch { line, column, range: from + start..from + start, plain: false }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The first character that YAML has no place for.
fn unprintable(text: &str) -> Option<Stretch> {
    let bad = |c: char| match c {
        '\t' | '\n' | '\r' | '\u{85}' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    };
    let (at, c) = text.char_indices().find(|(_, c)| bad(*c))?;
    let line = 1 + text[..at].matches('\n').count();
    let column = 1 + text[..at].chars().rev().take_while(|c| *c != '\n').count();
    Some(Stretch { line, column, range: at..at + c.len_utf8(), plain: false })
}

fn second_document(text: &str) -> Option<Stretch> {
    let mut starts = granit_parser::Parser::new_from_str(text).map_while(Result::ok);
    let mut document = |(event, span): (granit_parser::Event<'_>, granit_parser::Span)| {
        matches!(event, granit_parser::Event::DocumentStart(..)).then_some(span)
    };
    starts.by_ref().find_map(&mut document)?;
    let span = starts.find_map(&mut document)?;
    Some(Stretch::of(&span))
}
