use std::fs;

use serde_json::{Value, json};

use crate::common::{Home, Ran};
use crate::terminal::answering;
use crate::{WEB, web};

/// Runs `setup` for a bash user with these answers.
fn setup(home: &Home, args: &[&str], lines: &[&str]) -> Ran {
    let args: Vec<&str> = ["setup"].into_iter().chain(args.iter().copied()).collect();
    let mut command = home.command(&args);
    answering(80, command.env("SHELL", "/bin/bash").env("NO_COLOR", "1"), lines)
}

fn home() -> Home {
    let home = Home::new();
    home.roadmap("web", WEB);
    home
}

/// The events, without ids, times and dates.
fn recorded(home: &Home) -> Vec<Value> {
    let mut events = home.events();
    for event in &mut events {
        let fields = event.as_object_mut().unwrap();
        for field in ["v", "id", "at", "on"] {
            fields.remove(field);
        }
    }
    events
}

/// The output after choosing the role.
#[track_caller]
fn after_the_role(ran: &Ran) -> &str {
    ran.stdout.rsplit_once("q to quit: ").unwrap().1
}

fn startup_line() -> String {
    format!("eval \"$('{}' init bash)\"", env!("CARGO_BIN_EXE_roadmap"))
}

const KEYS: &str = "\
Numbers such as 1 3 5-7, or Enter for none; 4h: half of 4; all, ? for more, b
for back, q to end
> ";

const LANGUAGE: &str = "
Question 1 (0 of 8 skills settled)
A language. Which of these do you know?
1. JavaScript
2. Ruby
";

#[test]
fn a_complete_dialogue() {
    let home = home();
    home.file(".bashrc", "alias ll='ls -l'");
    let ran = setup(&home, &[], &["web", "1", "1 4h", "8", "2028-06-01", "y", "y", "y"]);
    assert_eq!(ran.status, 0);
    let line = startup_line();
    assert_eq!(
        after_the_role(&ran),
        format!(
            "{LANGUAGE}{KEYS}
Question 2 (4 of 8 skills settled)
Which of these do you know?
First steps
1. CSS
A first language
2. React (A library)
3. Exercises
4. A page of your own
{KEYS}
You know 3 skills, 1 of them because others need them; you half know 1 skill.

How many hours a week do you have for learning?
Hours, such as 8, or Enter for no plan: 
At 8 h/week:
  · Everything: by 27 Dec (early 27 Dec, late 27 Dec).

When do you want to be done?
A date such as 2028-06-01, or Enter for no goal: 
At 8 h/week:
  · Everything: by 27 Dec (early 27 Dec, late 27 Dec).
Goal 1 Jun 2028: finished by 27 Dec, on time.
Keep this plan? [y]es, [n]o plan, [b]ack: 
Tab can complete your skills, and the prompt can show your next step. To set
this up:
  {line}
Add it to ~/.bashrc? [y]es, [n]o, [b]ack: 
This will be recorded:
1. Follow Web basics.
2. 3 skills known before: HTML and more, CSS and JavaScript.
3. 1 skill at half the hours: A page of your own.
4. Plan: 8 h/week, goal 1 Jun 2028.
5. In ~/.bashrc: {line}
Record it? [y]es, [n]o, [l]ist, [b]ack: 
Recorded as 4 events.
To take it back: roadmap undo, 4 times
Added to ~/.bashrc. Open a new shell to use it.
What to do next: roadmap next
"
        )
    );
    assert_eq!(
        recorded(&home),
        [
            json!({ "event": "use", "roadmaps": ["web"] }),
            json!({ "event": "done", "skills": ["html", "css", "js"], "known": true }),
            json!({ "event": "estimate", "skills": ["page"], "estimate": { "percent": 50 } }),
            json!({
                "event": "plan", "roadmap": "web", "hours_per_week": 8, "by": "2028-06-01"
            }),
        ]
    );
    let bashrc = fs::read_to_string(home.path().join(".bashrc")).unwrap();
    assert_eq!(bashrc, format!("alias ll='ls -l'\n{line}\n"));
    // A second run does not ask about known skills, or about the existing line.
    let again = setup(&home, &[], &["web", "q", "8", "2028-06-01", "y"]);
    let (_, end) = again.stdout.rsplit_once("[b]ack: ").unwrap();
    assert_eq!(end, "\nThere is nothing new to record.\n");
    assert_eq!(home.events().len(), 4);
    for _ in 0..4 {
        home.ok(&["undo"]);
    }
    assert_eq!(home.json(&["progress", "web"])["roadmaps"][0]["done"], 0);
}

