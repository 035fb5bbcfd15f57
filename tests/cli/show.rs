use crate::web;

#[test]
fn shows_everything_about_a_skill() {
    let home = web();
    home.ok(&["note", "html", "forms", "again"]);
    home.ok(&["check", "html", "html/1", "--evidence", "https://example.org/page"]);
    assert_eq!(
        home.ok(&["show", "html"]),
        "HTML and more (html)\n\
         done since 20 Nov\n\
         In: Web basics, First steps\n\
         Hours: 8 to 12 hours\n\
         Needed by: CSS and A language\n\
         Also called: hypertext\n\
         Resource 1, html/1: Learn HTML (course, free), done\n  \
         https://web.dev/learn/html\n\
         Resource 2, html/2: https://developer.mozilla.org/en-US/docs/Web/HTML\n\
         Notes: 20 Nov: forms again\n\
         Evidence:\n  \
         https://example.org/page\n"
    );
}

#[test]
fn shows_a_group_a_stage_and_a_roadmap() {
    let home = web();
    home.ok(&["start", "js"]);
    assert_eq!(
        home.ok(&["show", "language"]),
        "A language (language)\n\
         choose 1 of 2, 0 of 1 done, in Web basics, A first language\n  \
         option: JavaScript (js): learning, 60 to 100 hours\n  \
         option: Ruby (ruby): todo, 40 hours, not needed\n"
    );
    assert_eq!(
        home.ok(&["show", "start"]),
        "Stage First steps (start): beginner, 0 of 1 done\n\
         In: Web basics\n  \
         HTML and more (html): todo, 8 to 12 hours\n  \
         CSS (css): todo, 15 hours, optional\n"
    );
    let whole = home.ok(&["show"]);
    assert!(
        whole.starts_with(
            "Web basics (web)\n0 of 5 done, 0%\nThe first steps on the web.\nStage 1. First steps"
        ),
        "{whole}"
    );
    assert!(whole.ends_with("Leads to: backend: The other side.\n"), "{whole}");
}

#[cfg(unix)]
#[test]
fn a_long_answer_goes_through_a_pager() {
    use crate::terminal::on_terminal;

    let home = web();
    let run = |args: &[&str], pager: &str| {
        std::fs::remove_file(home.path().join("paged")).ok();
        let mut command = home.command(args);
        let ran = on_terminal(80, command.env("ROADMAP_PAGER", pager));
        let paged = std::fs::read_to_string(home.path().join("paged")).unwrap_or_default();
        (ran.stdout, paged, ran.status)
    };
    let whole = run(&["show", "roadmap/backend"], "cat").0;
    let to_file = "tee paged >/dev/null; exit 0";
    assert_eq!(run(&["show", "roadmap/backend"], to_file), (String::new(), whole.clone(), 0));
    let without = [
        (&["show", "roadmap/backend", "--no-pager"][..], to_file),
        (&["show", "roadmap/backend"], ""),
        (&["show", "roadmap/backend"], "no-such-program"),
    ];
    for (args, pager) in without {
        assert_eq!(run(args, pager), (whole.clone(), String::new(), 0), "{args:?} {pager}");
    }
    // Short answers and pipes do not use it.
    assert_eq!(run(&["show", "html"], to_file).1, "");
    let mut command = home.command(&["show", "roadmap/backend"]);
    let piped = command.env("ROADMAP_PAGER", to_file).output().unwrap();
    assert!(!piped.stdout.is_empty() && !home.path().join("paged").exists());
}
