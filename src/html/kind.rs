//! Whether a file is a published page, told by its start.

/// Whether a file of which `start` is the beginning is a whole HTML page: after blanks and comments it begins with
/// `<!doctype html`, or with the tag of an element that only a page has at its start: `html`, `head`, `body`, `meta`.
///
/// Markdown may begin with any other element, so a piece of a page is not told. About the first 4 KiB are enough.
///
/// ```
/// # use bitext::html::is_html;
/// assert!(is_html(b"<!DOCTYPE html>\n<html lang=\"ko-kr\">"));
/// assert!(is_html(b"<!-- saved -->\n<head><meta charset=\"utf-8\">"));
/// assert!(!is_html(b"<h2>A heading of Markdown</h2>\n"));
/// ```
#[must_use]
pub fn is_html(start: &[u8]) -> bool {
    let mut rest = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    while let Some(body) = rest.strip_prefix(b"<!--") {
        let Some(end) = memchr::memmem::find(body, b"-->") else { return false };
        rest = body[end + 3..].trim_ascii_start();
    }
    let starts = |tag: &[u8]| {
        rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
            && matches!(rest.get(tag.len()), Some(b' ' | b'\t' | b'\n' | b'\x0C' | b'\r' | b'>' | b'/'))
    };
    let tags: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<meta"];
    tags.into_iter().any(starts)
}

#[cfg(test)]
mod tests {
    use super::is_html;

    #[test]
    fn a_page_is_told_by_what_only_a_page_begins_with() {
        for text in ["<!doctype HTML>", "\u{FEFF}<HTML>", " \n<!-- a --><!--b-->\n<body class=x>", "<meta charset=utf-8>"] {
            assert!(is_html(text.as_bytes()), "{text}");
        }
        for text in ["", "<", "<!-- open", "<header>", "<h1>", "<!doctype", "text <html>", "<?xml version=\"1.0\"?>", "---\n"] {
            assert!(!is_html(text.as_bytes()), "{text}");
        }
    }
}
