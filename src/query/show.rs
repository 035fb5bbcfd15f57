//! Everything about a roadmap, a stage, a group or a skill.

use jiff::civil::Date;
use serde::Serialize;

use super::evaluation::Evaluation;
use super::next::{NeedAnswer, ResourceAnswer, needs};
use super::own_estimate::OwnEstimate;
use super::remaining::Remaining;
use super::summary::{Counts, stage_counts};
use crate::catalog::{
    Edit, Entry, EntryKind, Hours, Id, Ix, LeadsTo, Level, Need, RoadmapId, Role, SkillKind, Source,
};
use crate::progress::{Progress, Record, Status};

/// A skill, with every field of its file and everything recorded about it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename = "skill")]
pub struct ShowSkill<'a> {
    /// The entry in the roadmap.
    #[serde(skip)]
    pub ix: Ix,
    /// The roadmap that it is shown from.
    pub roadmap: &'a RoadmapId,
    pub id: &'a Id,
    pub title: &'a str,
    pub status: Status,
    pub since: Option<Date>,
    /// Done, and known before.
    pub known: bool,
    pub in_scope: bool,
    pub optional: bool,
    pub summary: Option<&'a str>,
    pub stage: &'a Id,
    pub groups: Vec<&'a Id>,
    /// The `kind` of its file.
    pub skill_kind: SkillKind,
    /// The roadmap's estimate.
    pub hours: Option<Hours>,
    /// The person's own estimate, if there is one.
    pub estimate: Option<OwnEstimate>,
    /// The minutes logged on it.
    pub spent_minutes: u64,
    pub needs: Vec<NeedAnswer<'a>>,
    pub needed_by: Vec<&'a Id>,
    pub aliases: &'a [Id],
    pub done_when: &'a [String],
    pub asked_by: &'a [Id],
    pub resources: Vec<ResourceAnswer<'a>>,
    pub notes: Vec<ShowNote>,
    pub evidence: Vec<String>,
    /// The person's own links.
    pub links: Vec<String>,
    pub started: Option<Date>,
    /// The roadmaps in use that contain it.
    pub roadmaps: Vec<RoadmapId>,
    /// What an overlay did to it.
    pub edit: Option<Edit>,
    #[serde(skip)]
    pub titles: Titles<'a>,
}

impl ShowSkill<'_> {
    /// How much of it is done. While it is being learned, this is the logged time as a
    /// percentage of the midpoint of its estimate, at most 99.
    pub fn percent(&self) -> u64 {
        match (self.status, self.hours) {
            (Status::Done, _) => 100,
            (Status::Learning, Some(hours)) => {
                let middle =
                    u64::midpoint(u64::from(hours.min_minutes), u64::from(hours.max_minutes));
                (100 * self.spent_minutes / middle.max(1)).min(99)
            }
            _ => 0,
        }
    }
}

/// Titles for display, where the JSON has ids.
#[derive(Debug, Default)]
pub struct Titles<'a> {
    pub roadmap: &'a str,
    pub stage: &'a str,
    pub groups: Vec<&'a str>,
    pub needed_by: Vec<&'a str>,
    pub asked_by: Vec<&'a str>,
}

/// A note on a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShowNote {
    pub on: Date,
    pub text: String,
}

/// A skill or group in a list.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ShowEntry<'a> {
    Skill(EntrySkill<'a>),
    Group(EntryGroup<'a>),
}

/// A skill in a list.
#[derive(Debug, Serialize)]
pub struct EntrySkill<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub status: Status,
    pub since: Option<Date>,
    pub in_scope: bool,
    pub optional: bool,
    pub ready: bool,
    pub hours: Option<Hours>,
    pub needs: Vec<&'a Id>,
    pub aliases: &'a [Id],
    pub edit: Option<Edit>,
}

/// A group in a list, with its entries.
#[derive(Debug, Serialize)]
pub struct EntryGroup<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub summary: Option<&'a str>,
    pub choose: Option<u32>,
    pub optional: bool,
    pub in_scope: bool,
    pub done: u32,
    pub required: u32,
    pub needs: Vec<&'a Id>,
    pub edit: Option<Edit>,
    pub skills: Vec<ShowEntry<'a>>,
}

/// A group with everything in it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename = "group")]
pub struct ShowGroup<'a> {
    pub roadmap: &'a RoadmapId,
    pub stage: &'a Id,
    #[serde(flatten)]
    pub group: EntryGroup<'a>,
}

