//! What is still missing for another role.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

use super::evaluation::{Evaluation, Reach};
use super::plan::{
    self, Assumed, Calendar, Lane, LeftOutOptions, MilestoneFinish, PaceSource, Terms, Weekly, Work,
};
use super::remaining::{Remaining, Sum, Tally};
use crate::catalog::{Hours, Id, Ix, Need, Roadmap, RoadmapId, StartsAfter};
use crate::progress::{Progress, Status};

/// The gaps to some roles.
#[derive(Debug, Serialize)]
pub struct Gap<'a> {
    pub targets: Vec<RoleGap<'a>>,
}

/// The gap to one role: the skills it requires, with assumed options for open choices.
#[derive(Debug, Serialize)]
pub struct RoleGap<'a> {
    pub roadmap: &'a RoadmapId,
    pub title: &'a str,
    pub percent: u64,
    /// `None` if the role assumes no prior knowledge.
    pub starts_after: Option<Start<'a>>,
    pub have: Vec<Have<'a>>,
    pub learning: Vec<Learning<'a>>,
    /// In the order to learn them.
    pub missing: Vec<Missing<'a>>,
    /// The ids of the prior knowledge that it builds on but does not contain.
    pub assumes: Vec<&'a Id>,
    /// The same, with titles and statuses.
    pub assumed_knowledge: Vec<Knowledge<'a>>,
    pub assumed: Vec<Assumed<'a>>,
    /// Choices of which more options are begun than the role requires.
    pub left_out: Vec<LeftOutOptions<'a>>,
    pub milestones: Vec<MilestoneFinish<'a>>,
    /// The hours of what is learning or missing.
    pub hours: Sum,
    /// How many of these have no estimate.
    pub unestimated: usize,
    pub hours_per_week: Weekly,
    #[serde(skip)]
    pub pace_source: PaceSource,
    /// From today until it is finished; `None` after the year 9999.
    pub weeks: Option<u64>,
    /// `None` also when nothing is left.
    pub finish: Option<Date>,
    /// What is left, at the midpoints of the estimates.
    #[serde(skip)]
    pub left: Work,
}

/// The prior knowledge that a role assumes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Start<'a> {
    /// The roadmaps that come first.
    pub roadmaps: Vec<&'a RoadmapId>,
    /// The same as a sentence, if the roadmap has that instead.
    pub text: Option<&'a str>,
    /// Whether those roadmaps are finished. A sentence cannot be checked; it
    /// counts as reached once the role's roadmap is in use.
    pub reached: bool,
}

/// Something that a role builds on without containing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Knowledge<'a> {
    pub id: &'a Id,
    /// The id if no roadmap contains it.
    pub title: &'a str,
    pub known: bool,
}

/// The context from which a gap takes what is already known.
#[derive(Debug, Clone, Copy)]
pub struct Background<'a, 'b> {
    pub progress: &'a Progress,
    /// The roadmaps to look things up in.
    pub roadmaps: &'b [&'a Roadmap],
    pub in_use: &'b [RoadmapId],
}

/// A skill that is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Have<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    /// `None` if it was known before.
    pub since: Option<Date>,
}

/// A skill that is being learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learning<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub since: Option<Date>,
    pub hours: Option<Hours>,
}

/// A skill that is still to be learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub hours: Option<Hours>,
    pub skipped: bool,
}

