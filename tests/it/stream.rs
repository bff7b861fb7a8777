//! Streams against slices on real files, at every chunk size, and streams that break off.

use bitext::{Error, Part, PartReader, Position, Settings};

use crate::laws::{parts_tile, stream_equals_slice, stream_tells_that_reading_failed, tokens_tile};
use crate::pages::PAGE;
use crate::shared::{corpora, sxs_files};

#[test]
fn every_chunk_size_gives_the_same() {
    for settings in [Settings::default(), Settings::default().with_unit_limit(120)] {
        for chunk in 1..=300 {
            for buffer in [8, 13, 4096] {
                stream_equals_slice(PAGE, &settings.with_buffer(buffer), chunk);
            }
        }
    }
}

#[test]
fn every_prefix_gives_only_reported_damage() {
    for (end, _) in PAGE.char_indices() {
        let prefix = &PAGE[..end];
        tokens_tile(prefix);
        parts_tile(prefix, &Settings::default());
        stream_equals_slice(prefix, &Settings::default().with_buffer(16), 5);
    }
}

#[test]
fn real_files_give_the_same_streamed() {
    let Some(corpora) = corpora() else { return };
    let files = [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat();
    // The chunk sizes go around, so that every size meets many files.
    for (n, file) in files.iter().enumerate() {
        let text = std::fs::read_to_string(file).unwrap();
        tokens_tile(&text);
        let settings = Settings::default().with_buffer(64 << (n % 13));
        stream_equals_slice(&text, &settings, 1 + 97 * (n % 300));
    }
    println!("{} files", files.len());
}

#[test]
fn what_is_not_utf8_is_an_error_where_it_stands() {
    let good = "a\n\u{e9}<span data-ttu-id=\"407fb-102\">b</span><span class=\"sxs-lookup\">\
                <span data-stu-id=\"407fb-102\">c</span></span>\u{e9}";
    for (bad, buffer) in [(&b"\xFF\xFF more"[..], 8), (b"\xC3", 8), (b"\xE2\x82 more", 1024), (b"\xF0\x9F\x98", 64)] {
        let bytes = [good.as_bytes(), bad].concat();
        let mut reader = PartReader::with_settings(&bytes[..], &Settings::default().with_buffer(buffer));
        let mut units = 0;
        let error = loop {
            match reader.next_part() {
                Ok(part) => units += usize::from(matches!(part.unwrap(), Part::Unit(_))),
                Err(error) => break error,
            }
        };
        let Error::NotUtf8 { offset, position, .. } = error else { panic!("{error}") };
        assert_eq!(offset, good.len() as u64);
        assert_eq!(position, Position { line: 2, column: good.lines().last().unwrap().chars().count() as u64 + 1 });
        assert!(reader.next_part().unwrap().is_none());
        assert!(units <= 1);
        let whole = bitext::Document::from_bytes(&bytes).unwrap_err();
        assert_eq!(whole.to_string(), format!("2:{}: not UTF-8 (byte {offset})", position.column));
    }
}

#[test]
fn a_failed_reading_is_told_also_where_the_stream_looks_ahead() {
    let unit = "<span data-ttu-id=\"407fb-102\">b</span><span class=\"sxs-lookup\">\
                <span data-stu-id=\"407fb-102\">c</span></span>";
    let page = unit.repeat(3);
    for chunk in [1, 100, 1000] {
        stream_tells_that_reading_failed(&page, &Settings::default(), chunk);
    }
}

#[test]
fn any_size_of_buffer_is_taken() {
    for buffer in [0, 1, usize::MAX] {
        let mut reader = PartReader::with_settings(&b"text"[..], &Settings::default().with_buffer(buffer));
        assert_eq!(reader.next_part().unwrap().map(|part| part.raw().len()), Some(4));
        assert_eq!((reader.get_ref().len(), reader.into_inner().len()), (0, 0));
    }
}
