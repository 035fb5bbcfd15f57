//! Explains syntax errors: where the mistake is, and how to fix it.

use granit_parser::{ErrorKind, ScalarStyle, ScanError};

use crate::catalog::problem::Code;
use crate::catalog::source::Span;

/// The last scalar before an error.
#[derive(Debug)]
pub struct LastScalar {
    pub span: Span,
    pub style: ScalarStyle,
}

/// A syntax error as it is reported.
#[derive(Debug)]
pub struct SyntaxError {
    pub code: Code,
    pub span: Span,
    pub message: String,
    pub help: String,
    /// The value to skip, if the rest of the file means the same without it.
    pub repair: Option<Span>,
}

/// A line of the text.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

/// Explains an error of the parser.
pub fn explain(
    text: &str,
    error: &ScanError,
    last: Option<&LastScalar>,
    bracket: Option<Span>,
) -> SyntaxError {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let line = Line::around(text, at);
    let here = Span::new(at, at);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => SyntaxError {
            code: Code::TooDeep,
            ..error_at(
                here,
                "lists and maps are nested too deep here",
                "groups nest at most 4 deep",
            )
        },
        ErrorKind::DirectiveDisallowed => error_at(
            here,
            "YAML directives are not supported",
            "remove the line that starts with %",
        ),
        _ if control_character(&text[at..]).is_some() => unprintable(text, at),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            unprintable(text, at)
        }
        kind if is_tab(kind) || line.indent().contains('\t') => {
            error_at(here, "tabs are not allowed in indentation", "indent with spaces")
        }
        ErrorKind::MappingValueNotAllowed => colon(text, at, last),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => no_key(text, at, last),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => unclosed_quote(text, at, last),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let message = "there is text after the closing quote";
            let help =
                "put the whole text in quotes; write '' for a ' in '…', and \\\" for a \" in \"…\"";
            SyntaxError { repair: line.value(), ..error_at(here, message, help) }
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            let right = if *open == '[' { ']' } else { '}' };
            let wrong = text[at..].find(*close).map_or(at, |offset| at + offset);
            let message = format!("this '{close}' closes a '{open}'");
            error_at(Span::new(wrong, wrong + 1), message, format!("write '{right}' instead"))
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            let bracket = text[at..].chars().next().unwrap_or(']');
            let message = format!("unmatched '{bracket}'");
            let help = format!("remove the '{bracket}', or put the text in quotes");
            error_at(Span::new(at, at + bracket.len_utf8()), message, help)
        }
        kind if is_in_brackets(kind) || is_in_block(kind) && bracket.is_some() => {
            in_brackets(text, at, last, bracket)
        }
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => reserved(text, &line, at),
        kind if is_in_block(kind) => misplaced(&line, at),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape => error_at(
            here,
            "this text has an unknown escape after a '\\'",
            "write \\\\ for a backslash, or put the text in single quotes",
        ),
        _ => {
            let help = "put text with special characters in quotes";
            error_at(here, format!("this is not valid YAML: {}", error.info()), help)
        }
    }
}

fn error_at(span: Span, message: impl Into<String>, help: impl Into<String>) -> SyntaxError {
    let (message, help) = (message.into(), help.into());
    SyntaxError { code: Code::Syntax, span, message, help, repair: None }
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::InvalidBlockEntryWhitespace
            | ErrorKind::InvalidMappingValueWhitespace
    )
}

fn is_in_brackets(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::BlockEntryInFlowCollection
            | ErrorKind::InvalidFlowScalarIndent
            | ErrorKind::CommentInterceptedScalar
    )
}

fn is_in_block(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::InvalidIndentation
            | ErrorKind::BlockSequenceEntryNotAllowed
    )
}

