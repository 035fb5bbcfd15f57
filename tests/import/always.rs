//! For any input, the result loads and has no lint errors.

use std::sync::LazyLock;

use career_roadmap::import::{ImportError, Imported, Kind, Known};
use proptest::prelude::*;

use crate::{errors, imported, known, load, notes, try_import};

static KNOWN: LazyLock<Known> = LazyLock::new(known);

/// Checks that an import passes lint, loads, and means the same to another YAML parser.
#[track_caller]
fn assert_lints(imported: &Imported) {
    assert_eq!(errors(imported), [], "{}", imported.yaml);
    let roadmap = load(imported);
    let counts = imported.report.counts;
    assert_eq!(roadmap.title, imported.title);
    assert_eq!(roadmap.stages().len(), counts.stages);
    assert_eq!(roadmap.skills().count(), counts.skills);
    assert!(imported.yaml.len() <= 8 << 20);
    let value: serde_yaml::Value = serde_yaml::from_str(&imported.yaml).unwrap();
    assert_eq!(value["title"].as_str(), Some(imported.title.as_str()));
}

#[track_caller]
fn assert_imports_or_refuses(text: &str, kind: Option<Kind>) {
    match try_import(text, kind, &KNOWN) {
        Ok(imported) => assert_lints(&imported),
        Err(ImportError::TooLarge { .. }) => panic!("{text:?} is not too large"),
        Err(_) => {}
    }
}

#[test]
fn odd_documents_pass_lint() {
    let deep: String = (0..10).map(|n| format!("{}- level {n}\n", "  ".repeat(n))).collect();
    for text in [
        deep.as_str(),
        "## \n- a\n##   \n- b\n",
        "- Git\n- git\n- GIT\n- Git \n",
        "- [](https://example.org)\n- [x](not a link)\n- [ ](#)\n- ![image](i.png)\n",
        "# <b>Bold</b>\n<div>\n- inside\n</div>\n\n- <i>out</i>side <!-- a comment -->\n",
        "## 🚀\n- 👩‍💻 ship it\n- 🚀\n## 🚀\n- 🎉\n",
        "## أساسيات\n- שלום עולם\n- \u{202e}reversed\u{202c}\n- 日本語\n- 日本語\n",
        "## true\n- null\n- ~\n- yes\n- 404\n- 1e3\n- '\n- \"\n- - nested\n- a: b\n- a #b\n- @x\n- %y\n",
        "- \u{1b}[31mred\u{1b}[0m\n- bell\u{7}\n- nul\u{fffe}\u{feff}\n",
        "- a\n\n## S\n- b\n\n# T\n- c\n",
        "- group <!-- group: sql; choose: 5 -->\n  - a <!-- optional -->\n  - b\n- x <!-- id: sql -->\n",
        "- a <!-- id: a; needs: b -->\n- b <!-- id: b; needs: c -->\n- c <!-- id: c; needs: a, zz -->\n",
        "- g <!-- group: g; needs: x -->\n  - x <!-- id: x; needs: g -->\n  - y <!-- id: y; needs: g2 -->\n- g2 <!-- group: g2; needs: g -->\n  - z\n",
        "- command line <!-- needs: git -->\n- git\n- terminal <!-- id: terminal -->\n",
        "- terminal <!-- id: terminal -->\n- Command line\n",
        "- a <!-- id: A B; hours: x; kind: y; level: z; choose: -1; aliases: q, q, a -->\n",
        "## s <!-- stage: sql; level: beginner; optional -->\n- SQL\n- sql\n",
        "- server-side <!-- id: server-language -->\n",
        "1. one\n2. two\n   1. inner\n",
        "a\n\nb\n\n- x\n\n  more\n\n  and more\n\n> quote\n\n    code\n",
        "| Course | Hours |\n|---|---|\n| | 5 |\n| a \\| b | -3 |\n| [l](x) | 1e9 |\n",
        "| a | b |\n|---|---|\n| c | d |\n\n- x\n",
        "## Only headings\n### Inner\ntext\n### Other\n",
    ] {
        let imported = try_import(text, Some(Kind::Markdown), &KNOWN);
        assert_lints(&imported.unwrap_or_else(|error| panic!("{text:?}: {error}")));
    }
}

#[test]
fn everything_dropped_is_reported() {
    let text = "## Contents\n- [A](#a)\n## A\n- ![i](i.png) a\n- \n- [bad](nowhere)\n\n> quote\n\n```\ncode\n```\n\n<p>html</p>\n\nA paragraph.\n";
    assert_eq!(
        notes(&imported(text)),
        [
            "1 entry without a title",
            "1 section without entries",
            "1 paragraph",
            "1 block quote",
            "1 code block",
            "1 piece of HTML",
            "1 image",
            "1 line of a table of contents",
            "1 link that is not a web address",
        ]
    );
}

