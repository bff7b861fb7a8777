//! JSON out: one line per unit, or one document per page.
//!
//! Written from borrowed text into one buffer that is reused: keys and what all units of a page share are escaped once
//! per page. The bytes are those that `serde_json` writes for [`Record`](crate::export::Record) and
//! [`ErrorRecord`](crate::export::ErrorRecord).

use std::collections::HashMap;
use std::io::{self, Write};

use crate::diagnostic::Code;
use crate::export::buffered::Buffered;
use crate::export::json_string::{push_array, push_number, push_optional, push_string};
use crate::export::{Page, PlacedUnit, UnitWriter};
use crate::front_matter::FrontMatter;

/// Writes [JSON Lines](https://jsonlines.org): a [`Record`](crate::export::Record) per unit, and an
/// [`ErrorRecord`](crate::export::ErrorRecord) per page that could not be read. A page without units gives nothing.
///
/// ```
/// # use bitext::export::{Export, JsonLines, UnitWriter};
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut lines = Vec::new();
/// let mut writer = JsonLines::new(&mut lines);
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut |_, _| ())?;
/// writer.finish()?;
/// assert!(lines.starts_with(br#"{"path":"hello.md","id":"407fb-102","index":0,"source":"Hello","target":"Sveiki","#));
/// # Ok::<(), bitext::Error>(())
/// ```
pub struct JsonLines<W> {
    out: Buffered<W>,
    records: Records,
}

impl<W: Write> JsonLines<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self { out: Buffered::new(out), records: Records::default() }
    }
}

impl<W: Write> UnitWriter for JsonLines<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.records.begin(page);
        Ok(())
    }

    fn unit(&mut self, unit: &PlacedUnit<'_>) -> io::Result<Option<Code>> {
        self.records.push(&mut self.out.buffer, unit);
        self.out.buffer.push(b'\n');
        self.out.relieve().map(|()| None)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        let Some(error) = error else { return Ok(()) };
        self.out.buffer.extend_from_slice(&self.records.path);
        push_error(&mut self.out.buffer, error);
        self.out.buffer.push(b'\n');
        self.out.relieve()
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        push_path(&mut self.out.buffer, path);
        push_error(&mut self.out.buffer, error);
        self.out.buffer.push(b'\n');
        self.out.relieve()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes one JSON array with an object for each page:
/// `{"path", "front_matter", "source_locale", "target_locale", "units": […]}`.
///
/// - `units` holds the same objects as the lines of [`JsonLines`]; it is empty for a page without units.
/// - `front_matter` is `null` without one, else an object of its entries in their order. All values are strings: the
///   [text](crate::front_matter::Entry::text) of a scalar, and the text of a list or a nested value as it stands. Of
///   entries with the same key the last stands, as for [`FrontMatter::get`].
/// - A page that could not be read is `{"path", "error"}`; one whose rest could not be read has `error` behind `units`.
pub struct Json<W> {
    out: Buffered<W>,
    records: Records,
    is_first_page: bool,
    is_first_unit: bool,
}

impl<W: Write> Json<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self { out: Buffered::new(out), records: Records::default(), is_first_page: true, is_first_unit: true }
    }

    fn separate_page(&mut self) {
        self.out.buffer.extend_from_slice(if self.is_first_page { b"[" } else { b"," });
        self.is_first_page = false;
    }
}

impl<W: Write> UnitWriter for Json<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.separate_page();
        self.is_first_unit = true;
        self.records.begin(page);
        let buffer = &mut self.out.buffer;
        buffer.extend_from_slice(&self.records.path);
        buffer.extend_from_slice(b",\"front_matter\":");
        match page.front_matter {
            Some(front_matter) => push_front_matter(buffer, front_matter),
            None => buffer.extend_from_slice(b"null"),
        }
        buffer.extend_from_slice(&self.records.locales);
        buffer.extend_from_slice(b",\"units\":[");
        self.out.relieve()
    }

    fn unit(&mut self, unit: &PlacedUnit<'_>) -> io::Result<Option<Code>> {
        if !self.is_first_unit {
            self.out.buffer.push(b',');
        }
        self.is_first_unit = false;
        self.records.push(&mut self.out.buffer, unit);
        self.out.relieve().map(|()| None)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        self.out.buffer.push(b']');
        match error {
            Some(error) => push_error(&mut self.out.buffer, error),
            None => self.out.buffer.push(b'}'),
        }
        self.out.relieve()
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        self.separate_page();
        push_path(&mut self.out.buffer, path);
        push_error(&mut self.out.buffer, error);
        self.out.relieve()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.buffer.extend_from_slice(if self.is_first_page { b"[]\n" } else { b"]\n" });
        self.out.flush()
    }
}

