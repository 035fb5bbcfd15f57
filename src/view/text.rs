//! Text for people: lines of coloured spans.
//!
//! All output for people goes through [`Text`]: a span is sanitized when it is created,
//! and wrapped, coloured and reduced to ASCII when it is rendered, so that no renderer
//! can forget to.

use anstyle::Reset;

use super::ascii::{ascii, ascii_link};
use super::style::{Style, Tone};
use super::wrap::{Word, break_lines, width};
use crate::escape::clean;

/// Lines of text for people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    lines: Vec<Line>,
}

/// A line. If it is too wide for the terminal it is wrapped at spaces, unless it is to be
/// copied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    spans: Vec<Span>,
    is_whole: bool,
    hang: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    tone: Tone,
    text: String,
}

impl Text {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn line(&mut self, line: impl Into<Line>) -> &mut Self {
        self.lines.push(line.into());
        self
    }

    /// Adds an empty line, unless the text is empty or ends with one.
    pub fn gap(&mut self) -> &mut Self {
        if self.lines.last().is_some_and(|line| !line.spans.is_empty()) {
            self.lines.push(Line::default());
        }
        self
    }

    pub fn append(&mut self, text: impl Into<Self>) -> &mut Self {
        self.lines.extend(text.into().lines);
        self
    }

    /// The parts that are not empty, with an empty line between them.
    pub fn paragraphs(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut text = Self::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            text.gap().append(part);
        }
        text
    }

    /// The lines, wrapped if they are too wide for `style`.
    pub fn broken(&self, style: &Style) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            if line.fits(style) {
                lines.push(line.clone());
            } else {
                lines.extend(line.broken(style));
            }
        }
        lines
    }

    /// Its lines as in [`broken`](Self::broken), and links and commands that are
    /// still too wide broken anywhere: for a screen on which nothing is copied.
    pub fn fitted(&self, style: &Style) -> Vec<Line> {
        let lines = self.broken(style).into_iter();
        lines.flat_map(|line| line.chopped(style.columns())).collect()
    }

    /// The text as bytes for a device of this `style`, each line with its end.
    pub fn render(&self, style: &Style) -> String {
        let mut out = String::new();
        let end = self.lines.iter().rposition(|line| !line.spans.is_empty());
        for line in &self.lines[..end.map_or(0, |end| end + 1)] {
            line.render(style, &mut out);
            out.push('\n');
        }
        out
    }
}

