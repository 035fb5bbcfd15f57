//! "Did you mean": finds what somebody probably meant to type.

use std::collections::BTreeSet;

/// A candidate.
#[derive(Debug)]
pub struct Likely<'a> {
    pub id: &'a str,
    /// Aliases and the title.
    pub names: Vec<&'a str>,
    /// More text to search for words.
    pub about: Option<&'a str>,
    /// Whether it comes before others that fit as well.
    pub nearby: bool,
}

/// Suggest at most this many.
const MOST: usize = 3;

/// Longer texts are not a mistyped name.
const LONGEST: usize = 128;

/// How well a candidate matches; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    tier: Tier,
    mistakes: usize,
    is_far: bool,
    /// Words of the name that were not typed.
    more: usize,
    /// The place in the name of the first word that was typed.
    at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// The same words.
    Same,
    /// Each word that was typed is a word of the name.
    Words,
    /// Each word that was typed begins a word of the name.
    WordStarts,
    /// Each is a word of the name, with typos.
    Mistyped,
    /// Each is a word of the text about it.
    About,
}

/// The candidate that was most likely meant by `typed`.
pub fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let likely = |id| Likely { id, names: Vec::new(), about: None, nearby: true };
    let likely: Vec<_> = candidates.into_iter().map(likely).collect();
    suggest(typed, &likely).into_iter().next()
}

/// The ids of candidates similar to `text`, likeliest first; at most three, and none
/// that is only remotely similar. Of equals, the first wins.
pub fn suggest<'c>(text: &str, candidates: &[Likely<'c>]) -> Vec<&'c str> {
    let typed = if text.len() > LONGEST { Vec::new() } else { words(text) };
    if typed.is_empty() {
        return Vec::new();
    }
    let mut seen = BTreeSet::new();
    let mut ranked: Vec<(Rank, &str)> = Vec::new();
    for candidate in candidates {
        if seen.insert(candidate.id)
            && let Some(rank) = rank(&typed, candidate)
        {
            ranked.push((rank, candidate.id));
        }
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    // Of mistyped names, suggest only the nearest.
    let best = ranked.first().map(|(rank, _)| Rank { at: 0, ..*rank });
    let is_near =
        |rank: &Rank| rank.tier != Tier::Mistyped || best == Some(Rank { at: 0, ..*rank });
    let near = ranked.iter().filter(|(rank, _)| is_near(rank));
    near.take(MOST).map(|(_, id)| *id).collect()
}

fn rank(typed: &[String], candidate: &Likely<'_>) -> Option<Rank> {
    let names = std::iter::once(candidate.id).chain(candidate.names.iter().copied());
    let by_name = names.filter_map(|name| rank_name(typed, words(name))).min();
    let rank = by_name.or_else(|| {
        let about = words(candidate.about?);
        let mut telling = typed.iter().filter(|word| !EMPTY.contains(&word.as_str())).peekable();
        let all =
            telling.peek().is_some() && telling.all(|word| word.len() > 2 && about.contains(word));
        all.then_some(Rank::of(Tier::About))
    })?;
    Some(Rank { is_far: !candidate.nearby, ..rank })
}

impl Rank {
    fn of(tier: Tier) -> Self {
        Self { tier, mistakes: 0, is_far: false, more: 0, at: 0 }
    }
}

/// Words that say nothing about a name.
const EMPTY: [&str; 5] = ["a", "an", "the", "of", "and"];

fn rank_name(typed: &[String], mut name: Vec<String>) -> Option<Rank> {
    if *typed == name {
        return Some(Rank::of(Tier::Same));
    }
    let says_something = |word: &String| !EMPTY.contains(&word.as_str());
    let typed: Vec<&String> = typed.iter().filter(|word| says_something(word)).collect();
    name.retain(says_something);
    // A single letter is only a name, never a part of one.
    if typed.iter().all(|word| word.chars().count() < 2) {
        return None;
    }
    // One or two letters are the start of too many words.
    let begins = |word: &str, other: &str| {
        let singular = word.strip_suffix('s').filter(|word| word.len() > 3).unwrap_or(word);
        word.chars().count() > 2 && other.starts_with(singular)
    };
    let more = name.len().saturating_sub(typed.len());
    let places = |fits: &dyn Fn(&str, &str) -> bool| {
        let place = |word: &&String| name.iter().position(|other| fits(word, other));
        typed.iter().map(place).collect::<Option<Vec<usize>>>()
    };
    let is_or_begins = |word: &str, other: &str| word == other || begins(word, other);
    for (tier, found) in [
        (Tier::Words, places(&|word, other| word == other)),
        (Tier::WordStarts, places(&is_or_begins)),
    ] {
        if let Some(found) = found {
            return Some(Rank { more, at: *found.iter().min()?, ..Rank::of(tier) });
        }
    }
    let (mut mistakes, mut at) = (0, usize::MAX);
    for word in typed {
        let mistyped =
            name.iter().zip(0..).filter_map(|(other, at)| Some((typos(word, other)?, at)));
        let (least, place) = mistyped.min()?;
        mistakes += least;
        at = at.min(place);
    }
    // A typo in the middle of a name is too vague a match.
    (at == 0).then_some(Rank { mistakes, more, at, ..Rank::of(Tier::Mistyped) })
}

