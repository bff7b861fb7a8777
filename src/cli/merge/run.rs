//! The merge of all pages: each page with its edits, and what became of them once the page is in its place.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io::{self, Read, Write};

use bitext::edit::{Edit, Edits};
use bitext::merge::{MergeOptions, Merged, Verdict};
use bitext::{Document, Settings, scan, text_of};

use super::diff::DiffOut;
use super::edits::GivenPages;
use super::outcomes::{EditOutcome, Fate, OutcomeCounts};
use super::report_file::ReportFile;
use super::unmatched;
use crate::cli::inputs::Input;
use crate::cli::pages::with_document;
use crate::cli::report::Report;
use crate::cli::rewrite::{Rewrite, StreamError};
use crate::cli::shown::shown;
use crate::cli::stop::Stop;

/// The state of a merge.
pub(super) struct MergeRun {
    edits: Edits,
    /// Whether pages are written in the language of their targets.
    is_target: bool,
    /// The pages that were merged.
    merged: HashSet<String>,
    /// What became of the edits of pages that are not in their places yet.
    waiting: HashMap<String, Vec<EditOutcome>>,
    options: MergeOptions,
    diff: Option<DiffOut>,
    file: Option<ReportFile>,
    counts: OutcomeCounts,
}

impl MergeRun {
    pub(super) fn new(is_target: bool, options: MergeOptions, diff: Option<DiffOut>) -> Self {
        Self {
            edits: Edits::new(),
            is_target,
            merged: HashSet::new(),
            waiting: HashMap::new(),
            options,
            diff,
            file: None,
            counts: OutcomeCounts::default(),
        }
    }

    /// Takes the edits as their files name their pages.
    pub(super) fn take(&mut self, edits: Edits) {
        self.edits = edits;
    }

    /// Brings the edits under the names of the pages.
    ///
    /// # Errors
    /// Edits without a page, where there are several.
    pub(super) fn fit(&mut self, pages: &GivenPages) -> Result<(), Stop> {
        self.edits = pages.fit(std::mem::take(&mut self.edits))?;
        Ok(())
    }

    pub(super) fn report_to(&mut self, file: Option<ReportFile>) {
        self.file = file;
    }

    /// The edits of a page with what became of them.
    fn judged(&self, name: &str, document: &Document<'_>, merged: &Merged<'_>) -> Vec<EditOutcome> {
        let keeps_texts = self.diff.is_some() || self.file.is_some();
        let mut edits: HashMap<&str, VecDeque<&Edit>> = HashMap::new();
        if keeps_texts {
            self.edits.of_page(name).for_each(|edit| edits.entry(edit.id()).or_default().push_back(edit));
        }
        let judged = |outcome: &bitext::merge::Outcome| {
            let unit = outcome.unit_index.and_then(|index| document.units().get(index)).filter(|_| keeps_texts);
            // The outcomes of an id are in the order of its edits.
            let edit = edits.get_mut(&*outcome.id).and_then(VecDeque::pop_front);
            let target = outcome.target.as_deref().map(str::to_owned);
            EditOutcome {
                outcome: outcome.clone(),
                fate: Fate::Judged,
                old: unit.map(|unit| unit.target.to_owned()),
                new: target.filter(|_| keeps_texts).or_else(|| edit.and_then(Edit::target)),
                source: unit.and_then(|unit| unit.source).map(str::to_owned),
            }
        };
        merged.outcomes().iter().map(judged).collect()
    }

    fn report(&mut self, name: &str, judged: &EditOutcome, report: &mut Report) {
        self.counts.add(judged);
        if let Some(file) = &mut self.file {
            file.write(name, judged);
        }
        if let Some(diff) = &mut self.diff {
            diff.write(name, judged);
        }
        let outcome = &judged.outcome;
        if judged.fate != Fate::Judged || outcome.unit_index.is_none() && outcome.verdict == Verdict::UnknownPath {
            return;
        }
        let place = match (outcome.position, &outcome.origin, outcome.edit_position) {
            (Some(position), ..) => format!("{}:{position}", shown(name)),
            (None, Some(origin), Some(position)) => format!("{}:{position}", shown(origin)),
            _ => shown(name).into_owned(),
        };
        let is_refused = judged.is_refused();
        for (word, message) in outcome.messages().skip(usize::from(!is_refused)) {
            report.edit(&place, is_refused, &format!("{word}: unit {} {message}", shown(&outcome.id)));
        }
    }

