//! A file that keeps an answer, and believes it only while every input looks
//! as it did.
//!
//! To load it is most of what a shell waits for at each prompt, and the time of
//! that goes into bringing pages of the program into memory. So there is no
//! formatting here, and no growing of buffers: they stand on pages of their own.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::inputs::{Inputs, Stamp};

/// A checksum of the sources of this program and of its roadmaps.
const PROGRAM: &str = env!("PROGRAM_CHECKSUM");

/// The largest file that is read; a prompt is a line.
const MAX_BYTES: u64 = 64 * 1024;

/// The place of one answer.
#[derive(Debug)]
pub struct Cache {
    file: PathBuf,
    /// All that the answer depends on, files aside.
    question: Vec<u8>,
}

impl Cache {
    /// The place in `folder` of the answer to `question`. Touches nothing.
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
        // Not in the name: the next version writes over what this one kept.
        let start = parts.len();
        for part in question {
            write_bytes(&mut parts, part.as_bytes());
        }
        let mut name = String::with_capacity(32);
        name.push_str("prompt-");
        for byte in checksum(&parts[start..]) {
            name.extend(
                [byte >> 4, byte & 15]
                    .map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])),
            );
        }
        Self { file: folder.join(name), question: parts }
    }

    /// The answer, if there is one and it still holds.
    pub fn load(&self) -> Option<String> {
        let bytes = read_own(&self.file)?;
        let (content, sum) = bytes.split_last_chunk()?;
        if *sum != checksum(content) {
            return None;
        }
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

    /// Keeps `answer` if `inputs` still look as they did before they were read.
    /// Where that cannot be done, the next run makes the answer again.
    pub fn store(&self, answer: &str, inputs: &Inputs) {
        let Some(content) = self.content(answer, inputs) else { return };
        let Some(folder) = self.file.parent() else { return };
        // Failing is no error: whoever asked has the answer.
        let _ = create_private(folder).and_then(|()| {
            // Only its owner can read or write a temporary file.
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(&content)?;
            file.persist(&self.file)?;
            Ok(())
        });
    }

    fn content(&self, answer: &str, inputs: &Inputs) -> Option<Vec<u8>> {
        let mut content = self.question.clone();
        write_bytes(&mut content, answer.as_bytes());
        for (path, stamp) in inputs.unchanged()? {
            // Other paths cannot be read back on every system.
            write_bytes(&mut content, path.to_str()?.as_bytes());
            write_stamp(&mut content, *stamp);
        }
        let sum = checksum(&content);
        content.extend(sum);
        (content.len() as u64 <= MAX_BYTES).then_some(content)
    }
}

/// A file that nobody else could have written.
fn read_own(path: &Path) -> Option<Vec<u8>> {
    // Before it is opened: to open a named pipe waits for its writer.
    let about = fs::metadata(path).ok()?;
    if !about.is_file() || about.len() > MAX_BYTES || !is_private(&about) {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(about.len()).ok()?];
    File::open(path).ok()?.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// Whether only the owner can read it; then who can read it is the owner.
#[cfg(unix)]
fn is_private(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    about.permissions().mode() & 0o777 == 0o600
}

#[cfg(not(unix))]
fn is_private(_: &fs::Metadata) -> bool {
    true
}

#[cfg(unix)]
fn create_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)
}

/// FNV-1a: against torn writes and bad disks, not against people.
fn checksum(bytes: &[u8]) -> [u8; 8] {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step).to_le_bytes()
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
        Stamp::There(numbers) => {
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
            Some(Stamp::There(numbers))
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
    use std::time::SystemTime;

    use super::*;

    struct Fixture {
        dir: tempfile::TempDir,
        cache: Cache,
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
            let cache = Cache::of_program("1", &dir.path().join("cache"), ["a", "b"]);
            Self { dir, cache, inputs }
        }

        fn kept() -> Self {
            let fixture = Self::new();
            fixture.cache.store("answer", &fixture.inputs);
            assert_eq!(fixture.cache.load().as_deref(), Some("answer"));
            fixture
        }

        fn folder(&self) -> PathBuf {
            self.dir.path().join("cache")
        }
    }

    #[test]
    fn an_answer_holds_until_an_input_changes() {
        let Fixture { dir, cache, .. } = Fixture::kept();
        fs::write(dir.path().join("input"), "two").unwrap();
        assert_eq!(cache.load(), None);
        let Fixture { dir, cache, .. } = Fixture::kept();
        fs::write(dir.path().join("absent"), "").unwrap();
        assert_eq!(cache.load(), None);
    }

    #[test]
    fn what_changed_while_it_was_read_is_not_kept() {
        let Fixture { dir, cache, inputs } = Fixture::new();
        fs::write(dir.path().join("input"), "more").unwrap();
        cache.store("answer", &inputs);
        assert_eq!(cache.load(), None);
        assert!(!cache.file.exists());
    }

    #[test]
    fn another_question_or_program_has_another_answer() {
        let fixture = Fixture::kept();
        let folder = &fixture.folder();
        for question in [&["a"][..], &["ab"], &["a", "b", ""], &["b", "a"], &["a", "c"]] {
            assert_eq!(Cache::of_program("1", folder, question.iter().copied()).load(), None);
        }
        let next = Cache::of_program("2", folder, ["a", "b"]);
        assert_eq!(next.file, fixture.cache.file);
        assert_eq!(next.load(), None);
        assert!(Cache::of_program("1", folder, ["a", "b"]).load().is_some());
    }

    #[test]
    fn a_torn_or_changed_file_is_not_believed() {
        let Fixture { cache, .. } = &Fixture::kept();
        let whole = fs::read(&cache.file).unwrap();
        for length in 0..whole.len() {
            fs::write(&cache.file, &whole[..length]).unwrap();
            assert_eq!(cache.load(), None, "cut to {length}");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&cache.file, &changed).unwrap();
            assert_eq!(cache.load(), None, "byte {at} changed");
        }
        fs::write(&cache.file, [&whole[..], &whole[..]].concat()).unwrap();
        assert_eq!(cache.load(), None);
        fs::write(&cache.file, whole).unwrap();
        assert!(cache.load().is_some());
    }

    #[test]
    fn what_stands_in_the_way_is_left_alone() {
        let Fixture { cache, inputs, .. } = &Fixture::new();
        fs::create_dir_all(&cache.file).unwrap();
        cache.store("answer", inputs);
        assert_eq!(cache.load(), None);
        let Fixture { cache, inputs, dir } = &Fixture::new();
        fs::write(dir.path().join("cache"), "a file").unwrap();
        cache.store("answer", inputs);
        assert_eq!(cache.load(), None);
    }

    #[test]
    fn an_endless_answer_is_not_kept() {
        let Fixture { cache, inputs, .. } = &Fixture::new();
        cache.store(&"long".repeat(20_000), inputs);
        assert!(!cache.file.exists());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_can_read_and_write_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let fixture = Fixture::kept();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&fixture.cache.file), mode(&fixture.folder())), (0o600, 0o700));
        fs::set_permissions(&fixture.cache.file, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(fixture.cache.load(), None);
    }
}
