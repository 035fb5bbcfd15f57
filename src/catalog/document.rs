//! One file's text, and the reading of it.

use std::borrow::Cow;
use std::path::PathBuf;
use std::rc::Rc;

use super::check::Check;
use super::file::{Record, RoadmapFile, SkillsFile};
use super::locate;
use super::path::{Finding, Paths};
use super::problem::{Code, Place, Problem, Severity};
use super::unresolved::{UnresolvedRoadmap, UnresolvedSkills};

/// A file that was read, kept so that what is wrong with it can be shown.
#[derive(Debug)]
pub struct Document {
    /// As problems name it.
    pub file: PathBuf,
    pub text: Cow<'static, str>,
    pub paths: Paths,
}

/// What a file says, as far as it can be used, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed<T> {
    pub document: Rc<Document>,
    /// Whole if there are no problems; `None` if nothing can be used.
    pub value: Option<T>,
    pub problems: Vec<Problem>,
}

impl Document {
    /// The findings, with their places.
    pub fn problems(&self, findings: &[Finding]) -> Vec<Problem> {
        locate::problems(self, findings)
    }
}

/// Reads the text of a roadmap.
pub fn parse_roadmap(file: PathBuf, text: Cow<'static, str>) -> Parsed<UnresolvedRoadmap> {
    parse(file, text, |text, check| {
        let written: Record<'_, RoadmapFile<'_>> = serde_yaml::from_str(text)?;
        Ok(check.roadmap(&written))
    })
}

/// Reads the text of a `skills.yaml`.
pub fn parse_skills(file: PathBuf, text: Cow<'static, str>) -> Parsed<UnresolvedSkills> {
    parse(file, text, |text, check| {
        let written: Record<'_, SkillsFile<'_>> = serde_yaml::from_str(text)?;
        Ok(check.skills(&written))
    })
}

fn parse<T>(
    file: PathBuf,
    text: Cow<'static, str>,
    read: impl FnOnce(&str, &mut Check) -> Result<Option<T>, serde_yaml::Error>,
) -> Parsed<T> {
    let mut check = Check::new();
    let read = match locate::refuse_aliases(&text) {
        Ok(()) => read(&text, &mut check).map_err(|error| syntax(&text, &error)),
        Err(refused) => Err(refused),
    };
    let Check { paths, findings, .. } = check;
    let document = Document { file, text, paths };
    let (value, problems) = match read {
        Ok(value) => (value, document.problems(&findings)),
        Err(problem) => (None, vec![Problem { file: document.file.clone(), ..problem }]),
    };
    Parsed { document: Rc::new(document), value, problems }
}

/// The parser's own error. It is the only one of its file: what follows it
/// cannot be read.
fn syntax(text: &str, error: &serde_yaml::Error) -> Problem {
    let full = error.to_string();
    let place = error.location().map(|at| Place {
        line: at.line(),
        column: at.column(),
        length: 1,
        source: text.lines().nth(at.line() - 1).unwrap_or_default().to_owned(),
    });
    Problem {
        severity: Severity::Error,
        file: PathBuf::new(),
        place,
        code: Code::Syntax,
        message: full,
        help: None,
    }
}
