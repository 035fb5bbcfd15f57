//! Resolves the shipped roadmaps, so that a run need not, and gives the program
//! a checksum of itself, by which it knows what it kept.

use std::error::Error;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use catalog::{ROADMAPS, Roadmap, RoadmapId, SKILLS};

#[expect(dead_code, unused_imports, reason = "the program uses all of it, this a part")]
#[path = "src/catalog/mod.rs"]
mod catalog;
#[expect(dead_code, reason = "the same")]
#[path = "src/graph.rs"]
mod graph;

/// All that the program is made from, as far as it is in this package.
const SOURCES: [&str; 5] = ["build.rs", "Cargo.toml", "Cargo.lock", "roadmaps", "src"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut checksum = DefaultHasher::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        for file in files(Path::new(source))? {
            file.hash(&mut checksum);
            fs::read(file)?.hash(&mut checksum);
        }
    }
    println!("cargo::rustc-env=PROGRAM_CHECKSUM={:016x}", checksum.finish());

    let mut roadmaps = Vec::new();
    for (id, text) in ROADMAPS {
        match Roadmap::from_yaml(&RoadmapId::new(id)?, text, Some(SKILLS)) {
            Ok(roadmap) => roadmaps.push(roadmap),
            // So that the program which can tell what is wrong gets built.
            Err(_) => println!("cargo::warning=roadmaps/{id}.yaml has errors; see roadmap lint"),
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("roadmaps"), catalog::compile(&roadmaps))?;
    println!("cargo::rustc-cfg=roadmaps_compiled");
    Ok(())
}

/// The files at or in `path`, in order; none if it is not there.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut rest = vec![path.to_owned()];
    while let Some(path) = rest.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                rest.push(entry?.path());
            }
        } else if path.exists() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