#[test]
fn nothing_is_recorded_before_the_confirmation() {
    let ways: [&[&str]; 8] = [
        &[],
        &["q"],
        &["web", "1"],
        &["web", "1", "q", "q"],
        &["web", "1", "", "8", "q"],
        &["web", "1", "", "8", "", "q"],
        &["web", "1", "", "8", "", "y"],
        &["web", "1", "", "8", "", "y", "n"],
    ];
    for lines in ways {
        let home = home();
        let before = home.tree();
        let ran = setup(&home, &[], lines);
        assert_eq!(ran.status, 0, "{lines:?}");
        assert_eq!(ran.stdout.lines().last(), Some("Nothing was recorded."), "{lines:?}");
        let is_cache = |path: &String| path.contains(".cache");
        let after: Vec<_> = home.tree().into_iter().filter(|path| !is_cache(path)).collect();
        assert_eq!(after.len(), before.len(), "{lines:?}");
        assert_eq!(home.events(), [] as [Value; 0], "{lines:?}");
    }
}

#[test]
fn handles_back_and_invalid_answers() {
    let home = home();
    let ran = setup(&home, &[], &["b", "nope", "", "web", "9", "b", "web"]);
    let text = ran.stdout.split_once("q to quit: ").unwrap().1;
    let (mistakes, rest) = text.split_once("Question 1").unwrap();
    assert_eq!(
        mistakes,
        "
This is the first question.
Number or name, or q to quit: no roadmap 'nope'
there are: backend, frontend, full-stack, wordpress-backend, devops,
  data-engineer, ai-engineer, senior-backend, architect, tech-lead, web
Number or name, or q to quit: Number or name, or q to quit: \n"
    );
    let (question, _) = rest.split_once("\nWhich role").unwrap();
    let asked = format!("\nQuestion 1{question}");
    assert_eq!(asked, format!("{LANGUAGE}{KEYS}there is no 9 in this list, only 1 to 2\n> "));
}

#[test]
fn back_leads_through_every_part() {
    let home = home();
    home.file(".bashrc", "");
    // Back from the hours is the question at which it was left, and so on.
    let back = ["web", "1", "Q", "B", "1 4h", "8", "b", "8", "2028-06-01", "y", "b", "8"];
    let on = ["", "n", "b", "n", "l", "y"];
    let ran = setup(&home, &[], &[&back[..], &on].concat());
    assert_eq!(ran.status, 0);
    let parts: Vec<&str> = ran
        .stdout
        .lines()
        .filter_map(|line| {
            let parts = ["Question", "How many", "When", "Keep", "Add it", "Record it"];
            parts.into_iter().find(|part| line.starts_with(part))
        })
        .collect();
    assert_eq!(
        parts.join(", "),
        "Question, Question, How many, Question, How many, When, How many, When, Keep, \
         Add it, How many, When, Add it, Record it, Add it, Record it, Record it"
    );
    let (_, list) = ran.stdout.rsplit_once("[b]ack: \nFirst steps\n").unwrap();
    let (list, _) = list.split_once("Record it?").unwrap();
    assert_eq!(
        list,
        "  · HTML and more, because others need it\n  · CSS\nA first language\n  · JavaScript\n  \
         · A page of your own, half\n"
    );
    assert_eq!(home.events().len(), 4);
}

