use std::fs;

use crate::common::Home;
use crate::web;

#[test]
fn shows_where_files_are_and_which_are_used() {
    let home = web();
    home.roadmap("devops", crate::WEB);
    let out = home.ok(&["doctor"]);
    let yours = home.roadmaps();
    assert!(out.contains(&format!("your folder (default): {}\n", yours.display())), "{out}");
    assert!(
        out.contains(&format!(
            "devops: {}, replaces built-in\n",
            yours.join("devops.yaml").display()
        )),
        "{out}"
    );
    assert!(
        out.contains(&format!("your journal (default): {}\n", home.journal().display())),
        "{out}"
    );
}

#[test]
fn reports_oddities_in_the_journal_without_changing_it() {
    let home = web();
    let line = |id: &str, at: &str, skill: &str| {
        format!(
            "{{\"v\":1,\"id\":\"{id}\",\"at\":\"{at}\",\"event\":\"done\",\"on\":\"2026-11-01\",\"skills\":[\"{skill}\"]}}\n"
        )
    };
    let one = "01a1f85d-b0a8-7411-9a18-000000000001";
    let two = "01a1f85d-b0a8-7411-9a18-000000000002";
    let mut text = fs::read_to_string(home.journal()).unwrap();
    text.push_str("<<<<<<< HEAD\n");
    text.push_str(&line(one, "2026-11-01T10:00:00Z", "html"));
    text.push_str(&line(one, "2026-11-01T11:00:00Z", "js"));
    text.push_str(&line(two, "2099-01-01T00:00:00Z", "no-such-skill"));
    fs::write(home.journal(), &text).unwrap();
    fs::copy(home.journal(), home.journal().with_file_name("progress.sync-conflict.jsonl"))
        .unwrap();
    let ran = home.run(&["next"]);
    assert_eq!(
        ran.stderr,
        "warning: 2 lines skipped, first at progress.jsonl:2; see roadmap doctor\n"
    );
    let out = home.ok(&["doctor"]);
    for said in [
        "progress.jsonl:2 skipped: a conflict marker",
        "also read: ",
        "different lines with the same id 01a1f85d-b0a8-7411-9a18-000000000001",
        "dated 2099-01-01T00:00:00Z, more than a day in the future",
        "progress for ids that no roadmap has, kept: no-such-skill",
    ] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    assert_eq!(fs::read_to_string(home.journal()).unwrap(), text);
}

#[cfg(unix)]
#[test]
fn reports_what_is_not_read() {
    let home = web();
    let beside = |name: &str| home.journal().with_file_name(name);
    std::os::unix::fs::symlink(beside("progress-loop.jsonl"), beside("progress-loop.jsonl"))
        .unwrap();
    // Sparse: it takes no space.
    let long = fs::File::create(beside("progress-long.jsonl")).unwrap();
    long.set_len(65 << 20).unwrap();
    let want = [
        "progress-long.jsonl is longer than 64 MiB: the rest is not read",
        "progress-loop.jsonl is skipped: the link cannot be followed",
    ];
    assert_eq!(home.run(&["next"]).stderr, want.map(|text| format!("warning: {text}\n")).concat());
    assert_eq!(home.json(&["doctor"])["journal"]["warnings"], serde_json::json!(want));
    let out = home.ok(&["doctor", "--plain"]);
    let notes: Vec<&str> =
        out.lines().filter(|line| want.iter().any(|text| line.ends_with(text))).collect();
    assert_eq!(notes, want.map(|text| format!("  note: {text}")));
}

#[test]
fn lists_at_most_20_unknown_ids() {
    let home = web();
    let quoted = |prefix: &str, count| {
        let ids: Vec<_> = (0..count).map(|n| format!("\"{prefix}-{n:05}\"")).collect();
        ids.join(",")
    };
    let line = |n: u8, fields: &str| {
        format!(
            "{{\"v\":1,\"id\":\"01a1f85d-b0a8-7411-9a18-00000000000{n}\",\
             \"at\":\"2026-11-01T10:00:00Z\",\"on\":\"2026-11-01\",{fields}}}\n"
        )
    };
    let skills = format!("\"event\":\"done\",\"skills\":[{}]", quoted("no-such", 21));
    let roadmaps = format!("\"event\":\"use\",\"roadmaps\":[{}]", quoted("gone", 1020));
    fs::write(home.journal(), line(1, &skills) + &line(2, &roadmaps)).unwrap();
    let first = |prefix: &str| {
        let ids: Vec<_> = (0..20).map(|n| format!("{prefix}-{n:05}")).collect();
        ids.join(", ")
    };
    let out = home.ok(&["doctor", "--plain"]);
    let notes: Vec<&str> = out.lines().filter(|line| line.contains("-00000, ")).collect();
    let want = [
        format!(
            "  note: progress for ids that no roadmap has, kept: {} and 1 more",
            first("no-such")
        ),
        format!(
            "  note: in use, but not found: {} and 1000 more; to stop following: roadmap use --drop {}",
            first("gone"),
            first("gone").replace(',', "")
        ),
    ];
    assert_eq!(notes, want);
}

#[test]
fn shows_the_line_for_gitattributes() {
    let home = web();
    let folder = home.journal().parent().unwrap().to_owned();
    fs::create_dir(folder.join(".git")).unwrap();
    assert!(home.ok(&["doctor"]).contains("*.jsonl merge=union\n"));
    fs::write(folder.join(".gitattributes"), "*.jsonl merge=union\n").unwrap();
    assert!(home.ok(&["doctor"]).contains("git merges it without conflicts"));
}

#[test]
fn an_unreadable_journal_fails_but_the_rest_is_shown() {
    let home = Home::new();
    fs::create_dir_all(home.journal()).unwrap();
    let ran = home.run(&["doctor"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stdout.contains("backend: built-in\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("note: "), "{}", ran.stdout);
}
