//! Ways into a file, cheap enough to be carried along while it is read; only
//! when something is wrong are they followed to a line and a column.

use super::problem::{Code, Severity};

/// One step down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Key(&'static str),
    Index(usize),
}

/// A value in a file: at most two steps below a remembered one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    base: u32,
    tail: [Option<Step>; 2],
}

/// The remembered values of one file.
#[derive(Debug)]
pub struct Paths(Vec<(u32, Step)>);

impl Path {
    /// The file's outermost value.
    pub const ROOT: Self = Self { base: 0, tail: [None; 2] };

    pub fn key(self, key: &'static str) -> Self {
        self.step(Step::Key(key))
    }

    pub fn index(self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(mut self, step: Step) -> Self {
        let free = self.tail.iter_mut().find(|place| place.is_none());
        *free.expect("at most two steps before Paths::remember") = Some(step);
        self
    }
}

impl Paths {
    pub fn new() -> Self {
        Self(vec![(0, Step::Index(0))])
    }

    /// The same value, with room for two more steps.
    pub fn remember(&mut self, path: Path) -> Path {
        let mut base = path.base;
        for step in path.tail.into_iter().flatten() {
            self.0.push((base, step));
            base = u32::try_from(self.0.len() - 1).expect("a file of 8 MiB has fewer values");
        }
        Path { base, ..Path::ROOT }
    }

    /// The steps from the outermost value.
    pub fn steps(&self, path: Path) -> Vec<Step> {
        let mut steps: Vec<Step> = path.tail.into_iter().flatten().rev().collect();
        let mut at = path.base;
        while at != 0 {
            let (parent, step) = self.0[at as usize];
            steps.push(step);
            at = parent;
        }
        steps.reverse();
        steps
    }
}

/// A problem that does not know its line yet.
#[derive(Debug)]
pub struct Finding {
    pub severity: Severity,
    pub code: Code,
    pub path: Path,
    pub target: Target,
    pub message: String,
    pub help: Help,
}

/// What of a value is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Value,
    /// A key in the map at the path; the how-maniest of that name, from 0.
    Key(String, usize),
    /// The first key in the map that is not text.
    OddKey,
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Help {
    None,
    Text(String),
    /// To put the value, as it is written, in quotes.
    Quote,
    /// Where the other one is.
    Other(Path, Target),
}

impl Finding {
    pub fn error(code: Code, path: Path, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            path,
            target: Target::Value,
            message: message.into(),
            help: Help::None,
        }
    }

    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Help::Text(help.into()), ..self }
    }

    pub fn on_key(self, key: impl Into<String>) -> Self {
        Self { target: Target::Key(key.into(), 0), ..self }
    }
}
