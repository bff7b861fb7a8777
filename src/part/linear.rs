//! Work is linear whatever the input is (law 9): counted, not timed, for slices and for streams in small pieces.

use std::fmt::Write as _;
use std::io::Read;

use crate::part::{PartReader, Parts, Settings};
use crate::scan::Scanner;
use crate::work::{self, Work};

/// A unit, up to the end of its first marker.
const OPEN: &str = "<span data-ttu-id=\"407fb-102\">";
const BOUNDARY: &str = "</span><span class=\"sxs-lookup\"><span data-stu-id=\"407fb-102\">";

/// So many times, or fewer where the run is interpreted.
const fn times(n: usize) -> usize {
    if cfg!(miri) { n / 4000 + 3 } else { n }
}

/// Places at which a tag may begin.
fn candidates(text: &str) -> usize {
    text.matches('<').count()
}

/// Gives at most so many bytes at a time.
struct Chunks<'a>(&'a [u8], usize);

impl Read for Chunks<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = into.len().min(self.1);
        self.0.read(&mut into[..n])
    }
}

#[track_caller]
fn at_most(work: Work, candidates: usize, searched: usize, moved: usize) {
    let limits = (candidates, searched, moved);
    assert!(
        work.candidates <= candidates && work.searched <= searched && work.moved <= moved,
        "{work:?}, allowed: {limits:?}"
    );
}

/// Tokens, parts of the slice, and parts of streams: each looks a few times at a candidate and once or twice at a byte, and
/// twice more at the bytes of a foreign opening tag.
#[track_caller]
fn check(text: &str, settings: &Settings<'_>, chunks: &[usize]) {
    let (n, len) = (candidates(text), text.len());
    at_most(work::of(|| assert!(Scanner::new(text).count() > 0)), 3 * n, 2 * len, 0);
    // A unit that is broken off is looked at once more where it broke; findings are moved with their part.
    at_most(work::of(|| assert!(Parts::with_settings(text, settings).count() > 0)), 2 * n + 2, 4 * len, 4 * n);
    for &chunk in chunks {
        for looks_ahead in [false, true] {
            let settings = settings.with_buffer(chunk);
            let work = work::of(|| {
                let mut reader = PartReader::with_settings(Chunks(text.as_bytes(), chunk), &settings);
                if looks_ahead {
                    reader.look_ahead_from_now_on();
                }
                while reader.advance().unwrap() {}
            });
            // Where a stream needs more, it moves the 128 bytes that it cannot read yet.
            let moves = len / chunk + 1;
            at_most(work, 2 * n + moves, 6 * len, 4 * len + 4 * n + 300 * moves);
        }
    }
}

fn check_usual(text: &str) {
    check(text, &Settings::default(), &[61, 4096]);
    check(text, &Settings::default().with_unit_limit(1000), &[61, 4096]);
}

#[test]
fn targets_that_nothing_closes() {
    check_usual(&OPEN.repeat(times(40_000)));
}

#[test]
fn tags_that_begin_and_do_not_end() {
    for text in
        ["<span ", "<", "<s", "</s", "</", "<span", "</span><", "<span data-ttu-id=", "<span class=\"sxs-lookup\">"]
    {
        check_usual(&text.repeat(times((1 << 20) / text.len())));
    }
}

#[test]
fn the_same_inside_a_unit() {
    for text in ["<span ", "<", "<s", "</s", "<span>", "</span>", "</span></span>", "<span data-ttu-id=", "x"] {
        let inside = text.repeat(times((1 << 19) / text.len()));
        check_usual(&format!("{OPEN}{inside}"));
        check_usual(&format!("{OPEN}a{BOUNDARY}{inside}"));
        check_usual(&format!("{OPEN}{inside}{BOUNDARY}b</span></span>").repeat(2));
    }
}

#[test]
#[cfg_attr(miri, ignore = "too much to interpret")]
fn a_unit_of_50_mb() {
    let (target, source) = ("x <s>\n".repeat(4_000_000), "y </span>".repeat(3_000_000));
    let text = format!("{OPEN}{target}{BOUNDARY}{source}</span></span>\n");
    assert!(text.len() > 50_000_000);
    check(&text, &Settings::default().with_unit_limit(100 << 20), &[1 << 20]);
    check(&text, &Settings::default(), &[1 << 20]);
}

#[test]
fn deep_nesting() {
    let (open, close) = ("<span>".repeat(times(50_000)), "</span>".repeat(times(50_000)));
    check_usual(&format!("{OPEN}{open}a{close}{BOUNDARY}{open}b{close}</span></span>"));
    check_usual(&format!("{OPEN}{open}{BOUNDARY}{close}</span></span>"));
    check_usual(&format!("{OPEN}{close}{BOUNDARY}{open}</span></span>{OPEN}"));
}

#[test]
fn thousands_of_candidates_for_the_end_of_a_source() {
    // The target's net is never met, so the first pair is the end, and the next unit begins after all the others.
    let pairs = "b</span></span>".repeat(times(5000));
    check_usual(&format!("{OPEN}<span>a{BOUNDARY}<span>{pairs}").repeat(20));
    check_usual(&format!("{OPEN}{}{BOUNDARY}{pairs}", "<span>".repeat(times(20_000))).repeat(3));
}

#[test]
fn units_at_the_limit() {
    let limit = 1000;
    for longer in [0, 1, 2, 500] {
        let inside = "a <s> ".repeat(1000);
        let unit = |len: usize| format!("{OPEN}{}{BOUNDARY}b</span></span>", &inside[..len]);
        let text = unit(limit - unit(0).len() + 14 + longer).repeat(times(500));
        check(&text, &Settings::default().with_unit_limit(limit), &[61, 4096]);
    }
}

#[test]
fn units_on_one_line_and_on_many() {
    for end in ["", "\n", "\n\n"] {
        let mut text = String::new();
        for n in 102..102 + times(10_000) {
            write!(text, "{OPEN}{n}{BOUNDARY}b</span></span>{end}").unwrap();
        }
        check_usual(&text);
    }
}

#[test]
fn front_matter_that_nothing_closes() {
    for line in ["x", "x\n", " ", "---x\n"] {
        check_usual(&format!(
            "---{}{}",
            if line == " " { "" } else { "\n" },
            line.repeat(times((1 << 20) / line.len()))
        ));
    }
}
