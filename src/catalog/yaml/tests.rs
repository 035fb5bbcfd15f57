use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::catalog::problem::{Code, Problem, Problems};
use crate::catalog::source::SourceFile;

fn source(text: &str) -> std::rc::Rc<SourceFile> {
    SourceFile::new("x.yaml".into(), Cow::Owned(text.to_owned()))
}

/// The value of a text, unless it has errors, and its errors.
fn value(text: &str) -> (Option<serde_yaml::Value>, Vec<Problem>) {
    let source = source(text);
    let mut problems = Problems::default();
    let value = read(&source, &mut problems, |root, _| Some(to_value(&root.value)));
    let value = value.filter(|_| !problems.has_errors());
    (value, problems.into_list(&source.path))
}

fn to_value(node: &Node<'_>) -> serde_yaml::Value {
    match node {
        Node::Null | Node::Refused => serde_yaml::Value::Null,
        Node::Bool(value) => (*value).into(),
        Node::Int(value) => (*value).into(),
        Node::Float(value) => (*value).into(),
        Node::Text(text) => (&**text).into(),
        Node::List(items) => items.iter().map(|item| to_value(&item.value)).collect(),
        Node::Map(pairs) => {
            let pairs =
                pairs.iter().map(|(key, item)| ((&*key.value).into(), to_value(&item.value)));
            serde_yaml::Value::Mapping(pairs.collect())
        }
    }
}

/// Asserts that a text that both readers accept means the same to both. Returns whether ours
/// accepts it.
#[track_caller]
fn compare(text: &str) -> bool {
    let (Some(ours), _) = value(text) else { return false };
    if let Ok(theirs) = serde_yaml::from_str::<serde_yaml::Value>(text) {
        assert_eq!(ours, widened(theirs), "{text}");
    }
    true
}

/// Turns integers beyond `i64` into floats, as our reader does.
fn widened(value: serde_yaml::Value) -> serde_yaml::Value {
    use serde_yaml::Value;
    match value {
        Value::Number(number) if number.as_i64().is_none() => {
            number.as_f64().unwrap_or(f64::NAN).into()
        }
        Value::Sequence(items) => items.into_iter().map(widened).collect(),
        Value::Mapping(pairs) => {
            Value::Mapping(pairs.into_iter().map(|(key, item)| (key, widened(item))).collect())
        }
        other => other,
    }
}

#[test]
fn typical_yaml_means_the_same_to_both_readers() {
    for text in [
        "a: b\n",
        "a: b",
        "a:\n  b: c\n  d:\n    - e\n    - f: 1\n      g: [h, \"i, j\", 'k']\n  l: true\n",
        "# comment\n\na:\n# comment\n- b\n\n  # comment\n- c\nd: e\n",
        "- a: 1\n  b: 2\n-   c: 3\n    d: 4\n- text\n- 25-40\n- 25–40\n- 12 factors\n",
        "a: { b: c, d: [e, f], g: {} }\n",
        "a: [\n  b,\n  c,\n]\n",
        "a: one line\n  and another\n  and a third\nb: x\n",
        "a: >-\n  folded\n  text: with # signs\nb: >\n  more\nc: |\n  - kept\n  - lines\nd: |-\n  x\n",
        "a: |+\n  x\n\nb: >2\n    y\n",
        "a: https://example.com/x#y?z=1\nb: C#\nc: it's 8 % (more)\nd: \"a: b # c\"\ne: 'a \"b\"'\n",
        "a: é\nb: 日本語\nc: \"\\u00e9\\n\\x41\"\nd: 'it''s'\n",
        "on: yes\nyes: no\ny: n\noff: off\n",
        "a: 5 * 3\nb: '*x'\nc: 'a'\n# 5 * 3\n",
        "a: null\nb: Null\nc: ~\nd:\ne: ''\nf: nULL\n",
        "a: [0, 7, -7, +7, 007, 0x1F, 0o17, 0b11, -0x1F, 1_000, 1e3, 1.5, .5, 5., -.5, +.5]\n",
        "a: [.inf, -.inf, +.inf, .INF, inf, nan, 1e999, 99999999999999999999, 0x, 0o8, +, .]\n",
        "a: [True, TRUE, tRUE, False, 2022-01-01, 1:30, 1/2, 0.0, 00, -0, -00, 0x-1, --1]\n",
        "---\na: b\n...\n",
        "a: b\r\nc:\r\n  - d\r\n",
        "a: \"x\n  y\"\nb: 'x\n\n  y'\n",
        "",
        "text\n",
    ] {
        assert!(compare(text), "{text}: {:?}", value(text).1);
    }
}

