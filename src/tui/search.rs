//! Search as you type: fuzzy in titles and ids, by words in summaries.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::catalog::{Entry, Id};

/// How well something matches; higher is better. A name always beats a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Score {
    Summary(u32),
    Name(u32),
}

/// A search query, prepared for matching.
pub(super) struct Search {
    fuzzy: Pattern,
    words: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Search {
    /// `None` if `query` is blank.
    pub(super) fn new(query: &str) -> Option<Self> {
        let query = query.trim();
        let pattern = |kind| Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, kind);
        (!query.is_empty()).then(|| Self {
            fuzzy: pattern(AtomKind::Fuzzy),
            words: pattern(AtomKind::Substring),
            matcher: Matcher::new(Config::DEFAULT),
            buffer: Vec::new(),
        })
    }

    pub(super) fn entry(&mut self, entry: &Entry) -> Option<Score> {
        let ids = entry.names().map(Id::as_str);
        self.score(ids.chain([entry.title.as_str()]), entry.summary.as_deref())
    }

    pub(super) fn score<'a>(
        &mut self,
        names: impl Iterator<Item = &'a str>,
        summary: Option<&str>,
    ) -> Option<Score> {
        let Self { fuzzy, words, matcher, buffer } = self;
        let name = names
            .filter_map(|name| fuzzy.score(Utf32Str::new(name, buffer), matcher))
            .max()
            .map(Score::Name);
        name.or_else(|| words.score(Utf32Str::new(summary?, buffer), matcher).map(Score::Summary))
    }
}

/// The minimum score to show, given the best one: if a name contains the word, names with
/// its letters scattered are chance hits.
pub(super) fn least(best: Score) -> Score {
    match best {
        Score::Name(best) => Score::Name(best * 3 / 5),
        Score::Summary(_) => Score::Summary(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn hits(query: &str, names: &[&str], summary: &str) -> Option<Score> {
        Search::new(query)?.score(names.iter().copied(), Some(summary))
    }

    #[test]
    fn names_match_letters_in_order_and_summaries_match_words() {
        assert!(matches!(hits("dckr", &["docker", "Docker"], ""), Some(Score::Name(_))));
        assert!(matches!(hits("GIT", &["git"], ""), Some(Score::Name(_))));
        assert_eq!(hits("tig", &["git"], "a tool"), None);
        assert!(matches!(hits("ool", &["git"], "a Tool"), Some(Score::Summary(_))));
        assert_eq!(hits("atl", &["git"], "a tool"), None);
        assert_eq!(hits("  ", &["git"], ""), None);
    }

    #[test]
    fn a_name_with_the_word_beats_scattered_letters() {
        let whole = hits("sql", &["SQL"], "").unwrap();
        let scattered = hits("sql", &["Scaling queues and caches well"], "").unwrap();
        assert!(scattered < least(whole), "{scattered:?} {whole:?}");
        assert!(hits("sql", &["x"], "sql").unwrap() < whole);
    }
}
