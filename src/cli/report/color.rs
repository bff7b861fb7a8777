//! Colours on a terminal.

use std::env;

/// When to write colours.
#[derive(Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What a text is about.
#[derive(Clone, Copy)]
pub(crate) enum Paint {
    Place,
    Bad,
    Note,
    New,
    /// The changed words of a line.
    BadWord,
    NewWord,
}

/// Paints texts, or leaves them as they are.
#[derive(Clone, Copy)]
pub(crate) struct Painter {
    is_on: bool,
}

impl Painter {
    /// One for an output that is a terminal or is none.
    pub(crate) fn new(choice: ColorChoice, is_terminal: bool) -> Self {
        let is_on = match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Self { is_on }
    }

    /// Whether it leaves all texts as they are.
    pub(crate) const fn is_off(self) -> bool {
        !self.is_on
    }

    pub(crate) fn paint(self, paint: Paint, text: &str) -> String {
        if !self.is_on {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Place => "1",
            Paint::Bad => "31",
            Paint::Note => "33",
            Paint::New => "32",
            Paint::BadWord => "1;31",
            Paint::NewWord => "1;32",
        };
        format!("\x1B[{code}m{text}\x1B[0m")
    }
}
