//! From ways into a file to lines and columns: one walk over the events of a
//! second parser, which runs only when something is wrong.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use super::file::Scalar;
use super::finding::Target;
use super::path::Step;
use super::problem::Place;
use super::yaml;

/// How many characters of a line are kept before a stretch.
const BEFORE: usize = 100;
/// How many from its start on.
const AFTER: usize = 300;

/// A stretch of the text, within one line or more.
#[derive(Debug, Clone)]
pub struct Stretch {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// In bytes.
    pub range: Range<usize>,
    /// Whether it is a text without quotes, which a comment or `: ` can cut.
    pub plain: bool,
}

/// Where each of `wanted` stands. The two parsers do not agree on every text:
/// for what this one does not find it is the nearest thing around it, or where
/// it stopped.
pub fn locate(text: &str, wanted: &[(Vec<Step>, Target)]) -> Vec<Option<Stretch>> {
    let mut walk =
        Walk { nodes: vec![Branch::default()], found: vec![None; wanted.len()], stack: Vec::new() };
    let mut leaves = Vec::with_capacity(wanted.len());
    for (at, (steps, target)) in wanted.iter().enumerate() {
        let leaf = steps.iter().fold(0, |node, step| walk.grow(node, *step));
        walk.nodes[leaf].wants.push(Want { at, target, seen: 0 });
        leaves.push(leaf);
    }
    let mut stopped = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(next) => next,
            Err(error) => {
                stopped = Some(Stretch::of(&Span::empty(*error.marker())));
                break;
            }
        };
        let mut stretch = Stretch::of(&span);
        match event {
            Event::Scalar(value, style, ..) => {
                stretch.plain = style == ScalarStyle::Plain;
                walk.enter(Some(&value), &stretch);
            }
            Event::Alias(_) => {
                walk.enter(None, &stretch);
            }
            Event::SequenceStart(..) => {
                let branch = walk.enter(None, &stretch);
                walk.stack.push(Frame { branch, kind: Kind::List { next: 0 } });
            }
            Event::MappingStart(..) => {
                let branch = walk.enter(None, &stretch);
                walk.stack.push(Frame { branch, kind: Kind::Map { key: None, first: true } });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                walk.stack.pop();
            }
            Event::DocumentEnd => break,
            _ => {}
        }
    }
    walk.found
        .iter()
        .zip(leaves)
        .map(|(found, leaf)| {
            found.clone().or_else(|| stopped.clone()).or_else(|| walk.around(leaf))
        })
        .collect()
}

/// What is wanted, as a tree of steps.
#[derive(Default)]
struct Branch<'w> {
    below: Vec<(Step, usize)>,
    wants: Vec<Want<'w>>,
    parent: usize,
    /// Where it is, once it was seen; a key that stands twice leads here once.
    at: Option<Stretch>,
}

struct Want<'w> {
    at: usize,
    target: &'w Target,
    /// How many keys of that name went by.
    seen: usize,
}

struct Walk<'w, 't> {
    nodes: Vec<Branch<'w>>,
    found: Vec<Option<Stretch>>,
    stack: Vec<Frame<'t>>,
}

/// A list or map that the walk is in, with its branch if anything in it is wanted.
struct Frame<'t> {
    branch: Option<usize>,
    kind: Kind<'t>,
}

enum Kind<'t> {
    List {
        next: usize,
    },
    /// With the key whose value comes next; `None` in it for one that is no text.
    Map {
        key: Option<(Option<Cow<'t, str>>, Stretch)>,
        first: bool,
    },
}

impl<'t> Walk<'_, 't> {
    fn grow(&mut self, node: usize, step: Step) -> usize {
        if let Some((_, below)) = self.nodes[node].below.iter().find(|(other, _)| *other == step) {
            return *below;
        }
        self.nodes.push(Branch { parent: node, ..Branch::default() });
        let below = self.nodes.len() - 1;
        self.nodes[node].below.push((step, below));
        below
    }

    /// The nearest thing around a branch that was seen.
    fn around(&self, branch: usize) -> Option<Stretch> {
        let mut at = branch;
        loop {
            match &self.nodes[at].at {
                Some(stretch) => return Some(stretch.clone()),
                None if at == 0 => return None,
                None => at = self.nodes[at].parent,
            }
        }
    }

    /// Takes the next value or key; returns the branch of a value.
    fn enter(&mut self, text: Option<&Cow<'t, str>>, stretch: &Stretch) -> Option<usize> {
        let (branch, key) = match self.stack.last_mut() {
            None => (Some(0), None),
            Some(Frame { branch, kind: Kind::List { next } }) => {
                let step = Step::Index(*next);
                *next += 1;
                (branch.and_then(|branch| below(&self.nodes[branch], |other| other == step)), None)
            }
            Some(Frame { branch, kind: Kind::Map { key, first } }) => match key.take() {
                None => {
                    let first = std::mem::replace(first, false);
                    *key = Some((text.cloned(), stretch.clone()));
                    if let Some(branch) = *branch {
                        self.key(branch, first, text.map(|text| &**text), stretch);
                    }
                    return None;
                }
                Some((name, place)) => {
                    let branch = branch.and_then(|branch| {
                        let name = name.as_deref()?;
                        below(
                            &self.nodes[branch],
                            |step| matches!(step, Step::Key(key) if key == name),
                        )
                    });
                    (branch, Some(place))
                }
            },
        };
        let branch = branch.filter(|branch| self.nodes[*branch].at.is_none())?;
        // Nothing at all is shown at the key that it is missing from.
        let place = if stretch.range.is_empty() { key } else { None };
        let place = place.unwrap_or_else(|| stretch.clone());
        for want in &self.nodes[branch].wants {
            if *want.target == Target::Value {
                self.found[want.at] = Some(place.clone());
            }
        }
        self.nodes[branch].at = Some(place);
        Some(branch)
    }

    fn key(&mut self, branch: usize, first: bool, text: Option<&str>, stretch: &Stretch) {
        for want in &mut self.nodes[branch].wants {
            let here = match want.target {
                // A map is shown at its first key.
                Target::Value => first,
                Target::Key(name, nth) => {
                    text == Some(name) && {
                        want.seen += 1;
                        want.seen == nth + 1
                    }
                }
                Target::OddKey(nth) => {
                    text.is_none_or(|text| stretch.plain && is_odd(text)) && {
                        want.seen += 1;
                        want.seen == nth + 1
                    }
                }
            };
            if here && (*want.target == Target::Value || self.found[want.at].is_none()) {
                self.found[want.at] = Some(stretch.clone());
            }
        }
    }
}