/// Explains a ':' in the wrong place.
fn colon(text: &str, at: usize, last: Option<&LastScalar>) -> SyntaxError {
    let here = Line::around(text, at);
    let Some(last) = last else {
        return error_at(Span::new(at, at), "this ':' is misplaced", "put the text in quotes");
    };
    let first = Line::around(text, last.span.start as usize);
    if first.start == here.start {
        return quote(&here, Span::new(at, at + 1), "a ': ' in a text");
    }
    // The text began in an earlier line and swallowed this one.
    let slipped = first.text.trim();
    let span =
        Span::new(first.start + first.indent().len(), first.start + first.text.trim_end().len());
    if slipped.starts_with('-') && !slipped.starts_with("- ") {
        let dash = Span::new(span.start as usize, span.start as usize + 1);
        let fixed = format!("write - {}", brief(slipped.trim_start_matches('-')));
        return error_at(dash, "there is no space after this '-'", fixed);
    }
    if (last.span.start as usize) > first.start + first.prefix() {
        // It is the value of a key: the line below is indented too far.
        let indent = here.start + here.indent().len();
        let message = "this line is indented as if it continued the text above";
        return error_at(Span::new(indent, at), message, "indent it as far as the key above");
    }
    match slipped.trim_start_matches("- ").split_once(':') {
        Some((key, rest)) => {
            let colon = first.start + first.text.find(':').unwrap_or(0);
            let help = format!("write {}: {}", brief(key), brief(rest.trim()));
            error_at(Span::new(colon, colon + 1), "there is no space after this ':'", help)
        }
        None => missing_colon(slipped, span),
    }
}

/// Explains a line without a ':' where a key was expected.
fn no_key(text: &str, at: usize, last: Option<&LastScalar>) -> SyntaxError {
    let line = Line::around(text, at);
    let start = line.start + line.indent().len();
    let span = Span::new(start, line.start + line.text.trim_end().len());
    let is_empty = |last: &LastScalar| last.span.slice(text).trim().is_empty();
    match last.map(|last| (last.style, is_empty(last))) {
        Some((ScalarStyle::Literal | ScalarStyle::Folded, true)) => error_at(
            span,
            "text under '|' or '>' must be indented",
            "indent these lines further than the key above",
        ),
        Some((ScalarStyle::Plain, _)) if line.text.trim().contains(' ') => error_at(
            span,
            "a key with a ':' was expected here",
            "indent this line if it continues the text above, or write a ':' after the key",
        ),
        _ => missing_colon(line.text.trim(), span),
    }
}

fn missing_colon(line: &str, span: Span) -> SyntaxError {
    let text = line.trim_start_matches("- ");
    let fixed = match text.split_once(' ') {
        Some((key, value)) => format!("write {}: {}", brief(key), brief(value.trim())),
        None => format!("write {}: and a value", brief(text)),
    };
    error_at(span, "there is no ':' after the key in this line", fixed)
}

fn unclosed_quote(text: &str, at: usize, last: Option<&LastScalar>) -> SyntaxError {
    let is_quote = |at: usize| text[at..].starts_with(['"', '\'']);
    let from = last.map_or(0, |last| last.span.end as usize);
    let open = if is_quote(at) { Some(at) } else { None };
    let open = open.or_else(|| {
        let between = text.get(from..at)?;
        between.find(['"', '\'']).map(|offset| from + offset)
    });
    let span = open.map_or(Span::new(at, at), |open| Span::new(open, open + 1));
    error_at(span, "this quote is not closed", "end the text with the same quote")
}

fn in_brackets(
    text: &str,
    at: usize,
    last: Option<&LastScalar>,
    bracket: Option<Span>,
) -> SyntaxError {
    let Some(bracket) = bracket else {
        return misplaced(&Line::around(text, at), at);
    };
    let open = bracket.slice(text).chars().next().unwrap_or('[');
    let close = if open == '[' { ']' } else { '}' };
    let first = Line::around(text, bracket.start as usize);
    let here = Line::around(text, at);
    if first.start == here.start && at < here.start + here.text.trim_end().len() {
        let from = last.map_or(at, |last| last.span.start as usize);
        let span = Span::new(from.min(at), at);
        let inside = span.slice(text);
        let help = match inside.rsplit_once(' ') {
            Some((value, key)) if open == '{' => {
                format!("write a ',' between: {}, {}: …", brief(value), brief(key))
            }
            _ => "put text with ':' or ',' in quotes".to_owned(),
        };
        return error_at(span, format!("a ',' or '{close}' is missing here"), help);
    }
    let span = Span::new(bracket.start as usize, bracket.start as usize + 1);
    error_at(span, format!("this '{open}' is not closed"), format!("write '{close}' at its end"))
}

