//! Why a name was not found, and what to type instead.

use std::fmt;

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
    },
    /// More than one thing has this name.
    Ambiguous {
        text: String,
        ids: Vec<String>,
    },
    /// A group, where a skill is wanted.
    Group {
        id: String,
        skills: Vec<String>,
    },
    /// The skill has no resource of this number.
    NoResource {
        id: String,
        number: usize,
        resources: usize,
    },
    /// The roadmap of this name cannot be used.
    Broken(Broken),
    /// Several names were wrong.
    Several {
        errors: Vec<LookupError>,
        command: &'static str,
        /// The arguments with the first suggestion in place of each wrong name;
        /// names without a suggestion are left out.
        corrected: Vec<String>,
    },
}

/// What may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// A place in the list of next steps, and what is at that place now.
    Numbers {
        place: usize,
        id: Option<String>,
        command: &'static str,
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
}

impl LookupError {
    /// What to do about it, a line each.
    pub fn advice(&self) -> Vec<String> {
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
            Self::Several { errors, command, corrected } => {
                let line = |error: &Self| match error.advice().first() {
                    Some(advice) => format!("{error}: {advice}"),
                    None => error.to_string(),
                };
                let mut lines: Vec<_> = match errors.as_slice() {
                    [one] => one.advice(),
                    several => several.iter().map(line).collect(),
                };
                if !corrected.is_empty() {
                    let words: Vec<_> = corrected.iter().map(|word| quote(word)).collect();
                    lines.push(format!("run: roadmap {command} {}", words.join(" ")));
                }
                lines
            }
        }
    }

    /// The id that was most likely meant.
    pub(super) fn first_suggestion(&self) -> Option<&str> {
        match self {
            Self::NotFound { hint: Hint::Suggestions(ids), .. } => ids.first().map(String::as_str),
            Self::NotFound { hint: Hint::Numbers { id, .. }, .. } => id.as_deref(),
            _ => None,
        }
    }
}

impl Hint {
    fn lines(&self, text: &str) -> Vec<String> {
        match self {
            Self::Numbers { place, id: Some(id), command } => vec![format!(
                "lists change, so steps have no numbers; {place} is {id} now: roadmap {command} {id}"
            )],
            Self::Numbers { id: None, .. } => {
                vec!["lists change, so steps have no numbers: use the id or title".into()]
            }
            Self::File => vec![
                format!("to check that file: roadmap lint {}", quote(text)),
                format!("to use it as a roadmap: roadmap add {}", quote(text)),
            ],
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
        }
    }
}

/// `word`, quoted for a shell if necessary.
fn quote(word: &str) -> String {
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