/// A stage with everything in it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename = "stage")]
pub struct ShowStage<'a> {
    pub roadmap: &'a RoadmapId,
    #[serde(flatten)]
    pub stage: StagePart<'a>,
}

/// A stage of a roadmap.
#[derive(Debug, Serialize)]
pub struct StagePart<'a> {
    pub id: &'a Id,
    pub title: &'a str,
    pub level: Option<Level>,
    pub summary: Option<&'a str>,
    pub edit: Option<Edit>,
    #[serde(flatten)]
    pub counts: Counts,
    pub skills: Vec<ShowEntry<'a>>,
}

/// A roadmap with everything in it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename = "roadmap")]
pub struct ShowRoadmap<'a> {
    pub id: &'a RoadmapId,
    pub title: &'a str,
    pub summary: Option<&'a str>,
    pub role: Option<&'a Role>,
    pub sources: &'a [Source],
    pub leads_to: &'a [LeadsTo],
    /// The roadmap that its file extends.
    pub extends: Option<&'a RoadmapId>,
    #[serde(flatten)]
    pub counts: Counts,
    pub stages: Vec<StagePart<'a>>,
}

/// The skill at `ix`. `in_use` are the roadmaps in use that contain it.
pub fn skill<'a>(
    evaluation: &Evaluation<'a>,
    progress: &Progress,
    ix: Ix,
    in_use: Vec<RoadmapId>,
) -> Option<ShowSkill<'a>> {
    let others = evaluation.roadmap().entries();
    let dependents = others.filter(|(_, other)| other.needs.contains(&Need::Entry(ix)));
    let dependents: Vec<&Entry> = dependents.map(|(_, other)| other).collect();
    answer(evaluation, progress, ix, &dependents, in_use)
}

/// Every skill, in the order of the roadmap, without the roadmaps in use.
pub fn skills<'a>(evaluation: &Evaluation<'a>, progress: &Progress) -> Vec<ShowSkill<'a>> {
    let roadmap = evaluation.roadmap();
    let mut dependents: Vec<Vec<&Entry>> = vec![Vec::new(); roadmap.len()];
    for (_, entry) in roadmap.entries() {
        for need in &entry.needs {
            if let Need::Entry(on) = need {
                dependents[on.at()].push(entry);
            }
        }
    }
    let answer = |ix: Ix| answer(evaluation, progress, ix, &dependents[ix.at()], Vec::new());
    roadmap.entries().filter_map(|(ix, _)| answer(ix)).collect()
}

fn answer<'a>(
    evaluation: &Evaluation<'a>,
    progress: &Progress,
    ix: Ix,
    dependents: &[&'a Entry],
    in_use: Vec<RoadmapId>,
) -> Option<ShowSkill<'a>> {
    let roadmap = evaluation.roadmap();
    let entry = roadmap.entry(ix);
    let skill = entry.skill()?;
    let record: Record = progress.record(entry.names());
    let stage = &roadmap.stages()[entry.stage];
    let asked_by = skill.asked_by.iter().filter_map(|id| {
        roadmap.sources.iter().find(|source| source.id == *id).map(|source| source.title.as_str())
    });
    let mut around: Vec<&Entry> = roadmap.around(ix).map(|group| roadmap.entry(group)).collect();
    around.reverse();
    let group_titles = around.iter().map(|group| group.title.as_str()).collect();
    let groups: Vec<&Id> = around.iter().map(|group| &group.id).collect();
    Some(ShowSkill {
        ix,
        roadmap: &roadmap.id,
        id: &entry.id,
        title: &entry.title,
        status: record.status,
        since: record.since,
        known: record.known,
        in_scope: evaluation.in_scope(ix),
        optional: evaluation.is_optional(ix),
        summary: entry.summary.as_deref(),
        stage: &stage.id,
        groups,
        skill_kind: skill.kind,
        hours: skill.hours,
        estimate: record.estimate.map(|own| OwnEstimate::new(own, skill.hours)),
        spent_minutes: record.spent.iter().map(|(_, minutes)| u64::from(*minutes)).sum(),
        needs: needs(evaluation, ix),
        needed_by: dependents.iter().map(|other| &other.id).collect(),
        aliases: &skill.aliases,
        done_when: &skill.done_when,
        asked_by: &skill.asked_by,
        resources: ResourceAnswer::all(skill, &record.ticked),
        notes: record
            .notes
            .iter()
            .map(|note| ShowNote { on: note.on, text: note.text.to_string() })
            .collect(),
        evidence: record.evidence.iter().map(ToString::to_string).collect(),
        links: record.links.iter().map(ToString::to_string).collect(),
        started: record.started,
        roadmaps: in_use,
        edit: entry.edit,
        titles: Titles {
            roadmap: &roadmap.title,
            stage: &stage.title,
            groups: group_titles,
            needed_by: dependents.iter().map(|other| other.title.as_str()).collect(),
            asked_by: asked_by.collect(),
        },
    })
}

