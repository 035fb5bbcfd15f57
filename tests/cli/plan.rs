use serde_json::{Value, json};

use crate::common::Home;
use crate::web;

/// A roadmap with simple hours: 7 hours a week are one a day.
const DAYS: &str = "\
title: Days
stages:
  - id: one
    title: Stage one
    skills:
      - { id: a, title: Skill A, hours: 5-7 }
      - { id: b, title: Skill B, hours: 4, needs: c }
  - id: two
    title: Stage two
    skills:
      - { id: c, title: Skill C, hours: 2 }
      - { id: d, title: Skill D, optional: true, hours: 3 }
";

/// A home with `days` in use, on Friday 20 November 2026.
fn days() -> Home {
    let home = Home::new();
    home.roadmap("days", DAYS);
    home.ok(&["use", "days"]);
    home
}

#[test]
fn prints_numbered_lines_without_a_terminal() {
    let home = days();
    home.ok(&["start", "b"]);
    assert_eq!(
        home.ok(&["plan", "--hours-per-week", "7", "--off", "2026-11-24..2026-11-25"]),
        "Days: finished by 3 Dec, early 2 Dec, late 4 Dec\n\
         12 hours left (11 to 13 hours), at 7 hours a week from 20 Nov\n\
         Stage 1. Stage one: finished by 3 Dec, early 2 Dec, late 4 Dec\n\
         Stage 2. Stage two: finished by 21 Nov\n\
         All: finished by 3 Dec, early 2 Dec, late 4 Dec\n\
         1. 20 Nov, 3 hours: Skill C 2 hours, finished; Skill B 1 hour; in Stage two, Stage one\n\
         2. 23 Nov, 5 hours: Skill B 3 hours, finished; Skill A 2 hours; in Stage one\n\
         3. 30 Nov, 4 hours: Skill A 4 hours, finished; in Stage one\n\
         To keep this plan, save it.\n\
         Run: roadmap plan --hours-per-week 7 --off 2026-11-24..2026-11-25 --save\n"
    );
}

#[test]
fn prints_one_json_object() {
    let home = days();
    let plan = home.json(&["plan", "--hours-per-week", "7", "--by", "2026-11-25"]);
    let mid =
        |early: &str, mid: &str, late: &str| json!({"early": early, "mid": mid, "late": late});
    let finish = mid("2026-11-30", "2026-12-01", "2026-12-02");
    assert_eq!(
        plan,
        json!({
            "schema": 1,
            "roadmap": "days",
            "hours_per_week": 7,
            "from": "2026-11-20",
            "hours": {"min": 11, "mid": 12, "max": 13},
            "finish": finish,
            "by": {
                "date": "2026-11-25", "hours_per_week": 14, "met": false,
                "does_not_fit": ["c", "b"],
            },
            "assumed": [],
            "left_out": [],
            "milestones": [],
            "until": null,
            "speed": null,
            "my_speed": null,
            "unestimated": [],
            "pace": null,
            "weeks": [
                {"start": "2026-11-20", "hours": 3, "items": [
                    {"id": "a", "hours": 3, "finished": false}]},
                {"start": "2026-11-23", "hours": 7, "items": [
                    {"id": "a", "hours": 3, "finished": true},
                    {"id": "c", "hours": 2, "finished": true},
                    {"id": "b", "hours": 2, "finished": false}]},
                {"start": "2026-11-30", "hours": 2, "items": [
                    {"id": "b", "hours": 2, "finished": true}]},
            ],
            "stages": [
                {"id": "one", "title": "Stage one", "number": 1, "finish": finish},
                {"id": "two", "title": "Stage two", "number": 2,
                    "finish": mid("2026-11-26", "2026-11-27", "2026-11-28")},
            ],
            "event": null,
        })
    );
    let out = home.ok(&["plan", "--format", "{{ finish.mid }}", "--hours-per-week", "7"]);
    assert_eq!(out, "2026-12-01\n");
}

