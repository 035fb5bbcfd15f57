//! The options of commands that plan.

use anyhow::Result;
use career_roadmap::query::dates;
use career_roadmap::query::plan::{PlanRequest, Weekly};
use jiff::civil::Date;

/// The terms of a plan, as typed.
#[derive(Debug, clap::Args)]
pub struct Planning {
    /// Hours a week, in steps of 0.5
    #[arg(long, value_name = "H", allow_negative_numbers = true)]
    hours_per_week: Option<Weekly>,
    /// First day, instead of today
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Goal: shows the hours a week it takes or, with --hours-per-week, what does not fit
    #[arg(long, value_name = "DATE")]
    by: Option<String>,
    /// Days off, including both dates (repeatable)
    #[arg(long, value_name = "A..B")]
    off: Vec<String>,
    /// Include optional skills
    #[arg(long)]
    optional: bool,
}

impl Planning {
    /// The options as a request, with dates relative to `today`.
    ///
    /// # Errors
    /// If a date cannot be parsed.
    pub fn request(&self, today: Date) -> Result<PlanRequest> {
        let date = |text: &Option<String>| {
            let parse = |text: &String| dates::parse(text, today, dates::Direction::Ahead);
            text.as_ref().map(parse).transpose()
        };
        Ok(PlanRequest {
            weekly: self.hours_per_week,
            from: date(&self.from)?,
            by: date(&self.by)?,
            off: self
                .off
                .iter()
                .map(|text| dates::parse_range(text, today))
                .collect::<Result<_, _>>()?,
            optional: self.optional,
            until: None,
            speed: None,
        })
    }

    /// Whether any of the options was given.
    pub fn is_given(&self) -> bool {
        self.hours_per_week.is_some()
            || self.from.is_some()
            || self.by.is_some()
            || !self.off.is_empty()
            || self.optional
    }
}
