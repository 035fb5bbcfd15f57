//! Problems of files: as pictures, in the way of rustc, and as single lines.

use std::borrow::Cow;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use super::escape::clean;
use super::style::Style;
use crate::catalog::{Position, Problem, Severity};

/// The problem as a picture, or in one line where output is plain.
pub fn show(problem: &Problem, style: &Style) -> String {
    if style.plain { line(problem, style.unicode) } else { picture(problem, style) }
}

/// The problem with its line and a marker under the place, without a line end.
fn picture(problem: &Problem, style: &Style) -> String {
    let show = |text: &str| shown(text, style.unicode).into_owned();
    let file = show(&problem.file.to_string_lossy());
    let width = style.width.unwrap_or(usize::MAX);
    let (level, name) = match problem.severity {
        Severity::Error => (Level::ERROR, "error"),
        Severity::Warning => (Level::WARNING, "warning"),
        Severity::Note => (Level::NOTE, "note"),
    };
    let code = problem.code.as_str();
    let indent = name.len() + code.len() + 4;
    let title = wrap(&show(&problem.message), width.saturating_sub(indent));
    let mut group: Group<'_> = Group::with_title(level.primary_title(title).id(code));
    let gutter = problem.position.as_ref().map_or(0, |place| place.line.to_string().len());
    match &problem.position {
        None => group = group.element(Origin::path(file)),
        Some(place) => {
            let (source, span) = marked(place, style.unicode);
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
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(decor).term_width(style.width.unwrap_or(1000)).render(&[group])
}

/// `file:12:7: error[unknown-need]: message; help`, without a line end.
fn line(problem: &Problem, unicode: bool) -> String {
    let mut line = problem.file.to_string_lossy().into_owned();
    if let Some(place) = &problem.position {
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
fn marked(place: &Position, unicode: bool) -> (String, std::ops::Range<usize>) {
    let byte = |column: usize| {
        let chars = column - place.source_column;
        place.source.char_indices().nth(chars).map_or(place.source.len(), |(at, _)| at)
    };
    let (from, to) = (byte(place.column), byte(place.column + place.length.min(LONGEST_MARKER)));
    // Tabs are left to the renderer, which draws them as blanks and counts them as one.
    let show = |text: &str| {
        let parts: Vec<Cow<'_, str>> = text.split('\t').map(|part| shown(part, unicode)).collect();
        parts.join("\t")
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Code;

    fn problem(source: &str, column: usize, length: usize) -> Problem {
        Problem {
            severity: Severity::Error,
            file: "dir/b\u{1b}ad.yaml".into(),
            position: Some(Position {
                line: 7,
                column,
                length,
                source: source.into(),
                source_column: 1,
            }),
            code: Code::UnknownKey,
            message: "there is no key 'titel' – here".into(),
            help: Some("write\n- id: a\n  title: A".into()),
        }
    }

    const LOOK: Style = Style { color: false, unicode: false, plain: false, width: Some(80) };

    #[test]
    fn a_picture_marks_the_place_in_ascii_too() {
        let drawn = show(&problem("é\ttitel: \u{202e}x", 3, 5), &LOOK);
        let want = "\
error[unknown-key]: there is no key 'titel' ? here
 --> dir/b?ad.yaml:7:3
  |
7 | ?    titel: ?x
  |      ^^^^^
  |
  = help: write
          - id: a
            title: A";
        assert_eq!(drawn, want);
    }

    #[test]
    fn a_plain_problem_is_one_line() {
        let told = show(&problem("titel: x", 1, 5), &Style::PLAIN);
        let want = "dir/b\u{fffd}ad.yaml:7:1: error[unknown-key]: there is no key 'titel' – here; \
                    write - id: a, title: A";
        assert_eq!(told, want);
    }

    #[test]
    fn a_file_as_a_whole_has_no_line() {
        let problem = Problem { position: None, help: None, ..problem("", 1, 1) };
        let drawn = show(&problem, &LOOK);
        assert_eq!(drawn, "error[unknown-key]: there is no key 'titel' ? here\n--> dir/b?ad.yaml");
    }

    #[test]
    fn long_words_stay_whole_when_lines_are_broken() {
        assert_eq!(wrap("one two three", 7), "one two\nthree");
        assert_eq!(wrap("  one two", 5), "  one\ntwo");
        assert_eq!(wrap("immeasurable it is", 4), "immeasurable\nit\nis");
        assert_eq!(wrap("", 4), "");
    }
}
