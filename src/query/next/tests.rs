//! One table for each rule about next steps.

use jiff::Timestamp;
use jiff::civil::date;
use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::progress::{Change, Event, Progress};
use crate::query::fixtures::{at, evaluation, ids, sketch, statuses};
use crate::query::{Reach, steps};

/// Steps as `~a b lang(php !laravel)`: learning, ready, a choice with its options,
/// where `!` marks those that cannot be begun yet.
fn show(evaluation: &Evaluation<'_>, wanted: &Wanted<'_>) -> String {
    let shown: Vec<String> = steps(evaluation, wanted)
        .into_iter()
        .map(|step| {
            let id = &evaluation.entry(step.ix()).id;
            match step {
                Step::Learning(_) => format!("~{id}"),
                Step::Skill(_) => id.to_string(),
                Step::Choice(choice) => {
                    let options = evaluation.options(choice).into_iter().map(|(option, ready)| {
                        let id = &evaluation.entry(option).id;
                        if ready { id.to_string() } else { format!("!{id}") }
                    });
                    format!("{id}({})", options.collect::<Vec<_>>().join(" "))
                }
            }
        })
        .collect();
    shown.join(" ")
}

#[track_caller]
fn assert_next_of(wanted: &Wanted<'_>, text: &str, cases: &[(&str, &str)]) {
    for (progress, want) in cases {
        let shown = evaluation(text, progress, |evaluation| show(evaluation, wanted));
        assert_eq!(shown, *want, "{text} with '{progress}'");
    }
}

/// Asserts all steps, without a limit.
#[track_caller]
fn assert_next(text: &str, cases: &[(&str, &str)]) {
    assert_next_of(&Wanted { limit: 99, ..Wanted::default() }, text, cases);
}

#[test]
fn ready_skills_are_in_file_order() {
    assert_next(
        "a b<a d | e",
        &[("", "a d e"), ("a+", "b d e"), ("a- e+", "b d"), ("a+ b+ d+ e+", "")],
    );
}

#[test]
fn optional_skills_and_choices_are_steps_only_on_request() {
    let text = "a? g?[b] c?=1[d e] z o=1[p[q x?] r]";
    assert_next(text, &[("", "z o(p r)"), ("q~", "~q z"), ("d~", "~d z o(p r)")]);
    let wanted = Wanted { limit: 99, reach: Reach::WithOptional, ..Wanted::default() };
    assert_next_of(&wanted, text, &[("", "a b c(d e) z o(p r)"), ("q+ c+", "a b z x")]);
}

#[test]
fn entries_out_of_scope_are_not_steps() {
    assert_next(
        "l=1[p[a b] q] w=1[d<p e]",
        &[("q~", "~q w(e)"), ("q+", "w(e)"), ("a+", "b w(e !d)")],
    );
}

#[test]
fn an_open_choice_is_one_step_instead_of_its_options() {
    assert_next("c=1[a g[b d]] e", &[("", "c(a g) e"), ("b+", "d e"), ("b~", "~b d e")]);
    assert_next("c=2[a b d]", &[("a~", "~a c(b d)"), ("a+", "c(b d)"), ("a+ b~", "~b")]);
}

#[test]
fn a_choice_is_a_step_when_nothing_blocks_it() {
    assert_next("z c<z=1[a b]", &[("", "z"), ("z+", "c(a b)")]);
    assert_next("z g<z[c=1[a b]]", &[("", "z"), ("z~", "~z"), ("z-", "c(a b)")]);
    assert_next("o? c<o=1[a b]", &[("", "c(a b)")]);
}

#[test]
fn a_choice_is_a_step_when_one_of_its_options_can_be_begun() {
    assert_next("z c=1[a<z b<z]", &[("", "z"), ("z+", "c(a b)")]);
    assert_next("z c=1[g<z[a] h[b<z d<b]]", &[("", "z"), ("z+", "c(g h)")]);
    // An optional skill in an option is not enough.
    assert_next("z c=1[g[a<z x?]]", &[("", "z")]);
    // A choice in the option is enough.
    assert_next("c=1[g[h=1[a b] d<h]]", &[("", "c(g)"), ("a~", "~a"), ("a+", "d")]);
}

#[test]
fn ready_options_come_first() {
    assert_next("z c=2[a<z b d<b e]", &[("", "z c(b e !a !d)"), ("b+", "z c(d e !a)")]);
}

#[test]
fn options_that_do_not_count_are_not_offered() {
    assert_next("c=1[a b g[d x?]]", &[("a- d-", "c(b)"), ("a- b- g-", ""), ("a- b- d-", "")]);
}

