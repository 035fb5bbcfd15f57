//! A folder of small private files, each with a checksum, bounded in number and size.

use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The largest file that is read or written, in bytes.
const MAX_FILE: u64 = 16 * 1024 * 1024;

/// The most bytes of all files together.
const MAX_TOTAL: u64 = 64 * 1024 * 1024;

/// The most files.
const MAX_FILES: usize = 512;

/// A temporary file older than this was left behind by a killed process.
const ABANDONED: Duration = Duration::from_hours(1);

/// The start of the names of temporary files.
const TEMPORARY: &str = ".tmp";

const CHECKSUM: usize = size_of::<u64>();

/// A folder whose files have names that begin with [`PREFIXES`](Self::PREFIXES).
#[derive(Debug, Clone)]
pub(super) struct Store {
    folder: PathBuf,
}

impl Store {
    /// Only files with these names are ever removed.
    const PREFIXES: [&str; 2] = ["prompt-", "entry-"];

    /// The store in `folder`. Does not access it.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Creates the folder, accessible only to its owner.
    pub(super) fn create(&self) -> io::Result<()> {
        if self.folder.is_dir() { Ok(()) } else { create_private(&self.folder) }
    }

    /// The content of a file, if it is intact and only this user could have written it.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        let (mut file, length) = open_private(&self.path(name))?;
        if length > MAX_FILE {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(length).ok()?];
        file.read_exact(&mut bytes).ok()?;
        let (content, sum) = bytes.split_last_chunk::<CHECKSUM>()?;
        if *sum != checksum(content) {
            return None;
        }
        bytes.truncate(bytes.len() - CHECKSUM);
        Some(bytes)
    }

    /// Writes or replaces a file atomically. Then removes files that exceed the limits,
    /// oldest first, and abandoned temporary files.
    pub(super) fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        if (content.len() + CHECKSUM) as u64 > MAX_FILE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.create()?;
        // Created with mode 0600.
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(&self.folder)?;
        file.write_all(content)?;
        file.write_all(&checksum(content))?;
        // The clock of the file system, by which the other files are dated too.
        let now = file.as_file().metadata()?.modified();
        file.persist(self.path(name))?;
        if let Ok(now) = now {
            self.tidy(now);
        }
        Ok(())
    }

    /// Removes old files. What cannot be removed is left to the next write.
    fn tidy(&self, now: SystemTime) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let mut kept = Vec::new();
        for entry in entries.flatten() {
            let (Ok(about), Ok(name)) = (entry.metadata(), entry.file_name().into_string()) else {
                continue;
            };
            let modified = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            if !about.is_file() {
                continue;
            }
            if Self::PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
                kept.push((modified, about.len(), entry.path()));
            } else if name.starts_with(TEMPORARY)
                && now.duration_since(modified).is_ok_and(|age| age > ABANDONED)
            {
                fs::remove_file(entry.path()).ok();
            }
        }
        kept.sort_by(|a, b| b.cmp(a));
        let mut total = 0;
        for (at, (_, length, path)) in kept.into_iter().enumerate() {
            total += length;
            if at >= MAX_FILES || total > MAX_TOTAL {
                fs::remove_file(path).ok();
            }
        }
    }
}

/// Protects against torn writes and bad disks, not against attackers.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish().to_le_bytes()
}

/// Opens a regular file that belongs to this user and that nobody else can
/// read or write, and says how long it is. Follows no symlink and waits for no
/// pipe.
#[cfg(unix)]
fn open_private(path: &Path) -> Option<(File, u64)> {
    use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};

    use rustix::fs::OFlags;

    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    let file = OpenOptions::new().read(true).custom_flags(flags.cast_signed()).open(path).ok()?;
    let about = file.metadata().ok()?;
    let is_private = about.is_file()
        && about.mode() & 0o777 == 0o600
        && about.uid() == rustix::process::geteuid().as_raw();
    is_private.then_some((file, about.len()))
}

#[cfg(not(unix))]
fn open_private(path: &Path) -> Option<(File, u64)> {
    let about = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((OpenOptions::new().read(true).open(path).ok()?, about.len()))
}

