//! One file's text, the reading of it, and what is wrong with it in its lines.

use std::borrow::Cow;
use std::path::PathBuf;
use std::rc::Rc;

use super::check::Check;
use super::file::{Record, RoadmapFile, SkillsFile};
use super::finding::{Finding, Findings, Help, Target};
use super::guard;
use super::locate::locate;
use super::path::{Paths, Step};
use super::problem::{Code, Problem, Severity};
use super::syntax;
use super::unresolved::{UnresolvedRoadmap, UnresolvedSkills};
use super::yaml::{self, Stopped};

/// A file that was read, kept so that what is wrong with it can be shown.
#[derive(Debug)]
pub struct Document {
    /// As problems name it.
    pub file: PathBuf,
    pub text: Cow<'static, str>,
    pub paths: Paths,
}

/// What a file says, as far as it can be used.
#[derive(Debug)]
pub struct Parsed<T> {
    pub document: Rc<Document>,
    /// Whole if nothing was found; `None` if nothing can be used.
    pub value: Option<T>,
    pub findings: Findings,
}

/// Reads a roadmap.
///
/// # Errors
/// Why it cannot be read at all.
pub fn parse_roadmap(
    file: PathBuf,
    text: Cow<'static, str>,
) -> Result<Parsed<UnresolvedRoadmap>, Vec<Problem>> {
    parse(file, text, |text, check| {
        let written: Record<'_, RoadmapFile<'_>> = yaml::read(text)?;
        Ok(check.roadmap(&written))
    })
}

/// Reads a `skills.yaml`.
///
/// # Errors
/// Why it cannot be read at all.
pub fn parse_skills(
    file: PathBuf,
    text: Cow<'static, str>,
) -> Result<Parsed<UnresolvedSkills>, Vec<Problem>> {
    parse(file, text, |text, check| {
        let written: Record<'_, SkillsFile<'_>> = yaml::read(text)?;
        Ok(check.skills(&written))
    })
}

fn parse<T>(
    file: PathBuf,
    text: Cow<'static, str>,
    read: impl FnOnce(&str, &mut Check) -> Result<Option<T>, Stopped>,
) -> Result<Parsed<T>, Vec<Problem>> {
    let mut refusals = guard::refusals(&text);
    if refusals.is_empty() {
        let mut check = Check::new();
        match read(&text, &mut check) {
            Ok(value) => {
                let Check { paths, findings, .. } = check;
                let document = Rc::new(Document { file, text, paths });
                return Ok(Parsed { document, value, findings });
            }
            Err(stopped) => refusals.push(syntax::explain(&text, &stopped)),
        }
    }
    Err(refusals.into_iter().map(|refusal| refusal.problem(&file, &text)).collect())
}

impl<T> Parsed<T> {
    /// What is wrong, in this file and in those that it takes definitions from.
    pub fn problems(&self) -> Vec<Problem> {
        self.document.problems(&self.findings)
    }
}

impl Document {
    /// The findings with their places, in the order of lines.
    pub fn problems(&self, findings: &Findings) -> Vec<Problem> {
        let mut files: Vec<(&Document, Vec<&Finding>)> = vec![(self, Vec::new())];
        for finding in findings.list() {
            let document = finding.layer.as_deref().unwrap_or(self);
            match files.iter_mut().find(|(other, _)| std::ptr::eq(*other, document)) {
                Some((_, list)) => list.push(finding),
                None => files.push((document, vec![finding])),
            }
        }
        let mut problems: Vec<Problem> =
            files.into_iter().flat_map(|(document, list)| document.located(&list)).collect();
        if findings.left_out() > 0 {
            problems.push(Problem {
                severity: Severity::Note,
                file: self.file.clone(),
                place: None,
                code: Code::TooMany,
                message: format!("and {} more", findings.left_out()),
                help: None,
            });
        }
        problems
    }

    fn located(&self, findings: &[&Finding]) -> Vec<Problem> {
        if findings.is_empty() {
            return Vec::new();
        }
        let mut wanted: Vec<(Vec<Step>, Target)> = Vec::with_capacity(findings.len());
        for finding in findings {
            wanted.push((self.paths.steps(finding.path), finding.target.clone()));
        }
        for finding in findings {
            if let Help::Other(path) = finding.help {
                wanted.push((self.paths.steps(path), Target::Value));
            }
        }
        let stretches = locate(&self.text, &wanted);
        let (own, others) = stretches.split_at(findings.len());
        let mut others = others.iter();
        let mut problems: Vec<Problem> = findings
            .iter()
            .zip(own)
            .map(|(finding, stretch)| Problem {
                severity: finding.severity,
                file: self.file.clone(),
                place: stretch.as_ref().map(|stretch| stretch.place(&self.text)),
                code: finding.code,
                message: finding.message.clone(),
                help: match &finding.help {
                    Help::None => None,
                    Help::Text(text) => Some(text.clone()),
                    Help::Quote => Some(match stretch {
                        Some(stretch) => {
                            format!("put it in quotes: \"{}\"", stretch.slice(&self.text))
                        }
                        None => "put it in quotes".to_owned(),
                    }),
                    Help::Other(_) => {
                        let other = others.next().and_then(Option::as_ref);
                        other.map(|other| format!("the other one is in line {}", other.line))
                    }
                },
            })
            .collect();
        problems.sort_by_key(|problem| {
            problem.place.as_ref().map_or((0, 0), |place| (place.line, place.column))
        });
        problems
    }
}
