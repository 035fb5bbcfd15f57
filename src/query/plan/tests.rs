use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::progress::{Change, Event, Plan, Progress};
use crate::query::evaluation::Evaluation;
use crate::query::fixtures::{self, ids, sketch};
use crate::query::remaining::Remaining;

/// A Friday.
const TODAY: Date = date(2026, 11, 20);

fn weekly(hours: u32) -> Weekly {
    Weekly::from_minutes(60 * hours).unwrap()
}

fn at(hours: u32) -> Terms {
    Terms::new(&PlanRequest { weekly: Some(weekly(hours)), ..PlanRequest::default() }, None, TODAY)
        .unwrap()
}

#[track_caller]
fn orders(roadmap: &str, progress: &str, expected: &str) {
    fixtures::evaluation(roadmap, progress, |evaluation| {
        let left = Remaining::of(evaluation);
        let skills = order(evaluation, &left.skills(crate::query::Reach::WithOptional));
        assert_eq!(ids(evaluation.roadmap(), skills), expected, "{roadmap} {progress}");
    });
}

#[test]
fn needs_come_first_then_file_order() {
    orders("a b c", "", "a b c");
    orders("a<c b c", "", "b c a");
    orders("a<b b<c c d", "", "c b a d");
    orders("a<c b | c", "c+", "a b");
    orders("a<c b | c", "c-", "a b");
}

#[test]
fn learning_comes_first_with_what_it_needs() {
    orders("a b c", "c~", "c a b");
    orders("a b c<b", "c~", "b c a");
    orders("a b c<b d", "c~ d~", "d b c a");
    orders("a b[c d] e<b", "e~", "c d e a");
    // A met need stays met, even if its own needs are open.
    orders("a b<a c<b", "b+ c~", "c a");
}

#[test]
fn needs_go_through_groups_and_choices() {
    orders("a<g b g[c d]", "", "b c d a");
    orders("g<b[a] b", "", "b a");
    orders("a<lang b lang=1[php:9 python:5]", "", "b php a");
    orders("a<lang b lang=1[php:9 python:5]", "python~", "python a b");
    // An option that is not assumed delays nothing.
    orders("a<lang b lang=1[python php<z] z", "", "b python a z");
}

#[test]
fn a_skill_comes_after_the_choice_that_unblocks_it() {
    orders("a<p c=1[q p]", "", "q a");
    orders("a<p c=1[q p]", "p~", "p a");
    orders("a<p c=1[q[x y] p[z]] b", "", "x y a b");
    orders("a<z c=2[q r p[z]]", "", "q r a");
    // Of options inside options, the outermost one is not chosen.
    orders("a<p c=1[q g[h=1[r p]]]", "", "q a");
    orders("a<p c=1[g[h=1[r p] s] q]", "", "r a s");
    // Also if a group around it has the need, and for what waits for it.
    orders("g<p[a] b<a c=1[q p]", "", "q a b");
    orders("a<p c=1[q p] b", "a~", "q a b");
    // Met needs are not waited for.
    orders("a<p c=2[q p r]", "p-", "a q r");
    orders("a<b b<p c=1[q p]", "b+", "a q");
    // If the option in turn waits for the skill, the skill does not wait.
    orders("a<p c=1[q<a p]", "", "a q");
}

#[test]
fn an_optional_need_blocks_only_what_is_optional() {
    orders("a<o b o?", "", "a b o");
    orders("a?<o b o?", "", "b o a");
    orders("g<o[a b?] o?", "", "a o b");
    // A need on a group waits for what is required in it.
    orders("a<g g[b c?]", "", "b a c");
}

#[track_caller]
fn finishes(roadmap: &str, terms: &Terms, expected: [Date; 3]) {
    fixtures::evaluation(roadmap, "", |evaluation| {
        let Finish { early, mid, late } = plan(evaluation, terms, None).unwrap().finish.unwrap();
        assert_eq!([early, mid, late], expected, "{roadmap}");
    });
}

