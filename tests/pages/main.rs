//! Exported pages and pictures, opened in Chromium, librsvg and a validator.
//! `browser.mjs` has the checks for Chromium.

#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use common::{Home, Ran, missing};
use sha2::{Digest as _, Sha256};

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/export/html");

/// A home with months of progress, as in the picture in the README.
fn learner() -> Home {
    let home = Home::new();
    let script = fs::read_to_string(format!("{HERE}/learner.sh")).unwrap();
    let ran = Ran::of(&home.shell(&script).output().unwrap());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    home
}

/// A home with a roadmap in which every text tries to run code.
fn hostile() -> Home {
    let home = Home::new();
    home.roadmap("odd", include_str!("hostile.yaml"));
    home.ok(&["use", "odd"]);
    let note = "<img src=x onerror=alert(1)> \u{202e}]]> {{ 7*7 }}";
    let evidence = "https://example.org/'onclick='alert(1)";
    home.ok(&["check", "first", "--note", note, "--evidence", evidence]);
    home
}

/// Where npm installed the tools.
fn tools() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools")
}

/// Returns the program, if it is installed.
fn tool(name: &str) -> Option<String> {
    let found = Command::new("sh").args(["-c", &format!("command -v {name}")]).output().unwrap();
    let path = String::from_utf8(found.stdout).unwrap().trim().to_owned();
    is_there(name, !path.is_empty()).then_some(path)
}

fn module(name: &str) -> bool {
    is_there(name, tools().join("node_modules").join(name).is_dir())
}

/// Returns `found`, and reports a tool that is missing.
fn is_there(name: &str, found: bool) -> bool {
    if !found {
        missing(name);
    }
    found
}

/// Runs these checks on the files in the home and expects them to pass.
#[track_caller]
fn holds(home: &Home, checks: &[&str]) {
    let (Some(node), Some(chromium)) = (tool("node"), tool("chromium")) else { return };
    if !module("puppeteer-core") || !module("axe-core") {
        return;
    }
    let ran = Command::new(node)
        .arg(format!("{HERE}/browser.mjs"))
        .arg(tools())
        .arg(home.path())
        .arg(chromium)
        .args(checks)
        .output()
        .unwrap();
    let ran = Ran::of(&ran);
    let want: String = checks.iter().map(|check| format!("{check}: holds\n")).collect();
    // Keep the screenshots for people to look at.
    let shots = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&shots).unwrap();
    for entry in fs::read_dir(home.path()).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|ending| ["png", "pdf", "html"].iter().any(|e| ending == *e))
        {
            fs::copy(&path, shots.join(path.file_name().unwrap())).unwrap();
        }
    }
    assert_eq!((ran.stdout, ran.stderr, ran.status), (want, String::new(), 0));
}

#[test]
fn the_page_works_in_a_browser() {
    let home = learner();
    home.ok(&["export", "html", "--notes", "-o", "backend.html"]);
    home.ok(&["export", "html", "--roadmap", "tech-lead", "-o", "small.html"]);
    home.ok(&["export", "portfolio", "-o", "portfolio.html"]);
    holds(
        &home,
        &[
            "fits: backend.html",
            "fits: small.html",
            "fits: portfolio.html",
            "axe: backend.html",
            "axe: portfolio.html",
            "without script: backend.html",
            "filters: backend.html",
            "keyboard: backend.html",
            "print: backend.html",
        ],
    );
}

#[test]
fn hostile_text_does_not_run() {
    let home = hostile();
    home.ok(&["export", "html", "--notes", "-o", "odd.html"]);
    home.ok(&["export", "portfolio", "--notes", "-o", "portfolio.html"]);
    home.ok(&["export", "svg", "-o", "odd.svg"]);
    holds(
        &home,
        &["harmless: odd.html", "harmless: portfolio.html", "fits: odd.html", "harmless: odd.svg"],
    );
}

#[test]
fn chromium_and_librsvg_draw_the_same_picture() {
    if tool("rsvg-convert").is_none() {
        return;
    }
    let home = learner();
    home.ok(&["export", "svg", "-o", "backend.svg"]);
    home.ok(&["export", "badge", "-o", "badge.svg"]);
    holds(&home, &["same picture: backend.svg", "same picture: badge.svg"]);
}

#[test]
fn a_validator_finds_nothing() {
    let Some(node) = tool("node") else { return };
    if !module("html-validate") {
        return;
    }
    let home = learner();
    home.ok(&["export", "html", "--notes", "-o", "backend.html"]);
    home.ok(&["export", "html", "--roadmap", "devops", "--roadmap", "frontend", "-o", "two.html"]);
    home.ok(&["export", "portfolio", "-o", "portfolio.html"]);
    let config = format!("{HERE}/html-validate.json");
    let ran = Command::new(node)
        .arg(tools().join("node_modules/html-validate/bin/html-validate.mjs"))
        .args(["--config", &config, "backend.html", "two.html", "portfolio.html"])
        .current_dir(home.path())
        .output()
        .unwrap();
    assert_eq!(Ran::of(&ran), Ran { stdout: String::new(), stderr: String::new(), status: 0 });
}

#[test]
fn the_page_of_backend_is_below_400_kilobytes() {
    let size = learner().ok(&["export", "html", "--notes"]).len();
    assert!(size < 400_000, "{size} bytes");
}

#[test]
fn pages_forbid_requests_and_foreign_styles_and_scripts() {
    for name in ["page.css", "page.js"] {
        let text = fs::read(format!("{PAGES}/{name}")).unwrap();
        let hash = BASE64_STANDARD.encode(Sha256::digest(&text)) + "\n";
        let path = format!("{PAGES}/{name}.sha256");
        if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
            fs::write(&path, &hash).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            hash,
            "{name}: SNAPSHOTS=overwrite writes the checksum"
        );
    }
}

#[test]
fn the_readme_shows_the_picture() {
    let home = learner();
    home.roadmap("first-api", include_str!("first-api.yaml"));
    let picture = home.ok(&["export", "svg", "--roadmap", "first-api"]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/picture.svg");
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        fs::write(&path, &picture).unwrap();
    }
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
    assert!(readme.unwrap().contains("(docs/picture.svg)"), "the README shows it");
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        picture,
        "SNAPSHOTS=overwrite writes the picture"
    );
}

#[test]
fn a_badge_has_the_usual_size() {
    let badge = learner().ok(&["export", "badge"]);
    let start = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"94\" height=\"20\" ";
    assert_eq!(&badge[..start.len()], start);
}
