//! Journals: any bytes can be read, and journals merge as sets.
#![no_main]

use std::collections::BTreeSet;

use career_roadmap::progress::{ResourceRef, lines, union};
use career_roadmap::query::Evaluation;
use career_roadmap::view;
use career_roadmap::view::history::Ids;
use career_roadmap::view::style::Style;
use career_roadmap_fuzz::{TODAY, assert_clean, backend, check_roadmap, log};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = log(bytes);
    let events: Vec<_> = read.events().iter().collect();
    for style in [Style::PLAIN, Style { plain: false, width: Some(80), ..Style::PLAIN }] {
        let name = |resource: &ResourceRef| resource.url.clone();
        let shown = view::history(&read, &events, Ids::Shown, &name, TODAY, &style);
        assert_clean(&shown.render(&style));
    }
    let catalog = career_roadmap::catalog::Catalog::open(&Default::default());
    let roadmap = catalog.load(&backend(&catalog)).expect("a built-in roadmap");
    check_roadmap(&roadmap, &read.progress());

    let (a, b) = bytes.split_at(bytes.len() / 2);
    let (ab, ba) = (union(a, lines(b)), union(b, lines(a)));
    let set = |bytes: &[u8]| lines(bytes).map(<[u8]>::to_vec).collect::<BTreeSet<_>>();
    assert_eq!(set(&ab), set(&ba), "no order matters");
    assert_eq!(union(&ab, lines(b)), ab, "twice is once");
    assert!(ab.starts_with(a), "nothing is rewritten");
    let total = |bytes: &[u8]| {
        let progress = log(bytes).progress();
        let units = Evaluation::new(&roadmap, &progress).total();
        (units.done, units.required)
    };
    assert_eq!(total(&ab), total(&ba));
});
