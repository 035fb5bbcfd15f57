//! Problems of files: as pictures, in the way of rustc, and as single lines.

use std::borrow::Cow;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use super::escape::clean;
use super::look::Look;
use crate::catalog::{Place, Problem, Severity};

/// The problem as a picture, or in one line where output is plain.
pub fn show(problem: &Problem, look: &Look) -> String {
    if look.plain { line(problem, look.unicode) } else { picture(problem, look) }
}

/// The problem with its line and a marker under the place, without a line end.
fn picture(problem: &Problem, look: &Look) -> String {
    let show = |text: &str| shown(text, look.unicode).into_owned();
    let file = show(&problem.file.to_string_lossy());
    let width = look.width.unwrap_or(usize::MAX);
    let (level, name) = match problem.severity {
        Severity::Error => (Level::ERROR, "error"),
        Severity::Warning => (Level::WARNING, "warning"),
        Severity::Note => (Level::NOTE, "note"),
    };
    let code = problem.code.as_str();
    let indent = name.len() + code.len() + 4;
    let title = wrap(&show(&problem.message), width.saturating_sub(indent));
    let mut group: Group<'_> = Group::with_title(level.primary_title(title).id(code));
    let gutter = problem.place.as_ref().map_or(0, |place| place.line.to_string().len());
    match &problem.place {
        None => group = group.element(Origin::path(file)),
        Some(place) => {
            let (source, span) = marked(place, look.unicode);
            let annotation = AnnotationKind::Primary.span(span);
            let line = Snippet::source(source).line_start(place.line).annotation(annotation);
            if place.source_column == 1 {
                group = group.element(line.path(file));
            } else {
                // The column is not the one in what is left of the line.
                let origin = Origin::path(file).line(place.line).char_column(place.column);
                group = group.element(origin).element(line);
            }
        }
    }
    if let Some(help) = &problem.help {
        let room = width.saturating_sub(gutter + "  = help: ".len());
        let lines: Vec<String> = help.lines().map(|line| wrap(&show(line), room)).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if look.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(decor).term_width(look.width.unwrap_or(1000)).render(&[group])
}

/// `file:12:7: error[unknown-need]: message; help`, without a line end.
fn line(problem: &Problem, unicode: bool) -> String {
    let mut line = problem.file.to_string_lossy().into_owned();
    if let Some(place) = &problem.place {
        _ = write!(line, ":{}:{}", place.line, place.column);
    }
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    _ = write!(line, ": {severity}[{}]: {}", problem.code, problem.message);
    if let Some(help) = &problem.help {
        // Of several lines the first introduces what the others show.
        let (first, rest) = help.split_once('\n').unwrap_or((help, ""));
        _ = write!(line, "; {first}");
        for (at, part) in rest.lines().enumerate() {
            line.push_str(if at == 0 { " " } else { ", " });
            line.push_str(part.trim());
        }
    }
    shown(&line, unicode).into_owned()
}

/// Harmless, and where only ASCII can be shown a `?` for each other character.
fn shown(text: &str, unicode: bool) -> Cow<'_, str> {
    let text = clean(text);
    if unicode || text.is_ascii() {
        text
    } else {
        text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect()
    }
}

/// A longer one says no more, and pushes lines over the edge.
const LONGEST_MARKER: usize = 40;

/// The line as it is shown, and the bytes in it to mark.
fn marked(place: &Place, unicode: bool) -> (String, std::ops::Range<usize>) {
    let byte = |column: usize| {
        let chars = column - place.source_column;
        place.source.char_indices().nth(chars).map_or(place.source.len(), |(at, _)| at)
    };
    let (from, to) = (byte(place.column), byte(place.column + place.length.min(LONGEST_MARKER)));
    // A tab is drawn as some blanks: it moves nothing.
    let show = |text: &str| shown(&text.replace('\t', "    "), unicode).into_owned();
    let mut source = show(&place.source[..from]);
    let start = source.len();
    source.push_str(&show(&place.source[from..to]));
    let end = source.len();
    source.push_str(&show(&place.source[to..]));
    (source, start..end)
}

/// Breaks at spaces what does not fit; a word that is too long stays whole.
fn wrap(line: &str, width: usize) -> String {
    let text = line.trim_start();
    let mut wrapped = line[..line.len() - text.len()].to_owned();
    let mut column = wrapped.len();
    for (at, word) in text.split(' ').enumerate() {
        let room = column + 1 + word.width() <= width;
        if at > 0 {
            wrapped.push(if room { ' ' } else { '\n' });
            column = if room { column + 1 } else { 0 };
        }
        wrapped.push_str(word);
        column += word.width();
    }
    wrapped
}
