use jiff::Timestamp;
use jiff::civil::date;
use uuid::Uuid;

use super::*;
use crate::catalog::Id;
use crate::progress::{Change, Event, Progress};
use crate::query::fixtures::sketch;
use crate::query::plan::{Terms, plan};

/// A Friday.
const TODAY: Date = date(2026, 11, 20);

/// Progress after these events: each with its distance from today in days, and
/// `done`, `known` or minutes.
fn progress(events: &[(i32, &str, &str)]) -> Progress {
    let event = |(ago, what, skills): &(i32, &str, &str)| {
        let skills: Vec<Id> = skills.split(' ').map(|skill| skill.parse().unwrap()).collect();
        let change = match *what {
            "done" | "known" => Change::Done {
                skills,
                known: *what == "known",
                redate: false,
                resources: Vec::new(),
                note: None,
                evidence: Vec::new(),
            },
            minutes => Change::Spent { skills, minutes: minutes.parse().unwrap() },
        };
        let at = Timestamp::UNIX_EPOCH;
        Event { id: Uuid::nil(), at, on: TODAY - ago.days(), change }
    };
    Progress::fold(&events.iter().map(event).collect::<Vec<_>>())
}

fn shown(learned: &Learned) -> String {
    let day = |(on, day): (Date, Day)| format!("{on} {}m {}", day.minutes, day.done);
    learned.days().map(day).collect::<Vec<_>>().join(", ")
}

#[test]
fn days_have_what_was_logged_and_finished_on_the_skills_of_the_roadmap() {
    let roadmap = sketch("a b? c=1[d e]");
    for (events, want, known) in [
        (&[][..], "", 0),
        (
            &[(3, "30", "a"), (3, "20", "a"), (1, "done", "a")],
            "2026-11-17 50m 0, 2026-11-19 0m 1",
            0,
        ),
        (&[(2, "known", "a"), (2, "10", "elsewhere")], "", 1),
        (&[(0, "done", "a b"), (0, "5", "b")], "2026-11-20 5m 2", 0),
        (&[(-1, "30", "a"), (-1, "done", "b")], "", 0),
        // What was learned counts, whether or not it is in scope.
        (&[(1, "done", "d e")], "2026-11-19 0m 2", 0),
    ] {
        let progress = progress(events);
        let learned = learned(&Evaluation::new(&roadmap, &progress), TODAY);
        assert_eq!((shown(&learned).as_str(), learned.known), (want, known), "{events:?}");
    }
}

#[test]
fn weeks_are_from_monday_to_sunday_and_end_with_this_one() {
    let roadmap = sketch("a");
    let progress = progress(&[(5, "60", "a"), (4, "30", "a"), (0, "done", "a"), (20, "7", "a")]);
    let learned = learned(&Evaluation::new(&roadmap, &progress), TODAY);
    let weeks = learned.weeks(TODAY, 3);
    let week = |week: &Week| (week.monday, week.total().minutes, week.total().done);
    assert_eq!(
        weeks.iter().map(week).collect::<Vec<_>>(),
        [(date(2026, 11, 2), 0, 0), (date(2026, 11, 9), 60, 0), (date(2026, 11, 16), 30, 1)]
    );
    let days: Vec<_> = weeks[2].dated().filter(|(_, day)| *day != Day::default()).collect();
    assert_eq!(
        days,
        [(date(2026, 11, 16), Day { minutes: 30, done: 0 }), (TODAY, Day { minutes: 0, done: 1 })]
    );
}

fn points(points: &[Reached]) -> String {
    let point = |point: &Reached| format!("{} {}", point.on, point.skills);
    points.iter().map(point).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_burn_up_counts_what_is_required_and_goes_on_with_the_plan() {
    let roadmap = sketch("a:5 b:5? c=1[d:5 e:5] f:5");
    for (events, done, ahead, total) in [
        (&[][..], "2026-11-20 0", "2026-11-20 0, 2026-11-29 1, 2026-12-06 2, 2026-12-10 3", 3),
        (
            &[(30, "known", "a"), (9, "done", "b d e")],
            "2026-11-10 1, 2026-11-11 2, 2026-11-20 2",
            "2026-11-20 2, 2026-11-26 3",
            3,
        ),
        (&[(9, "done", "a d f")], "2026-11-10 0, 2026-11-11 3, 2026-11-20 3", "", 3),
    ] {
        let progress = progress(events);
        let evaluation = Evaluation::new(&roadmap, &progress);
        let plan = plan(&evaluation, &Terms::of_saved(None, TODAY), None).unwrap();
        let burn = burn_up(&evaluation, Some(&plan), TODAY);
        let found = (points(&burn.done), points(&burn.plan), burn.total);
        assert_eq!(found, (done.to_owned(), ahead.to_owned(), total), "{events:?}");
        let without = burn_up(&evaluation, None, TODAY);
        assert_eq!((points(&without.done), without.plan), (points(&burn.done), Vec::new()));
    }
}
