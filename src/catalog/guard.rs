//! What is refused before a file reaches the YAML parser of the program, which
//! takes hours for some files, and gigabytes for others.

use std::path::Path;

use granit_parser::{ErrorKind, Event, Parser, ScanError, Span, options};

use super::finding::MAX_FINDINGS;
use super::locate::Stretch;
use super::problem::{Code, Problem, Severity};
use super::syntax;

/// Lists and maps in each other, at most. A roadmap has 15.
const MAX_DEPTH: usize = 64;

/// Values in a file, at most: what a dense roadmap of 8 MiB has.
const MAX_VALUES: usize = 1_000_000;

/// Up to this many YAML indicators a file is no burden, whatever they mean.
const CHEAP_INDICATORS: usize = 400_000;

/// The parser takes time for each indicator and each list or map around it.
const CHEAP_WORK: usize = 20_000_000;

/// Why a text is not read at all.
#[derive(Debug)]
pub struct Refusal {
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
    pub stretch: Option<Stretch>,
}

/// Looks at the text; says everything that is refused about it.
///
/// Most files are passed by a look at their bytes. Others are gone through with
/// a parser that nothing can slow down.
pub fn refusals(text: &str) -> Vec<Refusal> {
    if is_harmless(text.as_bytes()) {
        return Vec::new();
    }
    let limits = options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut refusals = Vec::new();
    let mut values = 0_usize;
    for event in Parser::new_from_str_with_options(text, limits) {
        let (event, span) = match event {
            Ok(next) => next,
            Err(error) => {
                refusals.push(stopped(text, &error));
                break;
            }
        };
        match event {
            Event::Alias(_) | Event::UnresolvedAlias(_) if refusals.len() < MAX_FINDINGS => {
                refusals.push(Refusal {
                    code: Code::YamlAlias,
                    message: "YAML aliases are not read".to_owned(),
                    help: Some(
                        "what roadmaps share goes to skills.yaml; a text that starts with * \
                         stands in quotes"
                            .to_owned(),
                    ),
                    stretch: Some(Stretch::of(&span)),
                });
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                values += 1;
                if values > MAX_VALUES {
                    refusals.push(Refusal {
                        code: Code::TooLarge,
                        message: format!("this file has more than {MAX_VALUES} values"),
                        help: Some("split it into several roadmaps".to_owned()),
                        stretch: None,
                    });
                    break;
                }
            }
            _ => {}
        }
    }
    refusals
}

/// Where this parser stops, the other must not go on.
fn stopped(text: &str, error: &ScanError) -> Refusal {
    let stretch = Stretch::of(&Span::empty(*error.marker()));
    let (code, message, help) = match error.kind() {
        ErrorKind::RecursionLimitExceeded => (
            Code::TooDeep,
            "lists and maps nest too deep here".to_owned(),
            Some("groups nest at most 4 deep".to_owned()),
        ),
        ErrorKind::DirectiveDisallowed => (
            Code::Syntax,
            "YAML directives are not read".to_owned(),
            Some("take the line that starts with % out".to_owned()),
        ),
        _ => {
            let message = format!("this is not YAML: {}", error.info());
            (Code::Syntax, message, syntax::advice(text, &stretch))
        }
    };
    Refusal { code, message, help, stretch: Some(stretch) }
}

impl Refusal {
    pub fn problem(self, file: &Path, text: &str) -> Problem {
        Problem {
            severity: Severity::Error,
            file: file.to_owned(),
            place: self.stretch.map(|stretch| stretch.place(text)),
            code: self.code,
            message: self.message,
            help: self.help,
        }
    }
}

/// Whether the text has no alias, no directive, few values, and so little
/// nesting that the parser has no work with it.
///
/// Errs on the other side only: the depth is no larger than the sum, over
/// lines, of the brackets that a line leaves open, and of a line with quotes,
/// comments, tags or anchors no closing bracket counts, as it may be text.
fn is_harmless(text: &[u8]) -> bool {
    let mut indicators = 0_usize;
    let mut depth = 0_usize;
    let mut peak = 0_usize;
    for line in text.split(|byte| matches!(byte, b'\n' | b'\r')) {
        let (mut opened, mut open, mut highest) = (0_usize, 0_usize, 0_usize);
        let mut dashes = 0_usize;
        let mut plain = true;
        for (at, byte) in line.iter().enumerate() {
            match byte {
                b'*' => return false,
                b'%' if at == 0 => return false,
                b'[' | b'{' => {
                    opened += 1;
                    open += 1;
                    highest = highest.max(open);
                    indicators += 1;
                }
                b']' | b'}' => open = open.saturating_sub(1),
                b'-' | b'?' | b':' if line.get(at + 1).is_none_or(u8::is_ascii_whitespace) => {
                    indicators += 1;
                    dashes += usize::from(*byte != b':');
                }
                b',' => indicators += 1,
                b'"' | b'\'' | b'#' | b'!' | b'&' => plain = false,
                _ => {}
            }
        }
        indicators += 1;
        peak = peak.max(if plain { highest } else { opened }.max(dashes));
        depth += if plain { open } else { opened };
    }
    indicators <= CHEAP_INDICATORS && indicators.saturating_mul(depth + peak) <= CHEAP_WORK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_refused(text: &str, want: &[(Code, usize, usize)]) {
        let refused = refusals(text).into_iter().map(|refusal| {
            let place = refusal.stretch.map(|stretch| stretch.place(text));
            let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
            (refusal.code, line, column)
        });
        assert_eq!(refused.collect::<Vec<_>>(), want, "{text:.60}");
    }

    #[test]
    fn plain_files_pass() {
        assert_refused("", &[]);
        assert_refused("title: T\nstages:\n  - { id: a, needs: [b, c] }\n", &[]);
        // Stars, percent signs, quotes and comments in text are no business of YAML.
        assert_refused("title: 5 * 3\nsummary: '**bold** and *x'\nrole: |\n  *y\n", &[]);
        assert_refused("title: 100 %\nsummary: \"50\n  % of it\"\n", &[]);
        assert_refused(&"- { title: \"[\", id: x } # [\n".repeat(500), &[]);
    }

    #[test]
    fn aliases_are_refused_wherever_they_stand() {
        assert_refused("a: &x 1\nb: *x\n", &[(Code::YamlAlias, 2, 4)]);
        assert_refused(
            "- *no\n- [*such, { *a : b }]",
            &[(Code::YamlAlias, 1, 3), (Code::YamlAlias, 2, 4), (Code::YamlAlias, 2, 13)],
        );
    }

    #[test]
    fn directives_are_refused() {
        assert_refused("%TAG !e! tag:x\n---\na: b\n", &[(Code::Syntax, 1, 1)]);
    }

    #[test]
    fn depth_is_refused_in_every_dress() {
        for text in [
            "[".repeat(10_000),
            "{a: ".repeat(10_000),
            "- ".repeat(500_000),
            "[ \"]\",\n".repeat(10_000),
            "[ # ]\n".repeat(10_000),
            "[ \"\n]\n\",\n".repeat(10_000),
        ] {
            let codes: Vec<Code> = refusals(&text).iter().map(|refusal| refusal.code).collect();
            assert_eq!(codes, [Code::TooDeep], "{text:.20}");
        }
    }

    #[test]
    fn the_number_of_values_is_bounded() {
        assert_refused(&"- a\n".repeat(MAX_VALUES - 1), &[]);
        assert_refused(&"- a\n".repeat(MAX_VALUES), &[(Code::TooLarge, 0, 0)]);
    }
}
