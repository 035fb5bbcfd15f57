//! The line of `.gitattributes` for journals.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::error::SyncError;

/// The file, at the top of the tree.
pub(super) const FILE: &str = ".gitattributes";

/// Makes git itself merge journals by union, too, and keep their bytes: no conversion
/// of line endings, no filter such as Git LFS.
pub(super) const LINE: &str = "progress*.jsonl merge=union -text -filter";

/// The content with the line added; `None` if it already has it.
pub(super) fn with_line(text: &[u8]) -> Option<Vec<u8>> {
    let has = |line: &[u8]| line.trim_ascii() == LINE.as_bytes();
    if text.split(|byte| *byte == b'\n').any(has) {
        return None;
    }
    let mut text = text.to_vec();
    if text.last().is_some_and(|last| *last != b'\n') {
        text.push(b'\n');
    }
    text.extend_from_slice(LINE.as_bytes());
    text.push(b'\n');
    Some(text)
}

/// Appends the line to the file of a work tree, unless it is already there.
pub(super) fn write(top: &Path) -> Result<(), SyncError> {
    let path = top.join(FILE);
    let failed = |error: std::io::Error| SyncError::Unreadable {
        path: path.clone(),
        why: error.to_string(),
    };
    let text = match fs::read(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        other => other.map_err(failed)?,
    };
    let Some(new) = with_line(&text) else { return Ok(()) };
    let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(failed)?;
    file.write_all(&new[text.len()..]).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_added_once_at_the_end() {
        let expected = format!("* text=auto\n{LINE}\n");
        assert_eq!(with_line(b"* text=auto").unwrap(), expected.as_bytes());
        assert_eq!(with_line(b"* text=auto\n").unwrap(), expected.as_bytes());
        assert_eq!(with_line(expected.as_bytes()), None);
        assert_eq!(with_line(expected.replace('\n', "\r\n").as_bytes()), None);
    }
}
