//! How much memory reading takes: counted by the allocator, in a process of its own, one test after the other.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a test that cannot go on should panic, and what it measured should be said"
)]

use std::io::{self, Read};
use std::sync::{Mutex, PoisonError};

use bitext::{Part, PartReader, Parts, Settings};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Only one test at a time may count.
static COUNTING: Mutex<()> = Mutex::new(());

const UNIT: &str = "<span data-ttu-id=\"407fb-102\">Sveiki, <b>pasaule</b>!</span><span class=\"sxs-lookup\">\
                    <span data-stu-id=\"407fb-102\">Hello, world!</span></span>";
const MIB: f64 = (1 << 20) as f64;

/// The most bytes that `run` holds at once, beyond what is held now.
fn peak(name: &str, run: impl FnOnce()) -> f64 {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    run();
    let added = (MEMORY.peak_usage() - before) as f64 / MIB;
    println!("{name}: {added:.2} MiB");
    added
}

/// Gives a text again and again, as far as `left` goes, after a beginning.
struct Endless {
    start: &'static str,
    text: String,
    at: usize,
    left: usize,
}

impl Endless {
    fn new(start: &'static str, text: &str, len: usize) -> Self {
        // Long enough that a reading gets all that it asks for.
        Self { start, text: text.repeat((4 << 20) / text.len()), at: 0, left: len }
    }
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let start = (&mut self.start.as_bytes()).read(into)?;
        if start > 0 {
            self.start = &self.start[start..];
            return Ok(start);
        }
        let most = into.len().min(self.left);
        let read = (&self.text.as_bytes()[self.at..]).read(&mut into[..most])?;
        self.at = (self.at + read) % self.text.len();
        self.left -= read;
        Ok(read)
    }
}

/// How many units a stream holds.
fn units(source: impl Read, settings: &Settings<'_>, looks_ahead: bool) -> usize {
    let mut reader = PartReader::with_settings(source, settings);
    let mut units = 0;
    if looks_ahead {
        let mut reader = reader.located();
        while reader.next_located().unwrap().is_some() {
            units += 1;
        }
        return units;
    }
    while let Some(part) = reader.next_part().unwrap() {
        units += usize::from(matches!(part, Part::Unit(_)));
    }
    units
}

#[test]
fn a_buffer_of_64_mb_takes_half_a_mebibyte_more() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let page = format!("# {UNIT}\n\nText <strong>without</strong> a unit.\n\n| {UNIT} | {UNIT} |\n");
    let text = page.repeat((64 << 20) / page.len());
    let added = peak("parts of 64 MB", || {
        let units = Parts::new(&text).filter(|part| matches!(part, Part::Unit(_))).count();
        assert_eq!(units, 3 * (text.len() / page.len()));
    });
    assert!(added <= 0.5);
}

#[test]
fn a_stream_of_700_mb_takes_8_mebibytes() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let len = 700_000_000;
    for (name, page) in
        [("pages", format!("# {UNIT}\n\nText.\n\n| {UNIT} | {UNIT} |\n")), ("one line", UNIT.to_owned())]
    {
        for looks_ahead in [false, true] {
            let settings = Settings::default();
            let found = page.matches("data-ttu-id").count() * (len / page.len());
            let source = Endless::new("", &page, len);
            let added = peak(&format!("stream of {name}, looks ahead: {looks_ahead}"), || {
                let units = units(source, &settings, looks_ahead);
                assert!((found..found + 3).contains(&units), "{units} units, expected {found}");
            });
            assert!(added <= 8.0);
        }
    }
}

