//! A problem of a file with the line and a marker below it.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::catalog::{Position, Problem, Severity};

use super::super::problem::shown;
use super::super::style::Style;
use super::super::wrap::wrap;

/// The problem with its line and a marker below it, without a newline.
pub(crate) fn problem(problem: &Problem, style: &Style) -> String {
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
    let title = wrap(&show(&problem.message), width.saturating_sub(indent)).join("\n");
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
                // Only a part of the line is shown, so give the column separately.
                let origin = Origin::path(file).line(place.line).char_column(place.column);
                group = group.element(origin).element(line);
            }
        }
    }
    if let Some(help) = &problem.help {
        let room = width.saturating_sub(gutter + "  = help: ".len());
        let lines: Vec<String> = help.lines().map(|line| broken(&show(line), room)).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(decor).term_width(style.width.unwrap_or(1000)).render(&[group])
}

/// Longer markers add nothing and would exceed the width.
const LONGEST_MARKER: usize = 40;

/// The line to show, and the range of bytes to mark.
fn marked(place: &Position, unicode: bool) -> (String, std::ops::Range<usize>) {
    let byte = |column: usize| {
        let chars = column - place.source_column;
        place.source.char_indices().nth(chars).map_or(place.source.len(), |(at, _)| at)
    };
    let (from, to) = (byte(place.column), byte(place.column + place.length.min(LONGEST_MARKER)));
    // Keep tabs: the renderer draws them as spaces but counts them as one column.
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

/// A line of help wrapped at `columns`, each line of which keeps the indentation.
fn broken(line: &str, columns: usize) -> String {
    let text = line.trim_start();
    let indent = &line[..line.len() - text.len()];
    let lines = wrap(text, columns.saturating_sub(indent.len()));
    let mut lines = lines.iter().enumerate();
    let first = lines.next().map(|(_, line)| format!("{indent}{line}")).unwrap_or_default();
    lines.fold(first, |all, (_, line)| format!("{all}\n{line}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Code;

    fn unknown_key(source: &str, column: usize, length: usize) -> Problem {
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

    const STYLE: Style = Style { color: false, unicode: false, plain: false, width: Some(80) };

    #[test]
    fn marks_the_place_in_ascii() {
        let drawn = problem(&unknown_key("é\ttitel: \u{202e}x", 3, 5), &STYLE);
        let want = "\
error[unknown-key]: there is no key 'titel' - here
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
    fn a_problem_without_position_has_no_line() {
        let whole = Problem { position: None, help: None, ..unknown_key("", 1, 1) };
        let drawn = problem(&whole, &STYLE);
        assert_eq!(drawn, "error[unknown-key]: there is no key 'titel' - here\n--> dir/b?ad.yaml");
    }

    #[test]
    fn help_keeps_indentation_and_long_words() {
        assert_eq!(broken("  one two", 7), "  one\ntwo");
        assert_eq!(broken("immeasurable it is", 4), "immeasurable\nit\nis");
        assert_eq!(broken("", 4), "");
    }
}
