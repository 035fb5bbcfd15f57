//! One table for each rule of counting.

use super::*;
use crate::query::fixtures::{at, evaluation, ids, sketch, statuses};

#[track_caller]
fn assert_units(text: &str, cases: &[(&str, (u32, u32))]) {
    for (progress, (done, required)) in cases {
        let roadmap = sketch(text);
        let units = Evaluation::from_statuses(&roadmap, &statuses(&roadmap, progress)).total();
        assert_eq!(units, Units { done: *done, required: *required }, "{text} with '{progress}'");
    }
}

/// Asserts which skills are out of scope.
#[track_caller]
fn assert_out(text: &str, cases: &[(&str, &str)]) {
    for (progress, want) in cases {
        let out = evaluation(text, progress, |evaluation| {
            let skills = evaluation.roadmap().skills().map(|(ix, ..)| ix);
            ids(evaluation.roadmap(), skills.filter(|ix| !evaluation.in_scope(*ix)))
        });
        assert_eq!(out, *want, "{text} with '{progress}'");
    }
}

/// Asserts which skills are ready, including optional ones.
#[track_caller]
fn assert_ready(text: &str, cases: &[(&str, &str)]) {
    for (progress, want) in cases {
        let ready = evaluation(text, progress, |evaluation| {
            let skills = evaluation.roadmap().skills().map(|(ix, ..)| ix);
            ids(evaluation.roadmap(), skills.filter(|ix| evaluation.is_ready(*ix)))
        });
        assert_eq!(ready, *want, "{text} with '{progress}'");
    }
}

/// Asserts which options of a choice can still be chosen.
#[track_caller]
fn assert_next_options(text: &str, progress: &str, choice: &str, want: &str) {
    let options = evaluation(text, progress, |evaluation| {
        let options = evaluation.options(at(evaluation.roadmap(), choice));
        ids(evaluation.roadmap(), options.into_iter().map(|(option, _)| option))
    });
    assert_eq!(options, want, "{choice} of {text} with '{progress}'");
}

#[test]
fn a_required_skill_is_one_unit() {
    assert_units("a", &[("", (0, 1)), ("a~", (0, 1)), ("a+", (1, 1))]);
    assert_units("a b | c", &[("", (0, 3)), ("a+ c+", (2, 3))]);
}

#[test]
fn an_optional_or_skipped_skill_is_no_unit() {
    assert_units("a", &[("a-", (0, 0))]);
    assert_units("a? b", &[("", (0, 1)), ("a+", (0, 1)), ("a~ b+", (1, 1)), ("b-", (0, 0))]);
    assert_units("g?[a b]", &[("", (0, 0)), ("a+", (0, 0))]);
}

#[test]
fn a_group_without_choose_has_the_units_of_its_entries() {
    assert_units("g[a b? h[c d]]", &[("", (0, 3)), ("a+ b+ c+", (2, 3)), ("h-", (0, 1))]);
    assert_units("g[a c=1[b d]]", &[("", (0, 2)), ("b+", (1, 2)), ("g+", (2, 2))]);
}

#[test]
fn a_choice_has_n_units_but_at_most_as_many_as_options_count() {
    let one = "c=1[a b]";
    assert_units(one, &[("", (0, 1)), ("a-", (0, 1)), ("a- b-", (0, 0))]);
    let two = "c=2[a b d]";
    assert_units(two, &[("", (0, 2)), ("a-", (0, 2)), ("a- b-", (0, 1)), ("c-", (0, 0))]);
}

#[test]
fn each_done_option_that_counts_is_a_done_unit_up_to_n() {
    let two = "c=2[a b d]";
    assert_units(two, &[("a+", (1, 2)), ("a+ b+", (2, 2)), ("c+", (2, 2)), ("a- b- d+", (1, 1))]);
}

#[test]
fn an_option_counts_while_something_required_in_it_is_not_skipped() {
    let text = "c=2[g[a b x?] d]";
    assert_units(
        text,
        &[("a-", (0, 2)), ("a- b-", (0, 1)), ("a- b- x+", (0, 1)), ("a- b- x~ d+", (1, 1))],
    );
    assert_units("c=2[g[h=1[a b]] d]", &[("a-", (0, 2)), ("h-", (0, 1))]);
}

