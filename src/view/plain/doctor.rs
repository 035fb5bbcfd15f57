//! The report of `doctor` in plain lines.

use super::super::doctor::{Doctor, Finding, journal, roadmaps};
use super::super::style::Tone;
use super::super::text::{Line, Text};

pub(crate) fn doctor(report: &Doctor) -> Text {
    let mut text: Text = format!("roadmap {}", report.version).into();
    for (heading, findings) in
        [("Roadmaps", roadmaps(report)), ("Progress", journal(&report.journal))]
    {
        text.line(heading);
        for finding in findings {
            text.line(match finding {
                Finding::Fact(fact) => Line::from("  ").text(&fact),
                Finding::Note(note) => {
                    Line::from("  ").paint(Tone::Warning, "note:").text(" ").text(&note)
                }
            });
        }
    }
    text
}
