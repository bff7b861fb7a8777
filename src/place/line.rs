//! What a single line can be: the recognisers of CommonMark 0.31.2 block starts (section 4 and 5) and of the delimiter
//! row of a GFM table, each on the bytes of one line without its end.

/// A place in a line that counts columns, with tab stops of four (CommonMark 2.2).
#[derive(Debug, Clone, Copy)]
pub(super) struct LineCursor<'l> {
    /// The rest of the line from the first byte that is not a blank.
    text: &'l [u8],
    /// The column of that byte.
    text_column: usize,
    /// The column up to which blanks have been taken.
    column: usize,
}

impl<'l> LineCursor<'l> {
    pub(super) fn new(line: &'l [u8]) -> Self {
        Self::at(line, 0)
    }

    fn at(line: &'l [u8], column: usize) -> Self {
        let (mut text, mut text_column) = (line, column);
        while let [blank @ (b' ' | b'\t'), rest @ ..] = text {
            text_column = if *blank == b'\t' { text_column / 4 * 4 + 4 } else { text_column + 1 };
            text = rest;
        }
        Self { text, text_column, column }
    }

    /// The rest of the line from the first byte that is not a blank.
    pub(super) const fn text(&self) -> &'l [u8] {
        self.text
    }

    /// The columns of blanks before [`LineCursor::text`].
    pub(super) const fn indent(&self) -> usize {
        self.text_column - self.column
    }

    pub(super) const fn is_blank(&self) -> bool {
        matches!(self.text, [] | [b'\r'])
    }

    /// Takes blanks, at most this many columns of them.
    pub(super) fn take_blanks(&mut self, columns: usize) {
        self.column = self.text_column.min(self.column + columns);
    }

    /// Takes all blanks, and this many bytes of the text.
    pub(super) fn take(&mut self, bytes: usize) {
        *self = Self::at(&self.text[bytes..], self.text_column + bytes);
    }
}

/// The level of an ATX heading (CommonMark 4.2) and the bytes of its opening sequence.
pub(super) fn heading(text: &[u8]) -> Option<u8> {
    let level = text.iter().take(7).take_while(|&&b| b == b'#').count();
    let ends = matches!(text.get(level), None | Some(b' ' | b'\t' | b'\r'));
    u8::try_from(level).ok().filter(|level| (1..=6).contains(level) && ends)
}

/// The level of a Setext heading that this line underlines (CommonMark 4.3).
pub(super) fn underline(text: &[u8]) -> Option<u8> {
    let (&mark, level) = match text.first()? {
        b @ b'=' => (b, 1),
        b @ b'-' => (b, 2),
        _ => return None,
    };
    let marks = text.iter().take_while(|&&b| b == mark).count();
    blank(&text[marks..]).then_some(level)
}

/// `***`, `- - -`, `___` (CommonMark 4.1).
pub(super) fn is_thematic_break(text: &[u8]) -> bool {
    let Some(&mark @ (b'*' | b'-' | b'_')) = text.first() else { return false };
    let mut marks = 0;
    for &b in text {
        match b {
            b' ' | b'\t' | b'\r' => {}
            b if b == mark => marks += 1,
            _ => return false,
        }
    }
    marks >= 3
}

/// The fence character and its number at the start of a fenced code block (CommonMark 4.5).
pub(super) fn fence(text: &[u8]) -> Option<(u8, usize)> {
    let &mark = text.first()?;
    if !matches!(mark, b'`' | b'~') {
        return None;
    }
    let marks = text.iter().take_while(|&&b| b == mark).count();
    let info_fits = mark == b'~' || !text[marks..].contains(&b'`');
    (marks >= 3 && info_fits).then_some((mark, marks))
}

/// Whether the line closes a fence of so many marks.
pub(super) fn closes_fence(text: &[u8], mark: u8, marks: usize) -> bool {
    let found = text.iter().take_while(|&&b| b == mark).count();
    found >= marks && blank(&text[found..])
}

/// A list marker (CommonMark 5.2).
#[derive(Debug, Clone, Copy)]
pub(super) struct ListMarker {
    pub(super) ordered: bool,
    /// The bytes of the marker itself.
    pub(super) width: usize,
    /// Whether it may interrupt a paragraph: it is a bullet or 1, and text follows.
    pub(super) interrupts: bool,
}

pub(super) fn marker(text: &[u8]) -> Option<ListMarker> {
    let (width, ordered, first) = match text.first()? {
        b'-' | b'+' | b'*' => (1, false, true),
        b'0'..=b'9' => {
            let digits = text.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
            if digits > 9 || !matches!(text.get(digits), Some(b'.' | b')')) {
                return None;
            }
            let leading_zeros = text[..digits].iter().take_while(|&&b| b == b'0').count();
            (digits + 1, true, &text[leading_zeros..digits] == b"1")
        }
        _ => return None,
    };
    let rest = &text[width..];
    if !matches!(rest, [] | [b' ' | b'\t' | b'\r', ..]) {
        return None;
    }
    Some(ListMarker { ordered, width, interrupts: first && !blank(rest) })
}

/// The number of columns, if the line is the delimiter row of a table (GFM 0.29, 4.10).
pub(super) fn delimiter_row(text: &[u8]) -> Option<usize> {
    if !matches!(text.first()?, b'|' | b'-' | b':')
        || !text.iter().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r'))
    {
        return None;
    }
    let cell = |cell: &[u8]| {
        let cell = cell.trim_ascii();
        let cell = cell.strip_prefix(b":").unwrap_or(cell);
        let cell = cell.strip_suffix(b":").unwrap_or(cell);
        !cell.is_empty() && cell.iter().all(|&b| b == b'-')
    };
    let row = row(text);
    (text.contains(&b'|') && row.split(|&b| b == b'|').all(cell)).then(|| row.split(|&b| b == b'|').count())
}

