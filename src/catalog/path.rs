//! Ways into a file, cheap enough to be carried along while it is read; only
//! when something is wrong are they followed to a line and a column.

/// One step down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Key(&'static str),
    Index(usize),
}

/// A value in a file: at most three steps below a remembered one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    base: u32,
    tail: [Option<Step>; 3],
}

/// The remembered values of one file.
#[derive(Debug)]
pub struct Paths(Vec<(u32, Step)>);

impl Path {
    /// The file's outermost value.
    pub const ROOT: Self = Self { base: 0, tail: [None; 3] };

    pub fn key(self, key: &'static str) -> Self {
        self.step(Step::Key(key))
    }

    pub fn index(self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    fn step(mut self, step: Step) -> Self {
        let free = self.tail.iter_mut().find(|place| place.is_none());
        *free.expect("at most three steps before Paths::remember") = Some(step);
        self
    }
}

impl Paths {
    pub fn new() -> Self {
        Self(vec![(0, Step::Index(0))])
    }

    /// The same value, with room for three more steps.
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
