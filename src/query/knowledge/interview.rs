//! Chooses the next question and draws conclusions from the answers.

use super::relations::{Knowledge, Relations};
use crate::catalog::Ix;
use crate::progress::Status;
use crate::query::evaluation::Evaluation;

/// Ask a single question only if one of its answers settles at least this many.
const WORTH_ASKING: usize = 3;

/// Ask up to this many skills in a single list; more, stage by stage.
const ONE_LIST: usize = 20;

/// Stages share a list up to this length.
const SHORT: usize = 16;

/// A choice with at most this many open skills is part of a list instead of a separate
/// question.
const FEW: usize = 3;

/// Something to ask a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Do you know this skill? See [`Answer::Yes`], [`Answer::Half`], [`Answer::No`].
    Skill(Ix),
    /// Which of these skills do you know? They are in a choice.
    Choice { choice: Ix, skills: Vec<Ix> },
    /// Which of these skills do you know?
    List(Vec<Ix>),
}

/// What a person answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Yes,
    /// About half of what there is to learn is known.
    Half,
    No,
    /// For a choice or list: the skills that are known, whole or half. The others are
    /// not.
    These {
        known: Vec<Ix>,
        half: Vec<Ix>,
    },
}

/// What the answers say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Open skills that the person knows, in file order.
    pub known: Vec<Ix>,
    /// Those of them that were asked about, not concluded.
    pub named: Vec<Ix>,
    /// Skills that are known half, in the order of the answers.
    pub half: Vec<Ix>,
}

/// A dialogue about what a person knows.
#[derive(Debug)]
pub struct Interview<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    relations: Relations,
    knowledge: Knowledge,
    /// Whether a skill is asked about, or a choice.
    is_asked: Vec<bool>,
    /// The outermost choice around each entry, or the entry itself if it is one.
    choice: Vec<Option<Ix>>,
    named: Vec<Ix>,
    half: Vec<Ix>,
    /// The lengths before each answer: found, named, half.
    answered: Vec<[usize; 3]>,
}

impl<'e, 'a> Interview<'e, 'a> {
    /// About the open skills in scope, of one stage or of all.
    pub fn new(evaluation: &'e Evaluation<'a>, stage: Option<usize>) -> Self {
        let roadmap = evaluation.roadmap();
        let relations = Relations::of(evaluation);
        let mut choice: Vec<Option<Ix>> = vec![None; roadmap.len()];
        for (ix, entry) in roadmap.entries() {
            let around = entry.parent.and_then(|group| choice[group.at()]);
            choice[ix.at()] = around.or_else(|| entry.choose().map(|_| ix));
        }
        let mut knowledge = Knowledge::nothing(roadmap.len());
        let mut is_asked = vec![false; roadmap.len()];
        for (ix, entry, _) in roadmap.skills() {
            let (status, around) = (evaluation.status(ix), choice[ix.at()]);
            if status.is_open() && evaluation.in_scope(ix) {
                let asked = stage.is_none_or(|stage| entry.stage == stage);
                is_asked[ix.at()] = asked;
                if let Some(choice) = around.filter(|_| asked) {
                    is_asked[choice.at()] = true;
                }
            } else {
                // Entries that are skipped or out of scope must not keep others from
                // being known, and do not decide a choice.
                knowledge.assume(ix, status == Status::Done || around.is_none());
            }
        }
        for (ix, entry) in roadmap.entries().rev() {
            if !entry.is_skill()
                && let Some(known) = relations.value_of_group(&knowledge, ix)
            {
                knowledge.assume(ix, known);
            }
        }
        Self {
            evaluation,
            relations,
            knowledge,
            is_asked,
            choice,
            named: Vec::new(),
            half: Vec::new(),
            answered: Vec::new(),
        }
    }

    /// What to ask now; `None` when everything is known.
    pub fn question(&mut self) -> Option<Question> {
        if let Some(best) = self.best() {
            return Some(self.question_about(best));
        }
        let roadmap = self.evaluation.roadmap();
        let open: Vec<Ix> =
            roadmap.skills().map(|(ix, ..)| ix).filter(|ix| self.is_open(*ix)).collect();
        for part in open.chunk_by(|a, b| self.choice[a.at()] == self.choice[b.at()]) {
            if let Some(choice) = self.choice[part[0].at()].filter(|_| part.len() > FEW) {
                return Some(Question::Choice { choice, skills: part.to_vec() });
            }
        }
        let list = self.list(open);
        (!list.is_empty()).then_some(Question::List(list))
    }

    /// Takes the answer to `question`.
    pub fn answer(&mut self, question: &Question, answer: Answer) {
        let before = [self.knowledge.found().len(), self.named.len(), self.half.len()];
        self.answered.push(before);
        let asked = match question {
            Question::Skill(ix) => std::slice::from_ref(ix),
            Question::Choice { skills, .. } | Question::List(skills) => skills,
        };
        let (known, half) = match answer {
            Answer::Yes => (asked.to_vec(), Vec::new()),
            Answer::Half => (Vec::new(), asked.to_vec()),
            Answer::No => (Vec::new(), Vec::new()),
            Answer::These { known, half } => (known, half),
        };
        self.relations.find_out(&mut self.knowledge, &known, true);
        self.relations.find_out(&mut self.knowledge, asked, false);
        let is_half = |ix: &Ix| self.knowledge.value(*ix) == Some(false);
        self.half.extend(half.into_iter().filter(is_half));
        self.named.extend(known);
    }

