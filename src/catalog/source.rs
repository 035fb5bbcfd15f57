//! Files and folders: what is read, and how much of it.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::id::{RoadmapId, slug};
use super::problem::{Code, Problem, Severity};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The text of a file: a regular file, not too large, in UTF-8.
pub fn read(path: &Path) -> Result<String, Problem> {
    let refuse = |code, message: String, help: Option<&str>| Problem {
        severity: Severity::Error,
        file: path.to_owned(),
        place: None,
        code,
        message,
        help: help.map(str::to_owned),
    };
    let unreadable = |error: &std::io::Error| {
        refuse(Code::Unreadable, format!("this file cannot be read: {error}"), None)
    };
    let too_large = || {
        let message = format!("this file has more than {} MiB", MAX_BYTES >> 20);
        refuse(Code::TooLarge, message, Some("split it into several roadmaps"))
    };
    // Before it is opened: to open a named pipe waits for its writer.
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if !about.is_file() {
        return Err(refuse(Code::NotAFile, "this is not a regular file".to_owned(), None));
    }
    if about.len() > MAX_BYTES {
        return Err(too_large());
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large());
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let help = Some("save it as UTF-8");
        return Err(refuse(Code::NotUtf8, "this file is in UTF-16, not UTF-8".to_owned(), help));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let line = 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
        let message = format!("there is a NUL byte in line {line}: this is not a text file");
        return Err(refuse(Code::NotUtf8, message, Some("save it as UTF-8 text")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        let message = format!("line {line} is not UTF-8");
        refuse(Code::NotUtf8, message, Some("save the file as UTF-8"))
    })
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Found {
    /// By id.
    pub roadmaps: Vec<(RoadmapId, PathBuf)>,
    /// Its `skills.yaml`.
    pub skills: Option<PathBuf>,
    pub problems: Vec<Problem>,
}

/// Lists a folder; one that is `wanted` has to be there.
pub fn list(folder: &Path, wanted: bool) -> Found {
    let mut found = Found::default();
    let names = std::fs::read_dir(folder).and_then(|entries| {
        entries.map(|entry| Ok(entry?.file_name())).collect::<Result<Vec<_>, _>>()
    });
    let mut names = match names {
        Ok(names) => names,
        Err(error) if error.kind() == ErrorKind::NotFound && !wanted => return found,
        Err(error) => {
            let message = format!("this folder cannot be listed: {error}");
            found.problems.push(problem(Severity::Error, folder, Code::Unreadable, message, None));
            return found;
        }
    };
    names.sort();
    for name in names {
        let path = folder.join(&name);
        let shown = name.to_string_lossy();
        let Some((stem, extension)) = shown.rsplit_once('.') else { continue };
        if shown.starts_with('.') {
            continue; // Editors and file synchronisers leave such files.
        }
        match extension {
            "yaml" if stem == "skills" => found.skills = Some(path),
            "yaml" => match RoadmapId::new(stem) {
                Ok(id) => found.roadmaps.push((id, path)),
                Err(bad) => {
                    let help = slug(stem).map(|id| format!("name it {id}.yaml"));
                    let message = format!("this file is left out: {bad}");
                    found.problems.push(problem(
                        Severity::Error,
                        &path,
                        Code::FileName,
                        message,
                        help,
                    ));
                }
            },
            other if other.eq_ignore_ascii_case("yml") || other.eq_ignore_ascii_case("yaml") => {
                let message = "this file is left out: only names that end in .yaml are read";
                let help = Some(format!("name it {stem}.yaml"));
                let problem =
                    problem(Severity::Warning, &path, Code::FileName, message.to_owned(), help);
                found.problems.push(problem);
            }
            _ => {}
        }
    }
    found
}

fn problem(
    severity: Severity,
    file: &Path,
    code: Code,
    message: String,
    help: Option<String>,
) -> Problem {
    Problem { severity, file: file.to_owned(), place: None, code, message, help }
}
