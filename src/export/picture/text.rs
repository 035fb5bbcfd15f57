//! Estimates text widths without a font, so that lines fit with any font of the viewer.

use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_width::UnicodeWidthChar as _;

/// Advance widths of the printable ASCII characters in `DejaVu` Sans Bold, in
/// thousandths of the font size: the widest of the common fallback fonts, so
/// that what fits here fits everywhere.
const WIDTHS: [u16; 95] = [
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683,
    683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771,
    724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665,
    343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838,
];

/// Marks text that was cut.
const ELLIPSIS: char = '…';

/// The width of `text` in pixels at this font size.
pub(in crate::export) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size / 1000.0
}

fn advance(c: char) -> f64 {
    let ascii = u32::from(c).checked_sub(32).and_then(|at| WIDTHS.get(at as usize));
    match ascii {
        Some(width) => f64::from(*width),
        // Other letters are about as wide as an o; wide ones are square.
        None => match c.width() {
            Some(2) => 1050.0,
            Some(0) | None => 0.0,
            Some(_) => 780.0,
        },
    }
}

/// Breaks `text` into at most `most` lines of this width, and cuts off the rest.
pub(in crate::export) fn lines(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let words: Vec<Word> = text
        .split_whitespace()
        .flat_map(|word| pieces(word, size, room))
        .map(|text| Word { width: width(&text, size), text, space: width(" ", size) })
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let wrapped = wrap_first_fit(&words, &[room]);
    let join = |words: &[Word]| -> String {
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        texts.join(" ")
    };
    let mut lines: Vec<String> = wrapped.iter().take(most).map(|words| join(words)).collect();
    if wrapped.len() > most
        && let Some(last) = lines.last_mut()
    {
        last.push(ELLIPSIS);
        while width(last, size) > room && last.chars().count() > 1 {
            last.pop();
            last.pop();
            last.truncate(last.trim_end().len());
            last.push(ELLIPSIS);
        }
    }
    lines
}

/// Splits a word into pieces that fit.
fn pieces(word: &str, size: f64, room: f64) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for c in word.chars() {
        let wide = advance(c) * size / 1000.0;
        if used + wide > room && used > 0.0 {
            pieces.push(String::new());
            used = 0.0;
        }
        used += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

#[derive(Debug)]
struct Word {
    text: String,
    width: f64,
    space: f64,
}

impl Fragment for Word {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_wrapped_and_cut() {
        for (text, room, most, want) in [
            ("Git", 100.0, 2, vec!["Git"]),
            ("", 100.0, 2, vec![]),
            ("How the web works", 100.0, 2, vec!["How the web", "works"]),
            ("How the web works", 100.0, 1, vec!["How the we…"]),
            ("How the web works", 60.0, 2, vec!["How", "the we…"]),
            ("Donaudampfschifffahrt", 60.0, 2, vec!["Donaud", "ampfs…"]),
            ("日本語日本語日本語", 60.0, 2, vec!["日本語日", "本語日…"]),
        ] {
            assert_eq!(lines(text, 13.0, room, most), want, "{text}");
        }
    }

    proptest! {
        #[test]
        fn lines_fit(text in "\\PC{0,80}", room in 40.0..400.0, most in 1usize..4) {
            let lines = lines(&text, 13.0, room, most);
            prop_assert!(lines.len() <= most);
            for line in &lines {
                prop_assert!(width(line, 13.0) <= room || line.chars().count() <= 2, "{line}");
            }
        }
    }
}
