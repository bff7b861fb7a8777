//! Addresses in visible text, which no rule on words or numbers should read.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::{memchr_iter, memchr3_iter};
use regex::Regex;

/// An address ends at the first blank, the first character that is not ASCII, `)`, `]`, `<`.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i-u)(?:https?|ftp)://[!-(*-;=?-\\^-~]+",
        r"|mailto:[!-;=?-~]+",
        r"|[A-Z0-9._%+-]+@[A-Z0-9-]+\.[A-Z0-9.-]*[A-Z0-9]",
        r"|\bwww\.[!-(*-;=?-\\^-~]+",
    ))
    .expect("it is a constant")
});

/// The text with a blank for every byte of an address, so that places stay the same.
pub(super) fn without_addresses(text: &str) -> Cow<'_, str> {
    if !may_hold_one(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut places = ADDRESS.find_iter(text).peekable();
    if places.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let mut free = String::with_capacity(text.len());
    let mut at = 0;
    for place in places {
        free.push_str(&text[at..place.start()]);
        free.extend(std::iter::repeat_n(' ', place.len()));
        at = place.end();
    }
    free.push_str(&text[at..]);
    Cow::Owned(free)
}

/// Every address has `://`, `@` or `mailto:` in it, or begins with `www.`.
fn may_hold_one(bytes: &[u8]) -> bool {
    let is_mark = |at: usize| match bytes[at] {
        b'@' => true,
        b':' => bytes[at + 1..].starts_with(b"//") || at > 0 && bytes[at - 1].eq_ignore_ascii_case(&b'o'),
        _ => bytes[at + 1..].len() > 3 && bytes[at + 1].eq_ignore_ascii_case(&b'w') && bytes[at + 3] == b'.',
    };
    memchr3_iter(b'@', b':', b'w', bytes).any(is_mark) || memchr_iter(b'W', bytes).any(is_mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_other_text_begins() {
        for (text, rest) in [
            ("(http://a.b/c?d=1)", "(                )"),
            ("HTTPS://a.b/cの値", "             の値"),
            ("a@b.example, 5", "           , 5"),
            ("see www.a.example/b]", "see                ]"),
            ("no address", "no address"),
        ] {
            assert_eq!(without_addresses(text), rest, "{text}");
        }
    }
}
