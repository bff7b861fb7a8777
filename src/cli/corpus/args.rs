//! The options about which units are written, in which form, and into how many outputs.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use bitext::Locale;
use bitext::filter::{Dedup, Filter, Skip};
use bitext::front_matter::Translator;
use bitext::place::ContextKind;
use clap::ValueEnum;

use super::format::{Format, TextForm};
use super::plan::Split;
use super::source::Tar;
use crate::cli::git::Originals;
use crate::cli::stop::Stop;

/// Which units, in which form, into how many outputs.
#[derive(clap::Args)]
pub(crate) struct CorpusArgs {
    /// Read standard input and files as tar streams; not needed where they begin like one
    #[arg(long)]
    tar: bool,
    /// The texts as they are in the page, or without Markdown [default: raw]
    #[arg(long, value_enum, value_name = "FORM")]
    text: Option<TextForm>,
    /// Add the hashes `source_hash` and `pair_hash`: XXH3-128 of the source, and of source, target and locale
    #[arg(long)]
    hash: bool,
    /// Write sentences where both sides have equally many, else whole units; in XLIFF, as segments of their units
    #[arg(long)]
    segment: bool,
    /// Read the English originals of the pages from this git repository, at the commits that the pages state, or from this folder
    ///
    /// Titles, descriptions, keywords and alternative texts of images become units, and units whose source the original does
    /// not hold are reported. Not for XLIFF, whose units go back into the pages.
    #[arg(long, value_name = "DIR")]
    english: Option<PathBuf>,
    /// Write one output per target locale: NAME.lv-LV.jsonl
    #[arg(long, value_enum, value_name = "WHAT")]
    split_by: Option<SplitBy>,
    /// Write N outputs, NAME-00000-of-0000N; the name of a page says into which it goes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=512), conflicts_with = "split_by")]
    shards: Option<u32>,
    #[command(flatten)]
    filters: FilterArgs,
}

/// Which units.
#[derive(clap::Args)]
#[command(next_help_heading = "Filters")]
struct FilterArgs {
    /// Only units of pages with this target locale
    #[arg(long, value_name = "TAG")]
    locale: Option<String>,
    /// Only units of pages that say that a person, or a machine, translated them
    #[arg(long, value_enum, value_name = "WHO")]
    only: Option<Who>,
    /// No units that hold several source sentences
    #[arg(long)]
    skip_merged: bool,
    /// No units of which one side is empty
    #[arg(long)]
    skip_empty: bool,
    /// No units whose target is their source
    #[arg(long)]
    skip_unchanged: bool,
    /// Only units in these kinds of places: heading, paragraph, table-cell and so on, with commas between
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = context)]
    context: Vec<ContextKind>,
    /// Only units whose source has at least N words
    #[arg(long, value_name = "N")]
    min_words: Option<u64>,
    /// Only units whose source has at most N words
    #[arg(long, value_name = "N")]
    max_words: Option<u64>,
    /// Only units of which neither side has more than R times the words of the other
    #[arg(long, value_name = "R", value_parser = ratio)]
    max_ratio: Option<f64>,
    /// Only the first of all units with the same source, or the same source and target, and the same target locale
    #[arg(long, value_enum, value_name = "WHAT")]
    dedup: Option<DedupBy>,
}

#[derive(Clone, Copy, ValueEnum)]
enum SplitBy {
    /// The target locale of the page
    Locale,
}

#[derive(Clone, Copy, ValueEnum)]
enum Who {
    /// HT, Human Translation
    Human,
    /// Everything else that a page says
    Machine,
}

#[derive(Clone, Copy, ValueEnum)]
enum DedupBy {
    /// The source
    Source,
    /// The source and the target
    Pair,
}

const CONTEXTS: [ContextKind; 13] = [
    ContextKind::Heading(1),
    ContextKind::Paragraph,
    ContextKind::BulletItem,
    ContextKind::OrderedItem,
    ContextKind::Quote,
    ContextKind::TableCell,
    ContextKind::HtmlTableCell,
    ContextKind::LinkText,
    ContextKind::ImageAlt,
    ContextKind::Comment,
    ContextKind::CodeFence,
    ContextKind::FrontMatter,
    ContextKind::Other,
];

fn context(word: &str) -> Result<ContextKind, String> {
    let found = CONTEXTS.into_iter().find(|context| context.as_str() == word);
    found.ok_or_else(|| format!("the kinds are {}", CONTEXTS.map(ContextKind::as_str).join(", ")))
}

