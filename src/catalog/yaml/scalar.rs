//! What a scalar without quotes means: the core schema of YAML 1.2.

use std::borrow::Cow;

use super::node::Node;

/// The value of a scalar without quotes.
pub fn plain(text: Cow<'_, str>) -> Node<'_> {
    match text.as_bytes() {
        b"" | b"~" | b"null" | b"Null" | b"NULL" => return Node::Null,
        b"true" | b"True" | b"TRUE" => return Node::Bool(true),
        b"false" | b"False" | b"FALSE" => return Node::Bool(false),
        [first, ..] if first.is_ascii_digit() || b"+-.".contains(first) => {}
        // A number starts with nothing else.
        _ => return Node::Text(text),
    }
    match number(&text) {
        Some(number) => number,
        None => Node::Text(text),
    }
}

fn number(text: &str) -> Option<Node<'static>> {
    let (negative, digits) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    match digits {
        ".inf" | ".Inf" | ".INF" if negative => return Some(Node::Float(f64::NEG_INFINITY)),
        ".inf" | ".Inf" | ".INF" => return Some(Node::Float(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if digits == text => return Some(Node::Float(f64::NAN)),
        _ => {}
    }
    let radix = match digits.get(..2) {
        Some("0x") => Some(16),
        Some("0o") => Some(8),
        Some("0b") => Some(2),
        _ => None,
    };
    if let Some(radix) = radix {
        let rest = digits[2..].starts_with(['+', '-']);
        let value = i128::from_str_radix(&digits[2..], radix).ok().filter(|_| !rest)?;
        return Some(integer(if negative { -value } else { value }));
    }
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    if all_digits && digits.len() > 1 && digits.starts_with('0') {
        return None;
    }
    if all_digits && let Ok(value) = text.parse::<i128>() {
        return Some(integer(value));
    }
    let starts_like_a_number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let value = text.parse::<f64>().ok().filter(|value| value.is_finite())?;
    starts_like_a_number.then_some(Node::Float(value))
}

fn integer(value: i128) -> Node<'static> {
    #[expect(clippy::cast_precision_loss, reason = "too large for every field all the same")]
    i64::try_from(value).map_or(Node::Float(value as f64), Node::Int)
}
