//! The command `import`.

use crate::common::Home;

const PLAN: &str = "# Hills\n\n## Basics\n- [x] Git\n- [x] Rolling\n- [ ] Stopping ([page](https://example.org/stop))\n";

fn home() -> Home {
    let home = Home::new();
    home.file("plan.md", PLAN);
    home
}

#[test]
fn writes_into_the_folder_and_reports_it() {
    let home = home();
    let folder = home.roadmaps().display().to_string();
    assert_eq!(
        home.ok(&["import", "plan.md"]),
        format!(
            "wrote {folder}/plan.yaml\n\
             Hills (plan): 1 stage, 3 skills, 1 link, from plan.md as Markdown\n\
             shared with the catalog, so progress counts in both: git\n\
             ticked, but not recorded: git and rolling; to record them: --known\n\
             to review:\n  \
               2 of 3 skills have no hours\n  \
               nothing has needs, so only the order in the file counts\n  \
               titles, and the comments in the file\n\
             Run: roadmap lint {folder}/plan.yaml\n\
             Run: roadmap use plan\n"
        )
    );
    assert_eq!(home.events().len(), 0);
    let text = std::fs::read_to_string(home.roadmaps().join("plan.yaml")).unwrap();
    let schema = "# yaml-language-server: $schema=./roadmap.schema.json\n# Imported from plan.md, Markdown.\n";
    assert!(text.starts_with(schema), "{text}");
    assert_eq!(home.ok(&["lint", "plan"]).lines().last(), Some("no problems"));
    home.ok(&["use", "plan"]);
    assert_eq!(home.json(&["next"])["steps"][0]["id"], "git");
}

#[test]
fn prints_json() {
    let home = home();
    let answer = home.json(&["import", "plan.md"]);
    let one = &answer["imported"][0];
    assert_eq!(answer["event"], serde_json::Value::Null);
    assert_eq!((&one["id"], &one["kind"]), (&"plan".into(), &"markdown".into()));
    assert_eq!(one["counts"]["skills"], 3);
    assert_eq!(one["ticked"], serde_json::json!(["git", "rolling"]));
    assert_eq!(one["known"], serde_json::json!([{ "id": "git", "title": "Git" }]));
    assert_eq!(one["left_out"], serde_json::json!([]));
}

#[test]
fn records_ticked_skills_once() {
    let home = home();
    home.ok(&["check", "git"]);
    let said = home.ok(&["import", "plan.md", "--known"]);
    assert_eq!(said.lines().nth(3), Some("recorded as known: git and rolling"));
    let events = home.events();
    assert_eq!(events.len(), 2);
    assert_eq!((&events[1]["event"], &events[1]["known"]), (&"done".into(), &true.into()));
    assert_eq!(events[1]["skills"], serde_json::json!(["rolling"]));
    home.ok(&["import", "plan.md", "--known", "--force"]);
    assert_eq!(home.events().len(), 2);
}

#[test]
fn writes_to_other_places() {
    let home = home();
    let ran = home.run(&["import", "plan.md", "-o", "-"]);
    assert!(ran.stdout.starts_with("# Imported from plan.md, Markdown.\n"), "{}", ran.stdout);
    assert!(ran.stderr.starts_with("Hills (plan): 1 stage"), "{}", ran.stderr);
    assert_eq!(ran.status, 0);
    home.ok(&["import", "plan.md", "--output", "hills.yaml"]);
    assert_eq!(std::fs::read_to_string(home.path().join("hills.yaml")).unwrap(), ran.stdout);
    assert!(!home.roadmaps().exists());
}

