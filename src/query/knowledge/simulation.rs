//! Simulates people who answer: every skill must end up as they would have said, after
//! few questions. docs/setup.md has the figures.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Answer, Interview, Question};
use crate::catalog::{Catalog, Folders, Ix, Roadmap, RoadmapId};
use crate::progress::Status;
use crate::query::evaluation::Evaluation;
use crate::query::fixtures::{Sample, at, ids, samples, sketch, statuses};

/// Pseudo-random numbers that are the same in every run (`SplitMix64`).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let z = z ^ (z >> 31);
        usize::try_from(z % end as u64).unwrap()
    }

    fn shuffled(&mut self, mut items: Vec<Ix>) -> Vec<Ix> {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
        items
    }
}

/// A simulated person: the skills known whole, with all their needs, and those known
/// half.
struct Person<'e, 'a> {
    evaluation: &'e Evaluation<'a>,
    known: BTreeSet<Ix>,
    half: BTreeSet<Ix>,
}

impl<'e, 'a> Person<'e, 'a> {
    fn knowing_nothing(evaluation: &'e Evaluation<'a>) -> Self {
        Self { evaluation, known: BTreeSet::new(), half: BTreeSet::new() }
    }

    /// A person who learned skills in random order, each with its needs, until this
    /// percentage is known, and knows some of the rest half.
    fn random(evaluation: &'e Evaluation<'a>, percent: usize, random: &mut Random) -> Self {
        let mut person = Self::knowing_nothing(evaluation);
        let skills: Vec<Ix> = evaluation.roadmap().skills().map(|(ix, ..)| ix).collect();
        let enough = skills.len() * percent / 100;
        for ix in random.shuffled(skills.clone()) {
            if person.known.len() >= enough {
                break;
            }
            person.learn(ix, random);
        }
        for ix in skills {
            if !person.known.contains(&ix) && person.can_learn(ix) && random.below(10) == 0 {
                person.half.insert(ix);
            }
        }
        person
    }

    fn needs(&self, ix: Ix) -> Vec<Ix> {
        let needs = self.evaluation.needs_of(ix);
        needs.filter(|on| self.evaluation.can_block(*on, ix)).collect()
    }

    fn can_learn(&self, ix: Ix) -> bool {
        self.needs(ix).iter().all(|on| self.knows(*on))
    }

    fn knows(&self, ix: Ix) -> bool {
        let roadmap = self.evaluation.roadmap();
        let entry = roadmap.entry(ix);
        if entry.is_skill() {
            return self.known.contains(&ix);
        }
        if !self.can_learn(ix) {
            return false;
        }
        if let Some(n) = entry.choose() {
            roadmap.children(ix).filter(|ix| self.knows(*ix)).count() >= n as usize
        } else {
            let mut required = roadmap.children(ix).filter(|ix| !roadmap.entry(*ix).optional);
            required.all(|ix| self.knows(ix))
        }
    }

    fn learn(&mut self, ix: Ix, random: &mut Random) {
        if self.knows(ix) {
            return;
        }
        for on in self.needs(ix) {
            self.learn(on, random);
        }
        let roadmap = self.evaluation.roadmap();
        let entry = roadmap.entry(ix);
        match entry.choose() {
            _ if entry.is_skill() => {
                self.known.insert(ix);
            }
            Some(n) => {
                let options = random.shuffled(roadmap.children(ix).collect());
                for option in options.into_iter().take(n as usize) {
                    self.learn(option, random);
                }
            }
            None => {
                for child in roadmap.children(ix).filter(|ix| !roadmap.entry(*ix).optional) {
                    self.learn(child, random);
                }
            }
        }
    }

    fn answer(&self, question: &Question) -> Answer {
        let of = |set: &BTreeSet<Ix>, asked: &[Ix]| -> Vec<Ix> {
            asked.iter().copied().filter(|ix| set.contains(ix)).collect()
        };
        match question {
            Question::Skill(ix) if self.known.contains(ix) => Answer::Yes,
            Question::Skill(ix) if self.half.contains(ix) => Answer::Half,
            Question::Skill(_) => Answer::No,
            Question::Choice { skills, .. } | Question::List(skills) => {
                Answer::These { known: of(&self.known, skills), half: of(&self.half, skills) }
            }
        }
    }
}

/// How many questions a person was asked, and how many lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Asked {
    questions: usize,
    lists: usize,
}

