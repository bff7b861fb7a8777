//! `extract` for corpora, as a process: threads, formats, filters, several outputs.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::cli::{code, err, folder, out, run};

/// A page in a language, with these units: target, source.
fn localized(locale: &str, kind: &str, units: &[(&str, &str)]) -> String {
    let unit = |(number, (target, source)): (i32, &(&str, &str))| {
        format!(
            "<span data-ttu-id=\"0a1b2-{number}\">{target}</span>\
             <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-{number}\">{source}</span></span>\n\n"
        )
    };
    let units: Vec<_> = (101..).zip(units).map(unit).collect();
    format!("---\nms.translationtype: {kind}\nms.contentlocale: {locale}\n---\n{}", units.concat())
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// 60 pages of several kinds, and what is no page.
fn many() -> tempfile::TempDir {
    let names: Vec<_> = (0..60).map(|at| format!("docs/{}/{at}.md", at % 7)).collect();
    let texts: Vec<_> = (0..60)
        .map(|at| {
            let units = [("Labs", "Good"), ("x, \"y\"\nz", "a\tb"), ("", "Empty"), ("Labs", "Good")];
            localized(["lv-LV", "de-DE", "zh-CN"][at % 3], ["HT", "MT"][at % 2], &units[..=at % 5 % 4])
        })
        .collect();
    let files: Vec<_> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    fs::write(folder.path().join("docs/3/broken.md"), b"\xFF").unwrap();
    folder
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let folder = many();
    let here = folder.path();
    let options: [&[&str]; 10] = [
        &["--to", "jsonl", "--hash"],
        &["--to", "json"],
        &["--to", "xliff12"],
        &["--to", "tmx"],
        &["--to", "tsv", "--text", "plain"],
        &["--to", "csv", "--hash"],
        &["--to", "jsonl", "--dedup", "pair"],
        &["--to", "hf", "--locale", "lv-LV", "--dedup", "source"],
        &["--to", "jsonl", "--segment", "--only", "human"],
        &["--to", "xliff12", "--segment"],
    ];
    for option in options {
        let outputs: Vec<Output> = ["1", "2", "8"]
            .iter()
            .map(|jobs| run(here, &[&["extract", "-j", jobs], option, &["docs", "gone.md"]].concat()))
            .collect();
        code(&outputs[0], 3);
        assert!(outputs[0].stdout.len() > 200, "{option:?}");
        for other in &outputs[1..] {
            assert_eq!(out(other), out(&outputs[0]), "{option:?}");
            assert_eq!(err(other), err(&outputs[0]), "{option:?}");
        }
    }
}

#[test]
fn several_outputs_hold_together_what_one_holds() {
    let folder = many();
    let here = folder.path();
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    let lines = |names: &[&str]| {
        sorted(names.iter().flat_map(|name| read(here, name).lines().map(str::to_owned).collect::<Vec<_>>()).collect())
    };
    code(&run(here, &["extract", "-o", "all.tsv", "--to", "tsv", "docs"]), 3);
    code(&run(here, &["extract", "-o", "by.tsv", "--to", "tsv", "--split-by", "locale", "docs"]), 3);
    code(&run(here, &["extract", "-o", "sh", "--to", "tsv", "--shards", "3", "docs"]), 3);
    let by_locale = lines(&["by.lv-LV.tsv", "by.de-DE.tsv", "by.zh-CN.tsv"]);
    let shards = lines(&["sh-00000-of-00003", "sh-00001-of-00003", "sh-00002-of-00003"]);
    assert_eq!((&by_locale, &shards), (&lines(&["all.tsv"]), &lines(&["all.tsv"])));
    assert!(read(here, "by.lv-LV.tsv").lines().all(|line| line.split('\t').nth(6) == Some("lv-LV")));
    for args in [&["extract", "--shards", "2", "docs"][..], &["extract", "--to", "moses", "docs"]] {
        let output = run(here, args);
        code(&output, 2);
        assert!(err(&output).contains("-o NAME"), "{}", err(&output));
    }
}

#[test]
fn moses_has_equal_line_counts() {
    let folder = many();
    let here = folder.path();
    let output = run(here, &["extract", "--to", "moses", "-o", "corpus", "docs"]);
    code(&output, 3);
    for pair in ["en-lv", "en-de", "en-zh"] {
        let target = &pair[3..];
        let texts = [format!("corpus.{pair}.en"), format!("corpus.{pair}.{target}"), format!("corpus.{pair}.ids")];
        let counts = texts.each_ref().map(|name| read(here, name).lines().count());
        assert!(counts[0] > 10 && counts[0] == counts[1] && counts[0] == counts[2], "{counts:?}");
        assert!(!read(here, &texts[1]).lines().any(|line| line.trim().is_empty()));
    }
    assert!(read(here, "corpus.en-lv.ids").starts_with("docs/0/0.md#0a1b2-101\n"));
    assert!(err(&output).contains(" units left out"), "{}", err(&output));
}

#[test]
fn one_output_for_hugging_face_has_one_pair_of_languages() {
    let folder = many();
    let output = run(folder.path(), &["extract", "--to", "hf", "-o", "x.jsonl", "docs"]);
    code(&output, 2);
    let message = "the JSON Lines for Hugging Face have one target language, but zh comes after lv";
    assert!(err(&output).contains(message), "{}", err(&output));
    assert!(!folder.path().join("x.jsonl").exists());
    let output = run(folder.path(), &["extract", "--to", "hf", "-o", "x.jsonl", "--split-by", "locale", "docs"]);
    code(&output, 3);
    let row = "{\"id\":\"docs/0/0.md#0a1b2-101\",\"translation\":{\"en\":\"Good\",\"lv\":\"Labs\"},\
               \"source_lang\":\"en-US\",\"target_lang\":\"lv-LV\"}\n";
    assert!(read(folder.path(), "x.lv-LV.jsonl").starts_with(row));
}

#[test]
fn filters_take_away_and_the_summary_says_how_many() {
    let units = [
        ("Labs rīts", "Good morning"),
        ("Good day", "Good day"),
        ("", "Nothing here"),
        ("Labs rīts", "Good morning"),
        ("Viens. Divi.", "One is here. Two is there."),
        ("Jā", "Yes"),
    ];
    let folder =
        folder(&[("a.md", &localized("lv-LV", "HT", &units)), ("b.md", &localized("de-DE", "MT", &units[..1]))]);
    let count = |args: &[&str]| {
        let output = run(folder.path(), &[&["extract"], args, &["a.md", "b.md"]].concat());
        code(&output, 0);
        (out(&output).lines().count(), err(&output))
    };
    let check = |args: &[&str], units: usize, words: &str| {
        let (found, summary) = count(args);
        assert_eq!(found, units, "{args:?}: {summary}");
        assert!(summary.ends_with(&format!("{words}\n")), "{args:?}: {summary}");
    };
    check(&[], 7, "0 files without target locale");
    check(&["--skip-unchanged"], 6, "1 unit not wanted (1 unchanged)");
    check(&["--skip-empty"], 6, "1 unit not wanted (1 with an empty side)");
    check(&["--only", "machine"], 1, "6 units not wanted (6 of other translators)");
    check(&["--locale", "lv-lv"], 6, "1 unit not wanted (1 of other locales)");
    check(&["--min-words", "2"], 6, "1 unit not wanted (1 with too few words)");
    check(&["--max-words", "2"], 6, "1 unit not wanted (1 with too many words)");
    check(&["--max-ratio", "2"], 5, "2 units not wanted (2 too unlike in length)");
    check(&["--dedup", "pair"], 6, "1 unit not wanted (1 repeated)");
    check(&["--context", "heading"], 0, "7 units not wanted (7 in other contexts)");
    check(&["--context", "heading,paragraph"], 7, "0 files without target locale");
    check(
        &["--skip-unchanged", "--skip-empty", "--dedup", "pair"],
        4,
        "(1 with an empty side, 1 unchanged, 1 repeated)",
    );
    check(&["--segment"], 8, "0 files without target locale");
    let (_, lines) = count(&["--to", "tsv", "--segment", "--max-words", "3"]);
    assert!(lines.ends_with("0 files without target locale\n"), "{lines}");
    let (_, wrong) = (0, err(&run(folder.path(), &["extract", "--context", "table", "a.md"])));
    assert!(wrong.contains("the kinds are heading, paragraph, "), "{wrong}");
}

#[test]
fn plain_texts_and_hashes_are_those_of_the_row() {
    let folder = folder(&[("a.md", &localized("lv-LV", "HT", &[("**Labi** &amp; &lt;b&gt;", "**OK** \\[x\\]")]))]);
    let output = run(folder.path(), &["extract", "--text", "plain", "--hash", "a.md"]);
    code(&output, 0);
    let row: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!((row["source"].as_str(), row["target"].as_str()), (Some("OK [x]"), Some("Labi & <b>")));
    let pair = bitext::hash::TextHash::of_pair("OK [x]", "Labi & <b>", Some("lv-LV"));
    assert_eq!(row["source_hash"], bitext::hash::TextHash::of_text("OK [x]").to_string());
    assert_eq!(row["pair_hash"], pair.to_string());
    for args in [["--to", "xliff12", "--text", "plain"], ["--to", "tmx", "--text", "plain"]] {
        code(&run(folder.path(), &[&["extract"], &args[..], &["a.md"]].concat()), 2);
    }
}

#[test]
fn schemas_are_json() {
    let here = Path::new(".");
    for form in ["json", "arrow", "spark"] {
        let output = run(here, &["schema", "--to", form]);
        code(&output, 0);
        let schema: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        assert!(schema.to_string().contains("pair_hash"), "{schema}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_so() {
    let output = run(Path::new("."), &["extract", "--to", "parquet", "x.md"]);
    code(&output, 2);
    assert!(err(&output).contains("this bitext was built without Parquet"), "{}", err(&output));
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_none_of_several_outputs() {
    use std::process::{Command, Stdio};
    let folder = many();
    let here = folder.path();
    let mut child = Command::new(env!("CARGO_BIN_EXE_bitext"))
        .current_dir(here)
        .args(["extract", "-q", "-j", "2", "--shards", "3", "-o", "out.jsonl", "docs", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    // The pipe is open until the end, so the run waits for more when the signal comes; `wait` would close it.
    let _pipe = child.stdin.take();
    let is_draft = |name: &str| name.starts_with(".bitext-");
    let names = || fs::read_dir(here).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    while names().filter(|name| is_draft(name)).count() < 3 {
        assert!(child.try_wait().unwrap().is_none(), "it ended before its outputs began");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&child.wait().unwrap()), Some(2));
    assert_eq!(names().collect::<Vec<_>>(), ["docs"]);
}

#[test]
fn what_is_read_is_not_written_by_any_of_several_outputs() {
    let folder = many();
    let here = folder.path();
    let args = ["extract", "--split-by", "locale", "-o", "docs/all.jsonl", "docs"];
    code(&run(here, &args), 3);
    let first = read(here, "docs/all.lv-LV.jsonl");
    // Outputs of an earlier run are no inputs of the next one.
    code(&run(here, &args), 3);
    assert_eq!(read(here, "docs/all.lv-LV.jsonl"), first);
    let output =
        run(here, &["extract", "--split-by", "locale", "-o", "docs/all.jsonl", "docs/all.lv-LV.jsonl", "docs"]);
    code(&output, 2);
    assert!(err(&output).contains("docs/all.lv-LV.jsonl is to be read, so it cannot be written"), "{}", err(&output));
    assert_eq!(read(here, "docs/all.lv-LV.jsonl"), first);
}

#[test]
fn what_a_page_hides_comes_from_its_english_original() {
    let page = "---\ntitle: Sveiki\nms.contentlocale: lv-LV\n---\n<span data-ttu-id=\"0a1b2-101\">Labdien</span>\
                <span class=\"sxs-lookup\"><span data-stu-id=\"0a1b2-101\">Good day</span></span>\n";
    let folder = folder(&[("docs/a.md", page), ("en/docs/a.md", "---\ntitle: Hello\n---\nGood evening\n")]);
    let output = run(folder.path(), &["extract", "--english", "en", "--to", "tsv", "docs"]);
    code(&output, 0);
    assert!(out(&output).starts_with("Hello\tSveiki\tdocs/a.md\ttitle\t"), "{}", out(&output));
    assert!(out(&output).contains("\nGood day\tLabdien\t"), "{}", out(&output));
    assert!(err(&output).contains("older-source") && err(&output).contains("1 file, 2 units"), "{}", err(&output));
    code(&run(folder.path(), &["extract", "--english", "gone", "docs"]), 2);
    code(&run(folder.path(), &["extract", "--english", "en", "--to", "xliff", "docs"]), 2);
}
