//! The parts of a stream.

use std::fmt;
use std::io::{self, Read};

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::front_matter::FrontMatter;
use crate::locale::Locale;
use crate::markup::Markup;
use crate::part::line_ends::LineEnds;
use crate::part::sequence::{Next, Sequence};
use crate::part::settings::Settings;
use crate::part::unit::Part;
use crate::position::Cursor;
use crate::scan::front::{Finder, Front};

/// How far after a unit [`PartReader::following`] reaches, in bytes.
const FOLLOWING: usize = 64 << 10;

/// The parts of a stream, in order. They are those that [`Parts`](crate::Parts) gives for the whole text, but skeleton
/// may come in more pieces.
///
/// A part is in the reader's buffer until the next one is asked for, so this is no `Iterator`. The buffer holds the
/// longest unit, and no more than [`Settings::unit_limit`] and two times [`Settings::buffer`] besides.
///
/// ```
/// # use bitext::{Part, PartReader};
/// let page: &[u8] = b"# <span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///                     <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let mut reader = PartReader::new(page);
/// let mut targets = Vec::new();
/// while let Some(part) = reader.next_part()? {
///     if let Part::Unit(unit) = part {
///         targets.push(unit.target.to_owned());
///     }
/// }
/// assert_eq!(targets, ["Sveiki"]);
/// # Ok::<(), bitext::Error>(())
/// ```
pub struct PartReader<R> {
    source: R,
    /// What was read last, after the `cut` bytes of a character that the read before did not complete.
    chunk: Vec<u8>,
    cut: usize,
    /// What has been read and is still needed.
    text: String,
    /// What has been read and is not needed any more.
    gone: Cursor,
    state: ReadState,
    /// Given when everything before it has been.
    failure: Option<Error>,
    has_failed: bool,
    front_matter: String,
    locale: Option<String>,
    unit_limit: usize,
    looks_ahead: bool,
    line_ends: LineEnds,
    /// What the last step gave.
    last: Next,
}

impl<R> fmt::Debug for PartReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartReader")
            .field("gone", &self.gone)
            .field("buffered", &self.text.len())
            .field("has_failed", &self.has_failed)
            .finish_non_exhaustive()
    }
}

enum ReadState {
    Front(Finder),
    Body { sequence: Box<Sequence>, is_last: bool },
}

impl<R: Read> PartReader<R> {
    /// The parts of what `source` gives.
    pub fn new(source: R) -> Self {
        Self::with_settings(source, &Settings::default())
    }

    /// The parts of what `source` gives, with limits and a fallback locale of the caller's.
    pub fn with_settings(source: R, settings: &Settings<'_>) -> Self {
        Self {
            source,
            chunk: vec![0; settings.buffer.clamp(8, 1 << 30)],
            cut: 0,
            text: String::new(),
            gone: Cursor::new(),
            state: ReadState::Front(Finder::default()),
            failure: None,
            has_failed: false,
            front_matter: String::new(),
            locale: settings.locale.map(|locale| locale.as_written().to_owned()),
            unit_limit: settings.unit_limit,
            looks_ahead: false,
            line_ends: LineEnds::default(),
            last: Next::End,
        }
    }

