//! Gives the program a checksum of itself, by which it knows what it kept.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

/// All that the program is made from, as far as it is in this package.
const SOURCES: [&str; 5] = ["build.rs", "Cargo.toml", "Cargo.lock", "roadmaps", "src"];

fn main() -> io::Result<()> {
    let mut checksum = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        for file in files(Path::new(source))? {
            file.hash(&mut checksum);
            fs::read(file)?.hash(&mut checksum);
        }
    }
    println!("cargo::rustc-env=PROGRAM_CHECKSUM={:016x}", checksum.finish());
    Ok(())
}

/// The files at or in `path`, in order.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut rest = vec![path.to_owned()];
    while let Some(path) = rest.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                rest.push(entry?.path());
            }
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
