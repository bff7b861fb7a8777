//! What kind of file a page is, recognised by its content: the pipeline names ECMA XML and YAML pages `.md` too.
//!
//! Only the first [`FileKind::WINDOW`] bytes count, so that a stream knows it as well. What has no mark of its own is
//! Markdown, which may begin with nearly anything.

use memchr::{memchr, memchr_iter, memmem};

use crate::markup::Markup;
use crate::position::BOM;
use crate::scan::front::{Finder, Front};

/// What kind of file a page is.
///
/// ```
/// # use bitext::place::FileKind;
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
    /// A whole page in HTML; see [`is_html`].
    Html,
    /// An XLIFF file, as the pipeline hands them back under the names of pages; see [`is_xliff`].
    Xliff,
}

impl FileKind {
    /// The number of bytes at the start of a file that its kind depends on.
    pub const WINDOW: usize = 4096;

    /// The kind of a page, of which at least the first [`FileKind::WINDOW`] bytes are given, or all.
    #[must_use]
    pub fn of(page: &str) -> Self {
        Self::of_bytes(page.as_bytes())
    }

    /// The kind of a page as bytes; nothing depends on whether they are UTF-8.
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
            [b'<', ..] if is_html(text) => Self::Html,
            [b'<', ..] if is_xliff(text) => Self::Xliff,
            [b'<', rest @ ..] if is_xml(rest) => Self::EcmaXml,
            _ if is_yaml(text) => Self::Yaml,
            _ => Self::Markdown,
        }
    }

    /// `markdown`, `yaml`, `json`, `ecma-xml`, `html` or `xliff`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::EcmaXml => "ecma-xml",
            Self::Html => "html",
            Self::Xliff => "xliff",
        }
    }

    /// The markup language of the texts in such a page.
    #[must_use]
    pub const fn markup(self) -> Markup {
        match self {
            Self::Html => Markup::Html,
            _ => Markup::Markdown,
        }
    }
}

/// Whether a file of which `start` is the beginning is a whole HTML page: after blanks and comments it begins with
/// `<!doctype html`, or with the tag of an element that only a page has at its start: `html`, `head`, `body`, `meta`.
///
/// Markdown may begin with any other element, so a piece of a page is not recognised.
///
/// ```
/// # use bitext::place::is_html;
/// assert!(is_html(b"<!DOCTYPE html>\n<html lang=\"ko-kr\">"));
/// assert!(is_html(b"<!-- saved -->\n<head><meta charset=\"utf-8\">"));
/// assert!(!is_html(b"<h2>A heading of Markdown</h2>\n"));
/// ```
#[must_use]
pub fn is_html(start: &[u8]) -> bool {
    let text = after_comments(start);
    [b"<!doctype html".as_slice(), b"<html", b"<head", b"<body", b"<meta"].iter().any(|tag| begins_with(text, tag))
}

/// Whether a file of which `start` is the beginning is an XLIFF file of any version: after an XML declaration, comments and a
/// document type its root element is `xliff`.
///
/// ```
/// # use bitext::place::is_xliff;
/// assert!(is_xliff(b"<?xml version=\"1.0\"?>\n<xliff version=\"1.2\">"));
/// assert!(!is_xliff(b"<?xml version=\"1.0\"?>\n<Type Name=\"A\">"));
/// ```
#[must_use]
pub fn is_xliff(start: &[u8]) -> bool {
    let mut text = after_comments(start);
    for declaration in [b"<?xml".as_slice(), b"<!doctype xliff"] {
        if begins_with(text, declaration) {
            let Some(end) = memchr(b'>', text) else { return false };
            text = after_comments(&text[end + 1..]);
        }
    }
    begins_with(text, b"<xliff")
}

/// What follows blanks and comments, and a byte order mark before them.
fn after_comments(start: &[u8]) -> &[u8] {
    let mut text = start.strip_prefix(BOM).unwrap_or(start).trim_ascii_start();
    while let Some(comment) = text.strip_prefix(b"<!--") {
        let Some(end) = memmem::find(comment, b"-->") else { return &[] };
        text = comment[end + 3..].trim_ascii_start();
    }
    text
}

/// Whether a tag with this name, in either letter case, is at the start of `text`.
fn begins_with(text: &[u8], tag: &[u8]) -> bool {
    let Some((start, after)) = text.split_at_checked(tag.len()) else { return false };
    start.eq_ignore_ascii_case(tag) && matches!(after, [b' ' | b'\t' | b'\n' | b'\x0C' | b'\r' | b'>' | b'/', ..])
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
    fn html_shows_what_only_a_page_begins_with() {
        all(
            FileKind::Html,
            &[
                "<!doctype HTML>UNIT",
                "<HTML>\n",
                " \n<!-- a --><!--b-->\n<body class=x>UNIT",
                "<meta charset=utf-8>",
                "<!-- saved from url -->\n<html>",
            ],
        );
    }

    #[test]
    fn xliff_shows_its_root_element() {
        all(
            FileKind::Xliff,
            &[
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<xliff version=\"1.2\">",
                "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\">",
                "<?xml version='1.0'?><!-- a -->\n<!DOCTYPE xliff PUBLIC \"x\" \"y\">\n<xliff>",
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
                "<header>UNIT",
                "<!-- <html> -->\n# UNIT",
                "<!-- open <html>",
                "<xliffs>",
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
    fn nothing_after_the_window_counts() {
        let page = format!("title: {}\nauthor: b\n", "a".repeat(FileKind::WINDOW));
        assert_eq!(FileKind::of(&page), FileKind::of(&page[..FileKind::WINDOW]));
        let front = format!("---\n{}", "# long: long\n".repeat(FileKind::WINDOW));
        assert_eq!(FileKind::of(&front), FileKind::Markdown);
    }
}
