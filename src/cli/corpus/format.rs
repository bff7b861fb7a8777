//! The formats that units are written in.

use bitext::format::{InlineMode, XliffVersion};
use bitext::inline::Protectable;
use clap::ValueEnum;

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
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
    /// JSON Lines with a `translation` object, as Hugging Face `datasets` reads them; all pages have one target language
    Hf,
    /// Parallel text files, one unit a line: NAME.en-lv.en, NAME.en-lv.lv, NAME.en-lv.ids
    Moses,
    /// Tab-separated values: source, target, then the rest; no header, nothing quoted
    Tsv,
    /// Comma-separated values with a header (RFC 4180)
    Csv,
    /// Parquet with typed columns; in builds with the feature `parquet`
    Parquet,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum InlineArg {
    /// Elements of their own
    Codes,
    /// Text like all else
    None,
}

impl From<InlineArg> for InlineMode {
    fn from(inline: InlineArg) -> Self {
        match inline {
            InlineArg::Codes => Self::Codes,
            InlineArg::None => Self::Text,
        }
    }
}

/// The form of the texts.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextForm {
    /// Markdown as it is in the page
    Raw,
    /// Without inline codes, with escapes and entities resolved
    Plain,
}

/// What is text in Markdown and should survive a translation.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Protect {
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

impl Format {
    pub(crate) const fn extension(self) -> &'static str {
        match self {
            Self::Jsonl | Self::Hf => "jsonl",
            Self::Json => "json",
            Self::Xliff | Self::Xliff12 | Self::Xliff20 | Self::Xliff21 => "xlf",
            Self::Tmx => "tmx",
            Self::Moses => "txt",
            Self::Tsv => "tsv",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    /// The version, if it is XLIFF.
    pub(crate) const fn xliff(self) -> Option<XliffVersion> {
        match self {
            Self::Xliff | Self::Xliff12 => Some(XliffVersion::V12),
            Self::Xliff20 => Some(XliffVersion::V20),
            Self::Xliff21 => Some(XliffVersion::V21),
            _ => None,
        }
    }

    /// Whether an output has one target language.
    pub(crate) const fn has_one_locale(self) -> bool {
        matches!(self, Self::Xliff20 | Self::Xliff21)
    }

    /// Whether it is a format of translation tools.
    pub(crate) const fn is_exchange(self) -> bool {
        matches!(self, Self::Xliff | Self::Xliff12 | Self::Xliff20 | Self::Xliff21 | Self::Tmx)
    }

    /// Whether units can be left out because the format cannot hold them.
    pub(crate) const fn leaves_out(self) -> bool {
        self.is_exchange() || matches!(self, Self::Hf | Self::Moses)
    }

    /// Whether a page that cannot be read is in the output.
    pub(crate) const fn has_error_rows(self) -> bool {
        matches!(self, Self::Jsonl | Self::Json | Self::Parquet)
    }

    /// Whether rows can have hashes.
    pub(crate) const fn has_hashes(self) -> bool {
        !self.is_exchange() && !matches!(self, Self::Hf | Self::Moses)
    }

    /// Whether an output is nothing but its pages, one after the other.
    pub(crate) const fn is_lines(self) -> bool {
        matches!(self, Self::Jsonl | Self::Hf | Self::Moses | Self::Tsv)
    }

    /// Whether a page without units has something to be written.
    pub(crate) const fn holds_empty_pages(self) -> bool {
        matches!(self, Self::Json)
    }
}
