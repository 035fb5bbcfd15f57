//! The roadmap that each format becomes.

use career_roadmap::import::{Kind, Known, Options, import};

use crate::{id, imported, known, load, notes, stages, try_import};

#[test]
fn headings_are_stages_and_groups_and_list_items_are_skills() {
    let text = "# My plan\n\nWhat I want.\n\n## Basics\n\nWhere it starts.\n\n- Frobnication\n\
                ## Tools\n### Storage\n- Zorbing\n  - Deep zorbing\n- Wibbling\n";
    let imported = imported(text);
    assert_eq!(imported.title, "My plan");
    assert_eq!(
        imported.yaml,
        "\
# Imported from a file, Markdown.
# It is yours now: add hours and needs, and check it with roadmap lint.
format: 1
title: My plan
summary: What I want.
stages:
  - id: basics
    title: Basics
    summary: Where it starts.
    skills:
      - id: frobnication
        title: Frobnication

  - id: tools
    title: Tools
    skills:
      - id: storage
        title: Storage
        skills:
          - id: zorbing
            title: Zorbing
            skills:
              - id: deep-zorbing
                title: Deep zorbing
          - id: wibbling
            title: Wibbling
"
    );
    assert_eq!(notes(&imported), Vec::<String>::new());
}

#[test]
fn links_ticks_and_bold_titles() {
    let text = "- [x] **Frobnication**: how to frob, with care\n  - [A course](https://example.org/a)\n  \
                - **Done when:** a frob of your own\n\
                - [ ] [Zorbing](https://example.org/z) - rolling downhill\n\
                - Wibbling ([docs](https://example.org/d), [book](https://example.org/b))\n";
    let imported = imported(text);
    assert_eq!(imported.report.ticked, [career_roadmap::catalog::Id::new("frobnication").unwrap()]);
    assert_eq!(
        stages(text),
        "  \
  # Made by the import: give it a title, or split it.
  - id: skills
    title: Skills
    skills:
      - id: frobnication
        title: Frobnication
        summary: how to frob, with care
        done_when: a frob of your own
        resources:
          - title: A course
            url: https://example.org/a
      - id: zorbing
        title: Zorbing
        summary: rolling downhill
        resources:
          - https://example.org/z
      - id: wibbling
        title: Wibbling
        resources:
          - title: docs
            url: https://example.org/d
          - title: book
            url: https://example.org/b
"
    );
}