#[test]
fn the_default_pace_is_five_hours() {
    let home = days();
    let out = home.ok(&["plan"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[1], "12 hours left (11 to 13 hours), at 5 hours a week (default) from 20 Nov");
    assert_eq!(lines[5], "5 hours a week is the default; set yours with --hours-per-week.");
    assert_eq!(
        lines[lines.len() - 2..],
        ["To keep this plan, save it.", "Run: roadmap plan --hours-per-week 5 --save",]
    );
    assert_eq!(home.json(&["plan"])["hours_per_week"], 5);
}

#[test]
fn optional_adds_optional_skills() {
    let home = days();
    let hours = |args: &[&str]| home.json(&[&["plan"], args].concat())["hours"]["mid"].clone();
    assert_eq!((hours(&[]), hours(&["--optional"])), (json!(12), json!(15)));
}

#[test]
fn four_weeks_are_shown_unless_all_are_asked_for() {
    let home = days();
    home.roadmap(
        "long",
        "title: Long\nstages:\n  - { id: s, title: S, skills: [{ id: x, title: X, hours: 60 }] }\n",
    );
    let rows = |args: &[&str]| {
        let args = [&["plan", "--roadmap", "long", "--hours-per-week", "1"], args].concat();
        let out = home.ok(&args);
        out.lines()
            .filter(|line| line.contains(" hours: ") || line.contains(" hour: "))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let all = rows(&["--weeks"]);
    assert_eq!(all.len(), 61);
    assert_eq!(all[26], "27. 17 May 2027, 1 hour: X 1 hour; in S");
    assert_eq!(rows(&[]), all[..4]);
    let out = home.ok(&["plan", "--roadmap", "long", "--hours-per-week", "1"]);
    assert_eq!(out.lines().rev().nth(2), Some("For all weeks: add --weeks"));
}

#[test]
fn a_goal_alone_shows_the_hours_a_week_it_takes() {
    let home = days();
    let by = |date: &str| home.json(&["plan", "--by", date]);
    let plan = by("2026-12-01");
    assert_eq!(
        plan["by"],
        json!({"date": "2026-12-01", "hours_per_week": 7, "met": true, "does_not_fit": []})
    );
    assert_eq!(plan["hours_per_week"], 7);
    assert_eq!(plan["finish"]["mid"], "2026-12-01");
    let less = home.json(&["plan", "--by", "2026-12-01", "--hours-per-week", "6.5"]);
    assert_eq!((&less["by"]["met"], &less["by"]["does_not_fit"]), (&json!(false), &json!(["b"])));
    assert_eq!(by("2050-01-01")["by"]["hours_per_week"], 0.5);
    home.ok(&["check", "a", "b", "c"]);
    let done = by("2026-12-01");
    assert_eq!(
        done["by"],
        json!({"date": "2026-12-01", "hours_per_week": null, "met": true, "does_not_fit": []})
    );
    assert_eq!((&done["finish"], &done["weeks"]), (&Value::Null, &json!([])));
}

#[test]
fn explains_goals_that_cannot_be_met() {
    let home = days();
    let goal = |args: &[&str]| {
        let out = home.ok(&[&["plan"], args].concat());
        out.lines().find(|line| line.starts_with("Goal")).unwrap().to_owned()
    };
    assert_eq!(
        goal(&["--by", "today"]),
        "Goal 20 Nov: it takes 84 hours a week, more than 60 hours a week; a later goal would be \
         easier. Finished by 20 Nov."
    );
    assert_eq!(
        goal(&["--by", "2026-11-19"]),
        "Goal 19 Nov: that day has passed. At 5 hours a week you are finished by 6 Dec."
    );
    assert_eq!(
        goal(&["--by", "2026-11-26", "--hours-per-week", "7"]),
        "Goal 26 Nov: finished by 1 Dec, 5 days late. 2 skills do not fit: Skill C and Skill B. \
         All of it takes 12 hours a week."
    );
    assert_eq!(
        goal(&["--by", "2026-12-01", "--hours-per-week", "7"]),
        "Goal 1 Dec: finished by 1 Dec, on time."
    );
    home.roadmap(
        "long",
        "title: Long\nstages:\n  - { id: s, title: S, skills: [{ id: x, title: X, hours: 60 }] }\n",
    );
    assert_eq!(
        goal(&["--by", "tomorrow", "--roadmap", "long"]),
        "Goal 21 Nov: 60 hours are left, more than there is time for until then. \
         At 5 hours a week: finished by 11 Feb 2027, 3 months late."
    );
    let plan = home.json(&["plan", "--by", "tomorrow", "--roadmap", "long"]);
    assert_eq!(
        plan["by"],
        json!({"date": "2026-11-21", "hours_per_week": null, "met": false, "does_not_fit": ["x"]})
    );
}

#[test]
fn bad_input_is_one_error_and_changes_nothing() {
    let home = days();
    let journal = std::fs::read(home.journal()).unwrap();
    let hours = |value: &str| {
        format!(
            "error: invalid value '{value}' for '--hours-per-week <H>': hours a week must be a \
             number from 0.5 to 168 in steps of 0.5, such as 8 or 7.5\n\nFor more information, try '--help'.\n"
        )
    };
    for value in ["0", "-1", "-0.5", "NaN", "inf", "1000", "168.5", "7.25", "eight", ""] {
        let ran = home.run(&["plan", "--save", "--hours-per-week", value]);
        assert_eq!((ran.status, ran.stderr, ran.stdout), (2, hours(value), String::new()));
    }
    for (args, error) in [
        (
            &["--by", "2027-01-01", "--from", "2027-01-02"][..],
            "the goal 2027-01-01 is before the start 2027-01-02",
        ),
        (
            &["--off", "2027-01-02..2027-01-01"],
            "the range 2027-01-02..2027-01-01 ends before it starts",
        ),
        (
            &["--off", "2027-01-02.."],
            "the range '2027-01-02..' needs a start and an end, such as 2026-12-24..2027-01-02",
        ),
        (
            &["--off", "today..9999-12-31"],
            "every day from 2026-11-20 on is off, so nothing can be planned",
        ),
        (&["--from", "2027-02-29"], "'2027-02-29' is not a day of the calendar"),
        (&["--by", "soon"], "'soon' is not a date; write 2027-06-01, today, tomorrow or a weekday"),
    ] {
        let stderr = home.fails(&[&["plan", "--hours-per-week", "7", "--save"], args].concat());
        assert_eq!(stderr, format!("error: {error}\nnothing was recorded\n"));
    }
    assert_eq!(
        home.fails(&["plan", "--save", "--by", "2026-11-19"]),
        "error: 2026-11-19 has passed, so it cannot be saved as a goal\n\
         give a later date, or leave out --save\nnothing was recorded\n"
    );
    assert!(
        home.fails(&["plan", "--save", "--from", "monday"])
            .starts_with("error: there is nothing to save")
    );
    assert_eq!(std::fs::read(home.journal()).unwrap(), journal);
}

#[test]
fn save_replaces_the_whole_plan_and_alone_clears_it() {
    let home = days();
    let by = ["plan", "--hours-per-week", "7", "--off", "2026-11-24..2026-11-25"];
    let saved = home.ok(&[&by[..], &["--optional", "--save"]].concat());
    assert!(saved.ends_with("Saved.\n"));
    let event = home.events().pop().unwrap();
    for (field, value) in [
        ("event", json!("plan")),
        ("roadmap", json!("days")),
        ("hours_per_week", json!(7)),
        ("off", json!([["2026-11-24", "2026-11-25"]])),
        ("optional", json!(true)),
    ] {
        assert_eq!(event[field], value, "{event}");
    }
    assert_eq!(event.get("by"), None);
    // Saved values are used, but options override them.
    assert_eq!(home.json(&["plan"])["hours"]["mid"], 15);
    assert!(home.ok(&["plan"]).ends_with("This is the saved plan.\n"));
    assert_eq!(home.json(&["plan", "--hours-per-week", "8"])["hours_per_week"], 8);
    assert!(
        home.ok(&["plan", "--hours-per-week", "8"]).contains("\nAt 7 hours a week: finished by ")
    );
    // Saving the same plan again writes nothing.
    let again = home.ok(&[&by[..], &["--optional", "--save"]].concat());
    assert!(again.ends_with("This plan is already saved.\n"));
    assert_eq!(home.events().len(), 2);
    // The whole plan is replaced, so the hours are gone.
    home.ok(&["plan", "--by", "2026-12-24", "--save"]);
    let plan = home.json(&["plan"]);
    assert_eq!((&plan["hours_per_week"], &plan["hours"]["mid"]), (&json!(2.5), &json!(12)));
    assert!(home.ok(&["plan", "--save"]).ends_with("The saved plan is cleared.\n"));
    assert_eq!(home.json(&["plan"])["by"], Value::Null);
    assert!(home.ok(&["plan", "--save"]).ends_with("There was no saved plan to clear.\n"));
    assert_eq!(home.events().len(), 4);
    // Plans can be undone.
    home.ok(&["undo"]);
    assert_eq!(home.json(&["plan"])["by"]["date"], "2026-12-24");
}

#[test]
fn a_plan_belongs_to_its_roadmap() {
    let home = days();
    home.roadmap("other", &DAYS.replace("Days", "Other"));
    home.ok(&["plan", "--roadmap", "other", "--hours-per-week", "9", "--save"]);
    assert_eq!(home.json(&["plan"])["hours_per_week"], 5);
    assert_eq!(home.json(&["plan", "--roadmap", "Other"])["hours_per_week"], 9);
    let out = home.ok(&["plan", "--roadmap", "other", "--hours-per-week", "3"]);
    assert!(out.ends_with("roadmap plan --roadmap other --hours-per-week 3 --save\n"));
}

#[test]
fn shows_what_was_assumed_and_how_to_choose() {
    let home = web();
    home.ok(&["check", "html"]);
    assert_eq!(
        home.json(&["plan"])["assumed"],
        json!([
            {"choice": "language", "options": ["js"]},
            {"choice": "library", "options": ["react"]},
        ])
    );
    let assumed = |args: &[&str]| {
        let out = home.ok(args);
        let lines = out.lines().map(str::to_owned);
        lines.filter(|line| line.to_lowercase().contains("assum")).collect::<Vec<_>>()
    };
    assert_eq!(assumed(&["plan"]), ["2 choices assumed: JavaScript and React."]);
    assert_eq!(
        assumed(&["plan", "--weeks"]),
        [
            "Assuming JavaScript for A language (options: js and ruby).",
            "Assuming React for A library (options: react and rails).",
        ]
    );
    let out = home.ok(&["plan"]);
    assert!(out.contains("\nTo choose an option, start it.\nRun: roadmap start js\n"), "{out}");
    home.ok(&["start", "js"]);
    assert_eq!(home.json(&["plan"])["assumed"], json!([]));
}

/// Runs `plan` at this time in this time zone.
fn plan_in(zone: &str, now: &str, args: &[&str]) -> Value {
    let home = days();
    let mut command = home.command(&[&["plan", "--json", "--hours-per-week", "7"], args].concat());
    let output = command.env("TZ", zone).env("ROADMAP_NOW", now).output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn is_the_same_in_every_zone_and_starts_on_the_local_date() {
    let now = "2027-03-27T11:30:00Z";
    let zones = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"];
    let from = ["--from", "2027-03-26", "--by", "2027-04-08"];
    let [utc, far_east, far_west, berlin] = zones.map(|zone| plan_in(zone, now, &from));
    assert_eq!(utc["finish"]["mid"], "2027-04-06");
    assert!([far_east, far_west, berlin].iter().all(|plan| *plan == utc));
    let [utc, far_east, far_west, _] = zones.map(|zone| plan_in(zone, now, &[]));
    assert_eq!(utc["from"], "2027-03-27");
    // UTC+14 and UTC−11: two days, 25 hours apart.
    assert_eq!(far_east["from"], "2027-03-28");
    assert_eq!(far_west["from"], "2027-03-27");
    let late = plan_in("Pacific/Pago_Pago", "2027-03-27T10:30:00Z", &[]);
    assert_eq!(late["from"], "2027-03-26");
}

#[test]
fn leap_days_and_new_year_are_ordinary_days() {
    let leap = plan_in("UTC", "2028-02-20T12:00:00Z", &[]);
    assert_eq!(leap["finish"]["mid"], "2028-03-02");
    let starts: Vec<_> =
        leap["weeks"].as_array().unwrap().iter().map(|week| &week["start"]).collect();
    assert_eq!(starts, ["2028-02-20", "2028-02-21", "2028-02-28"]);
    let year = plan_in("UTC", "2026-12-27T12:00:00Z", &[]);
    assert_eq!(year["finish"]["mid"], "2027-01-07");
}

#[test]
fn the_overview_shows_forecast_and_goal_once_a_plan_is_saved() {
    let home = days();
    home.ok(&["start", "a"]);
    let line = || {
        home.ok(&[])
            .lines()
            .find(|line| line.contains("hours a week") || line.contains('?'))
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(line(), "When will you finish?");
    assert_eq!(home.json(&[])["forecast"], Value::Null);
    home.ok(&["plan", "--hours-per-week", "0.5", "--by", "2027-02-01", "--save"]);
    // The stage is finished last, so it is not shown separately.
    assert_eq!(line(), "At 0.5 hours a week: all by 6 May 2027");
    let out = home.ok(&[]);
    assert_eq!(
        out.lines().find(|line| line.starts_with("Goal")),
        Some("Goal 1 Feb 2027: at 0.5 hours a week 3 months late")
    );
    let forecast = &home.json(&[])["forecast"];
    assert_eq!(forecast["finish"]["mid"], "2027-05-06");
    assert_eq!(forecast["by"], "2027-02-01");
    home.ok(&["check", "a", "b"]);
    home.ok(&["plan", "--hours-per-week", "7", "--save"]);
    assert_eq!(line(), "At 7 hours a week: all by 21 Nov");
    home.ok(&["check", "c"]);
    assert_eq!(line(), "");
}

#[test]
fn dates_can_be_words() {
    let home = web();
    let plan = home.json(&["plan", "--from", "monday", "--off", "monday..sunday"]);
    // Today is Friday, so this is the week from next Monday.
    assert_eq!(plan["from"], "2026-11-23");
    assert_eq!(plan["weeks"][0]["items"], json!([]));
    assert_eq!(plan["weeks"][1]["start"], "2026-11-30");
    assert_ne!(plan["weeks"][1]["items"], json!([]));
    assert_eq!(home.json(&["plan", "--by", "tomorrow"])["by"]["date"], "2026-11-21");
}

#[test]
fn surplus_started_options_are_left_out() {
    let home = web();
    home.ok(&["check", "html"]);
    home.ok(&["start", "ruby"]);
    home.ok(&["start", "js"]);
    let plan = home.json(&["plan"]);
    let left_out = json!([{"choice": "language", "options": ["ruby"], "kept": ["js"]}]);
    assert_eq!(plan["left_out"], left_out);
    assert_eq!(home.json(&["gap", "web"])["targets"][0]["left_out"], left_out);
    assert_eq!(home.json(&["progress"])["roadmaps"][0]["left_out"], left_out);
    home.ok(&["note", "ruby", "nice"]);
    assert_eq!(home.json(&["plan"])["left_out"], left_out);
    home.ok(&["uncheck", "js"]);
    assert_eq!(home.json(&["plan"])["left_out"], json!([]));
}

#[test]
fn until_ends_with_a_milestone_or_a_stage() {
    let home = Home::new();
    home.roadmap("shop", SHOP);
    home.ok(&["use", "shop"]);
    for (name, hours, until) in [
        (
            "Ready to help",
            7,
            json!({"stage": "basics", "title": "Basics", "milestone": "Ready to help"}),
        ),
        ("basics", 7, json!({"stage": "basics", "title": "Basics", "milestone": "Ready to help"})),
        // It includes what is needed from later stages.
        ("more", 13, json!({"stage": "more", "title": "More", "milestone": null})),
        ("3", 24, json!({"stage": "last", "title": "Last", "milestone": "Ready for all"})),
    ] {
        let plan = home.json(&["plan", "--until", name]);
        assert_eq!((&plan["hours"]["mid"], &plan["until"]), (&json!(hours), &until), "{name}");
    }
    let plan = home.json(&["plan", "--until", "more"]);
    assert_eq!(plan["stages"][2]["finish"], json!(null));
    assert_eq!(plan["milestones"].as_array().unwrap().len(), 1);
    let out = home.ok(&["plan", "--until", "ready to HELP"]);
    assert_eq!(out.lines().next(), Some("Shop up to Ready to help: finished by 29 Nov"));
    assert_eq!(
        home.fails(&["plan", "--until", "nowhere"]),
        "error: no stage or milestone 'nowhere'\nstages: basics, more, last\n\
         milestones: 'Ready to help', 'Ready for all'\n"
    );
    assert_eq!(home.run(&["plan", "--until", "more", "--save"]).status, 2);
}

#[test]
fn my_speed_uses_the_logged_time_of_finished_skills() {
    let home = Home::new();
    home.roadmap("shop", SHOP);
    home.ok(&["use", "shop"]);
    let said = home.fails(&["plan", "--my-speed"]);
    assert_eq!(
        said,
        "error: your speed is not known yet: it needs 3 finished skills with logged time, not 0\n\
         log time with roadmap spent, and mark skills as done with roadmap check\n"
    );
    for (skill, time) in [("a", "2h"), ("b", "1h"), ("c", "2h")] {
        home.ok(&["spent", skill, time, "--on", "2026-06-01"]);
        home.ok(&["check", skill]);
    }
    // 5 of 10 hours.
    let plan = home.json(&["plan"]);
    assert_eq!(plan["my_speed"], json!({"percent": 50, "skills": 3}));
    assert_eq!((&plan["hours"]["mid"], &plan["speed"]), (&json!(14), &json!(null)));
    let plan = home.json(&["plan", "--my-speed"]);
    assert_eq!((&plan["hours"]["mid"], &plan["speed"]), (&json!(7), &json!(50)));
    home.ok(&["estimate", "e", "11h"]);
    assert_eq!(home.json(&["plan", "--my-speed"])["hours"]["mid"], json!(12.5));
    let out = home.ok(&["plan"]);
    assert!(
        out.ends_with(
            "You take 0.5 of the estimates, over 3 skills.\nRun: roadmap plan --my-speed\n"
        ),
        "{out}"
    );
}

const SHOP: &str = "\
title: Shop
stages:
  - id: basics
    title: Basics
    milestone: Ready to help
    skills: [{ id: a, title: A, hours: 4 }, { id: b, title: B, hours: 3 }]
  - id: more
    title: More
    skills: [{ id: c, title: C, hours: 3, needs: d }]
  - id: last
    title: Last
    milestone: Ready for all
    skills: [{ id: d, title: D, hours: 3 }, { id: e, title: E, hours: 11 }]
";

#[test]
fn where_nothing_is_left_it_names_what_is_still_open() {
    let home = web();
    home.ok(&["use", "web", "backend"]);
    home.ok(&["check", "--known", "exercises", "page", "react"]);
    assert_eq!(
        home.ok(&["plan"]),
        "Web basics: nothing is left to plan\n\
         Backend Developer is still open\nRun: roadmap plan --roadmap backend\n"
    );
}