/// Writes records; what all records of a page share is kept as JSON.
#[derive(Default)]
struct Records {
    /// From the opening brace to the end of the path.
    path: Vec<u8>,
    /// Both locales, each with the comma before it.
    locales: Vec<u8>,
    /// From the locales to the beginning of the context's word.
    shared: Vec<u8>,
    /// The headings of the last unit, and the same as JSON.
    headings: Vec<String>,
    headings_json: Vec<u8>,
}

impl Records {
    fn begin(&mut self, page: &Page<'_>) {
        self.path.clear();
        push_path(&mut self.path, page.path);
        self.locales.clear();
        self.locales.extend_from_slice(b",\"source_locale\":");
        push_string(&mut self.locales, &page.source_locale.to_string());
        self.locales.extend_from_slice(b",\"target_locale\":");
        push_optional(&mut self.locales, page.target_locale.map(|locale| locale.to_string()).as_deref());
        self.shared.clear();
        self.shared.extend_from_slice(&self.locales);
        self.shared.extend_from_slice(b",\"translation_type\":");
        push_optional(&mut self.shared, page.translation_type());
        self.shared.extend_from_slice(b",\"context\":\"");
        self.headings.clear();
        self.headings_json.clear();
        push_array(&mut self.headings_json, &[]);
    }

    fn push(&mut self, out: &mut Vec<u8>, placed: &PlacedUnit<'_>) {
        let PlacedUnit { unit, place, headings } = placed;
        if self.headings != *headings {
            (*headings).clone_into(&mut self.headings);
            self.headings_json.clear();
            push_array(&mut self.headings_json, headings);
        }
        // Enough for most units, so that the buffer grows here and nowhere else.
        let texts = unit.source.map_or(0, str::len) + unit.target.len();
        out.reserve(self.path.len() + self.shared.len() + self.headings_json.len() + texts + 512);
        out.extend_from_slice(&self.path);
        out.extend_from_slice(b",\"id\":\"");
        out.extend_from_slice(unit.id.as_str().as_bytes());
        push_field(out, b"\",\"index\":", place.index);
        out.extend_from_slice(b",\"source\":");
        push_optional(out, unit.source);
        out.extend_from_slice(b",\"target\":");
        push_string(out, unit.target);
        out.extend_from_slice(&self.shared);
        out.extend_from_slice(place.context.as_str().as_bytes());
        out.extend_from_slice(b"\",\"heading\":");
        out.extend_from_slice(&self.headings_json);
        push_field(out, b",\"line\":", place.position.line);
        push_field(out, b",\"column\":", place.position.column);
        push_field(out, b",\"byte_start\":", unit.span.start);
        push_field(out, b",\"byte_end\":", unit.span.end);
        out.extend_from_slice(if unit.id.is_merged() { b",\"merged\":true}" } else { b",\"merged\":false}" });
    }
}

#[inline]
fn push_field(out: &mut Vec<u8>, key: &[u8], number: u64) {
    out.extend_from_slice(key);
    push_number(out, number);
}

fn push_path(out: &mut Vec<u8>, path: &str) {
    out.extend_from_slice(b"{\"path\":");
    push_string(out, path);
}

fn push_error(out: &mut Vec<u8>, error: &str) {
    out.extend_from_slice(b",\"error\":");
    push_string(out, error);
    out.push(b'}');
}

fn push_front_matter(out: &mut Vec<u8>, front_matter: FrontMatter<'_>) {
    let entries: Vec<_> = front_matter.entries().collect();
    let last: HashMap<_, _> = entries.iter().enumerate().map(|(index, entry)| (entry.key, index)).collect();
    let mut separator = b'{';
    for (index, entry) in entries.iter().enumerate() {
        if last.get(entry.key) != Some(&index) {
            continue;
        }
        out.push(separator);
        separator = b',';
        push_string(out, entry.key);
        out.push(b':');
        push_string(out, entry.text().as_deref().unwrap_or(entry.value));
    }
    out.extend_from_slice(if separator == b'{' { b"{}" } else { b"}" });
}
