//! "Did you mean": the one place that guesses what somebody meant to type.

use strsim::damerau_levenshtein;

/// Longer texts are not a mistyped word.
const LONGEST: usize = 128;

/// How well a candidate fits, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The same but for case and separators.
    Same,
    /// It starts with what was typed.
    Start,
    /// A later word of it starts with what was typed.
    WordStart,
    /// So many characters were mistyped.
    Mistyped(usize),
}

/// The candidate that `typed` most likely stands for.
pub fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    ranked(typed, candidates, 1).into_iter().next()
}

/// Up to `limit` candidates that `typed` may stand for, the best first; of equals
/// the shorter one, then the earlier one.
pub fn ranked<'c>(
    typed: &str,
    candidates: impl IntoIterator<Item = &'c str>,
    limit: usize,
) -> Vec<&'c str> {
    if typed.len() > LONGEST {
        return Vec::new();
    }
    let typed = words(typed);
    let fits = candidates.into_iter().filter_map(|candidate| {
        let fit = fit(&typed, candidate)?;
        Some(((fit, candidate.len()), candidate))
    });
    let mut fits: Vec<_> = fits.collect();
    fits.sort_by_key(|(rank, _)| *rank);
    fits.dedup_by_key(|(_, candidate)| *candidate);
    fits.into_iter().take(limit).map(|(_, candidate)| candidate).collect()
}

/// Lower case, with one space between words.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_' | '/'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn fit(typed: &str, candidate: &str) -> Option<Fit> {
    if candidate.len() > LONGEST {
        return None;
    }
    let candidate = words(candidate);
    if candidate == typed {
        return Some(Fit::Same);
    }
    let length = typed.chars().count();
    // One or two letters are the start of too much.
    if length >= 3 {
        if candidate.starts_with(typed) {
            return Some(Fit::Start);
        }
        if candidate.split(' ').skip(1).any(|word| word.starts_with(typed)) {
            return Some(Fit::WordStart);
        }
    }
    let limit = mistakes(length);
    if candidate.chars().count().abs_diff(length) > limit {
        return None;
    }
    let distance = damerau_levenshtein(typed, &candidate);
    (distance <= limit).then_some(Fit::Mistyped(distance))
}

/// The one threshold: how many characters of a text of this length may be wrong.
fn mistakes(length: usize) -> usize {
    match length {
        0..=1 => 0,
        2..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_nearest(typed: &str, candidates: &[&str], want: Option<&str>) {
        assert_eq!(nearest(typed, candidates.iter().copied()), want, "{typed}");
    }

    #[test]
    fn mistyped_words_are_found() {
        assert_nearest("titel", &["summary", "title", "level"], Some("title"));
        assert_nearest("Title", &["title"], Some("title"));
        assert_nearest("leads-to", &["leads_to"], Some("leads_to"));
        assert_nearest("pyhton", &["php", "python"], Some("python"));
        assert_nearest("databse", &["wp-database", "databases"], Some("databases"));
        assert_nearest("begginer", &["beginner"], Some("beginner"));
        assert_nearest("paied", &["free", "paid"], Some("paid"));
    }

    #[test]
    fn the_start_of_a_word_comes_before_a_mistyped_one() {
        assert_nearest("html", &["htmx", "html-and-css"], Some("html-and-css"));
        assert_nearest("css", &["html-and-css", "cs"], Some("html-and-css"));
    }

    #[test]
    fn nothing_is_better_than_something_unrelated() {
        assert_nearest("bash", &["hbase"], None);
        assert_nearest("nope", &["nodejs", "notes"], None);
        assert_nearest("databse", &["wp-database"], None);
        assert_nearest("a", &["b", "ab"], None);
        assert_nearest(&"a".repeat(129), &["a"], None);
    }

    #[test]
    fn the_best_come_first_and_once() {
        let candidates = ["my-sql", "sql-joins", "sql", "sqlite", "sql"];
        assert_eq!(ranked("sql", candidates, 9), ["sql", "sqlite", "sql-joins", "my-sql"]);
        assert_eq!(ranked("sql", candidates, 2), ["sql", "sqlite"]);
    }
}
