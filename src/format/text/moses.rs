//! Parallel text files, one unit a line, as Moses and the toolkits after it read them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::io::{self, Write};

use super::fold::{Tabs, push_folded};
use super::row::{PageFacts, Row, keys};
use crate::diagnostic::Code;
use crate::error::CannotHold;
use crate::format::buffer::Buffer;
use crate::format::writer::{Page, UnitWriter, Written};
use crate::place::LocatedUnit;

/// The three files of a pair of languages. Line N of one belongs to line N of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MosesFile {
    /// `en-lv.en`: the sources.
    Source,
    /// `en-lv.lv`: the targets.
    Target,
    /// `en-lv.ids`: the keys of the units, `PATH#ID`, and `PATH#ID/s1` for a sentence of one.
    Ids,
}

impl MosesFile {
    /// All three.
    const ALL: [Self; 3] = [Self::Source, Self::Target, Self::Ids];

    /// How the name of the file ends, for these keys of the languages.
    fn ending(self, [source, target]: [&str; 2]) -> String {
        let last = match self {
            Self::Source => source,
            Self::Target => target,
            Self::Ids => "ids",
        };
        format!("{source}-{target}.{last}")
    }
}

/// Writes parallel text files: for each pair of languages three, which `create` makes when the first unit of the pair comes.
/// It is given how the name of the file ends: `en-lv.en`, `en-lv.lv`, `en-lv.ids`.
///
/// - Languages are named by their first subtags, or by the whole tags where these are equal.
/// - Line ends in texts are blanks, so the files of a pair have the same number of lines; that is checked at the end.
/// - A unit of which one side is missing, empty or only white space is left out of all three.
/// - A page without a target locale cannot be written.
///
/// ```
/// # use std::collections::BTreeMap;
/// # use bitext::export::Export;
/// # use bitext::format::MosesWriter;
/// # use bitext::{Locale, Settings};
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki,\npasaule</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello, world</span></span>\n";
/// let mut writer = MosesWriter::new(|_| Ok(Vec::new()));
/// let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV")?));
/// let export = Export::new("hello.md", Locale::parse("en-US")?).with_settings(settings);
/// export.text(page, &mut writer, &mut ())?;
/// let files: BTreeMap<String, Vec<u8>> = writer.finish()?.into_iter().collect();
/// assert_eq!(files["en-lv.en"], b"Hello, world\n");
/// assert_eq!(files["en-lv.lv"], b"Sveiki, pasaule\n");
/// assert_eq!(files["en-lv.ids"], b"hello.md#407fb-102\n");
/// # Ok::<(), bitext::Error>(())
/// ```
#[must_use]
pub struct MosesWriter<W: Write, C> {
    create: C,
    page: PageFacts,
    /// By the keys of the languages.
    pairs: BTreeMap<[String; 2], [LineFile<W>; 3]>,
}

/// A file that gets lines.
struct LineFile<W: Write> {
    ending: String,
    out: Buffer<W>,
    /// The line ends in it.
    lines: u64,
}

impl<W: Write> LineFile<W> {
    fn new(ending: String, create: &mut impl FnMut(&str) -> io::Result<W>) -> io::Result<Self> {
        let out = Buffer::new(create(&ending)?);
        Ok(Self { ending, out, lines: 0 })
    }

    fn push_line(&mut self, text: &str) -> io::Result<()> {
        let start = self.out.bytes.len();
        push_folded(&mut self.out.bytes, text, Tabs::Kept);
        self.out.bytes.push(b'\n');
        self.lines += memchr::memchr_iter(b'\n', &self.out.bytes[start..]).count() as u64;
        self.out.flush_if_full()
    }
}

impl<W: Write, C> fmt::Debug for MosesWriter<W, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.pairs.iter().map(|(keys, files)| (keys, files[0].lines));
        f.debug_map().entries(lines).finish()
    }
}

impl<W: Write, C: FnMut(&str) -> io::Result<W>> MosesWriter<W, C> {
    /// Writes to the files that `create` makes, in large pieces.
    pub fn new(create: C) -> Self {
        Self { create, page: PageFacts::default(), pairs: BTreeMap::new() }
    }

    /// Gives the files back, each with the ending of its name.
    ///
    /// # Errors
    /// Those of the files, and that those of a pair have not the same number of lines.
    pub fn finish(mut self) -> io::Result<Vec<(String, W)>> {
        self.close()?;
        let files = std::mem::take(&mut self.pairs).into_values().flatten();
        files.map(|file| Ok((file.ending, file.out.into_inner()?))).collect()
    }

    /// The three files of the page's languages.
    fn files(&mut self) -> io::Result<&mut [LineFile<W>; 3]> {
        let Some(target_locale) = &self.page.target_locale else { return Err(CannotHold::NoTargetLocale.into()) };
        let keys = keys(&self.page.source_locale, target_locale);
        match self.pairs.entry(keys.map(str::to_owned)) {
            Entry::Occupied(files) => Ok(files.into_mut()),
            Entry::Vacant(place) => {
                let [source, target, ids] =
                    MosesFile::ALL.map(|file| LineFile::new(file.ending(keys), &mut self.create));
                Ok(place.insert([source?, target?, ids?]))
            }
        }
    }
}

impl<W: Write, C: FnMut(&str) -> io::Result<W>> UnitWriter for MosesWriter<W, C> {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        self.page = PageFacts::of(page);
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let key = Row::new(&self.page, unit).key();
        let [sources, targets, ids] = self.files()?;
        let Some(source) = unit.source.filter(|source| !source.trim().is_empty()) else {
            return Ok(Written::LeftOut(Code::LeftOutNoSource));
        };
        if unit.target.trim().is_empty() {
            return Ok(Written::LeftOut(Code::LeftOutNoTarget));
        }
        sources.push_line(source)?;
        targets.push_line(unit.target)?;
        ids.push_line(&key)?;
        Ok(Written::Whole)
    }

    fn close(&mut self) -> io::Result<()> {
        for files in self.pairs.values_mut() {
            let [one, two, three] = files.each_ref().map(|file| file.lines);
            if one != two || one != three {
                return Err(io::Error::other(format!("the files have {one}, {two} and {three} lines")));
            }
            files.iter_mut().try_for_each(|file| file.out.flush())?;
        }
        Ok(())
    }
}