impl Line {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a span. Unsafe characters in it are replaced.
    #[must_use]
    pub fn paint(mut self, tone: Tone, text: &str) -> Self {
        if !text.is_empty() {
            self.spans.push(Span { tone, text: clean(text).into_owned() });
        }
        self
    }

    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.paint(Tone::Normal, text)
    }

    #[must_use]
    pub fn title(self, text: &str) -> Self {
        self.paint(Tone::Title, text)
    }

    #[must_use]
    pub fn id(self, text: &str) -> Self {
        self.paint(Tone::Id, text)
    }

    #[must_use]
    pub fn faint(self, text: &str) -> Self {
        self.paint(Tone::Faint, text)
    }

    /// Adds a command to copy, so that the line is never wrapped.
    #[must_use]
    pub fn command(self, text: &str) -> Self {
        self.paint(Tone::Command, text).whole()
    }

    #[must_use]
    pub fn link(self, url: &str) -> Self {
        self.paint(Tone::Link, url).whole()
    }

    /// Adds the spans of `line`.
    #[must_use]
    pub fn then(mut self, line: Self) -> Self {
        self.spans.extend(line.spans);
        self.is_whole |= line.is_whole;
        self
    }

    /// Never wraps the line.
    #[must_use]
    pub fn whole(mut self) -> Self {
        self.is_whole = true;
        self
    }

    /// If the line is wrapped, indents the following lines by `columns`.
    #[must_use]
    pub fn hang(mut self, columns: usize) -> Self {
        self.hang = Some(columns);
        self
    }

    /// Adds spaces up to the column `columns`.
    #[must_use]
    pub fn pad(self, columns: usize) -> Self {
        let missing = columns.saturating_sub(self.width());
        self.text(&" ".repeat(missing))
    }

    /// Adds spaces before the line, so that it ends at the column `columns`.
    #[must_use]
    pub fn pad_left(mut self, columns: usize) -> Self {
        let missing = columns.saturating_sub(self.width());
        if missing > 0 {
            self.spans.insert(0, Span { tone: Tone::Normal, text: " ".repeat(missing) });
        }
        self
    }

    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| width(&span.text)).sum()
    }

    /// The spans, for the full-screen browser. They are sanitized, but not reduced to
    /// ASCII.
    pub fn spans(&self) -> impl Iterator<Item = (Tone, &str)> {
        self.spans.iter().map(|span| (span.tone, &*span.text))
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    fn render(&self, style: &Style, out: &mut String) {
        if self.fits(style) {
            return self.render_whole(style, out);
        }
        for (at, line) in self.broken(style).iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            line.render_whole(style, out);
        }
    }

    fn render_whole(&self, style: &Style, out: &mut String) {
        let end = self.spans.len();
        for (at, span) in self.spans.iter().enumerate() {
            // Trailing spaces get in the way of copying.
            let text = if at + 1 == end { span.text.trim_end_matches(' ') } else { &span.text };
            put(span.tone, text, style, out);
        }
    }

    fn fits(&self, style: &Style) -> bool {
        style.width.is_none() || self.is_whole || self.width() <= style.columns()
    }

    /// The line, wrapped at spaces if it is too wide for `style`.
    fn broken(&self, style: &Style) -> Vec<Self> {
        let words = self.words();
        let indent = words.first().map_or(0, Word::columns_if_blank);
        let hang = self.hang.unwrap_or(indent + 2).min(style.columns() / 2);
        let columns = style.columns();
        let lines = break_lines(&words, columns, columns - hang).into_iter().enumerate();
        let line = |(at, words): (usize, &[Word<Vec<Span>>])| {
            let mut line = Self::new();
            let mut blanks = if at > 0 { hang } else { 0 };
            for word in words {
                line = line.text(&" ".repeat(blanks));
                line.spans.extend(word.content.iter().cloned());
                blanks = word.blanks;
            }
            line
        };
        lines.map(line).collect()
    }

    /// The line in pieces of at most so many columns, with its indentation.
    fn chopped(self, columns: usize) -> Vec<Self> {
        if self.width() <= columns {
            return vec![self];
        }
        let text: String = self.spans.iter().map(|span| &*span.text).collect();
        let indent = (text.len() - text.trim_start_matches(' ').len()).min(columns / 2);
        let mut lines = vec![Self::new()];
        let mut used = 0;
        for Span { tone, text } in &self.spans {
            let mut piece = String::new();
            for c in text.chars() {
                let wide = width(c.encode_utf8(&mut [0; 4]));
                if used + wide > columns {
                    let line = lines.pop().unwrap_or_default();
                    lines.push(line.paint(*tone, &piece));
                    lines.push(Self::from(" ".repeat(indent)));
                    piece.clear();
                    used = indent;
                }
                piece.push(c);
                used += wide;
            }
            let line = lines.pop().unwrap_or_default();
            lines.push(line.paint(*tone, &piece));
        }
        lines
    }

    /// The words, each with the blanks behind it. A word may change its tone
    /// in the middle.
    fn words(&self) -> Vec<Word<Vec<Span>>> {
        let mut words: Vec<Word<Vec<Span>>> =
            vec![Word { content: Vec::new(), columns: 0, blanks: 0 }];
        for span in &self.spans {
            for (at, piece) in span.text.split(' ').enumerate() {
                if at > 0 {
                    words.last_mut().expect("never empty").blanks += 1;
                }
                if piece.is_empty() {
                    continue;
                }
                if words.last().is_some_and(|word| word.blanks > 0) {
                    words.push(Word { content: Vec::new(), columns: 0, blanks: 0 });
                }
                let word = words.last_mut().expect("never empty");
                word.columns += width(piece);
                word.content.push(Span { tone: span.tone, text: piece.to_owned() });
            }
        }
        words
    }
}

impl Word<Vec<Span>> {
    /// The number of spaces if this is the indentation, else 0.
    fn columns_if_blank(&self) -> usize {
        if self.content.is_empty() { self.blanks } else { 0 }
    }
}