#[test]
fn a_finish_is_the_first_day_by_whose_end_the_hours_are_done() {
    finishes("a:7", &at(7), [date(2026, 11, 26); 3]);
    finishes("a:7 b:0.1", &at(7), [date(2026, 11, 27); 3]);
    finishes("a:1-3", &at(7), [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)]);
    let off = Terms { off: vec![(TODAY, date(2026, 11, 22))], ..at(7) };
    finishes("a:1-3", &off, [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)]);
    let leap = Terms { from: date(2028, 2, 28), ..at(7) };
    finishes("a:1-3", &leap, [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]);
    let new_year = Terms { from: date(2026, 12, 30), ..at(7) };
    finishes("a:1-5", &new_year, [date(2026, 12, 30), date(2027, 1, 1), date(2027, 1, 3)]);
}

#[test]
fn weeks_run_from_monday_to_sunday() {
    fixtures::evaluation("a:5 b:6 | c:3", "", |evaluation| {
        let terms = Terms { off: vec![(date(2026, 11, 30), date(2026, 12, 6))], ..at(7) };
        let plan = plan(evaluation, &terms, None).unwrap();
        let json = serde_json::to_value(&plan).unwrap();
        let expected = serde_json::json!([
            { "start": "2026-11-20", "hours": 3, "items": [
                { "id": "a", "hours": 3, "finished": false } ] },
            { "start": "2026-11-23", "hours": 7, "items": [
                { "id": "a", "hours": 2, "finished": true },
                { "id": "b", "hours": 5, "finished": false } ] },
            { "start": "2026-11-30", "hours": 0, "items": [] },
            { "start": "2026-12-07", "hours": 4, "items": [
                { "id": "b", "hours": 1, "finished": true },
                { "id": "c", "hours": 3, "finished": true } ] },
        ]);
        assert_eq!(json["weeks"], expected);
        assert_eq!(json["stages"][0]["finish"]["mid"], "2026-12-07");
        assert_eq!(json["stages"][1]["finish"]["mid"], "2026-12-10");
        assert_eq!(plan.stages[1].start, Some(date(2026, 12, 8)));
        let spans = plan.spans(Period::WeekThenMonth(TODAY));
        let starts: Vec<_> = spans.iter().map(|span| (span.start, span.end)).collect();
        let expected = [
            (TODAY, date(2026, 11, 22)),
            (date(2026, 11, 23), date(2026, 11, 30)),
            (date(2026, 12, 1), date(2026, 12, 31)),
        ];
        assert_eq!(starts, expected);
    });
}

/// Asserts the answer of a plan with a goal only.
#[track_caller]
fn goal(roadmap: &str, by: Date, hours: Option<&str>, met: bool) {
    fixtures::evaluation(roadmap, "", |evaluation| {
        let typed = PlanRequest { by: Some(by), ..PlanRequest::default() };
        let terms = Terms::new(&typed, None, TODAY).unwrap();
        let plan = plan(evaluation, &terms, None).unwrap();
        let goal = plan.by.unwrap();
        let takes = goal.hours_per_week.map(|weekly| weekly.to_string());
        assert_eq!((takes.as_deref(), goal.met), (hours, met), "{roadmap} {by}");
        assert_eq!(goal.does_not_fit.is_empty(), met);
    });
}

#[test]
fn a_goal_without_hours_asks_for_the_hours() {
    let in_a_week = date(2026, 11, 26);
    goal("a:7", in_a_week, Some("7"), true);
    goal("a:7 b:0.1", in_a_week, Some("7.5"), true);
    goal("a:0.1", date(2030, 1, 1), Some("0.5"), true);
    goal("a:100", in_a_week, Some("100"), true);
    goal("a:168", in_a_week, Some("168"), true);
    goal("a:169", in_a_week, None, false);
    goal("a:1", date(2026, 11, 19), None, false);
    goal("a:1", TODAY, Some("7"), true);
}

