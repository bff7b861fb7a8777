//! The driver: reads a page in memory or as a stream, and gives its units to a writer, its findings to a sink.
//!
//! ```
//! use bitext::Locale;
//! use bitext::export::Export;
//! use bitext::format::JsonLinesWriter;
//!
//! let page = "<span data-ttu-id=\"407fb-102\">Sveiki</span><span class=\"sxs-lookup\">\
//!             <span data-stu-id=\"407fb-102\">Hello</span></span>\n";
//! let export = Export::new("docs/a.md", Locale::parse("en-US")?);
//! let mut writer = JsonLinesWriter::new(Vec::new());
//! let mut findings = Vec::new();
//! let summary = export.text(page, &mut writer, &mut findings)?;
//! assert_eq!((summary.units, findings.len()), (1, 0));
//! assert!(writer.finish()?.ends_with(b"}\n"));
//! # Ok::<(), bitext::Error>(())
//! ```
//!
//! A page in memory and the same page as a stream give the same output. Which files there are, and where output goes, is for
//! the caller to say.

mod driver;
mod summary;

pub use driver::Export;
pub use summary::Summary;
