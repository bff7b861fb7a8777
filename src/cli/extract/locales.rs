//! The target languages of all pages, known before the first byte of an output that can have one.

use std::collections::BTreeMap;

use bitext::{Part, PartReader, Parts, Result, Settings};

use crate::cli::inputs::{InputPlace, Listing};
use crate::cli::pages::{Content, Pages};
use crate::cli::shown::shown;
use crate::cli::stop::Stop;

/// How many pages of a language are named.
const NAMED: usize = 3;

/// Looks whether all pages that have units have one target language, among those that the run `takes`.
///
/// # Errors
/// That they have several: wrong usage, with the pages and the ways out. What cannot be read is reported when it is its turn.
pub(super) fn check(
    listing: &Listing,
    settings: &Settings<'_>,
    takes: impl Fn(&str) -> bool,
) -> std::result::Result<(), Stop> {
    let mut pages = Pages::default();
    let mut locales: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for input in listing.inputs.iter().flatten() {
        // What can be read only once is left for its turn.
        if matches!(input.place, InputPlace::Stdin) {
            continue;
        }
        let locale = pages.read(&input.place).and_then(|content| locale_of(content, settings));
        if let Ok(Some(locale)) = locale
            && takes(&locale)
        {
            let (count, first) = locales.entry(locale).or_default();
            *count += 1;
            if *count <= NAMED {
                first.push(input.name);
            }
        }
    }
    if locales.len() < 2 {
        return Ok(());
    }
    let mut message = format!("XLIFF 2 has one target language, and these pages have {}:", locales.len());
    for (locale, (count, names)) in &locales {
        let named: Vec<_> = names.iter().map(|name| shown(name)).collect();
        let rest = if *count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
        message.extend(["\n  ", locale, ": ", &named.join(", "), &rest]);
    }
    message += "\nWrite a file for each page (-o DIR/), or XLIFF 1.2 (--to xliff), or take the pages of one language (--locale)";
    Err(Stop::Usage(message))
}

/// The target language of a page, if it has units and the language is known.
fn locale_of(content: Content<'_>, settings: &Settings<'_>) -> Result<Option<String>> {
    match content {
        Content::NoPage => Ok(None),
        Content::Text(text) => {
            let mut parts = Parts::with_settings(text, settings);
            let has_units = parts.any(|part| matches!(part, Part::Unit(_)));
            Ok(parts.locale().filter(|_| has_units).map(|locale| locale.to_string()))
        }
        Content::Stream(source) => {
            let mut reader = PartReader::with_settings(source, settings);
            reader.advance()?;
            Ok(reader.locale().map(|locale| locale.to_string()))
        }
    }
}
