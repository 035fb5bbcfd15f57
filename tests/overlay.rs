//! Roadmaps that extend another one.

use std::fs;
use std::path::Path;

use career_roadmap::catalog::{
    Catalog, Edit, Entry, Folders, Origin, Roadmap, RoadmapId, Severity, lint, overlay_yaml,
    roadmap_yaml,
};
use proptest::prelude::*;
use proptest::sample::select;
use tempfile::TempDir;

/// A roadmap with everything that an overlay can change.
const BASE: &str = "\
title: Base
leads_to: [{ roadmap: backend }]
sources: [{ id: book, title: A book }]
stages:
  - id: first
    title: First
    skills:
      - { id: one, title: One, hours: 5, aliases: [uno], resources: ['https://a.org/1'] }
      - { id: two, title: Two, needs: one, asked_by: book }
      - id: pick
        title: Pick
        choose: 2
        needs: two
        skills:
          - { id: red, title: Red }
          - { id: green, title: Green, needs: one }
          - id: blues
            title: Blues
            skills:
              - { id: navy, title: Navy }
              - id: light
                title: Light
                optional: true
                skills: [{ id: sky, title: Sky, needs: navy }]
  - id: second
    title: Second
    milestone: Ready
    skills:
      - { id: three, title: Three, needs: [pick, two], optional: true }
      - { id: four, title: Four, needs: blues }
";

fn id(text: &str) -> RoadmapId {
    RoadmapId::new(text).unwrap()
}

/// Returns a user folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(format!("{name}.yaml")), text).unwrap();
    }
    folder
}

fn open(folder: &Path) -> Catalog {
    Catalog::open(&Folders { user: vec![folder.to_owned()], named: true })
}

/// The overlay `mine` over [`BASE`].
fn over_base(text: &str) -> Roadmap {
    let folder = folder(&[("base", BASE), ("mine", text)]);
    let loaded = open(folder.path()).load(&id("mine"));
    loaded.unwrap_or_else(|broken| panic!("{text}: {broken:?}")).as_ref().clone()
}

/// Returns what lint reports about the overlay `mine` over [`BASE`], as `line: code`.
fn problems(text: &str) -> Vec<String> {
    let folder = folder(&[("base", BASE), ("mine", text)]);
    let catalog = open(folder.path());
    let path = folder.path().join("mine.yaml");
    let found = lint(&catalog, std::slice::from_ref(&path), "2026-11".parse().unwrap());
    assert!(found.iter().all(|problem| problem.file == path), "{found:?}");
    let found = found.iter().filter(|problem| problem.severity != Severity::Note);
    let line =
        |position: Option<&career_roadmap::catalog::Position>| position.map_or(0, |p| p.line);
    found.map(|found| format!("{}: {}", line(found.position.as_ref()), found.code)).collect()
}

/// Returns stages and entries in order, with the groups of an entry as `group/entry`.
fn outline(roadmap: &Roadmap) -> String {
    let mut lines = Vec::new();
    for (at, stage) in roadmap.stages().iter().enumerate() {
        lines.push(format!("{}{}", mark(stage.edit), stage.id));
        for ix in roadmap.stage_within(at) {
            let entry = roadmap.entry(ix);
            let around = roadmap.around(ix).count();
            lines.push(format!("{}{}{}", "  ".repeat(around + 1), mark(entry.edit), entry.id));
        }
    }
    lines.join("\n")
}

fn mark(edit: Option<Edit>) -> &'static str {
    match edit {
        Some(Edit::Added) => "+",
        Some(Edit::Changed) => "*",
        None => "",
    }
}

/// Returns the entries with the marks for shared and edited removed.
fn entries(roadmap: &Roadmap) -> Vec<Entry> {
    let plain = |entry: &Entry| {
        let mut plain = entry.clone();
        (plain.shared, plain.edit) = (false, None);
        plain
    };
    roadmap.entries().map(|(_, entry)| plain(entry)).collect()
}

