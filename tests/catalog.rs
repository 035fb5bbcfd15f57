//! Files in folders: which are found, which take precedence, and what a broken one
//! affects.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use career_roadmap::catalog::{
    Catalog, Code, Folders, Month, Need, Origin, Problem, Roadmap, RoadmapId, Severity,
    StartsAfter, lint,
};
use tempfile::TempDir;

const STAGE: &str = "stages:\n  - id: start\n    title: Start\n    skills:\n";

/// A folder with files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn catalog(folders: &[&TempDir]) -> Catalog {
    let user = folders.iter().map(|folder| folder.path().to_owned()).collect();
    Catalog::open(&Folders { user, named: true })
}

fn roadmap(title: &str, entries: &str) -> String {
    let mut text = format!("title: {title}\n{STAGE}");
    for line in entries.lines() {
        writeln!(text, "      {line}").unwrap();
    }
    text
}

fn id(id: &str) -> RoadmapId {
    RoadmapId::new(id).unwrap()
}

fn today() -> Month {
    "2026-11".parse().unwrap()
}

#[track_caller]
fn load(catalog: &Catalog, name: &str) -> std::rc::Rc<Roadmap> {
    catalog.load(&id(name)).unwrap_or_else(|broken| panic!("{:#?}", broken.problems))
}

fn codes(problems: &[Problem]) -> Vec<(Severity, Code)> {
    problems.iter().map(|problem| (problem.severity, problem.code)).collect()
}

#[test]
fn files_of_the_user_win_over_built_in_ones_and_the_first_folder_over_the_next() {
    let first = folder(&[("backend.yaml", &roadmap("First", "- { id: a, title: A }"))]);
    let second = folder(&[
        ("backend.yaml", &roadmap("Second", "- { id: a, title: A }")),
        ("zebra.yaml", &roadmap("Zebra", "- { id: a, title: A }")),
        ("ant.yaml", &roadmap("Ant", "- { id: a, title: A }")),
    ]);
    let catalog = catalog(&[&first, &second]);
    assert_eq!(load(&catalog, "backend").title, "First");
    let listing = catalog.listing("backend").unwrap();
    assert_eq!(listing.origin, Origin::File(first.path().join("backend.yaml")));
    let hidden = [Origin::File(second.path().join("backend.yaml")), Origin::BuiltIn];
    assert_eq!(listing.shadowed, hidden);
    let ids: Vec<&str> = catalog.listings().iter().map(|listing| listing.id.as_str()).collect();
    assert_eq!(ids.first(), Some(&"backend"), "the built-in ones stand first, in their order");
    assert!(ids.ends_with(&["ant", "zebra"]), "then the user's by id: {ids:?}");
}

#[test]
fn nothing_but_listed_files_is_read() {
    let outside = folder(&[("secret.yaml", &roadmap("Secret", "- { id: a, title: A }"))]);
    let inside = folder(&[]);
    let catalog = catalog(&[&inside]);
    let broken = catalog.load(&id("secret")).unwrap_err();
    assert_eq!(codes(&broken.problems), [(Severity::Error, Code::UnknownRoadmap)]);
    assert!(outside.path().exists());
}

#[test]
fn invalid_file_names_are_reported_and_the_rest_works() {
    let text = roadmap("T", "- { id: a, title: A }");
    let names = ["x.yml", "My Roadmap.yaml", "con.yaml", ".hidden.yaml", "notes.txt", "good.yaml"];
    let folder = folder(&names.map(|name| (name, &*text)));
    let catalog = catalog(&[&folder]);
    load(&catalog, "good");
    let reported: Vec<(PathBuf, Severity)> =
        catalog.folder_problems().iter().map(|p| (p.file.clone(), p.severity)).collect();
    let file = |name: &str| folder.path().join(name);
    assert_eq!(
        reported,
        [
            (file("My Roadmap.yaml"), Severity::Error),
            (file("con.yaml"), Severity::Error),
            (file("x.yml"), Severity::Warning),
        ]
    );
}

#[test]
fn a_missing_folder_is_an_error_only_if_it_was_named() {
    let user = vec![PathBuf::from("/no/such/folder")];
    let named = Catalog::open(&Folders { user: user.clone(), named: true });
    assert_eq!(codes(named.folder_problems()), [(Severity::Error, Code::Unreadable)]);
    assert!(Catalog::open(&Folders { user, named: false }).folder_problems().is_empty());
}

