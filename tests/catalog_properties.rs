//! Properties of every text and every roadmap.

use std::collections::HashSet;
use std::fmt::Write as _;

use career_roadmap::catalog::{Code, Ix, Need, Problem, Roadmap, RoadmapId};
use career_roadmap::graph;
use career_roadmap::view::problem as show;
use career_roadmap::view::style::Style;
use proptest::prelude::*;

const WHOLE: &str = include_str!("../roadmaps/senior-backend.yaml");

fn read(text: &str, skills: Option<&str>) -> Result<Roadmap, Vec<Problem>> {
    Roadmap::from_yaml(&RoadmapId::new("x").unwrap(), text, skills)
}

/// Checks that problems can be displayed and that their positions exist in the text.
#[track_caller]
fn check_problems(text: &str, problems: &[Problem]) {
    let lines: Vec<&str> = text.split(['\n', '\r']).collect();
    let style = Style { color: false, unicode: true, plain: false, width: Some(80) };
    for problem in problems {
        assert!(!show(problem, &style).contains('\u{1b}'));
        let line = show(problem, &Style::PLAIN);
        assert!(!line.contains(char::is_control), "{line:?}");
        let Some(position) = &problem.position else {
            let whole_file = [Code::TooMany, Code::Syntax, Code::Null, Code::ManyDocuments];
            assert!(whole_file.contains(&problem.code), "{problem:?} has no place");
            continue;
        };
        assert!(position.source_column >= 1 && position.column >= position.source_column);
        assert!(lines.iter().any(|line| line.contains(&position.source)), "{position:?}");
    }
}

/// Edits to a text: a position, how many characters to remove, and what to insert.
fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, String)>> {
    let pieces = prop::sample::select(vec![
        "",
        " ",
        "\n",
        ": ",
        "- ",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "#",
        " # ",
        "*",
        "&a ",
        "!t ",
        "|",
        ">",
        "%",
        "\t",
        "\u{1b}",
        "\u{202e}",
        "\u{85}",
        "\u{2028}",
        "é",
        "~",
        "null",
        "404",
        "<<: ",
        "---\n",
        "skills:",
        "id: x",
        "needs: [a]",
        "? ",
        "\r",
        "\u{feff}",
        "choose: 1",
        "use: git",
    ]);
    let piece = pieces.prop_map(str::to_owned);
    prop::collection::vec((any::<prop::sample::Index>(), 0_usize..12, piece), 1..6)
}

fn edited(text: &str, edits: &[(prop::sample::Index, usize, String)]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for (at, cut, piece) in edits {
        let at = at.index(chars.len() + 1);
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, piece.chars());
    }
    chars.into_iter().collect()
}

/// A skill, or a group of entries.
#[derive(Debug, Clone)]
enum Shape {
    Skill,
    Group(Option<usize>, Vec<Shape>),
}

fn shape() -> impl Strategy<Value = Shape> {
    Just(Shape::Skill).prop_recursive(3, 20, 4, |inside| {
        (prop::option::of(1_usize..4), prop::collection::vec(inside, 1..4))
            .prop_map(|(choose, inside)| Shape::Group(choose.map(|n| n.min(inside.len())), inside))
    })
}

/// Writes an entry and its children. Each pair of numbers in `needs` is an entry and
/// one that it needs.
fn write(text: &mut String, shape: &Shape, next: &mut usize, needs: &[(usize, usize)]) {
    let at = *next;
    *next += 1;
    let list = needs.iter().filter(|(from, _)| *from == at).map(|(_, to)| format!("e{to}"));
    let list: Vec<String> = list.collect();
    write!(text, "{{id: e{at}, title: E, needs: [{}]", list.join(", ")).unwrap();
    if let Shape::Group(choose, inside) = shape {
        if let Some(choose) = choose {
            write!(text, ", choose: {choose}").unwrap();
        }
        text.push_str(", skills: [");
        for shape in inside {
            write(text, shape, next, needs);
            text.push_str(", ");
        }
        text.push(']');
    }
    text.push('}');
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read_or_reported(text in any::<String>()) {
        if let Err(problems) = read(&text, None) {
            prop_assert!(!problems.is_empty());
            check_problems(&text, &problems);
        }
    }

    #[test]
    fn any_edited_roadmap_is_read_or_reported(edits in edits()) {
        let text = edited(WHOLE, &edits);
        let skills = include_str!("../roadmaps/skills.yaml");
        if let Err(problems) = read(&text, Some(skills)) {
            prop_assert!(!problems.is_empty());
            let own: Vec<Problem> =
                problems.into_iter().filter(|problem| problem.file.ends_with("x.yaml")).collect();
            check_problems(&text, &own);
        }
    }

    #[test]
    fn a_resolved_roadmap_is_valid(
        shapes in prop::collection::vec(shape(), 1..6),
        needs in prop::collection::vec((0_usize..24, 0_usize..30), 0..12),
    ) {
        let mut text = "title: T\nstages: [{id: stage, title: S, skills: [".to_owned();
        let mut count = 0;
        for shape in &shapes {
            write(&mut text, shape, &mut count, &needs);
            text.push_str(", ");
        }
        text.push_str("]}]\n");
        let roadmap = match read(&text, None) {
            Ok(roadmap) => roadmap,
            Err(problems) => {
                // The only possible error here.
                prop_assert!(problems.iter().all(|p| p.code.as_str() == "circle"), "{problems:#?}");
                check_problems(&text, &problems);
                return Ok(());
            }
        };
        prop_assert_eq!(roadmap.len(), count);
        let mut seen = HashSet::new();
        for (ix, entry) in roadmap.entries() {
            prop_assert!(seen.insert(&entry.id), "an id stands at one place");
            prop_assert_eq!(entry.id.as_str(), format!("e{}", ix.at()), "file order");
            prop_assert_eq!(roadmap.named(entry.id.as_str()), Some(ix));
            for child in roadmap.children(ix) {
                prop_assert_eq!(roadmap.entry(child).parent, Some(ix));
                prop_assert!(roadmap.within(ix).any(|inside| inside == child));
            }
            let known: Vec<usize> = needs.iter().filter(|n| n.0 == ix.at()).map(|n| n.1).collect();
            prop_assert_eq!(entry.needs.len(), known.len());
            for (need, wanted) in entry.needs.iter().zip(known) {
                match need {
                    Need::Entry(need) => prop_assert_eq!(need.at(), wanted),
                    Need::Assumed(id) => {
                        prop_assert_eq!(id.as_str(), format!("e{wanted}"));
                        prop_assert!(wanted >= count);
                    }
                }
            }
        }
        // There is an order in which each skill comes after everything it waits for.
        let waits = |at: usize| {
            let (ix, entry) = roadmap.entries().nth(at).unwrap();
            let above = std::iter::once(ix).chain(roadmap.around(ix));
            let needs = above.flat_map(|ix| &roadmap.entry(ix).needs);
            let needed = needs.filter_map(|need| match need {
                Need::Entry(need) => Some(*need),
                Need::Assumed(_) => None,
            });
            let skills = needed.flat_map(|need| std::iter::once(need).chain(roadmap.within(need)));
            let skills = skills.filter(|ix| roadmap.entry(*ix).is_skill()).map(Ix::at);
            if entry.is_skill() { skills.collect::<Vec<_>>() } else { Vec::new() }
        };
        prop_assert_eq!(graph::order(count, waits, |at| at).len(), count);
    }
}