#[test]
fn an_overlay_that_changes_nothing_equals_its_base() {
    let catalog = Catalog::open(&Folders::default());
    for listing in catalog.listings() {
        let folder = folder(&[("mine", &format!("extends: {}\n", listing.id))]);
        let mine = open(folder.path()).load(&id("mine")).unwrap();
        let mut base = catalog.load(&listing.id).unwrap().as_ref().clone();
        base.id = id("mine");
        base.origin = Origin::File(folder.path().join("mine.yaml"));
        base.extends = Some(listing.id.clone());
        assert_eq!(*mine, base);
    }
}

#[test]
fn the_file_that_new_writes_changes_nothing_but_the_title() {
    let catalog = Catalog::open(&Folders::default());
    for listing in catalog.listings() {
        let base = catalog.load(&listing.id).unwrap();
        let text = overlay_yaml(&id("mine"), Some("Mine"), &base);
        // Also with everything that it suggests.
        let whole = text.replace("\n# ", "\n").replace("\n#   ", "\n  ");
        let comments = [
            "Skills, groups",
            "Skills and groups",
            "including its",
            "added to the existing",
            "stages, after",
            "when that one",
        ];
        let whole: Vec<&str> = whole
            .lines()
            .filter(|line| !comments.iter().any(|comment| line.starts_with(comment)))
            .collect();
        for text in [text.as_str(), &(whole.join("\n") + "\n")] {
            let folder = folder(&[("mine", text)]);
            let catalog = open(folder.path());
            let found =
                lint(&catalog, &[folder.path().join("mine.yaml")], "2026-11".parse().unwrap());
            let worse = found.iter().find(|found| found.severity != Severity::Note);
            assert_eq!(worse, None, "{text}");
            assert_eq!(catalog.load(&id("mine")).unwrap().title, "Mine");
        }
        let folder = folder(&[("mine", &text)]);
        let mine = open(folder.path()).load(&id("mine")).unwrap();
        assert_eq!(entries(&mine), entries(&base));
    }
}

#[test]
fn every_roadmap_shown_as_yaml_loads_unchanged() {
    let catalog = Catalog::open(&Folders::default());
    for listing in catalog.listings() {
        let roadmap = catalog.load(&listing.id).unwrap();
        let yaml = roadmap_yaml(&roadmap);
        let read = Roadmap::from_yaml(&listing.id, &yaml, None).unwrap();
        assert_eq!(entries(&read), entries(&roadmap), "{}", listing.id);
        assert_eq!(roadmap_yaml(&read), yaml);
        assert_eq!(
            (&read.title, &read.summary, &read.role, &read.sources, &read.leads_to),
            (&roadmap.title, &roadmap.summary, &roadmap.role, &roadmap.sources, &roadmap.leads_to)
        );
        assert_eq!(read.stages(), roadmap.stages());
        let folder = folder(&[(listing.id.as_str(), &yaml)]);
        let found =
            lint(&open(folder.path()), &[folder.path().to_owned()], "2026-11".parse().unwrap());
        let worse: Vec<_> = found.iter().filter(|found| found.is_error()).collect();
        assert!(worse.is_empty(), "{worse:?}");
    }
}

