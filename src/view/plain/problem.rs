//! A problem of a file on one line.

use std::fmt::Write as _;

use crate::catalog::{Problem, Severity};

use super::super::problem::shown;

/// `file:12:7: error[unknown-need]: message; help`, without a newline.
pub(crate) fn problem(problem: &Problem, unicode: bool) -> String {
    let mut line = problem.file.to_string_lossy().into_owned();
    if let Some(place) = &problem.position {
        _ = write!(line, ":{}:{}", place.line, place.column);
    }
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    _ = write!(line, ": {severity}[{}]: {}", problem.code, problem.message);
    if let Some(help) = &problem.help {
        // The first line of the help introduces the others, which are joined with commas.
        let (first, rest) = help.split_once('\n').unwrap_or((help, ""));
        _ = write!(line, "; {first}");
        for (at, part) in rest.lines().enumerate() {
            line.push_str(if at == 0 { " " } else { ", " });
            line.push_str(part.trim());
        }
    }
    shown(&line, unicode).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Code, Position};

    #[test]
    fn a_problem_is_one_line() {
        let place =
            Position { line: 7, column: 1, length: 5, source: "titel: x".into(), source_column: 1 };
        let found = Problem {
            severity: Severity::Error,
            file: "dir/b\u{1b}ad.yaml".into(),
            position: Some(place),
            code: Code::UnknownKey,
            message: "there is no key 'titel' – here".into(),
            help: Some("write\n- id: a\n  title: A".into()),
        };
        let want = "dir/b\u{fffd}ad.yaml:7:1: error[unknown-key]: there is no key 'titel' – here; \
                    write - id: a, title: A";
        assert_eq!(problem(&found, true), want);
    }
}
