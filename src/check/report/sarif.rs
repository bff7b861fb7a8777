//! SARIF 2.1.0 (OASIS, 2020): one run with all findings, written as they come.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::finding::{FindingWriter, PageFinding};
use crate::check::rule::{Level, Rule};
use crate::diagnostic::{Code, Severity};
use crate::hash::TextHash;

/// Writes a SARIF log.
///
/// Regions count characters (`columnKind` is `unicodeCodePoints`) and have byte offsets. The id of the unit is a logical
/// location; a fingerprint of rule, id and texts keeps a finding the same where lines move.
#[derive(Debug)]
#[must_use]
pub struct SarifReport<W: Write> {
    output: W,
    state: SarifState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SarifState {
    Empty,
    Open,
    Closed,
}

impl<W: Write> SarifReport<W> {
    /// A report to this output.
    pub const fn new(output: W) -> Self {
        Self { output, state: SarifState::Empty }
    }

    /// The output.
    pub const fn get_ref(&self) -> &W {
        &self.output
    }

    /// Closes the report, and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.close()?;
        Ok(self.output)
    }

    /// Writes what is before a result.
    fn begin(&mut self) -> io::Result<()> {
        let separator = match self.state {
            SarifState::Empty => head(),
            SarifState::Open | SarifState::Closed => ",\n".to_owned(),
        };
        self.state = SarifState::Open;
        self.output.write_all(separator.as_bytes())
    }
}

/// All up to the first result.
fn head() -> String {
    let rules: Vec<Value> =
        Rule::ALL.iter().map(|&rule| describe(rule)).chain(Code::ALL.iter().copied().map(damage)).collect();
    let driver = json!({ "name": "bitext", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n",
        json!({ "driver": driver })
    )
}

fn describe(rule: Rule) -> Value {
    let level = rule.level(None);
    let configuration = match level {
        Level::Off => json!({ "enabled": false, "level": "note" }),
        level => json!({ "level": level.as_str() }),
    };
    json!({
        "id": rule.as_str(),
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.about().text },
        "defaultConfiguration": configuration,
    })
}

fn damage(code: Code) -> Value {
    let level = if code.severity() == Severity::Damage { "error" } else { "note" };
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": "the markup of the page is odd" },
        "defaultConfiguration": { "level": level },
    })
}

impl<W: Write> FindingWriter for SarifReport<W> {
    fn finding(&mut self, finding: &PageFinding<'_>) -> io::Result<()> {
        self.begin()?;
        let index = Rule::ALL.iter().position(|rule| rule.as_str() == finding.code).or_else(|| {
            let place = Code::ALL.iter().position(|code| code.as_str() == finding.code)?;
            Some(Rule::ALL.len() + place)
        });
        let region = json!({
            "startLine": finding.position.line,
            "startColumn": finding.position.column,
            "endLine": finding.end.line,
            "endColumn": finding.end.column,
            "byteOffset": finding.span.start,
            "byteLength": finding.span.len(),
        });
        let mut location = json!({
            "physicalLocation": { "artifactLocation": { "uri": uri(&finding.path) }, "region": region },
        });
        if let Some(unit) = &finding.unit {
            location["logicalLocations"] = json!([{ "name": unit, "kind": "element" }]);
        }
        let mut result = json!({
            "ruleId": finding.code,
            "level": finding.level.as_str(),
            "message": { "text": finding.message },
            "locations": [location],
        });
        if let Some(index) = index {
            result["ruleIndex"] = json!(index);
        }
        if let Some(sides) = &finding.sides {
            let fields = [finding.code, finding.unit.as_deref().unwrap_or_default(), &sides.source, &sides.target];
            result["partialFingerprints"] = json!({ "bitextUnit/v1": TextHash::of_fields(&fields).to_string() });
            result["properties"] = json!({
                "source": sides.source,
                "target": sides.target,
                "consequenceOf": finding.consequence_of,
            });
        }
        serde_json::to_writer(&mut self.output, &result)?;
        Ok(())
    }

    fn close(&mut self) -> io::Result<()> {
        if self.state == SarifState::Empty {
            self.output.write_all(head().as_bytes())?;
        }
        if self.state != SarifState::Closed {
            self.state = SarifState::Closed;
            self.output.write_all(b"\n]}]}\n")?;
        }
        self.output.flush()
    }
}

/// A path as a relative reference (RFC 3986): what is not a letter, a digit or one of `-._~/` is percent-encoded.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;

    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // A String takes everything.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
