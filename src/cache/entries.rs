//! Cached bytes under a key that is a hash of everything they were made from, so that
//! an entry cannot be outdated.

use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use super::PROGRAM;
use super::store::Store;

/// A folder of entries, such as compiled roadmaps.
#[derive(Debug, Clone)]
pub struct Entries {
    store: Store,
}

/// A 128-bit hash of everything an entry was made from: all inputs, in order, and the
/// program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key([u8; 16]);

impl Entries {
    /// The entries in `folder`, which need not exist. Does not access it.
    pub fn new(folder: &Path) -> Self {
        Self { store: Store::new(folder) }
    }

    /// The bytes that were put under this key, if they are still there and intact.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        let mut bytes = self.store.read(&key.name())?;
        // A file may have been renamed.
        if !bytes.starts_with(&key.0) {
            return None;
        }
        bytes.drain(..key.0.len());
        Some(bytes)
    }

    /// Stores `bytes` under this key, if possible.
    pub fn put(&self, key: Key, bytes: &[u8]) {
        // Failure is not an error: the next run makes them again.
        self.store.write(&key.name(), &[&key.0, bytes].concat()).ok();
    }
}

impl Key {
    /// The key of what is made from these inputs, in this order.
    pub fn of<'a>(inputs: impl IntoIterator<Item = &'a [u8]>) -> Self {
        Self::of_program(PROGRAM, inputs)
    }

    fn of_program<'a>(program: &str, inputs: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut halves = [DefaultHasher::new(), DefaultHasher::new()];
        // Makes the halves differ.
        halves[1].write_u8(1);
        let mut add = |bytes: &[u8]| {
            for hasher in &mut halves {
                hasher.write_u64(bytes.len() as u64);
                hasher.write(bytes);
            }
        };
        add(program.as_bytes());
        inputs.into_iter().for_each(add);
        let [low, high] = halves.map(|hasher| hasher.finish());
        Self((u128::from(high) << 64 | u128::from(low)).to_le_bytes())
    }

    fn name(self) -> String {
        format!("entry-{:032x}", u128::from_le_bytes(self.0))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn an_entry_is_found_only_under_its_key() {
        let dir = tempfile::tempdir().unwrap();
        let entries = Entries::new(&dir.path().join("cache"));
        let key = Key::of([&b"one"[..], b"two"]);
        assert_eq!(entries.get(key), None);
        entries.put(key, b"compiled");
        assert_eq!(entries.get(key).as_deref(), Some(&b"compiled"[..]));
        for inputs in [&["one"][..], &["onetwo"], &["two", "one"], &["one", "two", ""], &[]] {
            let other = Key::of(inputs.iter().map(|input| input.as_bytes()));
            assert_ne!(other, key, "{inputs:?}");
            assert_eq!(entries.get(other), None, "{inputs:?}");
        }
        assert_ne!(Key::of_program("1", [&b"one"[..], b"two"]), key);

        let other = Key::of([&b"other"[..]]);
        fs::rename(entries.store.path(&key.name()), entries.store.path(&other.name())).unwrap();
        assert_eq!(entries.get(other), None);
    }
}
