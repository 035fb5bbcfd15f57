//! Runs the recipes of docs/shell.md in the real programs.

use std::cell::Cell;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::common::{Home, Ran};
use super::terminal::Terminal;
use super::{has, set_up, sh, sh_ok, small_home};

/// Titles that a shell, a prompt or a status line might expand.
const HOSTILE: [&str; 11] = [
    "$(touch pwned)",
    "`touch pwned`",
    "%F{red}%n%(?.y.n)",
    r"\u \w \n \e[31m",
    "#{pid} #S",
    "#(touch pwned)",
    "#[fg=red]#x C#",
    "${HOME}$HOME",
    "!! %H:%M %s %d",
    "'\"; touch pwned; \"'",
    "$(touch pwned)`%%\\\\",
];

/// The first code block below a heading.
#[track_caller]
fn recipe(heading: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/shell.md");
    let text = fs::read_to_string(path).unwrap();
    let below = text.split_once(&format!("\n### {heading}\n")).expect("the heading").1;
    let (_, block) = below.split_once("\n```").expect("a block");
    let (_, code) = block.split_once('\n').unwrap();
    code.split_once("\n```").unwrap().0.to_owned() + "\n"
}

/// Sets the title of the next step.
fn set_title(home: &Home, title: &str) {
    let title = serde_json::to_string(title).unwrap();
    home.roadmap(
        "mine",
        &format!(
            "title: M\nstages: [{{ id: a, title: A, skills: [{{ id: b, title: {title} }}] }}]\n"
        ),
    );
}

/// Shows every hostile title in the prompt of a shell, with the recipe under the heading
/// `shell` as its startup file.
#[track_caller]
fn prompt(shell: &str, file: &str) {
    if has("tmux") && has(shell) {
        prompt_of(&small_home(), shell, shell, file);
    }
}

#[track_caller]
fn prompt_of(home: &Home, shell: &str, heading: &str, file: &str) {
    home.file(file, &recipe(heading));
    set_title(home, "Harmless");
    let terminal = Terminal::run(home, shell);
    terminal.wait_for(" (mine 0% ▸ Harmless) ");
    for title in HOSTILE {
        set_title(home, title);
        terminal.press("Enter");
        terminal.wait_for(&format!(" (mine 0% ▸ {title}) "));
    }
    // Without a step, there are no brackets.
    fs::write(home.roadmaps().join("mine.yaml"), "title: [").unwrap();
    terminal.press("C-l");
    terminal.press("Enter");
    let last = |screen: &str| screen.trim_end().lines().last().unwrap_or_default().to_owned();
    terminal.wait(|screen| !last(screen).contains("mine"), "the segment stays");
    assert!(!terminal.screen().contains("()"), "{}", terminal.screen());
    assert!(!home.path().join("pwned").exists(), "a title was expanded");
}

#[test]
fn the_prompt_of_bash() {
    prompt("bash", ".bashrc");
}

#[test]
fn the_prompt_of_zsh() {
    prompt("zsh", ".zshrc");
}

#[test]
fn the_prompt_of_fish() {
    prompt("fish", ".config/fish/config.fish");
}

#[test]
fn the_prompt_of_elvish() {
    prompt("elvish", ".config/elvish/rc.elv");
}

#[test]
fn the_prompt_of_nushell() {
    if !has("tmux") || !has("nu") {
        return;
    }
    let home = small_home();
    sh_ok(&home, "sh", &recipe("PowerShell and nushell, commands and options only"));
    fs::rename(home.path().join("roadmap.nu"), home.file(".config/nushell/roadmap.nu", ""))
        .unwrap();
    prompt_of(&home, "nu", "nushell", ".config/nushell/config.nu");
}

#[test]
fn nushell_completes_commands_and_options() {
    if !has("tmux") || !has("nu") {
        return;
    }
    let home = small_home();
    home.file(".config/nushell/roadmap.nu", &home.ok(&["completions", "nushell"]));
    home.file(".config/nushell/config.nu", &recipe("nushell"));
    let terminal = Terminal::run(&home, "nu");
    for (typed, wanted) in
        [("roadmap unch", "> roadmap uncheck"), ("roadmap next --expl", "> roadmap next --explain")]
    {
        terminal.wait_for("> ");
        terminal.write(typed);
        terminal.wait_for(typed);
        terminal.press("Tab");
        terminal.wait_for(wanted);
        terminal.press("C-u");
    }
}

/// Starship takes long to build, so this runs its `command` by `shell` with `-c`. Starship
/// trims the output, and hides the module if it is empty.
#[test]
fn the_command_of_starship() {
    let recipe = recipe("starship");
    let value = |key: &str| {
        let line = recipe.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
        line.unwrap_or_else(|| panic!("no {key} in {recipe}")).trim_matches(['"', '[', ']'])
    };
    assert_eq!((value("when"), value("format")), ("true", "$output]($style) "));
    let home = small_home();
    for title in ["Harmless"].iter().chain(&HOSTILE) {
        set_title(&home, title);
        let shown = sh_ok(&home, value("shell"), value("command"));
        assert_eq!(shown, format!("mine 0% ▸ {title}\n"));
    }
    fs::write(home.roadmaps().join("mine.yaml"), "title: [").unwrap();
    let ran = sh(&home, value("shell"), value("command"));
    assert_eq!((ran.stdout.trim(), ran.stderr.as_str(), ran.status), ("", "", 0));
    assert!(!home.path().join("pwned").exists(), "a title was expanded");
}

