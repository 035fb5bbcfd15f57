//! Who has done a skill, who is learning it, and who is ready for it.

use jiff::civil::Date;
use serde::Serialize;

use super::{Basis, Member};
use crate::catalog::{Ix, Roadmap};
use crate::progress::Status;
use crate::query::Evaluation;
use crate::query::next::Named;

/// Who can help with a skill, and who may need help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhoSkill<'a> {
    pub skill: Named<'a>,
    /// The earliest first.
    pub done: Vec<DoneBy>,
    /// The earliest first.
    pub learning: Vec<LearningBy>,
    /// Those who can begin it now.
    pub ready: Vec<String>,
}

/// Somebody who has done it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DoneBy {
    /// `None` if it was known before.
    pub on: Option<Date>,
    pub person: String,
    /// Links, paths or words.
    pub evidence: Vec<String>,
}

/// Somebody who is learning it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LearningBy {
    pub since: Option<Date>,
    pub person: String,
}

/// What one person has done with the skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    Done(DoneBy),
    Learning(LearningBy),
    Ready(String),
}

impl Who {
    /// `roadmap` is where `skill` was found. The person's own roadmap may have other
    /// names for it.
    pub fn of(
        basis: &Basis<'_>,
        member: &Member<'_>,
        roadmap: &Roadmap,
        skill: Ix,
    ) -> Option<Self> {
        let id = &roadmap.entry(skill).id;
        let own = basis.followed(&member.progress).ok();
        let own = own.and_then(|own| Some((own, own.named(id.as_str())?)));
        let (within, ix) = own.unwrap_or((roadmap, skill));
        let record = member.progress.record(within.entry(ix).names());
        let person = member.name.to_owned();
        match record.status {
            Status::Done => {
                let evidence = record.evidence.iter().map(ToString::to_string).collect();
                Some(Self::Done(DoneBy { on: record.since, person, evidence }))
            }
            Status::Learning => Some(Self::Learning(LearningBy { since: record.since, person })),
            Status::Skipped => None,
            Status::Todo => {
                let (own, ix) = own?;
                let evaluation = Evaluation::new(own, &member.progress);
                evaluation.is_ready(ix).then_some(Self::Ready(person))
            }
        }
    }
}

/// Everybody who has to do with a skill.
pub fn who(skill: Named<'_>, all: Vec<Who>) -> WhoSkill<'_> {
    let mut found = WhoSkill { skill, done: Vec::new(), learning: Vec::new(), ready: Vec::new() };
    for one in all {
        match one {
            Who::Done(by) => found.done.push(by),
            Who::Learning(by) => found.learning.push(by),
            Who::Ready(person) => found.ready.push(person),
        }
    }
    // Skills without a date were known before, and come first.
    found.done.sort();
    found.learning.sort();
    found
}
