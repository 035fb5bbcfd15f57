//! `team`: where everybody of a class stands.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::{Context as _, Result};
use career_roadmap::catalog::{Roadmap, RoadmapId};
use career_roadmap::progress::{People, Person, PersonProblem, Progress};
use career_roadmap::query::dates::{self, Direction};
use career_roadmap::query::days::Days;
use career_roadmap::query::next::Named;
use career_roadmap::query::team::{
    Basis, Happened, Happening, Names, SkillFigures, SkillMark, Sort, StageMap, StageRow, Standing,
    Sums, Survey, Who, WhoSkill, happened, skills, stages, standings, sums, survey, who,
};
use career_roadmap::suggest::nearest;
use career_roadmap::view::team::{self as view, csv};
use career_roadmap::view::text::Text;
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::context::{Context, DEFAULT_ROADMAP, Opened};
use crate::cli::error::{self, Outcome, Status, advised};
use crate::cli::output::{Answer, print_raw};
use crate::cli::overview::{self, Somebody};

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
    #[arg(long, value_name = "KEY", value_enum, default_value_t, conflicts_with = "view")]
    sort: SortKey,
    /// Only people who recorded nothing for so many days, such as 14d or 2w
    #[arg(long, value_name = "DAYS", value_parser = days, conflicts_with = "view")]
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

/// What the table is sorted by.
#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum SortKey {
    #[default]
    Name,
    Percent,
    Stage,
    Active,
    Hours,
    Pace,
    Finish,
}

#[derive(Serialize)]
struct Table<'a> {
    date: Date,
    people: Vec<Standing<'a>>,
    sums: Sums<'a>,
    problems: Vec<PersonProblem>,
}

#[derive(Serialize)]
struct Stages<'a> {
    date: Date,
    roadmaps: Vec<StageMap<'a>>,
    problems: Vec<PersonProblem>,
}

#[derive(Serialize)]
struct SkillsAnswer<'a> {
    date: Date,
    people: usize,
    skills: Vec<SkillFigures<'a>>,
    problems: Vec<PersonProblem>,
}

#[derive(Serialize)]
struct WhoAnswer<'a> {
    date: Date,
    #[serde(flatten)]
    who: WhoSkill<'a>,
    problems: Vec<PersonProblem>,
}

#[derive(Serialize)]
struct Since {
    date: Date,
    #[serde(flatten)]
    happened: Happened,
    problems: Vec<PersonProblem>,
}

pub fn run(context: &Context, args: &Args) -> Outcome {
    let today = context.clock()?.today;
    let since = args.since.as_deref();
    let since = since.map(|text| dates::parse(text, today, Direction::Past)).transpose()?;
    let found = People::find(&args.folders)?;
    if let Some(name) = &args.person {
        return one_person(context, args, &found, name, today);
    }
    // Names are looked up as for somebody who has recorded nothing.
    let mut opened = Opened::new(context.catalog(), Progress::default())?;
    let loaded: Vec<Rc<Roadmap>> =
        opened.load_all().into_iter().map(|(_, loaded)| loaded).collect();
    context.warn_of_broken(&opened.catalog);
    context.warn_of_catalog(&opened.catalog);
    let chosen = args.roadmap.as_ref().map(|name| {
        let id = opened.lookup("team --roadmap").roadmap(name)?;
        anyhow::Ok(opened.catalog.load(&id)?)
    });
    let chosen = chosen.transpose()?;
    let roadmaps: Vec<&Roadmap> = loaded.iter().map(Rc::as_ref).collect();
    let default = RoadmapId::new(DEFAULT_ROADMAP)?;
    let basis = Basis { roadmaps: &roadmaps, chosen: chosen.as_deref(), default: &default, today };
    let class = Class { context, args, basis, people: &found.people };
    let unlisted = found.problems.clone();
    if args.stages {
        class.stages(unlisted)
    } else if args.skills {
        class.skills(unlisted)
    } else if let Some(skill) = &args.who {
        opened.in_use = class.followed(opened.in_use);
        class.who(&opened, skill, unlisted)
    } else if let Some(since) = since {
        class.since(since, unlisted)
    } else {
        class.table(&opened, &loaded, unlisted)
    }
}

/// The people, and what was asked about them.
struct Class<'a> {
    context: &'a Context,
    args: &'a Args,
    basis: Basis<'a>,
    people: &'a [Person],
}