    /// Reports the edits that came to no page, and closes the files.
    ///
    /// # Errors
    /// Those of standard output and of the report.
    pub(super) fn finish(mut self, pages: &GivenPages, report: &mut Report) -> Result<OutcomeCounts, Stop> {
        let edits = std::mem::take(&mut self.edits);
        let left_over = edits.iter().filter(|edit| edit.path().is_some_and(|path| !self.merged.contains(path)));
        let (left_over, passed): (Vec<&Edit>, Vec<&Edit>) = left_over.partition(|edit| self.options.takes(edit));
        let has_merged = !self.merged.is_empty();
        unmatched::report(&left_over, pages, report);
        // Without a path, they belong to the only page, and that could not be read.
        let no_page = edits.iter().filter(|edit| edit.path().is_none() && !has_merged);
        let judged = left_over
            .into_iter()
            .chain(no_page)
            .map(|edit| (edit, Verdict::UnknownPath))
            .chain(passed.into_iter().map(|edit| (edit, Verdict::NotApproved)))
            .map(|(edit, verdict)| (edit.path().unwrap_or("-"), EditOutcome::without_page(edit, verdict)));
        for (path, judged) in judged {
            self.report(path, &judged, report);
        }
        self.diff.take().map_or(Ok(()), DiffOut::finish)?;
        self.file.take().map_or(Ok(()), ReportFile::finish)?;
        Ok(self.counts)
    }
}

impl Rewrite for MergeRun {
    type Made = Vec<EditOutcome>;

    fn keeps(&self, input: &Input) -> bool {
        !self.is_target && self.edits.of_page(&input.name).next().is_none()
    }

    fn make(&self, input: &Input, text: &str, out: &mut dyn Write) -> io::Result<Self::Made> {
        let settings = Settings::default();
        with_document(&input.name, text, &settings, |document| {
            let merged = self.edits.merge_with(&input.name, document, self.options);
            let judged = self.judged(&input.name, document, &merged);
            if self.is_target {
                with_document(&input.name, merged.text(), &settings, |document| document.target_view().write_to(out))?;
            } else {
                out.write_all(merged.text().as_bytes())?;
            }
            Ok(judged)
        })
    }

    fn take(&mut self, input: &Input, judged: Self::Made, _: &mut Report) {
        self.merged.insert(input.name.clone());
        self.waiting.insert(input.name.clone(), judged);
    }

    fn stream(&mut self, _: &Input, _: &mut dyn Read, _: &mut dyn Write, _: &mut Report) -> Result<(), StreamError> {
        let message = "is longer than 64 MiB, which is the limit of merge";
        Err(StreamError::Read(io::Error::new(io::ErrorKind::FileTooLarge, message).into()))
    }

    fn settled(&mut self, name: &str, is_written: bool, report: &mut Report) {
        for mut judged in self.waiting.remove(name).unwrap_or_default() {
            if !is_written {
                judged.fail();
            }
            self.report(name, &judged, report);
        }
    }

    /// What an earlier run wrote has the same units, or none and is the view of this page.
    fn is_earlier(&self, page: &Input, output: &Input) -> bool {
        let name = &page.name;
        let (Some(page), Some(output)) = (page.bytes(), output.bytes()) else { return false };
        if page == output {
            return true;
        }
        let (Ok(page), Ok(output)) = (text_of(&page), text_of(&output)) else { return false };
        let (page, output) = (Document::parse(page), Document::parse(output));
        if self.is_target {
            let merged = self.edits.merge_with(name, &page, self.options);
            let is_view = |page: &Document<'_>| page.target_view().to_string() == output.text();
            return is_view(&page) || is_view(&Document::parse(merged.text()));
        }
        let ids = |document: &Document<'_>| document.units().iter().map(|unit| unit.id.to_string()).collect::<Vec<_>>();
        scan::is_bilingual(page.text().as_bytes()) && ids(&page) == ids(&output)
    }
}
