//! `bitext.toml`: which rules run where, and what pages do not state themselves.
//!
//! ```toml
//! target-locale = "lv-LV"          # of pages that do not state theirs
//! terms = ["Contoso", "Fabrikam"]  # names that stay untranslated, besides the built-in ones
//!
//! [rules]
//! glued-markup = "off"
//!
//! [[pages]]                        # for some pages; later ones win
//! paths = ["docs/legacy/**"]       # globs, from the folder of this file
//! rules = { unchanged = "note" }
//! ```
//! The file is looked for in the folder of a page and then upwards; the first one counts.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bitext::Locale;
use bitext::check::{Level, Rule, Rules, UnknownName};
use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Deserialize;

/// The file's name.
pub(super) const NAME: &str = "bitext.toml";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    target_locale: Option<String>,
    #[serde(default)]
    terms: Vec<String>,
    #[serde(default)]
    rules: BTreeMap<String, String>,
    #[serde(default)]
    pages: Vec<PageSettings>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageSettings {
    paths: Vec<String>,
    rules: BTreeMap<String, String>,
}

/// A file that has been read.
#[derive(Debug, Default)]
struct Config {
    folder: PathBuf,
    target_locale: Option<String>,
    terms: Vec<String>,
    levels: Vec<(Rule, Level)>,
    pages: Vec<(GlobSet, Vec<(Rule, Level)>)>,
}

/// The settings for one page.
#[derive(Debug, Clone)]
pub(crate) struct CheckSettings {
    pub(crate) rules: Arc<Rules>,
    pub(crate) target_locale: Option<Arc<str>>,
}

/// Finds the settings of pages, each file read once.
pub(crate) struct Configs {
    /// What the command line says; it wins.
    arguments: Vec<(Rule, Level)>,
    /// The file that the command line names.
    named: Option<Arc<Config>>,
    folders: HashMap<PathBuf, Option<Arc<Config>>>,
    /// The folder of the page asked for last, and its file: neighbours follow each other.
    last: Option<(PathBuf, Option<Arc<Config>>)>,
    /// What counts where there is no file.
    none: Arc<Config>,
    /// By the file, as its address, and which of its `pages` hold. All files stay as long as this.
    known: HashMap<(usize, Vec<bool>), CheckSettings>,
}

impl Configs {
    /// Settings from `named`, or from the files beside and above the pages.
    pub(crate) fn new(arguments: Vec<(Rule, Level)>, named: Option<&Path>) -> Result<Self, String> {
        let named = named.map(|path| read(path)?.ok_or_else(|| format!("{}: there is no such file", path.display())));
        Ok(Self {
            arguments,
            named: named.transpose()?,
            folders: HashMap::new(),
            last: None,
            none: Arc::default(),
            known: HashMap::new(),
        })
    }

    /// The settings of the page at `path`, of which all links are resolved, or of one on standard input.
    pub(crate) fn of(&mut self, path: Option<&Path>) -> Result<CheckSettings, String> {
        let config = match (&self.named, path.and_then(Path::parent)) {
            (Some(named), _) => Some(Arc::clone(named)),
            (None, Some(folder)) => self.beside(folder)?,
            (None, None) => None,
        };
        let config = config.unwrap_or_else(|| Arc::clone(&self.none));
        let inner = path.and_then(|path| path.strip_prefix(&config.folder).ok());
        let holds = |globs: &GlobSet| inner.is_some_and(|inner| globs.is_match(inner));
        let key =
            (Arc::as_ptr(&config) as usize, config.pages.iter().map(|(globs, _)| holds(globs)).collect::<Vec<_>>());
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let pages = config.pages.iter().zip(&key.1).filter(|(_, holds)| **holds).flat_map(|((_, levels), _)| levels);
        let mut rules = Rules::default();
        for &(rule, level) in config.levels.iter().chain(pages).chain(&self.arguments) {
            rules = rules.with_level(rule, level);
        }
        if !config.terms.is_empty() {
            rules =
                rules.with_terms(Rules::product_names().iter().copied().chain(config.terms.iter().map(String::as_str)));
        }
        let target_locale = config.target_locale.as_deref().map(Arc::from);
        let settings = CheckSettings { rules: Arc::new(rules), target_locale };
        self.known.insert(key, settings.clone());
        Ok(settings)
    }

    /// The file in `folder` or above it, of the folder asked for last without a search.
    fn beside(&mut self, folder: &Path) -> Result<Option<Arc<Config>>, String> {
        match &self.last {
            Some((last, known)) if last.as_os_str() == folder.as_os_str() => Ok(known.clone()),
            _ => {
                let found = self.above(folder)?;
                self.last = Some((folder.to_owned(), found.clone()));
                Ok(found)
            }
        }
    }

    /// The file in `folder` or above it.
    fn above(&mut self, folder: &Path) -> Result<Option<Arc<Config>>, String> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(known.clone());
        }
        let found = match read(&folder.join(NAME))? {
            Some(config) => Some(config),
            None => folder.parent().map_or(Ok(None), |parent| self.above(parent))?,
        };
        self.folders.insert(folder.to_owned(), found.clone());
        Ok(found)
    }
}

/// Reads a file; `None` if there is none.
fn read(path: &Path) -> Result<Option<Arc<Config>>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let file: File = toml::from_str(&text).map_err(|error| failed(&error))?;
    if let Some(tag) = &file.target_locale {
        Locale::parse(tag).map_err(|error| failed(&error))?;
    }
    let levels = |rules: &BTreeMap<String, String>| -> Result<Vec<(Rule, Level)>, String> {
        rules.iter().map(|(rule, level)| pair(rule, level).map_err(|error| failed(&error))).collect()
    };
    let mut pages = Vec::new();
    for section in &file.pages {
        let mut globs = GlobSetBuilder::new();
        for glob in &section.paths {
            globs.add(Glob::new(glob).map_err(|error| failed(&error))?);
        }
        pages.push((globs.build().map_err(|error| failed(&error))?, levels(&section.rules)?));
    }
    let levels = levels(&file.rules)?;
    let folder = path.parent().map(|folder| if folder == Path::new("") { Path::new(".") } else { folder });
    let folder = folder.and_then(|folder| fs::canonicalize(folder).ok()).unwrap_or_default();
    Ok(Some(Arc::new(Config { folder, target_locale: file.target_locale, terms: file.terms, levels, pages })))
}

/// A rule and its level, as words.
pub(super) fn pair(rule: &str, level: &str) -> Result<(Rule, Level), String> {
    let rule = known_rule(rule)?;
    let level = level.parse().map_err(|error: UnknownName| error.to_string())?;
    Ok((rule, level))
}

/// The rule that a word names.
pub(super) fn known_rule(word: &str) -> Result<Rule, String> {
    word.parse().map_err(|error: UnknownName| format!("{error}; --list-rules lists them"))
}
