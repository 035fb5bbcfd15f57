//! Markdown with task lists, in the form that docs/import.md describes, so that
//! importing it restores ids and ticks.
//!
//! Text after a comment on the same line is for readers; `import` ignores it.

use std::fmt::Display;

use super::answers::{Answers, RoadmapAnswers};
use crate::catalog::{Hours, Id, Link, Need, SkillKind, hours_json};
use crate::progress::Status;
use crate::query::next::ResourceAnswer;
use crate::query::show::{EntryGroup, ShowEntry, ShowSkill, StagePart};

/// The only roadmap of `answers`, stage by stage.
pub(super) fn markdown(answers: &Answers<'_>) -> String {
    let roadmap = answers.first();
    let mut out = Writer::default();
    let title = text(roadmap.shown.title);
    out.line(0, &format!("# {title} <!-- roadmap: {} -->", roadmap.shown.id));
    out.paragraph(0, roadmap.shown.summary);
    for (at, stage) in roadmap.shown.stages.iter().enumerate() {
        self::stage(roadmap, at, stage, &mut out);
    }
    out.text
}

/// Writes lines, with a blank one where Markdown needs it.
#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn blank(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, depth: usize, paragraph: Option<&str>) {
        if let Some(paragraph) = paragraph {
            self.blank();
            self.line(depth, &text(paragraph));
            self.blank();
        }
    }
}

fn stage(roadmap: &RoadmapAnswers<'_>, at: usize, stage: &StagePart<'_>, out: &mut Writer) {
    let level = stage.level.map(|level| format!("; level: {level}")).unwrap_or_default();
    out.blank();
    out.line(0, &format!("## {} <!-- stage: {}{level} -->", text(stage.title), stage.id));
    out.blank();
    let milestones = &roadmap.summary.milestones;
    let milestone = milestones.iter().find(|found| found.milestone.stage_at == at);
    if let Some(found) = milestone {
        out.line(0, &format!("**Milestone:** {}", text(found.milestone.text)));
        out.blank();
    }
    out.paragraph(0, stage.summary);
    entries(roadmap, &stage.skills, 0, out);
}

/// Groups nest at most four deep, so this recursion is bounded.
fn entries(roadmap: &RoadmapAnswers<'_>, list: &[ShowEntry<'_>], depth: usize, out: &mut Writer) {
    for entry in list {
        match entry {
            ShowEntry::Skill(skill) => self::skill(roadmap, roadmap.skill(skill.id), depth, out),
            ShowEntry::Group(group) => self::group(roadmap, group, depth, out),
        }
    }
}

fn group(roadmap: &RoadmapAnswers<'_>, group: &EntryGroup<'_>, depth: usize, out: &mut Writer) {
    let mut comment = Comment::new("group", roadmap, group.id);
    let mut about = String::new();
    if let Some(choose) = group.choose {
        comment.add("choose", &choose);
        about = format!(" · choose {choose}");
    }
    out.line(depth, &format!("- {} {}{about}", text(group.title), comment.end()));
    out.paragraph(depth + 1, group.summary);
    entries(roadmap, &group.skills, depth + 1, out);
}

fn skill(roadmap: &RoadmapAnswers<'_>, skill: &ShowSkill<'_>, depth: usize, out: &mut Writer) {
    let mut comment = Comment::new("id", roadmap, skill.id);
    if skill.skill_kind != SkillKind::default() {
        comment.add("kind", &skill.skill_kind);
    }
    if let Some(hours) = skill.hours {
        comment.add("hours", &span(hours, "-"));
    }
    if !skill.aliases.is_empty() {
        comment.add("aliases", &list(skill.aliases));
    }
    let tick = if skill.status == Status::Done { 'x' } else { ' ' };
    let about: String = about(skill).iter().map(|part| format!(" · {part}")).collect();
    out.line(depth, &format!("- [{tick}] {} {}{about}", text(skill.title), comment.end()));
    out.paragraph(depth + 1, skill.summary);
    for proof in skill.done_when {
        out.line(depth + 1, &format!("- **Done when:** {}", text(proof)));
    }
    for resource in &skill.resources {
        out.line(depth + 1, &self::resource(resource));
    }
    for evidence in &skill.evidence {
        let evidence = match Link::new(evidence) {
            Ok(url) => link(evidence, url.as_str()),
            Err(_) => text(evidence),
        };
        out.line(depth + 1, &format!("- **Evidence:** {evidence}"));
    }
    for note in &skill.notes {
        out.line(depth + 1, &format!("- **Note:** {}, {}", note.on, text(&note.text)));
    }
}

/// Hours, dates and status as text.
fn about(skill: &ShowSkill<'_>) -> Vec<String> {
    let mut about = Vec::new();
    about.extend(skill.hours.map(|hours| format!("{} h", span(hours, "–"))));
    if skill.spent_minutes > 0 {
        about.push(format!("{} h logged", hours_json(skill.spent_minutes)));
    }
    if skill.optional {
        about.push("optional".to_owned());
    }
    match (skill.status, skill.since) {
        (Status::Todo, _) => {}
        (Status::Learning, Some(date)) => about.push(format!("learning since {date}")),
        (Status::Done, None) if skill.known => about.push("known before".to_owned()),
        (status, Some(date)) => about.push(format!("{status} {date}")),
        (status, None) => about.push(status.to_string()),
    }
    about
}

