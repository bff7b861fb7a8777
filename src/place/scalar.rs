//! The kind of scalar that a unit is in, on YAML pages and in front matter: a scanner of YAML 1.2.2, one byte at a time.
//!
//! It is given the skeleton and the places of the units; a unit is one opaque word. It follows indentation, quotes, comments,
//! block scalars and flow collections, as far as that is needed to know what a text may hold; nothing is an error, and each
//! byte is looked at once. What it leaves out: anchors and tags are passed over, explicit indentation indicators are not
//! compared, and a document marker is a plain scalar.

/// The kind of YAML or JSON scalar that a unit is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScalarKind {
    /// In no scalar: the page is neither YAML nor JSON, or the unit is in a comment.
    None,
    /// A plain scalar, without quotes (YAML 1.2.2, section 7.3.3).
    Plain,
    /// A scalar in single quotes (section 7.3.2).
    Single,
    /// A scalar in double quotes (section 7.3.1), or a string of JSON.
    Double,
    /// A block scalar, `|` or `>` (section 8.1).
    Block,
}

/// A unit's place in its scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scalar {
    pub(super) kind: ScalarKind,
    /// The scalar begins with the unit.
    pub(super) is_first: bool,
    /// A blank is before the unit.
    pub(super) is_after_blank: bool,
    /// The scalar is in a flow collection.
    pub(super) is_in_flow: bool,
    /// The columns before each line of a block scalar.
    pub(super) indent: usize,
}

impl Scalar {
    pub(super) const NONE: Self = Self::of(ScalarKind::None);

