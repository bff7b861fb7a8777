//! What a file is by its first bytes, where it is no page.

use std::path::Path;

/// What is no page and is sometimes taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    Tar,
    Zip,
    Gzip,
    /// bzip2, xz or zstd.
    Compressed,
    Utf16,
    Xliff,
    Tmx,
}

impl Foreign {
    /// What the first bytes say.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.get(257..262) == Some(b"ustar") {
            return Some(Self::Tar);
        }
        match bytes {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Self::Zip),
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..]
            | [0xFD, b'7', b'z', b'X', b'Z', 0, ..]
            | [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Compressed),
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some(Self::Utf16),
            _ => xml(bytes),
        }
    }

    /// Why it is not read.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Tar => "is a tar archive, not a page; unpack it first",
            Self::Zip => "is a zip archive, not a page; unpack it first",
            Self::Gzip => "is compressed with gzip, not a page; unpack it first",
            Self::Compressed => "is compressed, not a page; unpack it first",
            Self::Utf16 => "is UTF-16, and pages are UTF-8; convert it first (iconv -f UTF-16 -t UTF-8)",
            Self::Xliff => "is an XLIFF file, not a page; to merge it into pages, give it with --edits",
            Self::Tmx => "is a TMX file, not a page",
        }
    }

    /// Whether a file of this name in a folder may be of that kind: it is then no page, and no error.
    pub(crate) fn is_expected_at(self, path: &Path) -> bool {
        matches!(self, Self::Xliff | Self::Tmx)
            && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
    }
}

/// The root element of an XML file.
fn xml(bytes: &[u8]) -> Option<Foreign> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let mut rest = &bytes[..bytes.len().min(4096)];
    if !rest.starts_with(b"<") {
        return None;
    }
    // The declaration, comments and the document type come before the root element.
    while rest.starts_with(b"<?") || rest.starts_with(b"<!") {
        let end = if rest.starts_with(b"<!--") { &b"-->"[..] } else { b">" };
        let at = rest.windows(end.len()).position(|window| window == end)?;
        rest = rest[at + end.len()..].trim_ascii_start();
    }
    let ends = |rest: &[u8]| rest.first().is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>');
    let is_root = |name: &[u8]| rest.strip_prefix(name).is_some_and(ends);
    match () {
        () if is_root(b"<xliff") => Some(Foreign::Xliff),
        () if is_root(b"<tmx") => Some(Foreign::Tmx),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_page_is_known_by_its_first_bytes() {
        let tar = [&[b'a'; 257][..], b"ustar\0"].concat();
        for (bytes, expect) in [
            (&tar[..], Some(Foreign::Tar)),
            (b"PK\x03\x04rest", Some(Foreign::Zip)),
            (b"\x1F\x8B\x08", Some(Foreign::Gzip)),
            (b"BZh91AY", Some(Foreign::Compressed)),
            (b"\xFD7zXZ\0", Some(Foreign::Compressed)),
            (b"\x28\xB5\x2F\xFD", Some(Foreign::Compressed)),
            (b"\xFF\xFEa\0", Some(Foreign::Utf16)),
            (b"\xFE\xFF\0a", Some(Foreign::Utf16)),
            (b"\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- a > b -->\n<xliff version=\"1.2\">", Some(Foreign::Xliff)),
            (b"<tmx>", Some(Foreign::Tmx)),
            (b"<xliffy>", None),
            (b"<!-- a page -->\n# Title", None),
            (b"<!-- never closed", None),
            (b"# Title\n<xliff>", None),
            (b"", None),
        ] {
            assert_eq!(Foreign::of(bytes), expect, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
