//! The input of every format: the answers that commands print.

use jiff::civil::Date;

use super::wishes::Notes;
use crate::catalog::Id;
use crate::progress::{Log, Progress};
use crate::query::activity::Activity;
use crate::query::burn_up::{BurnUp, burn_up};
use crate::query::next::{Next, next};
use crate::query::plan::{CannotPlan, Schedule, Terms, plan};
use crate::query::show::{EntrySkill, ShowEntry, ShowRoadmap, ShowSkill, StagePart};
use crate::query::summary::{RoadmapSummary, summary};
use crate::query::{Evaluation, Wanted, show};

/// The answers for all exported roadmaps.
#[derive(Debug)]
pub struct Answers<'a> {
    /// The local date of the export.
    pub today: Date,
    /// At least one.
    pub roadmaps: Vec<RoadmapAnswers<'a>>,
    /// Every event.
    pub history: &'a Log,
}

/// The answers for one roadmap.
#[derive(Debug)]
pub struct RoadmapAnswers<'a> {
    /// How much is done, and the milestones.
    pub summary: RoadmapSummary<'a>,
    /// Its stages with their entries, as the roadmap nests them.
    pub shown: ShowRoadmap<'a>,
    /// Everything about each skill, in the order of the roadmap. Notes are empty unless
    /// they were asked for.
    pub skills: Vec<ShowSkill<'a>>,
    /// The next steps.
    pub next: Next<'a>,
    /// When everything will be done.
    pub plan: Result<Schedule<'a>, CannotPlan>,
    /// What was done when.
    pub activity: Activity,
    /// How the number of done skills grew, and how it will.
    pub burn_up: BurnUp,
}

impl<'a> Answers<'a> {
    /// The roadmap, for formats that hold only one.
    pub(super) fn first(&self) -> &RoadmapAnswers<'a> {
        &self.roadmaps[0]
    }
}

impl<'a> RoadmapAnswers<'a> {
    /// Computes all answers for a roadmap.
    pub fn new(
        evaluation: &Evaluation<'a>,
        progress: &Progress,
        terms: &Terms,
        today: Date,
        notes: Notes,
    ) -> Self {
        let mut skills = show::skills(evaluation, progress);
        if notes == Notes::LeaveOut {
            for skill in &mut skills {
                skill.notes.clear();
            }
        }
        let plan = plan(evaluation, terms, None);
        Self {
            summary: summary(evaluation),
            shown: show::roadmap(evaluation),
            skills,
            next: next(std::slice::from_ref(evaluation), &Wanted::default()),
            activity: Activity::of_roadmap(evaluation, today),
            burn_up: burn_up(evaluation, plan.as_ref().ok(), today),
            plan,
        }
    }

    /// Everything about the skill with this id.
    ///
    /// # Panics
    /// If the roadmap has no such skill.
    pub fn skill(&self, id: &Id) -> &ShowSkill<'a> {
        let ix = self.summary.roadmap.with_id(id.as_str()).expect("a skill of the roadmap");
        let at = self.skills.binary_search_by_key(&ix, |skill| skill.ix);
        &self.skills[at.expect("each skill of the roadmap is listed")]
    }
}

/// The skills of a stage in order, including those in groups.
pub(super) fn skills_of<'s, 'a>(stage: &'s StagePart<'a>) -> Vec<&'s EntrySkill<'a>> {
    /// Groups nest at most four deep, so this recursion is bounded.
    fn add<'s, 'a>(entries: &'s [ShowEntry<'a>], found: &mut Vec<&'s EntrySkill<'a>>) {
        for entry in entries {
            match entry {
                ShowEntry::Skill(skill) => found.push(skill),
                ShowEntry::Group(group) => add(&group.skills, found),
            }
        }
    }
    let mut found = Vec::new();
    add(&stage.skills, &mut found);
    found
}