fn put(tone: Tone, text: &str, style: &Style, out: &mut String) {
    let text = match tone {
        _ if style.unicode => text.into(),
        Tone::Link => ascii_link(text),
        _ => ascii(text),
    };
    if style.color && tone != Tone::Normal && !text.trim().is_empty() {
        out.push_str(&format!("{}{text}{}", tone.ansi().render(), Reset.render()));
    } else {
        out.push_str(&text);
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::new().text(&text)
    }
}

impl From<Line> for Text {
    fn from(line: Line) -> Self {
        Self { lines: vec![line] }
    }
}

/// Always one line: a newline in `text` comes from a file or an argument, and is
/// replaced.
impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Line::from(text).into()
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Line::from(text).into()
    }
}

impl FromIterator<Line> for Text {
    fn from_iter<I: IntoIterator<Item = Line>>(lines: I) -> Self {
        Self { lines: lines.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NARROW: Style = Style { color: false, unicode: true, plain: false, width: Some(20) };

    #[track_caller]
    fn assert_rendered(text: impl Into<Text>, style: &Style, want: &str) {
        assert_eq!(text.into().render(style), want);
    }

    #[test]
    fn wide_lines_are_wrapped_at_spaces() {
        assert_rendered("one two three four", &NARROW, "one two three four\n");
        assert_rendered("  one two three four five", &NARROW, "  one two three four\n    five\n");
        let hung = Line::new().faint("Label  ").text("one two three").hang(7);
        assert_rendered(hung, &NARROW, "Label  one two three\n");
        let hung = Line::new().faint("Label  ").text("one two three four").hang(7);
        assert_rendered(hung, &NARROW, "Label  one two three\n       four\n");
        assert_rendered("a b", &Style::PLAIN, "a b\n");
    }

    #[test]
    fn commands_and_links_are_never_wrapped() {
        let command = Line::new().command("roadmap check one two three four");
        assert_rendered(command, &NARROW, "roadmap check one two three four\n");
        let link = "https://a.example/one-two-three-four";
        let line = Line::new().text("see it at ").then(Line::from(link));
        assert_rendered(line, &NARROW, &format!("see it at\n  {link}\n"));
    }

    #[test]
    fn on_a_screen_a_link_is_broken_anywhere() {
        let text = Text::from(Line::from("  ").link("https://a.example/one-two-three-four"));
        let lines = text.fitted(&NARROW).into_iter();
        let lines: Vec<String> = lines.map(|line| Text::from(line).render(&Style::PLAIN)).collect();
        assert_eq!(lines, ["  https://a.example/\n", "  one-two-three-four\n"]);
    }

    #[test]
    fn a_span_is_coloured_whole_and_a_broken_one_word_by_word() {
        let style = Style { color: true, ..NARROW };
        let line = Line::new().title("one two").text(" ").id("three four five");
        assert_rendered(
            line.clone(),
            &Style { width: None, ..style },
            "\u{1b}[1mone two\u{1b}[0m \u{1b}[36mthree four five\u{1b}[0m\n",
        );
        let want = "\u{1b}[1mone\u{1b}[0m \u{1b}[1mtwo\u{1b}[0m \u{1b}[36mthree\u{1b}[0m \u{1b}[36mfour\u{1b}[0m\n  \u{1b}[36mfive\u{1b}[0m\n";
        assert_rendered(line, &style, want);
    }

    #[test]
    fn unsafe_characters_are_replaced() {
        let line = Line::new().title("a\u{1b}[31m\nb\u{202e}");
        assert_rendered(line, &Style::PLAIN, "a\u{fffd}[31m\u{fffd}b\u{fffd}\n");
        assert_rendered("a\nerror: b", &Style::PLAIN, "a\u{fffd}error: b\n");
    }

    #[test]
    fn text_is_ascii_without_unicode() {
        let style = Style { unicode: false, ..Style::PLAIN };
        let line = Line::new().title("Größe ").link("https://a.example/é");
        assert_rendered(line, &style, "Gr??e https://a.example/%C3%A9\n");
    }

    #[test]
    fn gaps_are_single_and_only_between_lines() {
        let mut text = Text::new();
        text.gap().line("a").gap().gap().line("b").gap();
        assert_rendered(text, &Style::PLAIN, "a\n\nb\n");
        let parts = [Text::new(), "a".into(), Text::new(), "b".into()];
        assert_rendered(Text::paragraphs(parts), &Style::PLAIN, "a\n\nb\n");
    }
}