#[cfg(unix)]
fn create_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn create_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(&dir.path().join("a/cache"));
        (dir, store)
    }

    fn names(store: &Store) -> Vec<String> {
        let entries = fs::read_dir(&store.folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn written_content_is_read_back() {
        let (_dir, store) = store();
        assert_eq!(store.read("entry-1"), None);
        for content in [&b""[..], b"one", &[0; 9_000]] {
            store.write("entry-1", content).unwrap();
            assert_eq!(store.read("entry-1").as_deref(), Some(content));
        }
        assert_eq!(names(&store), ["entry-1"]);
    }

    #[test]
    fn a_truncated_or_changed_file_is_ignored() {
        let (_dir, store) = store();
        store.write("entry-1", b"content").unwrap();
        let path = store.path("entry-1");
        let whole = fs::read(&path).unwrap();
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(store.read("entry-1"), None, "cut to {length}");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1;
            fs::write(&path, &changed).unwrap();
            assert_eq!(store.read("entry-1"), None, "byte {at} changed");
        }
        fs::write(&path, [&whole[..], &whole[..]].concat()).unwrap();
        assert_eq!(store.read("entry-1"), None);
        fs::write(&path, whole).unwrap();
        assert_eq!(store.read("entry-1").as_deref(), Some(&b"content"[..]));
    }

    #[test]
    fn number_and_size_are_limited_and_the_oldest_are_removed_first() {
        let (dir, store) = store();
        let age = |name: &str, seconds| {
            let time = SystemTime::now() - Duration::from_secs(seconds);
            let file = File::options().write(true).open(store.path(name)).unwrap();
            file.set_modified(time).unwrap();
        };
        store.create().unwrap();
        for n in 0..MAX_FILES {
            fs::write(store.path(&format!("entry-{n:04}")), "x").unwrap();
            age(&format!("entry-{n:04}"), 10_000 - n as u64);
        }
        store.write("prompt-1", b"new").unwrap();
        let left = names(&store);
        assert_eq!((left.len(), left[0].as_str()), (MAX_FILES, "entry-0001"));

        // Sparse, so that the test does not need that much disk space.
        let large = File::create(store.path("entry-0300")).unwrap();
        large.set_len(MAX_TOTAL - 100).unwrap();
        store.write("prompt-1", b"new").unwrap();
        assert!(names(&store).len() < 120, "{:?}", names(&store).len());
        assert_eq!(store.read("prompt-1").as_deref(), Some(&b"new"[..]));
        store.write("entry-large", &vec![0; usize::try_from(MAX_FILE).unwrap()]).unwrap_err();
        drop(dir);
    }

    #[test]
    fn only_abandoned_temporary_files_are_removed() {
        let (_dir, store) = store();
        store.create().unwrap();
        let old = SystemTime::now() - ABANDONED - Duration::from_secs(1);
        for name in [".tmpOLD", ".tmpNEW", "notes.txt"] {
            let file = File::create(store.path(name)).unwrap();
            if name != ".tmpNEW" {
                file.set_modified(old).unwrap();
            }
        }
        store.write("prompt-1", b"new").unwrap();
        assert_eq!(names(&store), [".tmpNEW", "notes.txt", "prompt-1"]);
    }

    #[test]
    fn a_file_or_folder_in_the_way_is_left_alone() {
        let (_dir, store) = store();
        fs::create_dir_all(store.path("entry-1")).unwrap();
        store.write("entry-1", b"new").unwrap_err();
        assert_eq!(store.read("entry-1"), None);
        assert_eq!(names(&store), ["entry-1"]);
        let (dir, store) = self::store();
        fs::write(dir.path().join("a"), "a file").unwrap();
        store.write("entry-1", b"new").unwrap_err();
        assert_eq!(store.read("entry-1"), None);
    }

    #[cfg(unix)]
    #[test]
    fn only_a_private_file_of_this_user_is_read() {
        use std::os::unix::fs::{PermissionsExt as _, chown, symlink};

        let (_dir, store) = store();
        store.write("entry-1", b"mine").unwrap();
        let path = store.path("entry-1");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&store.folder)), (0o600, 0o700));
        for other in [0o644, 0o620, 0o700, 0o400] {
            fs::set_permissions(&path, fs::Permissions::from_mode(other)).unwrap();
            assert_eq!(store.read("entry-1"), None, "{other:o}");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(store.read("entry-1").is_some());

        symlink(&path, store.path("entry-2")).unwrap();
        assert_eq!(store.read("entry-2"), None);
        let made = std::process::Command::new("mkfifo")
            .args(["-m", "600"])
            .arg(store.path("entry-3"))
            .status()
            .unwrap();
        assert!(made.success());
        assert_eq!(store.read("entry-3"), None);
        // Only root can give a file away.
        if chown(&path, Some(12345), None).is_ok() {
            assert_eq!(store.read("entry-1"), None);
        }
    }
}
