//! What kind of file a page is, told by its content: the pipeline names ECMA XML and YAML pages `.md` too.
//!
//! Only the first [`FileKind::WINDOW`] bytes count, so that a stream can tell as well. What has no mark of its own is
//! Markdown, which may begin with nearly anything.

use memchr::{memchr, memchr_iter};

use crate::position::BOM;
use crate::scan::front::{Finder, Front};

/// What kind of file a page is.
///
/// ```
/// # use bitext::FileKind;
/// assert_eq!(FileKind::of("### YamlMime:Hub\ntitle: Docs\n"), FileKind::Yaml);
/// assert_eq!(FileKind::of("[!IMPORTANT]\n> Read this.\n"), FileKind::Markdown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// Markdown, with or without front matter; and everything that is nothing else.
    Markdown,
    /// A YAML page: a `### YamlMime:` line first, or lines of keys.
    Yaml,
    /// A JSON text whose root is an object or an array (RFC 8259).
    Json,
    /// ECMA XML, the documentation of .NET types, or whatever else begins with an XML declaration.
    EcmaXml,
}

impl FileKind {
    /// The number of bytes at the start of a file that its kind depends on.
    pub const WINDOW: usize = 4096;

    /// The kind of a page, of which at least the first [`FileKind::WINDOW`] bytes are given, or all.
    #[must_use]
    pub fn of(page: &str) -> Self {
        Self::of_bytes(page.as_bytes())
    }

    /// The same for bytes; nothing depends on whether they are UTF-8.
    pub(crate) fn of_bytes(page: &[u8]) -> Self {
        let window = &page[..page.len().min(Self::WINDOW)];
        // Front matter may be longer than the window.
        if Finder::default().step(window, false) != Front::End(0) {
            return Self::Markdown;
        }
        let text = window.strip_prefix(BOM).unwrap_or(window).trim_ascii_start();
        match text {
            [b'{', rest @ ..] if matches!(rest.trim_ascii_start(), [b'"' | b'}', ..]) => Self::Json,
            [b'[', rest @ ..] if is_array(rest) => Self::Json,
            [b'<', rest @ ..] if is_xml(rest) => Self::EcmaXml,
            _ if is_yaml(text) => Self::Yaml,
            _ => Self::Markdown,
        }
    }

    /// `markdown`, `yaml`, `json` or `ecma-xml`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::EcmaXml => "ecma-xml",
        }
    }
}

/// `[` before an object, an array or nothing; before a string only on another line, because `["a"](b)` is a link.
fn is_array(rest: &[u8]) -> bool {
    let inner = rest.trim_ascii_start();
    let blank = &rest[..rest.len() - inner.len()];
    match inner {
        [b'{', ..] => true,
        [b']', after @ ..] => after.trim_ascii().is_empty(),
        [b'"' | b'[', ..] => blank.contains(&b'\n'),
        _ => false,
    }
}

/// The root elements of ECMA XML (ECMA-335, partition IV, as `mdoc` writes it), or an XML declaration.
fn is_xml(rest: &[u8]) -> bool {
    let roots: [&[u8]; 6] = [b"?xml", b"Type", b"Namespace", b"Docs", b"Overview", b"Framework"];
    roots.iter().any(|root| {
        rest.strip_prefix(*root).is_some_and(|next| matches!(next, [b' ' | b'\t' | b'\r' | b'\n' | b'>' | b'/', ..]))
    })
}

/// A `YamlMime` comment, or two lines with keys at column 0, with other comments and blank lines before and between.
///
/// Keys count that begin with a lower-case letter and hold no blank: `documentType: Tutorial`, but not `Note: see`.
fn is_yaml(text: &[u8]) -> bool {
    let mut keys = 0;
    let mut start = 0;
    for eol in memchr_iter(b'\n', text).chain([text.len()]) {
        let line = text[start..eol].trim_ascii_end();
        start = eol + 1;
        if let [b'#', ..] = line {
            let hashes = line.iter().take_while(|&&b| b == b'#').count();
            if line[hashes..].trim_ascii_start().starts_with(b"YamlMime:") {
                return true;
            }
            continue;
        }
        match line {
            [] => {}
            _ if is_key(line) => keys += 1,
            // What belongs to the key before.
            [b' ' | b'-', ..] if keys > 0 => {}
            _ => return false,
        }
        if keys == 2 {
            return true;
        }
    }
    false
}

