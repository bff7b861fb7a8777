//! `bitext review`: pages side by side for people.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use bitext::check::{Checker, Rules};
use bitext::edit::Edits;
use bitext::html::HtmlPage;
use bitext::review::{ReviewDocument, ReviewIndex, ReviewPage};
use bitext::{Document, Locale, Settings};

use super::check::config::Configs;
use super::edit_files::read_files;
use super::guard::Guard;
use super::inputs::{Input, InputArgs, Listing, Unreadable};
use super::outputs::{Destination, Mirror, Output};
use super::pages::{Content, Pages, is_published};
use super::report::{Report, ReportArgs};
use super::shown::count;
use super::stop::{NOT_ALL, Stop};

/// Write pages side by side, for people who read translations.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ReviewArgs {
    #[command(flatten)]
    inputs: InputArgs,
    /// Where to write: a file, or a folder that gets one file for each page and an index [default: standard output]
    ///
    /// It is a folder if it ends in `/` or is one. Its files are named like the pages: page.md.html. A file is replaced only when
    /// it is whole.
    #[arg(short, long, value_name = "FILE|DIR/")]
    output: Option<PathBuf>,
    /// Show what a merge of this file would do; may be given several times
    #[arg(long, value_name = "FILE")]
    edits: Vec<PathBuf>,
    /// The language of the sources
    #[arg(long, value_name = "TAG", default_value = "en-US")]
    source_locale: String,
    /// The language of the targets in pages that do not state theirs
    #[arg(long, value_name = "TAG")]
    target_locale: Option<String>,
    #[command(flatten)]
    report: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext review -o page.html page.md                one page, to be opened in a browser
  bitext review -o review/ docs                     one file for each page below docs, and review/index.html
  bitext review --edits lv.xlf -o edits.html docs   old and new targets

A file needs no network and no script. Exit codes: 0 all done; 2 wrong usage; 3 some input could not be read or some
output not be written, all else is done.";

/// The most text that goes into one file, in bytes: browsers are slow with more.
const MOST: usize = 64 << 20;

const EXTENSION: &str = "html";

/// The index of a folder of reviews.
const INDEX: &str = "index.html";

/// Runs the command.
pub(crate) fn run(args: &ReviewArgs) -> Result<ExitCode, Stop> {
    let mut listing = args.inputs.list()?;
    let mut guard = Guard::new(&listing);
    args.edits.iter().for_each(|edits| guard.reads(edits));
    guard.leave_out_others(&mut listing);
    let usage = |error: bitext::Error| Stop::Usage(error.to_string());
    let target_locale = args.target_locale.as_deref().map(Locale::parse).transpose().map_err(usage)?;
    let mut report = Report::new(&args.report);
    let Some(edits) = read_files(&args.edits, &mut report) else {
        report.finish("nothing was written")?;
        return Ok(ExitCode::from(NOT_ALL));
    };
    let mut run = ReviewRun {
        edits,
        source_locale: Locale::parse(&args.source_locale).map_err(usage)?,
        target_locale,
        configs: Configs::new(Vec::new(), None).map_err(Stop::Usage)?,
        checker: None,
        report,
        files: 0,
        units: 0,
    };
    match Destination::of(args.output.as_deref()) {
        Destination::Folder(folder) => {
            if args.inputs.reads_nameless_stdin() {
                let message = "with a folder for output, standard input needs a name: --path NAME";
                return Err(Stop::Usage(message.into()));
            }
            let mirror = Mirror::new(folder.clone(), EXTENSION);
            guard.writes(&mut listing, &folder.join(INDEX), EXTENSION)?;
            guard.writes_each(&mut listing, &mirror, &mut |_, output| !output.holds_unit())?;
            run.report.begin(listing.inputs.len());
            run.write_to_each(listing, &folder, mirror)?;
        }
        one => {
            guard.writes(&mut listing, one.file().unwrap_or(Path::new("-")), EXTENSION)?;
            run.report.begin(listing.inputs.len());
            let output = match one.file() {
                Some(place) => Output::file(place).map_err(|error| Stop::beginning(place, error))?,
                None => Output::stdout().map_err(|error| Stop::output(None, error))?,
            };
            run.write_to_one(listing, output, one.file())?;
        }
    }
    let summary = [count(run.files, "page", "pages"), count(run.units, "unit", "units")];
    run.report.finish(&summary.join(", "))?;
    Ok(if run.report.failures() > 0 { ExitCode::from(NOT_ALL) } else { ExitCode::SUCCESS })
}

/// The state of a run.
struct ReviewRun<'a> {
    edits: Edits,
    source_locale: Locale<'a>,
    target_locale: Option<Locale<'a>>,
    configs: Configs,
    /// The checker of the page before, with its rules: most pages have the same. A new one for each page takes 62 of 347
    /// million instructions (callgrind, 60 real pages), for a table of the units seen.
    checker: Option<(Arc<Rules>, Checker)>,
    report: Report,
    files: u64,
    units: u64,
}

/// A page that has been read.
struct ReadPage {
    name: String,
    text: String,
    rules: Arc<Rules>,
    /// What `bitext.toml` says.
    target_locale: Option<Arc<str>>,
}

impl<'a> ReviewRun<'a> {
    /// All pages into one file.
    fn write_to_one(&mut self, listing: Listing, output: Output, place: Option<&Path>) -> Result<(), Stop> {
        let mut all = Vec::new();
        let mut size = 0;
        let mut pages = Pages::default();
        for input in listing.inputs.into_inputs() {
            let Some((_, page)) = self.read(input, &mut pages) else { continue };
            size += page.text.len();
            if size > MOST {
                let reason = "these pages are too much for one file; -o DIR/ writes one for each, and an index";
                return Err(Stop::Usage(reason.into()));
            }
            all.push(page);
        }
        self.write_page(&all, &ReviewPage::new(), None, output).map_err(|error| Stop::output(place, error))
    }