/// The group at `ix`.
pub fn group<'a>(evaluation: &Evaluation<'a>, ix: Ix) -> Option<ShowGroup<'a>> {
    let roadmap = evaluation.roadmap();
    match entry(evaluation, ix) {
        ShowEntry::Group(group) => Some(ShowGroup {
            roadmap: &roadmap.id,
            stage: &roadmap.stages()[roadmap.entry(ix).stage].id,
            group,
        }),
        ShowEntry::Skill(_) => None,
    }
}

/// The stage at this index.
pub fn stage<'a>(evaluation: &Evaluation<'a>, stage: usize) -> ShowStage<'a> {
    ShowStage {
        roadmap: &evaluation.roadmap().id,
        stage: stage_part(&Remaining::of(evaluation), stage),
    }
}

/// The whole roadmap.
pub fn roadmap<'a>(evaluation: &Evaluation<'a>) -> ShowRoadmap<'a> {
    let roadmap = evaluation.roadmap();
    let left = Remaining::of(evaluation);
    let stages: Vec<_> =
        (0..roadmap.stages().len()).map(|stage| stage_part(&left, stage)).collect();
    ShowRoadmap {
        id: &roadmap.id,
        title: &roadmap.title,
        summary: roadmap.summary.as_deref(),
        role: roadmap.role.as_ref(),
        sources: &roadmap.sources,
        leads_to: &roadmap.leads_to,
        extends: roadmap.extends.as_ref(),
        counts: stages.iter().map(|stage| stage.counts).sum(),
        stages,
    }
}

fn stage_part<'a>(left: &Remaining<'a, '_>, at: usize) -> StagePart<'a> {
    let evaluation = left.evaluation();
    let roadmap = evaluation.roadmap();
    let stage = &roadmap.stages()[at];
    StagePart {
        id: &stage.id,
        title: &stage.title,
        level: stage.level,
        summary: stage.summary.as_deref(),
        edit: stage.edit,
        counts: stage_counts(left, at),
        skills: roadmap.stage_children(at).map(|ix| entry(evaluation, ix)).collect(),
    }
}

/// Groups nest at most four deep, so this recursion is bounded.
fn entry<'a>(evaluation: &Evaluation<'a>, ix: Ix) -> ShowEntry<'a> {
    let roadmap = evaluation.roadmap();
    let entry: &'a Entry = roadmap.entry(ix);
    let needs = entry.needs.iter().map(|need| match need {
        Need::Entry(on) => &roadmap.entry(*on).id,
        Need::Assumed(id) => id,
    });
    let needs = needs.collect();
    match &entry.kind {
        EntryKind::Skill(skill) => ShowEntry::Skill(EntrySkill {
            id: &entry.id,
            title: &entry.title,
            status: evaluation.status(ix),
            since: evaluation.since(ix),
            in_scope: evaluation.in_scope(ix),
            optional: evaluation.is_optional(ix),
            ready: evaluation.is_ready(ix),
            hours: evaluation.hours(ix),
            needs,
            aliases: &skill.aliases,
            edit: entry.edit,
        }),
        EntryKind::Group(group) => {
            let units = evaluation.units(ix);
            ShowEntry::Group(EntryGroup {
                id: &entry.id,
                title: &entry.title,
                summary: entry.summary.as_deref(),
                choose: group.choose,
                optional: evaluation.is_optional(ix),
                in_scope: evaluation.in_scope(ix),
                done: units.done,
                required: units.required,
                needs,
                edit: entry.edit,
                skills: roadmap.children(ix).map(|child| self::entry(evaluation, child)).collect(),
            })
        }
    }
}