#[test]
fn hiding_removes_entries_groups_and_stages() {
    let mine = over_base("extends: base\nhide: [uno, light, second]\n");
    let want = "first\n  two\n  pick\n    red\n    green\n    blues\n      navy";
    assert_eq!(outline(&mine), want);
    assert_eq!(mine.leads_to.len(), 1);
    // Skills that needed it treat it as an assumed need.
    let two = mine.entry(mine.named("two").unwrap());
    assert_eq!(format!("{:?}", two.needs), r#"[Assumed(Id("one"))]"#);
    // Hiding everything in a group or stage removes it.
    let mine = over_base("extends: base\nhide: [navy, sky, three, four]\n");
    assert_eq!(outline(&mine), "first\n  one\n  two\n  pick\n    red\n    green");
}

#[test]
fn changes_replace_their_keys_and_add_resources() {
    let mine = over_base(
        "extends: base\nchange:\n  one: { title: I, hours: 7, resources: ['https://a.org/2'] }\n  \
         two: { needs: red, optional: true, aliases: zwei }\n  second: { title: Next, level: advanced }\n  \
         pick: { choose: 1, only: [red, blues] }\n",
    );
    assert_eq!(
        outline(&mine),
        "first\n  *one\n  *two\n  *pick\n    red\n    blues\n      navy\n      light\n        sky\n\
         *second\n  three\n  four"
    );
    let one = mine.entry(mine.named("uno").unwrap());
    let skill = one.skill().unwrap();
    let links: Vec<&str> = skill.resources.iter().map(|resource| resource.url.as_str()).collect();
    assert_eq!((one.title.as_str(), links), ("I", vec!["https://a.org/1", "https://a.org/2"]));
    assert_eq!(mine.named("zwei"), mine.named("two"));
    assert_eq!(mine.entry(mine.named("pick").unwrap()).choose(), Some(1));
    assert_eq!(mine.stages()[1].title, "Next");
    let mine = over_base(
        "extends: base\nchange:\n  one: { replace_resources: true, resources: ['https://a.org/2'] }\n",
    );
    let resources = &mine.entry(mine.named("one").unwrap()).skill().unwrap().resources;
    assert_eq!(
        resources.iter().map(|one| one.url.as_str()).collect::<Vec<_>>(),
        ["https://a.org/2"]
    );
}

#[test]
fn additions_are_inserted_where_requested() {
    let mine = over_base(
        "extends: base\nhide: [green]\nadd:\n  - { after: two, skills: [{ id: a, title: A }, { id: b, title: B }] }\n  \
         - { before: two, skills: [{ id: c, title: C }, { id: d, title: D }] }\n  \
         - { in: second, skills: [{ id: e, title: E }] }\n  - { after: green, skills: [{ id: f, title: F }] }\n  \
         - { after: a, skills: [{ id: g, title: G, choose: 1, skills: [{ id: h, title: H }] }] }\n  \
         - { before: second, stages: [{ id: s, title: S, skills: [three] }, { id: t, title: T, skills: [git] }] }\n  \
         - { stages: [{ id: end, title: End, skills: [light] }] }\n",
    );
    let want = "first\n  one\n  +c\n  +d\n  two\n  +a\n  +g\n    +h\n  +b\n  pick\n    red\n    +f\n    blues\n      navy\n\
                +s\n  *three\n+t\n  +git\nsecond\n  four\n  +e\n+end\n  *light\n    *sky";
    assert_eq!(outline(&mine), want);
}

#[test]
fn entries_missing_from_the_base_are_warnings_with_a_position() {
    for (overlay, want) in [
        ("extends: base\nhide: [gone, one]\n", vec!["2: not-in-base"]),
        ("extends: base\nchange:\n  gone: { hours: 5 }\n", vec!["3: not-in-base"]),
        (
            "extends: base\nchange:\n  pick:\n    only: [red, gone]\n",
            vec!["3: choose-too-large", "4: not-in-base"],
        ),
        ("extends: base\nchange:\n  pick:\n    hours: 5\n", vec!["4: does-not-fit"]),
        ("extends: base\nchange:\n  red:\n    optional: true\n", vec!["3: optional-option"]),
        ("extends: base\nhide: [red, green]\n", vec!["2: choose-too-large"]),
        ("extends: base\nhide: [one]\nchange:\n  one: { hours: 2 }\n", vec!["4: does-not-fit"]),
        ("extends: base\nchange:\n  one: { needs: four }\n", vec!["3: circle"]),
        ("extends: base\nchange:\n  two: { aliases: uno }\n", vec!["3: alias-taken"]),
        (
            "extends: base\nadd:\n  - { after: gone, skills: [{ id: a, title: A }] }\n",
            vec!["3: not-in-base"],
        ),
        (
            "extends: base\nadd:\n  - { in: one, skills: [{ id: a, title: A }] }\n",
            vec!["3: does-not-fit"],
        ),
        (
            "extends: base\nadd:\n  - { after: second, skills: [{ id: a, title: A }] }\n",
            vec!["3: does-not-fit"],
        ),
        (
            "extends: base\nadd:\n  - { after: one, stages: [{ id: a, title: A, skills: [git] }] }\n",
            vec!["3: does-not-fit"],
        ),
        (
            "extends: base\nhide: [pick]\nadd:\n  - { after: red, skills: [{ id: a, title: A }] }\n",
            vec!["4: does-not-fit"],
        ),
        (
            "extends: base\nadd:\n  - { in: first, skills: [{ id: one, title: One }] }\n",
            vec!["3: in-base"],
        ),
        (
            "extends: base\nhide: [one]\nadd:\n  - { in: first, skills: [{ id: one, title: One }] }\n",
            vec![],
        ),
        (
            "extends: base\nadd:\n  - in: light\n    skills: [{ id: a, title: A, skills: [{ id: b, title: B, skills: [git] }] }]\n",
            vec!["3: does-not-fit"],
        ),
    ] {
        over_base(overlay);
        assert_eq!(problems(overlay), want, "{overlay}");
    }
}

#[test]
fn mistakes_of_the_overlay_are_errors() {
    for (overlay, want) in [
        ("extends: nothing\n", "1: unknown-roadmap"),
        ("extends: mine\n", "1: unknown-roadmap"),
        ("hide: [one]\n", "1: missing-key"),
        ("extends: base\nhide: [first, second]\n", "1: empty-stage"),
        ("extends: base\nstages: []\n", "2: misplaced-key"),
        ("extends: base\nchange: { one: { hour: 3 } }\n", "2: unknown-key"),
        ("extends: base\nadd: [{ skills: [git] }]\n", "2: missing-key"),
        ("extends: base\nadd: [{ after: one, before: two, skills: [git] }]\n", "2: misplaced-key"),
        (
            "extends: base\nadd: [{ in: first, stages: [{ id: a, title: A, skills: [git] }] }]\n",
            "2: misplaced-key",
        ),
        ("extends: base\nadd: [{ in: first, skills: [zzz] }]\n", "2: unknown-reference"),
        (
            "extends: base\nadd: [{ in: first, skills: [{ id: a, title: A }, { id: a, title: A }] }]\n",
            "2: duplicate-id",
        ),
        (
            "extends: base\nadd: [{ in: first, skills: [{ id: a, title: A, needs: b }, { id: b, title: B, needs: a }] }]\n",
            "2: circle",
        ),
        ("extends: base\nchange: { one: { needs: zzz } }\n", "2: unknown-need"),
        ("extends: base\nchange: { one: { asked_by: zzz } }\n", "2: unknown-source"),
    ] {
        assert_eq!(problems(overlay), [want], "{overlay}");
    }
}

#[test]
fn long_chains_and_cycles_are_errors() {
    let files = [
        ("a", "extends: b"),
        ("b", "extends: c"),
        ("c", "extends: d"),
        ("d", "extends: backend"),
        ("e", "extends: a"),
    ];
    let files_folder = folder(&files);
    let catalog = open(files_folder.path());
    assert_eq!(catalog.load(&id("a")).unwrap().extends, Some(id("b")));
    let message = |name: &str| catalog.load(&id(name)).unwrap_err().problems[0].message.clone();
    assert_eq!(
        message("e"),
        "'extends' is followed at most 4 times: e -> a -> b -> c -> d -> backend"
    );
    let circle = folder(&[("a", "extends: b"), ("b", "extends: c"), ("c", "extends: b")]);
    let catalog = open(circle.path());
    let message = |name: &str| catalog.load(&id(name)).unwrap_err().problems[0].message.clone();
    assert_eq!(message("a"), "these roadmaps extend each other: b -> c -> b");
    assert_eq!(message("c"), "these roadmaps extend each other: c -> b -> c");
}

#[test]
fn a_base_with_errors_is_named() {
    let folder = folder(&[("base", "title: 3\n"), ("mine", "extends: base\n")]);
    let broken = open(folder.path()).load(&id("mine")).unwrap_err();
    assert_eq!(broken.problems.len(), 1);
    assert_eq!(broken.problems[0].file, folder.path().join("mine.yaml"));
    assert_eq!(
        broken.problems[0].message,
        "the roadmap 'base' cannot be extended: 2 errors, the first in line 1: 'stages' is missing"
    );
}

#[test]
fn a_file_extends_the_built_in_roadmap_of_its_name_and_the_file_that_it_shadows() {
    let below = folder(&[("backend", "extends: backend\ntitle: Below\nhide: [git]\n")]);
    let above = folder(&[("backend", "extends: backend\nhide: [sql]\n")]);
    let user = vec![above.path().to_owned(), below.path().to_owned()];
    let catalog = Catalog::open(&Folders { user, named: true });
    let backend = catalog.load(&id("backend")).unwrap();
    assert_eq!(backend.title, "Below");
    assert_eq!((backend.named("git"), backend.named("sql")), (None, None));
}

/// Needs that form many cycles with those of the base: some are ignored, and the
/// roadmap loads.
#[test]
fn cycles_with_the_base_do_not_prevent_loading() {
    let skills = |n: usize| format!("      - {{ id: q{n}, title: Q, needs: [q{}] }}\n", n + 1);
    let base: String = (0..200).map(skills).collect();
    let base = format!("title: B\nstages:\n  - id: s\n    title: S\n    skills:\n{base}");
    let change =
        |n: usize| format!("  q{n}: {{ needs: [q{}, q{}, q{}] }}\n", n + 1, n / 2, n.max(1) - 1);
    let changes: String = (0..200).step_by(2).map(change).collect();
    let mine = format!("extends: base\nchange:\n{changes}");
    let folder = folder(&[("base", &base), ("mine", &mine)]);
    let catalog = open(folder.path());
    let mine = catalog.load(&id("mine")).unwrap();
    assert_eq!(mine.len(), 200);
    assert_eq!(catalog.warnings().len(), 1);
}

/// A file of the maximum size costs as much as one without a base.
#[test]
fn large_overlays_stay_cheap() {
    let begun = std::time::Instant::now();
    let names: Vec<String> = (0..100_000).map(|n| format!("x{n}")).collect();
    let hide = format!("extends: backend\nhide: [{}]\n", names.join(", "));
    let chain = |n: usize| {
        let after = if n == 0 { "sql".to_owned() } else { format!("y{}", n - 1) };
        format!("  - {{ after: {after}, skills: [{{ id: y{n}, title: Y }}] }}\n")
    };
    let add: String = (0..20_000).map(chain).collect();
    let add = format!("extends: backend\nadd:\n{add}");
    let folder = folder(&[("hide", &hide), ("add", &add)]);
    let catalog = open(folder.path());
    catalog.load(&id("hide")).unwrap();
    let added = catalog.load(&id("add")).unwrap();
    assert_eq!(added.entries().filter(|(_, entry)| entry.edit.is_some()).count(), 20_000);
    let elapsed = begun.elapsed();
    assert!(elapsed < std::time::Duration::from_secs(10), "{elapsed:?}");
}

const IDS: &[&str] = &[
    "one", "uno", "two", "pick", "red", "green", "blues", "navy", "light", "sky", "first",
    "second", "three", "four", "new", "newer", "gone", "git",
];

fn ids() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(IDS), 0..4).prop_map(|ids| format!("[{}]", ids.join(", ")))
}