fn ratio(text: &str) -> Result<f64, String> {
    let ratio: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if ratio >= 1.0 { Ok(ratio) } else { Err("a ratio is at least 1".to_owned()) }
}

impl CorpusArgs {
    /// Whether the options fit to the format and to an output of this kind.
    pub(crate) fn check(&self, to: Format, has_file: bool) -> Result<(), Stop> {
        let wrong = |message: &str| Err(Stop::Usage(message.to_owned()));
        if self.hash && !to.has_hashes() {
            return wrong("--hash is for JSON, TSV, CSV and Parquet");
        }
        if self.text == Some(TextForm::Plain) && to.is_exchange() {
            return wrong("--text plain is not for XLIFF and TMX, whose texts go back into the pages");
        }
        if self.segment && to == Format::Tmx {
            return wrong("--segment is not for TMX");
        }
        if self.english.is_some() && to.xliff().is_some() {
            return wrong("--english is not for XLIFF");
        }
        if to == Format::Parquet && !cfg!(feature = "parquet") {
            return wrong("this bitext was built without Parquet: build it with the features cli and parquet");
        }
        if self.split() != Split::No && !has_file {
            return wrong("several outputs need a name to start from: -o NAME");
        }
        if to == Format::Moses && !has_file {
            return wrong("Moses has three files for each pair of languages: -o NAME says how their names begin");
        }
        Ok(())
    }

    pub(crate) const fn split(&self) -> Split {
        match (self.split_by, self.shards) {
            (Some(SplitBy::Locale), _) => Split::Locale,
            (None, Some(number)) => Split::Shards(number),
            (None, None) => Split::No,
        }
    }

    /// Where the English originals are.
    ///
    /// # Errors
    /// That they are not there.
    pub(crate) fn originals(&self) -> Result<Option<Mutex<Originals>>, Stop> {
        let Some(place) = &self.english else { return Ok(None) };
        let wrong = |error| Stop::Usage(format!("--english {}: {error}", place.display()));
        Originals::open(place).map(|originals| Some(Mutex::new(originals))).map_err(wrong)
    }

    /// The plain folder that English originals are read from, if they are.
    pub(crate) fn folder_of_originals(&self) -> Option<&Path> {
        self.english.as_deref().filter(|place| !Originals::is_repository(place))
    }

    /// Whether units of pages with this target locale are wanted.
    pub(crate) fn takes(&self, locale: &str) -> bool {
        self.filters.locale.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(locale))
    }

    pub(crate) const fn tar(&self) -> Tar {
        if self.tar { Tar::Stated } else { Tar::ByContent }
    }

    pub(crate) fn text(&self) -> TextForm {
        self.text.unwrap_or(TextForm::Raw)
    }

    pub(crate) const fn has_hashes(&self) -> bool {
        self.hash
    }

    pub(crate) const fn splits_sentences(&self) -> bool {
        self.segment
    }

    /// The filter that is asked for.
    ///
    /// # Errors
    /// A locale that is none.
    pub(crate) fn filter(&self) -> Result<Filter, Stop> {
        let args = &self.filters;
        let mut filter = Filter::new();
        if let Some(tag) = &args.locale {
            filter = filter.with_locale(Locale::parse(tag).map_err(|error| Stop::Usage(error.to_string()))?);
        }
        filter = match args.only {
            Some(Who::Human) => filter.with_only(Translator::Human),
            Some(Who::Machine) => filter.with_only(Translator::Machine),
            None => filter,
        };
        let skips =
            [(args.skip_merged, Skip::Merged), (args.skip_empty, Skip::Empty), (args.skip_unchanged, Skip::Unchanged)];
        for (_, skip) in skips.into_iter().filter(|(is_asked, _)| *is_asked) {
            filter = filter.with_skipped(skip);
        }
        for context in &args.context {
            filter = filter.with_context(*context);
        }
        if let Some(words) = args.min_words {
            filter = filter.with_min_words(words);
        }
        if let Some(words) = args.max_words {
            filter = filter.with_max_words(words);
        }
        if let Some(ratio) = args.max_ratio {
            filter = filter.with_max_ratio(ratio);
        }
        Ok(match args.dedup {
            Some(DedupBy::Source) => filter.with_dedup(Dedup::Source),
            Some(DedupBy::Pair) => filter.with_dedup(Dedup::Pair),
            None => filter,
        })
    }
}
