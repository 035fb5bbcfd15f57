//! The default skill if none is named: the one being learned.

use std::fmt;

use super::{EntryRef, Lookup, Place};
use crate::progress::Status;
use crate::query::Evaluation;

/// Not exactly one skill is being learned. Texts are ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotOneLearning {
    learning: Vec<String>,
    command: &'static str,
}

impl Lookup<'_> {
    /// The one skill of the roadmaps in use that is being learned.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn learning(&self) -> Result<EntryRef, NotOneLearning> {
        let mut found: Vec<EntryRef> = Vec::new();
        for place in [Place::Current, Place::InUse] {
            for roadmap in self.roadmaps(place) {
                let evaluation = Evaluation::new(&roadmap, self.progress);
                for (ix, entry, _) in roadmap.skills() {
                    let is_new = found.iter().all(|known| *known.id() != entry.id);
                    if evaluation.status(ix) == Status::Learning && is_new {
                        found.push(EntryRef { roadmap: roadmap.clone(), ix });
                    }
                }
            }
        }
        if found.len() == 1 {
            return Ok(found.remove(0));
        }
        let learning = found.iter().map(|skill| skill.id().to_string()).collect();
        Err(NotOneLearning { learning, command: self.command })
    }
}

impl NotOneLearning {
    /// What to do about it, a line each.
    pub fn advice(&self) -> Vec<String> {
        let command = self.command;
        match self.learning.as_slice() {
            [] => vec![format!("name a skill: roadmap {command} <skill>")],
            ids => vec![format!("name one: {}", ids.join(", "))],
        }
    }
}

impl fmt::Display for NotOneLearning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.learning.len() {
            0 => f.write_str("no skill is being learned"),
            count => write!(f, "{count} skills are being learned"),
        }
    }
}

impl std::error::Error for NotOneLearning {}
