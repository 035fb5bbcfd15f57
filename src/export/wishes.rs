//! What was asked for beyond the format.

/// What to take along, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    pub notes: Notes,
    /// For `journal`; other formats show evidence.
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

/// What a calendar has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarOf {
    /// Events of whole days.
    Days,
    /// Things to do.
    Todos,
}
