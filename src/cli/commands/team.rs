//! `team`: where everybody of a class stands.

use std::path::PathBuf;

use career_roadmap::query::dates::{self, Direction};
use career_roadmap::query::team::{Answered, Sort};
use career_roadmap::view::team::ClassView;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use crate::cli::class::{self, OpenedClass};
use crate::cli::context::Context;
use crate::cli::days;
use crate::cli::error::{Outcome, Status};
use crate::cli::output::{Answer, print_raw};

/// Where everybody of a class stands
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Everybody is a folder or a file in DIR: NAME/progress.jsonl (and NAME/progress*.jsonl) or NAME.jsonl.\n\n\
    Examples:\n  roadmap team class\n  roadmap team class --inactive 14d --sort active\n  \
    roadmap team class --who docker"
)]
pub struct Args {
    /// Folders with a folder or file for each person
    #[arg(value_name = "DIR", required = true)]
    folders: Vec<PathBuf>,
    /// In this roadmap instead of everybody's current one
    #[arg(long, value_name = "ROADMAP")]
    roadmap: Option<String>,
    /// Sort by this
    #[arg(long, value_name = "KEY", value_parser = sorts(), default_value = "name")]
    #[arg(conflicts_with = "view")]
    sort: Sort,
    /// Only people who recorded nothing for so many days, such as 14d or 2w
    #[arg(long, value_name = "DAYS", value_parser = days::count, conflicts_with = "view")]
    inactive: Option<i32>,
    /// Only people whose current stage this is
    #[arg(long, value_name = "STAGE", conflicts_with = "view")]
    at_stage: Option<String>,
    /// How far everybody is in each stage
    #[arg(long, group = "view")]
    stages: bool,
    /// Which skills take longest, are started and left, or are skipped
    #[arg(long, group = "view")]
    skills: bool,
    /// Who has done a skill, is learning it, or is ready for it
    #[arg(long, value_name = "SKILL", group = "view")]
    who: Option<String>,
    /// The overview and this week's report of one person, as they see them
    #[arg(long, value_name = "NAME", group = "view", conflicts_with = "roadmap")]
    person: Option<String>,
    /// What happened on this day and later
    #[arg(long, value_name = "DATE", group = "view")]
    since: Option<String>,
    /// Print comma-separated values, for a spreadsheet
    #[arg(long, conflicts_with_all = ["json", "format", "person"])]
    csv: bool,
    #[command(flatten)]
    answer: Answer,
}

fn sorts() -> impl TypedValueParser<Value = Sort> {
    PossibleValuesParser::new(Sort::ALL.iter().map(|sort| sort.name()))
        .map(|name| *Sort::ALL.iter().find(|sort| sort.name() == name).expect("one of them"))
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    if let Some(name) = &args.person {
        return class::print_person(context, &args.folders, name, &args.answer);
    }
    let today = context.clock()?.today;
    let since = args.since.as_deref();
    let since = since.map(|text| dates::parse(text, today, Direction::Past)).transpose()?;
    let opened = OpenedClass::open(context, &args.folders, args.roadmap.as_deref())?;
    let class = opened.class(today);
    if args.stages {
        return args.print(context, &opened, &class.stages());
    }
    if args.skills {
        return args.print(context, &opened, &class.skills());
    }
    if let Some(name) = &args.who {
        let skill = opened.skill(&class, name)?;
        return args.print(context, &opened, &class.who(&skill.roadmap, skill.ix));
    }
    if let Some(since) = since {
        return args.print(context, &opened, &class.since(since));
    }
    let mut rows = class.standings();
    opened.check(context, &rows)?;
    opened.warn_of_rows(context, &rows.answer, rows.read);
    let named = args.at_stage.as_deref();
    let stage = named.map(|name| opened.stage(&rows.answer, name)).transpose()?;
    rows.answer.retain(|row| {
        args.inactive.is_none_or(|days| row.is_inactive(today, days))
            && stage.as_ref().is_none_or(|stage| row.stage.is_some_and(|at| at.id == stage))
    });
    args.show(context, &rows.map(|rows| class.table(rows, args.sort)))
}

impl Args {
    fn print<T: Serialize + ClassView>(
        &self,
        context: &Context,
        opened: &OpenedClass,
        answered: &Answered<T>,
    ) -> Outcome {
        opened.check(context, answered)?;
        self.show(context, answered)
    }

    fn show<T: Serialize + ClassView>(&self, context: &Context, answered: &Answered<T>) -> Outcome {
        if self.csv {
            print_raw(&answered.answer.csv())?;
        } else {
            let text = || answered.answer.text(answered.date, &context.style);
            self.answer.print(context, answered, text)?;
        }
        Ok(Status::Done)
    }
}