fn resource(resource: &ResourceAnswer<'_>) -> String {
    let mut parts = Vec::new();
    parts.extend(resource.kind.map(|kind| format!("kind: {kind}")));
    parts.extend(resource.cost.map(|cost| format!("cost: {cost}")));
    let mut line = format!("- {}", link(resource.title.unwrap_or_default(), resource.url));
    if !parts.is_empty() {
        line += &format!(" <!-- {} -->", parts.join("; "));
    }
    if resource.done {
        line.push_str(" ✓");
    }
    line
}

fn link(title: &str, url: &str) -> String {
    // An entity such as `&lt;` in an address would be decoded.
    format!("[{}](<{}>)", text(title), url.replace('&', "&amp;"))
}

fn span(hours: Hours, dash: &str) -> String {
    let number = |minutes: u32| {
        let text = format!("{:.2}", f64::from(minutes) / 60.0);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let (min, max) = (number(hours.min_minutes), number(hours.max_minutes));
    if min == max { min } else { format!("{min}{dash}{max}") }
}

fn list<'i>(ids: impl IntoIterator<Item = &'i Id>) -> String {
    ids.into_iter().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

/// The comment after a title.
struct Comment {
    parts: Vec<String>,
}

impl Comment {
    /// Starts the comment of a skill or group with what both can have.
    fn new(key: &str, roadmap: &RoadmapAnswers<'_>, id: &Id) -> Self {
        let whole = roadmap.summary.roadmap;
        let mut comment = Self { parts: vec![format!("{key}: {id}")] };
        let Some(ix) = whole.with_id(id.as_str()) else { return comment };
        let entry = whole.entry(ix);
        let need = |need: &'_ Need| match need {
            Need::Entry(on) => whole.entry(*on).id.clone(),
            Need::Assumed(id) => id.clone(),
        };
        let needs: Vec<Id> = entry.needs.iter().map(need).collect();
        if !needs.is_empty() {
            comment.add("needs", &list(&needs));
        }
        if entry.optional {
            comment.parts.push("optional".to_owned());
        }
        comment
    }

    fn add(&mut self, key: &str, value: &dyn Display) {
        self.parts.push(format!("{key}: {value}"));
    }

    fn end(self) -> String {
        format!("<!-- {} -->", self.parts.join("; "))
    }
}

/// `text` on one line, with a backslash before anything that Markdown or GitHub's
/// dialect of it could interpret: also bare links, mentions, formulas and emoji.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let is_first = out.is_empty();
        if !is_first {
            out.push(' ');
        }
        // `1.`, `2)`, `#`, `+`, `-` and `=` are special only at the start.
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let is_www = word.to_ascii_lowercase().contains("www.");
        for (at, c) in word.char_indices() {
            let is_own = match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '@' => {
                    true
                }
                '.' | ')' => is_www || (is_first && digits > 0 && at == digits),
                '#' | '+' | '-' | '=' => is_first && at == 0,
                ':' => at + 1 < word.len(),
                _ => false,
            };
            if is_own {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    use super::*;

    #[test]
    fn only_special_characters_are_escaped() {
        for (plain, want) in [
            ("HTML and CSS", "HTML and CSS"),
            ("C++, C# (or .NET): why?", "C++, C# (or .NET): why?"),
            ("1. First", "1\\. First"),
            ("- a - b", "\\- a - b"),
            ("a_b *c* `d`", "a\\_b \\*c\\* \\`d\\`"),
            ("see https://a.example", "see https\\://a.example"),
            ("WWW.a.example", "WWW\\.a\\.example"),
            ("a@b.example costs $5 :tada:", "a\\@b.example costs \\$5 \\:tada:"),
            ("two\n\n  lines", "two lines"),
        ] {
            assert_eq!(text(plain), want);
        }
    }

    proptest! {
        #[test]
        fn escaped_text_is_read_back_unchanged(words in "[!-~é日🚀]{1,8}( [!-~a-c]{1,6}){0,5}") {
            for (before, after) in [("- [ ] ", " <!-- x -->"), ("## ", " <!-- x -->"), ("- ", ""), ("", "")] {
                let source = format!("{before}{}{after}\n", text(&words));
                let all = Options::ENABLE_TABLES
                    | Options::ENABLE_FOOTNOTES
                    | Options::ENABLE_STRIKETHROUGH
                    | Options::ENABLE_TASKLISTS
                    | Options::ENABLE_GFM
                    | Options::ENABLE_MATH;
                let mut read = String::new();
                for event in Parser::new_ext(&source, all) {
                    match event {
                        Event::Text(text) => read.push_str(&text),
                        Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_)
                        | Event::FootnoteReference(_) | Event::Html(_) | Event::SoftBreak => {
                            read.push_str("(something else)");
                        }
                        _ => {}
                    }
                }
                prop_assert_eq!(read.trim_end(), &words, "{}", source);
            }
        }
    }
}
