//! TMX 1.4b (LISA OSCAR Standard, 26 April 2005): one `<tu>` per unit, with the page and its id in it.
//!
//! Every `<tuv>` has its language, so pages of all languages go into one memory. The tuid is `PATH#ID`, because ids repeat
//! from page to page.

use std::io::{self, Write};

use super::codes::{datatype, push_ctype};
use super::exchange::{Dialect, EmptyTargets, ExchangeUnit, ExchangeWriter, InlineMode, Provenance};
use super::writer::{Page, UnitWriter, Written};
use super::xml::{Illegal, push_attribute, push_named, push_number, push_text};
use crate::inline::{Piece, PieceKind, Protectable};
use crate::markup::Markup;
use crate::place::LocatedUnit;

/// Writes TMX 1.4b: a `<tu>` per unit.
///
/// What is left out or replaced is as for [`XliffWriter`](crate::format::XliffWriter); a character that XML cannot hold is
/// U+FFFD. A unit with an empty target is left out, too: the answer is
/// [`Code::LeftOutNoTarget`](crate::Code::LeftOutNoTarget). Pages of several languages can be in one output.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::TmxWriter;
/// # use bitext::Locale;
/// let page = "---\nms.contentlocale: lv-lv\n---\n<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut writer = TmxWriter::new(Vec::new());
/// Export::new("hello.md", Locale::parse("en-US")?).text(page, &mut writer, &mut ())?;
/// let tmx = String::from_utf8(writer.finish()?).unwrap();
/// assert!(tmx.contains("<tuv xml:lang=\"lv-LV\"><seg>Sveiki</seg></tuv>"));
/// # Ok::<(), bitext::Error>(())
/// ```
#[doc(alias = "translation memory")]
#[derive(Debug)]
#[must_use]
pub struct TmxWriter<W: Write> {
    writer: ExchangeWriter<W, Tmx>,
}

impl<W: Write> TmxWriter<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        let mut writer = ExchangeWriter::new(out, Tmx::default());
        writer.empty_targets = EmptyTargets::LeftOut;
        Self { writer }
    }

    /// Sets what becomes of inline codes.
    pub fn with_inline(mut self, inline: InlineMode) -> Self {
        self.writer.inline = inline;
        self
    }

    /// Makes inline codes of what is text in Markdown and should survive a translation: bare URLs, footnote references,
    /// placeholders. It does nothing where inline codes are text.
    pub fn with_protected(mut self, kinds: impl IntoIterator<Item = Protectable>) -> Self {
        self.writer.protect(kinds);
        self
    }

    /// The output.
    pub fn get_ref(&self) -> &W {
        self.writer.get_ref()
    }

    /// Writes what ends the output, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<W> {
        self.writer.finish()
    }
}

impl<W: Write> UnitWriter for TmxWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.writer.begin(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        self.writer.unit(unit)
    }

    fn end(&mut self, _error: Option<&str>) -> io::Result<()> {
        self.writer.end()
    }

    fn close(&mut self) -> io::Result<()> {
        self.writer.close()
    }
}

/// The dialect of TMX 1.4b.
#[derive(Debug, Default)]
struct Tmx {
    /// The language of the sources, and that of the header.
    source_locale: String,
    header_locale: Option<String>,
    /// The opening of a `<tu>` up to the id, and from there to the source.
    before_id: Vec<u8>,
    after_id: Vec<u8>,
    /// From the end of the source to the target.
    before_target: Vec<u8>,
}

impl Dialect for Tmx {
    fn page(&mut self, page: &Page<'_>) {
        self.source_locale = page.source_locale.to_string();
        let source_locale = self.source_locale.as_str();
        self.before_id.clear();
        self.before_id.extend_from_slice(b"<tu");
        if self.header_locale.as_deref().is_some_and(|of_header| of_header != source_locale) {
            push_named(&mut self.before_id, "srclang", source_locale);
        }
        if page.markup != Markup::Markdown {
            push_named(&mut self.before_id, "datatype", datatype(page.markup));
        }
        self.before_id.extend_from_slice(b" tuid=\"");
        push_attribute(&mut self.before_id, page.path);
        self.before_id.push(b'#');

        let out = &mut self.after_id;
        out.clear();
        out.extend_from_slice(b"\">\n<prop type=\"x-file\">");
        // What XML cannot hold of a path is replaced, here as in the id; only texts are answered for.
        let _ = push_text(out, page.path, Illegal::Replaced);
        out.extend_from_slice(b"</prop>\n");
        out.extend_from_slice(match Provenance::of(page) {
            Provenance::Human => b"<prop type=\"x-translation-type\">HT</prop>\n".as_slice(),
            Provenance::Machine => b"<prop type=\"x-translation-type\">MT</prop>\n",
            Provenance::Unknown => b"",
        });
        push_opening(out, source_locale);

        self.before_target.clear();
        self.before_target.extend_from_slice(b"</seg></tuv>\n");
        let target_locale = page.target_locale.map(|locale| locale.to_string());
        push_opening(&mut self.before_target, target_locale.as_deref().unwrap_or_default());
    }

