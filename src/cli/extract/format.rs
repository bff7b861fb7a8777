//! What `extract` writes: the formats, and the writers for them.

use std::io::Write;

use bitext::format::{InlineMode, JsonLinesWriter, JsonWriter, TmxWriter, UnitWriter, XliffVersion, XliffWriter};
use bitext::inline::Protectable;
use clap::ValueEnum;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// One object per unit and line; a page that cannot be read is a line with `path` and `error`
    Jsonl,
    /// One array with an object per page, front matter included
    Json,
    /// XLIFF 1.2, the form that most translation tools read
    Xliff,
    /// XLIFF 1.2 (strict)
    Xliff12,
    /// XLIFF 2.0; all pages of an output have one target language
    Xliff20,
    /// XLIFF 2.1; all pages of an output have one target language
    Xliff21,
    /// TMX 1.4b
    Tmx,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum InlineArg {
    /// Elements of their own
    Codes,
    /// Text like all else
    None,
}

/// What is text in Markdown and should survive a translation.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Protect {
    /// Bare URLs
    Urls,
    /// References to footnotes: `[^1]`
    Footnotes,
    /// Placeholders: `{0}`, `%s`, `{{name}}`, `{% tag %}`
    Placeholders,
}

impl From<Protect> for Protectable {
    fn from(kind: Protect) -> Self {
        match kind {
            Protect::Urls => Self::Url,
            Protect::Footnotes => Self::Footnote,
            Protect::Placeholders => Self::Placeholder,
        }
    }
}

/// How to write units.
#[derive(Clone)]
pub(super) struct Form {
    pub(super) format: Format,
    pub(super) inline: Option<InlineArg>,
    pub(super) copies_sources: bool,
    pub(super) has_notes: bool,
    pub(super) protected: Vec<Protect>,
}

impl Format {
    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::Xliff | Self::Xliff12 | Self::Xliff20 | Self::Xliff21 => "xlf",
            Self::Tmx => "tmx",
        }
    }

    /// The version, if it is XLIFF.
    pub(super) const fn xliff(self) -> Option<XliffVersion> {
        match self {
            Self::Jsonl | Self::Json | Self::Tmx => None,
            Self::Xliff | Self::Xliff12 => Some(XliffVersion::V12),
            Self::Xliff20 => Some(XliffVersion::V20),
            Self::Xliff21 => Some(XliffVersion::V21),
        }
    }

    /// Whether an output has one target language.
    pub(super) const fn has_one_locale(self) -> bool {
        matches!(self, Self::Xliff20 | Self::Xliff21)
    }

    /// Whether it is a format of translation tools.
    pub(super) const fn is_exchange(self) -> bool {
        !matches!(self, Self::Jsonl | Self::Json)
    }

    /// Whether a page without units has something to be written.
    pub(super) const fn holds_empty_pages(self) -> bool {
        matches!(self, Self::Json)
    }
}

impl Form {
    pub(super) fn writer<'w>(&self, out: &'w mut dyn Write) -> Box<dyn UnitWriter + 'w> {
        let inline = match self.inline {
            Some(InlineArg::None) => InlineMode::Text,
            Some(InlineArg::Codes) | None => InlineMode::Codes,
        };
        let protected = self.protected.iter().map(|&kind| kind.into());
        if let Some(version) = self.format.xliff() {
            let mut writer = XliffWriter::new(out).with_version(version).with_inline(inline).with_protected(protected);
            if self.copies_sources {
                writer = writer.with_copied_sources();
            }
            return Box::new(if self.has_notes { writer.with_notes() } else { writer });
        }
        match self.format {
            Format::Tmx => Box::new(TmxWriter::new(out).with_inline(inline).with_protected(protected)),
            Format::Json => Box::new(JsonWriter::new(out)),
            _ => Box::new(JsonLinesWriter::new(out)),
        }
    }
}