fn is_key(line: &[u8]) -> bool {
    let Some(colon) = memchr(b':', line) else { return false };
    let (key, rest) = (&line[..colon], &line[colon + 1..]);
    let word = key.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    key.first().is_some_and(u8::is_ascii_lowercase) && word && matches!(rest, [] | [b' ' | b'\t', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: &str = "<span data-ttu-id=\"0a1b2-101\">a</span>\
                        <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">b</span></span>";

    #[track_caller]
    fn all(kind: FileKind, pages: &[&str]) {
        for page in pages {
            let page = page.replace("UNIT", UNIT);
            for page in [page.clone(), format!("\u{FEFF}{page}"), page.replace('\n', "\r\n")] {
                assert_eq!(FileKind::of(&page), kind, "{page:?}");
            }
        }
    }

    #[test]
    fn yaml_shows_its_mime_or_its_keys() {
        all(
            FileKind::Yaml,
            &[
                "### YamlMime:Tutorial\ntitle: UNIT\n",
                "#YamlMime:Hub",
                "### YamlMime:YamlDocument\ndocumentType: LandingData\n",
                "documentType: Tutorial\ntitle: \"UNIT\"\n",
                "# a comment\n# another: one\n\nversion: 1.0\nbranches:\n  only:\n  - a\n",
                "items:\n- name: UNIT\n  href: a.md\n\nms.topic: x\n",
            ],
        );
    }

    #[test]
    fn json_is_an_object_or_an_array() {
        all(
            FileKind::Json,
            &["{\n  \"a\": \"UNIT\"\n}", "{}", " {\"a\":1}", "[{\"a\": 1}]", "[ ]\n", "[\n  \"UNIT\"\n]", "[\n[1]]"],
        );
    }

    #[test]
    fn xml_shows_its_root_element() {
        all(
            FileKind::EcmaXml,
            &[
                "<Type Name=\"A\" FullName=\"A.B&lt;T&gt;\">\n  <Docs>UNIT</Docs>",
                "<Namespace Name=\"A\">\n",
                "<Docs>\n",
                "<?xml version=\"1.0\"?>\n<doc/>",
                "\n<Overview>\n",
            ],
        );
    }

    #[test]
    fn all_else_is_markdown() {
        all(
            FileKind::Markdown,
            &[
                "",
                "---\ntitle: a\nauthor: b\n---\n{\"a\": 1}\n",
                "---\ntitle: a\nauthor: b\n",
                "# <a name=\"a\"></a>UNIT\n",
                "# title: a\n\nUNIT\n",
                "[!IMPORTANT]\n> UNIT",
                "[UNIT](a.md)",
                "[![UNIT](a.png)](b)",
                "[\"quoted\"](a.md)",
                "[]: a",
                "[ ] a task",
                "{{ template }}\n",
                "{: .class}\n",
                "<p><span>UNIT</span></p>",
                "<h2>UNIT</h2>",
                "<a name=\"f7\"></a>\n## UNIT",
                "<Types are here>",
                "> [!NOTE]\n> UNIT",
                "UNIT",
                "- UNIT",
                "Note: UNIT\nfoo: bar\n",
                "note: UNIT\n",
                "see: UNIT\nand more\n",
            ],
        );
    }

    #[test]
    fn nothing_behind_the_window_counts() {
        let page = format!("title: {}\nauthor: b\n", "a".repeat(FileKind::WINDOW));
        assert_eq!(FileKind::of(&page), FileKind::of(&page[..FileKind::WINDOW]));
        let front = format!("---\n{}", "# long: long\n".repeat(FileKind::WINDOW));
        assert_eq!(FileKind::of(&front), FileKind::Markdown);
    }
}
