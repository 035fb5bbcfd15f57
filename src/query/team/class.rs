//! The questions that are asked of a class. Each reads every journal once.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::happened::{Happened, Happening, Names, happened};
use super::skills::{SkillFigures, SkillMark, skills};
use super::stages::{StageMap, StageRow, stages};
use super::standing::{Sort, Standing, standings};
use super::sums::{Sums, sums};
use super::who::{Who, WhoSkill, who};
use super::{Basis, Member, Survey, survey};
use crate::catalog::{Ix, Roadmap, RoadmapId};
use crate::progress::{People, PersonProblem, Progress};
use crate::query::next::Named;

/// The people of some folders, and what they are measured by.
#[derive(Debug, Clone)]
pub struct Class<'a> {
    pub basis: Basis<'a>,
    pub people: &'a People,
}

/// An answer about a class, and what is wrong with journals.
#[derive(Debug, Clone, Serialize)]
pub struct Answered<T> {
    pub date: Date,
    #[serde(flatten)]
    pub answer: T,
    /// Journals that were left out, or not read whole.
    pub problems: Vec<PersonProblem>,
    /// How many journals were read.
    #[serde(skip)]
    pub read: usize,
}

/// The table of everybody.
#[derive(Debug, Clone, Serialize)]
pub struct Table<'a> {
    pub people: Vec<Standing<'a>>,
    pub sums: Sums<'a>,
}

/// How far everybody is in the stages of each roadmap.
#[derive(Debug, Clone, Serialize)]
pub struct StageMaps<'a> {
    pub roadmaps: Vec<StageMap<'a>>,
}

/// The figures of every skill that anybody touched.
#[derive(Debug, Clone, Serialize)]
pub struct SkillTable<'a> {
    /// How many people they are about.
    pub people: usize,
    pub skills: Vec<SkillFigures<'a>>,
}

/// Everything that a page about a class has.
#[derive(Debug, Clone)]
pub struct Whole<'a> {
    pub table: Table<'a>,
    pub stages: StageMaps<'a>,
    pub skills: SkillTable<'a>,
}

impl<T> Answered<T> {
    /// The same about another answer.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answered<U> {
        let Self { date, answer, problems, read } = self;
        Answered { date, answer: change(answer), problems, read }
    }
}

impl<'a> Class<'a> {
    /// Everybody's row, by name.
    pub fn standings(&self) -> Answered<Vec<Standing<'a>>> {
        self.ask(|member| Standing::of(&self.basis, member)).map(present)
    }

    /// A table of these rows.
    pub fn table(&self, mut people: Vec<Standing<'a>>, sort: Sort) -> Table<'a> {
        standings(&mut people, sort);
        Table { sums: sums(&self.basis, &people), people }
    }

    pub fn stages(&self) -> Answered<StageMaps<'a>> {
        let rows = self.ask(|member| StageRow::of(&self.basis, member)).map(present);
        rows.map(|rows| StageMaps { roadmaps: stages(&self.basis, &rows) })
    }

    pub fn skills(&self) -> Answered<SkillTable<'a>> {
        let marks = self.ask(|member| SkillMark::all_of(&self.basis, member));
        marks.map(|marks| SkillTable {
            people: marks.len(),
            skills: skills(present(marks).into_iter().flatten()),
        })
    }

    /// The table by name, the stages and the skills.
    pub fn whole(&self) -> Answered<Whole<'a>> {
        let asked = self.ask(|member| {
            let marks = SkillMark::all_of(&self.basis, member);
            let row = StageRow::of(&self.basis, member);
            Some((Standing::of(&self.basis, member)?, row, marks))
        });
        asked.map(|asked| {
            let (mut people, mut rows, mut marks) = (Vec::new(), Vec::new(), Vec::new());
            for (standing, row, own) in present(asked) {
                people.push(standing);
                rows.extend(row);
                marks.extend(own.into_iter().flatten());
            }
            let skills = SkillTable { people: people.len(), skills: skills(marks) };
            Whole {
                table: self.table(people, Sort::Name),
                stages: StageMaps { roadmaps: stages(&self.basis, &rows) },
                skills,
            }
        })
    }

    /// Who has to do with `skill` of `roadmap`.
    pub fn who<'r>(&self, roadmap: &'r Roadmap, skill: Ix) -> Answered<WhoSkill<'r>> {
        let entry = roadmap.entry(skill);
        let named = Named { id: &entry.id, title: &entry.title };
        let all = self.ask(|member| Who::of(&self.basis, member, roadmap, skill));
        all.map(|all| who(named, present(all)))
    }

    /// What everybody did on this day and later.
    pub fn since(&self, since: Date) -> Answered<Happened> {
        let names = Names::of(&self.basis);
        let all = self.ask(|member| Some(Happening::of(&self.basis, &names, member, since)));
        all.map(|all| happened(since, present(all)))
    }

    /// The roadmaps that people follow, those of the most people first.
    pub fn followed(&self) -> Vec<RoadmapId> {
        let followed = |progress: &Progress| Some(&self.basis.followed(progress).ok()?.id);
        let mut people: BTreeMap<&RoadmapId, usize> = BTreeMap::new();
        for id in present(self.ask(|member| followed(&member.progress)).answer) {
            *people.entry(id).or_default() += 1;
        }
        let mut ids: Vec<_> = people.into_iter().collect();
        ids.sort_by_key(|(_, people)| Reverse(*people));
        ids.into_iter().map(|(id, _)| id.clone()).collect()
    }

    /// Asks everybody whose journal can be read.
    fn ask<T: Send>(
        &self,
        ask: impl Fn(&Member<'_>) -> Option<T> + Sync,
    ) -> Answered<Vec<Option<T>>> {
        let Survey { answers, problems } = survey(&self.people.people, ask);
        Answered {
            date: self.basis.today,
            read: answers.len(),
            answer: answers,
            problems: [self.people.problems.clone(), problems].concat(),
        }
    }
}

fn present<T>(answers: Vec<Option<T>>) -> Vec<T> {
    answers.into_iter().flatten().collect()
}