#[test]
fn a_role_can_be_named_to_begin_with() {
    let home = home();
    let ran = setup(&home, &["web"], &["1", "b", "b", "web", "q", "", "n", "y"]);
    let asked: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| line.starts_with("Question") || line.starts_with("Which role"))
        .collect();
    assert_eq!(
        asked,
        [
            "Question 1 (0 of 8 skills settled)",
            "Question 2 (4 of 8 skills settled)",
            "Question 1 (0 of 8 skills settled)",
            "Which role do you want to learn?",
            "Question 1 (0 of 8 skills settled)",
        ]
    );
    let ran = setup(&home, &["nope"], &[]);
    assert_eq!(ran.stdout.lines().next(), Some("error: no roadmap 'nope'"), "{}", ran.stdout);
}

#[test]
fn a_goal_is_a_day_to_come() {
    let ran = setup(&home(), &["web"], &["q", "8", "soon"]);
    let said = ran.stdout.lines().find(|line| line.contains("'soon'")).unwrap();
    assert!(said.ends_with("'soon' is not a date; write one such as 2028-06-01"), "{said}");
}

#[test]
fn roles_have_summaries_where_all_fit() {
    let home = home();
    let roles = |columns| {
        let mut command = home.command(&["setup"]);
        let ran = answering(columns, command.env("NO_COLOR", "1"), &["q"]);
        let lines = ran.stdout.lines().skip(2).take(10);
        lines.filter(|line| line.contains(": ")).count()
    };
    assert_eq!((roles(40), roles(80)), (0, 10));
}

#[test]
fn knowledge_of_a_stage_alone() {
    let home = web();
    let ran = setup(&home, &["--knowledge", "program"], &["?", "1 2", "2 3h", "y"]);
    assert_eq!(
        ran.stdout,
        format!(
            "
Question 1 (0 of 6 skills settled)
A language. Which of these do you know?
1. JavaScript
2. Ruby
{KEYS}JavaScript (60–100 h)
Ruby (40 h)
> 
Question 2 (2 of 6 skills settled)
Which of these do you know?
A first language
1. React (A library)
2. Rails (A library)
3. Exercises
4. A page of your own
{KEYS}
You know 4 skills, 1 of them because others need them; you half know 1 skill.

This will be recorded:
1. 4 skills known before: HTML and more, JavaScript, Ruby and Rails.
2. 1 skill at half the hours: Exercises.
Record it? [y]es, [n]o, [l]ist, [b]ack: 
Recorded as 2 events.
To take it back: roadmap undo, 2 times
What to do next: roadmap next
"
        )
    );
}

#[test]
fn knowledge_of_a_skill_is_an_error() {
    let home = web();
    let ran = setup(&home, &["--knowledge", "html"], &[]);
    assert_eq!(
        (ran.status, ran.stdout.as_str()),
        (
            1,
            "error: 'html' is neither a roadmap nor a stage\n\
             to be asked about its stage: roadmap setup --knowledge start\n\
             nothing was recorded\n"
        )
    );
}

#[test]
fn without_a_terminal_it_is_a_usage_error() {
    let ran = home().run(&["setup"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert_eq!(
        ran.stderr,
        "error: setup asks questions, so it needs a terminal\n\
         in a script, use these commands:\n\
         roadmap use <roadmap>\n\
         roadmap check --known <skill>...\n\
         roadmap plan --hours-per-week <hours> --save\n\
         nothing was recorded\n"
    );
}

#[test]
fn other_roadmaps_in_use_are_kept() {
    let home = home();
    home.ok(&["use", "devops", "web"]);
    setup(&home, &[], &["web", "q", "", "n", "y"]);
    assert_eq!(home.events()[1]["roadmaps"], json!(["web", "devops"]));
}
