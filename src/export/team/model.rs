//! What the page shows, as its templates take it.

use jiff::civil::Date;
use serde::Serialize;

use crate::export::picture::WORDING;
use crate::query::team::{RoadmapSums, SkillFigures, StageMap, Standing, Whole};
use crate::view::team::NO_SKILLS;
use crate::view::team::facts::{
    are_mixed, last_active, learning, level, people, rankings, stage, tenths,
};
use crate::view::words::{self, list};

/// How many names are listed beside a milestone.
const MOST_NAMES: usize = 12;
/// How many skills are listed of what somebody is learning.
const MOST_SKILLS: usize = 3;

#[derive(Debug, Serialize)]
pub(super) struct Page {
    title: String,
    heading: String,
    /// The roadmaps that people follow.
    lead: String,
    percent: Option<u64>,
    roadmaps: Vec<Followed>,
    has: Columns,
    people: Vec<Person>,
    maps: Vec<Map>,
    no_skills: &'static str,
    rankings: Vec<Ranking>,
}

/// A roadmap, and where those are who follow it.
#[derive(Debug, Serialize)]
struct Followed {
    title: String,
    people: String,
    percent: u64,
    most: Option<Count>,
    finished: usize,
    milestones: Vec<Milestone>,
}

#[derive(Debug, Serialize)]
struct Count {
    what: String,
    people: String,
}

#[derive(Debug, Serialize)]
struct Milestone {
    text: String,
    reached: bool,
    count: String,
    names: String,
}

/// The columns in which anybody has anything.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one for each column")]
struct Columns {
    roadmap: bool,
    milestone: bool,
    learning: bool,
    hours: bool,
    pace: bool,
    finish: bool,
}

#[derive(Debug, Serialize)]
struct Person {
    name: String,
    roadmap: String,
    percent: Option<u64>,
    count: String,
    milestone: Option<String>,
    stage: String,
    /// `done`, `current`, or `unknown`.
    state: &'static str,
    learning: String,
    active: String,
    active_iso: Option<String>,
    hours: Option<String>,
    pace: Option<String>,
    finish: Option<String>,
    finish_iso: Option<String>,
}

/// How far everybody is in the stages of a roadmap.
#[derive(Debug, Serialize)]
struct Map {
    id: String,
    title: String,
    stages: Vec<Stage>,
    people: Vec<MapRow>,
}

#[derive(Debug, Serialize)]
struct Stage {
    number: usize,
    title: String,
    people: usize,
    median: Cell,
}

#[derive(Debug, Serialize)]
struct MapRow {
    name: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    percent: u64,
    level: usize,
    /// Whether it is the current stage.
    here: bool,
}

/// The skills that have the most of something.
#[derive(Debug, Serialize)]
struct Ranking {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    /// The column that it is about.
    by: &'static str,
    skills: Vec<Skill>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Skill {
    title: String,
    days: Option<u64>,
    hours: Option<String>,
    estimate: Option<String>,
    done: usize,
    learning: usize,
    left: usize,
    skipped: usize,
}

impl Page {
    pub(super) fn of(whole: &Whole<'_>, today: Date) -> Self {
        let (rows, sums) = (&whole.table.people, &whole.table.sums);
        let heading = people(sums.people);
        let median = sums.median_percent.map(|median| format!(", median {median} %"));
        let titles: Vec<&str> = sums.roadmaps.iter().map(|roadmap| roadmap.title).collect();
        Self {
            title: format!("Team: {heading}{}", median.unwrap_or_default()),
            heading,
            lead: list(&titles, 6),
            percent: sums.median_percent,
            roadmaps: sums.roadmaps.iter().map(|roadmap| followed(roadmap, rows)).collect(),
            has: Columns::of(rows),
            people: rows
                .iter()
                .map(|row| Person::of(row, sums.roadmaps.as_slice(), today))
                .collect(),
            maps: whole.stages.roadmaps.iter().map(map).collect(),
            no_skills: NO_SKILLS,
            rankings: self::rankings_of(&whole.skills.skills),
        }
    }
}

fn followed(roadmap: &RoadmapSums<'_>, rows: &[Standing<'_>]) -> Followed {
    let milestones = roadmap.milestones.iter().map(|milestone| {
        let reached = rows.iter().filter(|row| {
            row.roadmap == *roadmap.id
                && row.milestone_at.is_some_and(|last| last >= milestone.stage_at)
        });
        let names: Vec<&str> = reached.map(|row| row.person.as_str()).collect();
        Milestone {
            text: milestone.text.to_owned(),
            reached: milestone.people > 0,
            count: format!("{} of {}", milestone.people, people(roadmap.people)),
            names: list(&names, MOST_NAMES),
        }
    });
    Followed {
        title: roadmap.title.to_owned(),
        people: people(roadmap.people),
        percent: roadmap.median_percent.unwrap_or_default(),
        most: roadmap
            .most()
            .map(|most| Count { what: most.title.to_owned(), people: people(most.people) }),
        finished: roadmap.finished,
        milestones: milestones.collect(),
    }
}

