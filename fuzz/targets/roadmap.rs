//! A roadmap file: loads whole or has problems with places.
#![no_main]

use career_roadmap_fuzz::{check_catalog, with_files};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    with_files(&[("mine.yaml", bytes)], |_, catalog| check_catalog(catalog));
});