#[test]
fn an_option_that_is_a_group_is_done_when_all_its_units_are() {
    let text = "c=1[g[a b x?] d]";
    assert_units(text, &[("a+", (0, 1)), ("a+ x+", (0, 1)), ("a+ b+", (1, 1)), ("a+ b-", (1, 1))]);
    assert_units("c=1[g[h=1[a b] e] d]", &[("a+", (0, 1)), ("a+ e+", (1, 1))]);
}

#[test]
fn an_option_that_is_a_group_is_begun_when_any_skill_in_it_is_learning_or_done() {
    let begun = |progress: &str| {
        evaluation("c=1[g[a h=1[b d] x?] e]", progress, |evaluation| {
            evaluation.is_begun(at(evaluation.roadmap(), "g"))
        })
    };
    for (progress, want) in [
        ("", false),
        ("a-", false),
        ("a~", true),
        ("a+", true),
        ("b~", true),
        ("x~", true),
        ("a- h- x~", false),
    ] {
        assert_eq!(begun(progress), want, "{progress}");
    }
}

#[test]
fn once_n_options_are_learning_or_done_the_others_are_out_of_scope() {
    assert_out(
        "c=1[a b d]",
        &[("", ""), ("a~", "b d"), ("b~", "a d"), ("a-", "a"), ("a~ b~", "d"), ("b- a~", "b d")],
    );
    assert_out("c=2[a b d]", &[("a~", ""), ("a~ b+", "d"), ("a~ b~ d~", "")]);
    assert_out("c=1[g[a b] h[d e=1[f i]]]", &[("a~", "d f i"), ("f+", "a b i"), ("d+", "a b")]);
}

#[test]
fn once_n_options_are_done_every_option_that_is_not_is_out_of_scope() {
    assert_out("c=1[a b d]", &[("a+ b~", "b d"), ("a+ b+", "d")]);
    assert_out("c=1[g[a b] d]", &[("a+", "d"), ("a+ d+", "a b"), ("a+ b- d~", "d")]);
    assert_out("c=2[a b d]", &[("a+ b~ d~", ""), ("a+ b+ d~", "d")]);
}

#[test]
fn nothing_is_out_of_scope_while_fewer_than_n_options_count() {
    assert_out("c=2[a b g[d x?]]", &[("a- b+ d-", "a d x"), ("a- b+", "a")]);
}

#[test]
fn an_option_that_does_not_count_takes_no_place() {
    // Everything required in g is skipped; only x is being learned.
    assert_out("c=1[g[a x?] b]", &[("a- x~", "a x"), ("a- x+ b~", "a x")]);
}

#[test]
fn an_option_that_needs_something_out_of_scope_is_out_of_scope_too() {
    let text = "lang=1[php python] web=1[laravel<php django<python flask]";
    assert_out(
        text,
        &[
            ("", ""),
            ("python~", "php laravel"),
            ("php+", "python django"),
            ("laravel~", "django flask"),
        ],
    );
    // Also by what is required inside it, but not by what can be left out of it.
    assert_out("l=1[p q] w=1[g[a b<p] d]", &[("q~", "p a b")]);
    assert_out("l=1[p q] w=1[g[a b?<p] d]", &[("q~", "p")]);
    assert_out("l=1[p q] w=1[g[a h=1[b<p e]] d]", &[("q~", "p b")]);
    assert_out("l=1[p q] w=1[g[a h<p=1[b e]] d]", &[("q~", "p a b e")]);
    // And by something inside an entry that is out of scope.
    assert_out("l=1[g[p r] q] w=1[a<r b]", &[("q~", "p r a")]);
}

#[test]
fn a_skipped_option_is_out_of_scope_for_what_needs_it() {
    let text = "lang=1[go php python] web=1[gin<go laravel<php django<python flask<python]";
    assert_out(
        text,
        &[("go-", "go gin"), ("go- php-", "go php gin laravel"), ("lang-", "go php python")],
    );
    assert_next_options(text, "go- php+", "web", "laravel");
    // Also for what needs something inside a skipped group.
    assert_out(
        "l=1[g[p r? h=1[s t]] q] w=1[a<s b]",
        &[("g-", "p r s t a"), ("p- s-", "s a"), ("p- h-", "p r s t a")],
    );
    // Unless no other option is left: then its dependents are not ruled out.
    assert_out("l=1[p q] w=1[a<p b<p]", &[("p-", "p")]);
    assert_ready("l=1[p q] w=1[a<p b<p]", &[("p-", "q a b")]);
    assert_ready("l=1[p q] a<p", &[("p-", "q a")]);
}