/// The gap to the role of the evaluated roadmap, at the pace of `terms` from their
/// first day on.
pub fn role_gap<'a>(
    evaluation: &Evaluation<'a>,
    terms: &Terms,
    background: Background<'a, '_>,
) -> RoleGap<'a> {
    let roadmap = evaluation.roadmap();
    let left = Remaining::of(evaluation);
    let mut skills = left.skills(Reach::Required);
    skills.extend(skipped(&left));
    let skills = plan::order(evaluation, &skills);
    let shares = plan::shares(&left, &skills);
    let sums = plan::total(&shares);
    let weekly = terms.weekly();
    let calendar = Calendar::new(terms.from, &terms.off);
    let lane = Lane::new(&calendar, weekly.per_day());
    let finish = (!skills.is_empty()).then(|| lane.finish(sums)).flatten();
    let finish = finish.map(|finish| finish.mid);
    let tally = Tally::of(evaluation, skills.iter().copied());
    let (learning, missing) =
        skills.iter().partition::<Vec<Ix>, _>(|ix| evaluation.status(**ix) == Status::Learning);
    let have = roadmap.skills().filter(|(ix, ..)| {
        evaluation.status(*ix) == Status::Done
            && !evaluation.is_optional(*ix)
            && evaluation.in_scope(*ix)
    });
    let assumes = assumes(evaluation);
    RoleGap {
        roadmap: &roadmap.id,
        title: &roadmap.title,
        percent: evaluation.total().percent(),
        starts_after: background.start_of(roadmap),
        have: have
            .map(|(ix, entry, _)| Have {
                id: &entry.id,
                title: &entry.title,
                since: evaluation.since(ix),
            })
            .collect(),
        learning: learning.iter().map(|ix| Learning::new(evaluation, *ix)).collect(),
        missing: missing.iter().map(|ix| Missing::new(evaluation, *ix)).collect(),
        assumed_knowledge: background.knowledge(&assumes),
        assumes,
        assumed: plan::assumed(&left, &skills),
        left_out: plan::left_out(&left, Reach::Required),
        milestones: plan::milestone_finishes(evaluation, lane, &shares),
        hours: tally.hours,
        unestimated: tally.unestimated,
        hours_per_week: weekly,
        pace_source: terms.source(),
        weeks: if skills.is_empty() { Some(0) } else { finish.map(|day| weeks(terms.from, day)) },
        finish,
        left: sums[1],
    }
}

impl<'a> Background<'a, '_> {
    fn start_of(&self, roadmap: &'a Roadmap) -> Option<Start<'a>> {
        let in_use = self.in_use.contains(&roadmap.id);
        Some(match roadmap.starts_after.as_ref()? {
            StartsAfter::Text(text) => {
                Start { roadmaps: Vec::new(), text: Some(text), reached: in_use }
            }
            StartsAfter::Roadmaps(ids) => {
                let is_finished = |id: &RoadmapId| {
                    let first = self.roadmaps.iter().find(|roadmap| roadmap.id == *id);
                    first.is_some_and(|first| {
                        !Evaluation::new(first, self.progress).total().is_open()
                    })
                };
                let reached = in_use || ids.iter().all(is_finished);
                Start { roadmaps: ids.iter().collect(), text: None, reached }
            }
        })
    }

    fn knowledge(&self, ids: &[&'a Id]) -> Vec<Knowledge<'a>> {
        let mut evaluations: Vec<Option<Evaluation<'a>>> = vec![None; self.roadmaps.len()];
        let knowledge = |id: &&'a Id| {
            let mut roadmaps = self.roadmaps.iter().enumerate();
            let found = roadmaps
                .find_map(|(at, roadmap)| Some((at, *roadmap, roadmap.named(id.as_str())?)));
            let Some((at, roadmap, ix)) = found else {
                let known = self.progress.record([*id]).status == Status::Done;
                return Knowledge { id, title: id.as_str(), known };
            };
            let evaluation =
                evaluations[at].get_or_insert_with(|| Evaluation::new(roadmap, self.progress));
            Knowledge { id, title: &roadmap.entry(ix).title, known: evaluation.is_done(ix) }
        };
        ids.iter().map(knowledge).collect()
    }
}

/// The roadmaps that those `in_use` lead to, each once, in file order.
pub fn led_to<'a>(in_use: impl IntoIterator<Item = &'a Roadmap>) -> Vec<&'a RoadmapId> {
    let mut found = Vec::new();
    for next in in_use.into_iter().flat_map(|roadmap| &roadmap.leads_to) {
        if !found.contains(&&next.roadmap) {
            found.push(&next.roadmap);
        }
    }
    found
}

