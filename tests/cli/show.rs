use crate::web;

#[test]
fn a_skill_whole() {
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
fn a_group_a_stage_and_a_roadmap() {
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
