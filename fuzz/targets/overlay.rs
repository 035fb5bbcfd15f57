//! A roadmap that extends another one.
#![no_main]

use career_roadmap_fuzz::{check_catalog, with_files};
use libfuzzer_sys::fuzz_target;

const BASE: &[u8] = b"title: Base
stages:
  - id: one
    title: One
    skills:
      - git
      - { id: a, title: A, hours: 2-4 }
      - { id: c, title: C, choose: 1, skills: [{ id: b, title: B, needs: [a] }, { id: d, title: D }] }
";

fuzz_target!(|bytes: &[u8]| {
    let extends = [b"extends: base\n", bytes].concat();
    with_files(&[("base.yaml", BASE), ("mine.yaml", &extends)], |_, catalog| {
        check_catalog(catalog);
    });
});