/// Interviews a person, and asserts that the result is what the person knows.
#[track_caller]
fn interview(person: &Person<'_, '_>) -> Asked {
    let mut interview = Interview::new(person.evaluation, None);
    let mut asked = Asked { questions: 0, lists: 0 };
    while let Some(question) = interview.question() {
        match question {
            Question::List(_) => asked.lists += 1,
            Question::Skill(_) | Question::Choice { .. } => asked.questions += 1,
        }
        interview.answer(&question, person.answer(&question));
        assert!(asked.questions + asked.lists <= person.evaluation.roadmap().len());
    }
    let found = interview.found();
    let roadmap = person.evaluation.roadmap();
    // Entries out of scope are not asked about.
    let in_scope = |set: &BTreeSet<Ix>| -> Vec<Ix> {
        set.iter().copied().filter(|ix| person.evaluation.in_scope(*ix)).collect()
    };
    assert_eq!(ids(roadmap, found.known), ids(roadmap, in_scope(&person.known)), "known");
    let mut half = found.half;
    half.sort_unstable();
    assert_eq!(ids(roadmap, half), ids(roadmap, in_scope(&person.half)), "half");
    asked
}

fn built_in(id: &str) -> std::rc::Rc<Roadmap> {
    Catalog::open(&Folders::default()).load(&RoadmapId::new(id).unwrap()).unwrap()
}

/// A row of the table in docs/setup.md.
fn row(who: &str, asked: &[Asked]) -> String {
    let mut row = format!("| {who} |");
    for count in [|asked: &Asked| asked.questions, |asked: &Asked| asked.lists] {
        let sum: usize = asked.iter().map(count).sum();
        let tenths = (sum * 10 + asked.len() / 2) / asked.len();
        let most = asked.iter().map(count).max().unwrap_or(0);
        write!(row, " {}.{} | {most} |", tenths / 10, tenths % 10).unwrap();
    }
    row
}

#[test]
fn ten_thousand_people_get_few_questions() {
    let roadmap = built_in("backend");
    let statuses = vec![Status::Todo; roadmap.len()];
    let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
    let mut random = Random(1);
    let nothing = interview(&Person::knowing_nothing(&evaluation));
    assert!(nothing.questions <= 12, "{nothing:?}");
    assert_eq!(nothing.lists, 1);
    let mut everything = Person::knowing_nothing(&evaluation);
    everything.known = roadmap.skills().map(|(ix, ..)| ix).collect();
    let everything = interview(&everything);
    let mut ask = |count: usize, percent: fn(&mut Random) -> usize| -> Vec<Asked> {
        let person = |_| {
            let percent = percent(&mut random);
            interview(&Person::random(&evaluation, percent, &mut random))
        };
        (0..count).map(person).collect()
    };
    let half = ask(1_000, |_| 50);
    let anybody = ask(9_000, |random| random.below(101));
    let rows = [
        row("nothing", &[nothing]),
        row("half", &half),
        row("everything", &[everything]),
        row("anything between", &anybody),
    ];
    let rows = rows.join("\n");
    println!("{rows}");
    assert!(include_str!("../../../docs/setup.md").contains(&rows), "docs/setup.md needs:\n{rows}");
}

#[test]
fn every_built_in_roadmap_is_asked_to_the_end() {
    for listing in Catalog::open(&Folders::default()).listings() {
        let roadmap = built_in(listing.id.as_str());
        let statuses = vec![Status::Todo; roadmap.len()];
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
        let mut random = Random(2);
        for percent in [0, 20, 50, 80, 100] {
            interview(&Person::random(&evaluation, percent, &mut random));
        }
    }
}

/// Asserts the questions to somebody who knows `known`, and the result.
#[track_caller]
fn assert_asks(text: &str, progress: &str, known: &str, want: &str) {
    let roadmap = sketch(text);
    let evaluation = Evaluation::from_statuses(&roadmap, &statuses(&roadmap, progress));
    let known: BTreeSet<Ix> = known.split_whitespace().map(|id| at(&roadmap, id)).collect();
    let person = Person { evaluation: &evaluation, known, half: BTreeSet::new() };
    let mut interview = Interview::new(&evaluation, None);
    let mut asked = String::new();
    while let Some(question) = interview.question() {
        match &question {
            Question::Skill(ix) => write!(asked, "{}? ", ids(&roadmap, [*ix])).unwrap(),
            Question::Choice { choice, skills } => {
                let skills = ids(&roadmap, skills.iter().copied());
                write!(asked, "{}[{skills}]? ", ids(&roadmap, [*choice])).unwrap();
            }
            Question::List(skills) => {
                write!(asked, "({})? ", ids(&roadmap, skills.iter().copied())).unwrap();
            }
        }
        interview.answer(&question, person.answer(&question));
    }
    let found = ids(&roadmap, interview.found().known);
    assert_eq!(format!("{asked}= {found}"), want, "{text}, known {progress}");
}