#[test]
fn imports_several_files_under_given_ids() {
    let home = home();
    home.file("more/tasks.csv", "title\nFrobs\n");
    home.ok(&["import", "plan.md", "more/tasks.csv"]);
    // The two roadmaps and the schema.
    assert_eq!(std::fs::read_dir(home.roadmaps()).unwrap().count(), 3);
    home.ok(&["import", "plan.md", "--as", "rolling", "--title", "Rolling down"]);
    let show = home.json(&["show", "roadmap/rolling"]);
    assert_eq!(show["title"], "Rolling down");
    for flag in ["--as", "--title", "--output", "--content"] {
        assert_eq!(
            home.fails(&["import", "plan.md", "more/tasks.csv", flag, "x"]),
            format!("error: {flag} works with one file, not with 2\nimport them one by one\n")
        );
    }
    home.file("more/plan.md", PLAN);
    assert_eq!(
        home.fails(&["import", "plan.md", "more/plan.md", "--force"]),
        "error: plan.md and more/plan.md would both become 'plan'\n\
         import them one by one, with --as\n"
    );
}

#[test]
fn replaces_only_with_force() {
    let home = home();
    home.roadmap("plan", "precious");
    let path = home.roadmaps().join("plan.yaml");
    assert_eq!(
        home.fails(&["import", "plan.md"]),
        format!(
            "error: {} already exists; it was not changed\n\
             to replace it: --force\nto keep both: --as <id>\n",
            path.display()
        )
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    home.run(&["import", "plan.md", "--force"]);
    assert!(std::fs::read_to_string(&path).unwrap().contains("title: Hills\n"));
    let left: Vec<_> = std::fs::read_dir(home.roadmaps()).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn says_when_it_replaces_a_built_in_roadmap() {
    let home = Home::new();
    home.file("devops.md", PLAN);
    let said = home.ok(&["import", "devops.md"]);
    let line = "it replaces the built-in roadmap 'devops'; to keep both: --as <id>";
    assert_eq!(said.lines().nth(2), Some(line));
}

#[test]
fn unreadable_input_is_an_error() {
    let home = home();
    home.file("a.yaml", "title: T\nstages: []\n");
    assert_eq!(
        home.fails(&["import", "a.yaml"]),
        "error: a.yaml: this is already a roadmap file\nto use it as it is: roadmap add a.yaml\n"
    );
    home.file("b.json", "{\"nodes\": 3");
    assert_eq!(
        home.fails(&["import", "b.json", "--kind", "graph"]),
        "error: b.json: this is not a graph of roadmap.sh: EOF while parsing an object at line 1 column 11\n\
         to read it as something else: --kind, one of graph, markdown, csv, taskwarrior\n"
    );
    assert_eq!(home.run(&["import", "b.json", "--kind", "xml"]).status, 2);
    assert_eq!(home.run(&["import"]).status, 2);
    home.file("日本.md", PLAN.trim());
    home.run(&["import", "日本.md"]);
    home.file("!.md", PLAN);
    assert_eq!(
        home.fails(&["import", "!.md"]),
        "error: cannot make an id from the file name of !.md\nto choose one: --as <id>\n"
    );
    let bad = home.fails(&["import", "plan.md", "--known", "--as", "My Plan"]);
    assert!(bad.ends_with("for example: --as my-plan\nnothing was recorded\n"), "{bad}");
}

#[test]
fn a_real_taskwarrior_export_is_imported() {
    let home = Home::new();
    home.file(
        ".taskrc",
        &format!(
            "data.location={}/.task\nconfirmation=off\nnews.version=9\n",
            home.path().display()
        ),
    );
    let task = |args: &[&str]| {
        let mut command = std::process::Command::new("task");
        home.set_up(&mut command);
        command.args(args).output().ok().filter(|ran| ran.status.success())
    };
    if task(&["add", "Frobs", "project:hills"]).is_none() {
        crate::common::missing("task");
        return;
    }
    task(&["add", "Zorbing", "project:hills", "depends:1"]).unwrap();
    task(&["1", "annotate", "https://example.org/frobs"]).unwrap();
    let export = task(&["export"]).unwrap();
    home.file("tasks.json", std::str::from_utf8(&export.stdout).unwrap());
    home.ok(&["import", "tasks.json"]);
    let show = home.json(&["show", "roadmap/tasks"]);
    let skills = show["stages"][0]["skills"].as_array().unwrap();
    assert_eq!((&show["stages"][0]["title"], skills.len()), (&"Hills".into(), 2));
    assert_eq!(home.json(&["show", "zorbing"])["title"], "Zorbing");
}