fn change() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("title: New title".to_owned()),
        Just("hours: 3-4".to_owned()),
        Just("optional: true".to_owned()),
        Just("optional: false".to_owned()),
        Just("level: advanced".to_owned()),
        Just("resources: ['https://a.org/1', 'https://b.org']".to_owned()),
        Just("replace_resources: true".to_owned()),
        (1..4).prop_map(|n| format!("choose: {n}")),
        ids().prop_map(|ids| format!("only: {ids}")),
        ids().prop_map(|ids| format!("needs: {ids}")),
        ids().prop_map(|ids| format!("aliases: {ids}")),
    ];
    (select(IDS), proptest::collection::btree_map(0..9u8, key, 0..3)).prop_map(|(id, keys)| {
        let mut seen = std::collections::BTreeSet::new();
        let keys =
            keys.into_values().filter(|key| seen.insert(key.split(':').next().map(str::to_owned)));
        format!("  {id}: {{ {} }}", keys.collect::<Vec<_>>().join(", "))
    })
}

fn entry() -> impl Strategy<Value = String> {
    let reference = select(IDS).prop_map(str::to_owned);
    let used =
        (select(IDS), ids()).prop_map(|(id, needs)| format!("{{ use: {id}, needs: {needs} }}"));
    let skill = (select(IDS), ids())
        .prop_map(|(id, needs)| format!("{{ id: {id}, title: T, needs: {needs} }}"));
    let leaf = prop_oneof![reference, used, skill];
    leaf.prop_recursive(4, 12, 3, |inner| {
        (select(IDS), proptest::collection::vec(inner, 1..4), 0..3u8).prop_map(
            |(id, inside, choose)| {
                let choose = if choose == 0 { String::new() } else { "choose: 1, ".to_owned() };
                format!("{{ id: {id}, title: G, {choose}skills: [{}] }}", inside.join(", "))
            },
        )
    })
}