#[test]
fn a_choice_inside_an_option_waits_for_the_option() {
    let text = "c=1[g[a h=1[b d]] e]";
    assert_next(text, &[("", "c(g e)"), ("a~", "~a h(b d)"), ("b+", "a"), ("e~", "~e")]);
}

#[test]
fn skills_being_learned_come_first_with_their_open_needs() {
    assert_next("a b<a d", &[("b~", "~b a d"), ("b~ a+", "~b d")]);
    assert_next("x? a", &[("x~", "~x a")]);
    let blocked = evaluation("a o? g<a[b<o,d] d", "b~", |evaluation| {
        let next = next(std::slice::from_ref(evaluation), &Wanted::default());
        let StepAnswer::Skill(step) = &next.steps[0] else { panic!("b is a skill") };
        step.blocked_by.iter().map(|named| named.id.to_string()).collect::<Vec<_>>()
    });
    assert_eq!(blocked, ["d", "a"]);
}

#[test]
fn skills_being_learned_out_of_scope_are_listed_beside() {
    let (shown, beside) = evaluation("c=1[a b] d", "a+ b~", |evaluation| {
        let next = next(std::slice::from_ref(evaluation), &Wanted::default());
        let beside: Vec<String> = next.beside.iter().map(|named| named.id.to_string()).collect();
        (show(evaluation, &Wanted::default()), beside.join(" "))
    });
    assert_eq!((shown.as_str(), beside.as_str()), ("d", "b"));
}

#[test]
fn the_limit_applies_to_steps_that_are_not_begun() {
    let text = "a b c=1[d e] f g";
    let wanted = |limit| Wanted { limit, ..Wanted::default() };
    assert_next_of(&Wanted::default(), text, &[("", "a b c(d e)"), ("a~ g~", "~a ~g b c(d e) f")]);
    assert_next_of(&wanted(1), text, &[("", "a"), ("a+", "b")]);
    assert_next_of(&wanted(0), text, &[("", ""), ("b~", "~b")]);
}

#[test]
fn steps_can_be_limited_to_one_stage() {
    let wanted = Wanted { stage: Some("stage-2"), ..Wanted::default() };
    assert_next_of(&wanted, "a | b<a d e", &[("", "d e"), ("a~ d~", "~d e"), ("a+", "b d e")]);
}

