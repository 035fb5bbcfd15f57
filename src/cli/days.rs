//! The options of commands that look back on a range of days.

use anyhow::Result;
use career_roadmap::query::dates::{Direction, parse};
use career_roadmap::query::days::Days;
use jiff::civil::Date;

use super::error::advised;

/// `--week`, `--month`, `--year`, `--since DATE [--until DATE]`.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DayArgs {
    /// This week, starting on Monday
    #[arg(long, conflicts_with_all = ["month", "year", "since"])]
    week: bool,
    /// This month
    #[arg(long, conflicts_with_all = ["year", "since"])]
    month: bool,
    /// This year
    #[arg(long, conflicts_with = "since")]
    year: bool,
    /// From this day: 2026-11-20, yesterday, or a weekday
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    /// Up to this day, instead of today
    #[arg(long, value_name = "DATE", requires = "since")]
    until: Option<String>,
}

impl DayArgs {
    /// The range of days, if one was given.
    pub fn given(&self, today: Date) -> Result<Option<Days>> {
        if let Some(since) = &self.since {
            let date = |text: &str| parse(text, today, Direction::Past);
            let since = date(since)?;
            let until = self.until.as_deref().map_or(Ok(today), date)?;
            let days = Days::new(since, until).map_err(|error| {
                advised(error.to_string(), ["give the earlier day with --since".to_owned()])
            })?;
            return Ok(Some(days));
        }
        let kinds = [(self.week, Days::week(today)), (self.month, Days::month(today))];
        let kinds = kinds.into_iter().chain([(self.year, Days::year(today))]);
        Ok(kinds.into_iter().find_map(|(asked, days)| asked.then_some(days)))
    }
}
