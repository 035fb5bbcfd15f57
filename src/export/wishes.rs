//! Options of an export besides the format.

/// What to include, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    pub notes: Notes,
    /// For `journal`. Other formats always include evidence.
    pub evidence: Evidence,
    /// For `ics`.
    pub calendar: CalendarOf,
}

/// Whether the notes on skills are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notes {
    LeaveOut,
    Include,
}

/// Whether evidence is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    LeaveOut,
    Include,
}

/// What a calendar contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarOf {
    /// Events of whole days.
    Days,
    /// To-dos.
    Todos,
}
