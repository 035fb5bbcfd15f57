use jiff::civil::date;

use super::*;
use crate::query::fixtures::{progress_by, sketch};

/// A Friday.
const TODAY: Date = date(2026, 11, 20);

/// The days with something: minutes, finished skills, events.
fn shown(activity: &Activity) -> String {
    let weeks = activity.weeks(4);
    let days = weeks.iter().flat_map(Week::dated).filter(|(_, day)| *day != Day::default());
    let day = |(on, Day { events, minutes, done }): (Date, Day)| {
        format!("{} {minutes}m {done} {events}", on.strftime("%d"))
    };
    days.map(day).collect::<Vec<_>>().join(", ")
}

#[test]
fn days_have_what_was_recorded_on_the_skills_of_the_roadmap_or_on_all() {
    let roadmap = sketch("a b? c=1[d e]");
    for (events, of_roadmap, of_all) in [
        (&[][..], "", ""),
        (&["3 30 a", "3 20 a", "1 done a"], "17 50m 0 2, 19 0m 1 1", "17 50m 0 2, 19 0m 1 1"),
        (&["2 known a", "2 10 elsewhere"], "18 0m 0 1", "18 10m 0 2"),
        (&["0 done a b", "0 5 b", "1 done elsewhere"], "20 5m 2 2", "19 0m 1 1, 20 5m 2 2"),
        // Time on several skills is logged once.
        (&["2 60 a b elsewhere"], "18 60m 0 1", "18 60m 0 1"),
        (&["2 start a", "1 skip b"], "18 0m 0 1, 19 0m 0 1", "18 0m 0 1, 19 0m 0 1"),
        (&["-1 30 a", "-1 done b"], "", ""),
        // What was learned counts, whether or not it is in scope.
        (&["1 done d e"], "19 0m 2 1", "19 0m 2 1"),
        // A repeat is an event and does not change the date.
        (&["2 done a", "1 done a"], "18 0m 1 1, 19 0m 0 1", "18 0m 1 1, 19 0m 0 1"),
    ] {
        let progress = progress_by(TODAY, events);
        let found = Activity::of_roadmap(&Evaluation::new(&roadmap, &progress), TODAY);
        assert_eq!(shown(&found), of_roadmap, "{events:?}");
        let all = Activity::of_all(&progress, [&roadmap, &roadmap], TODAY);
        assert_eq!(shown(&all), of_all, "{events:?}");
    }
}

#[test]
fn weeks_are_from_monday_to_sunday_and_end_with_the_last_day() {
    let progress = progress_by(TODAY, &["5 60 a", "4 30 a", "0 done a", "20 7 a"]);
    let weeks = Activity::of_all(&progress, [], TODAY).weeks(3);
    let week = |week: &Week| (week.monday, week.total().minutes, week.total().done);
    assert_eq!(
        weeks.iter().map(week).collect::<Vec<_>>(),
        [(date(2026, 11, 2), 0, 0), (date(2026, 11, 9), 60, 0), (date(2026, 11, 16), 30, 1)]
    );
    assert_eq!(
        weeks[2].days.map(|day| day.is_some()),
        [true, true, true, true, true, false, false]
    );
    assert_eq!(weeks[2].dated().last(), Some((TODAY, Day { events: 1, minutes: 0, done: 1 })));
}

#[test]
fn a_level_is_of_minutes_or_events() {
    for (events, minutes, want) in
        [(0, 0, 0), (1, 0, 1), (1, 29, 1), (1, 30, 2), (4, 0, 3), (1, 179, 3), (1, 180, 4)]
    {
        assert_eq!(Day { events, minutes, done: 0 }.level(), want, "{events} {minutes}");
    }
}

#[test]
fn time_has_a_beginning() {
    let progress = Progress::default();
    assert!(!Activity::of_all(&progress, [], Date::MIN).weeks(53).is_empty());
    assert_eq!(Activity::of_all(&progress, [], Date::MAX).weeks(53).len(), 53);
}
