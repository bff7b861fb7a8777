//! The findings that are known: a file that keeps old findings quiet, and new ones not.
//!
//! ```text
//! file = "# bitext baseline 1" LF *(hash SP id SP rule SP path LF)
//! ```
//! A line is the key of a finding: the page, the unit, the rule, and the [hash](crate::hash::TextHash) of the unit's
//! source, target and locale, so that a finding comes back when the unit changes. Of damage the rule is its code, the unit may be
//! `-`, and the hash is that of its number among those of this unit and code. Lines are sorted and each is there once;
//! in a path `\n`, `\r` and `\\` stand for a line feed, a carriage return and a backslash. No text of a page is in the file.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

use super::rule::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::hash::TextHash;
use crate::part::TranslationUnit;

const HEAD: &str = "# bitext baseline 1";

/// Known findings.
///
/// ```
/// use bitext::check::{Baseline, Rule};
/// use bitext::Document;
///
/// let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
///             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
/// let document = Document::parse(page);
/// let mut baseline = Baseline::default();
/// baseline.add("a.md", &document.units()[0], Rule::Unchanged);
/// let mut file = Vec::new();
/// baseline.write(&mut file)?;
/// let again = Baseline::read(&file[..])?;
/// assert!(again.has("a.md", &document.units()[0], Rule::Unchanged));
/// assert!(!again.has("b.md", &document.units()[0], Rule::Unchanged));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    keys: BTreeSet<BaselineKey>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct BaselineKey {
    path: String,
    id: String,
    /// The word of a rule, or of the code of a diagnostic.
    code: &'static str,
    hash: u128,
}

impl BaselineKey {
    fn new(path: &str, unit: &TranslationUnit<'_>, rule: Rule) -> Self {
        let locale = unit.locale.map(|locale| locale.to_string());
        let hash = TextHash::of_pair(unit.source.unwrap_or_default(), unit.target, locale.as_deref());
        Self { path: path.to_owned(), id: unit.id.as_str().to_owned(), code: rule.as_str(), hash: hash.as_u128() }
    }

    fn of_damage(path: &str, damage: &Diagnostic, number: u32) -> Self {
        let id = damage.unit.as_deref().unwrap_or("-").to_owned();
        let hash = TextHash::of_text(&number.to_string());
        Self { path: path.to_owned(), id, code: damage.code.as_str(), hash: hash.as_u128() }
    }

    fn parse(line: &str) -> Option<Self> {
        let mut fields = line.splitn(4, ' ');
        let hash = fields.next().filter(|hash| hash.len() == 32)?;
        let (id, rule, path) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Self {
            path: unescaped(path),
            id: id.to_owned(),
            code: match rule.parse::<Rule>() {
                Ok(rule) => rule.as_str(),
                Err(_) => rule.parse::<Code>().ok()?.as_str(),
            },
            hash: u128::from_str_radix(hash, 16).ok()?,
        })
    }
}

impl Baseline {
    /// Reads a baseline file.
    ///
    /// # Errors
    /// Those of the input, and [`io::ErrorKind::InvalidData`] if a line is no key; the message has its number.
    pub fn read(input: impl BufRead) -> io::Result<Self> {
        let mut keys = BTreeSet::new();
        for (number, line) in input.lines().enumerate() {
            let line = line?;
            if number == 0 && line == HEAD {
                continue;
            }
            let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {what}", number + 1));
            if number == 0 {
                return Err(wrong("not a baseline; its first line is not `# bitext baseline 1`"));
            }
            keys.insert(BaselineKey::parse(&line).ok_or_else(|| wrong("not a hash, an id, a rule and a path"))?);
        }
        Ok(Self { keys })
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Those of the output.
    pub fn write(&self, mut output: impl Write) -> io::Result<()> {
        writeln!(output, "{HEAD}")?;
        for BaselineKey { path, id, code, hash } in &self.keys {
            writeln!(output, "{hash:032x} {id} {code} {}", escaped(path))?;
        }
        output.flush()
    }

    /// Takes a finding in.
    pub fn add(&mut self, path: &str, unit: &TranslationUnit<'_>, rule: Rule) {
        self.keys.insert(BaselineKey::new(path, unit, rule));
    }

    /// Takes damage of a page in: the one with this number, from 0, among those of its unit and code.
    pub fn add_damage(&mut self, path: &str, damage: &Diagnostic, number: u32) {
        self.keys.insert(BaselineKey::of_damage(path, damage, number));
    }

    /// Whether damage is known; see [`add_damage`](Self::add_damage).
    #[must_use]
    pub fn has_damage(&self, path: &str, damage: &Diagnostic, number: u32) -> bool {
        self.keys.contains(&BaselineKey::of_damage(path, damage, number))
    }

    /// Takes in what another baseline has.
    pub fn join(&mut self, other: Self) {
        self.keys.extend(other.keys);
    }

    /// Whether a finding is known.
    #[must_use]
    pub fn has(&self, path: &str, unit: &TranslationUnit<'_>, rule: Rule) -> bool {
        self.keys.contains(&BaselineKey::new(path, unit, rule))
    }

    /// The number of known findings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

fn escaped(path: &str) -> String {
    path.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut chars = path.chars();
    while let Some(char) = chars.next() {
        plain.push(match char {
            '\\' => match chars.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            other => other,
        });
    }
    plain
}
