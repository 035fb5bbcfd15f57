//! A cached answer that is valid while no file it was made from changes.
//!
//! Loading one is most of what a shell waits for at each prompt, and most of that time
//! goes into paging in the program. So there is no formatting here.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use super::PROGRAM;
use super::stamp::{Inputs, Stamp};
use super::store::Store;

/// Do not store answers that are longer than this in bytes, inputs included. A prompt
/// is one line.
const MAX_BYTES: usize = 64 * 1024;

/// The cached answer to one question.
#[derive(Debug)]
pub struct Stamped {
    store: Store,
    name: String,
    /// Everything the answer depends on, except files.
    question: Vec<u8>,
}

impl Stamped {
    /// The answer to `question` in `folder`. Does not access it.
    pub fn new<'q>(folder: &Path, question: impl IntoIterator<Item = &'q str>) -> Self {
        Self::of_program(PROGRAM, folder, question)
    }

    fn of_program<'q>(
        program: &str,
        folder: &Path,
        question: impl IntoIterator<Item = &'q str>,
    ) -> Self {
        let mut parts = Vec::with_capacity(1024);
        write_bytes(&mut parts, program.as_bytes());
        // Not in the name: the next version replaces what this one stored.
        let start = parts.len();
        for part in question {
            write_bytes(&mut parts, part.as_bytes());
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(&parts[start..]);
        let mut name = String::with_capacity(32);
        name.push_str("prompt-");
        for byte in hasher.finish().to_be_bytes() {
            for digit in [byte >> 4, byte & 15] {
                name.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        Self { store: Store::new(folder), name, question: parts }
    }

    /// Creates the folder, so that storing the answer changes no folder that
    /// the answer is made from.
    pub fn prepare(&self) {
        // If this fails, nothing is stored.
        self.store.create().ok();
    }

    /// The answer, if there is one and it is still valid.
    pub fn load(&self) -> Option<String> {
        let content = self.store.read(&self.name)?;
        let mut rest = content.strip_prefix(&*self.question)?;
        let answer = read_text(&mut rest)?;
        while !rest.is_empty() {
            let path = read_text(&mut rest)?;
            if Stamp::of(Path::new(path))? != read_stamp(&mut rest)? {
                return None;
            }
        }
        Some(answer.to_owned())
    }

    /// Stores `answer` if `inputs` have not changed since before they were read. If
    /// that fails, the next run makes the answer again.
    pub fn store(&self, answer: &str, inputs: &Inputs) {
        if let Some(content) = self.content(answer, inputs) {
            // Failure is not an error: the caller has the answer.
            self.store.write(&self.name, &content).ok();
        }
    }

    fn content(&self, answer: &str, inputs: &Inputs) -> Option<Vec<u8>> {
        let mut content = self.question.clone();
        write_bytes(&mut content, answer.as_bytes());
        for (path, stamp) in inputs.unchanged()? {
            // Other paths cannot be read back on every system.
            write_bytes(&mut content, path.to_str()?.as_bytes());
            write_stamp(&mut content, *stamp);
        }
        (content.len() <= MAX_BYTES).then_some(content)
    }
}

fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_le_bytes());
    out.extend(bytes);
}

fn read_text<'b>(rest: &mut &'b [u8]) -> Option<&'b str> {
    let length = usize::try_from(read_number(rest)?).ok()?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok()
}

fn write_stamp(out: &mut Vec<u8>, stamp: Stamp) {
    match stamp {
        Stamp::Absent => out.push(0),
        Stamp::Present(numbers) => {
            out.push(1);
            out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
    }
}

fn read_stamp(rest: &mut &[u8]) -> Option<Stamp> {
    let (kind, after) = rest.split_first()?;
    *rest = after;
    match kind {
        0 => Some(Stamp::Absent),
        1 => {
            let mut numbers = [0; 7];
            for number in &mut numbers {
                *number = read_number(rest)?;
            }
            Some(Stamp::Present(numbers))
        }
        _ => None,
    }
}

fn read_number(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u64::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::time::SystemTime;

    use super::*;

    struct Fixture {
        dir: tempfile::TempDir,
        answer: Stamped,
        inputs: Inputs,
    }

    impl Fixture {
        fn new() -> Self {
            let dir = tempfile::tempdir().unwrap();
            let input = dir.path().join("input");
            fs::write(&input, "one").unwrap();
            let mut inputs = Inputs::new();
            inputs.add([input, dir.path().join("absent")]);
            std::thread::sleep(inputs.unsettled(SystemTime::now()));
            let answer = Stamped::of_program("1", &dir.path().join("cache"), ["a", "b"]);
            Self { dir, answer, inputs }
        }

        fn stored() -> Self {
            let fixture = Self::new();
            fixture.answer.store("answer", &fixture.inputs);
            assert_eq!(fixture.answer.load().as_deref(), Some("answer"));
            fixture
        }

        fn folder(&self) -> PathBuf {
            self.dir.path().join("cache")
        }
    }

    #[test]
    fn an_answer_is_valid_until_an_input_changes() {
        let Fixture { dir, answer, .. } = Fixture::stored();
        fs::write(dir.path().join("input"), "two").unwrap();
        assert_eq!(answer.load(), None);
        let Fixture { dir, answer, .. } = Fixture::stored();
        fs::write(dir.path().join("absent"), "").unwrap();
        assert_eq!(answer.load(), None);
    }

    #[test]
    fn an_answer_is_not_stored_if_an_input_changed_meanwhile() {
        let fixture = Fixture::new();
        fs::write(fixture.dir.path().join("input"), "more").unwrap();
        fixture.answer.store("answer", &fixture.inputs);
        assert_eq!(fixture.answer.load(), None);
        assert!(!fixture.folder().exists());
    }

    #[test]
    fn another_question_or_program_has_another_answer() {
        let fixture = Fixture::stored();
        let folder = &fixture.folder();
        for question in [&["a"][..], &["ab"], &["a", "b", ""], &["b", "a"], &["a", "c"]] {
            assert_eq!(Stamped::of_program("1", folder, question.iter().copied()).load(), None);
        }
        let next = Stamped::of_program("2", folder, ["a", "b"]);
        assert_eq!(next.name, fixture.answer.name);
        assert_eq!(next.load(), None);
        assert!(Stamped::of_program("1", folder, ["a", "b"]).load().is_some());
    }

    #[test]
    fn a_long_answer_is_not_stored() {
        let Fixture { answer, inputs, dir } = &Fixture::new();
        answer.store(&"long".repeat(20_000), inputs);
        assert!(!dir.path().join("cache").exists());
    }
}
