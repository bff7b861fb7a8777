//! The arguments of `bitext check`.

use std::path::PathBuf;

use bitext::check::{Level, Rule};
use clap::ValueEnum;

use super::config;
use crate::cli::inputs::InputArgs;
use crate::cli::jobs::JobsArg;
use crate::cli::report::ReportArgs;

/// Look for faults in translations
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(super) inputs: InputArgs,
    /// What to write
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub(super) to: ReportFormat,
    /// The file to write to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// The language of the targets in pages that do not state theirs
    #[arg(long, value_name = "TAG")]
    pub(super) target_locale: Option<String>,
    /// How serious a rule is: off, note, warning or error; may be repeated
    #[arg(long, value_name = "CODE=LEVEL", value_parser = rule)]
    pub(super) rule: Vec<(Rule, Level)>,
    /// The settings [default: the file bitext.toml beside or above each page]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Findings that are known and stay quiet
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Write the file of known findings: all that are found now
    #[arg(long, value_name = "FILE")]
    pub(super) write_baseline: Option<PathBuf>,
    /// Check only units that are not in this folder or revision of git
    #[arg(long, value_name = "BASE")]
    pub(super) diff: Option<String>,
    /// The level from which a finding makes the command fail
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    pub(super) fail_on: FailOn,
    #[command(flatten)]
    pub(super) jobs: JobsArg,
    /// Write what a rule looks for, with examples
    #[arg(long, value_name = "CODE", value_parser = config::known_rule, exclusive = true)]
    pub(super) explain: Option<Rule>,
    /// Write all rules and how serious they are
    #[arg(long, exclusive = true)]
    pub(super) list_rules: bool,
    #[command(flatten)]
    pub(super) report: ReportArgs,
}

const EXAMPLES: &str = "\
Examples:
  bitext check docs                                       faults in all pages below docs
  bitext check --rule glued-markup=off --fail-on warning docs
  bitext check --write-baseline known.txt docs            from now on only what is new:
  bitext check --baseline known.txt docs
  bitext check --diff origin/main docs                    only units that changed
  bitext check --to sarif -o bitext.sarif docs            for code scanning
  bitext check --explain broken-markup

A comment <!-- bitext-ignore CODE --> on the line of a unit silences a rule there. The settings are in bitext.toml, which is looked for in the folder of a page and then upwards:
  target-locale = \"lv-LV\"            of pages that do not state theirs
  terms = [\"Contoso\"]                names that stay untranslated
  [rules]
  glued-markup = \"off\"               or note, warning, error
  [[pages]]                          for some pages; later ones win
  paths = [\"legacy/**\"]              globs, from the folder of this file
  rules = { unchanged = \"note\" }

Exit codes: 0 nothing at or above --fail-on, or a baseline was written; 1 such a finding; 2 wrong usage; 3 some input could not be read or some output not be written, all else is done.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people, with excerpts
    Text,
    /// One object per finding and line
    Jsonl,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of a workflow run on GitHub
    Github,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

impl FailOn {
    /// Whether a finding of this level makes the command fail.
    pub(super) fn is_reached(self, level: Level) -> bool {
        match self {
            Self::Note => level >= Level::Note,
            Self::Warning => level >= Level::Warning,
            Self::Error => level >= Level::Error,
            Self::Never => false,
        }
    }
}

fn rule(text: &str) -> Result<(Rule, Level), String> {
    let (rule, level) = text.split_once('=').ok_or("a rule and its level have a `=` between them")?;
    config::pair(rule, level)
}

impl CheckArgs {
    /// Whether a reader of the report wants one finding for each cause.
    pub(super) fn leaves_out_consequences(&self) -> bool {
        matches!(self.to, ReportFormat::Text | ReportFormat::Github)
    }
}
