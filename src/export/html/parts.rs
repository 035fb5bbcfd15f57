//! The parts of the page about the roadmap and its stages.

use std::collections::HashMap;

use jiff::civil::Date;

use super::charts::Charts;
use super::model::{
    About, Due, Fact, Filter, Group, Item, LEGEND, LeadsTo, Legend, Milestone, RoadmapPart, Side,
    SkillAt, Source, Stage, Step,
};
use super::skills::skills;
use crate::catalog::Id;
use crate::export::RoadmapAnswers;
use crate::export::picture::{Mark, NextSteps, WORDING, group_label, sides};
use crate::progress::Status;
use crate::query::next::{ChoiceStep, SkillStep, StepAnswer};
use crate::query::plan::{PaceSource, Schedule};
use crate::query::show::{ShowEntry, StagePart};
use crate::query::summary::{Counts, MilestoneSummary};
use crate::view::words::{self, Count};

pub(super) fn legend() -> Vec<Legend> {
    LEGEND.map(|mark| Legend { mark: mark.name(), word: mark.word() }).into()
}

pub(super) fn roadmap(answers: &RoadmapAnswers<'_>, key: String, today: Date) -> RoadmapPart {
    let shown = &answers.shown;
    let counts = &shown.counts;
    let next = NextSteps::of(answers);
    let plan = answers.plan.as_ref().ok();
    let skills = skills(answers, &next, today);
    let mut kinds: Vec<_> = answers.skills.iter().map(|skill| skill.skill_kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let skipped = answers.skills.iter().any(|skill| skill.status == Status::Skipped);
    let places = answers.skills.iter().enumerate().map(|(at, skill)| (skill.id, at)).collect();
    let stages = Stages { answers, next: &next, places, today };
    let spent = counts.hours.spent_minutes;
    RoadmapPart {
        key,
        title: shown.title.to_owned(),
        summary: shown.summary.map(str::to_owned),
        percent: counts.percent,
        done: counts.units.done,
        required: counts.units.required,
        beside: beside(counts),
        left: left(counts),
        unestimated: (counts.hours.unestimated > 0)
            .then(|| format!("{} without an estimate", Count(counts.hours.unestimated, "skill"))),
        spent: (spent > 0).then(|| WORDING.time(spent)),
        finish: plan.and_then(|plan| finish(plan, today)),
        goal: plan.and_then(|plan| goal(plan, today)),
        milestones: answers
            .summary
            .milestones
            .iter()
            .map(|found| milestone(found, plan, today))
            .collect(),
        steps: answers.next.steps.iter().take(3).map(step).collect(),
        stages: (0..shown.stages.len()).map(|at| stages.stage(at)).collect(),
        filters: filters(skipped),
        kinds,
        charts: Charts::of(answers, today),
        about: about(answers),
        skills,
    }
}

fn beside(counts: &Counts) -> Option<String> {
    let mut parts = Vec::new();
    if counts.skipped > 0 {
        parts.push(format!("{} skipped", counts.skipped));
    }
    if counts.optional.total > 0 {
        parts.push(format!("{} of {} optional", counts.optional.done, counts.optional.total));
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn left(counts: &Counts) -> String {
    WORDING.span(counts.hours.left.min_minutes, counts.hours.left.max_minutes)
}

fn finish(plan: &Schedule<'_>, today: Date) -> Option<Due> {
    let finish = plan.finish?;
    let pace = WORDING.weekly(&plan.hours_per_week.to_string());
    let pace = match plan.source {
        PaceSource::Default => format!("at {pace}, the default"),
        PaceSource::Goal => format!("at {pace}, which the goal takes"),
        PaceSource::Typed | PaceSource::Saved => format!("at {pace}"),
    };
    let [early, late] = [finish.early, finish.late].map(|on| words::date(on, today));
    Some(Due {
        date: words::date(finish.mid, today),
        iso: finish.mid.to_string(),
        terms: format!("{pace}; early {early}, late {late}"),
    })
}

fn goal(plan: &Schedule<'_>, today: Date) -> Option<Due> {
    let goal = plan.by.as_ref()?;
    let terms = match goal.hours_per_week {
        _ if goal.met => "on time by this plan".to_owned(),
        Some(weekly) => format!("takes {}", WORDING.weekly(&weekly.to_string())),
        None => "has passed".to_owned(),
    };
    Some(Due { date: words::date(goal.date, today), iso: goal.date.to_string(), terms })
}

fn milestone(found: &MilestoneSummary<'_>, plan: Option<&Schedule<'_>>, today: Date) -> Milestone {
    let of = found.milestone;
    let planned = plan.and_then(|plan| {
        let same = plan.milestones.iter().find(|other| other.milestone.stage_at == of.stage_at);
        same?.finish
    });
    let reached = of.reached;
    Milestone {
        text: of.text.to_owned(),
        reached,
        when: match planned {
            _ if reached => "reached".to_owned(),
            Some(finish) => words::date(finish.mid, today),
            None => String::new(),
        },
        when_iso: planned.filter(|_| !reached).map(|finish| finish.mid.to_string()),
        count: format!("{} of {} done", of.units.done, of.units.required),
    }
}

fn step(step: &StepAnswer<'_>) -> Step {
    match step {
        StepAnswer::Skill(skill) => skill_step(skill),
        StepAnswer::Choice(choice) => choice_step(choice),
    }
}

fn skill_step(skill: &SkillStep<'_>) -> Step {
    let mark = if skill.status == Status::Learning { Mark::Learning } else { Mark::Next };
    Step {
        mark: mark.name(),
        word: mark.word().to_owned(),
        title: skill.title.to_owned(),
        target: format!("skill-{}", skill.id),
        hours: skill.hours.map(|hours| WORDING.hours(hours)),
        text: skill.summary.map(str::to_owned),
    }
}

fn choice_step(choice: &ChoiceStep<'_>) -> Step {
    let options: Vec<_> = choice.options.iter().map(|option| option.title).collect();
    Step {
        mark: Mark::Next.name(),
        word: format!("choose {}", choice.to_choose),
        title: choice.title.to_owned(),
        target: format!("skill-{}", choice.id),
        hours: None,
        text: Some(options.join(", ")),
    }
}

fn filters(skipped: bool) -> Vec<Filter> {
    let status = |value, word| Filter { name: "status", value, word };
    let mut filters =
        vec![status("todo", "to do"), status("learning", "learning"), status("done", "done")];
    if skipped {
        filters.push(status("skipped", "skipped"));
    }
    filters.push(Filter { name: "optional", value: "optional", word: "optional" });
    filters
}

struct Stages<'s, 'a> {
    answers: &'s RoadmapAnswers<'a>,
    next: &'s NextSteps<'a>,
    /// Where each skill is in the list of all.
    places: HashMap<&'a Id, usize>,
    today: Date,
}

impl Stages<'_, '_> {
    fn stage(&self, at: usize) -> Stage {
        let part: &StagePart<'_> = &self.answers.shown.stages[at];
        let plan = self.answers.plan.as_ref().ok();
        let finish = plan.and_then(|plan| plan.stages[at].finish);
        let found = &self.answers.summary.milestones;
        let milestones = found.iter().find(|found| found.milestone.stage_at == at);
        let (left_side, right_side) = sides(&part.skills);
        let side = |name, entries| Side { name, items: self.items(entries) };
        Stage {
            id: part.id.to_string(),
            number: at + 1,
            title: part.title.to_owned(),
            level: part.level.map(crate::catalog::Level::as_str),
            summary: part.summary.map(str::to_owned),
            state: match self.answers.summary.stage_at {
                Some(current) if current == at => "current",
                _ if part.counts.units.is_open() => "ahead",
                _ => "done",
            },
            percent: part.counts.percent,
            count: format!("{} of {} done", part.counts.units.done, part.counts.units.required),
            left: left(&part.counts),
            finish: finish.map(|finish| words::date(finish.mid, self.today)),
            finish_iso: finish.map(|finish| finish.mid.to_string()),
            milestone: milestones.map(|found| milestone(found, plan, self.today)),
            items: self.items(&part.skills),
            sides: [side("left", left_side), side("right", right_side)],
        }
    }

    /// Groups nest at most four deep, so this recursion is bounded.
    fn items(&self, entries: &[ShowEntry<'_>]) -> Vec<Item> {
        let item = |entry: &ShowEntry<'_>| match entry {
            ShowEntry::Skill(skill) => {
                Item { skill: Some(SkillAt { at: self.places[skill.id] }), group: None }
            }
            ShowEntry::Group(group) => {
                let group = Group {
                    id: group.id.to_string(),
                    label: group_label(group),
                    summary: group.summary.map(str::to_owned),
                    choice: group.choose.is_some(),
                    next: self.next.has(group.id),
                    items: self.items(&group.skills),
                };
                Item { skill: None, group: Some(group) }
            }
        };
        entries.iter().map(item).collect()
    }
}

/// The section about the role, if the roadmap has any information on it.
fn about(answers: &RoadmapAnswers<'_>) -> Option<About> {
    let shown = &answers.shown;
    let role = shown.role;
    let source = |id: &Option<Id>| {
        let id = id.as_ref()?;
        let found = shown.sources.iter().find(|source| source.id == *id)?;
        Some(found.title.clone())
    };
    let about = About {
        summary: role.and_then(|role| role.summary.clone()),
        responsibilities: role.map(|role| role.responsibilities.clone()).unwrap_or_default(),
        facts: role
            .into_iter()
            .flat_map(|role| &role.facts)
            .map(|fact| Fact { text: fact.text.clone(), source: source(&fact.source) })
            .collect(),
        leads_to: shown
            .leads_to
            .iter()
            .map(|found| LeadsTo { roadmap: found.roadmap.to_string(), why: found.why.clone() })
            .collect(),
        sources: shown
            .sources
            .iter()
            .map(|source| {
                let year = source.year.map(|year| year.to_string());
                let about: Vec<_> = source.publisher.clone().into_iter().chain(year).collect();
                Source {
                    title: source.title.clone(),
                    url: source.url.as_ref().map(|url| url.as_str().to_owned()),
                    about: about.join(", "),
                }
            })
            .collect(),
    };
    let is_empty = about.summary.is_none()
        && about.responsibilities.is_empty()
        && about.facts.is_empty()
        && about.leads_to.is_empty()
        && about.sources.is_empty();
    (!is_empty).then_some(about)
}