#[test]
fn ten_levels_become_four_groups() {
    let text: String = (0..10).map(|n| format!("{}- level {n}\n", "  ".repeat(n))).collect();
    let imported = imported(&text);
    assert_lints(&imported);
    let counts = imported.report.counts;
    assert_eq!((counts.stages, counts.groups, counts.skills), (1, 4, 5));
    assert_eq!(notes(&imported), ["4 entries nested too deep, moved further out"]);
}

#[test]
fn twenty_thousand_lines_are_imported() {
    let text: String = (0..20_000).map(|n| format!("- [ ] Skill {n}\n")).collect();
    let imported = imported(&text);
    assert_eq!(imported.report.counts.skills, 20_000);
    assert_eq!(errors(&imported), []);
    let same: String = (0..20_000).map(|n| format!("- Same{}\n", " ".repeat(n % 3))).collect();
    let imported = crate::imported(&same);
    assert_eq!(imported.report.counts.skills, 20_000);
    assert_eq!(errors(&imported), []);
}

/// Documents that look like Markdown.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-zA-Z ]{0,12}",
        2 => "\\PC{0,8}",
        1 => Just("Git".to_owned()),
        1 => Just("[link](https://example.org/a)".to_owned()),
        1 => Just("[x](y)".to_owned()),
        1 => Just("<b>".to_owned()),
        1 => Just("**bold**: ".to_owned()),
        1 => "<!-- (id|group|stage): [a-c]; needs: [a-c], [a-c] -->",
        1 => "<!-- id: (git|sql|terminal|server-language); choose: [0-3]; optional -->",
        1 => Just("`code`".to_owned()),
        1 => Just(": ".to_owned()),
    ];
    let start = prop_oneof![
        1 => "#{1,4} ",
        6 => " {0,12}- ",
        2 => " {0,8}- \\[[ x]\\] ",
        1 => " {0,4}[0-9]\\. ",
        1 => Just("> ".to_owned()),
        1 => Just("| ".to_owned()),
        2 => Just(String::new()),
        1 => Just("Courses | Duration | Effort | Prerequisites\n--|--|--|--\nA | 2 weeks | 3 hours/week | Git\n".to_owned()),
    ];
    let line = (start, prop::collection::vec(piece, 0..4))
        .prop_map(|(start, pieces)| start + &pieces.concat() + "\n");
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.concat())
}

fn csv() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        4 => "[a-z ]{0,8}",
        1 => "\\PC{0,6}",
        1 => Just("git".to_owned()),
        1 => Just("\"a, b\"".to_owned()),
        1 => Just("3-5".to_owned()),
        1 => Just("\"".to_owned()),
    ];
    let row = prop::collection::vec(cell, 1..8).prop_map(|cells| cells.join(",") + "\n");
    let head = "(id,)?title,(stage,)?(group,)?(needs,)?(hours,)?(url,)?(done,)?level\n";
    (head, prop::collection::vec(row, 0..12)).prop_map(|(head, rows)| head + &rows.concat())
}

/// JSON of the right shape whose values are often wrong.
fn json() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        Just("null".to_owned()),
        Just("[]".to_owned()),
        Just("{\"label\":3}".to_owned()),
        "[0-9]{1,4}",
        "\"[a-c]\"",
        Just("\"topic\"".to_owned()),
        Just("\"subtopic\"".to_owned()),
        Just("\"completed\"".to_owned()),
        Just("[\"a\",\"b\"]".to_owned()),
        Just("{\"label\":\"Git\"}".to_owned()),
        Just("{\"x\":1,\"y\":2}".to_owned()),
    ];
    let key = "(id|type|data|position|width|source|target|uuid|description|status|project|depends|annotations)";
    let object = prop::collection::vec((key, value), 0..8).prop_map(|pairs| {
        let pairs: Vec<String> =
            pairs.into_iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", pairs.join(","))
    });
    let list = prop::collection::vec(object, 0..10).prop_map(|all| format!("[{}]", all.join(",")));
    (list.clone(), list, any::<bool>()).prop_map(|(nodes, edges, graph)| {
        if graph { format!("{{\"nodes\":{nodes},\"edges\":{edges}}}") } else { nodes }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_pass_lint(text in markdown()) {
        assert_imports_or_refuses(&text, Some(Kind::Markdown));
    }

    #[test]
    fn tables_pass_lint(text in csv()) {
        assert_imports_or_refuses(&text, Some(Kind::Csv));
    }

    #[test]
    fn objects_pass_lint(text in json()) {
        assert_imports_or_refuses(&text, None);
    }

    #[test]
    fn any_text_is_imported_or_refused(text in "\\PC{0,200}|[ -~\n]{0,300}") {
        for kind in Kind::ALL {
            assert_imports_or_refuses(&text, Some(kind));
        }
        assert_imports_or_refuses(&text, None);
    }

    /// Fragments of documents, cut and joined anywhere.
    #[test]
    fn torn_texts_are_imported_or_refused(
        text in markdown(), other in json(), cut in 0_usize..2000, from in 0_usize..2000,
    ) {
        let at = |text: &str, at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let torn = format!("{}{}", &text[..at(&text, cut)], &other[at(&other, from)..]);
        assert_imports_or_refuses(&torn, None);
    }
}
