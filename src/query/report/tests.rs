//! Tests of what a report contains.

use jiff::ToSpan as _;
use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::progress::{Change, Event, Plan};
use crate::query::fixtures::{progress_by, sketch};

/// A Friday.
const TODAY: Date = date(2026, 11, 20);

#[track_caller]
fn with_report(text: &str, events: &[&str], days: Days, check: impl Fn(&LearningReport<'_>)) {
    let roadmap = sketch(text);
    let progress = progress_by(TODAY, events);
    let evaluations = [Evaluation::new(&roadmap, &progress)];
    check(&report(&progress, &evaluations, &[&roadmap], days, TODAY));
}

#[test]
fn a_report_has_only_what_happened_on_its_days() {
    let events = [
        "9 start a",
        "4 done a",
        "5 done b",
        "1 done gone",
        "0 start c",
        "2 skip d",
        "3 known e",
        "1 refresh b",
        "4 90 a",
        "9 600 a",
        "0 30 c",
        "1 200 gone",
    ];
    with_report("a b c d e", &events, Days::week(TODAY), |report| {
        let done: Vec<_> =
            report.done.iter().map(|done| (done.skill.title, done.on.day())).collect();
        assert_eq!(done, [("a", 16), ("gone", 19)]);
        assert_eq!(report.done[0].evidence, ["proof of a"]);
        assert_eq!(
            (report.done[0].spent_minutes, report.done[0].started),
            (690, Some(TODAY - 9.days()))
        );
        let titles = |dated: &[DatedSkill<'_>]| {
            dated.iter().map(|dated| dated.skill.title).collect::<Vec<_>>().join(" ")
        };
        let lists = [&report.known, &report.started, &report.skipped, &report.refreshed];
        assert_eq!(lists.map(|list| titles(list)), ["e", "c", "d", "b"]);
        let time: Vec<_> =
            report.skills.iter().map(|time| (time.skill.title, time.spent_minutes)).collect();
        assert_eq!(time, [("gone", 200), ("a", 90), ("c", 30)]);
        assert_eq!(report.hours, SpentOfPlanned { spent_minutes: 320, planned_minutes: None });
    });
}

#[test]
fn a_milestone_is_reached_with_the_last_of_its_skills() {
    let events = ["9 done a", "4 done b", "1 done x"];
    let reached = |events: &[&str], days: Days| {
        let mut found = String::new();
        let roadmap = sketch("a b x? !Junior | c !Senior");
        let progress = progress_by(TODAY, events);
        let evaluations = [Evaluation::new(&roadmap, &progress)];
        for milestone in report(&progress, &evaluations, &[&roadmap], days, TODAY).milestones {
            found += &format!("{} {} ", milestone.text, milestone.on.day());
        }
        found
    };
    assert_eq!(reached(&events, Days::week(TODAY)), "Junior 16 ");
    assert_eq!(reached(&events[..1], Days::week(TODAY)), "");
    assert_eq!(reached(&["9 done a", "9 done b"], Days::week(TODAY)), "");
    assert_eq!(reached(&["9 known a", "9 known b"], Days::month(TODAY)), "");
}

/// The day of a plan, its minutes a week, and its days off.
type PlanOn<'a> = (Date, Option<u32>, &'a [(Date, Date)]);

/// Progress with these plans of the roadmap `r`: the day of each, and its days off.
fn planned(plans: &[PlanOn<'_>]) -> Progress {
    let event = |(on, minutes, off): &PlanOn<'_>| {
        let plan = Plan { minutes_per_week: *minutes, off: off.to_vec(), ..Plan::default() };
        let change = Change::Plan { roadmap: RoadmapId::new("r").unwrap(), plan };
        Event { id: Uuid::nil(), at: jiff::Timestamp::UNIX_EPOCH, on: *on, change }
    };
    Progress::fold(&plans.iter().map(event).collect::<Vec<_>>())
}

#[test]
fn planned_hours_are_those_of_working_days_and_of_the_whole_week() {
    fn since(off: &[(Date, Date)]) -> Progress {
        planned(&[(date(2026, 1, 1), Some(480), off)])
    }
    let roadmap = RoadmapId::new("r").unwrap();
    let minutes =
        |progress: &Progress, week| hours(progress, Some(&roadmap), week, TODAY).planned_minutes;
    assert_eq!(minutes(&since(&[]), Days::week(TODAY)), Some(480));
    let last = Days { since: date(2026, 11, 9), until: date(2026, 11, 15) };
    assert_eq!(minutes(&since(&[]), last), Some(480));
    let off = (date(2026, 11, 14), date(2026, 11, 17));
    assert_eq!(minutes(&since(&[off]), last), Some(343));
    assert_eq!(minutes(&since(&[(date(2026, 11, 1), TODAY)]), last), Some(0));
    let short = Days { since: date(2026, 11, 9), until: date(2026, 11, 9) };
    assert_eq!(minutes(&since(&[]), short), Some(69));
    assert_eq!(minutes(&planned(&[(date(2026, 1, 1), None, &[])]), last), None);
    assert_eq!(hours(&since(&[]), None, last, TODAY).planned_minutes, None);
}

#[test]
fn each_day_counts_with_the_plan_that_was_in_force() {
    let roadmap = RoadmapId::new("r").unwrap();
    let minutes = |progress: &Progress, since, until| {
        hours(progress, Some(&roadmap), Days { since, until }, TODAY).planned_minutes
    };
    let (monday, sunday) = (date(2026, 11, 9), date(2026, 11, 15));
    let one = planned(&[(date(2026, 11, 13), Some(700), &[])]);
    assert_eq!(minutes(&one, date(2026, 1, 5), date(2026, 1, 11)), None);
    assert_eq!(minutes(&one, monday, sunday), Some(300));
    assert_eq!(minutes(&one, date(2026, 11, 16), TODAY), Some(700));
    let two = planned(&[(date(2026, 11, 9), Some(70), &[]), (date(2026, 11, 13), Some(700), &[])]);
    assert_eq!(minutes(&two, monday, sunday), Some(40 + 300));
    let cleared = planned(&[(monday, Some(70), &[]), (date(2026, 11, 13), None, &[])]);
    assert_eq!(minutes(&cleared, monday, sunday), Some(40));
}

#[test]
fn the_sum_leaves_out_the_weeks_before_a_plan() {
    let mut progress = planned(&[(date(2026, 11, 9), Some(480), &[])]);
    let change = Change::Spent { skills: vec!["a".parse().unwrap()], minutes: 90 };
    let (id, at) = (Uuid::nil(), jiff::Timestamp::UNIX_EPOCH);
    progress.add(&Event { id, at, on: date(2026, 10, 1), change });
    let mut roadmap = sketch("a b");
    roadmap.id = RoadmapId::new("r").unwrap();
    let evaluations = [Evaluation::new(&roadmap, &progress)];
    let year = report(&progress, &evaluations, &[&roadmap], Days::year(TODAY), TODAY);
    assert_eq!(year.hours, SpentOfPlanned { spent_minutes: 90, planned_minutes: Some(960) });
}
