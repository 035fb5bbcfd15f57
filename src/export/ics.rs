//! iCalendar (RFC 5545): the plan as days in a calendar, or as to-dos.

use icalendar::{Calendar, Component, Event, EventLike, Property, Todo};
use jiff::civil::Date;

use super::answers::{Answers, RoadmapAnswers, skills_of};
use super::id::uid;
use super::wishes::CalendarOf;
use crate::escape::is_unsafe;
use crate::progress::Status;
use crate::query::plan::{CannotPlan, Schedule};
use crate::query::show::ShowSkill;

/// A calendar entry.
struct Entry {
    uid: String,
    title: String,
    about: Vec<String>,
    url: Option<String>,
    categories: Vec<String>,
    state: State,
    /// The first and the last day.
    days: Option<(Date, Date)>,
    percent: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Begun,
    Done(Option<Date>),
    /// Skipped, or another option was chosen.
    Dropped,
}

/// The plans of all roadmaps.
///
/// # Errors
/// When one cannot be planned.
pub(super) fn ics(answers: &Answers<'_>, of: CalendarOf) -> Result<String, CannotPlan> {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//roadmap//roadmap export ics//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    let titles = answers.roadmaps.iter().map(|roadmap| clean(roadmap.shown.title));
    let titles: Vec<String> = titles.collect();
    for key in ["NAME", "X-WR-CALNAME"] {
        // The crate escapes only properties that it knows to be text.
        let mut name = Property::new(key, titles.join(", "));
        calendar.append_property(name.add_parameter("VALUE", "TEXT").done());
    }
    for roadmap in &answers.roadmaps {
        let plan = roadmap.plan.as_ref().map_err(|cannot| *cannot)?;
        for entry in entries(roadmap, plan) {
            match of {
                CalendarOf::Days => {
                    calendar.extend(entry.day(answers.today));
                }
                CalendarOf::Todos => {
                    calendar.push(entry.todo(answers.today));
                }
            }
        }
    }
    Ok(calendar.to_string())
}

/// Skills in the order of the roadmap, then the ends of stages, milestones and
/// the goal.
fn entries(roadmap: &RoadmapAnswers<'_>, plan: &Schedule<'_>) -> Vec<Entry> {
    let id = roadmap.shown.id;
    let days = plan.skill_days();
    let category = clean(roadmap.shown.title);
    let mut entries = Vec::new();
    for stage in &roadmap.shown.stages {
        for listed in skills_of(stage) {
            let skill = roadmap.skill(listed.id);
            let days = days.get(&skill.ix).copied();
            let mut categories = vec![category.clone(), clean(stage.title)];
            categories.extend(skill.titles.groups.iter().map(|title| clean(title)));
            entries.extend(of_skill(skill, days, uid(skill.id, id), categories));
        }
    }
    let on = |date: Date| (date, date);
    let mark = |kind: &str, name: String, title: String, done: bool, percent: u64| Entry {
        uid: uid(name, id),
        title: format!("{kind}: {title}"),
        about: Vec::new(),
        url: None,
        categories: vec![category.clone()],
        state: if done { State::Done(None) } else { State::Open },
        days: None,
        percent,
    };
    for (stage, finish) in roadmap.shown.stages.iter().zip(&plan.stages) {
        let days = finish.finish.map(|finish| on(finish.mid));
        let (done, percent) = (days.is_none(), stage.counts.percent);
        let name = format!("{}.end", stage.id);
        entries
            .push(Entry { days, ..mark("End of stage", name, clean(stage.title), done, percent) });
    }
    for found in &plan.milestones {
        let name = format!("{}.milestone", found.milestone.stage);
        let (done, percent) = (found.milestone.reached, found.milestone.units.percent());
        let days = found.finish.map(|finish| on(finish.mid));
        entries.push(Entry {
            days,
            ..mark("Milestone", name, clean(found.milestone.text), done, percent)
        });
    }
    if let Some(goal) = &plan.by {
        let (done, percent) = (plan.finish.is_none(), roadmap.shown.counts.percent);
        let title = category.clone();
        let days = Some(on(goal.date));
        entries.push(Entry { days, ..mark("Goal", ".goal".to_owned(), title, done, percent) });
    }
    entries
}