/// The number of cells, if the line is the header row of a table; backslashes protect pipes.
pub(super) fn cells(text: &[u8]) -> usize {
    let row = row(text);
    let protected = |at: usize| row[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1;
    1 + memchr::memchr_iter(b'|', row).filter(|&at| !protected(at)).count()
}

/// A table row without the pipes at its ends.
fn row(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b"|").unwrap_or(text);
    match text.strip_suffix(b"|") {
        Some(row) if !row.ends_with(b"\\") => row,
        _ => text,
    }
}

/// How an HTML block ends (CommonMark 4.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HtmlEnd {
    /// At the line with `</script>`, `</pre>`, `</style>` or `</textarea>` (kind 1).
    RawText,
    /// At the line with `-->` (kind 2).
    Comment,
    /// At the line with `?>` (kind 3).
    Instruction,
    /// At the line with `>` (kind 4).
    Declaration,
    /// At the line with `]]>` (kind 5).
    Cdata,
    /// At a blank line (kinds 6 and 7).
    Blank,
}

/// The HTML block that begins with this line. Kind 7 cannot interrupt a paragraph.
pub(super) fn html(text: &[u8], interrupting: bool) -> Option<HtmlEnd> {
    let rest = text.strip_prefix(b"<")?;
    match rest {
        [b'!', b'-', b'-', ..] => return Some(HtmlEnd::Comment),
        [b'?', ..] => return Some(HtmlEnd::Instruction),
        [b'!', b, ..] if b.is_ascii_alphabetic() => return Some(HtmlEnd::Declaration),
        _ if rest.starts_with(b"![CDATA[") => return Some(HtmlEnd::Cdata),
        _ => {}
    }
    let (closing, name) = tag_name(rest)?;
    let after = &rest[usize::from(closing) + name.len()..];
    let named = |names: &[&str]| names.iter().any(|n| n.as_bytes().eq_ignore_ascii_case(name));
    let raw = named(&["script", "pre", "style", "textarea"]);
    if raw && !closing && matches!(after, [] | [b' ' | b'\t' | b'\r' | b'>', ..]) {
        return Some(HtmlEnd::RawText);
    }
    if matches!(after, [] | [b' ' | b'\t' | b'\r' | b'>', ..] | [b'/', b'>', ..]) && named(BLOCK_TAGS) {
        return Some(HtmlEnd::Blank);
    }
    let alone = || whole_tag(after, closing).is_some_and(blank);
    (!interrupting && !raw && alone()).then_some(HtmlEnd::Blank)
}

/// Whether the HTML block ends with this part of a line.
pub(super) fn ends_html(end: HtmlEnd, text: &[u8]) -> bool {
    let has = |end: &[u8]| memchr::memmem::find(text, end).is_some();
    match end {
        HtmlEnd::RawText => [&b"</script>"[..], b"</pre>", b"</style>", b"</textarea>"].iter().any(|end| {
            memchr::memchr_iter(b'<', text)
                .any(|at| text[at..].len() >= end.len() && text[at..at + end.len()].eq_ignore_ascii_case(end))
        }),
        HtmlEnd::Comment => has(b"-->"),
        HtmlEnd::Instruction => has(b"?>"),
        HtmlEnd::Declaration => has(b">"),
        HtmlEnd::Cdata => has(b"]]>"),
        HtmlEnd::Blank => false,
    }
}

/// The name of the tag whose `<` is before `rest`, and whether it is a closing tag.
pub(super) fn tag_name(rest: &[u8]) -> Option<(bool, &[u8])> {
    let closing = rest.first() == Some(&b'/');
    let name = &rest[usize::from(closing)..];
    let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
    name.first()?.is_ascii_alphabetic().then(|| (closing, &name[..len]))
}

/// What follows a complete tag (CommonMark 6.6) of which the name has been read.
fn whole_tag(mut text: &[u8], closing: bool) -> Option<&[u8]> {
    loop {
        let inner = text.trim_ascii_start();
        let spaced = inner.len() < text.len();
        match inner {
            [b'>', after @ ..] => return Some(after),
            [b'/', b'>', after @ ..] if !closing => return Some(after),
            [b, ..] if !closing && spaced && (b.is_ascii_alphabetic() || matches!(b, b'_' | b':')) => {
                text = attribute(inner)?;
            }
            _ => return None,
        }
    }
}

/// What follows an attribute.
fn attribute(text: &[u8]) -> Option<&[u8]> {
    let name = text.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.' | b'-')).count();
    let rest = &text[name..];
    let Some(value) = rest.trim_ascii_start().strip_prefix(b"=") else { return Some(rest) };
    let value = value.trim_ascii_start();
    if let quote @ (b'"' | b'\'') = value.first()? {
        let end = memchr::memchr(*quote, &value[1..])?;
        return Some(&value[end + 2..]);
    }
    let ends = |b: &&u8| matches!(b, b' ' | b'\t' | b'"' | b'\'' | b'=' | b'<' | b'>' | b'`');
    let len = value.iter().take_while(|b| !ends(b)).count();
    (len > 0).then(|| &value[len..])
}

pub(super) fn blank(text: &[u8]) -> bool {
    text.iter().all(|b| matches!(b, b' ' | b'\t' | b'\r'))
}

/// The tags that begin an HTML block of kind 6 (CommonMark 4.6).
const BLOCK_TAGS: &[&str] = &[
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];
