//! Renders a report as Markdown. Text from files and the journal is escaped.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::query::days::Days;
use crate::query::next::StepAnswer;
use crate::query::report::LearningReport;

use super::report::{NOTHING, done_facts, is_empty, lists, of_planned, summary, weeks};
use super::words::{Wording, date, list};
use crate::escape::clean;

const WORDING: Wording = Wording::Long;

/// A report with headings, lists and tables of hours.
pub fn report(report: &LearningReport<'_>, today: Date) -> String {
    let mut out = format!("# {}\n", heading(report));
    if is_empty(report) {
        out += &format!("\n{NOTHING}\n");
    }
    if report.hours.spent_minutes > 0 || report.hours.planned_minutes.is_some() {
        out += &format!("\n{} logged.\n", of_planned(report.hours, WORDING));
    }
    if !summary(report).is_empty() {
        out += &format!("\n{}.\n", summary(report));
    }
    if !report.milestones.is_empty() {
        out += "\n## Milestones\n\n";
        for milestone in &report.milestones {
            line(&mut out, milestone.text, &date(milestone.on, today));
        }
    }
    if !report.done.is_empty() {
        out += "\n## Done\n\n";
        for done in &report.done {
            line(&mut out, done.skill.title, &done_facts(done, WORDING, today));
            for proof in &done.evidence {
                put(&mut out, format_args!("  - {}\n", link(proof)));
            }
        }
    }
    for (heading, skills) in lists(report) {
        put(&mut out, format_args!("\n## {heading}\n\n"));
        for dated in skills {
            line(&mut out, dated.skill.title, &date(dated.on, today));
        }
    }
    if !report.skills.is_empty() {
        out += "\n## Hours by skill\n\n| Skill | Time |\n|---|---:|\n";
        for time in &report.skills {
            let spent = WORDING.time(time.spent_minutes);
            put(&mut out, format_args!("| {} | {spent} |\n", escaped(time.skill.title)));
        }
    }
    let weeks = weeks(report);
    if !weeks.is_empty() {
        out += "\n## Hours by week\n\n| From | Time |\n|---|---:|\n";
    }
    for week in weeks {
        let hours = of_planned(week.hours, WORDING);
        put(&mut out, format_args!("| {} | {hours} |\n", date(week.days.since, today)));
    }
    if !report.next.steps.is_empty() {
        out += "\n## Next\n\n";
        for step in &report.next.steps {
            let (StepAnswer::Skill(crate::query::next::SkillStep { title, .. })
            | StepAnswer::Choice(crate::query::next::ChoiceStep { title, .. })) = step;
            put(&mut out, format_args!("- {}\n", escaped(title)));
        }
    }
    out
}

/// `Backend Developer: 16 Nov 2026 to 20 Nov 2026`. It is read later, so the
/// year is always there.
fn heading(report: &LearningReport<'_>) -> String {
    let titles: Vec<String> = report.roadmaps.iter().map(|one| escaped(&one.title)).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let day = |day: Date| day.strftime("%-d %b %Y").to_string();
    let Days { since, until } = report.days;
    let days =
        if since == until { day(since) } else { format!("{} to {}", day(since), day(until)) };
    if titles.is_empty() { days } else { format!("{}: {days}", list(&titles, titles.len())) }
}

fn line(out: &mut String, title: &str, facts: &str) {
    put(out, format_args!("- **{}**, {facts}\n", escaped(title)));
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes any text");
}

/// A link in angle brackets, or escaped text if `proof` is not a link.
fn link(proof: &str) -> String {
    let is_link = proof.starts_with("https://") || proof.starts_with("http://");
    if is_link && !proof.contains(['<', '>']) {
        return format!("<{}>", clean(proof));
    }
    escaped(proof)
}

/// `text` with the special characters of Markdown escaped.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        if "\\`*_[]<>#|~&".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_text_is_escaped() {
        assert_eq!(
            escaped("C# | *a* <b> `x` [y](z)"),
            "C\\# \\| \\*a\\* \\<b\\> \\`x\\` \\[y\\](z)"
        );
        assert_eq!(escaped("a\u{1b}[31mb"), "a\u{fffd}\\[31mb");
        assert_eq!(link("https://a.b/c_d"), "<https://a.b/c_d>");
        assert_eq!(link("https://a.b/<x>"), "https://a.b/\\<x\\>");
        assert_eq!(link("a *talk*"), "a \\*talk\\*");
    }
}
