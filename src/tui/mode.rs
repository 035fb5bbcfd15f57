//! What the screen shows, and what the keys are for.

use super::board::Choice;
use super::input::Input;
use crate::catalog::Id;

/// What the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    Tree,
    Next,
    Plan,
    Year,
}

impl View {
    pub(super) const ALL: [Self; 4] = [Self::Tree, Self::Next, Self::Plan, Self::Year];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tree => "Tree",
            Self::Next => "Next",
            Self::Plan => "Plan",
            Self::Year => "Year",
        }
    }
}

/// Where the keys that move go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    List,
    Details,
}

/// What is going on beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    Normal,
    Search(Input),
    Ask(Ask),
    /// The panel of filters, with the one that is selected.
    Filter(usize),
    /// The roadmaps to look at, with the one that is selected.
    Roadmaps(Vec<Choice>, usize),
    Help,
}

/// Something that is typed for a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) about: About,
    pub(super) id: Id,
    pub(super) title: String,
    pub(super) input: Input,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Note,
    Evidence,
    Spent,
    Estimate,
}