fn addition() -> impl Strategy<Value = String> {
    let place = (select(&["after", "before", "in"][..]), select(IDS));
    let entries = proptest::collection::vec(entry(), 1..3);
    (place, entries, select(IDS), any::<bool>()).prop_map(|((place, at), entries, stage, is_stage)| {
        let entries = entries.join(", ");
        if is_stage && place != "in" {
            format!("  - {{ {place}: {at}, stages: [{{ id: {stage}, title: S, skills: [{entries}] }}] }}")
        } else {
            format!("  - {{ {place}: {at}, skills: [{entries}] }}")
        }
    })
}

fn overlay() -> impl Strategy<Value = String> {
    let changes = proptest::collection::vec(change(), 0..4);
    let additions = proptest::collection::vec(addition(), 0..4);
    (ids(), changes, additions).prop_map(|(hide, changes, additions)| {
        let mut text = format!("extends: base\nhide: {hide}\n");
        let mut seen = std::collections::BTreeSet::new();
        let changes: Vec<String> = changes
            .into_iter()
            .filter(|change| seen.insert(change.split(':').next().map(str::to_owned)))
            .collect();
        if !changes.is_empty() {
            text += &format!("change:\n{}\n", changes.join("\n"));
        }
        if !additions.is_empty() {
            text += &format!("add:\n{}\n", additions.join("\n"));
        }
        text
    })
}