#[test]
fn the_middle_of_a_chain_settles_the_most() {
    let chain = "a b<a d<b e<d f<e";
    assert_asks(chain, "", "a b d e f", "d? (e f)? = a b d e f");
    assert_asks(chain, "", "", "d? (a b)? = ");
    assert_asks(chain, "", "a b", "d? (a b)? = a b");
    // The root of a wide tree settles everything that needs it.
    assert_asks("a b<a d<a e<a f", "", "f", "a? (f)? = f");
}

#[test]
fn done_skipped_and_unchosen_skills_are_not_asked_about() {
    let text = "a b<a c=1[d e] f";
    assert_asks(text, "a+ d+", "b f", "(b f)? = b f");
    assert_asks(text, "a- b+ f~", "d", "(d e f)? = d");
    // Nothing is concluded from earlier records.
    assert_asks("a b<a", "b+", "", "(a)? = ");
}

#[test]
fn a_choice_is_asked_once() {
    let text = "c=1[a b<z h i] d<c e<d f<d z";
    assert_asks(text, "", "", "d? c[a b h i]? (z)? = ");
    assert_asks(text, "", "a d f", "d? c[a b h i]? (e f z)? = a d f");
    assert_asks(text, "", "z b", "d? c[a b h i]? = b z");
    // A choice with few options is part of a list.
    let text = "c=1[a b<z] d<c e<d f<d z";
    assert_asks(text, "", "z b d", "d? (a b e f z)? = b d z");
    // An answer that makes a choice impossible settles what needs it.
    assert_asks("z c=1[a<z b<z] d<c y<z x<z", "", "", "z? = ");
}

#[test]
fn going_back_forgets_an_answer() {
    let roadmap = sketch("a b<a d<b e<d f<e");
    let statuses = statuses(&roadmap, "");
    let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
    let mut interview = Interview::new(&evaluation, None);
    assert!(!interview.back());
    let first = interview.question().unwrap();
    interview.answer(&first, Answer::Half);
    assert_eq!(interview.settled(), (3, 5));
    assert_eq!(ids(&roadmap, interview.found().half), "d");
    assert!(interview.back());
    assert_eq!(interview.question(), Some(first));
    assert_eq!((interview.settled(), interview.answers()), ((0, 5), 0));
    assert_eq!(interview.found(), super::Found::default());
}

#[test]
fn questions_about_one_stage_settle_its_needs_too() {
    let roadmap = sketch("a b | d<a e<d f<e g");
    let statuses = statuses(&roadmap, "");
    let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
    let mut interview = Interview::new(&evaluation, Some(1));
    let question = interview.question().unwrap();
    assert_eq!(question, Question::Skill(at(&roadmap, "d")));
    interview.answer(&question, Answer::Yes);
    let question = interview.question().unwrap();
    assert_eq!(question, Question::List(["e", "f", "g"].map(|id| at(&roadmap, id)).to_vec()));
    interview.answer(&question, Answer::No);
    assert_eq!(interview.question(), None);
    assert_eq!(ids(&roadmap, interview.found().known), "a d");
    assert_eq!(ids(&roadmap, interview.found().named), "d");
}

#[test]
fn a_long_list_is_asked_stage_by_stage() {
    let stage = |letter: char| (0..10).map(|n| format!("{letter}{n}<z ")).collect::<String>();
    let text = format!("z x | {} | {} | {}", stage('a'), stage('b'), stage('d'));
    let roadmap = sketch(&text);
    let statuses = statuses(&roadmap, "z+");
    let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
    let mut interview = Interview::new(&evaluation, None);
    let mut lengths = Vec::new();
    while let Some(question) = interview.question() {
        let Question::List(list) = &question else { panic!("{question:?}") };
        lengths.push(list.len());
        interview.answer(&question, Answer::No);
    }
    // The unrelated one comes last.
    assert_eq!(lengths, [10, 10, 10 + 1]);
}

proptest! {
    #[test]
    fn every_skill_ends_up_as_a_person_would_have_said(
        sample in samples(),
        seed in any::<u64>(),
        percent in 0_usize..=100,
    ) {
        let Sample { roadmap, .. } = sample;
        let statuses = vec![Status::Todo; roadmap.len()];
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses);
        interview(&Person::random(&evaluation, percent, &mut Random(seed)));
    }

    #[test]
    fn the_questions_end_with_any_earlier_progress(sample in samples(), seed in any::<u64>()) {
        let evaluation = sample.evaluation();
        let person = Person::random(&evaluation, 50, &mut Random(seed));
        let mut interview = Interview::new(&evaluation, None);
        for _ in 0..=sample.roadmap.len() {
            let Some(question) = interview.question() else { break };
            interview.answer(&question, person.answer(&question));
        }
        prop_assert_eq!(interview.question(), None);
        let found = interview.found();
        for ix in found.known.iter().chain(&found.half) {
            prop_assert!(evaluation.status(*ix).is_open());
        }
    }
}
