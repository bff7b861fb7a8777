//! Whole pages: what is around the documents.

use std::io::{self, Write};

use maud::{DOCTYPE, PreEscaped, html};

use super::characters::{Escaped, in_attribute};
use super::chart::charts;
use super::counts::ReviewCounts;
use super::data::ReviewDocument;
use super::document::DocumentWriter;
use super::policy::{POLICY, SCRIPT, STYLE};

/// Writes a page about one or more documents.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct ReviewPage {
    title: Option<String>,
    index: Option<String>,
}

impl ReviewPage {
    /// A page with the name of its document, or their number, as its title.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page with a title of the caller's.
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// A page that leads back to an index; `href` is relative to the page.
    pub fn with_index(mut self, href: impl Into<String>) -> Self {
        self.index = Some(href.into());
        self
    }

    /// Writes the page, in blocks: beyond the documents it takes little memory. Time is linear in the length of the texts,
    /// but for edited texts (see `ReviewEdit`), whose words are compared where they are short.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, documents: &[ReviewDocument<'_>], mut out: impl Write) -> io::Result<()> {
        let mut counts = ReviewCounts::default();
        let mut each = Vec::new();
        for document in documents {
            let mut own = ReviewCounts::default();
            own.add(document);
            counts.join(&own);
            if documents.len() > 1 {
                each.push((document.path, format!("#d{}", each.len() + 1), own));
            }
        }
        let title = self.title.clone().unwrap_or_else(|| match documents {
            [document] => document.path.to_owned(),
            _ => format!("{} documents", documents.len()),
        });
        let types = counts.words.iter().filter(|words| **words > 0).count();
        let top = html! {
            header {
                h1 { "Review of " (Escaped(&title)) }
                @if let Some(index) = &self.index { p { a href=(in_attribute(index)) { "All documents" } } }
                (charts(&counts))
                @if !each.is_empty() { (index_table(&each)) }
            }
            (tools(counts.findings() > 0, counts.edits > 0, types > 1))
        };
        open(&title, &top, &mut out)?;
        let mut writer = DocumentWriter::new(&mut out, documents.len());
        for document in documents {
            writer.write(document)?;
        }
        close(&mut out)
    }
}

/// Writes a page that leads to the pages of documents.
#[derive(Debug, Clone)]
#[must_use]
pub struct ReviewIndex {
    title: String,
    counts: ReviewCounts,
    entries: Vec<(String, String, ReviewCounts)>,
}

impl ReviewIndex {
    /// An index without entries.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), counts: ReviewCounts::default(), entries: Vec::new() }
    }

    /// Adds a document whose page is at `href`, relative to the index.
    pub fn push(&mut self, document: &ReviewDocument<'_>, href: impl Into<String>) {
        let mut own = ReviewCounts::default();
        own.add(document);
        self.counts.join(&own);
        self.entries.push((document.path.to_owned(), href.into(), own));
    }

    /// Writes the page.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn write(&self, mut out: impl Write) -> io::Result<()> {
        let entries: Vec<_> =
            self.entries.iter().map(|(path, href, counts)| (path.as_str(), href.clone(), counts.clone())).collect();
        let top = html! {
            header {
                h1 { "Review of " (Escaped(&self.title)) }
                (charts(&self.counts))
            }
        };
        open(&self.title, &top, &mut out)?;
        out.write_all(index_table(&entries).0.as_bytes())?;
        close(&mut out)
    }
}

fn index_table(entries: &[(&str, String, ReviewCounts)]) -> PreEscaped<String> {
    html! {
        div class="I" role="region" aria-label="Documents" tabindex="0" {
            table {
                thead { tr {
                    th scope="col" { "Document" } th scope="col" { "Units" } th scope="col" { "Words" }
                    th scope="col" { "Findings" } th scope="col" { "Edits" }
                } }
                tbody {
                    @for (path, href, counts) in entries {
                        tr {
                            th scope="row" { a href=(in_attribute(href)) { (Escaped(path)) } }
                            td { (counts.units) } td { (counts.words()) } td { (counts.findings()) } td { (counts.edits) }
                        }
                    }
                }
            }
        }
    }
}

/// The filters; the script shows them.
fn tools(has_findings: bool, has_edits: bool, has_types: bool) -> PreEscaped<String> {
    html! {
        form id="tools" role="search" aria-label="Filter units" hidden {
            label { "Search " input id="q" type="search" autocomplete="off"; }
            @if has_findings { label { input id="only-found" type="checkbox"; " only findings" } }
            @if has_edits { label { input id="only-edited" type="checkbox"; " only changed" } }
            @if has_types {
                label { "Translated by " select id="by" {
                    option value="" { "anyone" }
                    option value="human" { "people" }
                    option value="machine" { "machines" }
                } }
            }
            output id="count" for="q" {}
            button id="help-button" type="button" aria-label="Keys" { "?" }
        }
        dialog id="help" aria-labelledby="help-title" {
            h2 id="help-title" { "Keys" }
            dl {
                dt { kbd { "j" } " " kbd { "k" } } dd { "next, previous unit" }
                dt { kbd { "n" } " " kbd { "p" } } dd { "next, previous finding" }
                dt { kbd { "/" } } dd { "search" }
                dt { kbd { "Esc" } } dd { "clear the search" }
                dt { kbd { "?" } } dd { "this help" }
            }
            form method="dialog" { button { "Close" } }
        }
    }
}

fn open(title: &str, top: &PreEscaped<String>, out: &mut impl Write) -> io::Result<()> {
    let head = html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">"))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { "Review of " (in_attribute(title)) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("<body>"))
        a class="skip" href="#units" { "Skip to the units" }
        (top)
        (PreEscaped("<main id=\"units\">"))
    };
    out.write_all(head.0.as_bytes())
}

fn close(out: &mut impl Write) -> io::Result<()> {
    let foot = html! {
        (PreEscaped("</main>"))
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body></html>\n"))
    };
    out.write_all(foot.0.as_bytes())?;
    out.flush()
}