    /// The next part, `None` at the end.
    ///
    /// # Errors
    /// [`Error::NotUtf8`] where the stream stops being UTF-8, after the parts before it that were certain by then, and
    /// [`Error::Io`] if reading fails. After an error nothing more comes.
    pub fn next_part(&mut self) -> Result<Option<Part<'_>>> {
        Ok(if self.advance()? { self.part() } else { None })
    }

    /// Goes on to the next part; `false` at the end. [`part`](Self::part) and
    /// [`diagnostics`](Self::diagnostics) are about that part then.
    ///
    /// # Errors
    /// As [`next_part`](Self::next_part).
    pub fn advance(&mut self) -> Result<bool> {
        self.last = Next::End;
        if self.has_failed {
            return Ok(false);
        }
        self.read_front_matter()?;
        if self.looks_ahead {
            self.drain_if_large();
        }
        loop {
            let ReadState::Body { sequence, is_last } = &mut self.state else { return Ok(false) };
            self.last = sequence.step(&self.text, *is_last);
            match self.last {
                Next::NeedMore => {
                    let given = sequence.at();
                    self.drain(given);
                    self.fill()?;
                }
                Next::End => return Ok(false),
                Next::Unit if self.looks_ahead => {
                    self.look_ahead();
                    return Ok(true);
                }
                _ => return Ok(true),
            }
        }
    }

    /// What is read.
    pub const fn get_ref(&self) -> &R {
        &self.source
    }

    /// What is read, to go on with it elsewhere: up to [`Settings::buffer`] bytes more than the parts given were taken from it,
    /// or what a unit that is not whole needed.
    pub fn into_inner(self) -> R {
        self.source
    }

    /// The part that [`advance`](Self::advance) went to.
    pub fn part(&self) -> Option<Part<'_>> {
        let ReadState::Body { sequence, .. } = &self.state else { return None };
        sequence.part(&self.text, self.gone.offset(), self.locale(), self.last)
    }

    /// The whole front matter, if there is one. It is known before the first part is given.
    pub fn front_matter(&self) -> Option<FrontMatter<'_>> {
        (!self.front_matter.is_empty()).then(|| FrontMatter::new(&self.front_matter))
    }

    /// The locale of the targets: the page's own word, else the caller's. Known with the front matter.
    pub fn locale(&self) -> Option<Locale<'_>> {
        self.locale.as_deref().map(Locale::known)
    }

    /// The findings that begin in the part given last, in the order of their places.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match &self.state {
            ReadState::Body { sequence, .. } => sequence.diagnostics(),
            ReadState::Front(_) => &[],
        }
    }

    /// Reads on after each unit from now on, for [`following`](Self::following).
    pub(crate) fn look_ahead_from_now_on(&mut self) {
        self.looks_ahead = true;
    }

    /// The first `len` bytes of the stream, or a little more, or all there is; before the first part is read.
    pub(crate) fn beginning(&mut self, len: usize) -> &str {
        while matches!(self.state, ReadState::Front(_)) && self.text.len() < len && self.failure.is_none() {
            if !matches!(self.read_chunk(), Ok(true)) {
                break;
            }
        }
        &self.text
    }

    /// The place where the part given last begins.
    pub(crate) fn place(&self) -> Cursor {
        let mut place = self.gone.clone();
        let start = self.part().map_or(0, |part| part.raw().as_ptr().addr() - self.text.as_ptr().addr());
        place.pass(&self.text.as_bytes()[..start]);
        place
    }

    /// What is known of the text after the part given last: with looking ahead, after a unit at least the rest of its line
    /// and the next line, or 64 KiB.
    pub(crate) fn following(&self) -> &str {
        match &self.state {
            ReadState::Body { sequence, .. } => &self.text[sequence.at()..],
            ReadState::Front(_) => "",
        }
    }

    /// Reads on until it is known where the front matter ends.
    fn read_front_matter(&mut self) -> Result<()> {
        let mut ended = false;
        while let ReadState::Front(finder) = &mut self.state {
            let Front::End(end) = finder.step(self.text.as_bytes(), ended) else {
                ended = !self.read_chunk()?;
                continue;
            };
            self.text[..end].clone_into(&mut self.front_matter);
            if let Some(locale) = self.front_matter().and_then(FrontMatter::locale) {
                self.locale = Some(locale.as_written().to_owned());
            }
            let sequence = Box::new(Sequence::new(self.unit_limit, Markup::Markdown, end));
            self.state = ReadState::Body { sequence, is_last: ended };
        }
        Ok(())
    }

    /// Reads on until enough is known of what follows the unit that was just found.
    fn look_ahead(&mut self) {
        loop {
            let ReadState::Body { sequence, is_last } = &self.state else { return };
            let at = sequence.at();
            let is_enough = self.text.len() - at >= FOLLOWING || self.line_ends.are_two(self.text.as_bytes(), at);
            if is_enough || *is_last || self.failure.is_some() {
                return;
            }
            if let Err(error) = self.fill() {
                self.failure = Some(error);
            }
        }
    }

    /// Drains what has been given once that is most of the text. Looking ahead reads on before more is needed, so nothing
    /// else would drain it. Fewer bytes are moved than removed.
    fn drain_if_large(&mut self) {
        let ReadState::Body { sequence, .. } = &self.state else { return };
        let given = sequence.at();
        if given >= self.chunk.len() && given > self.text.len() / 2 {
            self.drain(given);
        }
    }

    /// Removes the first `n` bytes of the text, which have been given.
    fn drain(&mut self, n: usize) {
        if n == 0 {
            return;
        }
        #[cfg(test)]
        crate::work::count(|work| work.moved += self.text.len());
        self.gone.pass(&self.text.as_bytes()[..n]);
        self.text.drain(..n);
        if let ReadState::Body { sequence, .. } = &mut self.state {
            sequence.shift(n);
        }
        self.line_ends.shift(n);
    }

    /// Reads one more chunk into the text of the body.
    fn fill(&mut self) -> Result<()> {
        let more = self.read_chunk()?;
        if let ReadState::Body { is_last, .. } = &mut self.state {
            *is_last = !more;
        }
        Ok(())
    }

    /// Reads one chunk and appends it to the text; `false` at the end. A failure waits until what came before it has been given.
    fn read_chunk(&mut self) -> Result<bool> {
        if let Some(error) = self.failure.take() {
            self.has_failed = true;
            return Err(error);
        }
        let read = match read(&mut self.source, &mut self.chunk[self.cut..]) {
            Ok(0) if self.cut == 0 => return Ok(false),
            Ok(read) => read,
            Err(error) => {
                self.failure = Some(error.into());
                return Ok(true);
            }
        };
        let bytes = &self.chunk[..self.cut + read];
        self.cut = 0;
        let Err(error) = simdutf8::compat::from_utf8(bytes).map(|text| self.text.push_str(text)) else {
            return Ok(true);
        };
        let (valid, rest) = bytes.split_at(error.valid_up_to());
        self.text.push_str(simdutf8::compat::from_utf8(valid).unwrap_or_default());
        if error.error_len().is_none() && read > 0 {
            self.cut = rest.len();
            let start = valid.len();
            self.chunk.copy_within(start..start + self.cut, 0);
            return Ok(true);
        }
        let mut place = self.gone.clone();
        place.pass(self.text.as_bytes());
        self.failure = Some(Error::NotUtf8 { offset: place.offset(), position: place.position() });
        Ok(true)
    }
}

/// Reads as [`Read::read`] does, again where it was interrupted.
fn read(source: &mut impl Read, into: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(into) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