#[test]
fn needs_of_skipped_parts_of_an_option_do_not_matter() {
    let text = "l=1[p q] w=1[g[a<p b] d]";
    assert_out(text, &[("q~", "p a b"), ("q~ a-", "p"), ("q~ b-", "p a b")]);
}

#[test]
fn optional_skills_of_an_option_that_does_not_count_are_not_ready() {
    assert_ready("c=1[g[a x?] b]", &[("", "a x b"), ("a-", "b"), ("a- x~", "b")]);
}

#[test]
fn options_to_choose_are_the_units_not_done_or_begun() {
    for (progress, want) in [
        ("", 2),
        ("a~", 1),
        ("a+", 1),
        ("a- b-", 1),
        ("a- b~", 1),
        ("a- b- d~", 0),
        ("a~ b~", 0),
        ("c-", 0),
    ] {
        let to_choose = evaluation("c=2[a b d]", progress, |evaluation| {
            evaluation.to_choose(at(evaluation.roadmap(), "c"))
        });
        assert_eq!(to_choose, want, "{progress}");
    }
}

#[test]
fn being_out_of_scope_spreads_from_choice_to_choice() {
    let text = "l=1[p q] w=1[a<p b] z=1[d<a e] y=1[f<d g]";
    assert_out(text, &[("q~", "p a d f"), ("p~", "q"), ("q~ b+", "p a d f")]);
    // Also backwards, and within one choice.
    assert_out("z=1[d<a e] w=1[a<p b] l=1[p q]", &[("q~", "d a p")]);
    assert_out("w=1[a<p b<a d] l=1[p q]", &[("q~", "a b p")]);
}

#[test]
fn options_stay_in_scope_if_too_few_would_remain() {
    let text = "lang=1[php python] web=1[laravel<php symfony<php]";
    assert_out(text, &[("python~", "php"), ("php~", "python")]);
    assert_out("l=1[p q] w=2[a<p b d]", &[("q~", "p a")]);
    assert_out("l=1[p q] w=2[a<p b<p d]", &[("q~", "p")]);
    assert_out("l=1[p q] w=2[a<p b]", &[("q~", "p")]);
    // Skipped options are not required, so they do not count as remaining.
    assert_out("l=1[p q] w=1[a<p b]", &[("q~ b-", "p b")]);
    assert_out("l=1[p q] w=2[a<p b d]", &[("q~ d-", "p d")]);
    // An option that stayed because too few were left stays for good.
    assert_out("w=1[a<p,r b<p] l=1[p q] m=1[r<p s]", &[("q~", "p r")]);
}

#[test]
fn an_option_that_is_begun_or_needs_what_is_done_stays() {
    assert_out("l=1[p q] w=1[a<p b]", &[("q~ a~", "p b"), ("q~ a+", "p b")]);
    assert_out("l=1[p q] w=2[a<p b d]", &[("q~ a~", "p")]);
    assert_out("l=1[g[p r] q] w=1[a<r b d<p]", &[("q+ r+", "p r d")]);
}

#[test]
fn outside_of_options_a_need_that_is_out_of_scope_is_met() {
    assert_ready("l=1[p q] a<p", &[("", "p q"), ("q~", "a"), ("p~", ""), ("p+", "a")]);
    assert_ready("l=1[g[p r] q] a<r b<g", &[("q~", "a b"), ("p~", "r"), ("p+ r~", "")]);
    // A choice that needs it still has to be made.
    assert_ready("l=1[p q] w<p=1[a b]", &[("q~", "a b")]);
}