#[test]
fn tables_of_courses_give_hours_and_needs() {
    let text = "\
# Contents

- [Curriculum](#curriculum)

# Curriculum

## Intro

### First programs

Start here.

Courses | Duration | Effort | Prerequisites | Discussion
:-- | :--: | :--: | :--: | :--:
[Small Programs](https://example.org/p) ([alt](https://example.org/alt)) | 10 weeks | 10 hours/week | none | [chat](https://example.org/chat)
[Coding: Simple Things](https://example.org/c1) | 7 weeks | 8-10 hours/week | high school maths | [chat](https://example.org/chat)
[Divide, Conquer, and Sort](https://example.org/d)* | 2 months | 3 hours/week | Coding - Simple Things and Small Programs | -

## Core

### Safety

Courses | Duration | Effort | Prerequisites
:-- | :--: | :--: | :--:
[Graphs](course/graphs.md) | - | - | Divide, Conquer, and Sort ([hint](https://example.org/h)), First Programs

Choose **one** of the following:

Courses | Duration | Effort | Prerequisites
:-- | :--: | :--: | :--:
[Holes in Wood](https://example.org/h1) | 4 weeks | 5 hours/week | -
[Holes in Stone](https://example.org/h2) | 4 weeks | 5 hours/week | -
";
    let imported = imported(text);
    assert_eq!(
        stages(text),
        "  \
  - id: intro
    title: Intro
    skills:
      - id: first-programs
        title: First programs
        summary: Start here.
        skills:
          - id: small-programs
            title: Small Programs
            hours: 100
            resources:
              - https://example.org/p
              - title: alt
                url: https://example.org/alt
          # Prerequisites: high school maths
          - id: coding-simple-things
            title: \"Coding: Simple Things\"
            hours: 56-70
            resources:
              - https://example.org/c1
          - id: divide-conquer-and-sort
            title: Divide, Conquer, and Sort
            hours: 26
            needs: [coding-simple-things, small-programs]
            resources:
              - https://example.org/d

  - id: core
    title: Core
    skills:
      - id: safety
        title: Safety
        skills:
          # Prerequisites: Divide, Conquer, and Sort (hint), First Programs
          - id: graphs
            title: Graphs
            needs: [divide-conquer-and-sort, first-programs]
          # A guess: how many of these are enough?
          - id: choose-one-of-the-following
            title: Choose one of the following
            choose: 1
            skills:
              - id: holes-in-wood
                title: Holes in Wood
                hours: 20
                resources:
                  - https://example.org/h1
              - id: holes-in-stone
                title: Holes in Stone
                hours: 20
                resources:
                  - https://example.org/h2
"
    );
    assert_eq!(
        notes(&imported),
        [
            "1 section without entries",
            "1 line of a table of contents",
            "2 cells in unsupported columns",
            "1 unsupported column",
            "1 link that is not a web address",
            "1 link in running text",
            "2 prerequisites that no title matches",
            "5 estimates calculated from weeks and hours a week",
        ]
    );
}

#[test]
fn csv_columns_may_be_in_any_order() {
    let text = "Stage;Topic;Prerequisites;Hours;Link;Done;Colour\n\
                Data;Zorbing;;25-40;https://example.org/z;x;red\n\
                Web;Wibbling;Zorbing, Frobs;8 h;ftp://x;;\n\
                Data;Views;;lots;;;\n;;;;;;\n;;Zorbing;;;;\n";
    let imported = imported(text);
    assert_eq!(
        stages(text),
        "  \
  - id: data
    title: Data
    skills:
      - id: zorbing
        title: Zorbing
        hours: 25-40
        resources:
          - https://example.org/z
      - id: views
        title: Views

  - id: web
    title: Web
    skills:
      # Prerequisites: Zorbing, Frobs
      - id: wibbling
        title: Wibbling
        hours: 8
        needs: [zorbing]
"
    );
    assert_eq!(
        notes(&imported),
        [
            "1 entry without a title",
            "1 cell in an unsupported column",
            "1 unsupported column",
            "1 link that is not a web address",
            "1 duration that cannot be read as hours",
            "1 prerequisite that no title matches",
        ]
    );
}

#[test]
fn csv_can_have_ids_and_every_other_column() {
    let text = "id,title,stage,group,level,kind,hours,needs,url,optional,summary,done when\n\
                zorb,Zorbing,Data,Deep,beginner,practice,1.5,,https://example.org,yes,\"What, why\",Seen\n\
                zorb,Frobs,Data,Deep,,odd,,zorb,,no,,\n";
    assert_eq!(
        stages(text),
        "  \
  - id: data
    title: Data
    level: beginner
    skills:
      - id: deep
        title: Deep
        skills:
          - id: zorb
            title: Zorbing
            summary: What, why
            kind: practice
            hours: 1.5
            optional: true
            done_when: Seen
            resources:
              - https://example.org
          - id: frobs
            title: Frobs
            needs: [zorb]
"
    );
    let notes = notes(&imported(text));
    assert_eq!(notes, ["1 value that cannot be read", "1 invalid or duplicate id, changed"]);
}

/// Tasks in the format of `task export`, version 2.6.
const TASKS: &str = r#"[
{"id":1,"description":"Learn zorbing","entry":"20261121T163515Z","modified":"20261121T163515Z","project":"data.deep","status":"pending","uuid":"u-1","annotations":[{"entry":"20261121T163515Z","description":"https:\/\/example.org\/z read first"}],"tags":["db"],"urgency":2.6},
{"id":2,"description":"Views","entry":"20261121T163515Z","project":"data","status":"waiting","uuid":"u-2","depends":["u-1","u-3"],"urgency":1.8},
{"id":0,"description":"Frobs","end":"20261121T163515Z","status":"completed","uuid":"u-3","depends":"u-1,u-9","urgency":7},
{"id":0,"description":"Gone","status":"deleted","uuid":"u-4"},
{"id":4,"description":"Weekly","status":"recurring","recur":"weekly","uuid":"u-5"},
{"id":5,"description":"Weekly","status":"pending","parent":"u-5","uuid":"u-6"},
17
]"#;

const OF_TASKS: &str = "  \
  - id: data
    title: Data
    skills:
      - id: deep
        title: Deep
        skills:
          - id: learn-zorbing
            title: Learn zorbing
            summary: read first
            resources:
              - https://example.org/z
      - id: views
        title: Views
        needs: [learn-zorbing, frobs]

  # Made by the import: give it a title, or split it.
  - id: frobs-stage
    title: Frobs
    skills:
      - id: frobs
        title: Frobs
        needs: [learn-zorbing]
";

#[test]
fn taskwarrior_tasks_have_projects_and_dependencies() {
    let imported = imported(TASKS);
    assert_eq!(imported.report.kind, Kind::Taskwarrior);
    assert_eq!(stages(TASKS), OF_TASKS);
    assert_eq!(imported.report.ticked, [career_roadmap::catalog::Id::new("frobs").unwrap()]);
    assert_eq!(
        notes(&imported),
        [
            "1 prerequisite that no title matches",
            "1 deleted task",
            "2 recurring tasks",
            "1 value that is not a task",
            "1 unsupported field",
            "1 entry outside all stages, moved into one",
        ]
    );
}

#[test]
fn tasks_may_be_one_per_line() {
    let lines = TASKS.trim_matches(['[', ']', '\n']).replace("},\n", "}\n");
    assert_eq!(stages(&lines), OF_TASKS);
}

fn node(id: &str, kind: &str, label: &str, place: (u32, u32), more: &str) -> String {
    let (x, y) = place;
    format!(
        r#"{{"id":"{id}","type":"{kind}","position":{{"x":{x},"y":{y}}},"width":200,"height":49,
        "data":{{"label":"{label}"{more}}},"selected":true,"zIndex":999}}"#
    )
}

fn edge(source: &str, target: &str) -> String {
    format!(r#"{{"source":"{source}","target":"{target}","data":{{"edgeStyle":"solid"}}}}"#)
}

fn graph() -> String {
    let alternative = r#","legend":{"id":"l","color":"green","label":"Alternative Option"}"#;
    let nodes = [
        node("i", "vertical", "vertical node", (0, 0), ""),
        node("t", "title", "Zorbing", (500, 100), ""),
        node("p", "paragraph", "Find the other version of this page", (900, 100), ""),
        node("a", "topic", "Learn the hills", (500, 300), ""),
        node("a2", "subtopic", "Steep hills", (200, 360), ""),
        node("a1", "subtopic", "Flat hills", (200, 300), ""),
        node("b", "topic", "Friction", (500, 500), ""),
        node("c", "topic", "Pick a ball", (500, 700), ""),
        node("c1", "subtopic", "Rubber ball", (800, 700), ""),
        node("c2", "subtopic", "Glass ball", (800, 760), alternative),
        node("x", "button", "Visit the shop", (100, 900), ""),
    ];
    let edges = [
        edge("t", "a"),
        edge("a", "a1"),
        edge("a", "b"),
        edge("b", "c"),
        edge("c", "c1"),
        edge("c", "zz"),
    ];
    format!(r#"{{"nodes":[{}],"edges":[{}]}}"#, nodes.join(","), edges.join(","))
}

#[test]
fn graph_topics_are_stages_and_subtopics_are_skills() {
    let text = graph();
    let imported = imported(&text);
    assert_eq!(imported.title, "Zorbing");
    assert_eq!(
        imported.yaml,
        "\
# Imported from a file, a graph of roadmap.sh.
# The content of roadmap.sh is for private use only: do not pass this file on.
# It is yours now: add hours and needs, and check it with roadmap lint.
format: 1
title: Zorbing
stages:
  - id: learn-the-hills
    title: Learn the hills
    skills:
      - id: flat-hills
        title: Flat hills
      - id: steep-hills
        title: Steep hills

  - id: friction-stage
    title: Friction
    skills:
      - id: friction
        title: Friction

  - id: pick-a-ball
    title: Pick a ball
    skills:
      # A guess: one of these is enough, as the title says so.
      - id: pick-a-ball-options
        title: \"Pick a ball: options\"
        choose: 1
        skills:
          - id: rubber-ball
            title: Rubber ball
          - id: glass-ball
            title: Glass ball
"
    );
    assert_eq!(
        notes(&imported),
        [
            "2 parts of the drawing without a topic",
            "1 edge to a missing node",
            "1 choice that was guessed",
        ]
    );
}

#[test]
fn content_files_give_summaries_and_links() {
    let page = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let content = [
        page(
            "friction@b.md",
            "# Friction\n\nWhat slows you down.\n\n- one\n- two\n\nVisit the \
              following resources to learn more:\n\n- [@official@The book](https://example.org/b)\n\
              - [@video@A film](https://example.org/f)\n- [@odd@More](https://example.org/m)\n",
        ),
        page("nobody@nowhere.md", "# Nobody\n"),
    ];
    let (id, known) = (id("mine"), known());
    let imported = import(
        &graph(),
        &Options {
            id: &id,
            source: "a file",
            title: Some("Rolling"),
            kind: None,
            content: &content,
            known: &known,
            share: true,
        },
    )
    .unwrap();
    assert_eq!(imported.title, "Rolling");
    let roadmap = load(&imported);
    let friction = roadmap.entry(roadmap.with_id("friction").unwrap());
    assert_eq!(friction.summary.as_deref(), Some("What slows you down."));
    let links: Vec<_> = friction
        .skill()
        .unwrap()
        .resources
        .iter()
        .map(|link| {
            (link.label().to_owned(), link.kind.map(career_roadmap::catalog::ResourceKind::as_str))
        })
        .collect();
    assert_eq!(
        links,
        [
            ("The book".to_owned(), Some("docs")),
            ("A film".to_owned(), Some("video")),
            ("More".to_owned(), None)
        ]
    );
    let notes = notes(&imported);
    assert!(notes.contains(&"1 content file without a topic".to_owned()), "{notes:?}");
    assert!(notes.contains(&"6 topics without a content file".to_owned()), "{notes:?}");
}

#[test]
fn titles_known_to_the_catalog_get_its_ids() {
    let text = "## Basics\n- git\n- SQL\n  - [Mine](https://example.org/sql)\n- Git\n";
    let yaml = "  \
  - id: basics
    title: Basics
    skills:
      - git
      - id: sql
        title: SQL
        resources:
          - title: Mine
            url: https://example.org/sql
      - id: basics-git
        title: Git
";
    let first = imported(text);
    assert_eq!(stages(text), yaml);
    let known_ids: Vec<_> = first.report.known.iter().map(|known| known.id.as_str()).collect();
    assert_eq!(known_ids, ["git", "sql"]);

    let (id, known) = (id("mine"), known());
    let options = Options {
        id: &id,
        source: "a file",
        title: None,
        kind: None,
        content: &[],
        known: &known,
        share: false,
    };
    let own = import(text, &options).unwrap();
    assert_eq!(own.report.known, []);
    let roadmap = load(&own);
    let ids: Vec<String> = roadmap.entries().map(|(_, entry)| entry.id.to_string()).collect();
    assert_eq!(ids, ["mine-git", "mine-sql", "basics-git"]);
}

#[test]
fn import_errors_give_the_reason() {
    let none = Known::default();
    let error = |text: &str, kind| try_import(text, kind, &none).unwrap_err().to_string();
    assert_eq!(error("", None), "there is nothing to import");
    assert_eq!(error("just a sentence\n", None), "there is nothing to import");
    assert_eq!(error("title: T\nstages: []\n", None), "this is already a roadmap file");
    assert_eq!(
        error(r#"{"mockup":{"controls":{}}}"#, None),
        "this is a drawing, with no edges between its topics"
    );
    assert_eq!(
        error("nodes", Some(Kind::Graph)),
        "this is not a graph of roadmap.sh: expected ident at line 1 column 2"
    );
    assert_eq!(
        error("[1, 2", None),
        "this is not a Taskwarrior export: EOF while parsing a list at line 1 column 5"
    );
    assert_eq!(error(r#"{"nodes":[]}"#, None), "there is nothing to import");
    assert_eq!(error(&"- a\n".repeat(200_001), None), "this has more than 200000 lines");
}