impl<'a> Class<'a> {
    fn table(
        &self,
        opened: &Opened,
        loaded: &[Rc<Roadmap>],
        unlisted: Vec<PersonProblem>,
    ) -> Outcome {
        let basis = &self.basis;
        let Survey { mut answers, problems } =
            survey(self.people, |member| Some(Standing::of(basis, member)));
        self.check(answers.len(), &problems, &unlisted)?;
        let all = answers.len();
        let mut rows: Vec<Standing<'a>> = answers.drain(..).flatten().collect();
        self.warn_of_unknown(&rows, all - rows.len());
        if let Some(days) = self.args.inactive {
            rows.retain(|row| row.is_inactive(basis.today, days));
        }
        if let Some(stage) = &self.args.at_stage {
            let followed =
                |roadmap: &&Rc<Roadmap>| rows.iter().any(|row| row.roadmap == roadmap.id);
            let followed: Vec<Rc<Roadmap>> = loaded.iter().filter(followed).cloned().collect();
            let stage = opened.lookup("team --at-stage").stage(&followed, stage)?;
            rows.retain(|row| row.stage.is_some_and(|at| *at.id == stage));
        }
        standings(&mut rows, self.args.sort.into());
        let sums = sums(basis, &rows);
        let answer = Table {
            date: basis.today,
            people: rows,
            sums,
            problems: [unlisted, problems].concat(),
        };
        let style = &self.context.style;
        self.print(
            &answer,
            || csv::table(&answer.people),
            || view::table(&answer.people, &answer.sums, basis.today, style),
        )
    }

    fn stages(&self, unlisted: Vec<PersonProblem>) -> Outcome {
        let basis = &self.basis;
        let Survey { answers, problems } =
            survey(self.people, |member| Some(StageRow::of(basis, member)));
        self.check(answers.len(), &problems, &unlisted)?;
        let answer = Stages {
            date: basis.today,
            roadmaps: stages(basis, &answers.into_iter().flatten().collect::<Vec<_>>()),
            problems: [unlisted, problems].concat(),
        };
        let style = &self.context.style;
        self.print(
            &answer,
            || csv::stages(&answer.roadmaps),
            || view::stages(&answer.roadmaps, style),
        )
    }

    fn skills(&self, unlisted: Vec<PersonProblem>) -> Outcome {
        let basis = &self.basis;
        let Survey { answers, problems } = survey(self.people, |member| {
            Some(SkillMark::all_of(basis, member).unwrap_or_default())
        });
        self.check(answers.len(), &problems, &unlisted)?;
        let answer = SkillsAnswer {
            date: basis.today,
            people: answers.len(),
            skills: skills(answers.into_iter().flatten()),
            problems: [unlisted, problems].concat(),
        };
        let style = &self.context.style;
        self.print(&answer, || csv::skills(&answer.skills), || view::skills(&answer.skills, style))
    }

    fn who(&self, opened: &Opened, skill: &str, unlisted: Vec<PersonProblem>) -> Outcome {
        let basis = &self.basis;
        let found = opened.lookup("team --who").skill(skill)?;
        let (roadmap, ix) = (&*found.roadmap, found.ix);
        let Survey { answers, problems } =
            survey(self.people, |member| Some(Who::of(basis, member, roadmap, ix)));
        self.check(answers.len(), &problems, &unlisted)?;
        let named = Named { id: found.id(), title: found.title() };
        let answer = WhoAnswer {
            date: basis.today,
            who: who(named, answers.into_iter().flatten().collect()),
            problems: [unlisted, problems].concat(),
        };
        let style = &self.context.style;
        self.print(&answer, || csv::who(&answer.who), || view::who(&answer.who, basis.today, style))
    }

    /// The roadmaps that people follow, those of the most people first: where the
    /// name of a skill is looked up. `otherwise` if nobody follows any.
    fn followed(&self, otherwise: Vec<RoadmapId>) -> Vec<RoadmapId> {
        let basis = &self.basis;
        let followed = |progress: &Progress| Some(&basis.followed(progress).ok()?.id);
        let Survey { answers, .. } = survey(self.people, |member| followed(&member.progress));
        let mut people: BTreeMap<&RoadmapId, usize> = BTreeMap::new();
        for id in answers {
            *people.entry(id).or_default() += 1;
        }
        let mut ids: Vec<_> = people.into_iter().collect();
        ids.sort_by_key(|(_, people)| Reverse(*people));
        if ids.is_empty() { otherwise } else { ids.into_iter().map(|(id, _)| id.clone()).collect() }
    }

    fn since(&self, since: Date, unlisted: Vec<PersonProblem>) -> Outcome {
        let basis = &self.basis;
        let names = Names::of(basis);
        let Survey { answers, problems } =
            survey(self.people, |member| Some(Happening::of(basis, &names, member, since)));
        self.check(answers.len(), &problems, &unlisted)?;
        let answer = Since {
            date: basis.today,
            happened: happened(since, answers),
            problems: [unlisted, problems].concat(),
        };
        let style = &self.context.style;
        self.print(
            &answer,
            || csv::happened(&answer.happened),
            || view::happened(&answer.happened, basis.today, style),
        )
    }

