//! Faults in translations: what a reviewer would want to know, with few false alarms.
//!
//! A [`Checker`] runs the [`Rule`]s over one unit after the other and gives [`Finding`]s with the bytes of target and
//! source that they are about. [`Rules`] say which run, and how serious their findings are.
//!
//! ```
//! use bitext::Locale;
//! use bitext::check::{Checker, Level, Rule, Rules, UnitTexts};
//!
//! let texts = UnitTexts::new("Click **Next**.", "Cliquez sur**Suivant**.").with_locale(Locale::parse("fr-FR").ok());
//! let mut found = Vec::new();
//! Checker::new(Rules::default()).texts(&texts, |finding| found.push(finding));
//! assert_eq!((found[0].rule, found[0].level), (Rule::GluedMarkup, Level::Warning));
//! assert_eq!(found[0].target, 11..11);
//! ```
//!
//! # Its law
//! What is found in a unit depends on the rules, on its texts, their language of markup, the language of the target, its kind
//! of place and its type of translation. Three things more decide what is given of that: a rule that is [once a
//! page](Rule::is_once_a_page) finds nothing in a page after its first finding there, the rules that need all pages depend
//! on the [`Corpus`], and a page can silence rules itself. No text is an error. Time is linear in the length of the texts.
//!
//! # Comments that silence rules
//! `<!-- bitext-ignore glued-markup, unchanged -->` on the line of a unit silences these rules for the units of that line;
//! without the name of a rule it silences all of them. The comment is before the first unit of the line or anywhere after
//! the unit, at most 64 KiB away. Only [`Checker::unit`], which knows the place of a unit, looks for it;
//! [`Checker::texts`] does not.
//!
//! # Levels
//! Errors are right in at least 95 of 100 cases and warnings in 80, measured by reading; what cannot reach that is a
//! note. Four rules are precise on machine translation only, and are notes in human translation.
//!
//! # What it leaves out
//! Spelling, grammar, and the choice of words. A target in a language that a rule has no table for is silent there.

mod about;
mod address;
mod baseline;
mod bytes;
mod catalog;
mod chars;
mod checker;
mod corpus;
mod digits;
mod find;
mod finding;
mod ignore;
mod inventory;
mod language;
mod numerals;
mod repeats;
pub mod report;
mod rule;
mod rules;
mod seen;
mod side;
mod terms;
mod texts;
mod unit;
mod visible;
mod word_looks;
mod words;

pub use about::{About, Example};
pub use baseline::Baseline;
pub use checker::Checker;
pub use corpus::Corpus;
pub use finding::Finding;
pub use rule::{Level, Rule, UnknownName};
pub use rules::Rules;
pub use texts::UnitTexts;