#[test]
fn shipped_files_mean_the_same_to_both_readers() {
    for file in std::fs::read_dir("roadmaps").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            assert!(compare(&std::fs::read_to_string(&path).unwrap()), "{}", path.display());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn accepted_yaml_means_the_same_to_both_readers(
        lines in prop::collection::vec(
            (0_usize..3, prop::sample::select(vec![
                "a: b", "b: 1", "c:", "- x", "- a: 1", "-", "d: [1, x]", "e: {f: g}", "h: \"x\\ty\"",
                "i: 'it''s'", "j: |", "k: >-", "text", "# comment", "l: x # y", "m: 0x1f", "n: ~",
                "[a, b]", "o: - x", "p: 1e3", "q: @x", "? r", ": s", "t: \"x", "'u': v", "",
            ])),
            1..8,
        )
    ) {
        let text: String =
            lines.iter().map(|(indent, line)| format!("{}{line}\n", "  ".repeat(*indent))).collect();
        compare(&text);
    }

    #[test]
    fn scalars_mean_the_same_to_both_readers(text in "[-+.0-9xobefalsnuitrTNF~_:]{0,6}") {
        compare(&format!("[{text}]\n"));
    }

    #[test]
    fn the_reader_never_panics(text in "[a-c:\\-\\[\\]{}'\"#|>&*!%@? \n\t\r\u{1b}é]{0,40}") {
        for problem in value(&text).1 {
            let position = problem.position.expect("a problem of a text has a position");
            prop_assert!(position.column >= position.source_column);
        }
    }
}

/// Line, column and what is marked there, of each problem.
#[track_caller]
fn assert_problems(text: &str, want: &[(Code, usize, usize, &str)]) {
    let found: Vec<_> = value(text).1;
    let found: Vec<_> = found
        .iter()
        .map(|problem| {
            let position = problem.position.as_ref().expect("a position");
            let marked: String = position
                .source
                .chars()
                .skip(position.column - position.source_column)
                .take(position.length)
                .collect();
            (problem.code, position.line, position.column, marked)
        })
        .collect();
    let want = want
        .iter()
        .map(|(code, line, column, marked)| (*code, *line, *column, (*marked).to_owned()));
    assert_eq!(found, want.collect::<Vec<_>>(), "{text}");
}

#[test]
fn refused_features_are_reported_at_their_position() {
    assert_problems(
        "a: &x 1\nb: *x\n",
        &[(Code::YamlAlias, 1, 4, "&x"), (Code::YamlAlias, 2, 4, "*x")],
    );
    assert_problems(
        "- *no\n- [{ *a : b }]",
        &[(Code::YamlAlias, 1, 3, "*no"), (Code::YamlAlias, 2, 6, "*a")],
    );
    assert_problems("a: !b c\n", &[(Code::YamlTag, 1, 4, "!b")]);
    assert_problems("<<: a\n", &[(Code::YamlAlias, 1, 1, "<<")]);
    assert_problems("a: 1\na: 2\n", &[(Code::DuplicateKey, 2, 1, "a")]);
    assert_problems(
        "1: a\n? [b]\n: c\n",
        &[(Code::WrongType, 1, 1, "1"), (Code::WrongType, 2, 3, "[")],
    );
    assert_problems("a: b\n---\nc: d\n", &[(Code::ManyDocuments, 2, 1, "---")]);
    assert_problems("%TAG !e! tag:x\n---\na: b\n", &[(Code::Syntax, 1, 1, "%")]);
}

#[test]
fn keys_of_large_maps_are_unique_too() {
    let mut text: String = (0..100).map(|n| format!("k{n}: {n}\n")).collect();
    assert_problems(&text, &[]);
    text.push_str("k7: x\nk99: y\n");
    assert_problems(
        &text,
        &[(Code::DuplicateKey, 101, 1, "k7"), (Code::DuplicateKey, 102, 1, "k99")],
    );
}

#[test]
fn depth_is_limited_in_every_style() {
    for text in [
        "[".repeat(10_000),
        "{a: ".repeat(10_000),
        "- ".repeat(500_000),
        "[ \"]\",\n".repeat(10_000),
        "[ # ]\n".repeat(10_000),
    ] {
        let codes: Vec<Code> = value(&text).1.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, [Code::TooDeep], "{text:.20}");
    }
}

#[test]
fn the_number_of_nodes_is_limited() {
    assert_eq!(value(&"- a\n".repeat(499_999)).1, []);
    let codes: Vec<Code> = value(&"- a\n".repeat(500_000)).1.iter().map(|p| p.code).collect();
    assert_eq!(codes, [Code::TooLarge]);
}