/// Sorts by the fewest hours left. A role whose start is not reached comes last,
/// however little is left of it.
pub fn nearest_first(targets: &mut [RoleGap<'_>]) {
    let is_ahead = |start: &Start<'_>| !start.reached;
    targets.sort_by_key(|target| (target.starts_after.as_ref().is_some_and(is_ahead), target.left));
}

/// The weeks from the first to the last day, counting the last one as whole.
fn weeks(first: Date, last: Date) -> u64 {
    u64::try_from((last - first).get_days() + 1).unwrap_or(0).div_ceil(7)
}

/// The skipped skills that this role requires. In a choice, those are what was
/// skipped inside the assumed options, and, only if too few options are left,
/// the options that were skipped.
fn skipped(left: &Remaining<'_, '_>) -> Vec<Ix> {
    let evaluation = left.evaluation();
    let roadmap = evaluation.roadmap();
    let mut wanted = vec![true; roadmap.len()];
    let mut skipped = Vec::new();
    for (ix, entry) in roadmap.entries() {
        let is_wanted = !entry.optional
            && wanted[ix.at()]
            && entry.parent.is_none_or(|group| wanted[group.at()]);
        wanted[ix.at()] = is_wanted;
        if !is_wanted {
            continue;
        }
        if let Some(choose) = entry.choose() {
            for option in roadmap.children(ix) {
                wanted[option.at()] = false;
            }
            let gone =
                roadmap.children(ix).filter(|option| evaluation.units(*option).required == 0);
            for option in left.options(ix).chain(gone).take(choose as usize) {
                wanted[option.at()] = true;
            }
        } else if evaluation.status(ix) == Status::Skipped {
            skipped.push(ix);
        }
    }
    skipped
}

/// The ids that are needed but not in the roadmap, each once, in file order.
fn assumes<'a>(evaluation: &Evaluation<'a>) -> Vec<&'a Id> {
    let mut seen = HashSet::new();
    let entries = evaluation.roadmap().entries();
    let counting =
        entries.filter(|(ix, _)| !evaluation.is_optional(*ix) && evaluation.in_scope(*ix));
    let assumed = counting.flat_map(|(_, entry)| &entry.needs).filter_map(|need| match need {
        Need::Assumed(id) => Some(id),
        Need::Entry(_) => None,
    });
    assumed.filter(|id| seen.insert(*id)).collect()
}

impl<'a> Learning<'a> {
    fn new(evaluation: &Evaluation<'a>, ix: Ix) -> Self {
        let entry = evaluation.entry(ix);
        Self {
            id: &entry.id,
            title: &entry.title,
            since: evaluation.since(ix),
            hours: evaluation.hours(ix),
        }
    }
}

