//! Completion of paths by the shells themselves: file names are quoted as each shell does,
//! and `~`, variables and quotes stay as typed.

use super::common::Home;
use super::small_home;
use super::tab::{can_drive, completes, open};

/// A home with files whose names need quotes.
fn home_with_files() -> Home {
    let home = small_home();
    for name in ["my road.yaml", r"back\slash.yaml", "pay$me.yaml", "it's.yaml"] {
        home.file(&format!("files/{name}"), "");
    }
    home.file("folder one/inner.yaml", "");
    home.file("folder.yaml", "");
    let journal = home.path().join("my journal.jsonl");
    let journal = journal.to_str().unwrap();
    home.ok(&["use", "mine", "--progress", journal]);
    home.ok(&["check", "alpha", "--progress", journal]);
    home
}

#[test]
fn bash() {
    if can_drive("bash") {
        let home = home_with_files();
        let table = [
            ("roadmap lint fil", "roadmap lint files/"),
            ("roadmap lint ~/fil", "roadmap lint ~/files/"),
            ("roadmap lint $HOME/fil", "roadmap lint $HOME/files/"),
            ("roadmap lint \"$HOME/fil", "roadmap lint \"$HOME/files/"),
            ("roadmap lint files/my", r"roadmap lint files/my\ road.yaml"),
            (r"roadmap lint files/my\ r", r"roadmap lint files/my\ road.yaml"),
            ("roadmap lint \"files/my", "roadmap lint \"files/my road.yaml\""),
            ("roadmap lint 'files/pay", "roadmap lint 'files/pay$me.yaml'"),
            ("roadmap lint files/ba", r"roadmap lint files/back\\slash.yaml"),
            ("roadmap lint files/it", r"roadmap lint files/it\'s.yaml"),
            ("roadmap --progress=~/folder.", "roadmap --progress=~/folder.yaml"),
            ("roadmap --roadmaps=~/fol", r"roadmap --roadmaps=~/folder\ one/"),
            ("roadmap --roadmaps fol", r"roadmap --roadmaps folder\ one/"),
            ("roadmap check \"al", "roadmap check \"alpha\""),
            (
                "roadmap uncheck --progress \"my journal.jsonl\" al",
                "roadmap uncheck --progress \"my journal.jsonl\" alpha",
            ),
            (
                r"roadmap uncheck --progress ~/my\ journal.jsonl al",
                r"roadmap uncheck --progress ~/my\ journal.jsonl alpha",
            ),
        ];
        completes(&open(&home, "bash"), "bash", &table);
    }
}

#[test]
fn zsh() {
    if can_drive("zsh") {
        let home = home_with_files();
        let table = [
            ("roadmap lint fil", "roadmap lint files/"),
            ("roadmap lint ~/fil", "roadmap lint ~/files/"),
            ("roadmap lint $HOME/fil", "roadmap lint $HOME/files/"),
            ("roadmap lint files/my", r"roadmap lint files/my\ road.yaml"),
            (r"roadmap lint files/my\ r", r"roadmap lint files/my\ road.yaml"),
            ("roadmap lint \"files/my", "roadmap lint \"files/my road.yaml\""),
            ("roadmap lint 'files/pay", "roadmap lint 'files/pay$me.yaml'"),
            ("roadmap lint files/ba", r"roadmap lint files/back\\slash.yaml"),
            ("roadmap lint files/it", r"roadmap lint files/it\'s.yaml"),
            ("roadmap --progress=~/folder.", "roadmap --progress=~/folder.yaml"),
            ("roadmap --roadmaps=~/fol", r"roadmap --roadmaps=~/folder\ one/"),
            ("roadmap --roadmaps=$HOME/fol", r"roadmap --roadmaps=$HOME/folder\ one/"),
            ("roadmap --roadmaps \"fol", "roadmap --roadmaps \"folder one/"),
            ("roadmap check \"al", "roadmap check \"alpha\""),
            (
                "roadmap uncheck --progress \"my journal.jsonl\" al",
                "roadmap uncheck --progress \"my journal.jsonl\" alpha",
            ),
            (
                r"roadmap uncheck --progress ~/my\ journal.jsonl al",
                r"roadmap uncheck --progress ~/my\ journal.jsonl alpha",
            ),
        ];
        completes(&open(&home, "zsh"), "zsh", &table);
    }
}

#[test]
fn fish() {
    if can_drive("fish") {
        let home = home_with_files();
        let table = [
            ("roadmap lint fil", "roadmap lint files/"),
            ("roadmap lint ~/fil", "roadmap lint ~/files/"),
            ("roadmap lint $HOME/fil", "roadmap lint $HOME/files/"),
            ("roadmap lint \"$HOME/fil", "roadmap lint \"$HOME/files/"),
            ("roadmap lint files/my", r"roadmap lint files/my\ road.yaml"),
            (r"roadmap lint files/my\ r", r"roadmap lint files/my\ road.yaml"),
            ("roadmap lint \"files/my", "roadmap lint \"files/my road.yaml\""),
            ("roadmap lint 'files/pay", "roadmap lint 'files/pay$me.yaml'"),
            ("roadmap lint files/ba", r"roadmap lint files/back\\slash.yaml"),
            ("roadmap lint files/it", r"roadmap lint files/it\'s.yaml"),
            ("roadmap --progress=~/folder.", "roadmap --progress=~/folder.yaml"),
            ("roadmap --roadmaps=~/fil", "roadmap --roadmaps=~/files/"),
            ("roadmap --roadmaps \"folder ", "roadmap --roadmaps \"folder one/"),
            ("roadmap check \"al", "roadmap check \"alpha\""),
            (
                "roadmap uncheck --progress \"my journal.jsonl\" al",
                "roadmap uncheck --progress \"my journal.jsonl\" alpha",
            ),
            (
                r"roadmap uncheck --progress ~/my\ journal.jsonl al",
                r"roadmap uncheck --progress ~/my\ journal.jsonl alpha",
            ),
        ];
        completes(&open(&home, "fish"), "fish", &table);
    }
}

#[test]
fn elvish() {
    if can_drive("elvish") {
        let home = home_with_files();
        let path = home.path().display();
        // Elvish expands `~` and variables in the argument that it completes.
        let from_home = format!("roadmap lint {path}/files/");
        let table = [
            ("roadmap lint fil", "roadmap lint files/"),
            ("roadmap lint ~/fil", &from_home),
            ("roadmap lint $E:HOME/fil", &from_home),
            ("roadmap lint files/my", "roadmap lint 'files/my road.yaml'"),
            ("roadmap lint \"files/my", "roadmap lint \"files/my road.yaml\""),
            ("roadmap lint 'files/pay", "roadmap lint 'files/pay$me.yaml'"),
            ("roadmap lint files/it", "roadmap lint 'files/it''s.yaml'"),
            ("roadmap --progress=folder.", "roadmap '--progress=folder.yaml'"),
            ("roadmap --roadmaps=fol", "roadmap '--roadmaps=folder one/'"),
            ("roadmap --roadmaps fol", "roadmap --roadmaps 'folder one/'"),
            ("roadmap check \"al", "roadmap check \"alpha\""),
            (
                "roadmap uncheck --progress 'my journal.jsonl' al",
                "roadmap uncheck --progress 'my journal.jsonl' alpha",
            ),
        ];
        completes(&open(&home, "elvish"), "elvish", &table);
    }
}