#[test]
fn with_nothing_left_a_goal_is_met() {
    fixtures::evaluation("a b", "a+ b-", |evaluation| {
        let off = vec![(date(2000, 1, 1), Date::MAX)];
        let typed = PlanRequest { by: Some(date(2020, 1, 1)), off, ..PlanRequest::default() };
        let terms = Terms::new(&typed, None, TODAY).unwrap();
        let plan = plan(evaluation, &terms, None).unwrap();
        let goal = plan.by.unwrap();
        assert_eq!((goal.hours_per_week, goal.met, plan.finish), (None, true, None));
        assert!(plan.weeks.is_empty());
    });
}

#[test]
fn skills_after_the_goal_are_listed_in_order() {
    fixtures::evaluation("a:7 b:7 c:7", "c~", |evaluation| {
        let terms = Terms { by: Some(date(2026, 12, 2)), ..at(7) };
        let goal = plan(evaluation, &terms, None).unwrap().by.unwrap();
        let late: Vec<_> = goal.does_not_fit.iter().map(|skill| skill.title).collect();
        assert_eq!((late, goal.met), (vec!["a", "b"], false));
        assert_eq!(goal.hours_per_week, Weekly::from_minutes(690));
    });
}

#[test]
fn impossible_plans_are_errors() {
    fixtures::evaluation("a:100000 b:100000 c:100000", "", |evaluation| {
        let slow = Terms {
            pace: Pacing::At(Weekly::from_minutes(30).unwrap(), PaceSource::Typed),
            ..at(7)
        };
        assert!(matches!(plan(evaluation, &slow, None), Err(CannotPlan::TooFar { .. })));
        let never = Terms { off: vec![(TODAY, Date::MAX)], ..at(7) };
        assert!(matches!(plan(evaluation, &never, None), Err(CannotPlan::NoDays { .. })));
    });
}

fn spent(skill: &str, minutes: u32) -> Event {
    Event {
        id: Uuid::nil(),
        at: Timestamp::UNIX_EPOCH,
        on: TODAY,
        change: Change::Spent { skills: vec![skill.parse().unwrap()], minutes },
    }
}

#[test]
fn logged_time_is_subtracted() {
    let roadmap = sketch("a:10-20 b:10 c");
    let progress = Progress::fold(&[spent("a", 720), spent("b", 1200)]);
    let evaluation = Evaluation::new(&roadmap, &progress);
    let plan = plan(&evaluation, &at(7), None).unwrap();
    let Range { min, mid, max } = plan.hours;
    // 1 + 1 + 12.5, 3 + 1 + 12.5, 8 + 1 + 12.5: the median of 15 and 10 is 12.5.
    assert_eq!([min, mid, max], [870, 990, 1290].map(Work::of_minutes));
    assert_eq!(plan.unestimated.iter().map(|skill| skill.title).collect::<Vec<_>>(), ["c"]);
}

#[test]
fn typed_terms_override_saved_ones_and_these_the_defaults() {
    let by = Some(date(2027, 6, 1));
    let off = vec![(date(2026, 12, 24), date(2027, 1, 2))];
    let eight = weekly(8);
    let saved = Plan { minutes_per_week: Some(480), by, off: off.clone(), optional: true };
    let terms = |typed: &PlanRequest, saved| Terms::new(typed, saved, TODAY).unwrap();
    let nothing = PlanRequest::default();
    assert_eq!(terms(&nothing, None).pace, Pacing::At(Weekly::DEFAULT, PaceSource::Default));
    let of_saved = terms(&nothing, Some(&saved));
    assert_eq!(of_saved.pace, Pacing::At(eight, PaceSource::Saved));
    assert_eq!((of_saved.by, of_saved.off), (by, off));
    let typed = PlanRequest { by: Some(date(2027, 1, 1)), ..PlanRequest::default() };
    let of_typed = terms(&typed, Some(&saved));
    assert_eq!(of_typed.pace, Pacing::ForGoal(eight, PaceSource::Saved));
    assert_eq!(of_typed.by, typed.by);
    let goal_only = Plan { by, ..Plan::default() };
    assert_eq!(
        terms(&nothing, Some(&goal_only)).pace,
        Pacing::ForGoal(Weekly::DEFAULT, PaceSource::Default)
    );
    let both = PlanRequest { weekly: Some(weekly(3)), ..typed.clone() };
    assert_eq!(terms(&both, Some(&saved)).pace, Pacing::At(weekly(3), PaceSource::Typed));
    let backwards = PlanRequest { from: Some(date(2027, 1, 2)), ..typed };
    assert!(Terms::new(&backwards, None, TODAY).is_err());
}