#[test]
fn the_status_line_of_tmux() {
    if !has("tmux") {
        return;
    }
    let home = small_home();
    home.file("inner.conf", &recipe("tmux"));
    set_title(&home, "Harmless");
    let terminal = Terminal::run(&home, "TMUX= tmux -u -f inner.conf -S inner new-session 'cat'");
    for title in ["Harmless"].iter().chain(&HOSTILE) {
        set_title(&home, title);
        let wanted = format!("mine 0% ▸ {title} ");
        // A refresh restarts a running command, so do not refresh too often.
        let refreshed = Cell::new(None::<Instant>);
        terminal.wait(
            |screen| {
                if refreshed.get().is_none_or(|at| at.elapsed() > Duration::from_secs(2)) {
                    inner_tmux(&home, &["refresh-client", "-S"]);
                    refreshed.set(Some(Instant::now()));
                }
                screen.lines().any(|line| format!("{line} ").contains(&wanted))
            },
            &format!("no {wanted:?} in the status line"),
        );
    }
    inner_tmux(&home, &["kill-server"]);
    assert!(!home.path().join("pwned").exists(), "a title was expanded");
}

fn inner_tmux(home: &Home, args: &[&str]) {
    let mut command = Command::new("tmux");
    set_up(home, command.args(["-S", "inner"]).args(args));
    command.output().unwrap();
}

#[test]
fn the_greetings() {
    let home = small_home();
    // Login scripts of the system may change PATH.
    let program = Path::new(env!("CARGO_BIN_EXE_roadmap"));
    let path = format!("PATH='{}':$PATH\n", program.parent().unwrap().display());
    home.file(".bash_profile", &(path.clone() + &recipe("bash and zsh")));
    home.file(".zprofile", &(path + &recipe("bash and zsh")));
    home.file(".zshrc", "");
    home.file(".config/fish/config.fish", &recipe("fish, as a greeting"));
    for (shell, login) in [("bash", "bash -l"), ("zsh", "zsh -l"), ("fish", "fish -l")] {
        if has("tmux") && has(shell) {
            let terminal = Terminal::run(&home, login);
            for title in ["The first: thing", "A beam", "A choice"] {
                terminal.wait_for(title);
            }
        }
    }
    assert!(!home.path().join("pwned").exists());
}

#[test]
fn scripts_get_no_greeting() {
    let home = small_home();
    home.file(".bash_profile", &recipe("bash and zsh"));
    let mut command = Command::new("bash");
    set_up(&home, command.args(["-l", "-c", "echo on"]));
    assert_eq!(Ran::of(&command.output().unwrap()).stdout, "on\n");
}

const GIT: &str = "git config --global user.name Me; git config --global user.email me@example.org
git config --global init.defaultBranch main\n";

#[test]
fn the_journal_kept_with_stow() {
    if !has("git") || !has("stow") {
        return;
    }
    let home = small_home();
    home.ok(&["check", "alpha"]);
    let set_up = "mkdir dotfiles; git init -q dotfiles\n";
    sh_ok(
        &home,
        "bash",
        &format!("set -e\n{GIT}{set_up}({}) >/dev/null", recipe("One journal, kept with stow")),
    );
    home.ok(&["check", "beam"]);
    assert!(home.journal().is_symlink());
    // The copy on another machine changes too.
    sh_ok(
        &home,
        "bash",
        r"set -e
        git -C dotfiles commit -qam beam
        git clone -q dotfiles other && cd other && git reset -q --hard HEAD~1
        roadmap check beta --progress roadmap/.local/share/roadmap/progress.jsonl >/dev/null
        git commit -qam beta
        cd ../dotfiles && git pull -q --no-rebase --no-edit ../other main
        git status --porcelain",
    );
    let done = home.json(&["progress", "mine"])["roadmaps"][0]["done"].clone();
    assert_eq!(done, 3, "{}", fs::read_to_string(home.journal()).unwrap());
}

#[test]
fn a_file_for_each_machine() {
    if !has("git") {
        return;
    }
    let home = small_home();
    home.ok(&["check", "alpha"]);
    let set_up = "mkdir dotfiles; git init -q dotfiles\n";
    sh_ok(
        &home,
        "bash",
        &format!("set -e\n{GIT}{set_up}({}) >/dev/null", recipe("One file for each machine")),
    );
    home.ok(&["check", "beam"]);
    let journals = home.path().join("dotfiles/roadmap-journal");
    let other = journals.join("progress-other.jsonl");
    sh_ok(
        &home,
        "bash",
        &format!("roadmap check beta --progress '{}' >/dev/null", other.display()),
    );
    assert_eq!(home.json(&["progress", "mine"])["roadmaps"][0]["done"], 3);
    let status = sh_ok(&home, "bash", "cd dotfiles && git status --porcelain | cut -c1-3 | sort");
    assert_eq!(status, " M \n?? \n", "one changed file and one new file");
}
