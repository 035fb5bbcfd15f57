//! A roadmap file: it loads, or has problems.
#![no_main]

use career_roadmap_fuzz::{check_catalog, with_files};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    with_files(&[("mine.yaml", bytes)], |_, catalog| check_catalog(catalog));
});