#[test]
fn several_roadmaps_follow_each_other_with_each_skill_once() {
    let (one, two) =
        (sketch("git sql lang=1[php go]"), sketch("docker git linux lang=1[php go] k<sql"));
    let evaluations = |first: &str, second: &str| {
        let evaluations = [
            Evaluation::from_statuses(&one, &statuses(&one, first)),
            Evaluation::from_statuses(&two, &statuses(&two, second)),
        ];
        let wanted = Wanted { limit: 3, ..Wanted::default() };
        let steps = next(&evaluations, &wanted).steps;
        let ids = steps.iter().map(|step| match step {
            StepAnswer::Skill(skill) => skill.id.as_str(),
            StepAnswer::Choice(choice) => choice.id.as_str(),
        });
        ids.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(evaluations("", ""), "git sql lang docker linux k");
    assert_eq!(evaluations("git~", "git~"), "git sql lang docker linux k");
    assert_eq!(evaluations("git+ php+", "git+ php+"), "sql docker linux k");
}

#[test]
fn unlocks_are_counted_directly_and_in_total() {
    for (text, progress, step, now, total) in [
        ("a b<a d<b", "", "a", "b", 2),
        ("a b<a,e d<b e", "", "a", "", 2),
        ("a b<a,e d<b e", "e+", "a", "b", 2),
        ("a b<a d<a", "d+", "a", "b", 1),
        // A group unlocks what waits for it once its last skill is done.
        ("g[a b] d<g[e f<e]", "", "a", "", 2),
        ("g[a b] d<g[e f<e]", "b+", "a", "e", 2),
        ("g[a b?] d<g", "", "b", "", 0),
        // A choice unlocks what its first option unlocks.
        ("c=1[a b] d<c e<b f<a", "", "c", "d e f", 3),
        ("c=1[g[a b] e] d<c", "", "c", "d", 1),
        ("c=1[g[a b] e] d<c", "a~", "b", "", 1),
        // Optional skills are listed only for an optional skill.
        ("a b?<a d<a", "", "a", "d", 1),
        ("o? b?<o d<o", "", "o", "b", 1),
    ] {
        let unlocked = evaluation(text, progress, |evaluation| {
            let left = Remaining::of(evaluation);
            let unlocked = Unlocks::new(&left).of(at(evaluation.roadmap(), step));
            (ids(evaluation.roadmap(), unlocked.now), unlocked.total)
        });
        assert_eq!(unlocked, (now.to_owned(), total), "{step} of {text} with '{progress}'");
    }
}

fn event(change: Change, day: i8) -> Event {
    let on = date(2026, 11, day);
    Event { id: Uuid::nil(), at: Timestamp::UNIX_EPOCH, on, change }
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

#[test]
fn the_latest_touched_comes_first_and_needs_have_dates() {
    let roadmap = sketch("a b<a,x,p,o,s,lost l=1[p q] o? s x");
    let start = |skill, day| {
        event(Change::Start { skills: vec![id(skill)], redate: false, note: None }, day)
    };
    let note = Change::Note { skills: vec![id("b")], note: Some("hard".into()), links: vec![] };
    let done = Change::Done {
        skills: vec![id("a")],
        known: false,
        redate: false,
        resources: vec![],
        note: None,
        evidence: vec![],
    };
    let skip = Change::Skip { skills: vec![id("s")], redate: false, note: None };
    let events = [event(done, 1), start("b", 2), start("q", 3), event(skip, 4), event(note, 5)];
    let progress = Progress::fold(&events);
    let evaluation = Evaluation::new(&roadmap, &progress);
    assert_eq!(show(&evaluation, &Wanted::default()), "~b ~q x");
    let states: Vec<_> = needs(&evaluation, at(&roadmap, "b"))
        .into_iter()
        .map(|need| (need.id.to_string(), need.state))
        .collect();
    let expected = [
        ("a", NeedState::Done { since: Some(date(2026, 11, 1)) }),
        ("x", NeedState::Open),
        ("p", NeedState::OutOfScope),
        ("o", NeedState::Optional),
        ("s", NeedState::Skipped { since: Some(date(2026, 11, 4)) }),
        ("lost", NeedState::Assumed),
    ];
    assert_eq!(states, expected.map(|(id, state)| (id.to_owned(), state)));
}

#[test]
fn the_json_has_the_documented_shape() {
    let yaml = "
title: Sketch
stages:
  - id: databases
    title: Databases
    skills:
      - { id: sql, title: SQL, hours: 25-40, needs: [maths], resources: [
          { title: Guide, url: 'https://example.org/a', kind: docs, cost: free },
          'https://example.org/b' ] }
      - { id: orm, title: ORM, needs: [sql] }
      - id: server-language
        title: A language
        choose: 1
        skills: [ { id: php, title: PHP, hours: 1.5 }, { id: go, title: Go } ]
";
    let roadmap = Roadmap::from_yaml(&RoadmapId::new("backend").unwrap(), yaml, None).unwrap();
    let tick = Change::Done {
        skills: vec![],
        known: false,
        redate: false,
        resources: vec![crate::progress::ResourceRef {
            skill: id("sql"),
            url: "https://example.org/b".into(),
        }],
        note: None,
        evidence: vec![],
    };
    let progress = Progress::fold(&[event(tick, 1)]);
    let next = next(&[Evaluation::new(&roadmap, &progress)], &Wanted::default());
    let resource = |title: Option<&str>, url, kind: Option<&str>, cost: Option<&str>, done| json!({ "title": title, "url": url, "kind": kind, "cost": cost, "done": done });
    assert_eq!(
        serde_json::to_value(&next).unwrap(),
        json!({ "steps": [
            { "kind": "skill", "roadmap": "backend", "roadmap_title": "Sketch", "id": "sql", "title": "SQL",
              "stage": "databases", "status": "todo", "since": null,
              "hours": { "min": 25, "max": 40 }, "needs": ["maths"], "blocked_by": [], "summary": null, "done_when": [],
              "unlocks": ["orm"], "unlocks_total": 1, "resources": [
                resource(Some("Guide"), "https://example.org/a", Some("docs"), Some("free"), false),
                resource(None, "https://example.org/b", None, None, true)] },
            { "kind": "choice", "roadmap": "backend", "roadmap_title": "Sketch", "id": "server-language",
              "title": "A language", "stage": "databases", "choose": 1, "to_choose": 1, "chosen": [],
              "options": [
                { "id": "php", "title": "PHP", "ready": true, "hours": { "min": 1.5, "max": 1.5 } },
                { "id": "go", "title": "Go", "ready": true, "hours": null }],
              "needs": [], "unlocks": [], "unlocks_total": 0 }],
            "beside": [], "finished": [] })
    );
}
