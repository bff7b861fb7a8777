//! JSON Lines with a `translation` object, as the `Translation` feature of Hugging Face `datasets` has it.

use std::io::{self, Write};

use super::row::{PageFacts, Row, keys};
use crate::diagnostic::Code;
use crate::error::CannotHold;
use crate::format::buffer::Buffer;
use crate::format::json::string::push_string;
use crate::format::writer::{Page, UnitWriter, Written};
use crate::place::LocatedUnit;

/// Writes a JSON object per unit:
/// `{"id":"PATH#ID","translation":{"en":"…","lv":"…"},"source_lang":"en-US","target_lang":"lv-LV"}`.
///
/// - The keys of `translation` are the first subtags of the languages; where these are equal (`en-US`, `en-GB`), the whole tags.
/// - All values are strings in all rows, because loaders take the types of all rows from the first ones. So a unit without a
///   source is left out, and a page without a target locale cannot be written.
/// - All rows have the same keys, for the same reason: a second pair of languages is an error
///   ([`CannotHold::SecondLocale`](crate::CannotHold::SecondLocale)).
/// - A sentence of a unit has the id `PATH#ID/s1`, `PATH#ID/s2` and so on.
///
/// ```
/// # use bitext::export::Export;
/// # use bitext::format::HfWriter;
/// # use bitext::{Locale, Settings};
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut writer = HfWriter::new(Vec::new());
/// let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV")?));
/// let export = Export::new("hello.md", Locale::parse("en-US")?).with_settings(settings);
/// export.text(page, &mut writer, &mut ())?;
/// let lines = writer.finish()?;
/// let row = r#"{"id":"hello.md#407fb-102","translation":{"en":"Hello","lv":"Sveiki"},"source_lang":"en-US","target_lang":"lv-LV"}"#;
/// assert_eq!(String::from_utf8(lines)?.trim_end(), row);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct HfWriter<W: Write> {
    out: Buffer<W>,
    page: PageFacts,
    /// The keys of all rows, once there is one.
    keys: Option<[String; 2]>,
    /// What is before the source, between source and target, and after the target, for the rows of the page.
    before: [Vec<u8>; 2],
    after: Vec<u8>,
}

impl<W: Write> HfWriter<W> {
    /// Writes to `out`, in large pieces.
    pub fn new(out: W) -> Self {
        Self {
            out: Buffer::new(out),
            page: PageFacts::default(),
            keys: None,
            before: [Vec::new(), Vec::new()],
            after: Vec::new(),
        }
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

impl<W: Write> UnitWriter for HfWriter<W> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.page = PageFacts::of(page);
        let Some(target) = &self.page.target_locale else { return Ok(()) };
        let keys = keys(&self.page.source_locale, target);
        let [before_source, before_target] = &mut self.before;
        before_source.clear();
        before_source.extend_from_slice(b",\"translation\":{");
        push_string(before_source, keys[0]);
        before_source.push(b':');
        before_target.clear();
        before_target.push(b',');
        push_string(before_target, keys[1]);
        before_target.push(b':');
        self.after.clear();
        self.after.extend_from_slice(b"},\"source_lang\":");
        push_string(&mut self.after, &self.page.source_locale);
        self.after.extend_from_slice(b",\"target_lang\":");
        push_string(&mut self.after, target);
        self.after.extend_from_slice(b"}\n");
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let Some(target_locale) = &self.page.target_locale else { return Err(CannotHold::NoTargetLocale.into()) };
        let Some(source) = unit.source else { return Ok(Written::LeftOut(Code::LeftOutNoSource)) };
        let keys = keys(&self.page.source_locale, target_locale);
        match &self.keys {
            Some(first) if *first != keys => {
                return Err(CannotHold::SecondLocale { first: first[1].clone(), second: keys[1].to_owned() }.into());
            }
            Some(_) => {}
            None => self.keys = Some(keys.map(str::to_owned)),
        }
        let key = Row::new(&self.page, unit).key();
        let out = &mut self.out.bytes;
        out.extend_from_slice(b"{\"id\":");
        push_string(out, &key);
        out.extend_from_slice(&self.before[0]);
        push_string(out, source);
        out.extend_from_slice(&self.before[1]);
        push_string(out, unit.target);
        out.extend_from_slice(&self.after);
        self.out.flush_if_full().map(|()| Written::Whole)
    }

    fn close(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