    fn begin_file(&mut self, out: &mut Vec<u8>) {
        push_header(out, &self.source_locale);
        self.header_locale = Some(self.source_locale.clone());
    }

    fn begin_page(&mut self, _out: &mut Vec<u8>) {}

    fn unit(&mut self, unit: &ExchangeUnit<'_>, out: &mut Vec<u8>) -> u64 {
        out.extend_from_slice(&self.before_id);
        out.extend_from_slice(unit.id.as_bytes());
        out.extend_from_slice(&self.after_id);
        let mut replaced = match unit.paired {
            Some(paired) => push_pieces(out, paired.source()),
            None => push_text(out, unit.source, Illegal::Replaced),
        };
        out.extend_from_slice(&self.before_target);
        replaced += match unit.paired {
            Some(paired) => push_pieces(out, paired.target()),
            None => push_text(out, unit.target, Illegal::Replaced),
        };
        out.extend_from_slice(b"</seg></tuv>\n</tu>\n");
        replaced
    }

    fn end_page(&mut self, _out: &mut Vec<u8>) {}

    fn end_file(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(END);
    }

    fn nothing(&mut self, out: &mut Vec<u8>) {
        push_header(out, "und");
        out.extend_from_slice(END);
    }
}

const END: &[u8] = b"</body>\n</tmx>\n";

fn push_header(out: &mut Vec<u8>, source_locale: &str) {
    const HEADER: &str = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n\
        <header creationtool=\"bitext\" creationtoolversion=\"",
        env!("CARGO_PKG_VERSION"),
        "\" segtype=\"sentence\" o-tmf=\"bitext\" adminlang=\"en\""
    );
    out.extend_from_slice(HEADER.as_bytes());
    push_named(out, "srclang", source_locale);
    push_named(out, "datatype", datatype(Markup::Markdown));
    out.extend_from_slice(b"/>\n<body>\n");
}

fn push_opening(out: &mut Vec<u8>, locale: &str) {
    out.extend_from_slice(b"<tuv");
    push_named(out, "xml:lang", locale);
    out.extend_from_slice(b"><seg>");
}

/// The content of a `<seg>`: `<bpt>` and `<ept>` pair by `i` within it, `x` is the same in source and target.
fn push_pieces<'a>(out: &mut Vec<u8>, pieces: impl Iterator<Item = Piece<'a>>) -> u64 {
    let mut replaced = 0;
    for piece in pieces {
        let id = piece.id.unwrap_or_default();
        let closing: &[u8] = match piece.kind {
            PieceKind::Text => {
                replaced += push_text(out, piece.raw, Illegal::Replaced);
                continue;
            }
            PieceKind::Close(_) => {
                out.extend_from_slice(b"<ept i=\"");
                push_number(out, id);
                b"</ept>"
            }
            PieceKind::Open(_) => {
                out.extend_from_slice(b"<bpt i=\"");
                push_number(out, id);
                push_rest(out, b"\" x=\"", &piece);
                b"</bpt>"
            }
            PieceKind::Standalone(_) => {
                push_rest(out, b"<ph x=\"", &piece);
                b"</ph>"
            }
        };
        out.extend_from_slice(b"\">");
        replaced += push_text(out, piece.raw, Illegal::Replaced);
        out.extend_from_slice(closing);
    }
    replaced
}

/// Appends the `x` and the type of a code.
fn push_rest(out: &mut Vec<u8>, before: &[u8], piece: &Piece<'_>) {
    out.extend_from_slice(before);
    push_number(out, piece.id.unwrap_or_default());
    out.extend_from_slice(b"\" type=\"");
    push_ctype(out, piece);
}