#[test]
fn a_broken_file_does_not_affect_others() {
    let files = folder(&[
        ("bad.yaml", "title: [\n"),
        ("good.yaml", &roadmap("Good", "- { id: a, title: A }")),
    ]);
    let catalog = catalog(&[&files]);
    let broken = catalog.load(&id("bad")).unwrap_err();
    assert_eq!(codes(&broken.problems), [(Severity::Error, Code::Syntax)]);
    load(&catalog, "good");
    load(&catalog, "backend");
    let again: Vec<RoadmapId> = catalog.broken().into_iter().map(|broken| broken.id).collect();
    assert_eq!(again, [id("bad")]);
}

#[test]
fn shared_definitions_override_each_other_id_by_id() {
    let first = folder(&[
        ("skills.yaml", "skills:\n  - { id: git, title: My git, aliases: [vcs] }\n"),
        ("x.yaml", &roadmap("X", "- git\n- zz-second\n- sql")),
    ]);
    let second = folder(&[(
        "skills.yaml",
        "skills:\n  - { id: git, title: Your git }\n  - { id: zz-second, title: Second }\n",
    )]);
    let catalog = catalog(&[&first, &second]);
    let x = load(&catalog, "x");
    let title = |name: &str| x.entry(x.named(name).unwrap()).title.clone();
    assert_eq!(
        (&*title("git"), &*title("vcs"), &*title("zz-second")),
        ("My git", "My git", "Second")
    );
    assert!(x.named("sql").is_some(), "the built-in definition");
    assert!(catalog.warnings().is_empty());
}

#[test]
fn broken_user_skills_fall_back_to_the_built_in_ones() {
    let files = folder(&[
        ("skills.yaml", "skills:\n  - { id: zz-mine, titel: Mine }\n"),
        ("x.yaml", &roadmap("X", "- git")),
        ("y.yaml", &roadmap("Y", "- zz-mine")),
    ]);
    let catalog = catalog(&[&files]);
    load(&catalog, "backend");
    load(&catalog, "x");
    let skills = files.path().join("skills.yaml");
    let warnings = catalog.warnings();
    assert_eq!(codes(&warnings), [(Severity::Warning, Code::UnknownKey)]);
    assert_eq!(
        warnings[0].message,
        format!(
            "{0} is not used: line 2: unknown key 'titel'; see roadmap lint {0}",
            skills.display()
        )
    );
    // A skill missing from a roadmap may be in the unused file, so the message names
    // that file.
    let broken = catalog.load(&id("y")).unwrap_err();
    assert_eq!(broken.file(), Some(&*skills));
    let y = files.path().join("y.yaml");
    let problems = lint(&catalog, &[y], today());
    assert_eq!(codes(&problems), [(Severity::Error, Code::UnknownKey)]);
    assert_eq!(problems[0].file, skills);
}

#[test]
fn user_skills_that_break_a_built_in_roadmap_are_not_used_in_it() {
    // One skill needs the other; now each needs the other.
    let shipped = load(&Catalog::open(&Folders::default()), "backend");
    let pair = shipped.skills().find_map(|(_, entry, _)| {
        entry
            .needs
            .iter()
            .find_map(|need| match need {
                Need::Entry(need) => Some((&entry.id, shipped.entry(*need))),
                Need::Assumed(_) => None,
            })
            .filter(|(_, need)| need.shared && need.is_skill())
    });
    let (waits, need) = pair.unwrap();
    let (id, title) = (&need.id, &need.title);
    let skills = format!("skills:\n  - {{ id: {id}, title: \"{title}\", needs: [{waits}] }}\n");
    let files = folder(&[("skills.yaml", &skills)]);
    let catalog = catalog(&[&files]);
    assert_eq!(load(&catalog, "backend").len(), shipped.len());
    assert_eq!(codes(&catalog.warnings()), [(Severity::Warning, Code::Cycle)]);
    let linted = lint(&catalog, &[], today());
    let errors: Vec<&Problem> = linted.iter().filter(|problem| problem.is_error()).collect();
    assert!(!errors.is_empty());
    assert!(
        errors.iter().all(|problem| problem.file == files.path().join("skills.yaml")),
        "{errors:#?}"
    );
}

