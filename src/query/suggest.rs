//! "Did you mean": which known names a mistyped one is most like.

use std::collections::BTreeSet;

/// Something that could have been meant.
#[derive(Debug)]
pub struct Likely<'a> {
    pub id: &'a str,
    /// Aliases and the title.
    pub names: Vec<&'a str>,
    /// More text in which a word may be found.
    pub about: Option<&'a str>,
}

/// Suggest at most this many.
const MOST: usize = 3;

/// How well something fits; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    tier: Tier,
    /// Typing mistakes, and words of the name that were not typed.
    off: usize,
    /// The place in the name of the first word that was typed.
    at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// Each word that was typed begins a word of the name.
    WordStarts,
    /// Each is a word of the name, with typing mistakes.
    Mistyped,
    /// Each is a word of the text about it.
    About,
}

/// The ids of what `text` is like, the likeliest first; at most three, and none
/// that is only remotely alike. Of equally good ones the first wins.
pub fn suggest(text: &str, candidates: &[Likely<'_>]) -> Vec<String> {
    let typed = words(text);
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
    // Of mistyped names only the nearest are worth a line.
    let best = ranked.first().map(|(rank, _)| *rank);
    let is_near = |rank: &Rank| {
        rank.tier != Tier::Mistyped
            || best.is_some_and(|best| (best.tier, best.off) == (rank.tier, rank.off))
    };
    let near = ranked.iter().filter(|(rank, _)| is_near(rank));
    near.take(MOST).map(|(_, id)| (*id).to_owned()).collect()
}

fn rank(typed: &[String], candidate: &Likely<'_>) -> Option<Rank> {
    let names = std::iter::once(candidate.id).chain(candidate.names.iter().copied());
    let by_name = names.filter_map(|name| rank_name(typed, &words(name))).min();
    by_name.or_else(|| {
        let about = words(candidate.about?);
        let all = typed.iter().all(|word| word.len() > 2 && about.contains(word));
        all.then_some(Rank { tier: Tier::About, off: 0, at: 0 })
    })
}

fn rank_name(typed: &[String], name: &[String]) -> Option<Rank> {
    let beginning = |word: &String| name.iter().position(|other| other.starts_with(word.as_str()));
    let more = name.len().saturating_sub(typed.len());
    let found: Option<Vec<usize>> = typed.iter().map(beginning).collect();
    if let Some(found) = found {
        return Some(Rank { tier: Tier::WordStarts, off: more, at: *found.iter().min()? });
    }
    let (mut mistakes, mut at) = (0, usize::MAX);
    for word in typed {
        let mistyped =
            name.iter().zip(0..).filter_map(|(other, at)| Some((typos(word, other)?, at)));
        let (least, place) = mistyped.min()?;
        mistakes += least;
        at = at.min(place);
    }
    Some(Rank { tier: Tier::Mistyped, off: 4 * mistakes + more, at })
}

/// How many typing mistakes make `word` of `other`; `None` if that is too many
/// for its length. Of a short word with another letter in it, too little is left.
fn typos(word: &str, other: &str) -> Option<usize> {
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
        5..=7 => distance <= 1,
        _ => distance <= 2,
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
            ("c-sharp", "C#", "A language of .NET."),
        ];
        let known: Vec<_> = known
            .iter()
            .map(|(id, title, about)| Likely { id, names: vec![title], about: Some(about) })
            .collect();
        assert_eq!(suggest(text, &known), ids, "{text}");
    }

    #[test]
    fn word_starts_come_first_then_typing_mistakes_then_summaries() {
        assert_suggests("html", &["html-and-css"]);
        assert_suggests("pyhton", &["python"]);
        assert_suggests("databse", &["database-migrations", "wp-database"]);
        assert_suggests("data", &["database-migrations", "wp-database"]);
        assert_suggests("bash", &["command-line"]);
        assert_suggests("c#", &["c-sharp"]);
    }

    #[test]
    fn what_is_only_remotely_alike_is_not_suggested() {
        assert_suggests("nope", &[]);
        assert_suggests("hbsae2000", &[]);
        assert_suggests("xyz", &[]);
        assert_suggests("", &[]);
    }
}
