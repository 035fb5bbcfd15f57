//! The programs that read exports.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::common::missing;

/// Where `.ci/tools` installs tools that are not in Debian.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools")
}

/// Returns Python with the packages of `.ci/tools`, if installed.
pub fn python(script: &str) -> Option<Command> {
    let python = folder().join("python/bin/python");
    if !python.exists() {
        missing("icalendar, vobject or jsonschema for Python");
        return None;
    }
    let mut command = Command::new(python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(script));
    Some(command)
}

/// Returns Node with a script, whose argument is the folder of the packages of
/// `.ci/tools`.
pub fn node(script: &str) -> Option<Command> {
    if !folder().join("node_modules/mermaid").exists() || !is_there("node") {
        missing("node or mermaid from npm");
        return None;
    }
    let mut command = Command::new("node");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export").join(script));
    command.arg(folder());
    Some(command)
}

/// Whether a program of a Debian package is installed.
pub fn is_there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok();
    if !found {
        missing(program);
    }
    found
}

/// Returns what a command prints for `input`.
#[track_caller]
pub fn read(mut command: Command, input: &str) -> String {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}\n{input}");
    String::from_utf8(output.stdout).unwrap()
}
