//! The cache of the user's compiled roadmaps: it must always agree with their files.

use std::fs;
use std::path::Path;

use career_roadmap::cache::Entries;
use career_roadmap::catalog::{Catalog, Folders, RoadmapId};
use tempfile::TempDir;

const MINE: &str = "title: Mine\nstages:\n  - { id: one, title: One, skills: [git, own] }\n";
const SKILLS: &str = "skills:\n  - { id: own, title: Own, hours: 2-4 }\n";
const OVER: &str = "extends: mine\nhide: [git]\n";

struct Fixture {
    folder: TempDir,
    cache: TempDir,
}

impl Fixture {
    fn new() -> Self {
        let fixture =
            Self { folder: tempfile::tempdir().unwrap(), cache: tempfile::tempdir().unwrap() };
        fixture.write("mine.yaml", MINE);
        fixture.write("skills.yaml", SKILLS);
        fixture.write("over.yaml", OVER);
        fixture
    }

    /// Pads the file, as short ones are not cached.
    fn write(&self, name: &str, text: &str) {
        let text = format!("{text}{}", "# A comment.\n".repeat(800));
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn load(&self, id: &str, cache: Option<&Path>) -> String {
        let folders = Folders { user: vec![self.folder.path().to_owned()], named: true };
        let catalog = Catalog::open(&folders).with_cache(cache.map(Entries::new));
        let loaded = catalog.load(&RoadmapId::new(id).unwrap());
        format!("{loaded:#?}\n{:#?}", catalog.warnings())
    }

    /// Loads everything twice and compares it with a load without the cache.
    #[track_caller]
    fn check(&self) {
        for id in ["mine", "over", "backend"] {
            let plain = self.load(id, None);
            for run in ["first", "second"] {
                let kept = self.load(id, Some(self.cache.path()));
                assert!(kept == plain, "{id}, {run} run:\n{kept}\nwithout a cache:\n{plain}");
            }
        }
    }

    fn kept(&self) -> Vec<std::path::PathBuf> {
        let files = fs::read_dir(self.cache.path()).unwrap();
        files.map(|file| file.unwrap().path()).collect()
    }
}

#[test]
fn cached_roadmaps_equal_their_files() {
    let fixture = Fixture::new();
    fixture.check();
    assert_eq!(fixture.kept().len(), 3);
    for (name, text) in [
        ("mine.yaml", MINE.replace("Mine", "Other")),
        ("skills.yaml", SKILLS.replace("2-4", "5")),
        ("over.yaml", OVER.replace("git", "own")),
        ("over.yaml", OVER.replace("git", "gone")),
        ("skills.yaml", "skills: [".to_owned()),
        ("skills.yaml", "skills:\n  - { id: sql, title: Another SQL }\n".to_owned()),
        ("mine.yaml", "title: [".to_owned()),
        ("mine.yaml", MINE.to_owned()),
        ("skills.yaml", SKILLS.to_owned()),
    ] {
        fixture.write(name, &text);
        fixture.check();
    }
    fs::remove_file(fixture.folder.path().join("skills.yaml")).unwrap();
    fixture.check();
    fs::remove_file(fixture.folder.path().join("mine.yaml")).unwrap();
    fixture.check();
}

#[test]
fn damaged_cache_files_are_rebuilt() {
    let fixture = Fixture::new();
    fixture.check();
    for damage in [&b""[..], b"x", &[0xff; 4000]] {
        for file in fixture.kept() {
            fs::write(file, damage).unwrap();
        }
        fixture.check();
    }
}

#[test]
fn a_warning_is_repeated_on_each_load() {
    let fixture = Fixture::new();
    fixture.write("over.yaml", "extends: mine\nhide: [gone]\n");
    let first = fixture.load("over", Some(fixture.cache.path()));
    assert_eq!(fixture.load("over", Some(fixture.cache.path())), first);
    assert_eq!(first, fixture.load("over", None));
    assert_eq!(first.matches("code: NotInBase").count(), 1, "{first}");
}
