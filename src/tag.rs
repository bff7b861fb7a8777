//! The shape of an HTML tag: its name, its attributes and its end. Steps over bytes; nothing is decoded.
//!
//! ```text
//! tag       = '<' ['/'] letter name-rest attributes '>'
//! attribute = name [blanks '=' blanks value]          ; value = '"' … '"' | "'" … "'" | no blank and no '>'
//! ```
//! The rules are those of the HTML standard, section 13.2.5 (tokenization): a `>` in a quoted value ends no tag, a quote
//! that follows no `=` opens no value, and of repeated attributes the first counts. A tag that the input does not close
//! is none. It leaves out comments and declarations.

/// A tag, whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HtmlTag<'a> {
    /// From its `<` to its `>`.
    raw: &'a [u8],
    name_len: usize,
    is_end: bool,
}

impl<'a> HtmlTag<'a> {
    /// The tag at the start of `rest`.
    #[cfg(feature = "inline")]
    pub(crate) fn at(rest: &'a [u8]) -> Option<Self> {
        Self::read(rest, Angle::IsData)
    }

    /// The tag at the start of `rest`, if it is closed within `limit` bytes and holds no `<` outside of quotes. So tags
    /// may be looked for at every `<`, and the work is linear.
    pub(crate) fn near(rest: &'a [u8], limit: usize) -> Option<Self> {
        Self::read(&rest[..rest.len().min(limit)], Angle::EndsTheTag)
    }

    fn read(rest: &'a [u8], angle: Angle) -> Option<Self> {
        let is_end = rest.get(1) == Some(&b'/');
        let name_at = 1 + usize::from(is_end);
        if rest.first() != Some(&b'<') || !rest.get(name_at)?.is_ascii_alphabetic() {
            return None;
        }
        let name_len = rest[name_at..].iter().position(|&byte| ends_name(byte) || angle.ends(byte))?;
        let mut attributes = Attributes { bytes: rest, at: name_at + name_len, angle };
        while attributes.next().is_some() {}
        let raw = rest.get(..=attributes.at).filter(|raw| raw.ends_with(b">"))?;
        Some(Self { raw, name_len, is_end })
    }

    /// The number of its bytes.
    pub(crate) const fn len(&self) -> usize {
        self.raw.len()
    }

    /// Whether it is an end tag.
    #[cfg(feature = "inline")]
    pub(crate) const fn is_end(&self) -> bool {
        self.is_end
    }

    /// The name as it is written.
    #[cfg(feature = "inline")]
    pub(crate) fn name(&self) -> &'a [u8] {
        let at = 1 + usize::from(self.is_end);
        &self.raw[at..at + self.name_len]
    }

    /// The attributes in order, as byte ranges of the tag.
    pub(crate) fn attributes(&self) -> Attributes<'a> {
        Attributes { bytes: self.raw, at: 1 + usize::from(self.is_end) + self.name_len, angle: Angle::IsData }
    }

    /// The value of an attribute, as a byte range of the tag. Names are compared without case.
    pub(crate) fn value(&self, name: &[u8]) -> Option<(usize, usize)> {
        let raw = self.raw;
        self.attributes().find(|attribute| raw[attribute.name.0..attribute.name.1].eq_ignore_ascii_case(name))?.value
    }
}

/// An attribute as byte ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Attribute {
    name: (usize, usize),
    /// Without its quotes.
    value: Option<(usize, usize)>,
}

/// Steps from attribute to attribute; at the end it is at the `>`, or at the end of the input.
#[derive(Debug, Clone)]
pub(crate) struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
    angle: Angle,
}

/// What a `<` outside of quotes does.
#[derive(Debug, Clone, Copy)]
enum Angle {
    /// It is part of a name or a value, as the standard has it.
    IsData,
    /// It shows that the tag has no end.
    EndsTheTag,
}

impl Angle {
    fn ends(self, byte: u8) -> bool {
        matches!((self, byte), (Self::EndsTheTag, b'<'))
    }
}

