//! JSON out: one line per unit, or one document per page.
//!
//! Written from borrowed text into one buffer that is used again: keys and what all units of a page share are escaped once
//! per page. The bytes are those that `serde_json` writes for [`Record`](crate::format::Record) and
//! [`ErrorRecord`](crate::format::ErrorRecord).

use std::collections::HashMap;
use std::io::{self, Write};

use super::string::{push_array, push_number, push_optional, push_string};
use crate::format::buffer::Buffer;
use crate::format::writer::{Page, UnitWriter, Written};
use crate::front_matter::FrontMatter;
use crate::place::{Extent, Headings, LocatedUnit};

/// Writes [JSON Lines](https://jsonlines.org): a [`Record`](crate::format::Record) per unit, and an
/// [`ErrorRecord`](crate::format::ErrorRecord) per page that could not be read. A page without units gives nothing.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::JsonLinesWriter;
/// # use bitext::Locale;
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut writer = JsonLinesWriter::new(Vec::new());
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let lines = writer.finish()?;
/// assert!(lines.starts_with(br#"{"path":"hello.md","id":"407fb-102","index":0,"source":"Hello","target":"Sveiki","#));
/// # Ok::<(), bitext::Error>(())
/// ```
#[doc(alias = "jsonl")]
#[doc(alias = "ndjson")]
#[derive(Debug)]
#[must_use]
pub struct JsonLinesWriter<W: Write> {
    out: Buffer<W>,
    records: RecordWriter,
}

impl<W: Write> JsonLinesWriter<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self { out: Buffer::new(out), records: RecordWriter::default() }
    }

    /// Adds the keys `source_hash` and `pair_hash` to each record; see [`hash`](crate::hash). They are `null` for a unit
    /// without a source.
    ///
    /// ```
    /// # use bitext::export::Export;
    /// # use bitext::format::JsonLinesWriter;
    /// # use bitext::Locale;
    /// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
    ///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
    /// let mut writer = JsonLinesWriter::new(Vec::new()).with_hashes();
    /// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
    /// let json = String::from_utf8(writer.finish()?).unwrap();
    /// assert!(json.contains(r#","source_hash":"1bfd09d1a433fb78117b4c7b1583d16d","pair_hash":"#));
    /// # Ok::<(), bitext::Error>(())
    /// ```
    #[cfg(feature = "corpus")]
    pub fn with_hashes(mut self) -> Self {
        self.records.push_more = Some(super::hashes::push_hashes);
        self
    }

    /// The output.
    pub fn get_ref(&self) -> &W {
        self.out.get_ref()
    }

    /// Writes what ends the output, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.into_inner()
    }
}

impl<W: Write> UnitWriter for JsonLinesWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.records.begin(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.records.push(&mut self.out.bytes, unit);
        self.out.bytes.push(b'\n');
        self.out.flush_if_full().map(|()| Written::Whole)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        let Some(error) = error else { return Ok(()) };
        self.out.bytes.extend_from_slice(&self.records.path);
        push_error(&mut self.out.bytes, error);
        self.out.bytes.push(b'\n');
        self.out.flush_if_full()
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        push_path(&mut self.out.bytes, path);
        push_error(&mut self.out.bytes, error);
        self.out.bytes.push(b'\n');
        self.out.flush_if_full()
    }

    fn close(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes one JSON array with an object for each page:
/// `{"path", "front_matter", "source_locale", "target_locale", "units": […]}`.
///
/// - `units` holds the same objects as the lines of [`JsonLinesWriter`]; it is empty for a page without units.
/// - `front_matter` is `null` without one, else an object of its entries in their order. All values are strings: the
///   [text](crate::front_matter::Entry::text) of a scalar, and the text of a list or a nested value as it is written. Of
///   entries with the same key the last counts, as for [`FrontMatter::get`].
/// - A page that could not be read is `{"path", "error"}`; one whose rest could not be read has `error` after `units`.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::JsonWriter;
/// # use bitext::Locale;
/// let page = "---\ntitle: Sveiki\n---\n<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut writer = JsonWriter::new(Vec::new());
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let json: serde_json::Value = serde_json::from_slice(&writer.finish()?).unwrap();
/// assert_eq!(json[0]["front_matter"]["title"], "Sveiki");
/// assert_eq!(json[0]["units"][0]["source"], "Hello");
/// # Ok::<(), bitext::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct JsonWriter<W: Write> {
    out: Buffer<W>,
    records: RecordWriter,
    is_first_page: bool,
    is_first_unit: bool,
    is_closed: bool,
}

impl<W: Write> JsonWriter<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self {
            out: Buffer::new(out),
            records: RecordWriter::default(),
            is_first_page: true,
            is_first_unit: true,
            is_closed: false,
        }
    }

    /// Adds the keys `source_hash` and `pair_hash` to each unit; see [`hash`](crate::hash). They are `null` for a unit
    /// without a source.
    ///
    /// ```
    /// # use bitext::export::Export;
    /// # use bitext::format::JsonWriter;
    /// # use bitext::Locale;
    /// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
    ///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
    /// let mut writer = JsonWriter::new(Vec::new()).with_hashes();
    /// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
    /// let json = String::from_utf8(writer.finish()?).unwrap();
    /// assert!(json.contains(r#","source_hash":"1bfd09d1a433fb78117b4c7b1583d16d","pair_hash":"#));
    /// # Ok::<(), bitext::Error>(())
    /// ```
    #[cfg(feature = "corpus")]
    pub fn with_hashes(mut self) -> Self {
        self.records.push_more = Some(super::hashes::push_hashes);
        self
    }

    /// The output.
    pub fn get_ref(&self) -> &W {
        self.out.get_ref()
    }

    /// Writes what ends the output, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        self.out.into_inner()
    }

    fn separate_page(&mut self) {
        self.out.bytes.extend_from_slice(if self.is_first_page { b"[" } else { b"," });
        self.is_first_page = false;
    }
}

