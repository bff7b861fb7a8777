//! Texts without what differs between an original and the source texts of its translation although nothing was changed.

/// `text` without white space, backslashes and `>`: the pipeline joins hard-wrapped lines, drops the `> ` of block quotes from
/// sources, and adds escapes.
pub(super) fn push_normal(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|char| !char.is_whitespace() && !matches!(char, '\\' | '>')));
}