    /// Forgets the newest answer. Returns whether there was one.
    pub fn back(&mut self) -> bool {
        let Some([found, named, half]) = self.answered.pop() else { return false };
        self.knowledge.back_to(found);
        self.named.truncate(named);
        self.half.truncate(half);
        true
    }

    /// How many questions were answered.
    pub fn answers(&self) -> usize {
        self.answered.len()
    }

    /// How many skills are settled, and how many it is about.
    pub fn settled(&self) -> (usize, usize) {
        let roadmap = self.evaluation.roadmap();
        let asked = roadmap.skills().filter(|(ix, ..)| self.is_asked[ix.at()]);
        let (mut all, mut settled) = (0, 0);
        for (ix, ..) in asked {
            all += 1;
            settled += usize::from(!self.is_open(ix));
        }
        (settled, all)
    }

    /// What the answers so far say.
    pub fn found(&self) -> Found {
        let is_known = |ix: &Ix| {
            self.evaluation.entry(*ix).is_skill() && self.knowledge.value(*ix) == Some(true)
        };
        let mut known: Vec<Ix> = self.knowledge.found().iter().copied().filter(is_known).collect();
        known.sort_unstable();
        Found { known, named: self.named.clone(), half: self.half.clone() }
    }

    fn is_open(&self, ix: Ix) -> bool {
        self.is_asked[ix.at()] && self.knowledge.value(ix).is_none()
    }

    /// The open skills outside choices and the open outermost choices. Each is one
    /// question and counts once.
    fn units(&self) -> impl Iterator<Item = Ix> {
        let entries = self.evaluation.roadmap().entries();
        let is_open = |ix: &Ix| self.is_open(*ix) && self.has_open_skill(*ix);
        entries.map(|(ix, _)| ix).filter(|ix| self.is_unit(*ix)).filter(is_open)
    }

    /// Whether there is anything to ask about: the answers can settle every
    /// skill of a choice and leave the choice itself undecided.
    fn has_open_skill(&self, ix: Ix) -> bool {
        let roadmap = self.evaluation.roadmap();
        roadmap.entry(ix).is_skill()
            || roadmap.within(ix).any(|ix| roadmap.entry(ix).is_skill() && self.is_open(ix))
    }

    fn is_unit(&self, ix: Ix) -> bool {
        match self.choice[ix.at()] {
            None => self.evaluation.entry(ix).is_skill(),
            Some(choice) => choice == ix,
        }
    }

    /// The unit that settles the most with either answer: the product of both, so that
    /// neither is a waste. The first of equals.
    fn best(&mut self) -> Option<Ix> {
        let units: Vec<Ix> = self.units().collect();
        let mut best = None;
        for ix in units {
            let (yes, no) = (self.settles(ix, true), self.settles(ix, false));
            let worth = yes * no;
            if yes.max(no) >= WORTH_ASKING && best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, ix));
            }
        }
        best.map(|(_, ix)| ix)
    }

    /// How many units an answer would settle.
    fn settles(&mut self, ix: Ix, known: bool) -> usize {
        let before = self.knowledge.found().len();
        let within = self.evaluation.roadmap().within(ix);
        let asked: Vec<Ix> = if !known && !self.evaluation.entry(ix).is_skill() {
            std::iter::once(ix).chain(within.filter(|ix| self.is_open(*ix))).collect()
        } else {
            vec![ix]
        };
        self.relations.find_out(&mut self.knowledge, &asked, known);
        let found = &self.knowledge.found()[before..];
        let count = found.iter().filter(|ix| self.is_unit(**ix) && self.is_asked[ix.at()]).count();
        self.knowledge.back_to(before);
        count
    }

    fn question_about(&self, ix: Ix) -> Question {
        if self.evaluation.entry(ix).is_skill() {
            return Question::Skill(ix);
        }
        let roadmap = self.evaluation.roadmap();
        let skills = roadmap.within(ix).filter(|ix| roadmap.entry(*ix).is_skill());
        Question::Choice { choice: ix, skills: skills.filter(|ix| self.is_open(*ix)).collect() }
    }

    /// The next list to ask: all that is left if it is short, otherwise stage by stage,
    /// with skills unrelated to any other at the end.
    fn list(&self, open: Vec<Ix>) -> Vec<Ix> {
        if open.len() <= ONE_LIST {
            return open;
        }
        let (isolated, mut related): (Vec<Ix>, Vec<Ix>) =
            open.into_iter().partition(|ix| self.relations.is_isolated(*ix));
        if related.is_empty() {
            related = isolated;
        }
        let stage = |ix: &Ix| self.evaluation.entry(*ix).stage;
        let mut len = 0;
        for part in related.chunk_by(|a, b| stage(a) == stage(b)) {
            if len > 0 && len + part.len() > SHORT {
                break;
            }
            len += part.len();
        }
        related.truncate(len.min(ONE_LIST));
        related
    }
}