impl<W: Write> UnitWriter for JsonWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.separate_page();
        self.is_first_unit = true;
        self.records.begin(page);
        let buffer = &mut self.out.bytes;
        buffer.extend_from_slice(&self.records.path);
        buffer.extend_from_slice(b",\"front_matter\":");
        match page.front_matter {
            Some(front_matter) => push_front_matter(buffer, front_matter),
            None => buffer.extend_from_slice(b"null"),
        }
        buffer.extend_from_slice(&self.records.locales);
        buffer.extend_from_slice(b",\"units\":[");
        self.out.flush_if_full()
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        if !self.is_first_unit {
            self.out.bytes.push(b',');
        }
        self.is_first_unit = false;
        self.records.push(&mut self.out.bytes, unit);
        self.out.flush_if_full().map(|()| Written::Whole)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        self.out.bytes.push(b']');
        match error {
            Some(error) => push_error(&mut self.out.bytes, error),
            None => self.out.bytes.push(b'}'),
        }
        self.out.flush_if_full()
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        self.separate_page();
        push_path(&mut self.out.bytes, path);
        push_error(&mut self.out.bytes, error);
        self.out.flush_if_full()
    }

    fn close(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_closed, true) {
            self.out.bytes.extend_from_slice(if self.is_first_page { b"[]\n" } else { b"]\n" });
        }
        self.out.flush()
    }
}

/// Adds keys to the end of a record. It is given the unit, and the target locale of its page.
type PushMore = fn(&mut Vec<u8>, &LocatedUnit<'_>, Option<&str>);

/// Writes records; what all records of a page share is kept as JSON.
#[derive(Debug, Default)]
struct RecordWriter {
    /// From the opening brace to the end of the path.
    path: Vec<u8>,
    /// Both locales, each with the comma before it.
    locales: Vec<u8>,
    /// From the locales to the beginning of the context's word.
    shared: Vec<u8>,
    /// The headings of the last unit, and the same as JSON.
    headings: Headings,
    headings_json: Vec<u8>,
    target_locale: Option<String>,
    push_more: Option<PushMore>,
}

impl RecordWriter {
    fn begin(&mut self, page: &Page<'_>) {
        self.path.clear();
        push_path(&mut self.path, page.path);
        self.locales.clear();
        self.locales.extend_from_slice(b",\"source_locale\":");
        push_string(&mut self.locales, &page.source_locale.to_string());
        self.locales.extend_from_slice(b",\"target_locale\":");
        self.target_locale = page.target_locale.map(|locale| locale.to_string());
        push_optional(&mut self.locales, self.target_locale.as_deref());
        self.shared.clear();
        self.shared.extend_from_slice(&self.locales);
        self.shared.extend_from_slice(b",\"translation_type\":");
        push_optional(&mut self.shared, page.translation_type());
        self.shared.extend_from_slice(b",\"context\":\"");
        self.headings = Headings::default();
        self.headings_json.clear();
        push_array(&mut self.headings_json, &[]);
    }

    fn push(&mut self, out: &mut Vec<u8>, unit: &LocatedUnit<'_>) {
        let place = &unit.place;
        let (context, position, headings) = (place.context(), place.position(), place.headings());
        if !self.headings.ptr_eq(&headings) {
            self.headings_json.clear();
            push_array(&mut self.headings_json, &headings);
            self.headings = headings;
        }
        // Enough for most units, so that the buffer grows here and nowhere else.
        let texts = unit.source.map_or(0, str::len) + unit.target.len();
        out.reserve(self.path.len() + self.shared.len() + self.headings_json.len() + texts + 512);
        out.extend_from_slice(&self.path);
        out.extend_from_slice(b",\"id\":\"");
        out.extend_from_slice(unit.id.as_str().as_bytes());
        out.extend_from_slice(b"\",\"index\":");
        match unit.extent {
            Extent::Hidden => out.extend_from_slice(b"null"),
            Extent::Whole | Extent::Sentence(_) => push_number(out, place.index()),
        }
        out.extend_from_slice(b",\"source\":");
        push_optional(out, unit.source);
        out.extend_from_slice(b",\"target\":");
        push_string(out, unit.target);
        out.extend_from_slice(&self.shared);
        out.extend_from_slice(context.as_str().as_bytes());
        out.extend_from_slice(b"\",\"heading\":");
        out.extend_from_slice(&self.headings_json);
        push_field(out, b",\"line\":", position.line);
        push_field(out, b",\"column\":", position.column);
        push_field(out, b",\"byte_start\":", unit.span.start);
        push_field(out, b",\"byte_end\":", unit.span.end);
        out.extend_from_slice(if unit.id.is_merged() { b",\"merged\":true" } else { b",\"merged\":false" });
        if let Some(number) = unit.extent.sentence() {
            push_field(out, b",\"segment\":", number.into());
        }
        if let Some(push_more) = self.push_more {
            push_more(out, unit, self.target_locale.as_deref());
        }
        out.push(b'}');
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
