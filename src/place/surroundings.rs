//! What is around a unit.

use super::scalar::Scalar;
use crate::context::ContextKind;

/// Block quotes deeper than this are not counted: a line of nothing but marks must not cost more than others.
const MAX_DEPTH: usize = 64;

/// What is around a unit, besides headings and neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a place can be in several of these at once")]
pub(super) struct Surroundings {
    pub(super) context: ContextKind,
    /// In a row of a Markdown table, whatever is around it there.
    pub(super) in_table: bool,
    /// In the line of a heading, whatever is around it there.
    pub(super) in_heading: bool,
    /// In a code block, fenced or indented.
    pub(super) in_code: bool,
    /// In an HTML comment.
    pub(super) in_comment: bool,
    /// In a block of HTML, or on a page of XML.
    pub(super) in_html: bool,
    /// The marks of block quotes before the text of its line.
    pub(super) quote_depth: usize,
    pub(super) scalar: Scalar,
}

impl Surroundings {
    /// A place of this kind, with nothing else to report.
    pub(super) const fn new(context: ContextKind) -> Self {
        Self {
            context,
            in_table: false,
            in_heading: false,
            in_code: false,
            in_comment: false,
            in_html: false,
            quote_depth: 0,
            scalar: Scalar::NONE,
        }
    }

    /// A place of this kind in a YAML or JSON page, or in the front matter.
    pub(super) const fn in_data(context: ContextKind, scalar: Scalar) -> Self {
        Self { scalar, ..Self::new(context) }
    }
}

/// How the text of a line is introduced.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct LineStart {
    /// The marks of block quotes before it.
    pub(super) quote_depth: usize,
    /// It begins with the bar of a table row.
    pub(super) has_bar: bool,
}

impl LineStart {
    /// Reads the beginning of a line.
    pub(super) fn of(line: &[u8]) -> Self {
        #[cfg(test)]
        crate::work::count(|work| work.searched += line.len());
        let mut quote_depth = 0;
        for &byte in line {
            match byte {
                b'>' => quote_depth += 1,
                b' ' | b'\t' => {}
                _ => return Self { quote_depth: quote_depth.min(MAX_DEPTH), has_bar: byte == b'|' },
            }
        }
        Self { quote_depth: quote_depth.min(MAX_DEPTH), has_bar: false }
    }
}

#[cfg(test)]
mod tests {
    use super::LineStart;

    #[test]
    fn marks_are_counted_before_the_text() {
        let of = |line: &str| {
            let start = LineStart::of(line.as_bytes());
            (start.quote_depth, start.has_bar)
        };
        assert_eq!(
            [of("> > - x"), of("a > b"), of(">"), of("> | a"), of("")],
            [(2, false), (0, false), (1, false), (1, true), (0, false)]
        );
        assert_eq!(of(&">".repeat(1000)), (64, false));
    }
}