impl<'a> Missing<'a> {
    fn new(evaluation: &Evaluation<'a>, ix: Ix) -> Self {
        let entry = evaluation.entry(ix);
        let skipped = evaluation.status(ix) == Status::Skipped;
        Self { id: &entry.id, title: &entry.title, hours: evaluation.hours(ix), skipped }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::progress::{Change, Event};
    use crate::query::fixtures;

    /// A Friday.
    const TODAY: Date = date(2026, 11, 20);

    fn target<'a>(evaluation: &Evaluation<'a>, progress: &'a Progress) -> RoleGap<'a> {
        let background = Background { progress, roadmaps: &[], in_use: &[] };
        role_gap(evaluation, &Terms::of_saved(None, TODAY), background)
    }

    /// Asserts what is done, learning and missing; skipped skills are in brackets.
    #[track_caller]
    fn gap(roadmap: &str, progress: &str, expected: [&str; 3]) {
        fixtures::evaluation(roadmap, progress, |evaluation| {
            let nothing = Progress::default();
            let target = target(evaluation, &nothing);
            let have: Vec<_> = target.have.iter().map(|have| have.id.as_str()).collect();
            let learning: Vec<_> = target.learning.iter().map(|skill| skill.id.as_str()).collect();
            let missing = target.missing.iter().map(|missing| match missing {
                Missing { id, skipped: true, .. } => format!("({id})"),
                Missing { id, .. } => id.to_string(),
            });
            let missing: Vec<_> = missing.collect();
            let found = [have.join(" "), learning.join(" "), missing.join(" ")];
            assert_eq!(found, expected, "{roadmap} {progress}");
        });
    }

    #[test]
    fn missing_skills_are_in_learning_order() {
        gap("a<c b c d e?", "d+ b~", ["d", "b", "c a"]);
        gap("a b", "a+ b+", ["a b", "", ""]);
    }

    #[test]
    fn skipped_skills_are_missing_too() {
        gap("a<b b c d?", "b- d-", ["", "", "(b) a c"]);
        gap("g[a b]", "a+ b-", ["a", "", "(b)"]);
    }

    #[test]
    fn done_options_satisfy_a_choice() {
        gap("lang=1[php python] x<lang", "php+", ["php", "", "x"]);
        gap("lang=1[php:9 python:1 ruby] x<lang", "", ["", "", "php x"]);
        gap("lang=1[php python ruby:1]", "php- python~", ["", "python", ""]);
        gap("lang=1[g[a b] c]", "a+", ["a", "", "b"]);
    }

    #[test]
    fn a_skipped_option_is_missing_only_if_too_few_are_left() {
        gap("lang=1[php python]", "php-", ["", "", "python"]);
        gap("lang=1[php python]", "php- python-", ["", "", "(php)"]);
        gap("lang=2[php python ruby]", "php- python+ ruby-", ["python", "", "(php)"]);
        gap("lang=1[g[a b] c]", "a~ b-", ["", "a", "(b)"]);
    }

    #[test]
    fn a_skill_comes_after_the_choice_that_unblocks_it() {
        gap("a<p c=1[q p]", "", ["", "", "q a"]);
    }

    #[test]
    fn a_role_whose_start_is_not_reached_sorts_last() {
        let roadmap = |id: &str, start: &str, hours: u32| {
            let yaml = format!(
                "title: {id}\n{start}stages:\n  - {{ id: s, title: S, skills: [{{ id: {id}-a, \
                 title: A, hours: {hours} }}] }}\n"
            );
            Roadmap::from_yaml(&RoadmapId::new(id).unwrap(), &yaml, None).unwrap()
        };
        let junior = roadmap("junior", "", 50);
        let senior = roadmap("senior", "starts_after: [junior]\n", 5);
        let lead = roadmap("lead", "starts_after: Some years of work\n", 1);
        let all = [&lead, &senior, &junior];
        let order = |events: &[Event], in_use: &[RoadmapId]| {
            let progress = Progress::fold(events);
            let background = Background { progress: &progress, roadmaps: &all, in_use };
            let terms = Terms::of_saved(None, TODAY);
            let evaluations = all.map(|roadmap| Evaluation::new(roadmap, &progress));
            let mut targets: Vec<_> = evaluations
                .iter()
                .map(|evaluation| role_gap(evaluation, &terms, background))
                .collect();
            nearest_first(&mut targets);
            let show = |target: &RoleGap<'_>| {
                let start = match &target.starts_after {
                    None => "",
                    Some(Start { reached: true, .. }) => " reached",
                    Some(Start { reached: false, .. }) => " ahead",
                };
                format!("{}{start}", target.roadmap)
            };
            targets.iter().map(show).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(order(&[], &[]), "junior, lead ahead, senior ahead");
        assert_eq!(order(&[done("junior-a")], &[]), "junior, senior reached, lead ahead");
        let lead = RoadmapId::new("lead").unwrap();
        assert_eq!(order(&[], &[lead]), "lead reached, junior, senior ahead");
    }

    #[test]
    fn assumed_knowledge_has_titles_and_whether_it_is_known() {
        let role = fixtures::sketch("a<x,y b<g,nowhere");
        let other = fixtures::sketch("x y g[k l?]");
        let roadmaps = [&role, &other];
        let progress = Progress::fold(&[done("x"), done("k"), done("nowhere")]);
        let background = Background { progress: &progress, roadmaps: &roadmaps, in_use: &[] };
        let evaluation = Evaluation::new(&role, &progress);
        let target = role_gap(&evaluation, &Terms::of_saved(None, TODAY), background);
        let known: Vec<_> =
            target.assumed_knowledge.iter().map(|known| (known.title, known.known)).collect();
        assert_eq!(known, [("x", true), ("y", false), ("g", true), ("nowhere", true)]);
    }

    fn done(skill: &str) -> Event {
        let skills = vec![skill.parse().unwrap()];
        let change = Change::Done {
            skills,
            known: false,
            redate: false,
            resources: Vec::new(),
            note: None,
            evidence: Vec::new(),
        };
        Event { id: uuid::Uuid::nil(), at: jiff::Timestamp::UNIX_EPOCH, on: TODAY, change }
    }

    #[test]
    fn weeks_are_whole_and_end_at_the_finish() {
        fixtures::evaluation("a:10 b:4-8<x c<x,y", "", |evaluation| {
            let nothing = Progress::default();
            let target = target(evaluation, &nothing);
            assert_eq!((target.weeks, target.finish), (Some(5), Some(date(2026, 12, 23))));
            assert_eq!(target.hours.max_minutes, 18 * 60);
            assert_eq!(target.unestimated, 1);
        });
        fixtures::evaluation("a", "a+", |evaluation| {
            let nothing = Progress::default();
            let target = target(evaluation, &nothing);
            assert_eq!((target.weeks, target.finish), (Some(0), None));
        });
    }
}
