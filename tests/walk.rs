//! Walks every shipped roadmap from nothing to 100 %: with the program, using only
//! `next`, `start` and `check`, and step by step in the library, to check that the
//! order is one that a mentor would give.

mod common;

use std::collections::BTreeMap;
use std::rc::Rc;

use career_roadmap::catalog::{Catalog, Folders, Ix, Need, Roadmap};
use career_roadmap::progress::Status;
use career_roadmap::query::{Evaluation, Step, Wanted, first_to_start, steps};
use common::Home;

/// How many steps are taken per call, to keep the test fast.
const AT_ONCE: &str = "20";

/// Seven languages with up to four frameworks each: enough for every pair.
const PICKS: usize = 28;

macro_rules! walks {
    ($($test:ident $id:literal,)*) => {$(
        mod $test {
            #[test]
            fn through_the_program() {
                super::through_the_program($id);
            }

            #[test]
            fn in_the_order_of_its_file() {
                super::in_the_order_of_its_file($id);
            }
        }
    )*};
}

walks! {
    backend "backend",
    wordpress_backend "wordpress-backend",
    full_stack "full-stack",
    devops "devops",
    senior_backend "senior-backend",
    architect "architect",
    tech_lead "tech-lead",
}

fn through_the_program(id: &str) {
    let home = Home::new();
    home.ok(&["use", id]);
    loop {
        let answer = home.json(&["next", "-n", AT_ONCE]);
        let steps = answer["steps"].as_array().unwrap();
        if steps.is_empty() {
            break;
        }
        let of = |kind: &str, key: &str| -> Vec<&str> {
            let wanted = steps.iter().filter(|step| step["kind"] == kind);
            wanted.map(|step| step.pointer(key).and_then(|id| id.as_str()).unwrap()).collect()
        };
        let ready = [of("choice", "/options/0/id"), of("skill", "/id")].concat();
        let started = home.json(&[&["start"], &ready[..]].concat());
        let started = started["changed"].as_array().unwrap();
        let started: Vec<&str> = started.iter().map(|id| id.as_str().unwrap()).collect();
        home.ok(&[&["check"], &started[..]].concat());
    }
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["percent"], 100);
    let finished = home.ok(&["next"]);
    for next in &load(id).leads_to {
        assert!(finished.contains(next.roadmap.as_str()), "{finished}");
    }
}

/// Takes the first step each time, for every option of each choice.
fn in_the_order_of_its_file(id: &str) {
    let roadmap = load(id);
    for pick in 0..PICKS {
        let path = walk(&roadmap, pick);
        let outermost = |ix: Ix| roadmap.around(ix).last().unwrap_or(ix);
        for pair in path.windows(2) {
            assert!(
                outermost(pair[0]) <= outermost(pair[1]),
                "{id}: '{}' has to wait for '{}', which stands after it",
                name(&roadmap, pair[1]),
                name(&roadmap, pair[0]),
            );
        }
        let place: BTreeMap<&str, usize> =
            path.iter().enumerate().map(|(at, ix)| (name(&roadmap, *ix), at)).collect();
        for (early, late) in BEFORE {
            if let (Some(early_at), Some(late_at)) = (place.get(early), place.get(late)) {
                assert!(early_at < late_at, "{id}: {late} before {early}");
            }
        }
    }
}

/// Pairs that must be in this order in every roadmap that has both.
const BEFORE: &[(&str, &str)] = &[
    ("html-and-css", "javascript"),
    ("http", "rest"),
    ("sql", "data-modelling"),
    ("sql", "orm"),
    ("php", "laravel"),
    ("python", "django"),
    ("nodejs", "express"),
    ("javascript", "react"),
    ("rest", "api-design"),
    ("rest", "soap"),
    ("unit-testing", "integration-testing"),
    ("authentication", "web-security"),
    ("web-security", "threat-modelling"),
    ("linux-shell", "docker"),
    ("docker", "kubernetes"),
    ("docker", "microservices"),
    ("deployment", "ci-cd"),
    ("deployment", "observability"),
    ("git", "code-hosting"),
    ("code-hosting", "portfolio"),
    ("todo-app", "portfolio"),
    ("portfolio", "resume"),
    ("resume", "cover-letter"),
    ("resume", "job-boards"),
    ("resume", "interviews"),
    ("community", "referrals"),
    ("community", "real-world-api"),
    ("php", "wp-plugins"),
    ("mysql", "wp-database"),
    ("wp-forums", "wp-themes"),
    ("communication", "stakeholder-work"),
    ("project-planning", "leading-a-project"),
];

/// Returns the skills in the order in which `next` gives them, taking option number
/// `pick`, modulo their number, of each choice.
fn walk(roadmap: &Roadmap, pick: usize) -> Vec<Ix> {
    let one = Wanted { limit: 1, ..Wanted::default() };
    let mut statuses = vec![Status::Todo; roadmap.len()];
    let mut path = Vec::new();
    let mut before = 0;
    loop {
        let evaluation = Evaluation::from_statuses(roadmap, &statuses);
        let percent = evaluation.total().percent();
        assert!(percent >= before, "{percent} % after {before} %");
        before = percent;
        let Some(step) = steps(&evaluation, &one).first().copied() else {
            assert_eq!(percent, 100);
            return path;
        };
        assert!(percent < 100, "a step after 100 %: {}", name(roadmap, step.ix()));
        let skill = match step {
            Step::Learning(ix) | Step::Skill(ix) => ix,
            Step::Choice(ix) => chosen(&evaluation, ix, pick),
        };
        for need in &roadmap.entry(skill).needs {
            // An optional need is only advice: it blocks only optional skills.
            if let Need::Entry(need) = need
                && !roadmap.is_optional(*need)
            {
                assert!(evaluation.is_met(*need), "{} is too early", name(roadmap, skill));
            }
        }
        statuses[skill.at()] = Status::Done;
        path.push(skill);
    }
}

/// Returns the skill to start with for option number `pick` of those that are ready.
fn chosen(evaluation: &Evaluation<'_>, choice: Ix, pick: usize) -> Ix {
    let options = evaluation.options(choice);
    let ready: Vec<Ix> = options.iter().filter(|(_, ready)| *ready).map(|(ix, _)| *ix).collect();
    let option = ready[pick % ready.len()];
    if evaluation.entry(option).is_skill() {
        return option;
    }
    first_to_start(evaluation, option).unwrap_or_else(|_| chosen(evaluation, option, pick))
}

fn load(id: &str) -> Rc<Roadmap> {
    let catalog = Catalog::open(&Folders::default());
    catalog.load(&catalog.listing(id).expect(id).id).unwrap()
}

fn name(roadmap: &Roadmap, ix: Ix) -> &str {
    roadmap.entry(ix).id.as_str()
}
