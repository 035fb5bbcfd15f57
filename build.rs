//! Resolves the built-in roadmaps ahead of time, and gives the program a checksum of
//! its sources, which caches depend on.

use std::error::Error;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[expect(dead_code, unused_imports, reason = "the program uses all of it, the build a part")]
#[path = "src/catalog/mod.rs"]
mod catalog;
#[expect(dead_code, reason = "the program uses all of it, the build a part")]
#[path = "src/escape.rs"]
mod escape;
#[expect(dead_code, reason = "the program uses all of it, the build a part")]
#[path = "src/graph.rs"]
mod graph;
#[path = "src/suggest.rs"]
mod suggest;

/// Everything in this package that the program is built from.
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

    let (compiled, broken) = catalog::compile()?;
    for id in broken {
        // Only a warning, so that the program, which can explain it, still gets built.
        println!("cargo::warning=roadmaps/{id}.yaml has errors: roadmap lint shows them");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("roadmaps"), compiled)?;
    println!("cargo::rustc-cfg=roadmaps_compiled");
    Ok(())
}

/// The files at or in `path`, in order; none if it does not exist.
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