    pub(super) const fn of(kind: ScalarKind) -> Self {
        Self { kind, is_first: false, is_after_blank: false, is_in_flow: false, indent: 0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ScalarState {
    /// In the blanks at the start of a line.
    Indent,
    /// Where a key, an item or a value may begin.
    Node,
    /// After a `-` or `?` that is an indicator if a blank follows.
    Indicator,
    /// In an anchor, a tag or an alias.
    Property,
    /// In a plain scalar, or after a quoted one.
    Plain,
    Single,
    /// After a quote in single quotes: the end, or the first of two.
    SingleQuote,
    Double,
    /// After a backslash in double quotes.
    Escape,
    Comment,
    /// In the line of `|` or `>`.
    BlockHeader,
    /// In the blanks at the start of a line of a block scalar.
    BlockIndent,
    BlockText,
}

/// Follows the scalars of a YAML page.
#[derive(Debug)]
pub(super) struct ScalarScanner {
    state: ScalarState,
    /// The column of the next byte, in bytes.
    column: usize,
    /// Where the key or item in hand begins.
    start: usize,
    /// The column of the innermost key or item whose value is in hand.
    parent: Option<usize>,
    /// A plain scalar of the line before goes on in lines that are indented further than its parent.
    may_go_on: bool,
    before: u8,
    flow: usize,
    /// The columns before the lines of the block scalar, as its first line has them.
    block_indent: Option<usize>,
}

impl ScalarScanner {
    pub(super) const fn new() -> Self {
        Self {
            state: ScalarState::Indent,
            column: 0,
            start: 0,
            parent: None,
            may_go_on: false,
            before: b'\n',
            flow: 0,
            block_indent: None,
        }
    }

    /// Takes skeleton.
    pub(super) fn skeleton(&mut self, text: &str) {
        for &byte in text.as_bytes() {
            self.take(byte);
        }
    }

    /// Takes a unit, and gives its place.
    pub(super) fn unit(&mut self) -> Scalar {
        let before = self.before;
        let is_first = self.begins_node();
        self.take(b'x');
        let kind = match self.state {
            ScalarState::Plain => ScalarKind::Plain,
            ScalarState::Single | ScalarState::SingleQuote => ScalarKind::Single,
            ScalarState::Double | ScalarState::Escape => ScalarKind::Double,
            ScalarState::BlockIndent | ScalarState::BlockText => ScalarKind::Block,
            _ => ScalarKind::None,
        };
        Scalar {
            kind,
            is_first,
            is_after_blank: matches!(before, b' ' | b'\t' | b'\n'),
            is_in_flow: self.flow > 0,
            indent: self.block_indent.unwrap_or(0),
        }
    }

    /// Whether a scalar, or the text of a block scalar, begins here.
    fn begins_node(&self) -> bool {
        match self.state {
            ScalarState::Node | ScalarState::Indicator => true,
            ScalarState::Indent => !self.goes_on(),
            ScalarState::BlockIndent => self.block_indent.is_none(),
            ScalarState::Single => self.before == b'\'',
            ScalarState::Double => self.before == b'"',
            _ => false,
        }
    }

    /// Whether the text at this column belongs to the plain scalar of the line before.
    fn goes_on(&self) -> bool {
        self.may_go_on && (self.flow > 0 || self.parent.is_some_and(|parent| self.column > parent))
    }

    fn take(&mut self, byte: u8) {
        self.state = self.next(byte);
        self.column = if byte == b'\n' { 0 } else { self.column + 1 };
        self.before = byte;
    }

    /// The state after this byte.
    fn next(&mut self, byte: u8) -> ScalarState {
        match (self.state, byte) {
            (ScalarState::BlockHeader, b'\n') => {
                self.block_indent = None;
                ScalarState::BlockIndent
            }
            (ScalarState::BlockText | ScalarState::BlockIndent, b'\n') | (ScalarState::BlockIndent, b' ' | b'\r') => {
                ScalarState::BlockIndent
            }
            (ScalarState::BlockIndent, _) => self.block_line(byte),
            (ScalarState::BlockHeader | ScalarState::BlockText, _) => self.state,
            (ScalarState::Single, b'\'') => ScalarState::SingleQuote,
            (ScalarState::SingleQuote, b'\'') | (ScalarState::Single, _) => ScalarState::Single,
            (ScalarState::Double, b'\\') => ScalarState::Escape,
            (ScalarState::Double, b'"') => ScalarState::Plain,
            (ScalarState::Double | ScalarState::Escape, _) => ScalarState::Double,
            (state, b'\n') => {
                let is_key = self.before == b':';
                self.may_go_on = state == ScalarState::Plain && !is_key;
                if is_key && state == ScalarState::Plain {
                    self.parent = Some(self.start);
                }
                ScalarState::Indent
            }
            (ScalarState::Comment, _) => ScalarState::Comment,
            (ScalarState::Indent, b' ') => ScalarState::Indent,
            (ScalarState::Indent, _) if self.goes_on() && byte != b'#' => self.plain(byte),
            (ScalarState::Indicator, b' ' | b'\t' | b'\r') => {
                self.parent = Some(self.start);
                ScalarState::Node
            }
            (ScalarState::Property, b' ' | b'\t' | b'\r') => ScalarState::Node,
            (ScalarState::Property, _) => ScalarState::Property,
            (ScalarState::Indent | ScalarState::Node, _) => self.node(byte),
            (ScalarState::Plain | ScalarState::SingleQuote | ScalarState::Indicator, _) => self.plain(byte),
        }
    }

    /// The first byte after the blanks of a line in a block scalar.
    fn block_line(&mut self, byte: u8) -> ScalarState {
        if self.column < self.parent.map_or(0, |parent| parent + 1) {
            self.may_go_on = false;
            self.block_indent = None;
            return self.node(byte);
        }
        self.block_indent.get_or_insert(self.column);
        ScalarState::BlockText
    }

    /// Where a node may begin.
    fn node(&mut self, byte: u8) -> ScalarState {
        match byte {
            b' ' | b'\t' | b'\r' => return ScalarState::Node,
            b'#' if matches!(self.before, b' ' | b'\t' | b'\n') => return ScalarState::Comment,
            b'&' | b'!' | b'*' => return ScalarState::Property,
            b'|' | b'>' if self.flow == 0 => return ScalarState::BlockHeader,
            b'[' | b'{' | b']' | b'}' | b',' => return self.flow(byte),
            _ => {}
        }
        self.start = self.column;
        match byte {
            b'-' | b'?' => ScalarState::Indicator,
            b'\'' => ScalarState::Single,
            b'"' => ScalarState::Double,
            _ => ScalarState::Plain,
        }
    }

    fn flow(&mut self, byte: u8) -> ScalarState {
        match byte {
            b'[' | b'{' => self.flow += 1,
            b']' | b'}' => self.flow = self.flow.saturating_sub(1),
            _ => {}
        }
        ScalarState::Node
    }

    /// In a plain scalar, or after a quoted one.
    fn plain(&mut self, byte: u8) -> ScalarState {
        match byte {
            b' ' | b'\t' | b'\r' if self.before == b':' => {
                self.parent = Some(self.start);
                ScalarState::Node
            }
            b'#' if matches!(self.before, b' ' | b'\t' | b'\n') => ScalarState::Comment,
            b',' | b'[' | b']' | b'{' | b'}' if self.flow > 0 => self.flow(byte),
            _ => ScalarState::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of the `@`s of a page.
    fn scalars(page: &str) -> Vec<Scalar> {
        let mut scanner = ScalarScanner::new();
        let mut pieces = page.split('@');
        scanner.skeleton(pieces.next().unwrap());
        pieces
            .map(|piece| {
                let scalar = scanner.unit();
                scanner.skeleton(piece);
                scalar
            })
            .collect()
    }

    #[track_caller]
    fn kinds(page: &str, expect: &[ScalarKind]) {
        for page in [page.to_owned(), page.replace('\n', "\r\n")] {
            let found: Vec<_> = scalars(&page).into_iter().map(|scalar| scalar.kind).collect();
            assert_eq!(found, expect, "{page:?}");
        }
    }

    #[test]
    fn each_style_is_known() {
        use ScalarKind::{Block, Double, None, Plain, Single};
        kinds(
            "a: @ b @\nc: '@ it''s @'\nd: \"@ \\\" @\" # @\n# @\n",
            &[Plain, Plain, Single, Single, Double, Double, None, None],
        );
        kinds("- a: |\n    @ '\n\n    # @\n  b: @\n- >-\n  @\n- @", &[Block, Block, Plain, Block, Plain]);
        kinds("a: |\n @\n@: 'x\n  @'\n", &[Block, Plain, Single]);
        kinds("a: some\n  'text @\n  # @\nb: !x '@'\n", &[Plain, None, Single]);
        kinds("a: [@, '@', {b: \"@\"}]\nc: @\n", &[Plain, Single, Double, Plain]);
        kinds("\"a\": '@'\n'b' : @\n? @\n: @\n", &[Single, Plain, Plain, Plain]);
        kinds("---\ntitle: @\n---\nb: '@'", &[Plain, Single]);
        kinds("- @\n- 'a'\n- b-c: '@'\n", &[Plain, Single]);
    }

    #[test]
    fn what_is_before_a_unit_is_told() {
        let first = |page| scalars(page).into_iter().map(|scalar| scalar.is_first).collect::<Vec<_>>();
        assert_eq!(
            first("a: @ @\nb: x@\nc: '@ @'\n- @\nd: y\n  @\ne: |\n  @\n  @"),
            [true, false, false, true, false, true, false, true, false]
        );
        let [flow] = scalars("a: [b, @]")[..] else { panic!() };
        assert!(flow.is_in_flow && flow.is_after_blank && flow.is_first);
        let [block] = scalars("- a: |\n     b @")[..] else { panic!() };
        assert_eq!(block.indent, 5);
    }
}
