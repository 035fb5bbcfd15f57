//! Problems that do not know their lines yet.

use std::rc::Rc;

use super::document::Document;
use super::path::Path;
use super::problem::{Code, Severity};

/// How many problems of a file are told; the rest are counted.
pub const MAX_FINDINGS: usize = 100;

/// The file that something is written in: `None` for the one that is read,
/// else the `skills.yaml` that a shared definition comes from.
pub type Layer = Option<Rc<Document>>;

#[derive(Debug)]
pub struct Finding {
    pub severity: Severity,
    pub code: Code,
    pub layer: Layer,
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
    /// A key in the map at the path that is not text; the how-maniest, from 0.
    OddKey(usize),
}

/// What to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Help {
    None,
    Text(String),
    /// To put the value, as it is written, in quotes.
    Quote,
    /// Where the other one is, in the same file.
    Other(Path),
}

/// What was found, up to [`MAX_FINDINGS`].
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
    /// How many more there were.
    left_out: usize,
}

impl Finding {
    pub fn new(severity: Severity, code: Code, path: Path, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            layer: None,
            path,
            target: Target::Value,
            message: message.into(),
            help: Help::None,
        }
    }

    pub fn error(code: Code, path: Path, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, path, message)
    }

    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Help::Text(help.into()), ..self }
    }

    pub fn on_key(self, key: impl Into<String>) -> Self {
        Self { target: Target::Key(key.into(), 0), ..self }
    }

    pub fn written_in(self, layer: &Layer) -> Self {
        Self { layer: layer.clone(), ..self }
    }
}

impl Findings {
    pub fn push(&mut self, finding: Finding) {
        if self.is_full() {
            self.left_out += 1;
        } else {
            self.list.push(finding);
        }
    }

    pub fn is_full(&self) -> bool {
        self.list.len() >= MAX_FINDINGS
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn append(&mut self, others: Self) {
        self.left_out += others.left_out;
        self.extend(others.list);
    }

    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }

    pub fn list(&self) -> &[Finding] {
        &self.list
    }

    pub fn left_out(&self) -> usize {
        self.left_out
    }
}
