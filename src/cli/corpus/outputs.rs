//! The files that parts go into, joined in the order of the pages.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use bitext::CannotHold;
use bitext::format::Joiner;

use super::ended::Ended;
use super::format::Format;
use super::plan::Plan;
use super::rows::RowOutput;
use super::worker::OutputPart;
use crate::cli::guard::Guard;
use crate::cli::outputs::Output;
use crate::cli::stop::Stop;

/// Outputs by the ends of their names.
pub(crate) struct Outputs {
    /// `None` for standard output.
    place: Option<PathBuf>,
    open: BTreeMap<String, Joiner<Output>>,
    /// In Parquet, in the place of `open`.
    rows: BTreeMap<String, RowOutput>,
    /// The languages of outputs that can have one pair.
    languages: HashMap<String, String>,
    guard: Guard,
}

impl Outputs {
    /// Outputs at `place`; those that there are in any case are begun.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn new(plan: &Plan<'_>, place: Option<&Path>, guard: Guard) -> Result<Self, Ended> {
        let place = place.map(Path::to_owned);
        let mut outputs =
            Self { place, open: BTreeMap::new(), rows: BTreeMap::new(), languages: HashMap::new(), guard };
        if plan.to != Format::Moses {
            for key in plan.split.stated() {
                match plan.to {
                    Format::Parquet => drop(outputs.row_output(plan, &key)?),
                    _ => drop(outputs.joiner(plan, &key)?),
                }
            }
        }
        Ok(outputs)
    }

    /// Joins a part to its output.
    pub(super) fn append(&mut self, plan: &Plan<'_>, part: &OutputPart) -> Result<(), Ended> {
        if let Some(languages) = &part.languages {
            self.has_languages(&part.key, languages)?;
        }
        let appended = match &part.rows {
            Some(rows) => self.row_output(plan, &part.key)?.append(rows),
            None => self.joiner(plan, &part.key)?.append(&part.bytes),
        };
        appended.map_err(|error| self.ended(plan, &part.key, error))
    }

    /// Looks whether all parts of an output have the same languages.
    pub(super) fn has_languages(&mut self, key: &str, languages: &str) -> Result<(), Ended> {
        let first = self.languages.entry(key.to_owned()).or_insert_with(|| languages.to_owned());
        if first == languages { Ok(()) } else { Err(Ended::Languages(first.clone(), languages.to_owned())) }
    }

    /// The output with this end of its name.
    pub(super) fn joiner(&mut self, plan: &Plan<'_>, key: &str) -> Result<&mut Joiner<Output>, Ended> {
        if !self.open.contains_key(key) {
            let output = self.begin(plan, key)?;
            self.open.insert(key.to_owned(), plan.joiner(output));
        }
        Ok(self.open.get_mut(key).expect("it was opened above"))
    }

    /// In Parquet, the output with this end of its name.
    pub(super) fn row_output(&mut self, plan: &Plan<'_>, key: &str) -> Result<&mut RowOutput, Ended> {
        if !self.rows.contains_key(key) {
            let output = self.begin(plan, key)?;
            let begun = RowOutput::new(output, plan.has_hashes);
            self.rows.insert(key.to_owned(), begun.map_err(|error| self.ended(plan, key, error))?);
        }
        Ok(self.rows.get_mut(key).expect("it was opened above"))
    }

    fn begin(&mut self, plan: &Plan<'_>, key: &str) -> Result<Output, Ended> {
        let Some(place) = &self.place else {
            return Output::stdout().map_err(|error| Stop::output(None, error).into());
        };
        let place = named(place, key, plan.to.extension());
        if !plan.split.stated().iter().any(|stated| stated == key) {
            self.guard.writes_late(&place)?;
        }
        Output::file(&place).map_err(|error| Stop::beginning(&place, error).into())
    }

    /// Why an output with this end of its name fails.
    pub(super) fn ended(&self, plan: &Plan<'_>, key: &str, error: io::Error) -> Ended {
        let reason = error.get_ref().and_then(|inner| inner.downcast_ref::<CannotHold>());
        if let Some(CannotHold::SecondLocale { first, second, .. }) = reason {
            return Ended::Languages(first.clone(), second.clone());
        }
        let place = self.place.as_deref().map(|place| named(place, key, plan.to.extension()));
        Stop::output(place.as_deref(), error).into()
    }

    /// Ends all outputs and puts them in their places.
    pub(super) fn finish(mut self, plan: &Plan<'_>) -> Result<(), Ended> {
        let mut finished = Vec::new();
        for (key, joiner) in std::mem::take(&mut self.open) {
            let done = plan.empty().and_then(|empty| joiner.finish_or(&empty));
            finished.push((done.map_err(|error| self.ended(plan, &key, error))?, key));
        }
        for (key, rows) in std::mem::take(&mut self.rows) {
            finished.push((rows.finish().map_err(|error| self.ended(plan, &key, error))?, key));
        }
        finished
            .into_iter()
            .try_for_each(|(output, key)| output.commit().map_err(|error| self.ended(plan, &key, error)))
    }
}

/// `corpus.jsonl` with the end `.lv-LV` is `corpus.lv-LV.jsonl`; a name without the extension has the end after it.
pub(crate) fn named(place: &Path, key: &str, extension: &str) -> PathBuf {
    if key.is_empty() {
        return place.to_owned();
    }
    let has_extension = place.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension));
    let mut name = OsString::from(if has_extension { place.with_extension("") } else { place.to_owned() });
    name.push(key);
    if has_extension {
        name.push(".");
        name.push(extension);
    }
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_names_come_before_the_extension() {
        for (place, key, expect) in [
            ("out/corpus.jsonl", "", "out/corpus.jsonl"),
            ("out/corpus.jsonl", ".lv-LV", "out/corpus.lv-LV.jsonl"),
            ("out/corpus.JSONL", ".lv-LV", "out/corpus.lv-LV.jsonl"),
            ("corpus.txt", "-00001-of-00004", "corpus.txt-00001-of-00004"),
            ("v1.2", ".en-lv.ids", "v1.2.en-lv.ids"),
        ] {
            assert_eq!(named(Path::new(place), key, "jsonl"), Path::new(expect));
        }
    }
}
