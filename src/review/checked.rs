//! The findings of a checker in a review.

use super::data::{FindingLevel, ReviewDocument, ReviewFinding};
use crate::check::{Checker, Finding, Level};
use crate::document::Document;

impl ReviewDocument<'_> {
    /// Adds what `checker` finds in the units of `document`, of which this is the review.
    pub fn add_findings(&mut self, checker: &mut Checker, document: &Document<'_>) {
        checker.begin_page(document.front_matter());
        for (located, unit) in document.located_units().zip(&mut self.units) {
            checker.unit(&located, |finding| unit.findings.push(shown(finding)));
        }
    }
}

fn shown<'a>(finding: Finding) -> ReviewFinding<'a> {
    let level = match finding.level {
        Level::Off | Level::Note => FindingLevel::Note,
        Level::Warning => FindingLevel::Warning,
        Level::Error => FindingLevel::Error,
    };
    let message = match finding.consequence_of {
        Some(rule) => format!("{} (because of {rule})", finding.message),
        None => finding.message,
    };
    let mut shown = ReviewFinding::new(finding.rule.as_str(), level, message);
    shown.in_target.push(finding.target);
    shown.in_source.extend(finding.source);
    shown
}
