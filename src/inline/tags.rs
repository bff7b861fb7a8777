//! HTML tags: their names, and which close which.

use super::mark::Mark;
use super::steps::step;

/// How many open tags a closing tag looks at, from the last one back. Without a bound, closing tags that close nothing
/// would cost the square of their number.
const REACH: usize = 64;

/// Elements without content and without a closing tag (HTML, section "Void elements").
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// What one tag does.
enum TagRole<'a> {
    Open,
    Close(&'a str),
    Single,
}

fn read(raw: &str) -> TagRole<'_> {
    match name(raw) {
        None => TagRole::Single,
        Some(name) if raw.starts_with("</") => TagRole::Close(name),
        Some(name) if raw.ends_with("/>") || is_void(name) => TagRole::Single,
        Some(_) => TagRole::Open,
    }
}

fn is_void(name: &str) -> bool {
    VOID.iter().any(|void| void.eq_ignore_ascii_case(name))
}

/// The name in `<name …>` or `</name>`; `None` for a comment, a declaration or an instruction.
pub(super) fn name(raw: &str) -> Option<&str> {
    let inside = raw.strip_prefix('<')?;
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let length = inside.bytes().take_while(|&byte| byte.is_ascii_alphanumeric() || byte == b'-').count();
    (length > 0).then(|| &inside[..length])
}

/// Whether the opening tag `raw` has this name. It looks at no more bytes than the name has, whatever the tag's own name is.
fn is_named(raw: &str, wanted: &str) -> bool {
    let inside = &raw.as_bytes()[1..];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    inside.get(..wanted.len()).is_some_and(|name| name.eq_ignore_ascii_case(wanted.as_bytes()))
        && !inside.get(wanted.len()).is_some_and(is_name)
}

/// The open tags of a text, as places in its marks.
#[derive(Debug, Default)]
pub(super) struct OpenTags {
    places: Vec<usize>,
}

impl OpenTags {
    pub(super) const fn new() -> Self {
        Self { places: Vec::new() }
    }

    pub(super) fn clear(&mut self) {
        self.places.clear();
    }

    /// Takes in the tag `raw`, whose mark would be the next one. Returns the place of the mark whose tag it closes.
    pub(super) fn take(&mut self, raw: &str, text: &str, marks: &[Mark]) -> Option<usize> {
        match read(raw) {
            TagRole::Open => self.places.push(marks.len()),
            TagRole::Close(closed) => {
                let is_it = |&place: &usize| {
                    step(1);
                    is_named(&text[marks[place].start..marks[place].end], closed)
                };
                let near = self.places.len().saturating_sub(REACH);
                let found = near + self.places[near..].iter().rposition(is_it)?;
                return Some(self.places.remove(found));
            }
            TagRole::Single => {}
        }
        None
    }
}
