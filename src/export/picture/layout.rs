//! The picture at a fixed width, as boxes with integer coordinates.

use serde::Serialize;

use super::text::{lines, width};
use super::{Mark, NextSteps, WORDING, caption, group_label, sides};
use crate::export::RoadmapAnswers;
use crate::query::show::{EntryGroup, EntrySkill, ShowEntry};
use crate::view::words;

pub(in crate::export) const WIDTH: i32 = 1200;
const MARGIN: i32 = 24;
const SPINE: i32 = WIDTH / 2;
/// The gap between the spine and the nearest boxes.
const GUTTER: i32 = 36;
const SIDE: i32 = SPINE - GUTTER - MARGIN;
const GAP: i32 = 12;
const PADDING: i32 = 14;
/// The height of a group's label.
const LABEL: i32 = 34;
const TITLE: f64 = 14.0;
const LINE: i32 = 18;
/// From the edge of a chip to its title, with room for the mark.
const INDENT: i32 = 38;
const HEAD: i32 = 56;
/// Boxes that are sized by their text fit a typical font, not the widest.
const TYPICAL: f64 = 0.92;
/// The circumference of the ring around a stage number, with radius 18.
const CIRCUMFERENCE: u64 = 113;

/// Everything in the picture, in the order in which it is drawn.
#[derive(Debug, Default, Serialize)]
pub(in crate::export) struct Picture {
    pub(in crate::export) width: i32,
    pub(in crate::export) height: i32,
    title: Vec<String>,
    facts: String,
    /// The bar under the title: y, width, percentage.
    bar: [i32; 3],
    legend: Vec<Legend>,
    spine: Vec<Spine>,
    ribs: Vec<Rib>,
    pub(in crate::export) stages: Vec<Stage>,
    pub(in crate::export) groups: Vec<Group>,
    pub(in crate::export) chips: Vec<Chip>,
    milestones: Vec<Milestone>,
    end: Option<Milestone>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::export) struct Area {
    pub(in crate::export) x: i32,
    pub(in crate::export) y: i32,
    pub(in crate::export) w: i32,
    pub(in crate::export) h: i32,
}

#[derive(Debug, Serialize)]
struct Legend {
    x: i32,
    y: i32,
    mark: Mark,
    word: &'static str,
}

/// A piece of the spine.
#[derive(Debug, Serialize)]
struct Spine {
    from: i32,
    to: i32,
    state: &'static str,
}

/// A line from the spine to a row.
#[derive(Debug, Serialize)]
struct Rib {
    x: i32,
    y: i32,
    to: i32,
}

#[derive(Debug, Serialize)]
pub(in crate::export) struct Stage {
    #[serde(flatten)]
    pub(in crate::export) area: Area,
    number: usize,
    state: &'static str,
    percent: u64,
    /// The length of the arc that shows how much is done.
    arc: u64,
    lines: Vec<String>,
    full: String,
    count: String,
}

#[derive(Debug, Serialize)]
pub(in crate::export) struct Group {
    #[serde(flatten)]
    pub(in crate::export) area: Area,
    choice: bool,
    label: String,
    full: String,
    next: bool,
}

#[derive(Debug, Serialize)]
pub(in crate::export) struct Chip {
    #[serde(flatten)]
    pub(in crate::export) area: Area,
    mark: Mark,
    lines: Vec<String>,
    pub(in crate::export) full: String,
    caption: String,
    /// The baseline of the first line.
    text: i32,
}

#[derive(Debug, Serialize)]
struct Milestone {
    #[serde(flatten)]
    area: Area,
    text: String,
    when: String,
    reached: bool,
}

/// An area for chips: a strip next to the spine, or inside a group.
#[derive(Debug, Clone, Copy)]
struct Strip {
    x: i32,
    w: i32,
    /// Whether rows begin at the right, where the spine is.
    mirrored: bool,
    /// Whether its rows are connected to the spine.
    ribs: bool,
}

/// Lays out a roadmap.
pub(in crate::export) fn picture(
    answers: &RoadmapAnswers<'_>,
    today: jiff::civil::Date,
) -> Picture {
    let mut pen = Pen { answers, today, next: NextSteps::of(answers), picture: Picture::default() };
    let mut y = pen.heading();
    for at in 0..answers.shown.stages.len() {
        y = pen.stage(at, y);
    }
    y = pen.end(y);
    pen.picture.width = WIDTH;
    pen.picture.height = y + MARGIN;
    pen.picture
}

