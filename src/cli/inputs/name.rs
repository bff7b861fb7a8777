//! The names of pages: paths with `/`, such that two paths have one name only if they are one path.
//!
//! A name is the argument joined with the path inside it, or the path below `--base`. `.` and doubled slashes are left out.
//! What is not Unicode is escaped: a byte that is not UTF-8 is U+FFFD and two upper-case hexadecimal digits, and a U+FFFD
//! that the name has itself is doubled. So `a<FF>.md` is `a�FF.md`, and the way back is open: after a U+FFFD comes another
//! one or two digits. The bytes of a character that XML cannot hold are escaped as well: in XLIFF it would be a U+FFFD, and the
//! name that of another page.

use std::path::{Component, Path};

const ESCAPE: char = '\u{FFFD}';

/// The name of a page.
pub(crate) fn name(path: &Path) -> String {
    let mut name = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                name.push('/');
                continue;
            }
            Component::Prefix(_) | Component::ParentDir | Component::Normal(_) => {}
        }
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        push_escaped(&mut name, component.as_os_str().as_encoded_bytes());
    }
    if name.is_empty() { ".".to_owned() } else { name }
}

fn push_escaped(name: &mut String, bytes: &[u8]) {
    for chunk in bytes.utf8_chunks() {
        for char in chunk.valid().chars() {
            if !is_xml_char(char) {
                push_bytes(name, char.encode_utf8(&mut [0; 4]).as_bytes());
                continue;
            }
            if char == ESCAPE {
                name.push(ESCAPE);
            }
            name.push(char);
        }
        push_bytes(name, chunk.invalid());
    }
}

fn push_bytes(name: &mut String, bytes: &[u8]) {
    for byte in bytes {
        name.push(ESCAPE);
        name.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
    }
}

/// Whether a character is a `Char` of XML 1.0 (fifth edition, section 2.2).
const fn is_xml_char(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

/// A name that a file of edits gives, in the form that ours have: with `/` for `\`, and without `.`, `x/..` and doubled slashes.
pub(crate) fn normal(name: &str) -> String {
    let name = name.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let root = if name.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_slashes_and_no_dots_in_front() {
        for (path, expect) in [
            ("a.md", "a.md"),
            ("./a.md", "a.md"),
            ("././docs//a.md", "docs/a.md"),
            ("docs/./a.md", "docs/a.md"),
            ("../a.md", "../a.md"),
            ("/docs/a.md", "/docs/a.md"),
            (".", "."),
            ("a\u{FFFD}FF.md", "a\u{FFFD}\u{FFFD}FF.md"),
        ] {
            assert_eq!(name(Path::new(path)), expect, "{path}");
        }
    }

    #[test]
    fn names_of_edits_are_brought_into_that_form() {
        for (name, expect) in [
            ("./docs/a.md", "docs/a.md"),
            ("docs\\sub\\a.md", "docs/sub/a.md"),
            (".\\docs//a.md", "docs/a.md"),
            ("docs/x/../a.md", "docs/a.md"),
            ("../a.md", "../a.md"),
            ("/docs/./a.md", "/docs/a.md"),
        ] {
            assert_eq!(normal(name), expect, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_not_unicode_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes| name(Path::new(std::ffi::OsStr::from_bytes(bytes)));
        assert_eq!(name(b"a\xFF.md"), "a\u{FFFD}FF.md");
        assert_eq!(name(b"a\xFE.md"), "a\u{FFFD}FE.md");
        assert_eq!(name("a\u{FFFD}.md".as_bytes()), "a\u{FFFD}\u{FFFD}.md");
        assert_eq!(name(b"a\x01.md"), "a\u{FFFD}01.md");
        assert_eq!(name("a\u{FFFE}.md".as_bytes()), "a\u{FFFD}EF\u{FFFD}BF\u{FFFD}BE.md");
    }
}