#[test]
fn aliases_of_shared_skills_remain_when_a_roadmap_redefines_them() {
    let files = folder(&[
        ("skills.yaml", "skills:\n  - { id: zz-a, title: A, aliases: [zz-old] }\n"),
        ("x.yaml", &roadmap("X", "- { id: zz-a, title: Mine, aliases: [zz-other] }")),
    ]);
    let x = load(&catalog(&[&files]), "x");
    let entry = x.entry(x.named("zz-old").unwrap());
    assert_eq!(entry.title, "Mine");
    let names: Vec<&str> = entry.names().map(career_roadmap::catalog::Id::as_str).collect();
    assert_eq!(names, ["zz-a", "zz-other", "zz-old"]);
}

#[test]
fn a_use_can_change_needs_and_optional() {
    let skills = "skills:\n  - { id: zz-a, title: A, needs: [zz-b], hours: 3 }\n  \
                  - { id: zz-b, title: B }\n  - { id: zz-c, title: C, optional: true }\n";
    let text = roadmap(
        "X",
        "- { use: zz-a, optional: true, needs: zz-c }\n- zz-b\n- { use: zz-c, optional: false }",
    );
    let x = Roadmap::from_yaml(&id("x"), &text, Some(skills)).unwrap();
    let ix = |name: &str| x.named(name).unwrap();
    assert!(x.entry(ix("zz-a")).optional);
    assert_eq!(x.entry(ix("zz-a")).needs, [Need::Entry(ix("zz-c"))]);
    assert!(x.entry(ix("zz-a")).skill().unwrap().hours.is_some());
    assert!(!x.entry(ix("zz-c")).optional);
}

#[test]
fn an_optional_shared_skill_cannot_be_an_option() {
    let skills = "skills:\n  - { id: zz-a, title: A, optional: true }\n";
    let group = |option: &str| {
        let text = format!("- {{ id: g, title: G, choose: 1, skills: [{option}] }}");
        Roadmap::from_yaml(&id("x"), &roadmap("X", &text), Some(skills))
    };
    assert_eq!(codes(&group("zz-a").unwrap_err()), [(Severity::Error, Code::OptionalOption)]);
    assert!(group("{ use: zz-a, optional: false }").is_ok());
}

#[test]
fn shared_groups_include_their_entries() {
    let skills = "skills:\n  - { id: zz-a, title: A }\n  - id: zz-g\n    title: G\n    choose: 1\n    \
                  skills: [zz-a, { id: zz-b, title: B, needs: [zz-outside] }]\n";
    let x = Roadmap::from_yaml(&id("x"), &roadmap("X", "- zz-g"), Some(skills)).unwrap();
    let group = x.named("zz-g").unwrap();
    let inside: Vec<&str> = x.children(group).map(|ix| x.entry(ix).id.as_str()).collect();
    assert_eq!(inside, ["zz-a", "zz-b"]);
    let Need::Assumed(need) = &x.entry(x.named("zz-b").unwrap()).needs[0] else { panic!() };
    assert_eq!(need.as_str(), "zz-outside");
}