struct Pen<'p, 'a> {
    answers: &'p RoadmapAnswers<'a>,
    today: jiff::civil::Date,
    next: NextSteps<'a>,
    picture: Picture,
}

impl<'p, 'a> Pen<'p, 'a> {
    /// Draws the title and the legend. Returns where the spine begins.
    fn heading(&mut self) -> i32 {
        const MARKS: [Mark; 5] = [Mark::Done, Mark::Learning, Mark::Next, Mark::Todo, Mark::Out];
        let counts = &self.answers.shown.counts;
        let left = counts.hours.left;
        self.picture.title = lines(self.answers.shown.title, 34.0, f64::from(WIDTH - 80), 2);
        self.picture.facts = format!(
            "{} of {} done · {} left",
            counts.units.done,
            counts.units.required,
            WORDING.span(left.min_minutes, left.max_minutes)
        );
        let title = 40 * i32::try_from(self.picture.title.len()).unwrap_or(1);
        let bar = title + 66;
        let percent = i32::try_from(counts.percent).unwrap_or(100);
        self.picture.bar = [bar, percent * 4, percent];
        let y = bar + 40;
        let room = 110;
        let mut x = SPINE - room * 5 / 2 + 8;
        for mark in MARKS {
            self.picture.legend.push(Legend { x, y, mark, word: mark.word() });
            x += room;
        }
        y + 44
    }

    /// Draws a stage that begins at `y`. Returns where the next one begins.
    fn stage(&mut self, at: usize, y: i32) -> i32 {
        let part: &'p _ = &self.answers.shown.stages[at];
        let state = match self.answers.summary.stage_at {
            Some(current) if at == current => "current",
            _ if part.counts.units.is_open() => "ahead",
            _ => "done",
        };
        let title = lines(part.title, 16.0, 292.0, 2);
        let height = HEAD + if title.len() > 1 { 20 } else { 0 };
        let units = part.counts.units;
        let count = format!("{} of {} done", units.done, units.required);
        let here = if state == "current" { " · you are here" } else { "" };
        let widest = title.iter().map(|line| width(line, 16.0)).fold(0.0, f64::max);
        let both = width(&count, 12.0) + width(here, 12.0);
        #[expect(clippy::cast_possible_truncation, reason = "at most the width of a line")]
        let w = 92 + ((widest.max(both) * TYPICAL).ceil() as i32).max(140);
        self.picture.stages.push(Stage {
            area: Area { x: SPINE - w / 2, y, w, h: height },
            number: at + 1,
            state,
            percent: part.counts.percent,
            arc: part.counts.percent * CIRCUMFERENCE / 100,
            lines: title,
            full: part.title.to_owned(),
            count,
        });
        let top = y + height + 22;
        let (left, right) = sides(&part.skills);
        let beside = |x, mirrored| Strip { x, w: SIDE, mirrored, ribs: true };
        let left = self.entries(left, top, beside(MARGIN, true));
        let right = self.entries(right, top, beside(SPINE + GUTTER, false));
        let mut bottom = left.max(right);
        let milestones = &self.answers.summary.milestones;
        if let Some(found) = milestones.iter().find(|found| found.milestone.stage_at == at) {
            let (text, reached) = (found.milestone.text, found.milestone.reached);
            let when = if reached { "reached".to_owned() } else { self.reaches(at) };
            bottom = self.milestone(text, when, reached, bottom + 10, true);
        }
        let next = bottom + 26;
        self.picture.spine.push(Spine { from: y, to: next, state });
        next
    }

    /// When the plan reaches the milestone of this stage.
    fn reaches(&self, stage: usize) -> String {
        let plan = self.answers.plan.as_ref().ok();
        let found = plan.and_then(|plan| {
            plan.milestones.iter().find(|found| found.milestone.stage_at == stage)
        });
        found
            .and_then(|found| found.finish)
            .map(|finish| format!("by {}", words::date(finish.mid, self.today)))
            .unwrap_or_default()
    }

