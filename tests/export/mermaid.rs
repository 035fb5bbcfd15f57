//! `mermaid`, read by Mermaid's parser.

use serde_json::{Value, json};

use crate::common::Home;
use crate::tools::{node, read};
use crate::{hostile, web};

fn parsed(home: &Home, roadmap: &str) -> Option<Value> {
    let text = home.ok(&["export", "mermaid", "--roadmap", roadmap]);
    let json = read(node("mermaid.mjs")?, &text);
    Some(serde_json::from_str(&json).unwrap())
}

#[test]
fn stages_and_groups_are_boxes_and_needs_are_arrows() {
    let Some(chart) = parsed(&web(), "web") else { return };
    let want = json!({
        "boxes": [
            ["skill_pages", "✓ Pages", "done"],
            ["skill_looks", "▸ Looks", "learning"],
            ["skill_own_server", "A server of your own", ""],
            ["skill_rented_space", "Rented space", ""],
            ["skill_statistics", "Statistics (optional)", "aside"],
            ["group_host", "group_host", ""],
        ],
        "groups": [
            ["stage_start", "First steps", ["skill_pages", "skill_looks"]],
            ["group_host", "A host (choose 1)", ["skill_own_server", "skill_rented_space"]],
            ["stage_online", "Online", ["group_host", "skill_statistics"]],
        ],
        "arrows": [["skill_pages", "skill_looks"], ["skill_looks", "group_host"]],
    });
    let sorted = |list: &Value| {
        let mut list: Vec<String> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|part| match part.as_array() {
                Some(_) | None => part.to_string(),
            })
            .collect();
        list.sort();
        list
    };
    assert_eq!(chart["boxes"], want["boxes"]);
    assert_eq!(chart["arrows"], want["arrows"]);
    let titles = |chart: &Value| {
        let groups = chart["groups"].as_array().unwrap();
        let group = |group: &Value| (group[0].clone(), group[1].clone(), sorted(&group[2]));
        let mut groups: Vec<_> = groups.iter().map(group).collect();
        groups.sort_by_key(|group| group.0.to_string());
        groups
    };
    assert_eq!(titles(&chart), titles(&want));
}

#[test]
fn titles_are_not_parsed_as_syntax() {
    let Some(chart) = parsed(&hostile(), "odd") else { return };
    assert_eq!(
        chart["boxes"],
        json!([
            ["skill_first", "✓ -2 \"quoted\"; <i>é日本🚀</i> #1 end", "done"],
            ["skill_end", "@SUM(A1)", ""],
        ])
    );
    let title = "=1+1 [x](javascript:alert(1)) ]]> --> +proj @ctx";
    assert_eq!(chart["groups"][0][1], title);
}

/// GitHub draws up to 500 arrows and 50,000 characters.
#[test]
fn the_built_in_roadmaps_can_be_drawn() {
    let home = Home::new();
    for roadmap in home.json(&["list"])["roadmaps"].as_array().unwrap() {
        let id = roadmap["id"].as_str().unwrap();
        let size = home.ok(&["export", "mermaid", "--roadmap", id]).chars().count();
        assert!(size < 50_000, "{id}: {size} characters");
        let Some(chart) = parsed(&home, id) else { return };
        let arrows = chart["arrows"].as_array().unwrap().len();
        assert!(arrows < 500, "{id}: {arrows} arrows");
    }
}
