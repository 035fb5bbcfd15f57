//! Reads our files from commits, and commits them.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::TIP;
use super::attributes;
use super::error::SyncError;
use super::files::{Contents, MAX_FILE, OwnFiles};
use super::git::Git;
use super::repository::Repository;
use super::target::Target;

/// The start of the pointer files of Git LFS.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Our files in a commit; empty if there is no commit yet.
#[derive(Debug, Clone, Default)]
pub(super) struct Snapshot {
    pub commit: Option<String>,
    pub contents: Contents,
    /// The object of each of these files.
    pub blobs: BTreeMap<String, String>,
    /// `.gitattributes` at the top of the tree, with its object.
    pub attributes: Option<(String, Vec<u8>)>,
}

/// Reads and makes commits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Committer<'a> {
    pub git: &'a Git,
    pub own: &'a OwnFiles,
    pub repository: &'a Repository,
    pub target: &'a Target,
}

/// A line of `ls-tree -l`.
pub(super) struct TreeEntry<'a> {
    pub is_file: bool,
    blob: &'a str,
    size: u64,
    pub path: &'a str,
}

impl Committer<'_> {
    fn run(&self, args: &[&str], input: Option<Vec<u8>>) -> Result<Vec<u8>, SyncError> {
        let output = self.git.run_with(Some(&self.repository.top), &[], args, input)?;
        output.or_fail(args[0])
    }

    /// Reads our files from a commit. Links and folders with their names are skipped.
    pub(super) fn read(&self, commit: Option<String>) -> Result<Snapshot, SyncError> {
        let Some(commit) = commit else { return Ok(Snapshot::default()) };
        let folder = &self.target.folder;
        let mut args = vec!["ls-tree", "-z", "-l", "--full-tree", &commit];
        if !folder.is_empty() {
            args.extend([folder, attributes::FILE]);
        }
        let listing = self.run(&args, None)?;
        let listing = String::from_utf8_lossy(&listing);
        let mut blobs = BTreeMap::new();
        let mut attributes_blob = None;
        for entry in listing.split_terminator('\0').filter_map(TreeEntry::parse) {
            if !entry.is_file {
                continue;
            }
            let name = entry.path.strip_prefix(folder.as_str()).unwrap_or_default();
            if self.own.has(name) {
                if entry.size > MAX_FILE {
                    return Err(SyncError::TooLarge { path: entry.path.into() });
                }
                blobs.insert(name.to_owned(), entry.blob.to_owned());
            } else if entry.path == attributes::FILE && entry.size <= MAX_FILE {
                attributes_blob = Some(entry.blob.to_owned());
            }
        }
        let wanted: Vec<&String> = blobs.values().chain(&attributes_blob).collect();
        let mut objects = self.objects(&wanted)?.into_iter();
        let contents: BTreeMap<_, _> = blobs.keys().cloned().zip(objects.by_ref()).collect();
        if let Some((name, _)) = contents.iter().find(|(_, bytes)| bytes.starts_with(LFS)) {
            return Err(SyncError::Lfs { path: format!("{folder}{name}") });
        }
        let attributes = attributes_blob.zip(objects.next());
        Ok(Snapshot { commit: Some(commit), contents: Contents(contents), blobs, attributes })
    }

    fn objects(&self, blobs: &[&String]) -> Result<Vec<Vec<u8>>, SyncError> {
        if blobs.is_empty() {
            return Ok(Vec::new());
        }
        let input: String = blobs.iter().map(|blob| format!("{blob}\n")).collect();
        let output = self.run(&["cat-file", "--batch"], Some(input.into_bytes()))?;
        let mut rest = output.as_slice();
        let mut objects = Vec::new();
        for blob in blobs {
            // `<object> blob <size>`, the bytes, and a line end.
            let object = (|| {
                let end = rest.iter().position(|byte| *byte == b'\n')?;
                let header = std::str::from_utf8(&rest[..end]).ok()?;
                let size: usize = header.split(' ').nth(2)?.parse().ok()?;
                let bytes = rest.get(end + 1..end + 1 + size)?;
                rest = rest.get(end + 2 + size..)?;
                Some(bytes.to_vec())
            })();
            objects.push(object.ok_or_else(|| SyncError::Git {
                command: "cat-file".into(),
                why: format!("object {blob} is missing"),
            })?);
        }
        Ok(objects)
    }

    /// Commits `contents` on top of `base`, keeping its other files, and makes the
    /// commit the tip.
    pub(super) fn commit(
        &self,
        base: &Snapshot,
        contents: Contents,
        message: &str,
    ) -> Result<Snapshot, SyncError> {
        let mut new = Snapshot { commit: None, contents, ..base.clone() };
        let mut changed = String::new();
        for (name, bytes) in &new.contents.0 {
            if bytes.len() as u64 > MAX_FILE {
                return Err(SyncError::TooLarge { path: name.clone() });
            }
            if base.contents.0.get(name) != Some(bytes) {
                let blob = self.blob(bytes)?;
                changed += &format!("100644 {blob}\t{}{name}\0", self.target.folder);
                new.blobs.insert(name.clone(), blob);
            }
        }
        let attributes = base.attributes.as_ref().map(|(_, text)| text.as_slice());
        if let Some(text) = attributes::with_line(attributes.unwrap_or_default()) {
            let blob = self.blob(&text)?;
            changed += &format!("100644 {blob}\t{}\0", attributes::FILE);
            new.attributes = Some((blob, text));
        }
        let tree = self.tree(base.commit.as_deref(), changed)?;
        new.commit = Some(self.commit_tree(&tree, base.commit.as_deref(), message)?);
        Ok(new)
    }

    /// Commits the tree of `snapshot` again, without a parent.
    pub(super) fn commit_alone(
        &self,
        snapshot: &Snapshot,
        message: &str,
    ) -> Result<Snapshot, SyncError> {
        let Some(commit) = &snapshot.commit else { return Ok(snapshot.clone()) };
        let tree = format!("{commit}^{{tree}}");
        let commit = self.commit_tree(&tree, None, message)?;
        Ok(Snapshot { commit: Some(commit), ..snapshot.clone() })
    }

    fn commit_tree(
        &self,
        tree: &str,
        parent: Option<&str>,
        message: &str,
    ) -> Result<String, SyncError> {
        let mut args = vec!["commit-tree", tree, "-m", message];
        if let Some(parent) = parent {
            args.extend(["-p", parent]);
        }
        let identity = self.identity();
        let top = Some(self.repository.top.as_path());
        let commit = self.git.run_with(top, &identity, &args, None)?.line("commit-tree")?;
        self.set_tip(&commit)?;
        Ok(commit)
    }

    /// Moves our ref, which protects the commits from garbage collection.
    pub(super) fn set_tip(&self, commit: &str) -> Result<(), SyncError> {
        self.run(&["update-ref", "-m", "roadmap sync", TIP, commit], None).map(drop)
    }

    /// Writes a blob with these bytes unchanged, ignoring attributes.
    fn blob(&self, bytes: &[u8]) -> Result<String, SyncError> {
        let args = ["hash-object", "-w", "--no-filters", "--stdin"];
        let top = Some(self.repository.top.as_path());
        self.git.run_with(top, &[], &args, Some(bytes.to_vec()))?.line("hash-object")
    }

    /// Writes the tree of `base` with these entries, using a separate index.
    fn tree(&self, base: Option<&str>, entries: String) -> Result<String, SyncError> {
        let index = self.own_index()?;
        let variables: [(&str, &OsStr); 1] = [("GIT_INDEX_FILE", index.as_os_str())];
        let run = |args: &[&str], input| {
            self.git.run_with(Some(&self.repository.top), &variables, args, input)
        };
        run(&["read-tree", base.unwrap_or("--empty")], None)?.or_fail("read-tree")?;
        let input = Some(entries.into_bytes());
        run(&["update-index", "--add", "-z", "--index-info"], input)?.or_fail("update-index")?;
        let tree = run(&["write-tree"], None)?.line("write-tree")?;
        fs::remove_file(&index).ok();
        Ok(tree)
    }

    /// The path of a temporary index, at which no file exists.
    pub(super) fn own_index(&self) -> Result<PathBuf, SyncError> {
        let index = self.repository.git_dir.join("roadmap-index");
        // Left over from a crash, since the sync lock is held.
        for path in [&index, &index.with_extension("lock")] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => {
                    let why = error.to_string();
                    return Err(SyncError::Unreadable { path: path.clone(), why });
                }
                _ => {}
            }
        }
        Ok(index)
    }

    /// A default name and mail address for what the user has not set.
    fn identity(&self) -> Vec<(&'static str, &'static OsStr)> {
        let config = &self.repository.config;
        let mut variables = Vec::new();
        let mut stand_in = |setting, names: [&'static str; 2], value: &'static str| {
            if config.get(setting).is_none() {
                let missing = names.into_iter().filter(|name| self.git.variable(name).is_none());
                variables.extend(missing.map(|name| (name, OsStr::new(value))));
            }
        };
        stand_in("user.name", ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"], "roadmap");
        stand_in("user.email", ["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"], "roadmap@localhost");
        variables
    }
}

impl<'a> TreeEntry<'a> {
    /// `<mode> <type> <object> <size>` and, after a tab, the path.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let (facts, path) = line.split_once('\t')?;
        let mut facts = facts.split_ascii_whitespace();
        let (mode, kind, blob) = (facts.next()?, facts.next()?, facts.next()?);
        let size = facts.next()?.parse().unwrap_or(0);
        let is_file = kind == "blob" && mode.starts_with("100");
        Some(Self { is_file, blob, size, path })
    }
}