    /// An error if nobody was found; else warns of what is wrong with journals.
    fn check(
        &self,
        people: usize,
        problems: &[PersonProblem],
        unlisted: &[PersonProblem],
    ) -> Result<()> {
        warn_of(self.context, unlisted.iter().chain(problems));
        if people > 0 {
            return Ok(());
        }
        let places: Vec<String> =
            self.args.folders.iter().map(|place| place.display().to_string()).collect();
        Err(nobody(&places.join(", ")))
    }

    /// Names the roadmaps that are not known here, and counts who is left out.
    fn warn_of_unknown(&self, rows: &[Standing<'_>], left_out: usize) {
        let unknown = rows.iter().filter(|row| row.percent.is_none());
        let mut ids: Vec<String> = unknown.map(|row| format!("'{}'", row.roadmap)).collect();
        let people = ids.len();
        ids.sort();
        ids.dedup();
        if people > 0 {
            let more =
                if ids.len() > 3 { format!(" and {} more", ids.len() - 3) } else { String::new() };
            ids.truncate(3);
            let text = format!(
                "{} in roadmaps that are not known here: {}{more}; --roadmaps DIR names their folder",
                view::people(people),
                ids.join(", ")
            );
            error::warn(&text, &self.context.error_style);
        }
        if let Some(roadmap) = self.basis.chosen.filter(|_| left_out > 0) {
            let text =
                format!("{} left out, with nothing in {}", view::people(left_out), roadmap.id);
            error::hint(&text, &self.context.error_style);
        }
    }

    fn print<T: Serialize>(
        &self,
        answer: &T,
        csv: impl FnOnce() -> String,
        text: impl FnOnce() -> Text,
    ) -> Outcome {
        if self.args.csv {
            print_raw(&csv())?;
        } else {
            self.args.answer.print(self.context, answer, text)?;
        }
        Ok(Status::Done)
    }
}

/// The overview of one person, and the report of this week.
fn one_person(context: &Context, args: &Args, found: &People, name: &str, today: Date) -> Outcome {
    let by_name = |person: &&Person| person.name == name;
    let Some(person) = found.people.iter().find(by_name) else {
        let names = found.people.iter().map(|person| person.name.as_str());
        let advice = nearest(name, names).map(|near| format!("did you mean '{near}'?"));
        return Err(advised(format!("no person '{name}'"), advice));
    };
    let read = person.read().map_err(|problem| advised(describe(&problem), None))?;
    let read = read.with_context(|| format!("'{name}' has no journal"))?;
    warn_of(context, &read.problems);
    let opened = Opened::new(context.catalog(), read.log.progress())?;
    let days = Days::week(today);
    overview::print(context, &opened, &args.answer, Some(&Somebody { person: name, days }))
}

fn nobody(places: &str) -> anyhow::Error {
    advised(
        format!("no journals in {places}"),
        ["everybody needs NAME/progress.jsonl or NAME.jsonl there".to_owned()],
    )
}

/// The most problems that are printed; `--json` has all of them.
const MOST: usize = 10;

fn warn_of<'p>(context: &Context, problems: impl IntoIterator<Item = &'p PersonProblem>) {
    let mut problems = problems.into_iter();
    for problem in problems.by_ref().take(MOST) {
        error::warn(&describe(problem), &context.error_style);
    }
    let more = problems.count();
    if more > 0 {
        let text = format!("{more} more; roadmap team --json lists all of them");
        error::warn(&text, &context.error_style);
    }
}

fn describe(problem: &PersonProblem) -> String {
    format!("{}: {}", problem.person, problem.message)
}

/// `14d`, `2w`, or a number of days.
fn days(text: &str) -> Result<i32, String> {
    let (number, unit) = match text.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let number = number.parse::<i32>().ok().filter(|number| (1..=10_000).contains(number));
    number
        .map(|number| number * unit)
        .ok_or_else(|| "it must be days or weeks, such as 14d or 2w".into())
}

impl From<SortKey> for Sort {
    fn from(key: SortKey) -> Self {
        match key {
            SortKey::Name => Self::Name,
            SortKey::Percent => Self::Percent,
            SortKey::Stage => Self::Stage,
            SortKey::Active => Self::Active,
            SortKey::Hours => Self::Hours,
            SortKey::Pace => Self::Pace,
            SortKey::Finish => Self::Finish,
        }
    }
}
