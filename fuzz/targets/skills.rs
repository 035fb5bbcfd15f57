//! A `skills.yaml`, used by a roadmap and all built-in ones.
#![no_main]

use career_roadmap_fuzz::{check_catalog, with_files};
use libfuzzer_sys::fuzz_target;

const ROADMAP: &[u8] = b"title: Mine
stages:
  - id: one
    title: One
    skills: [git, a, { use: b, optional: true, needs: [a] }]
";

fuzz_target!(|bytes: &[u8]| {
    with_files(&[("skills.yaml", bytes), ("mine.yaml", ROADMAP)], |_, catalog| {
        check_catalog(catalog);
        for listing in catalog.listings() {
            // Built-in roadmaps load whatever the user's file contains.
            let loaded = catalog.load(&listing.id);
            assert!(loaded.is_ok() || listing.id.as_str() == "mine");
        }
    });
});
