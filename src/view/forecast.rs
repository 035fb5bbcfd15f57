//! The saved plan in one line.

use jiff::civil::Date;

use crate::query::plan::Forecast;

use super::style::{Role, Style};

/// Days after which a month says enough.
const SOON: i32 = 183;

/// Days after which a date needs its year.
const A_YEAR: i32 = 360;

/// `at 6 h/week: Databases by 14 Feb, all by Jun 2027; goal 1 Jun`. States both
/// and judges neither.
pub fn forecast(forecast: &Forecast<'_>, today: Date, style: &Style) -> String {
    let all = when(forecast.finish.mid, today);
    let stage = forecast.stage.as_ref().and_then(|stage| {
        let finish = stage.finish.filter(|finish| *finish != forecast.finish)?;
        Some(format!("{} by {}, ", style.text(stage.title), when(finish.mid, today)))
    });
    let goal = forecast.by.map(|by| format!("; goal {}", day(by, today)));
    let weekly = forecast.hours_per_week;
    let (stage, goal) = (stage.unwrap_or_default(), goal.unwrap_or_default());
    format!("at {weekly} h/week: {stage}all by {all}{goal}")
}

/// The line for someone who has saved no plan.
pub fn no_forecast(style: &Style) -> String {
    let question = style.paint(Role::Faint, "When will you be there?");
    format!("{question} {}", style.paint(Role::Command, "roadmap plan --hours-per-week 8"))
}

/// `14 Feb` for a day within half a year, `Jun 2027` for one after that.
fn when(finish: Date, today: Date) -> String {
    let is_soon = (finish - today).get_days() <= SOON;
    if is_soon { day(finish, today) } else { finish.strftime("%b %Y").to_string() }
}

/// `1 Jun` for a day of the coming year, `1 Jun 2029` for any other.
fn day(day: Date, today: Date) -> String {
    let is_clear = (0..A_YEAR).contains(&(day - today).get_days());
    day.strftime(if is_clear { "%-d %b" } else { "%-d %b %Y" }).to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_say_no_more_than_they_must() {
        let today = date(2026, 11, 20);
        for (to, finish, goal) in [
            (date(2026, 11, 20), "20 Nov", "20 Nov"),
            (date(2027, 2, 14), "14 Feb", "14 Feb"),
            (date(2027, 6, 1), "Jun 2027", "1 Jun"),
            (date(2027, 11, 20), "Nov 2027", "20 Nov 2027"),
            (date(2026, 6, 1), "1 Jun 2026", "1 Jun 2026"),
        ] {
            assert_eq!((&*when(to, today), &*day(to, today)), (finish, goal));
        }
    }
}