#[test]
fn what_does_not_end_takes_the_limit_and_buffers() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let len = 64 << 20;
    let open = "<span data-ttu-id=\"407fb-102\">";
    let source = "<span data-ttu-id=\"407fb-102\">a</span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">";
    // A text grows by doubling, so that its limit counts twice, and half of it again while it is moved.
    for (name, start, text, most) in [
        ("a target", open, "x", 13.0),
        ("a source", source, "x </span> ", 13.0),
        ("tags in a target", open, "<span>", 13.0),
        ("targets", "", open, 8.0),
        ("skeleton", "", "<strong>x", 8.0),
        ("front matter", "---\n", "title: x\n", 8.0),
        ("a line", "---", " ", 8.0),
    ] {
        for looks_ahead in [false, true] {
            let settings = Settings::default();
            let source = Endless::new(start, text, len);
            let added = peak(&format!("{name} without end, looks ahead: {looks_ahead}"), || {
                units(source, &settings, looks_ahead);
            });
            assert!(added <= most, "{added} MiB");
        }
    }
    // Each finding in a unit is kept until the unit is given.
    let source = Endless::new(open, "<span data-ttu-id=", len);
    let spoilt = peak("spoilt markers in a target without end", || {
        units(source, &Settings::default(), false);
    });
    assert!(spoilt <= 48.0, "{spoilt} MiB");
}

/// 10 million pairs, all different.
#[cfg(feature = "corpus")]
#[test]
fn ten_million_pairs_are_deduped_in_400_mib() {
    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut seen = bitext::filter::Seen::new();
    let added = peak("10 million hashes of pairs", || {
        let mut source = String::new();
        for number in 0_u32..10_000_000 {
            source.clear();
            std::fmt::Write::write_fmt(&mut source, format_args!("Hello {number}")).unwrap();
            assert!(seen.is_new(bitext::hash::TextHash::of_pair(&source, "Sveiki", Some("lv-LV"))));
        }
    });
    assert_eq!(seen.len(), 10_000_000);
    assert!(added <= 400.0, "{added} MiB");
}

/// 512 MB of texts, all different: one row group of 64 MiB in memory, and its encoded columns.
#[cfg(feature = "parquet")]
#[test]
fn parquet_takes_a_row_group() {
    use bitext::format::{Hashes, ParquetWriter};

    let _counting = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let added = peak("512 MB of rows of Parquet", || {
        let mut writer = ParquetWriter::new(io::sink(), Hashes::Included).unwrap();
        let mut number = 0_u64;
        for _ in 0..512 {
            let mut page = String::with_capacity(1 << 20);
            while page.len() < 1_000_000 {
                number += 1;
                let text = format!("{number} {}", "sveiki ".repeat(60));
                page += &UNIT.replace("Sveiki", &text).replace("Hello", &text);
            }
            let export = bitext::export::Export::new("docs/page.md", bitext::Locale::parse("en-US").unwrap());
            let _ = export.text(&page, &mut writer, &mut ()).unwrap();
        }
        writer.finish().unwrap();
    });
    assert!(added <= 200.0, "{added} MiB");
}

/// A file of edits is read piece by piece, and each of its texts is kept in one piece.
#[cfg(feature = "xliff")]
#[test]
fn edits_of_xliff_take_less_than_twice_their_file() {
    use bitext::format::{Limits, read_xliff};
    let _alone = COUNTING.lock().unwrap_or_else(PoisonError::into_inner);
    let unit = "<trans-unit id=\"407fb-102\" xml:space=\"preserve\" approved=\"yes\">\n<source>Every page says <bpt id=\"p1\" \
                ctype=\"bold\">**</bpt>hello to the whole world<ept id=\"p1\">**</ept>, and it means it!</source>\n<target state=\"translated\">Katra lapa saka <bpt \
                id=\"p1\" ctype=\"bold\">**</bpt>sveiki visai pasaulei<ept id=\"p1\">**</ept>, un tā to arī domā!</target>\n</trans-unit>\n";
    let file =
        format!("<xliff version=\"1.2\"><file original=\"a.md\"><body>{}</body></file></xliff>", unit.repeat(40_000));
    let taken = peak("edits of XLIFF", || {
        assert_eq!(read_xliff(file.as_bytes(), Limits::default()).unwrap().len(), 40_000);
    });
    let times = taken * MIB / file.len() as f64;
    assert!(times < 2.0, "{times:.2} times the file");
}