/// Checks what is reported for a file with one mistake, as `line:column marked | message | help`.
#[track_caller]
fn assert_slip(text: &str, want: &str) {
    let found: Vec<String> = value(text)
        .1
        .iter()
        .map(|problem| {
            let position = problem.position.as_ref().expect("a position");
            let marked: String = position
                .source
                .chars()
                .skip(position.column - position.source_column)
                .take(position.length)
                .collect();
            let (line, column) = (position.line, position.column);
            let help = problem.help.as_deref().unwrap_or_default();
            format!("{line}:{column} {marked} | {} | {help}", problem.message)
        })
        .collect();
    assert_eq!(found, [want], "{text}");
}

#[test]
fn syntax_errors_are_marked_at_the_mistake() {
    const REST: &str = "stages:\n  - id: a\n    title: B\n";
    for (text, want) in [
        ("title A\n", "1:1 title A | there is no ':' after the key in this line | write title: A"),
        ("title:A\n", "1:6 : | there is no space after this ':' | write title: A"),
        (
            "title: Docker: the basics\n",
            "1:14 : | a ': ' in a text must be in quotes | write title: \"Docker: the basics\"",
        ),
        (
            "title: [Draft] A\n",
            "1:8 [Draft] A | a text that starts with [ must be in quotes | write title: \"[Draft] A\"",
        ),
        (
            "title: \"a\" b\n",
            "1:12 b | there is text after the closing quote | put the whole text in quotes; write '' for a ' in '…', and \\\" for a \" in \"…\"",
        ),
        (
            "title: 'it's'\n",
            "1:12 s | there is text after the closing quote | put the whole text in quotes; write '' for a ' in '…', and \\\" for a \" in \"…\"",
        ),
        (
            "title: @x\n",
            "1:8 @x | a text that starts with @ must be in quotes | write title: \"@x\"",
        ),
        (
            "title: %x\n",
            "1:8 %x | a text that starts with % must be in quotes | write title: \"%x\"",
        ),
        ("title: *\n", "1:8 * | a text that starts with * must be in quotes | write title: \"*\""),
        (
            "title: |x\n",
            "1:8 |x | a text that starts with | must be in quotes | write title: \"|x\"",
        ),
        (
            "title: - x\n",
            "1:8 - x | a list must start on its own line | move it to the next line, indented; or put the text in quotes",
        ),
        (
            "title: \"unclosed\n",
            "1:8 \" | this quote is not closed | end the text with the same quote",
        ),
        (
            "title: \"a\nb\"\n",
            "2:1 b | text in quotes continues here, but this line is not indented | indent it further than the key above",
        ),
        ("title: 'a'#b\n", "1:11 # | there is no space before this '#' | put a space before the #"),
        (
            "title: \"a\\d\"\n",
            "1:8 \" | this text has an unknown escape after a '\\' | write \\\\ for a backslash, or put the text in single quotes",
        ),
        ("title: { a: b\n", "1:8 { | this '{' is not closed | write '}' at its end"),
        ("title: [a, b\n", "1:8 [ | this '[' is not closed | write ']' at its end"),
        (
            "title: {id: a title: A}\n",
            "1:13 a title | a ',' or '}' is missing here | write a ',' between: a, title: …",
        ),
        ("needs: [git}\n", "1:12 } | this '}' closes a '[' | write ']' instead"),
        ("title: T\n]\n", "2:1 ] | unmatched ']' | remove the ']', or put the text in quotes"),
        (
            "title: T\nsummary: |\nnot indented\n",
            "3:1 not indented | text under '|' or '>' must be indented | indent these lines further than the key above",
        ),
        (
            "title: T\nsummary: one\ntwo more\n",
            "3:1 two more | a key with a ':' was expected here | indent this line if it continues the text above, or write a ':' after the key",
        ),
        (
            "title: T\n  more: x\n",
            "2:3 more | this line is indented as if it continued the text above | indent it as far as the key above",
        ),
        ("title: a\u{7}b\n", "1:9 \u{7} | this is a control character | remove it"),
        (
            "a:\n  -id: a\n    title: B\n",
            "2:3 - | there is no space after this '-' | write - id: a",
        ),
        (
            "a:\n  - id: a\n   title: B\n",
            "3:4 title: B | this line is indented differently from the lines that it belongs to | indent it as far as the keys or list items next to it",
        ),
        (
            "a:\n  - id: a\n - id: b\n",
            "3:2 - id: b | this line is indented differently from the lines that it belongs to | indent it as far as the keys or list items next to it",
        ),
        ("a:\n\t- id: a\n", "2:2 - | tabs are not allowed in indentation | indent with spaces"),
    ] {
        assert_slip(&format!("{text}{REST}"), want);
    }
}
