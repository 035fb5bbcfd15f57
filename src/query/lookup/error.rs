//! Why a name was not found, and what to type instead.

use std::fmt;
use std::path::Path;

use crate::catalog::Broken;

/// What a command asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A skill or group.
    Skill,
    Stage,
    Roadmap,
    /// A skill, group, stage or roadmap.
    Part,
}

/// Why a name was not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookupError {
    NotFound {
        thing: Thing,
        text: String,
        hint: Hint,
        /// The roadmaps that could not be searched.
        broken: Vec<Broken>,
    },
    /// More than one thing has this name.
    Ambiguous { text: String, ids: Vec<String> },
    /// A group, where a skill is wanted.
    Group { id: String, skills: Vec<String> },
    /// The skill has no resource of this number.
    NoResource { id: String, number: usize, resources: usize },
    /// The roadmap of this name cannot be used.
    Broken(Broken),
    /// Several names were wrong.
    Several {
        errors: Vec<LookupError>,
        /// What was meant by each of them; empty unless that is clear for all.
        corrections: Vec<Correction>,
    },
}

/// A wrong name, and the id that was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub typed: String,
    pub meant: String,
}

/// What may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// A place in the list of next steps, and what is at that place now.
    Numbers {
        place: usize,
        id: Option<String>,
    },
    /// The name of a YAML file.
    File,
    Stage {
        id: String,
        command: &'static str,
    },
    Roadmap(String),
    /// Ids, the likeliest first; may be empty.
    Suggestions(Vec<String>),
    /// Every valid name.
    OneOf(Vec<String>),
    /// All stages that there are.
    Stages(Vec<String>),
}

impl LookupError {
    /// What to do about it, a line each. `corrected` is the command line that was
    /// typed, with the ids that were meant in place of wrong names.
    pub fn advice(&self, corrected: impl Fn(&[Correction]) -> String) -> Vec<String> {
        let mut lines = self.hints();
        match self {
            Self::NotFound { hint: Hint::Numbers { id: Some(_), .. }, .. } => {
                let correction: Vec<_> = self.correction().into_iter().collect();
                if let Some(line) = lines.last_mut() {
                    line.push_str(&format!(": {}", corrected(&correction)));
                }
            }
            Self::Several { corrections, .. } if !corrections.is_empty() => {
                lines.push(format!("run: {}", corrected(corrections)));
            }
            _ => {}
        }
        lines.extend(self.broken().iter().map(Broken::left_out));
        lines
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::NotFound { text, hint, .. } => hint.lines(text),
            Self::Ambiguous { ids, .. } => vec![format!("use one of the ids: {}", ids.join(", "))],
            Self::Group { id, skills } if skills.len() <= 8 => {
                vec![format!("the skills of '{id}': {}", skills.join(", "))]
            }
            Self::Group { id, .. } => vec![format!("to list its skills: roadmap show {id}")],
            Self::NoResource { id, .. } => {
                vec![format!("to list its resources: roadmap show {id}")]
            }
            Self::Broken(_) => Vec::new(),
            Self::Several { errors, .. } => {
                let line = |error: &Self| match error.hints().first() {
                    Some(advice) => format!("{error}: {advice}"),
                    None => error.to_string(),
                };
                match errors.as_slice() {
                    [one] => one.hints(),
                    several => several.iter().map(line).collect(),
                }
            }
        }
    }

    fn broken(&self) -> &[Broken] {
        match self {
            Self::NotFound { broken, .. } => broken,
            // Each of them has searched everything.
            Self::Several { errors, .. } => {
                let broken = errors.iter().map(Self::broken);
                broken.max_by_key(|broken| broken.len()).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// What was meant, if that is clear.
    pub(super) fn correction(&self) -> Option<Correction> {
        let Self::NotFound { text, hint, .. } = self else { return None };
        let meant = match hint {
            Hint::Numbers { id, .. } => id.as_ref()?,
            Hint::Suggestions(ids) => match ids.as_slice() {
                [one] => one,
                _ => return None,
            },
            _ => return None,
        };
        Some(Correction { typed: text.clone(), meant: meant.clone() })
    }
}

impl Hint {
    fn lines(&self, text: &str) -> Vec<String> {
        match self {
            Self::Numbers { place, id: Some(id) } => {
                vec![format!("lists change, so steps have no numbers; {place} is {id} now")]
            }
            Self::Numbers { id: None, .. } => {
                vec!["lists change, so steps have no numbers: use the id or title".into()]
            }
            Self::File => file_advice(text),
            Self::Stage { id, command } if *command == "check" => vec![
                format!("'{id}' is a stage; to list its skills: roadmap show {id}"),
                format!("to mark everything open in it: roadmap check --all {id}"),
            ],
            Self::Stage { id, .. } => {
                vec![format!("'{id}' is a stage; to list its skills: roadmap show {id}")]
            }
            Self::Roadmap(id) => {
                vec![format!("'{id}' is a roadmap; to follow it: roadmap use {id}")]
            }
            Self::Suggestions(ids) => match ids.as_slice() {
                [] => vec![format!("to search titles and summaries: roadmap find {}", quote(text))],
                [one] => vec![format!("did you mean '{one}'?")],
                [firsts @ .., last] => {
                    vec![format!("did you mean '{}' or '{last}'?", firsts.join("', '"))]
                }
            },
            Self::OneOf(ids) => vec![format!("there are: {}", ids.join(", "))],
            Self::Stages(ids) => match ids.as_slice() {
                [one] => vec![format!("there is 1 stage: {one}")],
                ids => vec![format!("there are {} stages: {}", ids.len(), ids.join(", "))],
            },
        }
    }
}

/// Whether what was typed is the name of a roadmap file, not of anything in it.
pub fn is_file(text: &str) -> bool {
    Path::new(text).extension().is_some_and(|end| end == "yaml" || end == "yml")
}

/// What can be done with a roadmap file.
pub fn file_advice(file: &str) -> Vec<String> {
    if !Path::new(file).exists() {
        return vec!["there is no such file; to list the roadmaps: roadmap list".to_owned()];
    }
    vec![
        format!("to check that file: roadmap lint {}", quote(file)),
        format!("to use it as a roadmap: roadmap add {}", quote(file)),
    ]
}

/// `word`, quoted for a shell if necessary.
pub fn quote(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+:@,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { thing, text, .. } => match thing {
                Thing::Skill => write!(f, "no skill '{text}'"),
                Thing::Stage => write!(f, "no stage '{text}'"),
                Thing::Roadmap => write!(f, "no roadmap '{text}'"),
                Thing::Part => write!(f, "no skill, stage or roadmap '{text}'"),
            },
            Self::Ambiguous { text, .. } => write!(f, "several things are called '{text}'"),
            Self::Group { id, .. } => write!(f, "'{id}' is a group, not a skill"),
            Self::NoResource { id, number, resources } => match resources {
                0 => write!(f, "'{id}' has no resources, so there is no '{id}/{number}'"),
                1 => write!(f, "'{id}' has 1 resource, so there is no '{id}/{number}'"),
                n => write!(f, "'{id}' has {n} resources, so there is no '{id}/{number}'"),
            },
            Self::Broken(broken) => broken.fmt(f),
            Self::Several { errors, .. } => {
                if let [one] = errors.as_slice() {
                    return one.fmt(f);
                }
                let skill =
                    |error: &Self| matches!(error, Self::NotFound { thing: Thing::Skill, .. });
                let things = if errors.iter().all(skill) { "skills" } else { "names" };
                write!(f, "{} {things} not found", errors.len())
            }
        }
    }
}

impl std::error::Error for LookupError {}
