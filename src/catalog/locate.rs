//! From ways into a file to lines and columns. Runs only when something is wrong.

use super::document::Document;
use super::path::{Finding, Help};
use super::problem::Problem;

pub fn problems(document: &Document, findings: &[Finding]) -> Vec<Problem> {
    findings
        .iter()
        .map(|finding| Problem {
            severity: finding.severity,
            file: document.file.clone(),
            place: None,
            code: finding.code,
            message: format!("{:?}: {}", document.paths.steps(finding.path), finding.message),
            help: match &finding.help {
                Help::Text(text) => Some(text.clone()),
                _ => None,
            },
        })
        .collect()
}

pub fn refuse_aliases(_text: &str) -> Result<(), Problem> {
    Ok(())
}
