//! Looks up a typed name as everything that a command can name.
#![no_main]

use career_roadmap::catalog::Catalog;
use career_roadmap::progress::Progress;
use career_roadmap::query::lookup::Lookup;
use career_roadmap::escape::clean;
use career_roadmap_fuzz::{assert_clean, backend};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static CATALOG: Catalog = Catalog::open(&Default::default());
}

fuzz_target!(|name: &str| {
    CATALOG.with(|catalog| {
        let (in_use, progress) = ([backend(catalog)], Progress::default());
        let lookup = Lookup { catalog, in_use: &in_use, progress: &progress, command: "check" };
        let errors = [
            lookup.skill(name).err(),
            lookup.entry(name).err(),
            lookup.markable(name).err(),
            lookup.part(name).err(),
            lookup.roadmap(name).err(),
        ];
        for error in errors.into_iter().flatten() {
            assert_clean(&clean(&error.to_string()));
        }
    });
});
