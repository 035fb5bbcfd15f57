//! Recognises table columns by their titles.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Id,
    Title,
    Stage,
    Group,
    Level,
    Summary,
    Kind,
    Hours,
    /// The end of a range that starts with [`Self::Hours`].
    MaxHours,
    /// In weeks or months, used together with [`Self::Effort`].
    Duration,
    /// Hours a week.
    Effort,
    Needs,
    Url,
    Done,
    DoneWhen,
    Optional,
    Other,
}

/// The column with this title.
pub fn column(title: &str) -> Column {
    let title = super::text::key(title);
    match title.as_str() {
        "id" | "slug" => Column::Id,
        "title" | "name" | "skill" | "skills" | "topic" | "topics" | "subject" | "course"
        | "courses" | "book" | "books" | "task" | "item" => Column::Title,
        "stage" | "section" | "phase" | "part" | "module" | "chapter" => Column::Stage,
        "group" | "subgroup" | "category" | "area" => Column::Group,
        "level" => Column::Level,
        "summary" | "description" | "notes" | "note" | "about" | "details" => Column::Summary,
        "kind" | "type" => Column::Kind,
        "hours" | "time" | "estimate" | "hours estimate" | "estimated hours" | "h"
        | "hours min" | "min hours" => Column::Hours,
        "hours max" | "max hours" => Column::MaxHours,
        "duration" | "length" | "weeks" => Column::Duration,
        "effort" | "workload" | "hours week" | "hours per week" => Column::Effort,
        "needs" | "need" | "prerequisites" | "prerequisite" | "requires" | "requirements"
        | "depends on" | "depends" | "after" => Column::Needs,
        "url" | "urls" | "link" | "links" | "resource" | "resources" => Column::Url,
        "done" | "status" | "known" | "completed" | "complete" | "ticked" => Column::Done,
        "done when" | "proof" => Column::DoneWhen,
        "optional" => Column::Optional,
        _ => Column::Other,
    }
}