/// Mistakes that only the author of the overlay can make.
const OWN: &[&str] =
    &["duplicate-id", "unknown-reference", "circle", "empty-stage", "choose-too-large", "too-deep"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Any overlay: loading never panics, gives a valid roadmap, and fails only for
    /// mistakes in the overlay.
    #[test]
    fn every_overlay_gives_a_valid_roadmap_or_an_error(text in overlay()) {
        let folder = folder(&[("base", BASE), ("mine", &text)]);
        match open(folder.path()).load(&id("mine")) {
            Ok(mine) => {
                let yaml = roadmap_yaml(&mine);
                let read = Roadmap::from_yaml(&id("mine"), &yaml, None);
                let read = read.map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{yaml}")))?;
                prop_assert_eq!(entries(&read), entries(&mine));
            }
            Err(broken) => {
                for problem in broken.problems.iter().filter(|problem| problem.is_error()) {
                    prop_assert!(OWN.contains(&problem.code.as_str()), "{:?}", problem);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn lint_reports_everything_in_the_overlay_itself(text in overlay()) {
        let folder = folder(&[("base", BASE), ("mine", &text)]);
        let path = folder.path().join("mine.yaml");
        let catalog = open(folder.path());
        let found = lint(&catalog, std::slice::from_ref(&path), "2026-11".parse().unwrap());
        prop_assert!(found.iter().all(|problem| problem.file == path), "{:?}", found);
    }
}
