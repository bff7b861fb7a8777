//! `bitext show`: the units of a page in a terminal.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use bitext::check::{Checker, Rules};
use bitext::review::{ReviewDocument, ReviewUnit};
use bitext::{Locale, Markup, Settings};

use super::inputs::InputPlace;
use super::outputs::Output;
use super::pages::{Content, Pages, with_document};
use super::report::{Report, ReportArgs};
use super::stop::{NOT_ALL, Stop};

/// Show the units of a page, both sides.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct ShowArgs {
    /// The page, or `-` for standard input
    page: PathBuf,
    /// Only the units with this id
    id: Option<String>,
    /// The language of the sources
    #[arg(long, value_name = "TAG", default_value = "en-US")]
    source_locale: String,
    #[command(flatten)]
    report: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext show page.md                  all units
  bitext show page.md 407fb-102        one unit

Exit codes: 0 done; 2 wrong usage; 3 the page could not be read, or has no unit with this id.";

/// Runs the command.
pub(crate) fn run(args: &ShowArgs) -> Result<ExitCode, Stop> {
    let source_locale = Locale::parse(&args.source_locale).map_err(|error| Stop::Usage(error.to_string()))?;
    let mut report = Report::new(&args.report);
    let name = args.page.display().to_string();
    let place = if args.page.as_os_str() == "-" { InputPlace::Stdin } else { InputPlace::Named(args.page.clone()) };
    let mut pages = Pages::default();
    let text = match pages.read(&place) {
        Ok(Content::NoPage) => Ok(String::new()),
        Ok(Content::Text(text)) => Ok(text.to_owned()),
        Ok(Content::Stream(_)) => {
            let message = "is longer than 64 MiB, which is the limit of show";
            Err(io::Error::new(io::ErrorKind::FileTooLarge, message).into())
        }
        Err(error) => Err(error),
    };
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            report.failure(&name, &error.to_string());
            return Ok(ExitCode::from(NOT_ALL));
        }
    };
    with_document(&name, &text, &Settings::default(), |document| {
        let mut review = ReviewDocument::of(&name, document, source_locale);
        review.add_findings(&mut Checker::new(Rules::default()), document);
        let mut terminal = Terminal::new(&review).map_err(|error| Stop::output(None, error))?;
        let units = review.units.iter().filter(|unit| args.id.as_deref().is_none_or(|id| id == unit.id));
        let mut shown = 0;
        let done = units.into_iter().try_for_each(|unit| {
            shown += 1;
            terminal.unit(unit)
        });
        done.and_then(|()| terminal.out.flush()).map_err(|error| Stop::output(None, error))?;
        if let (0, Some(id)) = (shown, &args.id) {
            report.failure(&name, &format!("has no unit {id}"));
            return Ok(ExitCode::from(NOT_ALL));
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Writes units to standard output; codes and places are dim if that is a terminal.
struct Terminal {
    out: BufWriter<Output>,
    markup: Markup,
    source: String,
    target: String,
    /// Of the two locales.
    width: usize,
    dim: &'static str,
    bold: &'static str,
    plain: &'static str,
}

impl Terminal {
    fn new(review: &ReviewDocument<'_>) -> io::Result<Self> {
        let is_coloured = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty());
        let name = |locale: Option<Locale<'_>>| locale.map_or_else(|| "?".to_owned(), |locale| locale.to_string());
        let (source, target) = (name(review.source_locale), name(review.target_locale));
        let width = source.len().max(target.len());
        let [dim, bold, plain] = if is_coloured { ["\x1B[2m", "\x1B[1m", "\x1B[0m"] } else { [""; 3] };
        let out = BufWriter::new(Output::stdout()?);
        Ok(Self { out, markup: review.markup, source, target, width, dim, bold, plain })
    }

    fn unit(&mut self, unit: &ReviewUnit<'_>) -> io::Result<()> {
        let Self { dim, bold, plain, .. } = *self;
        write!(self.out, "{bold}{}{plain}{dim}", unit.id)?;
        if let Some(position) = unit.position {
            write!(self.out, "  {position}")?;
        }
        writeln!(self.out, "  {}{plain}", unit.context)?;
        let (source, target) = (self.source.clone(), self.target.clone());
        match unit.source {
            Some(text) => self.text(&source, text)?,
            None => writeln!(self.out, "  {dim}{source}  (no source){plain}")?,
        }
        self.text(&target, unit.target)?;
        for finding in &unit.findings {
            let indent = self.width + 4;
            let level = finding.level.as_str();
            writeln!(self.out, "{:indent$}{bold}{level}{plain} {}: {}", "", finding.code, visible(&finding.message))?;
        }
        writeln!(self.out)
    }

    /// A text after the name of its language, later lines below its first.
    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let Self { dim, plain, width, .. } = *self;
        write!(self.out, "  {dim}{name:width$}{plain}  ")?;
        let next_line = format!("\n{:indent$}", "", indent = width + 4);
        for piece in self.markup.pieces(text) {
            let shown = visible(piece.raw).replace('\n', &next_line);
            if piece.is_code() {
                write!(self.out, "{dim}{shown}{plain}")?;
            } else {
                write!(self.out, "{shown}")?;
            }
        }
        writeln!(self.out)
    }
}

/// A text without characters that a terminal would obey: controls but for new lines, and those that turn the direction of text.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => shown.push('\n'),
            '\r' => {}
            '\t' => shown.push(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => shown.extend(char.escape_unicode()),
            _ if char.is_control() => shown.extend(char.escape_unicode()),
            _ => shown.push(char),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn a_terminal_obeys_nothing_of_a_text() {
        assert_eq!(visible("a\x1B[2Jb\u{202e}c\r\nd\te"), "a\\u{1b}[2Jb\\u{202e}c\nd e");
    }
}