#[cfg(unix)]
#[test]
fn only_regular_files_are_opened() {
    let files = folder(&[("target.txt", &roadmap("Linked", "- { id: a, title: A }"))]);
    let path = |name: &str| files.path().join(name);
    let made = std::process::Command::new("mkfifo").arg(path("pipe.yaml")).status().unwrap();
    assert!(made.success());
    fs::create_dir(path("folder.yaml")).unwrap();
    std::os::unix::fs::symlink(path("target.txt"), path("linked.yaml")).unwrap();
    std::os::unix::fs::symlink(path("nowhere"), path("dangling.yaml")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", path("endless.yaml")).unwrap();
    let catalog = catalog(&[&files]);
    for (name, code) in [
        ("pipe", Code::NotAFile),
        ("folder", Code::NotAFile),
        ("endless", Code::NotAFile),
        ("dangling", Code::Unreadable),
    ] {
        let broken = catalog.load(&id(name)).unwrap_err();
        assert_eq!(codes(&broken.problems), [(Severity::Error, code)], "{name}");
    }
    assert_eq!(load(&catalog, "linked").title, "Linked");
}

/// Writes the bytes as a roadmap and returns the problems reported about it.
fn reported(bytes: &[u8]) -> Vec<(Severity, Code)> {
    let folder = folder(&[]);
    fs::write(folder.path().join("x.yaml"), bytes).unwrap();
    match catalog(&[&folder]).load(&id("x")) {
        Ok(_) => Vec::new(),
        Err(broken) => codes(&broken.problems),
    }
}

#[test]
fn files_must_be_utf8_text_of_limited_size() {
    let good = roadmap("T", "- { id: a, title: A }");
    let with = |before: &[u8], after: &[u8]| [before, good.as_bytes(), after].concat();
    let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(reported(good.as_bytes()), []);
    assert_eq!(reported(&with("\u{feff}".as_bytes(), b"")), []);
    assert_eq!(reported(good.replace('\n', "\r\n").as_bytes()), []);
    for bytes in
        [with(b"", b"# \xff"), with(b"", b"# \0"), utf16.clone(), [b"\xff\xfe", &*utf16].concat()]
    {
        assert_eq!(reported(&bytes), [(Severity::Error, Code::NotUtf8)]);
    }
    let limit = 8 * 1024 * 1024 - good.len();
    assert_eq!(reported(&with(b"", &vec![b'#'; limit])), []);
    let large = [(Severity::Error, Code::TooLarge)];
    assert_eq!(reported(&with(b"", &vec![b'#'; limit + 1])), large);
}

#[test]
fn hostile_files_are_reported_quickly() {
    let mut laughs = "a: &a [ha, ha]\n".to_owned();
    for (before, name) in ('a'..='y').zip('b'..) {
        writeln!(laughs, "{name}: &{name} [*{before}, *{before}]").unwrap();
    }
    let anchor = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(20_000));
    let mut deep = format!("title: T\n{STAGE}");
    for level in 0..1000 {
        let indent = " ".repeat(6 + 4 * level);
        write!(deep, "{indent}- id: g{level}\n{indent}  title: G\n{indent}  skills:\n").unwrap();
    }
    let head = format!("title: T\n{STAGE}      - ");
    let flow = format!("{head}{}{}", "{id: g, title: G, skills: [".repeat(1000), "]}".repeat(1000));
    for (name, text, code) in [
        ("laughs", laughs, Code::YamlAlias),
        ("anchor", anchor, Code::YamlAlias),
        ("brackets", "[".repeat(10_000), Code::TooDeep),
        ("closed brackets", format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)), Code::TooDeep),
        ("braces", "{a: ".repeat(10_000), Code::TooDeep),
        ("dashes", "- ".repeat(1_000_000), Code::TooDeep),
        ("groups", deep, Code::TooDeep),
        ("groups in brackets", flow, Code::TooDeep),
    ] {
        let start = std::time::Instant::now();
        let reported = reported(text.as_bytes());
        assert!(reported.contains(&(Severity::Error, code)), "{name}: {reported:?}");
        assert!(start.elapsed().as_secs() < 5, "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn the_first_problems_are_reported_and_the_rest_counted() {
    let entries = "- { id: Bad One, titel: T }\n".repeat(10_000);
    let folder = folder(&[("x.yaml", &roadmap("T", &entries))]);
    let broken = catalog(&[&folder]).load(&id("x")).unwrap_err();
    assert_eq!(broken.problems.len(), 101);
    assert!(broken.problems[..100].iter().all(|problem| problem.position.is_some()));
    assert_eq!(broken.problems[100].message, "and 19900 more");
}

#[test]
fn lint_accepts_files_folders_and_nothing() {
    let good = roadmap("Good", "- { id: zz-a, title: A, needs: [zz-shared-alias] }");
    let bad = roadmap("Bad", "- { id: zz-b, title: B, needs: [zz-nowhere, zz-a] }");
    let skills = "skills:\n  - { id: zz-shared, title: S, aliases: [zz-shared-alias] }\n";
    let files = folder(&[("good.yaml", &good), ("bad.yaml", &bad), ("skills.yaml", skills)]);
    let unknown_need = [(Severity::Error, Code::UnknownNeed)];
    let file = |name: &str| files.path().join(name);
    let none = Catalog::open(&Folders::default());
    assert_eq!(codes(&lint(&none, &[file("good.yaml")], today())), []);
    assert_eq!(codes(&lint(&none, &[file("bad.yaml")], today())), unknown_need);
    assert_eq!(codes(&lint(&none, &[files.path().to_owned()], today())), unknown_need);
    assert_eq!(
        codes(&lint(&none, &[file("bad.yaml"), files.path().to_owned()], today())),
        unknown_need
    );
    assert_eq!(
        codes(&lint(&none, &[file("gone.yaml")], today())),
        [(Severity::Error, Code::Unreadable)]
    );
    assert_eq!(codes(&lint(&catalog(&[&files]), &[], today())), unknown_need);
}

#[test]
fn the_shipped_files_have_no_problems() {
    let none = Catalog::open(&Folders::default());
    assert_eq!(lint(&none, &[], today()), []);
    assert_eq!(lint(&none, &[Path::new("roadmaps").to_owned()], today()), []);
}

#[test]
fn lint_accepts_a_roadmap_id() {
    let files = folder(&[("mine.yaml", &roadmap("T", "- { id: zz-a, title: A, needs: [zz-b] }"))]);
    let catalog = catalog(&[&files]);
    let problems = lint(&catalog, &["mine".into()], today());
    assert_eq!(codes(&problems), [(Severity::Error, Code::UnknownNeed)]);
    assert_eq!(problems[0].file, files.path().join("mine.yaml"));
    assert_eq!(lint(&catalog, &["devops".into()], today()), []);
    let missing = lint(&catalog, &["nothing".into()], today());
    assert_eq!(codes(&missing), [(Severity::Error, Code::Unreadable)]);
}

#[test]
fn lint_reports_user_mistakes_only_in_user_files() {
    // It replaces a roadmap whose skills other built-in roadmaps need, redefines a
    // shared id with another title, and has an alias that is a shared id.
    let backend =
        roadmap("Mine", "- { id: git, title: My git }\n- { id: zz-a, title: A, aliases: [sql] }");
    let skills = "skills:\n  - { id: zz-s, title: S, aliases: [linux-shell] }\n";
    let files = folder(&[("backend.yaml", &backend), ("skills.yaml", skills)]);
    let problems = lint(&catalog(&[&files]), &[], today());
    assert!(!problems.is_empty());
    for problem in &problems {
        assert!(problem.file.starts_with(files.path()), "{problem:#?}");
        assert!(!problem.is_error(), "{problem:#?}");
    }
}

#[test]
fn a_review_is_old_after_18_months() {
    for (reviewed, want) in [
        ("2025-05", vec![]),
        ("2025-04", vec![(Severity::Warning, Code::OldReview)]),
        ("2026-12", vec![]),
    ] {
        let text = format!("reviewed: {reviewed}\n{}", roadmap("T", "- { id: zz-a, title: A }"));
        let files = folder(&[("x.yaml", &text)]);
        let problems = lint(&catalog(&[&files]), &[files.path().join("x.yaml")], today());
        assert_eq!(codes(&problems), want, "{reviewed}");
    }
}

#[test]
fn optional_keys_are_loaded_into_the_model() {
    let text = "title: T\nreviewed: 2026-11\nstarts_after: [backend, devops]\nstages:\n  \
                - { id: s, title: S, milestone: Ready to apply, skills: [{ id: a, title: A }] }\n";
    let roadmap = Roadmap::from_yaml(&id("x"), text, None).unwrap();
    assert_eq!(roadmap.reviewed, Some(today()));
    assert_eq!(
        roadmap.starts_after,
        Some(StartsAfter::Roadmaps(vec![id("backend"), id("devops")]))
    );
    assert_eq!(roadmap.stages()[0].milestone.as_deref(), Some("Ready to apply"));
    for (written, want) in [
        ("backend", StartsAfter::Roadmaps(vec![id("backend")])),
        ("Three years of work.", StartsAfter::Text("Three years of work.".to_owned())),
    ] {
        let text = text.replace("[backend, devops]", written);
        let roadmap = Roadmap::from_yaml(&id("x"), &text, None).unwrap();
        assert_eq!(roadmap.starts_after, Some(want));
    }
}
