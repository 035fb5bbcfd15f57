use jiff::civil::date;

use super::*;
use crate::query::fixtures::{progress_by, sketch};
use crate::query::plan::{Terms, plan};

/// A Friday.
const TODAY: Date = date(2026, 11, 20);

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
            &["30 known a", "9 done b d e"],
            "2026-11-10 1, 2026-11-11 2, 2026-11-20 2",
            "2026-11-20 2, 2026-11-26 3",
            3,
        ),
        (&["9 done a d f"], "2026-11-10 0, 2026-11-11 3, 2026-11-20 3", "", 3),
    ] {
        let progress = progress_by(TODAY, events);
        let evaluation = Evaluation::new(&roadmap, &progress);
        let plan = plan(&evaluation, &Terms::of_saved(None, TODAY), None).unwrap();
        let burn = burn_up(&evaluation, Some(&plan), TODAY);
        let found = (points(&burn.done), points(&burn.plan), burn.total);
        assert_eq!(found, (done.to_owned(), ahead.to_owned(), total), "{events:?}");
        let without = burn_up(&evaluation, None, TODAY);
        assert_eq!((points(&without.done), without.plan), (points(&burn.done), Vec::new()));
    }
}

#[test]
fn units_by_a_day_are_those_with_an_earlier_date_or_none() {
    let roadmap = sketch("a b c d");
    let progress = progress_by(TODAY, &["19 known a", "12 done b", "0 done c"]);
    let evaluation = Evaluation::new(&roadmap, &progress);
    for (ago, done) in [(13, 1), (12, 2), (1, 2), (0, 3)] {
        assert_eq!(units_by(&evaluation, TODAY - ago.days()), Units { done, required: 4 });
    }
}