fn below(branch: &Branch<'_>, is: impl Fn(Step) -> bool) -> Option<usize> {
    branch.below.iter().find(|(step, _)| is(*step)).map(|(_, below)| *below)
}

/// Whether YAML reads this, without quotes, as something else than text.
fn is_odd(text: &str) -> bool {
    !matches!(yaml::read(text), Ok(Scalar::Text(_)))
}

impl Stretch {
    /// The text in it.
    pub fn slice<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    /// As people are told it.
    pub fn place(&self, text: &str) -> Place {
        let is_break = |c| matches!(c, '\n' | '\r');
        let start = self.range.start.min(text.len());
        // A long line is cut around the stretch: nothing here is as long as it is.
        let before = text[..start].char_indices().rev().take(BEFORE);
        let before: Vec<(usize, char)> = before.take_while(|(_, c)| !is_break(*c)).collect();
        let from = before.last().map_or(start, |(at, _)| *at);
        let after = text[start..].char_indices().take(AFTER);
        let after = after.take_while(|(_, c)| !is_break(*c)).last();
        let to = after.map_or(start, |(at, c)| start + at + c.len_utf8());
        let end = self.range.end.clamp(start, to);
        Place {
            line: self.line,
            column: self.column,
            length: text[start..end].chars().count().max(1),
            source: text[from..to].to_owned(),
            source_column: self.column - before.len().min(self.column - 1),
        }
    }

    /// What the second parser tells.
    pub fn of(span: &Span) -> Self {
        Self {
            line: span.start.line(),
            column: span.start.col() + 1,
            range: span.byte_range().unwrap_or_default(),
            plain: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_place(text: &str, steps: &[Step], target: Target, want: (usize, usize, &str)) {
        let found = locate(text, &[(steps.to_vec(), target)]).remove(0);
        let stretch = found.expect("it is there");
        let place = stretch.place(text);
        let marked: String = place
            .source
            .chars()
            .skip(place.column - place.source_column)
            .take(place.length)
            .collect();
        assert_eq!((place.line, place.column, &*marked), want);
    }

    #[test]
    fn values_and_keys_are_found() {
        use Step::{Index, Key};
        let text = "title: T\nstages:\n- id: é\n  skills: [a, {id: b}, ]\n  id: twice\n  \
                    level:\n? [odd]\n: x\n";
        let value = || Target::Value;
        assert_place(text, &[], value(), (1, 1, "title"));
        assert_place(text, &[Key("title")], value(), (1, 8, "T"));
        assert_place(text, &[Key("stages")], value(), (2, 1, "stages"));
        assert_place(text, &[Key("stages"), Index(0)], value(), (3, 3, "id"));
        assert_place(text, &[Key("stages"), Index(0), Key("id")], value(), (3, 7, "é"));
        assert_place(text, &[Key("stages"), Index(0), Key("level")], value(), (6, 3, "level"));
        let skills = [Key("stages"), Index(0), Key("skills")];
        assert_place(text, &skills, value(), (4, 11, "["));
        let nested = [skills.as_slice(), &[Index(1), Key("id")]].concat();
        assert_place(text, &nested, value(), (4, 20, "b"));
        let second = Target::Key("id".into(), 1);
        assert_place(text, &[Key("stages"), Index(0)], second, (5, 3, "id"));
        assert_place(text, &[], Target::OddKey(0), (7, 3, "["));
    }

    #[test]
    fn what_is_not_found_is_what_is_around_it_or_where_it_ends() {
        let wanted = (vec![Step::Key("a"), Step::Index(3)], Target::Value);
        for (text, line) in [("\nb: 1", 2), ("b: 1\na: [x]", 2), ("]", 1), ("b: {\na: [", 2)] {
            let found = locate(text, std::slice::from_ref(&wanted)).remove(0);
            assert_eq!(found.map(|stretch| stretch.line), Some(line), "{text}");
        }
        assert!(locate("", &[wanted]).remove(0).is_none());
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{{{}key: value, {}}}", "a: é, ".repeat(1000), "b: c, ".repeat(1000));
        let found = locate(&text, &[(vec![Step::Key("key")], Target::Value)]).remove(0);
        let place = found.expect("it is there").place(&text);
        assert_eq!((place.column, place.length), (6007, 5));
        assert_eq!(place.source.chars().count(), BEFORE + AFTER);
        assert_eq!(place.column - place.source_column, BEFORE);
    }
}