/// The entry of a skill. `None` for open skills that are not planned: optional ones,
/// and options of choices for which the plan assumes others.
fn of_skill(
    skill: &ShowSkill<'_>,
    days: Option<(Date, Date)>,
    uid: String,
    categories: Vec<String>,
) -> Option<Entry> {
    let state = match skill.status {
        Status::Done => State::Done(skill.since),
        Status::Skipped => State::Dropped,
        Status::Todo | Status::Learning if !skill.in_scope => State::Dropped,
        Status::Learning => State::Begun,
        Status::Todo => State::Open,
    };
    if days.is_none() && matches!(state, State::Open | State::Begun) {
        return None;
    }
    let mut about: Vec<String> = skill.summary.map(clean).into_iter().collect();
    about.extend(skill.done_when.iter().map(|text| format!("Done when: {}", clean(text))));
    about.extend(skill.resources.iter().map(|resource| match resource.title {
        Some(title) => format!("{}: {}", clean(title), resource.url),
        None => resource.url.to_owned(),
    }));
    about.extend(skill.evidence.iter().map(|text| format!("Evidence: {}", clean(text))));
    about.extend(skill.notes.iter().map(|note| format!("Note: {}", clean(&note.text))));
    let url = skill.resources.first().map(|resource| resource.url.to_owned());
    let (title, percent) = (clean(skill.title), skill.percent());
    Some(Entry { uid, title, about, url, categories, state, days, percent })
}

impl Entry {
    /// An event of whole days; `None` without days.
    fn day(&self, today: Date) -> Option<Event> {
        let (first, last) = self.days?;
        let mut event = Event::new();
        self.fill(&mut event, today);
        event.append_property(day("DTSTART", first));
        // The day after the last one, as RFC 5545 requires.
        event.append_property(day("DTEND", last.tomorrow().ok()?));
        // Learning leaves the day free for appointments.
        event.add_property("TRANSP", "TRANSPARENT");
        Some(event.done())
    }

    fn todo(&self, today: Date) -> Todo {
        let mut todo = Todo::new();
        self.fill(&mut todo, today);
        if let Some((first, last)) = self.days {
            if first < last {
                todo.append_property(day("DTSTART", first));
            }
            todo.append_property(day("DUE", last));
        }
        let status = match self.state {
            State::Open => "NEEDS-ACTION",
            State::Begun => "IN-PROCESS",
            State::Done(_) => "COMPLETED",
            State::Dropped => "CANCELLED",
        };
        todo.add_property("STATUS", status);
        if let State::Done(Some(date)) = self.state {
            todo.add_property("COMPLETED", noon(date));
        }
        todo.add_property("PERCENT-COMPLETE", self.percent.to_string());
        todo.done()
    }

    fn fill(&self, component: &mut impl EventLike, today: Date) {
        component.uid(&self.uid);
        component.add_property("DTSTAMP", noon(today));
        component.summary(&self.title);
        component.categories(&self.categories);
        if !self.about.is_empty() {
            component.description(&self.about.join("\n"));
        }
        if let Some(url) = &self.url {
            component.url(url);
        }
    }
}

fn day(key: &str, date: Date) -> Property {
    let mut property = Property::new(key, date.strftime("%Y%m%d").to_string());
    property.add_parameter("VALUE", "DATE").done()
}

/// Noon in UTC, which is on the same day in most places.
fn noon(date: Date) -> String {
    date.strftime("%Y%m%dT120000Z").to_string()
}

/// `text` on one line. Lines are folded by their length, so nothing may be replaced
/// afterwards.
fn clean(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace(is_unsafe, "\u{fffd}")
}