    /// Draws a label across the spine. Returns where it ends.
    fn milestone(&mut self, text: &str, when: String, reached: bool, y: i32, flag: bool) -> i32 {
        let text = lines(text, 14.0, 640.0, 1).concat();
        let both = width(&text, 14.0) + width(&when, 13.0);
        #[expect(clippy::cast_possible_truncation, reason = "less than the width of the picture")]
        let w = (both * TYPICAL).ceil() as i32 + if when.is_empty() { 68 } else { 86 };
        let area = Area { x: SPINE - w / 2, y, w, h: 38 };
        let milestone = Milestone { area, text, when, reached };
        if flag {
            self.picture.milestones.push(milestone);
        } else {
            self.picture.end = Some(milestone);
        }
        y + 38
    }

    /// Draws the role at the end of the spine. Returns where it ends.
    fn end(&mut self, y: i32) -> i32 {
        let finish = self.answers.plan.as_ref().ok().and_then(|plan| plan.finish);
        let open = self.answers.shown.counts.units.is_open();
        let when = match finish {
            Some(finish) if open => format!("by {}", words::date(finish.mid, self.today)),
            _ if open => String::new(),
            _ => "done".to_owned(),
        };
        self.milestone(self.answers.shown.title, when, !open, y, false)
    }

    /// Draws entries in rows from `y` on. Returns where they end. Groups nest at most
    /// four deep, so this recursion is bounded.
    fn entries(&mut self, entries: &'p [ShowEntry<'a>], y: i32, strip: Strip) -> i32 {
        let mut y = y;
        let mut row: Vec<&EntrySkill<'a>> = Vec::new();
        for entry in entries {
            match entry {
                ShowEntry::Skill(skill) => {
                    row.push(skill);
                    if row.len() == 2 {
                        y = self.row(&row, y, strip);
                        row.clear();
                    }
                }
                ShowEntry::Group(group) => {
                    y = self.row(&row, y, strip);
                    row.clear();
                    y = self.group(group, y, strip);
                }
            }
        }
        self.row(&row, y, strip)
    }

    fn row(&mut self, skills: &[&EntrySkill<'a>], y: i32, strip: Strip) -> i32 {
        if skills.is_empty() {
            return y;
        }
        let w = (strip.w - GAP) / 2;
        let room = f64::from(w - INDENT - 10);
        let titles: Vec<_> =
            skills.iter().map(|skill| lines(skill.title, TITLE, room, 2)).collect();
        let most = titles.iter().map(Vec::len).max().unwrap_or(1);
        let h = 32 + LINE * i32::try_from(most).unwrap_or(1);
        for (column, (skill, title)) in (0..).zip(skills.iter().zip(titles)) {
            let from_spine = column * (w + GAP);
            let x = strip.x + if strip.mirrored { strip.w - w - from_spine } else { from_spine };
            let mark = self.next.mark(skill);
            let lines = i32::try_from(title.len()).unwrap_or(1);
            let known = mark == Mark::Done && self.answers.skill(skill.id).known;
            let caption = caption(skill, mark, known, self.today);
            self.picture.chips.push(Chip {
                area: Area { x, y, w, h },
                mark,
                lines: title,
                full: skill.title.to_owned(),
                caption: super::text::lines(&caption, 12.0, room, 1).concat(),
                text: y + (h - LINE * lines - 16) / 2 + 14,
            });
            self.rib(strip, x + w / 2, y + h / 2);
        }
        y + h + GAP
    }

    fn group(&mut self, group: &'p EntryGroup<'a>, y: i32, strip: Strip) -> i32 {
        let at = self.picture.groups.len();
        let full = group_label(group);
        let next = self.next.has(group.id);
        let label = if next { format!("next · {full}") } else { full.clone() };
        self.picture.groups.push(Group {
            area: Area { x: strip.x, y, w: strip.w, h: 0 },
            choice: group.choose.is_some(),
            label: lines(&label, 13.0, f64::from(strip.w - 2 * PADDING), 1).concat(),
            full,
            next,
        });
        let inner = Strip { x: strip.x + PADDING, w: strip.w - 2 * PADDING, ribs: false, ..strip };
        let bottom = self.entries(&group.skills, y + LABEL, inner) - GAP + PADDING;
        self.picture.groups[at].area.h = bottom - y;
        self.rib(strip, strip.x + strip.w / 2, y + LABEL / 2);
        bottom + GAP
    }

    fn rib(&mut self, strip: Strip, to: i32, y: i32) {
        if strip.ribs {
            self.picture.ribs.push(Rib { x: SPINE, y, to });
        }
    }
}