#[test]
fn assumed_choices_are_listed() {
    fixtures::evaluation(
        "lang=1[php:9 python:5] two=2[x y:3 z:2] g=1[h[i j] k:99 l:100]",
        "x~ h-",
        |evaluation| {
            let plan = plan(evaluation, &at(7), None).unwrap();
            let assumed: Vec<_> = plan
                .assumed
                .iter()
                .map(|assumed| {
                    let options: Vec<_> =
                        assumed.options.iter().map(|option| option.title).collect();
                    format!("{}: {}", assumed.choice.title, options.join(" "))
                })
                .collect();
            assert_eq!(assumed, ["lang: php", "two: y", "g: k"]);
        },
    );
}

#[test]
fn begun_options_that_the_plan_leaves_out_are_listed() {
    fixtures::with_events("lang=1[php python]", &["start python", "start php"], |evaluation| {
        let plan = plan(evaluation, &at(7), None).unwrap();
        let json = serde_json::to_value(&plan.left_out).unwrap();
        let expected =
            serde_json::json!([{ "choice": "lang", "options": ["python"], "kept": ["php"] }]);
        assert_eq!(json, expected);
    });
}

#[test]
fn stages_keep_their_numbers() {
    fixtures::evaluation("a | b | c", "a+", |evaluation| {
        let plan = plan(evaluation, &at(7), None).unwrap();
        let open: Vec<_> =
            plan.stages.iter().filter(|stage| stage.finish.is_some()).map(|s| s.number).collect();
        assert_eq!(open, [2, 3]);
    });
}

#[test]
fn a_milestone_is_reached_once_everything_up_to_its_stage_is_finished() {
    // Scheduled as a, c, b: the second stage is finished before the first.
    let text = "a:7 b:7<c !Junior | c:7 x:7? !Senior | d:7";
    fixtures::evaluation(text, "", |evaluation| {
        let milestones = plan(evaluation, &at(7), None).unwrap().milestones;
        let dates: Vec<_> = milestones
            .iter()
            .map(|found| (found.milestone.text, found.finish.map(|finish| finish.mid)))
            .collect();
        let third = Some(date(2026, 12, 10));
        assert_eq!(dates, [("Junior", third), ("Senior", third)]);
        let json = serde_json::to_value(&milestones[0]).unwrap();
        let expected = serde_json::json!({
            "stage": "stage-1", "text": "Junior", "reached": false, "done": 0, "required": 2,
            "finish": { "early": "2026-12-10", "mid": "2026-12-10", "late": "2026-12-10" },
        });
        assert_eq!(json, expected);
    });
    fixtures::evaluation(text, "a+ b+", |evaluation| {
        let milestones = plan(evaluation, &at(7), None).unwrap().milestones;
        assert_eq!((milestones[0].milestone.reached, milestones[0].finish), (true, None));
    });
}

#[test]
fn the_median_is_not_rounded() {
    // Midpoints of 1.5 and 2 minutes, so a median of 1.75: a tenth of that is left.
    fixtures::evaluation("a:0.0167-0.0333 b:0.0333 c", "a+ b+", |evaluation| {
        let plan = plan(evaluation, &at(7), None).unwrap();
        assert_eq!(plan.hours.mid.times(4), Work::of_minutes(7));
    });
}