#[test]
fn percent_is_rounded_down() {
    for (done, required, want) in
        [(0, 0, 100), (0, 1, 0), (1, 3, 33), (2, 3, 66), (199, 200, 99), (200, 200, 100)]
    {
        assert_eq!(Units { done, required }.percent(), want, "{done} of {required}");
    }
    assert_eq!(Units { done: u32::MAX, required: u32::MAX }.percent(), 100);
}

#[test]
fn nothing_required_is_100_percent() {
    for (text, progress) in [("a?", ""), ("a b", "a- b-"), ("c=2[a b]", "c-"), ("a b?", "a+")] {
        assert_eq!(
            evaluation(text, progress, |evaluation| evaluation.total().percent()),
            100,
            "{text}"
        );
    }
}

#[test]
fn the_current_stage_is_the_first_with_an_open_required_skill_in_scope() {
    let roadmap = sketch("a b? | c=1[d e] | f");
    for (progress, want) in [
        ("", Some(0)),
        ("a~", Some(0)),
        ("a+", Some(1)),
        ("a+ d+", Some(2)),
        ("f+ a-", Some(1)),
        ("a- d+ e~ f+", None),
    ] {
        let evaluation = Evaluation::from_statuses(&roadmap, &statuses(&roadmap, progress));
        assert_eq!(evaluation.current_stage(), want, "{progress}");
    }
}

#[test]
fn a_todo_skill_is_ready_when_every_need_is_met() {
    assert_ready("a b<a", &[("", "a"), ("a~", ""), ("a+", "b"), ("a-", "b"), ("b~", "a")]);
    assert_ready("b<a,d a d", &[("a+", "d"), ("a+ d-", "b")]);
    assert_ready("a<unheard-of", &[("", "a")]);
}

#[test]
fn a_done_or_skipped_need_is_met_even_if_its_own_needs_are_not() {
    assert_ready("a b<a d<b", &[("b+", "a d"), ("b-", "a d")]);
}

#[test]
fn a_skill_waits_for_the_needs_of_every_group_around_it() {
    assert_ready("a g<a[b h[d]] e", &[("", "a e"), ("a+", "b d e")]);
    assert_ready("a z g<a[h<z[d e<d]]", &[("a+", "z"), ("a+ z+", "d")]);
}

#[test]
fn a_need_on_a_group_waits_for_everything_required_in_it() {
    assert_ready("g[a b x?] d<g", &[("", "a b x"), ("a+", "b x"), ("a+ b-", "x d")]);
    assert_ready("c=1[a b] d<c", &[("", "a b"), ("a~", ""), ("a+", "d"), ("a- b-", "d")]);
    assert_ready(
        "c=2[a b e] d<c",
        &[("a+", "b e"), ("a+ b~", ""), ("a+ b+", "d"), ("a+ b- e-", "d")],
    );
}

#[test]
fn an_optional_need_blocks_only_what_is_optional() {
    assert_ready("o? a<o b?<o", &[("", "o a"), ("o+", "a b")]);
    assert_ready("g?[o p] a<o,g b?<p", &[("", "o p a"), ("p+", "o a b")]);
    assert_ready("a g?[d<e e]", &[("", "a e")]);
    // An optional need of a group blocks only the optional entries in it.
    assert_ready("o? g<o[a b?]", &[("", "o a"), ("o+", "a b")]);
}

#[test]
fn unmet_names_own_needs_and_those_of_the_groups_around() {
    for (progress, want) in [("", "a b"), ("a+", "b"), ("b-", "a"), ("a+ b+", "")] {
        let unmet = evaluation("a b o? g<b,a[h[d<a,o,elsewhere]]", progress, |evaluation| {
            ids(evaluation.roadmap(), evaluation.unmet(at(evaluation.roadmap(), "d")))
        });
        assert_eq!(unmet, want, "{progress}");
    }
}

#[test]
fn with_evaluates_as_if_skills_had_another_status() {
    let roadmap = sketch("l=1[p q] a<p b");
    let evaluation = Evaluation::from_statuses(&roadmap, &statuses(&roadmap, "b+"));
    let after = evaluation.with(&[at(&roadmap, "q")], Status::Done);
    assert!(after.is_ready(at(&roadmap, "a")));
    assert_eq!(after.total(), Units { done: 2, required: 3 });
    assert_eq!(evaluation.total(), Units { done: 1, required: 3 });
}
