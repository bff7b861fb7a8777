//! What pages were before, so that only units that changed are checked: a folder, or a revision of git.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use bitext::hash::TextHash;
use bitext::{Code, Diagnostic, Settings, TranslationUnit, text_of};

use crate::cli::pages::with_document;

/// Where the pages were.
pub(super) enum Base {
    Folder(PathBuf),
    Git(Box<Git>),
}

/// A process that gives files of a revision.
pub(super) struct Git {
    revision: String,
    top: PathBuf,
    child: Child,
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// Tells damage of one code and unit apart.
#[derive(Default)]
pub(super) struct DamageNumbers(HashMap<(Code, Option<Box<str>>), u32>);

impl DamageNumbers {
    /// The number of the next damage of a page among those of its code and unit, from 0.
    pub(super) fn of(&mut self, damage: &Diagnostic) -> u32 {
        let next = self.0.entry((damage.code, damage.unit.clone())).or_default();
        *next += 1;
        *next - 1
    }
}

/// The units of a page as it was.
#[derive(Default)]
pub(super) struct Known {
    units: HashSet<TextHash>,
    damage: HashSet<(Code, Option<Box<str>>, u32)>,
}

impl Known {
    /// The units of a page with this name, and its damage.
    fn of(name: &str, text: &str) -> Self {
        with_document(name, text, &Settings::default(), |document| {
            let mut numbers = DamageNumbers::default();
            let damage = document.diagnostics().iter();
            let damage = damage.map(|damage| (damage.code, damage.unit.clone(), numbers.of(damage))).collect();
            Self { units: document.units().iter().map(hash).collect(), damage }
        })
    }

    /// Whether the damage with this number was there; see [`DamageNumbers`].
    pub(super) fn has_damage(&self, damage: &Diagnostic, number: u32) -> bool {
        self.damage.contains(&(damage.code, damage.unit.clone(), number))
    }

    /// Whether a unit with these texts was there.
    pub(super) fn has(&self, unit: &TranslationUnit<'_>) -> bool {
        self.units.contains(&hash(unit))
    }
}

fn hash(unit: &TranslationUnit<'_>) -> TextHash {
    TextHash::of_pair(unit.source.unwrap_or_default(), unit.target, None)
}

impl Base {
    /// The folder of this name if there is one, else the revision.
    pub(super) fn open(name: &str) -> Result<Self, String> {
        if Path::new(name).is_dir() {
            return Ok(Self::Folder(name.into()));
        }
        let git = |arguments: &[&str]| {
            let output = Command::new("git").args(arguments).stderr(Stdio::null()).output();
            let output = output.map_err(|error| format!("cannot run git: {error}"))?;
            let is_done = output.status.success();
            Ok::<_, String>(is_done.then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned()))
        };
        let wrong = || format!("`{name}` is neither a folder nor a revision of git");
        let top = git(&["rev-parse", "--show-toplevel"])?.ok_or_else(wrong)?;
        let commit = format!("{name}^{{tree}}");
        let revision = git(&["rev-parse", "--verify", "--end-of-options", &commit])?.ok_or_else(wrong)?;
        let mut child = Command::new("git")
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot run git: {error}"))?;
        let requests = child.stdin.take();
        let answers = child.stdout.take().ok_or_else(wrong)?;
        let answers = BufReader::new(answers);
        Ok(Self::Git(Box::new(Git { revision, top: top.into(), child, requests, answers })))
    }

    /// The units that a page had; none if there was no such page. `inner` is its path within the folder argument.
    pub(super) fn known(&mut self, path: &Path, inner: &Path) -> io::Result<Known> {
        let bytes = match self {
            Self::Folder(folder) => match fs::read(folder.join(inner)) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            },
            Self::Git(git) => git.read(path)?,
        };
        // What was no text has no units that could be the same.
        let name = path.to_string_lossy();
        Ok(bytes.and_then(|bytes| text_of(&bytes).ok().map(|text| Known::of(&name, text))).unwrap_or_default())
    }
}

impl Git {
    /// The bytes of a file at the revision.
    fn read(&mut self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let path = fs::canonicalize(path)?;
        let Ok(inner) = path.strip_prefix(&self.top) else { return Ok(None) };
        let Some(inner) = inner.to_str().filter(|inner| !inner.contains('\n')) else { return Ok(None) };
        let Some(requests) = &mut self.requests else { return Ok(None) };
        writeln!(requests, "{}:{}", self.revision, inner.replace('\\', "/"))?;
        requests.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let fields: Vec<&str> = head.split_ascii_whitespace().collect();
        let ["blob", size] = fields.get(1..).unwrap_or_default() else {
            if head.trim_end().ends_with("missing") {
                return Ok(None);
            }
            return Err(io::Error::other(format!("git answered `{}`", head.trim_end())));
        };
        let size: u64 = size.parse().map_err(io::Error::other)?;
        let mut bytes = Vec::new();
        (&mut self.answers).take(size + 1).read_to_end(&mut bytes)?;
        bytes.pop();
        Ok(Some(bytes))
    }
}

impl Drop for Git {
    fn drop(&mut self) {
        // The process ends when no request can follow.
        self.requests = None;
        let _ = self.child.wait();
    }
}