impl Attributes<'_> {
    /// Passes over the bytes of which `these` holds.
    fn pass(&mut self, these: impl Fn(u8) -> bool) -> (usize, usize) {
        let start = self.at;
        let len = self.bytes[start..].iter().position(|&byte| !these(byte));
        self.at = len.map_or(self.bytes.len(), |len| start + len);
        (start, self.at)
    }

    fn value(&mut self) -> Option<(usize, usize)> {
        self.pass(is_blank);
        let quote = *self.bytes.get(self.at)?;
        match quote {
            b'"' | b'\'' => {
                self.at += 1;
                let value = self.pass(|byte| byte != quote);
                self.at = (self.at + 1).min(self.bytes.len());
                Some(value)
            }
            b'>' => None,
            _ => {
                let angle = self.angle;
                Some(self.pass(|byte| !is_blank(byte) && byte != b'>' && !angle.ends(byte)))
            }
        }
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        self.pass(|byte| is_blank(byte) || byte == b'/');
        let angle = self.angle;
        let first = *self.bytes.get(self.at)?;
        if first == b'>' || angle.ends(first) {
            return None;
        }
        let start = self.at;
        // An `=` in the first place belongs to the name.
        self.at += 1;
        let (_, end) = self.pass(|byte| !ends_name(byte) && byte != b'=' && !angle.ends(byte));
        self.pass(is_blank);
        let has_value = self.bytes.get(self.at) == Some(&b'=');
        let value = if has_value {
            self.at += 1;
            self.value()
        } else {
            None
        };
        Some(Attribute { name: (start, end), value })
    }
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0C' | b'\r')
}

const fn ends_name(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'/' | b'>')
}

#[cfg(feature = "inline")]
#[cfg(test)]
mod tests {
    use super::*;

    /// A name and a value.
    type Pair<'a> = (&'a str, Option<&'a str>);

    #[track_caller]
    fn check(text: &str, expect: Option<(usize, &str, &[Pair<'_>])>) {
        let tag = HtmlTag::at(text.as_bytes());
        let cut = |(start, end)| &text[start..end];
        let got = tag.map(|tag| {
            let name = std::str::from_utf8(tag.name()).unwrap();
            let all: Vec<_> = tag.attributes().map(|a| (cut(a.name), a.value.map(cut))).collect();
            (tag.len(), name, all)
        });
        assert_eq!(got, expect.map(|(len, name, all)| (len, name, all.to_vec())), "{text}");
    }

    #[test]
    fn attributes_have_three_kinds_of_values() {
        check("<a>", Some((3, "a", &[])));
        check("</A >x", Some((5, "A", &[])));
        check("<br/>", Some((5, "br", &[])));
        check(
            "<a b c=d e='>' f=\"g h\" i = j>",
            Some((29, "a", &[("b", None), ("c", Some("d")), ("e", Some(">")), ("f", Some("g h")), ("i", Some("j"))])),
        );
        check("<a \"b>c\">", Some((6, "a", &[("\"b", None)])));
        check("<a b=>c", Some((6, "a", &[("b", None)])));
        check("<a b=c/>", Some((8, "a", &[("b", Some("c/"))])));
        check("<a =b>", Some((6, "a", &[("=b", None)])));
    }

    #[test]
    fn what_is_not_closed_is_no_tag() {
        for text in ["<", "<a", "<a b", "<a b=", "<a b=\"c>", "<a b='", "< a>", "<1>", "</>", "<!a>", "a", ""] {
            check(text, None);
        }
        assert_eq!(HtmlTag::near(b"<a b>", 4), None);
        assert!(HtmlTag::near(b"<a b>", 5).is_some());
    }

    #[test]
    fn near_ends_at_an_angle_outside_of_quotes() {
        for text in ["<a<b>", "<a <b>", "<a b<c>", "<a b=<c>", "<a b=c<d>"] {
            assert_eq!(HtmlTag::near(text.as_bytes(), 99), None, "{text}");
            assert!(HtmlTag::at(text.as_bytes()).is_some(), "{text}");
        }
        assert!(HtmlTag::near(b"<a b='<c>'>", 99).is_some());
    }

    #[test]
    fn the_first_of_equal_attributes_counts() {
        let tag = HtmlTag::at(b"<a B=1 b=2>").unwrap();
        assert_eq!(tag.value(b"b"), Some((5, 6)));
        assert_eq!(tag.value(b"c"), None);
        assert!(!tag.is_end());
    }
}