impl Columns {
    fn of(rows: &[Standing<'_>]) -> Self {
        Self {
            roadmap: are_mixed(rows) || rows.iter().any(|row| row.percent.is_none()),
            milestone: rows.iter().any(|row| row.milestone.is_some()),
            learning: rows.iter().any(|row| !row.learning.is_empty()),
            hours: rows.iter().any(|row| row.minutes_this_month > 0),
            pace: rows.iter().any(|row| row.pace.is_some()),
            finish: rows.iter().any(|row| row.finish.is_some()),
        }
    }
}

impl Person {
    fn of(row: &Standing<'_>, roadmaps: &[RoadmapSums<'_>], today: Date) -> Self {
        let title = roadmaps.iter().find(|roadmap| *roadmap.id == row.roadmap);
        let state = match (row.percent, row.stage) {
            (None, _) => "unknown",
            (Some(_), None) => "done",
            (Some(_), Some(_)) => "current",
        };
        let count = row.done.zip(row.required).map(|(done, all)| format!("{done} of {all}"));
        Self {
            name: row.person.clone(),
            roadmap: title.map_or_else(|| row.roadmap.to_string(), |known| known.title.to_owned()),
            percent: row.percent,
            count: count.unwrap_or_default(),
            milestone: row.milestone.map(str::to_owned),
            stage: stage(row).to_owned(),
            state,
            learning: learning(row, MOST_SKILLS),
            active: last_active(row, today),
            active_iso: row.last_active.map(|day| day.to_string()),
            hours: tenths((row.minutes_this_month + 3) / 6),
            pace: row.pace.and_then(|pace| tenths(pace.weekly().tenths())),
            finish: row.finish.map(|finish| words::date(finish.mid, today)),
            finish_iso: row.finish.map(|finish| finish.mid.to_string()),
        }
    }
}

fn map(map: &StageMap<'_>) -> Map {
    let cell = |percent: u64, here: bool| Cell { percent, level: level(percent), here };
    let stages = map.stages.iter().zip(1..).map(|(stage, number)| Stage {
        number,
        title: stage.title.to_owned(),
        people: stage.people,
        median: cell(stage.median_percent.unwrap_or_default(), false),
    });
    let people = map.people.iter().map(|person| {
        let percents = person.percents.iter().enumerate();
        MapRow {
            name: person.person.clone(),
            cells: percents.map(|(at, percent)| cell(*percent, person.at == Some(at))).collect(),
        }
    });
    Map {
        id: map.roadmap.to_string(),
        title: map.title.to_owned(),
        stages: stages.collect(),
        people: people.collect(),
    }
}

fn rankings_of(figures: &[SkillFigures<'_>]) -> Vec<Ranking> {
    const TEXTS: [(&str, &str, &str); 3] = [
        ("longest", "From the start until it was done", "days"),
        ("left", "Started, and not touched for four weeks", "left"),
        ("skipped", "Skipped most often", "skipped"),
    ];
    let skill = |skill: &&SkillFigures<'_>| Skill {
        title: skill.title.to_owned(),
        days: skill.days,
        hours: skill.minutes.and_then(|minutes| tenths((minutes + 3) / 6)),
        estimate: skill.estimate.map(|hours| WORDING.hours(hours)),
        done: skill.done,
        learning: skill.learning,
        left: skill.left,
        skipped: skill.skipped,
    };
    let ranked = rankings(figures).into_iter().zip(TEXTS);
    let ranked = ranked.filter(|((_, skills, _), _)| !skills.is_empty());
    let ranked = ranked.map(|((title, skills, all), (id, about, by))| Ranking {
        id,
        title,
        about,
        by,
        more: (all > skills.len()).then(|| format!("{} more", all - skills.len())),
        skills: skills.iter().map(skill).collect(),
    });
    ranked.collect()
}
