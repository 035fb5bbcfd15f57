//! The text of one file, and places in it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::path::PathBuf;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::problem::{Code, Position, Problem, Severity};

/// How many characters of a line are shown before a position.
const BEFORE: usize = 60;
/// How many are shown from the position on.
const AFTER: usize = 140;

/// A range of bytes in a [`SourceFile`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        let offset = |at| u32::try_from(at).expect("a file has at most 8 MiB");
        Self { start: offset(start), end: offset(end) }
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The part of `text` that it covers.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// A file that was read.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path that problems show.
    pub path: PathBuf,
    pub text: Cow<'static, str>,
    /// Whether it is part of the program, so that nobody can edit it.
    pub built_in: bool,
    /// Where each line starts, found when the first problem needs it.
    lines: OnceCell<Vec<u32>>,
}

impl SourceFile {
    pub fn new(path: PathBuf, text: Cow<'static, str>) -> Rc<Self> {
        Rc::new(Self { path, text, built_in: false, lines: OnceCell::new() })
    }

    pub fn built_in(path: PathBuf, text: &'static str) -> Rc<Self> {
        let text = Cow::Borrowed(text);
        Rc::new(Self { path, text, built_in: true, lines: OnceCell::new() })
    }

    pub fn problem(
        &self,
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> Problem {
        let problem = Problem::of_file(severity, self.path.clone(), code, message);
        Problem { position: Some(self.position(span)), ..problem }
    }

    pub fn error(&self, code: Code, span: Span, message: impl Into<String>) -> Problem {
        self.problem(Severity::Error, code, span, message)
    }

    pub fn warning(&self, code: Code, span: Span, message: impl Into<String>) -> Problem {
        self.problem(Severity::Warning, code, span, message)
    }

    /// The line in which `span` starts, counted from 1.
    pub fn line(&self, span: Span) -> usize {
        let lines = self.lines.get_or_init(|| {
            let breaks = line_breaks(&self.text).map(|(_, next)| next);
            std::iter::once(0).chain(breaks).collect()
        });
        lines.partition_point(|start| *start <= span.start)
    }

    fn position(&self, span: Span) -> Position {
        let line = self.line(span);
        let line_start = self.lines.get().map_or(0, |lines| lines[line - 1] as usize);
        let is_break = |c| matches!(c, '\n' | '\r');
        let text: &str = &self.text;
        let start = (span.start as usize).min(text.len());
        let column = text[line_start..start].chars().count() + 1;
        let before = text[line_start..start].char_indices().rev().take(BEFORE).last();
        let from = before.map_or(start, |(at, _)| line_start + at);
        let after = text[start..].char_indices().take(AFTER);
        let after = after.take_while(|(_, c)| !is_break(*c)).last();
        let to = after.map_or(start, |(at, c)| start + at + c.len_utf8());
        let end = (span.end as usize).clamp(start, to);
        Position {
            line,
            column,
            length: text[start..end].chars().count().max(1),
            source: text[from..to].to_owned(),
            source_column: column - text[from..start].chars().count(),
        }
    }
}

/// Where each line ends, and the next one starts.
pub(crate) fn line_breaks(text: &str) -> impl Iterator<Item = (u32, u32)> {
    let bytes = text.as_bytes();
    (0..).zip(bytes).filter_map(move |(at, byte): (u32, _)| match byte {
        b'\n' => Some((at, at + 1)),
        b'\r' if bytes.get(at as usize + 1) != Some(&b'\n') => Some((at, at + 1)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(text: &str, start: usize, end: usize) -> Position {
        let file = SourceFile::new("x.yaml".into(), Cow::Owned(text.to_owned()));
        file.position(Span::new(start, end))
    }

    #[test]
    fn lines_and_columns_count_characters_from_1() {
        for (text, start, want) in [
            ("abc", 0, (1, 1, "abc")),
            ("é: x\nab: cd\n", 10, (2, 5, "ab: cd")),
            ("a\r\nb\rc", 3, (2, 1, "b")),
            ("a\r\nb\rc", 5, (3, 1, "c")),
            ("a\n", 2, (2, 1, "")),
            ("", 0, (1, 1, "")),
        ] {
            let found = position(text, start, start + 1);
            assert_eq!((found.line, found.column, &*found.source), want, "{text:?}");
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_position() {
        let text = format!("{}here{}\n", "é".repeat(1000), "b".repeat(1000));
        let found = position(&text, 2000, 2004);
        assert_eq!((found.column, found.length), (1001, 4));
        assert_eq!(found.source.chars().count(), BEFORE + AFTER);
        assert_eq!(found.column - found.source_column, BEFORE);
    }

    #[test]
    fn a_range_ends_with_its_line() {
        let found = position("a: one\n  two\n", 3, 12);
        assert_eq!((found.length, &*found.source), (3, "a: one"));
    }
}
