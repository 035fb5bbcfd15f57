//! The line of `.gitattributes` for journals.

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
