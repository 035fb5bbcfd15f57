//! Everything is in the picture once, inside its bounds, without overlaps.

use jiff::civil::date;
use proptest::prelude::*;

use super::layout::{Area, Picture, WIDTH, picture};
use super::sides;
use crate::catalog::Roadmap;
use crate::export::{Notes, RoadmapAnswers};
use crate::progress::Progress;
use crate::query::Evaluation;
use crate::query::fixtures::{samples, sketch};
use crate::query::plan::Terms;
use crate::query::show::{ShowEntry, roadmap as show_roadmap};

fn drawn(roadmap: &Roadmap) -> Picture {
    let today = date(2026, 11, 20);
    let progress = Progress::default();
    let evaluation = Evaluation::new(roadmap, &progress);
    let terms = Terms::of_saved(None, today);
    let answers = RoadmapAnswers::new(&evaluation, &progress, &terms, today, Notes::LeaveOut);
    picture(&answers, today)
}

fn overlap(a: Area, b: Area) -> bool {
    a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h
}

fn contains(outer: Area, inner: Area) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.w <= outer.x + outer.w
        && inner.y + inner.h <= outer.y + outer.h
}

#[track_caller]
fn check(roadmap: &Roadmap) {
    let picture = drawn(roadmap);
    let mut titles: Vec<_> = picture.chips.iter().map(|chip| chip.full.as_str()).collect();
    let mut want: Vec<_> = roadmap.skills().map(|(_, entry, _)| entry.title.as_str()).collect();
    titles.sort_unstable();
    want.sort_unstable();
    assert_eq!(titles, want);
    let whole = Area { x: 0, y: 0, w: WIDTH, h: picture.height };
    let chips = picture.chips.iter().map(|chip| chip.area);
    let solid: Vec<Area> = chips.chain(picture.stages.iter().map(|stage| stage.area)).collect();
    for (at, one) in solid.iter().enumerate() {
        assert!(contains(whole, *one), "{one:?}");
        for other in &solid[at + 1..] {
            assert!(!overlap(*one, *other), "{one:?} {other:?}");
        }
        for group in picture.groups.iter().map(|group| group.area) {
            assert!(!overlap(group, *one) || contains(group, *one), "{group:?} {one:?}");
        }
    }
    for (at, one) in picture.groups.iter().enumerate() {
        for other in &picture.groups[at + 1..] {
            let (one, other) = (one.area, other.area);
            assert!(!overlap(one, other) || contains(one, other), "{one:?} {other:?}");
        }
    }
}

#[test]
fn groups_of_every_depth_do_not_overlap() {
    check(&sketch("a b? c=1[d e[f g=2[h i j[k l]]] m] n !Ready | o"));
    check(&sketch("a=1[b c] d=1[e f g h i j k]"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_skill_is_drawn_once_without_overlaps(sample in samples()) {
        check(&sample.roadmap);
    }
}

#[test]
fn sides_are_as_even_as_possible() {
    for (text, want) in [
        ("a", "a |"),
        ("a b c", "a b | c"),
        ("a b c d e", "a b c | d e"),
        ("a b c d", "a b | c d"),
        ("g=1[a b c d] e f", "g | e f"),
        ("a b g=1[c d e f g1 h]", "a b | g"),
        ("g=1[a b] h=1[c d]", "g | h"),
    ] {
        let roadmap = sketch(text);
        let progress = Progress::default();
        let shown = show_roadmap(&Evaluation::new(&roadmap, &progress));
        let id = |entry: &ShowEntry<'_>| match entry {
            ShowEntry::Skill(skill) => skill.id.to_string(),
            ShowEntry::Group(group) => group.id.to_string(),
        };
        let (left, right) = sides(&shown.stages[0].skills);
        let ids = |side: &[ShowEntry<'_>]| side.iter().map(id).collect::<Vec<_>>().join(" ");
        assert_eq!(format!("{} | {}", ids(left), ids(right)).trim(), want, "{text}");
    }
}