/// A character at which no text without quotes can start.
fn reserved(text: &str, line: &Line<'_>, at: usize) -> SyntaxError {
    let first = text[at..].chars().next().unwrap_or('-');
    let what = format!("a text that starts with {first}");
    let span = Span::new(at, at + first.len_utf8());
    match line.value() {
        Some(value) if value.start as usize == at => quote(line, value, &what),
        value => {
            let message = format!("{what} must be in quotes");
            SyntaxError { repair: value, ..error_at(span, message, "put the text in quotes") }
        }
    }
}

/// Explains a value that YAML does not read as text, or a line whose indentation does not match any
/// other.
fn misplaced(line: &Line<'_>, at: usize) -> SyntaxError {
    let value = line.value();
    if let Some(value) = value.filter(|value| at >= value.start as usize) {
        let text = value.slice_of(line);
        let first = text.chars().next().unwrap_or(' ');
        if text.starts_with("- ") {
            let message = "a list must start on its own line";
            let help = "move it to the next line, indented; or put the text in quotes";
            return SyntaxError { repair: Some(value), ..error_at(value, message, help) };
        }
        return quote(line, value, &format!("a text that starts with {first}"));
    }
    let start = line.start + line.indent().len();
    let span = Span::new(start, line.start + line.text.trim_end().len());
    error_at(
        span,
        "this line is indented differently from the lines that it belongs to",
        "indent it as far as the keys or list items next to it",
    )
}

/// Explains that the value of a line must be in quotes.
fn quote(line: &Line<'_>, span: Span, what: &str) -> SyntaxError {
    let message = format!("{what} must be in quotes");
    let Some(value) = line.value() else {
        return error_at(span, message, "put the whole text in quotes");
    };
    let text = value.slice_of(line);
    let key = &line.text[..value.start as usize - line.start];
    let key = key.trim_start_matches([' ', '-']).trim_end();
    let help = if text.len() > 200 {
        "put the whole text in quotes".to_owned()
    } else {
        format!("write {key} {}", quoted(text))
    };
    SyntaxError { repair: Some(value), ..error_at(span, message, help) }
}

fn unprintable(text: &str, at: usize) -> SyntaxError {
    let found = control_character(&text[at..]).map(|(offset, c)| (at + offset, c));
    let (at, length) = found.map_or((at, 0), |(at, c)| (at, c.len_utf8()));
    error_at(Span::new(at, at + length), "this is a control character", "remove it")
}

/// The first character in the line that YAML does not allow.
fn control_character(line: &str) -> Option<(usize, char)> {
    let line = line.lines().next().unwrap_or_default();
    let bad = |c: char| match c {
        '\t' | '\u{85}' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    };
    line.char_indices().find(|(_, c)| bad(*c))
}

/// The text in double quotes, as YAML writes it.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The beginning of a text, for messages.
pub fn brief(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Self {
        let is_break = ['\n', '\r'];
        let start = text[..at].rfind(is_break).map_or(0, |at| at + 1);
        let end = text[at..].find(is_break).map_or(text.len(), |offset| at + offset);
        Self { start, text: &text[start..end] }
    }

    fn indent(&self) -> &'t str {
        &self.text[..self.text.len() - self.text.trim_start().len()]
    }

    /// The length of the indentation and the dashes of list items.
    fn prefix(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '-']).len()
    }

    /// The value after the key, or the list item.
    fn value(&self) -> Option<Span> {
        let prefix = self.prefix();
        let rest = &self.text[prefix..];
        let start = match rest.find(": ") {
            Some(colon) => prefix + colon + 1,
            None if self.indent().len() < prefix => prefix,
            None => return None,
        };
        let value = self.text[start..].trim_start();
        let start = self.text.len() - value.len();
        let value = value.trim_end();
        (!value.is_empty()).then(|| Span::new(self.start + start, self.start + start + value.len()))
    }
}

impl Span {
    fn slice_of<'t>(self, line: &Line<'t>) -> &'t str {
        line.text
            .get(self.start as usize - line.start..self.end as usize - line.start)
            .unwrap_or_default()
    }
}
