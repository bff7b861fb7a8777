//! The laws of JSON out, as plain functions: our bytes are those of `serde_json` for the records, they are read back to these,
//! and a stream gives the same as the page in memory.

use std::io;

use bitext::export::Export;
use bitext::format::{ErrorRecord, JsonLinesWriter, JsonWriter, Page, Record, UnitWriter, Written};
use bitext::place::LocatedUnit;
use bitext::{Locale, Settings};

/// Makes records instead of writing.
#[derive(Default)]
struct Collect {
    page: Option<(String, Option<String>, Option<String>)>,
    records: Vec<Record>,
    errors: Vec<ErrorRecord>,
    headers: Vec<(String, Option<String>)>,
}

impl UnitWriter for Collect {
    fn begin(&mut self, page: &Page<'_>) -> io::Result<()> {
        let target_locale = page.target_locale.map(|locale| locale.to_string());
        self.headers.push((page.path.to_owned(), target_locale.clone()));
        // A page cannot be kept, so its front matter is: a record is made of a page that is made anew.
        let front_matter = page.front_matter.map(|front_matter| front_matter.raw().to_owned());
        self.page = Some((page.path.to_owned(), target_locale, front_matter));
        Ok(())
    }

    fn unit(&mut self, unit: &LocatedUnit<'_>) -> io::Result<Written> {
        let (path, target_locale, front_matter) = self.page.as_ref().unwrap();
        let target_locale = target_locale.as_deref().map(|tag| Locale::parse(tag).unwrap());
        let front_matter = front_matter.as_deref().and_then(bitext::front_matter::FrontMatter::of);
        let page = Page::new(path, Locale::parse("EN-us").unwrap(), target_locale).with_front_matter(front_matter);
        self.records.push(Record::new(&page, unit));
        Ok(Written::Whole)
    }

    fn end(&mut self, error: Option<&str>) -> io::Result<()> {
        let path = &self.page.as_ref().unwrap().0;
        self.errors.extend(error.map(|error| ErrorRecord::new(path, error)));
        Ok(())
    }

    fn unreadable(&mut self, path: &str, error: &str) -> io::Result<()> {
        self.errors.push(ErrorRecord::new(path, error));
        Ok(())
    }
}

pub(crate) fn export(path: &str) -> Export<'_> {
    Export::new(path, Locale::parse("EN-us").unwrap())
}

pub(crate) fn json_lines(path: &str, text: &str) -> String {
    let mut writer = JsonLinesWriter::new(Vec::new());
    let _ = export(path).text(text, &mut writer, &mut ()).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

pub(crate) fn json(path: &str, text: &str) -> String {
    let mut writer = JsonWriter::new(Vec::new());
    let _ = export(path).text(text, &mut writer, &mut ()).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

/// What we write is what `serde_json` writes for the records, and reads back to them. Gives the number of units.
#[track_caller]
pub(crate) fn check(path: &str, text: &str) -> usize {
    let mut collect = Collect::default();
    assert!(export(path).text(text, &mut collect, &mut ()).unwrap().error.is_none());
    let expect: String = collect.records.iter().map(|record| serde_json::to_string(record).unwrap() + "\n").collect();
    let ours = json_lines(path, text);
    assert!(ours == expect, "{path}:\n{ours}\n{expect}");
    let back: Vec<Record> = serde_json::Deserializer::from_str(&ours).into_iter().map(Result::unwrap).collect();
    assert!(back == collect.records, "{path}: read back");
    let document = json(path, text);
    let units = serde_json::to_string(&collect.records).unwrap();
    assert!(document.ends_with(&format!(",\"units\":{units}}}]\n")), "{path}: {document}");
    let value: serde_json::Value = serde_json::from_str(&document).unwrap();
    assert_eq!(value[0]["path"], path);
    assert_eq!(value[0]["target_locale"].as_str(), collect.headers[0].1.as_deref());
    collect.records.len()
}

/// A stream of any chunk size gives the same lines.
#[track_caller]
pub(crate) fn check_stream(path: &str, text: &str, buffer: usize) {
    let mut writer = JsonLinesWriter::new(Vec::new());
    let export = export(path).with_settings(Settings::default().with_buffer(buffer));
    let summary = export.stream(text.as_bytes(), &mut writer, &mut ()).unwrap();
    let lines = writer.finish().unwrap();
    assert!(summary.error.is_none());
    assert!(String::from_utf8(lines).unwrap() == json_lines(path, text), "{path} in steps of {buffer}");
}