    /// Each page into a file of its own, and an index.
    fn write_to_each(&mut self, listing: Listing, folder: &Path, mut mirror: Mirror) -> Result<(), Stop> {
        let mut pages = Pages::default();
        let mut index = ReviewIndex::new(folder.display().to_string());
        for input in listing.inputs.into_inputs() {
            let Some((input, page)) = self.read(input, &mut pages) else { continue };
            let place = mirror.place(&input.inner);
            let inside = place.strip_prefix(folder).unwrap_or(&place);
            let up = "../".repeat(inside.components().count() - 1);
            let template = ReviewPage::new().with_index(format!("{up}{INDEX}"));
            let href = href(inside);
            let written = mirror.create(&place, &input.name).and_then(|output| {
                self.write_page(std::slice::from_ref(&page), &template, Some((&mut index, href)), output)
            });
            if let Err(error) = written {
                self.report.failure(&place.to_string_lossy(), &error.to_string());
            }
        }
        let place = folder.join(INDEX);
        let mut write = || -> io::Result<()> {
            let mut output = mirror.create(&place, "the index")?;
            index.write(&mut output)?;
            output.commit()
        };
        write().map_err(|error| Stop::output(Some(&place), error))
    }

    fn read(&mut self, input: Result<Input, Unreadable>, pages: &mut Pages) -> Option<(Input, ReadPage)> {
        let input = match input {
            Ok(input) => input,
            Err(Unreadable { name, error }) => {
                self.report.failure(&name, &error);
                return None;
            }
        };
        let read = match pages.read(&input.place) {
            Ok(Content::NoPage) => return None,
            Ok(Content::Text(text)) => Ok(text.to_owned()),
            Ok(Content::Stream(source)) => {
                let mut text = String::new();
                let mut source = io::Read::take(source, MOST as u64 + 1);
                io::Read::read_to_string(&mut source, &mut text).map(|_| text).map_err(bitext::Error::from)
            }
            Err(error) => Err(error),
        };
        match read {
            Ok(text) if text.len() > MOST => {
                self.report.failure(&input.name, "is too long for a page to be read by people");
            }
            Ok(text) => match self.configs.of(input.real.as_deref().or(input.path())) {
                Ok(config) => {
                    let name = input.name.clone();
                    let page = ReadPage { name, text, rules: config.rules, target_locale: config.target_locale };
                    return Some((input, page));
                }
                Err(error) => self.report.failure(&input.name, &error),
            },
            Err(error) => self.report.failure(&input.name, &error.to_string()),
        }
        None
    }

    /// The checker for pages with these rules.
    fn checker(&mut self, rules: &Arc<Rules>) -> &mut Checker {
        let known = self.checker.take().filter(|(known, _)| Arc::ptr_eq(known, rules));
        let made = known.unwrap_or_else(|| (Arc::clone(rules), Checker::new(Rules::clone(rules))));
        &mut self.checker.insert(made).1
    }

    /// How a page is read: the command line is first, then the file of settings.
    fn settings_of<'p>(&self, page: &'p ReadPage) -> Settings<'p>
    where
        'a: 'p,
    {
        let stated = || page.target_locale.as_deref().and_then(|tag| Locale::parse(tag).ok());
        Settings::default().with_locale(self.target_locale.or_else(stated))
    }

    /// Writes a page about these, and adds the first to the index if there is one.
    fn write_page(
        &mut self,
        pages: &[ReadPage],
        template: &ReviewPage,
        index: Option<(&mut ReviewIndex, String)>,
        mut output: Output,
    ) -> io::Result<()> {
        let settings: Vec<_> = pages.iter().map(|page| self.settings_of(page)).collect();
        let published: Vec<_> = pages
            .iter()
            .zip(&settings)
            .map(|(page, settings)| {
                let is_html = is_published(&page.name, &page.text);
                is_html.then(|| HtmlPage::with_settings(&page.text, settings))
            })
            .collect();
        let mut reviews = Vec::with_capacity(pages.len());
        for ((page, settings), html) in pages.iter().zip(&settings).zip(&published) {
            let document = match html {
                Some(html) => Document::from_html(html),
                None => Document::with_settings(&page.text, settings),
            };
            let mut review = ReviewDocument::of(&page.name, &document, self.source_locale);
            review.add_findings(self.checker(&page.rules), &document);
            if !self.edits.is_empty() {
                review.add_edits(&self.edits, &document);
            }
            self.units += review.units.len() as u64;
            reviews.push(review);
        }
        self.files += pages.len() as u64;
        self.report.progress(pages.iter().map(|page| page.text.len()).sum());
        if let (Some((index, href)), Some(review)) = (index, reviews.first()) {
            index.push(review, href);
        }
        template.write(&reviews, &mut output as &mut dyn Write)?;
        output.commit()
    }
}

/// A relative address of a file: its path, with what has a meaning in an address escaped (RFC 3986, section 2.1).
fn href(path: &Path) -> String {
    let mut href = String::from("./");
    for (number, part) in path.components().enumerate() {
        if number > 0 {
            href.push('/');
        }
        for byte in part.as_os_str().as_encoded_bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
                href.push(char::from(*byte));
            } else {
                href.push('%');
                for digit in [byte >> 4, byte & 0xF] {
                    href.extend(char::from_digit(digit.into(), 16).map(|digit| digit.to_ascii_uppercase()));
                }
            }
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped() {
        assert_eq!(href(Path::new("a b/é#?.md.html")), "./a%20b/%C3%A9%23%3F.md.html");
    }
}
