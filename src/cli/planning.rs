//! The options of commands that plan.

use std::rc::Rc;

use anyhow::Result;
use career_roadmap::catalog::Roadmap;
use career_roadmap::query::dates;
use career_roadmap::query::lookup::LookupError;
use career_roadmap::query::plan::{PlanRequest, Weekly};
use career_roadmap::query::speed::{ENOUGH, Speed, speed};
use jiff::civil::Date;

use super::context::Opened;
use super::error::advised;

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
    /// Plan only up to this milestone or stage
    #[arg(long, value_name = "STAGE")]
    until: Option<String>,
    /// Plan with your own speed, from your logged time on finished skills
    #[arg(long)]
    my_speed: bool,
}

impl Planning {
    /// The options as a request, with dates relative to `today`; `--until` and
    /// `--my-speed` are left to [`add_to`](Self::add_to).
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

    /// Adds the options that depend on a roadmap and on progress. `command` is what
    /// was typed before the name of a stage, for messages.
    ///
    /// # Errors
    /// If no stage has the name, or the speed is unknown.
    pub fn add_to(
        &self,
        request: &mut PlanRequest,
        opened: &Opened,
        command: &'static str,
        roadmap: &Rc<Roadmap>,
        speed: impl FnOnce() -> Option<Speed>,
    ) -> Result<()> {
        if let Some(name) = &self.until {
            request.until = Some(until(opened, command, roadmap, name)?);
        }
        if self.my_speed {
            request.speed = Some(enough(speed())?.percent);
        }
        Ok(())
    }

    /// Whether to plan with the person's own speed.
    pub fn is_my_speed(&self) -> bool {
        self.my_speed
    }

    /// Whether any of the options was given.
    pub fn is_given(&self) -> bool {
        self.hours_per_week.is_some()
            || self.from.is_some()
            || self.by.is_some()
            || !self.off.is_empty()
            || self.optional
            || self.until.is_some()
            || self.my_speed
    }
}

/// How long this person takes, over the finished skills of every roadmap;
/// `first` are loaded already.
pub fn speed_of(opened: &Opened, first: &[Rc<Roadmap>]) -> Option<Speed> {
    let all = opened.roadmaps_of_progress(first);
    speed(&opened.progress, all.iter().map(Rc::as_ref))
}

/// The index of the stage that a plan goes up to: that of a milestone, or one by name.
fn until(
    opened: &Opened,
    command: &'static str,
    roadmap: &Rc<Roadmap>,
    name: &str,
) -> Result<usize> {
    let is_meant = |text: &String| text.to_lowercase() == name.trim().to_lowercase();
    let stages = || roadmap.stages().iter();
    if let Some(at) = stages().position(|stage| stage.milestone.as_ref().is_some_and(is_meant)) {
        return Ok(at);
    }
    let stage = opened.lookup(command).stage(std::slice::from_ref(roadmap), name);
    let stage = stage.map_err(|error| match error {
        LookupError::NotFound { .. } => no_such_end(roadmap, name),
        other => other.into(),
    })?;
    Ok(stages().position(|known| known.id == stage).unwrap_or(roadmap.stages().len() - 1))
}

/// An error that lists the stages and the milestones.
fn no_such_end(roadmap: &Roadmap, name: &str) -> anyhow::Error {
    let stages = roadmap.stages().iter();
    let ids: Vec<&str> = stages.clone().map(|stage| stage.id.as_str()).collect();
    let milestones: Vec<&str> = stages.filter_map(|stage| stage.milestone.as_deref()).collect();
    let mut advice = vec![format!("stages: {}", ids.join(", "))];
    if !milestones.is_empty() {
        advice.push(format!("milestones: '{}'", milestones.join("', '")));
    }
    advised(format!("no stage or milestone '{name}'"), advice)
}

/// The speed, if it says something.
fn enough(speed: Option<Speed>) -> Result<Speed> {
    let skills = speed.map_or(0, |speed| speed.skills);
    speed.filter(|speed| speed.skills >= ENOUGH).ok_or_else(|| {
        advised(
            format!(
                "your speed is not known yet: it needs {ENOUGH} finished skills with logged \
                 time, not {skills}"
            ),
            ["log time with roadmap spent, and mark skills as done with roadmap check".to_owned()],
        )
    })
}