/// How many typos turn `other` into `word`; `None` if these are too many for its
/// length. In a short word, a different letter is too many.
fn typos(word: &str, other: &str) -> Option<usize> {
    // A quick check: with lengths this different they cannot be near enough.
    if word.len().abs_diff(other.len()) > 12 {
        return None;
    }
    let distance = strsim::osa_distance(word, other);
    let sorted = |word: &str| {
        let mut chars: Vec<char> = word.chars().collect();
        chars.sort_unstable();
        chars
    };
    let length = word.chars().count();
    let is_near = match length {
        0..=2 => distance == 0,
        3..=4 => {
            distance <= 1 && (other.chars().count() != length || sorted(word) == sorted(other))
        }
        5 => distance <= 1,
        6..=9 => distance <= 2,
        _ => distance <= 3,
    };
    is_near.then_some(distance)
}

/// The words of a name or text, in lower case. `c#` and `c++` are words.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '#' && c != '+');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_suggests(text: &str, ids: &[&str]) {
        let known = [
            ("html-and-css", "HTML and CSS", "Pages in the browser."),
            ("hbase", "HBase", "A wide-column store."),
            ("nodejs", "Node.js", "JavaScript on the server."),
            ("wp-database", "The WordPress database", "Tables and queries."),
            ("database-migrations", "Database migrations", "Change a schema."),
            ("python", "Python", "A language."),
            ("command-line", "Command line", "Work in a shell such as Bash."),
            ("c-sharp", "C# and .NET", "A language."),
            ("network-basics", "Network basics", "Packets."),
            ("unit-testing", "Unit testing", "Checks."),
        ];
        let known: Vec<_> = known
            .iter()
            .map(|(id, title, about)| Likely {
                id,
                names: vec![title],
                about: Some(about),
                nearby: true,
            })
            .collect();
        assert_eq!(suggest(text, &known), ids, "{text}");
    }

    #[test]
    fn word_starts_come_first_then_typing_mistakes_then_summaries() {
        assert_suggests("html", &["html-and-css"]);
        assert_suggests("pyhton", &["python"]);
        assert_suggests("databse", &["database-migrations"]);
        assert_suggests("data", &["database-migrations", "wp-database"]);
        assert_suggests("bash", &["command-line"]);
        assert_suggests("c#", &["c-sharp"]);
        assert_suggests(".net", &["c-sharp", "network-basics"]);
        assert_suggests("tests", &["unit-testing"]);
        assert_suggests("the database", &["database-migrations", "wp-database"]);
    }

    #[test]
    fn remotely_similar_names_are_not_suggested() {
        assert_suggests("nope", &[]);
        assert_suggests("hbsae2000", &[]);
        assert_suggests("xyz", &[]);
        assert_suggests("", &[]);
        for word in ["a", "c", "b", "the", "and"] {
            assert_suggests(word, &[]);
        }
    }

    #[test]
    fn what_is_nearby_comes_before_what_fits_as_well() {
        let likely = |id, title, nearby| Likely { id, names: vec![title], about: None, nearby };
        let known = [
            likely("wp-testing", "Testing", false),
            likely("unit-testing", "Unit tests", true),
            likely("test", "The test", false),
        ];
        assert_eq!(suggest("tests", &known), ["unit-testing", "wp-testing", "test"]);
        assert_eq!(suggest("test", &known), ["test", "unit-testing", "wp-testing"]);
        assert_eq!(suggest("testign", &known), ["wp-testing"]);
    }

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
}
